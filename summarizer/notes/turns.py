"""From fragments (cues, paragraphs, segments) to lines: joined by speaker, cut where they grow too long."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summarizer.notes.model import Line, Remark
from summarizer.text.patterns import deferred

MAX_WIDTH = 400
"""Of a line; a Chinese character is 2 wide. As much as evidence quotes whole, and half a minute of talk."""

MAX_PAUSE = 30
"""Seconds from the beginning of one fragment to that of the next beyond which they are lines of their own."""

_WIDE = deferred("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_END = deferred("[。！？!?.…；;][\"'”’』」）)]*$")
_SENTENCE = deferred("[。！？!?…；;][\"'”’』」）)]*\\s*|\\.[\"'”’)]*\\s+")
_CLAUSE = deferred(r"[，,、：:]\s*|\s+")
_PUNCTUATED = 0.2
"""Share of fragments that end a sentence, or hold a comma, from which a transcript is held to have punctuation."""


class Fragment(NamedTuple):
    """A piece of a transcript as the file has it.

    `opens` says that it begins a line of its own whoever spoke before: a paragraph, a title, another voice.
    """

    text: str
    speaker: str | None = None
    time: float | None = None
    source_line: int | None = None
    opens: bool = False


class Read(NamedTuple):
    """What a reader makes of a file."""

    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()


class Remarks:
    """Remarks gathered while reading, each message with its lines."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}

    def add(self, message: str, *lines: int) -> None:
        self._lines.setdefault(message, []).extend(lines)

    def all(self) -> tuple[Remark, ...]:
        return tuple(Remark(message, tuple(sorted(set(lines)))) for message, lines in self._lines.items() if lines)


def lines_of(fragments: Iterable[Fragment], whole_turns: bool) -> tuple[Line, ...]:
    """The lines of a transcript.

    With `whole_turns`, as for cues, which are cut by time, everything a speaker says in a row is joined. Without it, as
    for paragraphs, only what breaks off in the middle of a sentence is joined to what the same speaker says next. A
    line of more than `MAX_WIDTH` is cut at ends of sentences; each piece keeps the speaker and has the time of the
    fragment it begins in.
    """
    said = [fragment for fragment in fragments if fragment.text.strip()]
    marked = sum(_ended(one.text) or "，" in one.text for one in said)
    punctuated = marked >= _PUNCTUATED * len(said)
    groups: list[list[Fragment]] = []
    for fragment in said:
        before = groups[-1][-1] if groups else None
        if before is None or fragment.opens or fragment.speaker != before.speaker or _apart(before, fragment):
            groups.append([fragment])
        elif whole_turns or (punctuated and not _ended(before.text)):
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    pieces = [piece for group in groups for piece in _cut(group, punctuated)]
    return tuple(
        Line(number, piece.text, piece.speaker, piece.time, piece.source_line) for number, piece in enumerate(pieces, 1)
    )


def _apart(before: Fragment, fragment: Fragment) -> bool:
    return before.time is not None and fragment.time is not None and abs(fragment.time - before.time) > MAX_PAUSE


def _ended(text: str) -> bool:
    return bool(_END.search(text.rstrip()[-20:]))


def _cut(group: Sequence[Fragment], punctuated: bool) -> Iterator[Fragment]:
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for fragment in group:
        part = " ".join(fragment.text.split()) if len(group) > 1 else fragment.text.strip()
        if parts:
            part = _between(parts[-1], part, punctuated) + part
        starts.append(length)
        length += len(part)
        parts.append(part)
    text = "".join(parts)
    for start, end in _packed(text):
        stretch = text[start:end]
        if stretch.strip():
            begin = start + len(stretch) - len(stretch.lstrip())
            yield group[bisect_right(starts, begin) - 1]._replace(text=stretch.strip())


def _between(left: str, right: str, punctuated: bool) -> str:
    """What joins two fragments. Chinese needs nothing, unless the recogniser writes no punctuation at all: there the
    break between two cues is the only sign of where a clause ends."""
    if _WIDE.match(left[-1]) and _WIDE.match(right[0]):
        return "" if punctuated else " "
    return " "


def width(text: str) -> int:
    """How wide a text is; a Chinese character counts two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _packed(text: str) -> list[tuple[int, int]]:
    """Stretches of at most `MAX_WIDTH`, cut at ends of sentences, else of clauses, else anywhere."""
    if width(text) <= MAX_WIDTH:
        return [(0, len(text))]
    packed: list[tuple[int, int]] = []
    room = 0
    for start, end in _atoms(text, 0, len(text), (_SENTENCE, _CLAUSE)):
        size = width(text[start:end].rstrip())
        if packed and size <= room:
            packed[-1] = (packed[-1][0], end)
            room -= width(text[start:end])
        else:
            packed.append((start, end))
            room = MAX_WIDTH - width(text[start:end])
    return packed


def _atoms(text: str, start: int, end: int, cuts: tuple[re.Pattern[str], ...]) -> Iterator[tuple[int, int]]:
    if width(text[start:end]) <= MAX_WIDTH:
        yield start, end
    elif not cuts:
        half = MAX_WIDTH // 2
        yield from ((position, min(position + half, end)) for position in range(start, end, half))
    else:
        position = start
        for match in cuts[0].finditer(text, start, end):
            yield from _atoms(text, position, match.end(), cuts[1:])
            position = match.end()
        if position < end:
            yield from _atoms(text, position, end, cuts[1:])
