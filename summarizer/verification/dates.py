"""Relative times of a summary, resolved against the day of the talk; never against the day the program runs."""

from __future__ import annotations

from datetime import date

from summarizer.template import Kind, Statement, Summary, statements
from summarizer.text.quantities import Measure, quantities
from summarizer.text.resolve import Span, resolve

_ANY_DAY = date(2024, 1, 1)
"""To see whether an expression means a day at all, where the day of the talk is not known."""

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


def resolve_times(summary: Summary) -> set[str]:
    """Add the day to every relative deadline and follow-up: `下周三（2025-10-29）`. Changes the summary in place.

    Returns the paths that stay relative because the day of the talk is not known.
    """
    session = session_day(summary)
    unresolved: set[str] = set()
    for path, spec, statement in statements(summary):
        if spec.kind not in _TIMED or statement.origin != "notes" or not _is_relative(statement):
            continue
        day = resolve(statement.text, session or _ANY_DAY)
        if day is None or day.span is Span.RANGE:
            continue  # a week or a month is no day; whether that is too vague, vagueness says
        if session is None:
            unresolved.add(path)
        else:
            left, right = ("（", "）") if not statement.text.isascii() else (" (", ")")
            statement.text = f"{statement.text}{left}{day.end.isoformat()}{right}"
    return unresolved


def _is_relative(statement: Statement) -> bool:
    """Whether a text says its day by another day: 下周三, but not 10/29."""
    return not any(q.measure is Measure.DATE and q.value[1] for q in quantities(statement.text))
