"""Days counted, chosen and bounded: the arithmetic that every language shares."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

_FAR = 300
"""Days after which a day without its year or month is no longer taken to be one to come."""


class Grain(StrEnum):
    DAY = "day"
    SPAN = "span"
    """A week, a month, any stretch that is no single day."""
    LOOSE = "loose"
    """A stretch with soft edges, such as the start of a month."""
    FEAST = "feast"


class Days(NamedTuple):
    """A stretch of days, both ends included. `due` if the wording itself (三天内) makes its end a deadline."""

    start: date
    end: date
    grain: Grain = Grain.DAY
    due: bool = False


class When(NamedTuple):
    """What a reading depends on besides its words.

    `floor`: the earliest day it can be, for the end of a range or a deadline. `weekday`: the weekday (Monday is 0) that
    words beside it give.
    """

    session: date
    floor: date | None = None
    weekday: int | None = None


def one(day: date | None, grain: Grain = Grain.DAY) -> Days | None:
    return None if day is None else Days(day, day, grain)


def valid(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest(candidates: Iterable[date | None], when: When) -> date | None:
    """The candidate nearest to the talk that is not before the floor and falls on the weekday said beside it."""
    fit = [
        day
        for day in candidates
        if day
        and (when.floor is None or 0 <= (day - when.floor).days <= _FAR)
        and (when.weekday is None or (day.weekday() == when.weekday and abs((day - when.session).days) <= _FAR))
    ]
    return min(fit, key=lambda day: (abs(day - when.session), day < when.session)) if fit else None


def month_day(month: int, day: int, when: When) -> date | None:
    """A day without its year."""
    return nearest((valid(when.session.year + shift, month, day) for shift in (-1, 0, 1)), when)


def day_of_month(day: int, when: When) -> date | None:
    """A day without its month."""
    firsts = [month_first(when.session, shift) for shift in (-1, 0, 1, 2)]
    return nearest((valid(first.year, first.month, day) for first in firsts), when)


def month_first(day: date, shift: int = 0) -> date:
    return day.replace(day=1) + relativedelta(months=shift)


def nearest_month(month: int, when: When) -> date:
    """The first day of a month without its year: the one whose middle is nearest."""
    candidates = [date(when.session.year + shift, month, 1) for shift in (-1, 0, 1)]
    if when.floor is not None:
        candidates = [first for first in candidates if first + relativedelta(day=31) >= when.floor] or candidates
    return min(candidates, key=lambda first: abs(first + timedelta(days=14) - when.session))


def month_of(first: date) -> Days:
    return Days(first, first + relativedelta(day=31), Grain.SPAN)


def months(first: date, count: int) -> Days:
    """A quarter or half of a year from its first day."""
    return Days(first, first + relativedelta(months=count, days=-1), Grain.SPAN)


def part_of_year(size: int, number: int, year: int | None, when: When) -> Days:
    """Quarter (size 3) or half (size 6) `number` of a year, without its year the nearest."""
    years = [year] if year else [when.session.year + shift for shift in (-1, 0, 1)]
    found = [months(date(each, size * (number - 1) + 1, 1), size) for each in years]
    if when.floor is not None:
        floor = when.floor
        found = [span for span in found if span.end >= floor] or found
    return min(found, key=lambda span: _distance(span, when.session))


def _distance(span: Days, day: date) -> int:
    return 0 if span.start <= day <= span.end else min(abs((span.start - day).days), abs((span.end - day).days))


def monday(day: date, weeks: int = 0) -> date:
    return day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)


def week_of(day: date, weeks: int = 0) -> Days:
    first = monday(day, weeks)
    return Days(first, first + timedelta(days=6), Grain.SPAN)


def weekend(day: date, weeks: int = 0) -> Days:
    saturday = monday(day, weeks) + timedelta(days=5)
    return Days(saturday, saturday + timedelta(days=1), Grain.SPAN)


def coming(weekday: int, when: When) -> date:
    """The next such weekday, which may be the day of the talk itself."""
    floor = when.floor or when.session
    return floor + timedelta(days=(weekday - floor.weekday()) % 7)


def latest(weekday: int, session: date) -> date:
    """The last such weekday before the talk."""
    return session - timedelta(days=(session.weekday() - weekday) % 7 or 7)


def nth_weekday(first: date, weekday: int, number: int) -> date | None:
    """The second Tuesday of a month; number -1 is the last. None where the month has no fifth."""
    if number < 0:
        last = first + relativedelta(day=31)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.weekday()) % 7, weeks=number - 1)
    return day if day.month == first.month else None


def nth_week(first: date, number: int) -> Days | None:
    """The first seven days of a month, the second seven and so on; number -1 is its last seven."""
    if number < 0:
        last = first + relativedelta(day=31)
        return Days(last - timedelta(days=6), last, Grain.SPAN)
    if number > 4:
        return None
    start = first + timedelta(weeks=number - 1)
    return Days(start, start + timedelta(days=6), Grain.SPAN)


def shifted(session: date, times: float, unit: str) -> date | None:
    """So many days, weeks, months or years on, or with a negative number back; half a month is fifteen days."""
    whole, half = int(times), times != int(times)
    extra = (1 if times >= 0 else -1) if half else 0
    if unit == "day":
        return None if half else session + timedelta(days=whole)
    if unit == "week":
        return None if half else session + timedelta(weeks=whole)
    if unit == "month":
        return session + relativedelta(months=whole) + timedelta(days=15 * extra)
    if unit == "year":
        return session + relativedelta(years=whole, months=6 * extra)
    if unit == "hour":
        return session + timedelta(days=whole // 24) if not half and whole % 24 == 0 else None
    return None
