"""The checklist of a draft: what it asks about, and which boxes are ticked."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from summarizer.record import GapKind
from summarizer.review.characters import Chars
from summarizer.review.labels import fold, words
from summarizer.review.model import Place, Task
from summarizer.review.source import Block
from summarizer.review.values import said
from summarizer.template import FieldSpec, Importance, Language, fields
from summarizer.text.patterns import deferred
from summarizer.wording import say

_BOX = deferred(r"\s*\[([ xX✓✔√]?)\]\s*")


class _Entry(NamedTuple):
    spec: FieldSpec
    position: int | None


def task_of(block: Block, language: Language) -> Task | None:
    """An entry of the checklist, or None for what a person put between them."""
    chars = block.chars
    box = _BOX.match("".join(char.text or "\0" for char in chars))
    if not box:
        return None
    found = _entry(language).fullmatch(said(chars[box.end() :]))
    entry = _named(found["name"], language) if found else None
    if not found or not entry:
        return None
    inside = Place(chars[box.start() + box[0].index("[")].end, chars[box.start() + box[0].index("]")].start)
    return Task(
        block.line,
        bool(box[1].strip()),
        _kinds(language)[fold(found["kind"])],
        entry.spec.path,
        entry.position,
        found["question"].strip(),
        inside,
        Place(block.start, block.end),
    )


def quotes(task: Task, text: str, language: Language) -> bool:
    """Whether an entry quotes this text in full."""
    return fold(say(language, "draft.quote", text=text)) in fold(task.question)


@cache
def _kinds(language: Language) -> dict[str, GapKind]:
    return {fold(say(language, f"draft.kind.{kind.value}")): kind for kind in GapKind}


@cache
def _entry(language: Language) -> re.Pattern[str]:
    severities = "|".join(re.escape(say(language, f"draft.severity.{level.value}")) for level in Importance)
    kinds = "|".join(re.escape(say(language, f"draft.kind.{kind.value}")) for kind in GapKind)
    return re.compile(
        rf"\**(?:{severities})\s*·\s*(?P<name>.+?)\s*·\s*(?P<kind>{kinds})\**\s*[:：]\**\s*(?P<question>.*)", re.DOTALL
    )


@cache
def _slot_pattern(language: Language) -> re.Pattern[str]:
    return re.compile(fold(say(language, "draft.action", number=0)).replace("0", r"(\d+)") + "·(.+)")


@cache
def _item_pattern(language: Language) -> re.Pattern[str]:
    return re.compile("(.+)·" + fold(say(language, "draft.item", number=0)).replace("0", r"(\d+)"))


def _named(name: str, language: Language) -> _Entry | None:
    """The field that a name in the checklist means: `行动项2 · 责任人`."""
    plain = fold(name)
    known = words(language)
    if (found := _slot_pattern(language).fullmatch(plain)) and found[2] in known.slots:
        return _Entry(known.slots[found[2]], int(found[1]) - 1)
    if found := _item_pattern(language).fullmatch(plain):
        listed = [spec for spec in fields() if spec.many and fold(spec.info.label.get(language)) == found[1]]
        return _Entry(listed[0], int(found[2]) - 1) if listed else None
    named = [spec for spec in fields() if fold(spec.info.label.get(language)) == plain]
    return _Entry(named[0], None) if named else None


def after_box(chars: Chars) -> Chars:
    """The text of a list item without the box before it."""
    box = _BOX.match("".join(char.text or "\0" for char in chars))
    return chars[box.end() :] if box else chars
