"""Days that have a name, and days on which nobody works.

Chinese festivals follow the moon; borax knows it. Who works on which day around them is decreed every autumn;
chinesecalendar has the decrees. Where it has none yet, a count of working days near a long holiday is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, TH, relativedelta

from summarizer.text.days.almanac import When, nearest

Feast = Callable[[int], date]


def _fixed(month: int, day: int) -> Feast:
    return lambda year: date(year, month, day)


def _lunar(month: int, day: int, shift: int = 0) -> Feast:
    def read(year: int) -> date:
        from borax.calendars.lunardate import LunarDate

        solar: date = LunarDate(year, month, day).to_solar_date()
        return solar + timedelta(days=shift)

    return read


def _tomb_sweeping(year: int) -> date:
    from borax.calendars.lunardate import TermUtils

    found: date = TermUtils.day_start_from_term(year, "清明")
    return found


def _thanksgiving(year: int, shift: int = 0) -> date:
    return date(year, 11, 1) + relativedelta(weekday=TH(4)) + timedelta(days=shift)


FEASTS: dict[str, Feast] = {
    "new_year": _fixed(1, 1), "valentine": _fixed(2, 14), "women": _fixed(3, 8), "labour": _fixed(5, 1), "youth": _fixed(5, 4),
    "children": _fixed(6, 1), "618": _fixed(6, 18), "party": _fixed(7, 1), "army": _fixed(8, 1), "teachers": _fixed(9, 10), "national": _fixed(10, 1),
    "halloween": _fixed(10, 31), "1111": _fixed(11, 11), "1212": _fixed(12, 12), "christmas_eve": _fixed(12, 24), "christmas": _fixed(12, 25),
    "boxing": _fixed(12, 26), "new_year_eve": _fixed(12, 31), "july4": _fixed(7, 4),
    "spring_eve": _lunar(1, 1, -1), "spring": _lunar(1, 1), "lantern": _lunar(1, 15), "dragon_boat": _lunar(5, 5), "qixi": _lunar(7, 7),
    "mid_autumn": _lunar(8, 15), "double_ninth": _lunar(9, 9), "tomb_sweeping": _tomb_sweeping,
    "thanksgiving": _thanksgiving, "black_friday": lambda year: _thanksgiving(year, 1),
    "cyber_monday": lambda year: _thanksgiving(year, 4),
    "us_labor": lambda year: date(year, 9, 1) + relativedelta(weekday=MO(1)),
    "memorial": lambda year: date(year, 5, 31) + relativedelta(weekday=MO(-1)),
    "easter": easter, "good_friday": lambda year: easter(year) + relativedelta(weekday=FR(-1)), "easter_monday": lambda year: easter(year) + timedelta(days=1),
}  # fmt: skip
_LONG, _SHORT = ("spring", "national", "labour"), ("new_year", "tomb_sweeping", "dragon_boat", "mid_autumn")
_AROUND = {**dict.fromkeys(_LONG, 12), **dict.fromkeys(_SHORT, 5)}


def feast(name: str, year: int | None, when: When) -> date | None:
    """The day of a feast, without its year the one nearest to the talk; None where the calendars end."""
    if year:
        years, when = [year], When(when.session)
    else:
        years = [when.session.year + shift for shift in (-1, 0, 1)]
    try:
        return nearest([FEASTS[name](each) for each in years], when)
    except (ValueError, OverflowError):
        return None


def is_working(day: date) -> bool | None:
    """Whether people in China work on a day: weekdays, and what is decreed around feasts. None if not decreed yet."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        if any(abs((FEASTS[name](day.year) - day).days) <= span for name, span in _AROUND.items()):
            return None
        return day.weekday() < 5


def working_day(session: date, count: int, chinese: bool) -> date | None:
    """The so-manieth working day after (or with a negative count before) a day."""
    day, left, step = session, abs(count), timedelta(days=1 if count > 0 else -1)
    while left:
        day += step
        works = is_working(day) if chinese else day.weekday() < 5
        if works is None:
            return None
        left -= works
    return day
