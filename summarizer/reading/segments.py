"""Cutting notes into segments: the sentence-sized pieces that each answer one question of the template, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from summarizer.notes import Line, Notes
from summarizer.reading.labels import field_of_label, labelled_field

MAX_SEGMENT = 128
"""Characters; a longer stretch is cut at commas, or where dictation changes the subject."""

_BULLET = re.compile(
    r"^\s*(?:>\s*)*(?:[-*+•·●○▪◆■–—]+\s+|[-•·●○▪◆■]|\d{1,2}[.、)）]\s*(?!\d)|[(（]\d{1,2}[)）]\s*|[一二三四五六七八九十]{1,2}、\s*"
    r"|#{1,6}\s+|\[[ xX]?\]\s*)*"
)
_SENTENCE_END = re.compile(
    r"(?<=[。！？!?；;])[”\"」』）)]*\s*|(?<=[a-z\d)]\.)\s+(?=[A-Z])|\s*(?=(?:——?|--?|—)\s?[^\s—-]{2,10}$)"
)
_ENUMERATED = re.compile(r"(?=[①②③④⑤⑥⑦⑧⑨⑩])")
_TURN = re.compile(
    r"(?<=.{12})(?=(?:然后|另外|还有就是|接下来|下次|下一次|最后|我问|我就问|他说|她说|我说|我查|我看了|我翻|所以说|其实就是|说到底|"
    r"要是重来|以后|我答应|我会|我来|让他|让她))"
)
_SIGNATURE = re.compile(r"^[—–-]{1,3}\s*(?=[^\s—–-][^—–。，,.;；:：]{1,30}$)")
_COMMA = re.compile(r"(?<=[，,])")
_MARKER = re.compile(r"^\s*[①②③④⑤⑥⑦⑧⑨⑩]\s*")


class Segment(NamedTuple):
    """A piece of one line. `start` and `end` are code points in the line; `text` is that stretch.

    `field` is the field path that a form's label names (`辅导对象：…`), None where there is no such label.
    """

    line: int
    start: int
    end: int
    text: str
    field: str | None = None


def segments(notes: Notes) -> tuple[Segment, ...]:
    """The segments of the notes in their order. A label at the head of a line goes with all its sentences.

    A label with nothing behind it is a form's heading: it goes with the bullets below it, up to the next label.
    """
    found: list[Segment] = []
    heading: str | None = None
    for line in notes.content:
        bullet = _BULLET.match(line.text)
        offset = bullet.end() if bullet else 0
        indented = bool(bullet and bullet[0].strip()) or line.text[:1].isspace()
        field, after = labelled_field(line.text[offset:])
        if field is None and bullet and "#" in bullet[0] and (field := field_of_label(line.text[offset:])):
            after = len(line.text) - offset
        if field is not None:
            offset += after
            heading = field if not line.text[offset:].strip() else None
        elif indented and heading:
            field = heading
        else:
            heading = None
        found += _cut(line, offset, field)
    return (*found[:-1], _signature(found[-1])) if found else ()


def _signature(last: Segment) -> Segment:
    """Who signs the notes has written them, and who writes them has coached: `——张经理` at their end."""
    signed = _SIGNATURE.match(last.text)
    if last.field is not None or not signed:
        return last
    return Segment(last.line, last.start + signed.end(), last.end, last.text[signed.end() :], "basics.coach")


def _cut(line: Line, offset: int, field: str | None) -> Iterator[Segment]:
    position = offset
    for piece in _pieces(line.text[offset:]):
        start = position
        position += len(piece)
        marker = _MARKER.match(piece)
        lead = marker.end() if marker else len(piece) - len(piece.lstrip())
        text = piece[lead:].rstrip(" \t\u3000")
        if text.strip(" 。.，,；;:：|-—*#~"):
            yield Segment(line.number, start + lead, start + lead + len(text), text, field)


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for sentence in _split(_SENTENCE_END, text):
        for item in _split(_ENUMERATED, sentence):
            pieces += _short_enough(item)
    return pieces


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    """Split at empty matches or at white space, keeping every character."""
    cuts = [0, *sorted({match.end() for match in pattern.finditer(text)} - {0, len(text)}), len(text)]
    return [text[one:other] for one, other in pairwise(cuts) if other > one]


def _short_enough(text: str) -> list[str]:
    if len(text) <= MAX_SEGMENT // (1 if text.isascii() else 2):
        return [text]
    if "，" in text or "," in text:
        return _packed(_split(_COMMA, text), MAX_SEGMENT if text.isascii() else MAX_SEGMENT // 2)
    if text.isascii() or " " in text.strip():
        return [text]
    return _split(_TURN, text)


def _packed(pieces: list[str], limit: int) -> list[str]:
    """Clauses joined up to a length, so that a sentence is cut as rarely as its length allows."""
    packed: list[str] = []
    for piece in pieces:
        if packed and len(packed[-1]) + len(piece) <= limit:
            packed[-1] += piece
        else:
            packed.append(piece)
    return packed
