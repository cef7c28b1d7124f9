"""What stands behind a label: the value, the marks beside it, the question in place of it, a waiver."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from functools import cache
from typing import NamedTuple

from summarizer.rendering.marks import CLOSE, OPEN, Mark, mark_name
from summarizer.review.characters import Char, CharKind, Chars
from summarizer.review.model import Part, PartKind
from summarizer.template import Language
from summarizer.text.normal import with_origin
from summarizer.text.patterns import deferred
from summarizer.wording import say

_DATED = deferred(r"[，,]\s*(\d{4}-\d{2}-\d{2})\s*[）)]\s*$")


class Waived(NamedTuple):
    """A waiver as it stands in the text; None for what it does not say."""

    reason: str
    by: str
    on: date


class Value(NamedTuple):
    """What one stretch of text behind a label says."""

    text: str
    """Empty where there is nothing but marks and questions."""
    marks: tuple[Mark, ...]
    waived: Waived | None
    unsigned: bool
    """Whether a waiver lacks a name or a day: it waives nothing."""
    parts: tuple[Part, ...]


def said(chars: Chars) -> str:
    """The text a reader sees, without footnotes: on one line, and without a space between Chinese lines."""
    pieces: list[str] = []
    visible = [char for char in chars if char.kind not in (CharKind.REFERENCE, CharKind.COMMENT)]
    for index, char in enumerate(visible):
        if char.kind is not CharKind.BREAK:
            pieces.append(char.text)
        elif not (_is_wide(visible, index - 1) and _is_wide(visible, index + 1)):
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def value_of(
    chars: Chars, language: Language, questions: Collection[str], path: str, known: Callable[[str], bool]
) -> Value:
    """Read a value. `questions` are those that the draft may ask in its place, `known` tells its own words."""
    marks: list[Mark] = []
    parts: list[Part] = []
    kept: list[Char] = []
    waived: Waived | None = None
    unsigned = False
    found = [
        (match.start(), match.end(), _by_name(language)[match[1]]) for match in _finder(language).finditer(_mask(chars))
    ]
    # A formatter may have written an entity as the bracket it stands for: the record knows that text.
    plain = next((n for n, (start, _, _) in enumerate(found) if chars[start].strong), len(found))
    if plain and not known(said(chars[: found[0][0]])):
        own = next((n for n in range(plain, 0, -1) if known(said(chars[: found[n - 1][1]]))), 0)
        found = found[own:]
    bounds = [*(start for start, _, _ in found), len(chars)]
    kept += chars[: bounds[0]]
    for (start, end, mark), following in zip(found, bounds[1:], strict=True):
        marks.append(mark)
        rest = chars[end:following]
        place = _around(chars, start, end)
        if mark is Mark.WAIVED:
            words = [char for char in rest if char.kind is not CharKind.REFERENCE]
            waived = _waiver(words)
            unsigned = waived is None
            last = next((char.end for char in reversed(words) if char.text.strip()), place[1])
            parts.append(Part(PartKind.WAIVER, place[0], max(place[1], last), path))
            continue
        parts.append(Part(PartKind.MARK, *place, path))
        if said(kept) or mark is Mark.REVIEWER:
            kept += rest
            continue
        asked = _question(rest, questions, language)
        words = [char for char in rest[:asked] if char.kind is CharKind.PLAIN or char.kind is CharKind.ESCAPED]
        if inner := [char for char in words if char.text.strip()]:
            parts.append(Part(PartKind.QUESTION, inner[0].start, inner[-1].end, path))
        kept += rest[asked:]
    parts += [Part(PartKind.REFERENCE, char.start, char.end, path) for char in chars if char.kind is CharKind.REFERENCE]
    return Value(said(kept), tuple(dict.fromkeys(marks)), waived, unsigned, tuple(parts))


def _is_wide(chars: Chars, index: int) -> bool:
    inside = 0 <= index < len(chars)
    return inside and unicodedata.east_asian_width(chars[index].text[:1] or " ") in ("W", "F")


@cache
def _by_name(language: Language) -> dict[str, Mark]:
    return {mark_name(mark, language): mark for mark in Mark}


@cache
def _finder(language: Language) -> re.Pattern[str]:
    return re.compile(f"{OPEN}({'|'.join(map(re.escape, _by_name(language)))}){CLOSE}")


def _mask(chars: Chars) -> str:
    """A character each: what can be part of a mark as it is, the rest as something that cannot."""
    return "".join(char.text if char.kind is CharKind.PLAIN and len(char.text) == 1 else "\0" for char in chars)


def _around(chars: Chars, start: int, end: int) -> tuple[int, int]:
    """Where a mark stands in the file, with its asterisks and the space before it."""
    first, last = chars[start].start, chars[end - 1].end
    bold = all(char.strong for char in chars[start:end])
    before = chars[start - 1] if start else None
    after = chars[end] if end < len(chars) else None
    if bold and not (before and before.strong) and not (after and after.strong):
        first, last = first - 2, last + 2
    while start and chars[start - 1].kind is CharKind.PLAIN and chars[start - 1].text.isspace():
        start -= 1
        first = min(first, chars[start].start)
    return first, last


def _question(chars: Chars, questions: Collection[str], language: Language) -> int:
    """How many characters a question takes up that stands where a value is missing; what follows it was answered."""
    text = "".join(char.text if len(char.text) == 1 else " " for char in chars)
    normal = with_origin(text)
    for question in sorted(questions, key=len, reverse=True):
        asked = with_origin(question).text.strip()
        if asked and normal.text.startswith(asked):
            after = len(asked)
            return normal.origin[after] if after < len(normal.text) else len(chars)
    if _contradiction(language).fullmatch(text.strip()):
        return len(chars)
    return 0


@cache
def _contradiction(language: Language) -> re.Pattern[str]:
    """The question about two values, whichever they are."""
    asked = re.escape(say(language, "gap.conflict", one="ONE", other="OTHER"))
    return re.compile(asked.replace("ONE", ".+").replace("OTHER", ".+"), re.DOTALL)


def _waiver(chars: Chars) -> Waived | None:
    # What a name or reason has of brackets and commas is escaped, and so cannot end them.
    mask = "".join(
        char.text if char.kind is CharKind.PLAIN else "\0" if char.kind is CharKind.ESCAPED else " " for char in chars
    )
    found = _DATED.search(mask)
    opening = _opening(mask, found.start()) if found else None
    if found is None or opening is None:
        return None
    try:
        on = date.fromisoformat(found[1])
    except ValueError:
        return None
    by = said(chars[opening + 1 : found.start()])
    return Waived(said(chars[:opening]), by, on) if by else None


def _opening(mask: str, end: int) -> int | None:
    """The bracket that what ends here is enclosed by."""
    depth = 0
    for index in range(end - 1, -1, -1):
        depth += (mask[index] in "）)") - (mask[index] in "（(")
        if depth < 0:
            return index
    return None
