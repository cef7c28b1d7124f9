"""The template's headings and labels, found again in what people make of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summarizer.review.characters import Char, CharKind, Chars
from summarizer.template import LEAD, TITLE, FieldSpec, Language, fields
from summarizer.text.patterns import deferred
from summarizer.wording import say

_COLONS = frozenset(":：﹕∶︰")
_NUMBERING = deferred(r"^(?:第?[一二三四五六七八九十]+[章节]?|\d+(?:\.\d+)*)[、.．)）\s]*")
_BULLETS = frozenset("•●▪◦‣·")
_LONGEST = 80


class Label(NamedTuple):
    """A field's label, or that of a group of fields, at the beginning of a text."""

    name: str
    """The label itself, folded."""
    fields: tuple[FieldSpec, ...]
    end: int
    """Where in the text what it labels begins."""
    bold: bool


class Words(NamedTuple):
    """What the template says in one language, folded for comparison."""

    labels: dict[str, tuple[FieldSpec, ...]]
    """The fields that a label stands for: one, or those of a group."""
    headings: frozenset[str]
    homes: dict[str, str]
    """Field path to the heading it stands under."""
    slots: dict[str, FieldSpec]
    title: str
    checklist: str
    number_heads: frozenset[str]
    """Heads of the column that only counts the rows."""
    leads: frozenset[str]
    """Sentences of the template itself."""


def fold(text: str) -> str:
    """Text as labels are compared: no width, case, spacing."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


@cache
def words(language: Language) -> Words:
    """The template's words in a language."""
    labels: dict[str, tuple[FieldSpec, ...]] = {}
    headings: set[str] = set()
    leads = {fold(LEAD.get(language))}
    for spec in fields():
        labels[fold(spec.info.label.get(language))] = (spec,)
        if spec.info.group:
            group = fold(spec.info.group.get(language))
            labels[group] = (*labels.get(group, ()), spec)
        for section in spec.sections:
            headings.add(fold(section.heading.get(language)))
            if section.lead:
                leads.add(fold(section.lead.get(language)))
            if section.chapter:
                headings.add(fold(section.chapter.heading.get(language)))
                if section.chapter.lead:
                    leads.add(fold(section.chapter.lead.get(language)))
    return Words(
        labels,
        frozenset(headings),
        {spec.path: fold(spec.sections[-1].heading.get(language)) for spec in fields()},
        {fold(slot.info.label.get(language)): slot for spec in fields() for slot in spec.slots},
        fold(TITLE.get(language)),
        fold(say(language, "draft.checklist")),
        frozenset({"", "#", fold(say(language, "draft.number"))}),
        frozenset(leads),
    )


def heading_of(text: str, language: Language) -> str:
    """A heading folded; without the number before it, where that makes it one of the draft's."""
    known = words(language)
    bare = fold(_NUMBERING.sub("", text.strip()))
    return bare if bare in {*known.headings, known.title, known.checklist} else fold(text)


def label_of(chars: Chars, language: Language) -> Label | None:
    """The label that a text begins with: in bold, or with a colon behind it, or with nothing behind it."""
    return _found(chars, words(language).labels)


def slot_of(chars: Chars, language: Language) -> Label | None:
    """Likewise the label of an action's slot."""
    return _found(chars, {name: (slot,) for name, slot in words(language).slots.items()})


def _found(chars: Chars, labels: dict[str, tuple[FieldSpec, ...]]) -> Label | None:
    folded, origin = _beginning(chars)
    for name in sorted(labels, key=len, reverse=True):
        if not folded.startswith(name):
            continue
        last = origin[len(name) - 1]
        bold = chars[origin[0]].strong or any(is_asterisk(char) for char in chars[: origin[0]])
        after = last + 1
        while after < len(chars) and _is_filling(chars[after]):
            after += 1
        if after >= len(chars) or chars[after].kind is CharKind.BREAK:
            return Label(name, labels[name], after, bold)
        if chars[after].text in _COLONS:
            return Label(name, labels[name], _skip(chars, after + 1), bold)
        if bold and not chars[last + 1].strong:
            return Label(name, labels[name], after, bold)
    return None


def _beginning(chars: Chars) -> tuple[str, Sequence[int]]:
    """The first characters of a text, folded, with the way back."""
    folded: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(chars[:_LONGEST]):
        if char.kind in (CharKind.BREAK, CharKind.REFERENCE, CharKind.COMMENT):
            break
        if is_asterisk(char) and not char.strong:
            continue  # bold that a parser did not take for bold, as in **标签：**值
        if not folded and char.text in _BULLETS:
            continue  # as pasted from Word
        for piece in fold(char.text):
            folded.append(piece)
            origin.append(index)
    return "".join(folded), origin


def _is_filling(char: Char) -> bool:
    return is_asterisk(char) or (char.kind is CharKind.PLAIN and char.text.isspace())


def is_asterisk(char: Char) -> bool:
    """Whether somebody meant this to make something bold; one of the notes' own stands behind a backslash."""
    return char.kind is CharKind.PLAIN and char.text in "*_"


def _skip(chars: Chars, index: int) -> int:
    while index < len(chars) and _is_filling(chars[index]):
        index += 1
    return index


def lines_of(chars: Chars) -> Iterator[tuple[int, int]]:
    """The lines of a paragraph, as ranges of its characters."""
    start = 0
    for index, char in enumerate(chars):
        if char.kind is CharKind.BREAK:
            yield start, index
            start = index + 1
    yield start, len(chars)
