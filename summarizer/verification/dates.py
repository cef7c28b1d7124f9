"""Relative times of a summary, resolved against the day of the talk; never against the day the program runs."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from summarizer.template import Kind, Statement, Summary, statements
from summarizer.text.quantities import Measure, quantities
from summarizer.text.resolve import Span, resolve, says_day


class Unsettled(StrEnum):
    """Why the day of a relative time is not known."""

    UNDATED = "undated"
    """The notes do not say from which day it counts."""
    UNCLEAR = "unclear_day"
    """Its words leave more than one day, or name one that there is not."""
    YEARLESS = "yearless"
    """It is the day of the talk itself, without its year, and other days are counted from it."""


_ANY_DAYS = (date(2024, 1, 3), date(2024, 5, 10))
_TIMED = (Kind.DEADLINE, Kind.MEETING)


def session_day(summary: Summary) -> date | None:
    """The day of the talk, where the notes give it with its year."""
    stated = summary.basics.date
    for quantity in quantities(stated.text) if stated else ():
        if quantity.measure is Measure.DATE and all(quantity.value):
            year, month, day = (int(part) for part in quantity.value)
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def resolve_times(summary: Summary) -> dict[str, Unsettled]:
    """Add the day to every relative deadline and follow-up: `下周三（2025-10-29）`. Changes the summary in place.

    What a person wrote or confirmed is counted from the same day. Returns the paths that stay as they are though they
    say a day, and why; among them the day of the talk where it lacks what the others need of it.
    """
    session = session_day(summary)
    unsettled: dict[str, Unsettled] = {}
    counted = False
    for path, spec, statement in statements(summary):
        if spec.kind not in _TIMED or statement.origin == "previous" or not says_day(statement.text):
            continue
        relative = _is_relative(statement)
        counted = counted or relative or not _is_whole(statement)
        if session is None:
            if relative and not _is_stretch(statement):
                unsettled[path] = Unsettled.UNDATED
            continue
        day = resolve(statement.text, session, ahead=True)
        if day is None:
            if relative or _has_weekday(statement):
                unsettled[path] = Unsettled.UNCLEAR
        elif relative and day.span is not Span.RANGE and day.end >= session:
            # A week or a month is no day; whether that is too vague, vagueness says.
            left, right = ("（", "）") if not statement.text.isascii() else (" (", ")")
            statement.text = f"{statement.text}{left}{day.end.isoformat()}{right}"
    if session is None and counted and summary.basics.date:
        day_of_talk = next(path for path, spec, _ in statements(summary) if spec.kind is Kind.DATE)
        unsettled[day_of_talk] = Unsettled.YEARLESS
    return unsettled


def _is_relative(statement: Statement) -> bool:
    """Whether a text says its day by another day: 下周三, but not 10/29."""
    return not any(q.measure is Measure.DATE and q.value[1] for q in quantities(statement.text))


def _is_whole(statement: Statement) -> bool:
    """Whether a text says a date with its year."""
    return any(q.measure is Measure.DATE and all(q.value) for q in quantities(statement.text))


def _has_weekday(statement: Statement) -> bool:
    return any(q.measure is Measure.WEEKDAY for q in quantities(statement.text))


def _is_stretch(statement: Statement) -> bool:
    """Whether a text says a week or a month, from whatever day it is seen."""
    seen = [resolve(statement.text, day) for day in _ANY_DAYS]
    return any(days is not None and days.span is Span.RANGE for days in seen)
