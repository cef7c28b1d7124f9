"""Which day an expression of time means, seen from the day of the talk.

Weeks begin on Monday; 下周三 is the Wednesday of the next such week, a bare 周三 the coming one. A date without a year is
in the year, and a day without a month in the month, that puts it nearest. 前 and "by" make a deadline that ends on the
day named. `docs/dates.md` has what other parsers make of the same table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from summarizer.text.normal import normalise
from summarizer.text.quantities import Measure, Quantity, number, quantities

_NO_TIME = re.compile(
    r"\d/\d+的|版本|version|room|房间|24/7|底薪|周到|后天养成|后天(?:形成|努力|培养)|月底薪|周年|周转|周边|周期|may (?:ask|be|have|need|not)|[点条项]建议|一周岁"
)
_N = r"(\d+|[零一二两三四五六七八九十半]+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|thirty)"


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


Days = tuple[date, date]


def resolve(text: str, session: date) -> Resolved | None:
    """The days that an expression means; None where it says no day, or one that cannot be known."""
    plain = normalise(text)
    if _NO_TIME.search(plain):
        return None
    found = quantities(text)
    days = _first(plain, found, session)
    if days is None:
        return None
    start, end, inclusive = days
    clock = next((_clock(quantity) for quantity in found if quantity.measure is Measure.TIME), None)
    if clock is None and re.search(r"\bnoon\b|正午", plain):
        clock = "12:00"
    if inclusive or re.search(r"前(?!天)|以内|之内|\bby\b|\bbefore\b|\bwithin\b|no later than|最迟|截止", plain):
        return Resolved(Span.DEADLINE, session, end, clock)
    return Resolved(Span.DAY if start == end else Span.RANGE, start, end, clock)


def _first(plain: str, found: tuple[Quantity, ...], session: date) -> tuple[date, date, bool] | None:
    """The first reading that applies: start, end, and whether the wording itself (三天内) makes it a deadline."""
    for pattern, days in _READINGS:
        if match := pattern.search(plain):
            read = days(match, session)
            if read is not None:
                return (*read, bool(re.search("内|within", match[0])))
    for quantity in found:
        if quantity.measure is Measure.DATE and (day := day_of(quantity, session)):
            return day, day, False
    for quantity in found:
        if quantity.measure is Measure.WEEKDAY:
            return (*_weekday(quantity, session), False)
    return None


def _clock(quantity: Quantity) -> str:
    minutes = int(quantity.value[0])
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def day_of(quantity: Quantity, session: date) -> date | None:
    """The day of a date as written; without a year or a month it is the one nearest to the session. None for 31/31."""
    year, month, day = (int(part) for part in quantity.value)
    try:
        if year:
            return date(year, month, day)
        if month:
            candidates = [date(session.year + shift, month, day) for shift in (-1, 0, 1)]
        else:
            months = [session + relativedelta(months=shift, day=1) for shift in (-1, 0, 1, 2)]
            candidates = [first.replace(day=day) for first in months if (first + relativedelta(day=31)).day >= day]
    except ValueError:
        return None
    return min(candidates, key=lambda candidate: abs(candidate - session))


def _weekday(quantity: Quantity, session: date) -> Days:
    weekday, week = int(quantity.value[0]), int(quantity.value[1])
    monday = session - timedelta(days=session.weekday())
    if week == 9:
        day = monday + timedelta(days=weekday - 1)
        if day < session:
            day += timedelta(days=7)
        return day, day
    day = monday + timedelta(days=weekday - 1, weeks=week)
    if quantity.text.startswith("this") and day < session:
        day += timedelta(days=7)
    if week == -1 and quantity.text.startswith("last"):
        day = session - timedelta(days=(session.weekday() - (weekday - 1)) % 7 or 7)
    if "末" in quantity.text:
        return day, day + timedelta(days=1)
    return day, day


# Readings beyond dates and weekdays, each a pattern over normalised text and the days it means.


def _shift(days: int) -> Callable[[re.Match[str], date], Days]:
    return lambda match, session: (session + timedelta(days=days),) * 2


def _amount(match: re.Match[str], session: date) -> Days | None:
    """三天内, 两周后, in ten days, within a month, 半个月后."""
    count, unit = match[1], match[2]
    half = count in ("半", "half a")
    value = number(count)
    if value is None and not half:
        return None
    times = 0.5 if half else float(value or 0)
    if unit.startswith(("个工作日", "工作日", "working", "business")):
        return (_working_days(session, int(times)),) * 2
    if unit.startswith(("天", "日", "day")):
        day = session + timedelta(days=round(times))
    elif unit.startswith(("周", "个星期", "星期", "个礼拜", "礼拜", "week")):
        day = session + timedelta(days=round(7 * times))
    elif unit.startswith(("个月", "month")):
        day = session + (timedelta(days=15) if half else relativedelta(months=int(times)))
    else:
        day = session + relativedelta(years=int(times))
    return day, day


def _working_days(session: date, count: int) -> date:
    day = session
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _month_part(match: re.Match[str], session: date) -> Days:
    which, part = match[1] or "", match[2]
    first = session.replace(day=1)
    if which.startswith(("下", "次", "next")):
        first += relativedelta(months=1)
    elif (name := number(which.removesuffix("月")) if which and which[0] not in "本这" else None) is not None:
        first = _nearest_month(int(name), session)
    if part in ("底", "末"):
        return (first + relativedelta(day=31),) * 2
    if part == "中":
        return (first.replace(day=15),) * 2
    first_day, last_day = {"初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}[part]
    return first.replace(day=first_day), first + relativedelta(day=last_day)


def _nearest_month(month: int, session: date) -> date:
    candidates = [date(session.year + shift, month, 1) for shift in (-1, 0, 1)]
    return min(candidates, key=lambda first: abs(first + timedelta(days=14) - session))


def _month_end_en(match: re.Match[str], session: date) -> Days:
    name = match[1]
    if name in ("month", "the month", "this month"):
        first = session.replace(day=1)
    elif name == "next month":
        first = session.replace(day=1) + relativedelta(months=1)
    else:
        first = _nearest_month(_EN_MONTHS[name[:3]], session)
    return (first + relativedelta(day=31),) * 2


def _quarter_end(match: re.Match[str], session: date) -> Days:
    named = match[1] if match.lastindex else None
    quarter = int(named) if named else (session.month - 1) // 3 + 1 + ("下" in match[0] or "next" in match[0])
    return (date(session.year, 1, 1) + relativedelta(months=3 * quarter - 1, day=31),) * 2


def _year_end(match: re.Match[str], session: date) -> Days:
    return (date(session.year, 12, 31),) * 2


def _whole_week(match: re.Match[str], session: date) -> Days:
    weeks = {"下下": 2, "下": 1, "next": 1, "上": -1, "last": -1}.get(match[1] or match[2], 0)
    monday = session - timedelta(days=session.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def _whole_month(match: re.Match[str], session: date) -> Days:
    first = session.replace(day=1) + relativedelta(months=1)
    return first, first + relativedelta(day=31)


def _first_week(match: re.Match[str], session: date) -> Days | None:
    name = next(group for group in match.groups() if group)
    month = _EN_MONTHS.get(name[:3]) or number(name)
    if month is None:
        return None
    first = _nearest_month(int(month), session)
    return first, first + timedelta(days=6)


def _day_range(match: re.Match[str], session: date) -> Days | None:
    months = [int(match[1]), int(match[3] or match[1])]
    days = [int(match[2]), int(match[4])]
    start, end = (
        _nearest_month(month, session) + timedelta(days=day - 1) for month, day in zip(months, days, strict=True)
    )
    return (start, end) if start < end else None


def _next_month_day(match: re.Match[str], session: date) -> Days | None:
    day = number(match[2])
    if day is None:
        return None
    shift = 1 if match[1].startswith(("下", "次")) else 0
    return (session + relativedelta(months=shift, day=int(day)),) * 2


def _ordinal(match: re.Match[str], session: date) -> Days | None:
    day = day_of(Quantity(Measure.DATE, (Decimal(0), Decimal(0), Decimal(match[1])), match[0], 0, 0), session)
    return (day, day) if day else None


def _holiday(month: int, day: int) -> Callable[[re.Match[str], date], Days]:
    """The eve of a holiday with a fixed date, the next one to come: 国庆前."""

    def read(match: re.Match[str], session: date) -> Days:
        feast = date(session.year, month, day)
        if feast <= session:
            feast = date(session.year + 1, month, day)
        return (feast - timedelta(days=1),) * 2

    return read


_EN_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_EN_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
_MONTH_WORD = r"(本月|这个?月|当月|下个?月|次月|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|月)"

_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None]], ...] = tuple(
    (re.compile(pattern), days)
    for pattern, days in (
        (r"(\d{1,2})月(\d{1,2})[日号]?\s*(?:至|到|-|~|—)\s*(?:(\d{1,2})月)?(\d{1,2})[日号]", _day_range),
        (r"大后天", _shift(3)),
        (r"后天", _shift(2)),
        (r"明天|明早|明晚|明日|\btomorrow\b", _shift(1)),
        (r"大前天", _shift(-3)),
        (r"前天|\bday before yesterday\b", _shift(-2)),
        (r"昨天|昨日|昨晚|\byesterday\b", _shift(-1)),
        (r"今天|今日|今晚|当天|下班前(?<!周.下班前)(?<!号下班前)(?<!日下班前)|\btoday\b(?<!from today)|\btonight\b|\beod\b|\bend of (?:the )?day\b|\bclose of business\b|\bcob\b", _shift(0)),
        (r"(?:a|one) fortnight|\bfortnight\b", _shift(14)),
        (rf"{_N}\s*(个工作日|工作日|天|日|周|个星期|星期|个礼拜|礼拜|个月|年)\s*(?:之后|以后|后|之内|以内|内)", _amount),
        (rf"\b(?:in|within)\s+{_N}\s+((?:working |business )?days?|weeks?|months?|years?)\b", _amount),
        (rf"\b{_N}\s+((?:working |business )?days?|weeks?|months?)\s+from (?:now|today)\b", _amount),
        (rf"(?:the )?first week (?:of|in) ({_EN_MONTH})|(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:的)?第?[一1]周", _first_week),
        (r"(下个?月|次月|本月|这个?月)\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[日号]", _next_month_day),
        (rf"{_MONTH_WORD}(底|末|初|中旬|上旬|下旬|中)", _month_part),
        (rf"\bend of ((?:the |this |next )?month|{_EN_MONTH})\b|\beom\b", lambda match, session: _month_end_en(match, session) if match[1] else (session + relativedelta(day=31),) * 2),
        (rf"\bmid[- ]({_EN_MONTH})\b", lambda match, session: (_nearest_month(_EN_MONTHS[match[1][:3]], session).replace(day=15),) * 2),
        (r"\bend of q([1-4])\b|q([1-4])\s*(?:末|底|结束)|[第]?([一二三四])季度(?:末|底)", lambda match, session: (date(session.year, 1, 1) + relativedelta(months=3 * int(number(next(g for g in match.groups() if g)) or 1) - 1, day=31),) * 2),
        (r"(?:本|这个?|下个?)?季度?末|季度底|\bend of (?:the |this |next )?quarter\b", lambda match, session: _quarter_end(match, session)),
        (rf"\bthe (\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?{_EN_MONTH})", _ordinal),
        (r"年底|年末|年终|\b(?:end of (?:the |this )?year|year[- ]?end)\b", _year_end),
        (r"国庆(?:节)?(?:之)?前|十一前|\bbefore national day\b", _holiday(10, 1)),
        (r"元旦(?:节)?(?:之)?前|\bbefore new year\b", _holiday(1, 1)),
        (r"五一(?:节)?(?:之)?前|劳动节前", _holiday(5, 1)),
        (r"\bbefore christmas\b|圣诞(?:节)?前", _holiday(12, 25)),
        (r"(下下|下|本|这|上)个?(?:周|星期|礼拜)(?![一二三四五六日天末\d])|\b(next|this|last) week\b", lambda match, session: _whole_week(match, session)),
        (r"下个?月(?![\d一二三四五六七八九十底末初中])|\bnext month\b", _whole_month),
    )
)  # fmt: skip
