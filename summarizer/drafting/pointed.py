"""Asks that point at the sentences reading found, and take from the answer only what those sentences say.

A small model asked for a whole template invents half of it. Shown one sentence and asked to copy its parts out, it
does well, and code can tell when it did not: what it copied must stand there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from summarizer.drafting.schema import Cited
from summarizer.providers.answer import Answer as ModelAnswer
from summarizer.reading.route import Answer, Routing
from summarizer.template import Action, EvidenceSpan, FieldSpec, Kind, Statement, Summary, field_spec, get, put
from summarizer.text.normal import Normal, with_origin
from summarizer.text.times import time_expression

_THIRD_PERSON = frozenset("他 她 员工 本人 对方 he she they him her employee".split())
_OPENING_NAME = 8


class Pointed(NamedTuple):
    """One pointed ask: the fields, the segments it points at, and the row of a list it is for, if any."""

    specs: tuple[FieldSpec, ...]
    answers: tuple[Answer, ...]
    row: int | None = None

    @property
    def lines(self) -> str:
        return "\n".join(answer.segment.text.strip() for answer in self.answers)

    @property
    def section(self) -> str:
        return self.specs[0].section


def pointed_asks(groups: Sequence[tuple[str, ...]], routing: Routing) -> list[Pointed]:
    """The asks a routing calls for. A list with slots gets an ask a row; a group nothing was found for gets none."""
    asks: list[Pointed] = []
    for group in groups:
        specs = tuple(field_spec(path) for path in group)
        if specs[0].slots:
            asks += [
                Pointed(specs[0].slots, (answer,), row) for row, answer in enumerate(routing.get(specs[0].path, []))
            ]
            continue
        found = {answer.segment: answer for spec in specs for answer in routing.get(spec.path, [])}
        if found:
            ordered = sorted(found.values(), key=lambda answer: (answer.segment.line, answer.segment.start))
            asks.append(Pointed(specs, tuple(ordered)))
    return asks


def accept(summary: Summary, ask: Pointed, answer: ModelAnswer) -> None:
    """Put what the model copied into the summary, where it really stands in the sentences it was pointed at."""
    values: dict[str, Statement | list[Statement] | None] = {}
    for spec in ask.specs:
        raw = getattr(answer, spec.name, None)
        if spec.many:
            values[spec.name] = [found for item in raw or [] if (found := _copied(item, ask.answers))]
        else:
            values[spec.name] = _fitting(spec, _copied(raw, ask.answers))
    if ask.row is not None:
        _accept_row(summary, ask, values)
        return
    for spec in ask.specs:
        value = values[spec.name]
        if value:
            put(summary, spec.path, value)


def _accept_row(summary: Summary, ask: Pointed, values: Mapping[str, Statement | list[Statement] | None]) -> None:
    path = ask.specs[0].path.rpartition(".")[0]
    action: Action = get(summary, path)[ask.row]
    for spec in ask.specs:
        value = values[spec.name]
        if not isinstance(value, Statement):
            continue
        if spec.kind is Kind.DEADLINE and action.due is not None:
            continue  # code cut it out already
        if spec.name == "task" and len(value.text) < 4:
            continue
        setattr(action, spec.name, value)


def _fitting(spec: FieldSpec, statement: Statement | None) -> Statement | None:
    """A value of the kind the field takes: a deadline says a time, a person is named in a few words."""
    if statement is None:
        return None
    if spec.kind in (Kind.DEADLINE, Kind.MEETING) and time_expression(statement.text) is None:
        return None
    if spec.kind is Kind.PERSON and len(statement.text) > 4 * _OPENING_NAME:
        return None
    return statement


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
        first, last = normal.origin[at], normal.origin[at + len(wanted) - 1] + 1
        span = EvidenceSpan(line=piece.line, start=piece.start + first, end=piece.start + last)
        return Statement(text=piece.text[first:last], evidence=[span])
    return None


def _squeezed(normal: Normal) -> Normal:
    kept = [(char, origin) for char, origin in zip(normal.text, normal.origin, strict=True) if not char.isspace()]
    return Normal("".join(char for char, _ in kept), tuple(origin for _, origin in kept))


def name_pronouns(summary: Summary) -> None:
    """An owner given as 他 or "she" is the coachee, once the coachee is known: there are two people in the talk."""
    coachee = summary.basics.coachee
    if coachee is None:
        return
    for action in summary.plan.actions:
        if action.owner is not None and action.owner.text.strip().lower() in _THIRD_PERSON:
            action.owner = Statement(text=coachee.text, evidence=[*action.owner.evidence, *coachee.evidence])
