"""Asks that point at the sentences reading found, and take from the answer only what those sentences say.

A small model asked for a whole template invents half of it. Shown one sentence and asked to copy its parts out, it
does well, and code can tell when it did not: what it copied must stand there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.drafting.actions import is_measure
from summarizer.drafting.assembly import says_when
from summarizer.drafting.schema import Cited
from summarizer.providers.answer import Answer as ModelAnswer
from summarizer.reading.route import Answer, Routing
from summarizer.reading.segments import ACTIONS
from summarizer.template import EvidenceSpan, FieldSpec, Kind, Statement, Summary, field_spec, get, put
from summarizer.text.names import is_department
from summarizer.text.normal import Normal, with_origin
from summarizer.text.patterns import deferred
from summarizer.text.places import PLACE
from summarizer.text.quantities import quantities
from summarizer.text.times import time_expression

_CUT_BY_CODE = "follow_up."
"""What sentences say of the next meeting, code has taken apart where it could."""
_LONGEST_NAME = 32
_FIGURES = deferred(r"\d\s*[/:.]\s*\d")
# Behind whom somebody else does the task.
_BEFORE_OTHERS = deferred(
    r"(?:\b(?:ask|tell|call|ring|email|from|to|with|for)|[问找跟向给和请]|告诉)\s*$", re.IGNORECASE
)
# What notes of any talk are headed with says nothing of what this one was about.
_TITLE = deferred(
    r"(?:复盘|辅导|例行|绩效)?(?:谈话|面谈|沟通)\W*$|1on1|1v1|记录|面谈表|谈话表|笔记|纪要|"
    r"\b(?:diary|supervision|notes?|record|one[- ]to[- ]one|1[:-]1|catch[- ]?up|coaching|session|meeting)\b",
    re.IGNORECASE,
)
# Being there, or the next part of a head line.
_AT = deferred(
    r"(?:[,;:|/.–—\d-]|\b(?:in|at|on|by|over|via|round|inside|outside|through)"
    r"(?: (?:the|my|his|her|our|a|an))?(?: [\w'-]+){0,2})\s*$",
    re.IGNORECASE,
)
_PROSE_WORDS = 7
_SHORTEST_PROSE = 2
_SHORTEST_TOPIC = 4


class Pointed(NamedTuple):
    """One pointed ask: a field, the segments it points at, and the row of a list it is for, if any."""

    spec: FieldSpec
    answers: tuple[Answer, ...]
    row: int | None = None

    @property
    def labelled(self) -> bool:
        """Whether a form's label says that one of the segments answers the field."""
        return any(answer.segment.field == self.spec.path for answer in self.answers)

    @property
    def lines(self) -> str:
        return "\n".join(answer.segment.text.strip() for answer in self.answers)

    @property
    def path(self) -> str:
        """The full path of what is asked for (`plan.actions[0].owner`)."""
        return self.spec.path if self.row is None else self.spec.path.replace(ACTIONS, f"{ACTIONS}[{self.row}]")

    @property
    def section(self) -> str:
        return self.spec.section


def pointed_asks(plan: Sequence[tuple[str, tuple[str, ...]]], routing: Routing, summary: Summary) -> list[Pointed]:
    """The asks a routing calls for, from pairs of a field and the group of fields whose segments may answer it.

    What code has read already, or no segment was found for, is not asked; but people are, twice being safer than once.
    """
    asks: list[Pointed] = []
    for path, group in plan:
        spec = field_spec(path)
        if path.startswith(f"{ACTIONS}."):
            rows = zip(routing.get(ACTIONS, []), get(summary, ACTIONS), strict=True)
            asks += [
                Pointed(spec, (answer,), row)
                for row, (answer, action) in enumerate(rows)
                if not answer.segment.slots and (getattr(action, spec.name) is None or spec.kind is Kind.PERSON)
            ]
            continue
        if path.startswith(_CUT_BY_CODE) and get(summary, path):
            continue
        near = [answer.segment for other, answers in routing.items() if _within(other, group) for answer in answers]
        # What a form's label gives to one field is not offered to another.
        found = {segment for segment in near if segment.field in (None, path)}
        if found:
            ordered = sorted(found, key=lambda segment: (segment.line, segment.start))
            asks.append(Pointed(spec, tuple(Answer(segment, 1.0) for segment in ordered)))
    return sorted(asks, key=lambda ask: ask.row if ask.row is not None else -1)


def _within(path: str, group: tuple[str, ...]) -> bool:
    return path in group or path.startswith(tuple(name for name in group if name.endswith(".")))


def accept(summary: Summary, ask: Pointed, answer: ModelAnswer) -> bool:
    """Put what the model copied into the summary, where it really stands in the sentences it was pointed at.

    What code has read stays; False says that the model copied another person than code read, so that one of the two
    is wrong and a person has to look.
    """
    raw = getattr(answer, ask.spec.name, None)
    if ask.spec.many:
        values = [found for item in raw or [] if (found := _copied(item, ask.answers))]
        if values:
            put(summary, ask.spec.path, values)
        return True
    value = _copied(raw, ask.answers)
    if value is None or not _fits(ask, value, summary):
        return not (ask.spec.path == "basics.coachee" and summary.basics.coachee and not ask.labelled)
    if ask.spec.kind is Kind.PERSON and ask.row is not None and _spoken_to(value, ask):
        return True
    if ask.row is not None:
        action = get(summary, ACTIONS)[ask.row]
        read = getattr(action, ask.spec.name)
        if read is None:
            setattr(action, ask.spec.name, value)
        return read is None or value.text in read.text or read.text in value.text
    if _is_the_other(ask.spec.path, value, summary):
        return True  # Asked for one of the two, a small model names whom it finds. Nobody coaches themself.
    known = get(summary, ask.spec.path)
    if known is None or ask.spec.kind.is_prose:
        put(summary, ask.spec.path, value)
        return True
    return ask.spec.kind is not Kind.PERSON or value.text in known.text or known.text in value.text


def _spoken_to(value: Statement, ask: Pointed) -> bool:
    """Whether a person only stands behind a word for asking or telling: whom somebody asks does not own the task."""
    piece, span = ask.answers[0].segment, value.evidence[0]
    return bool(_BEFORE_OTHERS.search(piece.text[: span.start - piece.start]))


def _left(ask: Pointed, value: Statement) -> bool:
    """Whether English prose speaks of a place and not of being there: "runs the desk", "out of the room"."""
    span = value.evidence[0]
    piece = next(answer.segment for answer in ask.answers if answer.segment.line == span.line)
    before = piece.text[: span.start - piece.start]
    prose = len(piece.text.split()) >= _PROSE_WORDS
    return prose and bool(before.strip()) and not _AT.search(before)


def _is_the_other(path: str, value: Statement, summary: Summary) -> bool:
    """Whether a value for the coach is the coachee already known, or the other way round."""
    both = {"basics.coach": summary.basics.coachee, "basics.coachee": summary.basics.coach}
    other = both.get(path)
    return other is not None and (value.text in other.text or other.text in value.text)


def _fits(ask: Pointed, value: Statement, summary: Summary) -> bool:
    """Whether a value is of the kind its field takes: a person is a few words, a measure can be counted."""
    if ask.spec.kind is Kind.PERSON:
        if ask.row is None and is_department(value.text):
            return False  # the staff office keeps the minutes; whoever leads a talk or is led has a name
        return len(value.text) <= _LONGEST_NAME and not (time_expression(value.text) or quantities(value.text))
    if ask.spec.kind is Kind.PLACE and (_FIGURES.search(value.text) or says_when(value.text) or _left(ask, value)):
        return False
    if ask.spec.path == f"{ACTIONS}.measure" and ask.row is not None:
        return is_measure(value.text, get(summary, ACTIONS)[ask.row])
    if ask.spec.path == "basics.topic":
        known = (summary.basics.coachee, summary.basics.coach)
        named = any(person is not None and person.text in value.text for person in known)
        stated = len(value.text) >= _SHORTEST_TOPIC and not PLACE.search(value.text) and not says_when(value.text)
        return stated and not named and not _TITLE.search(value.text)
    return len(value.text) >= _SHORTEST_PROSE


def _copied(cited: Cited | None, answers: Sequence[Answer]) -> Statement | None:
    """The stretch of a segment that a value repeats, or None: spacing, width and case may differ, words may not."""
    if cited is None or not cited.text:
        return None
    wanted = _squeezed(with_origin(cited.text)).text.strip("。.,，;；:：\"'")
    if not wanted:
        return None
    for answer in answers:
        piece = answer.segment
        normal = _squeezed(with_origin(piece.text))
        at = normal.text.find(wanted)
        if at < 0:
            continue
        if wanted.isascii() and not _whole(normal.text, at, at + len(wanted), piece.text, normal.origin):
            continue
        first, last = normal.origin[at], normal.origin[at + len(wanted) - 1] + 1
        span = EvidenceSpan(line=piece.line, start=piece.start + first, end=piece.start + last)
        return Statement(text=piece.text[first:last], evidence=[span])
    return None


def _whole(squeezed: str, start: int, end: int, text: str, origin: Sequence[int]) -> bool:
    """Whether a stretch of a squeezed text begins and ends with a word of the text: the i in "dip" is nobody."""
    first, last = origin[start], origin[end - 1]
    before, after = text[:first][-1:], text[last + 1 :][:1]
    return not (before.isascii() and before.isalpha() and squeezed[start].isalpha()) and not (
        after.isascii() and after.isalpha() and squeezed[end - 1].isalpha()
    )


def _squeezed(normal: Normal) -> Normal:
    kept = [(char, origin) for char, origin in zip(normal.text, normal.origin, strict=True) if not char.isspace()]
    return Normal("".join(char for char, _ in kept), tuple(origin for _, origin in kept))
