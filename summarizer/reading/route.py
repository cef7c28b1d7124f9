"""From probabilities to the segments that answer each field: one segment, one heading; null where none fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.reading.classifier import NONE
from summarizer.reading.meetings import parts_of
from summarizer.reading.phrases import AGAIN
from summarizer.reading.segments import Segment
from summarizer.template import fields
from summarizer.text.normal import with_origin
from summarizer.text.quantities import Measure, quantities
from summarizer.text.times import meeting_expression
from summarizer.text.vague import NON_COMMITTAL

SURE = 0.65
"""From this probability on a segment answers its field; below it, it does so to be confirmed."""

SURE_LOOKING_BACK = 0.75
"""The same for what people got out of the talk, which most notes leave out and sentences of all kinds resemble."""

_SPOKEN = 0.15
"""How much surer than a sentence of notes a turn must be: people write down what matters, and talk of everything."""

_LOOKING_BACK = ("outcomes.", "reflection.")

POSSIBLE = 0.30
"""Below this probability a segment is left out."""

_HEADER = "basics."
_MEETING = ("follow_up.time", "follow_up.method", "follow_up.checks")
_HEADER_SHARE = 0.5
"""From this probability on, all fields of the first section taken together, a segment is a header line."""

_HEADER_PART = 0.05
_HEADER_PARTS = {"basics.topic": 0.25}
"""What a head line is about, it says in so many words; names and places hide in half of one."""

_PEOPLE = ("basics.coachee", "basics.coach")
_CLEARLY = 3
"""How many times as probable the one of two people must be for a name to be theirs alone."""

_MAX_PROSE = 3
_MAX_PROSE_OF_TALK = 5
_LONG_TALK = 80
"""Segments from which on one field may take more of them: a transcript tells everything in small pieces."""

_NEAR_LINES = 2
_BEYOND_DOUBT = 0.85
_LOOSE, _BEYOND_LABEL = "background.situation", 0.95
"""Behind 背景 or 情况 people write all they know: what plainly answers another field goes there."""
_MAX_LIST = 8
_PIECES_A_ROW = 40
"""In a long talk a list may grow: another row for so many segments."""


class Answer(NamedTuple):
    """A segment that answers a field, how probable that is (1 where a form's label says so), and from what on it is sure."""

    segment: Segment
    probability: float
    least: float = SURE

    @property
    def sure(self) -> bool:
        return self.probability >= self.least


Routing = dict[str, list[Answer]]
"""Field path to the segments that answer it, in the order of the notes."""


def _header_fields(text: str, shares: dict[str, float]) -> list[str]:
    """The fields of the first section that a header line (`10/26 陈姐 茶水间 40分钟`) may answer, several at once."""
    measures = {quantity.measure for quantity in quantities(text)}
    typed = {"basics.date": Measure.DATE in measures, "basics.duration": Measure.DURATION in measures}
    found = [
        label
        for label, share in shares.items()
        if label.startswith(_HEADER) and typed.get(label, share >= _HEADER_PARTS.get(label, _HEADER_PART))
    ]
    less, more = sorted(_PEOPLE, key=lambda label: shares.get(label, 0.0))
    if shares.get(less, 0.0) * _CLEARLY < shares.get(more, 0.0):
        found = [label for label in found if label != less]
    return found


def route(pieces: Sequence[Segment], probabilities: Sequence[dict[str, float]]) -> Routing:
    """Give every segment to the one field it answers best, or to none.

    A form's label outweighs the classifier. Head lines and sentences about the next meeting answer several fields of
    their section at once, each with a part of theirs. A field that takes one text keeps its most probable segments, up
    to three, so that what was told in several sentences stays together.
    """
    found: Routing = {}
    for piece, shares in zip(pieces, probabilities, strict=True):
        for path, answer in _answers(piece, shares):
            found.setdefault(path, []).append(answer)
    for spec in fields():
        answers = found.get(spec.path)
        if answers is None:
            continue
        if spec.many:
            limit = max(_MAX_LIST, len(pieces) // _PIECES_A_ROW)
        else:
            limit = _MAX_PROSE if len(pieces) < _LONG_TALK else _MAX_PROSE_OF_TALK
        kept = sorted(answers, key=lambda answer: -answer.probability)[:limit]
        if not spec.many and any(answer.sure for answer in kept):
            kept = _together([answer for answer in kept if answer.sure])
        found[spec.path] = sorted(kept, key=lambda answer: (answer.segment.line, answer.segment.start))
    return found


def _together(answers: list[Answer]) -> list[Answer]:
    """The most probable of some answers, the others near it, and those elsewhere that leave no doubt."""
    best, *others = answers
    near = [best]
    for answer in sorted(others, key=lambda other: abs(other.segment.line - best.segment.line)):
        if (
            min(abs(answer.segment.line - kept.segment.line) for kept in near) <= _NEAR_LINES
            or answer.probability >= _BEYOND_DOUBT
        ):
            near.append(answer)
    return near


def _answers(piece: Segment, shares: dict[str, float]) -> Iterator[tuple[str, Answer]]:
    loose = piece.field == _LOOSE and any(
        share >= _BEYOND_LABEL for label, share in shares.items() if label not in (NONE, _LOOSE)
    )
    if piece.field is not None and not loose:
        if piece.field in _MEETING:
            yield from _of_meeting(piece, piece.field, 1.0)
        else:
            yield piece.field, Answer(piece, 1.0)
        return
    if sum(share for label, share in shares.items() if label.startswith(_HEADER)) >= _HEADER_SHARE:
        for label in _header_fields(piece.text, shares):
            yield label, Answer(piece, 1.0)
        return
    meeting = sum(shares.get(label, 0.0) for label in _MEETING)
    best = max((label for label in shares if label != NONE and label not in _MEETING), key=shares.__getitem__)
    if max(meeting, shares[best]) < max(POSSIBLE, shares[NONE]):
        return
    if meeting >= shares[best]:
        yield from _of_meeting(piece, max(_MEETING, key=lambda label: shares.get(label, 0.0)), meeting)
    else:
        least = SURE_LOOKING_BACK if best.startswith(_LOOKING_BACK) else SURE
        yield best, Answer(piece, shares[best], least + _SPOKEN if piece.speaker else least)


def _of_meeting(piece: Segment, best: str, probability: float) -> Iterator[tuple[str, Answer]]:
    """What a sentence about the next meeting says of its time, its form and what will be looked at.

    Where its form tells nothing of these, all of it answers the one field that it most probably does.
    """
    when = meeting_expression(piece.text)
    parts = parts_of(piece.text, when)
    taken = [(label, part) for label, part in zip(_MEETING[1:], parts, strict=True) if part is not None]
    if when:
        yield _MEETING[0], Answer(piece, probability)
    elif unset := _at_no_time(piece):
        yield _MEETING[0], Answer(unset, probability)
        when = unset.text
    for label, part in taken:
        text = piece.text[part.start : part.end]
        inner = piece._replace(start=piece.start + part.start, end=piece.start + part.end, text=text)
        yield label, Answer(inner, probability)
    if not (when or taken) or (best == _MEETING[0] and not when):
        yield best, Answer(piece, probability)


def _at_no_time(piece: Segment) -> Segment | None:
    """The clause that says people will meet at a time which is none (过阵子再碰): it is asked for as such."""
    normal = with_origin(piece.text)
    vague = NON_COMMITTAL.search(normal.text)
    if vague is None or not AGAIN.search(normal.text):
        return None
    end = normal.text.find(",", vague.end())
    first = normal.origin[normal.text.rfind(",", 0, vague.start()) + 1]
    last = normal.origin[end] if end >= 0 else len(piece.text)
    return piece._replace(start=piece.start + first, end=piece.start + last, text=piece.text[first:last])
