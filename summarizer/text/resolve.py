"""Which day an expression of time means, seen from the day of the talk.

Weeks begin on Monday; 下周三 is the Wednesday of the next such week, a bare 周三 the coming one. A date without a year is
in the year, and a day without a month in the month, that puts it nearest. 前 and "by" make a deadline that ends on the
day named, before a festival or a longer stretch on the day before it. Where the words leave two days, there is none:
a wrong day is worse than no day. `docs/dates.md` has what other parsers make of the same tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from summarizer.text.days.almanac import Days, Grain, When, day_of_month, month_day, valid
from summarizer.text.days.reading import Sort
from summarizer.text.days.scan import Mention, mentions
from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred
from summarizer.text.quantities import Measure, Quantity, quantities

_CLOCK = r"(?:凌晨|早上|上午|中午|下午|傍晚|晚上|早|晚|noon|\d{1,2}[:.]\d{2}(?:\s?[ap]m)?|\d{1,2}\s?[ap]m|(?:\d{1,2}|[一二两三四五六七八九十]{1,3})点(?:钟|半|[一三]刻|(?:\d{1,2}|[一二三四五六七八九十]{1,3})分?)?)"
# What may stand between a day and its 前: 周五（含）下班前, 周三中午12点前, 周一例会前.
_BETWEEN = rf"(?:\s|的|[)]|[(][^()]*[)]|eod|cob|下班|收工|闭店|打烊|上班|开会|会议|例会|晨会|早会|周会|早班|晚班|交班|交接|午饭|晚饭|结束营业|营业结束|结束|当天|那天|{_CLOCK}|一?早)*+"
_BEFORE_AFTER = deferred(
    rf"{_BETWEEN}(?:(?![\u4e00-\u9fff]{{0,3}}(?:[把给去看到在]|[提目当先面跟从]前))[\u4e00-\u9fff]{{1,4}}?)?(?P<word>之前|以前|前(?![天台期端任景辈])|为止|截止|止(?!损|步))"
)
_INSIDE_AFTER = deferred(r"的?(?:之内|以内|内(?![部容外心训测]))")
_LATEST_BEFORE = deferred(
    r"(?:截至|截止|最迟|最晚|至迟|不晚于|不迟于|不得晚于|不能晚于|赶在|deadline|ddl)(?:日期|时间)?(?:不超过|到|至|在|于|是|为|:)?\s?$"
)
_BY = deferred(
    r"\b(?P<word>by|before|no later than|not later than|at the latest|latest|until|till|on or before|within|deadline|due(?: on| by)?)\b(?: [\w:.'&]+){0,5}? ?$"
)
_BY_AFTER = deferred(
    r",?\s?(?:\b(?:at the (?:very )?latest|latest|deadline|by (?:noon|midday|lunch|close|end|eod|cob|\d)))"
)
_TO = deferred(
    r"(?:[(（][^()（）]*[)）])?(?:上午|下午|早上|晚上)?\s?(?:到|至|-|~|–|—|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b)\s?(?:the )?$"
)
_AND = deferred(r"\s?(?:和|跟|及|、|/|,?\s?\band\b|&|,)?\s?(?:the )?")
_PART_OF_DAY = deferred(r"(?P<late>下午|傍晚|晚|\bafternoon\b|\bevening\b|\btonight\b)|上午|早|\bmorning\b")
_WEEK_OF = deferred(r"\b(?:week (?:of|commencing|beginning|starting|ending)|w/c)(?: on)?(?: the)? ?$")
_THAT_WEEK = deferred(r"(?:那|这|当|所在)的?一?(?:周|个?星期|个?礼拜)")


_MONTHS = 12
_EITHER_FIRST = deferred(r"\d{1,2}[/.]\d{1,2}")


class Span(StrEnum):
    DAY = "day"
    RANGE = "range"
    DEADLINE = "deadline"


class Resolved(NamedTuple):
    """A stretch of days; for a single day start and end are the same. `clock` is the time of day, if one is said."""

    span: Span
    start: date
    end: date
    clock: str | None


def resolve(text: str, session: date, *, ahead: bool = False) -> Resolved | None:
    """The days that an expression means; None where it says no day, or one that cannot be known.

    `ahead`: the expression is about something to come, so that 1号 said on the 11th is in the next month.
    """
    plain = normalise(text)
    found = mentions(plain)
    found = tuple(mention for mention in found if mention.sort is not Sort.WEAK) or found[:1]
    if not found:
        return None
    bound = _bound(plain, found[0], found[-1])
    when = When(session, floor=session if bound or ahead else None)
    days = _together(plain, found, when)
    if days is None:
        return None
    clock = _clock(text)
    if bound or days.due:
        end = _last_day(days, bound)
        return Resolved(Span.DEADLINE, session, end, clock) if end and end >= session else None
    return Resolved(Span.DAY if days.start == days.end else Span.RANGE, days.start, days.end, clock)


def says_day(text: str) -> bool:
    """Whether an expression says a day at all, known or not."""
    return bool(mentions(normalise(text)))


def _bound(plain: str, first: Mention, last: Mention) -> str | None:
    """The word that makes a deadline of the days of a text: "before" what they begin, or "by" their end."""
    if first.match[0].endswith(("前", "之前", "以前")) or first.match[0].endswith("ago"):
        return None
    if after := _BEFORE_AFTER.match(plain, last.end):
        return "by" if "止" in after["word"] else "before"
    if _INSIDE_AFTER.match(plain, last.end) or _BY_AFTER.match(plain, last.end):
        return "inside"
    if _LATEST_BEFORE.search(plain, 0, first.start) or first.match[0].startswith(("截止", "截至")):
        return "inside"
    if before := _BY.search(plain[: first.start]):
        return "before" if before["word"] == "before" else "by"
    return None


def _last_day(days: Days, bound: str | None) -> date | None:
    if days.due or bound == "inside" or (days.grain is Grain.DAY):
        return days.end
    if bound == "before" and days.grain is not Grain.LOOSE:
        return days.start - timedelta(days=1)
    # By Christmas is on that day; by June may be its first day or its last.
    return days.end if days.grain is Grain.FEAST else None


def _together(plain: str, found: tuple[Mention, ...], when: When) -> Days | None:
    """The one day, or stretch of days, that all mentions of a text agree on."""
    if len(found) > 1:
        between = plain[found[0].end : found[1].start]
        if _TO.fullmatch(between):
            return _agreed([_range(found[0], found[1], when), *_each(found[2:], when)])
        if _AND.fullmatch(between) and len(found) == 2 and (pair := _consecutive(found, when)):
            return pair
    days = _agreed(_each(found, when))
    if days and (_WEEK_OF.search(plain[: found[0].start]) or _THAT_WEEK.match(plain, found[-1].end)):
        monday = days.start - timedelta(days=days.start.weekday())
        return Days(monday, monday + timedelta(days=6), Grain.SPAN)
    return days


def _each(found: tuple[Mention, ...], when: When) -> list[Days | None]:
    """What each mention means; a bare weekday is the day of the date that stands with it."""
    dates = [mention for mention in found if mention.sort is not Sort.WEEKDAY]
    weekdays = [mention for mention in found if mention.sort is Sort.WEEKDAY]
    if not dates:
        return [_not_today(mention.days(when), when) for mention in weekdays]
    read = [mention.days(when) for mention in dates]
    within: list[Days | None] = []
    for mention in weekdays:
        weekday = mention.days(when)
        if weekday is None:
            continue
        fitting = when._replace(weekday=weekday.start.weekday())
        read = [
            days if days and days.start != days.end else other.days(fitting)
            for other, days in zip(dates, read, strict=True)
        ]
        read = [
            days if days is None or days.start != days.end or days.start.weekday() == fitting.weekday else None
            for days in read
        ]
        if all(days and days.start != days.end for days in read):
            # 下周，周三: the weekday within that week.
            span = read[0]
            day = span.start + timedelta(days=((fitting.weekday or 0) - span.start.weekday()) % 7) if span else None
            within.append(Days(day, day) if day else None)
    return [*read, *within]


def _not_today(days: Days | None, when: When) -> Days | None:
    """A bare weekday; said on that weekday it may mean this day or the next week's, and so neither."""
    return None if days and days.start == days.end == when.session else days


def _agreed(read: list[Days | None]) -> Days | None:
    """The narrowest of several stretches, if each of the others holds it; None where two differ or one is unknown."""
    known = [days for days in read if days is not None]
    if not known or len(known) < len(read):
        return None
    narrow = min(known, key=lambda days: days.end - days.start)
    if all(days.start <= narrow.start and narrow.end <= days.end for days in known):
        return narrow
    return None


def _range(first: Mention, last: Mention, when: When) -> Days | None:
    start = first.days(when._replace(floor=None))
    end = last.days(when._replace(floor=start.start)) if start else None
    if start is None or end is None or end.end <= start.start:
        return None
    return Days(start.start, end.end, Grain.DAY if end.grain is Grain.DAY else Grain.SPAN)


def _consecutive(found: tuple[Mention, ...], when: When) -> Days | None:
    """周六周日, 10号和11号: two days in a row."""
    first = found[0].days(when)
    if first is None or (found[0].sort is not found[1].sort and found[1].sort is not Sort.WEEKDAY):
        return None
    last = found[1].days(when._replace(floor=first.start))
    if first and last and first.start == first.end and last.start == last.end == first.end + timedelta(days=1):
        return Days(first.start, last.start, Grain.SPAN)
    return None


def _clock(text: str) -> str | None:
    """The first time of day of a text, if it is clear whether morning or afternoon is meant."""
    for quantity in quantities(text):
        if quantity.measure is Measure.TIME:
            minutes, sure = int(quantity.value[0]), bool(quantity.value[1])
            part = None if sure else _PART_OF_DAY.search(normalise(text))
            if part and part["late"] and minutes < 12 * 60:
                minutes += 12 * 60
            # A bare 三点 is nearly always in the afternoon, but 9:00 to 12:59 and 03:00 are what they say.
            if not sure and not part and not quantity.text.startswith("0") and 60 <= minutes < 7 * 60:
                return None
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return None


def writes_day_first(texts: Iterable[str]) -> bool:
    """Whether notes put the day before the month in figures, as a date such as 27/10 gives away."""
    return any(
        quantity.measure is Measure.DATE
        and "/" in quantity.text
        and int(quantity.text.split("/")[0]) == quantity.value[2] > _MONTHS
        for text in texts
        for quantity in quantities(text)
    )


def day_of(quantity: Quantity, session: date, *, day_first: bool = False) -> date | None:
    """The day of a date as written; without a year or a month it is the one nearest to the session. None for 31/31.

    `day_first`: in these notes 10/11 is in November.
    """
    year, month, day = (int(part) for part in quantity.value)
    if day_first and not year and _EITHER_FIRST.fullmatch(quantity.text) and month <= _MONTHS and day <= _MONTHS:
        month, day = day, month
    if year:
        return valid(year, month, day)
    return month_day(month, day, When(session)) if month else day_of_month(day, When(session))
