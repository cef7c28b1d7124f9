"""WebVTT, SubRip and SBV: cues with times, joined into turns.

The three differ in little, and files that call themselves one are often half another (no header, commas in times,
`WEBVTT` twice), so one tolerant reader takes them all; docs/dependencies.md says why no library does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.notes.clock import RANGE, TIME, seconds
from summarizer.notes.speakers import cleaned, label_of, speakers_in
from summarizer.notes.turns import Fragment, Read, Remarks, lines_of
from summarizer.text.patterns import deferred

_TIMING = deferred(rf"\s*+{RANGE}(?:\s.*)?")
_SBV_TIMING = deferred(rf"\s*+({TIME}),({TIME})\s*")
_ARROW = deferred(r"\s*+\d\S{0,20}[ \t]{0,4}-->")
_HEADER = deferred(r"\ufeff?WEBVTT(?:[ \t].*)?$")
_COMMENT = deferred(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?$")
_VOICE = deferred(r"<v(?:\.[^<>\s]{0,40})?[ \t]+([^<>]{1,200})>|(</v>)")
_TAG = deferred(r"</?(?:[ciub]|ruby|rt|lang|font|span)(?:[.\s][^<>]{0,200})?>|<[\d:.]{5,14}>|\{\\an\d\}", re.I)
_ENTITY = deferred(r"&(amp|lt|gt|nbsp|lrm|rlm|quot|#39);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "lrm": "", "rlm": "", "quot": '"', "#39": "'"}
_OTHER_VOICE = deferred(r"[-–]\s+|-(?=[^\W\d_])|>>\s*")
_ROLLING = 0.25
"""Share of neighbouring cues that repeat each other from which captions are held to roll."""
_MAX_ROLLED = 4
"""Lines that captions roll by; a screen shows no more."""
_ABUT = 0.5
"""Seconds between the end of a cue and one that carries its text on."""


class _Said(NamedTuple):
    """One line of a cue. `number` is its line in the file."""

    voice: str | None
    text: str
    number: int


class _Cue(NamedTuple):
    start: float | None
    end: float | None
    said: tuple[_Said, ...]


def is_subtitles(text: str) -> bool:
    """Whether a text is WebVTT by its first line, or has the timings of cues in it about as often as text."""
    if _HEADER.match(text.lstrip("\ufeff \t\r\n").partition("\n")[0].rstrip("\r")):
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    timings = sum(bool(_timing(line)) for line in lines if line[:1].isdigit() or line[:1].isspace())
    return timings > 0 and timings * 5 >= len(lines)


def read_subtitles(lines: Sequence[str]) -> Read:
    """The turns of a file of cues, given in its lines.

    Text under a timing that cannot be read, or under none, is kept without a time and remarked on, as is a cue
    without words. Comments, styles and cue identifiers are no content. What a rolling caption repeats is taken once.
    """
    remarks = Remarks()
    cues = _unrolled(list(_cues(lines, remarks)))
    return Read(lines_of(_fragments(cues), whole_turns=True), remarks.all())


def _timing(line: str) -> tuple[float | None, float | None] | None:
    """Start and end of a timing line; None for any other line."""
    if len(line) > 300 or not (found := _TIMING.fullmatch(line) or _SBV_TIMING.fullmatch(line)):
        return None
    times = seconds(found[1]), seconds(found[2])
    return None if None in times else times


def _cues(lines: Sequence[str], remarks: Remarks) -> Iterator[_Cue]:
    index = 0
    while index < len(lines):
        if not lines[index].strip():
            index += 1
            continue
        end = index
        while end < len(lines) and lines[end].strip():
            end += 1
        yield from _block(lines, index, end, remarks)
        index = end


def _block(lines: Sequence[str], begin: int, end: int, remarks: Remarks) -> Iterator[_Cue]:
    """The cues between two blank lines: one, if all is well; more where blank lines are missing between cues."""
    timings = [index for index in range(begin, end) if _timing(lines[index]) or _ARROW.match(lines[index])]
    first = lines[begin].strip()
    if _HEADER.match(first) or (_COMMENT.match(first) and not timings):
        head_end = timings[0] if timings else end
        if _HEADER.match(first) and timings and head_end - begin > 1 and lines[head_end - 1].strip().isdigit():
            head_end -= 1
        begin = head_end
    if begin == end:
        return
    if not timings:
        # An identifier alone is left where a timing was lost, and behind an empty cue.
        body = begin + (lines[begin].strip().isdigit() and end - begin > 1)
        remarks.add("read.no_time", *range(body + 1, end + 1))
        yield _Cue(None, None, _said(lines, body, end))
        return
    # What stands above the first timing is its identifier: one line. More than that is text that lost its timing.
    if timings[0] - begin > 1:
        remarks.add("read.no_time", *range(begin + 1, timings[0]))
        yield _Cue(None, None, _said(lines, begin, timings[0] - 1))
    for index, after in pairwise([*timings, end]):
        last = after
        # The number of the next cue, where no blank line stands between.
        if after < end and after - index > 1 and lines[after - 1].strip().isdigit():
            last -= 1
        said = _said(lines, index + 1, last)
        times = _timing(lines[index])
        if times is None:
            remarks.add("read.bad_time", index + 1)
        elif not any(one.text for one in said):
            remarks.add("read.no_words", index + 1)
        yield _Cue(*(times or (None, None)), said)


def _said(lines: Sequence[str], begin: int, end: int) -> tuple[_Said, ...]:
    found: list[_Said] = []
    voice: str | None = None
    for index in range(begin, end):
        line = lines[index]
        position = 0
        parts: list[tuple[str | None, str]] = []
        for match in _VOICE.finditer(line):
            parts.append((voice, line[position : match.start()]))
            voice = cleaned(_plain(match[1])) or None if match[1] else None
            position = match.end()
        parts.append((voice, line[position:]))
        found += [_Said(one, text, index + 1) for one, part in parts if (text := " ".join(_plain(part).split()))]
    return tuple(found)


def _plain(text: str) -> str:
    return _ENTITY.sub(lambda match: _ENTITIES[match[1]], _TAG.sub("", text))


def _unrolled(cues: list[_Cue]) -> list[_Cue]:
    """The cues with what they repeat of the one before taken out, where captions roll or grow."""
    cues = [cue for index, cue in enumerate(cues) if not index or not _doubled(cues[index - 1], cue)]
    pairs = [(one, other) for one, other in pairwise(cues) if one.said and other.said]
    if sum(_carries_on(one, other) for one, other in pairs) < max(1, _ROLLING * len(pairs)):
        return cues
    kept = cues[:1]
    shown = 0
    for before, cue in pairwise(cues):
        said = cue.said
        if before.said and said and _abut(before, cue):
            overlap = _overlap(before, cue)
            if not overlap and _grown(before, cue):
                growing = kept[shown].said
                kept[shown] = kept[shown]._replace(said=(*growing[:-1], growing[-1]._replace(text=said[0].text)))
                overlap = 1
            said = said[overlap:]
        if said:
            shown = len(kept)
        kept.append(cue._replace(said=said))
    return kept


def _doubled(before: _Cue, cue: _Cue) -> bool:
    """Whether a cue stands in the file twice."""
    return before[:2] == cue[:2] != (None, None) and _texts(before) == _texts(cue)


def _texts(cue: _Cue) -> list[tuple[str | None, str]]:
    return [(one.voice, one.text) for one in cue.said]


def _abut(before: _Cue, cue: _Cue) -> bool:
    return before.end is not None and cue.start is not None and cue.start - before.end < _ABUT


def _overlap(before: _Cue, cue: _Cue) -> int:
    """How many lines at the end of a cue the next begins with."""
    one, other = _texts(before)[-_MAX_ROLLED:], _texts(cue)[:_MAX_ROLLED]
    return next((size for size in range(min(len(one), len(other)), 0, -1) if one[-size:] == other[:size]), 0)


def _grown(before: _Cue, cue: _Cue) -> bool:
    """Whether a cue begins with the last line before, said further."""
    last, first = before.said[-1], cue.said[0]
    return last.voice == first.voice and len(last.text) > 1 and first.text.startswith(last.text)


def _carries_on(before: _Cue, cue: _Cue) -> bool:
    if not _abut(before, cue):
        return False
    overlap = _overlap(before, cue)
    return len(cue.said) > overlap if overlap else _grown(before, cue)


def _fragments(cues: Sequence[_Cue]) -> Iterator[Fragment]:
    """What is said in the cues, with its speaker: the voice, else a label, which holds until the next one."""
    heads = [_OTHER_VOICE.sub("", cue.said[0].text, count=1) for cue in cues if cue.said and cue.said[0].voice is None]
    names = speakers_in(heads, all_cues=True)
    labelled: str | None = None
    for cue in cues:
        for voice, said, number in cue.said:
            other = _OTHER_VOICE.match(said)
            text = said[other.end() :] if other else said
            label = label_of(text) if voice is None else None
            if label and label.name in names:
                labelled, text = label.name, text[label.start :]
            elif other and not names:
                yield Fragment(text, voice, cue.start, number, opens=True)
                continue
            yield Fragment(text, voice or labelled, cue.start, number)
