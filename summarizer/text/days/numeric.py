"""Days in figures: 2026-03-05, 10/26, 3.18上午, 14.03.2026."""

from __future__ import annotations

import re
from datetime import date

from summarizer.text.days import almanac
from summarizer.text.days.almanac import Days, When, one
from summarizer.text.days.reading import Reading, nothing, reading
from summarizer.text.patterns import deferred

_HANZI = deferred(r"[\u4e00-\u9fff]")
_LATIN = deferred(r"[a-z]{2,}")
# A decimal is a day only where a time of day, a weekday, a deadline or the like follows.
_AFTER_DAY = r"(?=\s?(?:上午|下午|早上|晚上|中午|前|之前|以前|\(?(?:周|星期|礼拜)[一二三四五六日]|交|提交|碰|谈|见|复盘|\d{1,2}:\d\d))"
_END = deferred(
    r"$|\s?[^\sa-z]|\s(?:at|by|before|for|to|or|and|from|until|in the|morning|afternoon|evening|noon|eod|cob|latest|deadline|due|with|we|i|he|she|they|is|works)\b"
)
_BEFORE_DAY = r"(?:(?<=^)|(?<=[\s,;:(])|(?<=[到至于从])|(?<=日期))"


def _ymd(match: re.Match[str], when: When) -> Days | None:
    return one(almanac.valid(*(int(match[name]) for name in ("year", "month", "day"))))


def _month_and_day(text: str, first: int, second: int) -> tuple[int, int] | None:
    """Month and day of 10/26: in English it may be either order, and is known only where one of them is above twelve."""
    english = bool(_LATIN.search(text)) and not _HANZI.search(text)
    if first > 12 >= second and not _HANZI.search(text):
        return second, first
    if first > 12 or (english and second <= 12 and first != second):
        return None
    return first, second


def _md(match: re.Match[str], when: When) -> Days | None:
    if not _HANZI.search(match.string) and not _END.match(match.string, match.end()):
        return None
    first, second = int(match["one"]), int(match["other"])
    found = _month_and_day(match.string, first, second)
    if found is None and when.weekday is not None:
        # Thurs 5/9: the weekday may tell which of the two is the month.
        days = {almanac.month_day(*order, when) for order in ((first, second), (second, first))} - {None}
        return one(days.pop()) if len(days) == 1 else None
    return one(almanac.month_day(*found, when)) if found else None


def _with_year(match: re.Match[str], when: When) -> Days | None:
    """28/05/2026, 12/31/2026, 14.03.2026; 03/04/2026 is two days, and so none."""
    first, second, year = int(match["one"]), int(match["other"]), int(match["year"])
    if match["dot"] == "." or first > 12:
        return one(almanac.valid(year, second, first))
    if second > 12 or first == second:
        return one(almanac.valid(year, first, second))
    return None


def _short_year(match: re.Match[str], when: When) -> Days | None:
    """31/12/26: whichever order of day, month and year gives one day near the talk, if only one does."""
    one_, other, last = (int(match[name]) for name in ("one", "other", "last"))
    orders = {(2000 + last, other, one_), (2000 + last, one_, other), (2000 + one_, other, last)}
    near = {day for order in orders if (day := almanac.valid(*order)) and abs((day - when.session).days) < 500}
    return one(near.pop()) if len(near) == 1 else None


def _compact(match: re.Match[str], when: When) -> Days | None:
    day = almanac.valid(int(match[1]), int(match[2]), int(match[3]))
    return one(day if day and abs((day - when.session).days) < 1000 else None)


def _pair(match: re.Match[str], when: When) -> Days | None:
    """11/10-11/14, 12.28-12.31."""
    ends: list[date] = []
    for names in (("one", "other"), ("one2", "other2")):
        found = _month_and_day(match.string, *(int(match[name]) for name in names))
        day = almanac.month_day(*found, when._replace(floor=ends[0] if ends else when.floor)) if found else None
        if day is None:
            return None
        ends.append(day)
    return Days(ends[0], ends[1], almanac.Grain.SPAN) if ends[0] < ends[1] else None


NUMERIC: tuple[Reading, ...] = (
    nothing(r"24/7|7[*x×]24|50/50|80/20"),
    nothing(r"(?:得了?|得分|评分|打了?|考了?|通过|达标|合格|完成了?|成功|占|约|scored?|got|rated?|rating of|passed|hit|about)\s?\d+/\d+"),
    nothing(r"(?<!\d)\d+/\d+\s?(?:的|台|个|人|次|家|件|项|条|单|分|名|题|组|店|位|批|箱|套|道|页|份|节|寸|英寸|米|斤|inch|effort|on (?:the|his|her|their)|of (?:the|our)|in the|correct|right|passed|points?|scores?|rating|stars?|marks?)"),
    nothing(r"(?<![a-z])(?:v|ver|version|版本|ios|android|no|ext|room|section|第)[\s.]*\d[\d./-]*"),
    nothing(r"(?<!\d)\d{2,4}-\d{3,4}-\d{3,4}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{9,}"),
    reading(r"(?<![\d.])(?P<year>(?:19|20)\d\d)\s?(?:[-/.]|年)\s?(?P<month>1[0-2]|0?[1-9])\s?(?:[-/.]|月)\s?(?P<day>3[01]|[12]\d|0?[1-9])(?![\d])\s?[日号]?", _ymd),
    reading(r"(?<!\d)(20[2-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)", _compact),
    reading(r"(?<![\d./-])(?P<one>\d{1,2})(?P<dot>[/.-])(?P<other>\d{1,2})(?P=dot)(?P<year>20\d\d)(?!\d)", _with_year),
    reading(r"(?:(?<![\d./v-])(?=\d+/)|(?:(?<=^)|(?<=[\s,;:(于在]))(?=\d+\.\d+\s?[-~–—至])|(?<=[到至])(?=\d+\.\d\d\s?[-~–—]\s?\d+\.\d\d))(?P<one>1[0-2]|0?[1-9])[/.](?P<other>3[01]|[12]\d|0?[1-9])\s?(?:-|~|–|—|至|到|to)\s?(?P<one2>1[0-2]|0?[1-9])[/.](?P<other2>3[01]|[12]\d|0?[1-9])(?![\d/.%])", _pair),
    reading(r"(?<![\d./-])(?P<one>\d{2})/(?P<other>\d{1,2})/(?P<last>\d{2})(?![\d/])", _short_year),
    reading(r"(?<![\d./v-])(?P<one>[12]?\d|3[01])/(?P<other>3[01]|[12]\d|0?[1-9])(?![\d/.%])", _md),
    reading(_BEFORE_DAY + r"(?P<one>1[0-2]|0?[1-9])[.](?P<other>3[01]|[12]\d|0?[1-9])" + rf"(?![\d/.%])(?:{_AFTER_DAY}|(?=\s?[)]))", _md),
    reading(r"(?:截止|截至|日期:?|定在|约在)\s?(?:到|至|于|是|为)?(?P<one>1[0-2]|0?[1-9])[.](?P<other>3[01]|[12]\d|0?[1-9])(?=$|[,，。;；)])", _md),
    reading(r"^(?P<one>1[0-2]|0?[1-9])[.](?P<other>3[01]|[12]\d|0?[1-9])$", _md),
    reading(_BEFORE_DAY + r"(?P<one>1[0-2]|0?[1-9])-(?P<other>3[01]|[12]\d|0?[1-9])" + rf"(?![\d/.%-])(?:{_AFTER_DAY}|$(?<=1[3-9]|2\d|3[01]))", _md),
)  # fmt: skip
"""Matches normalised text (`summarizer.text.normal`)."""
