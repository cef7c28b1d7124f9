"""Prompts: files in `prompts/`, one a task and language, filled with plain substitution.

Notes are only ever a value that is put in, never a template: what they hold is not interpreted.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from summarizer.drafting.plan import Ask, Plan
from summarizer.notes import Line
from summarizer.providers.connection import Message
from summarizer.template import FieldSpec, Language

_CONTROL_TOKEN = re.compile(r"<(\|?)([^<>\n|]{1,40})\|>|<\|([^<>\n|]{1,40})(\|?)>")


class Prompt(NamedTuple):
    """A prompt file: its version and its parts by heading (`## system`)."""

    version: str
    parts: dict[str, str]


class Example(NamedTuple):
    """The worked example: notes, and the summary they lead to, `null` where they say nothing."""

    notes: str
    summary: dict[str, Any]
    names: tuple[str, ...]
    """Names that occur in it and must never come out of a draft of other notes."""


def _folder() -> Traversable:
    """The prompts in the wheel, or those of the checkout that the package runs from."""
    shipped = files("summarizer").joinpath("prompts")
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "prompts"


@cache
def load(language: Language, task: str) -> Prompt:
    """One prompt file. Its first line is `version: N`."""
    text = _folder().joinpath(language, f"{task}.md").read_text("utf-8")
    head, *parts = re.split(r"^## (\w+)\n", text, flags=re.MULTILINE)
    version = re.search(r"version:\s*(\S+)", head)
    if version is None:
        raise ValueError(f"{language}/{task}.md has no version")
    return Prompt(version[1], {name: body.strip() for name, body in zip(parts[::2], parts[1::2], strict=True)})


@cache
def example(language: Language) -> Example:
    """The worked example of a language."""
    parts = load(language, "example").parts
    return Example(parts["notes"], json.loads(parts["summary"]), tuple(parts["names"].split()))


def versions(language: Language, plan: Plan) -> str:
    """Which prompts made a draft, for its record: `zh/draft@1+example@1`."""
    tasks = ("draft", "example") if plan.example else ("draft",)
    return f"{language}/" + "+".join(f"{task}@{load(language, task).version}" for task in tasks)


def messages(language: Language, plan: Plan, ask: Ask, lines: tuple[Line, ...]) -> list[Message]:
    """The messages of one ask. Everything before the last lines is the same for all asks of a window."""
    prompt = load(language, "draft")
    system = prompt.parts["system"]
    if plan.evidence:
        system += "\n" + prompt.parts["evidence"]
    body = ""
    if plan.example:
        shown = example(language)
        body = _fill(
            prompt.parts["example"],
            notes=shown.notes,
            summary=json.dumps(shown.summary, ensure_ascii=False, separators=(",", ":")),
        )
    body += "\n\n" + _fill(prompt.parts["notes"], notes=_numbered(lines) if plan.evidence else _plain(lines))
    body += "\n\n" + _fill(prompt.parts["ask"], fields="\n".join(_described(ask, language)))
    return [Message("system", system), Message("user", body.strip())]


def _described(ask: Ask, language: Language) -> list[str]:
    return [_describe(spec, language) for spec in ask.specs]


def _describe(spec: FieldSpec, language: Language) -> str:
    label, guide = spec.info.label.get(language), spec.info.guide.get(language)
    if spec.slots:
        guide = "; ".join(f"{slot.name} = {slot.info.guide.get(language)}" for slot in spec.slots)
    return f"- {spec.path}: {label} ({guide})"


def _fill(template: str, **values: str) -> str:
    return Template(template).substitute(values)


def _plain(lines: tuple[Line, ...]) -> str:
    return "\n".join(neutral(line.text.strip()) for line in lines if line.text.strip())


def _numbered(lines: tuple[Line, ...]) -> str:
    return "\n".join(f"{line.number}| {neutral(line.text.strip())}" for line in lines if line.text.strip())


def neutral(text: str) -> str:
    """Notes with the control tokens of chat models (`<|im_end|>`) made plain text, so that they end no turn."""
    return _CONTROL_TOKEN.sub(lambda found: found[0].replace("<", "‹").replace(">", "›"), text).replace(
        "</notes>", "‹/notes›"
    )
