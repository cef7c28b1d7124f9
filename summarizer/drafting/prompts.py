"""Prompts: files in `prompts/`, one a task and language, filled with plain substitution.

Notes are only ever a value that is put in, never a template: what they hold is not interpreted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from string import Template
from typing import Any

from summarizer.drafting.people import People
from summarizer.drafting.plan import Ask
from summarizer.drafting.promptfiles import load
from summarizer.notes import Line
from summarizer.notes.naming import nameless
from summarizer.providers.connection import Message
from summarizer.reading import Parts, Role
from summarizer.template import FieldSpec, Language
from summarizer.text.patterns import deferred

_CONTROL_TOKEN = deferred(r"<(\|?)([^<>\n|]{1,40})\|>|<\|([^<>\n|]{1,40})(\|?)>")


def whole_messages(language: Language, ask: Ask, lines: tuple[Line, ...], hint: str = "") -> list[Message]:
    """Ask for the fields from these lines, numbered so that the model can cite them.

    `hint` is what the model is told of the speakers (`speakers_told`).
    """
    prompt = load(language, "draft")
    numbered = "\n".join(f"{line.number}| {neutral(line.attributed.strip())}" for line in lines if line.text.strip())
    body = (
        _fill(prompt.parts["notes"], notes=numbered)
        + "\n\n"
        + (f"{hint}\n\n" if hint else "")
        + _fill(prompt.parts["ask"], fields=_described(ask.specs, language))
    )
    return [Message("system", prompt.parts["system"]), Message("user", body)]


def speakers_told(language: Language, who: People, parts: Parts) -> str:
    """What a model is told of who is who, and asked to tell where speakers have numbers for names; else nothing."""
    prompt = load(language, "draft")
    labels = {role: label for label, role in parts.roles.items()} if parts.sure else dict(who.told)
    told = []
    for role in (Role.COACH, Role.COACHEE):
        label, name = labels.get(role), who.named.get(role)
        if (name or (label and nameless(label))) and (name or label):
            both = f"{name} = {label}" if name and label and name != label else str(name or label)
            told.append(_fill(prompt.parts[role.value], who=neutral(both)))
    numbered = [label for label in parts.roles if nameless(label)]
    if numbered:
        told.append(_fill(prompt.parts["speakers"], label=numbered[0]))
    return "\n".join(told)


def with_schema(language: Language, messages: Sequence[Message], schema: dict[str, Any]) -> list[Message]:
    """The same ask for an endpoint that can be held to JSON, but to no schema: the schema is told."""
    system, *rest = messages
    told = _fill(load(language, "draft").parts["json"], schema=json.dumps(schema, ensure_ascii=False))
    return [Message(system.role, f"{system.content}\n\n{told}"), *rest]


def pointed_messages(language: Language, spec: FieldSpec, pointed: str, lines: tuple[Line, ...]) -> list[Message]:
    """Ask for one short value from the sentences pointed at. All but the last lines is the same for every ask."""
    prompt = load(language, "point")
    notes = "\n".join(neutral(line.attributed.strip()) for line in lines if line.text.strip())
    body = (
        _fill(prompt.parts["notes"], notes=notes)
        + "\n\n"
        + _fill(
            prompt.parts["ask"],
            lines=neutral(pointed),
            question=spec.info.gap.get(language),
            name=spec.name,
        )
    )
    return [Message("system", prompt.parts["system"]), Message("user", body)]


def _described(specs: tuple[FieldSpec, ...], language: Language) -> str:
    return "\n".join(_describe(spec, language) for spec in specs)


def _describe(spec: FieldSpec, language: Language) -> str:
    label, guide = spec.info.label.get(language), spec.info.guide.get(language)
    if spec.slots:
        guide = "; ".join(f"{slot.name} = {slot.info.guide.get(language)}" for slot in spec.slots)
    return f"- {spec.path}: {label} ({guide})"


def _fill(template: str, **values: str) -> str:
    return Template(template).substitute(values)


def neutral(text: str) -> str:
    """Notes with the control tokens of chat models (`<|im_end|>`) made plain text, so that they end no turn."""
    return _CONTROL_TOKEN.sub(lambda found: found[0].replace("<", "‹").replace(">", "›"), text).replace(
        "</notes>", "‹/notes›"
    )
