"""Prompt files: `prompts/` in the checkout or the wheel, one a task and language. Reading them needs no client."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from summarizer.template import Language


class Prompt(NamedTuple):
    """A prompt file: its version and its parts by heading (`## system`)."""

    version: str
    parts: dict[str, str]


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


def version(language: Language, task: str) -> str:
    """Which prompt made a draft, for its record: `zh/draft@2`."""
    return f"{language}/{task}@{load(language, task).version}"


def example_names(language: Language) -> tuple[str, ...]:
    """Names of the worked examples in the prompts. None of them may come out in a draft of other notes."""
    return tuple(load(language, "point").parts["names"].split())
