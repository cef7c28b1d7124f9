"""How English says a day: next Wednesday, 26 March, the last Friday of the month, within ten working days, Friday week."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from dateutil.relativedelta import relativedelta

from summarizer.text.days import almanac, feasts
from summarizer.text.days.almanac import Days, Grain, When, one
from summarizer.text.days.reading import Reading, Sort, nothing, reading, said
from summarizer.text.numerals import WORD, number

_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WEEKDAYS = {name: n for n, name in enumerate("mon tue wed thu fri sat sun".split())}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth "
        "twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(),
        1,
    )
}
_MON = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
_DAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])(?!\.(?:com|io)|-(?:night|morning) )"
_WORDS = "|".join(sorted(_ORDINALS, key=len, reverse=True)).replace("-", "[- ]")
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_WORDS})(?![a-z-])"
_D = r"(?<![\d.:/$£€-])(?:[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
_LATER_D = r"(?:[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?:,?[\s-]+(?P<year>20\d\d)(?!\d))?"
_N = rf"(?:\d{{1,3}}|an?|{WORD})"
_UNIT = r"(?:(?:working |business )?days?|weeks?|fortnights?|months?|years?|hours?)"
_TO = r"\s?(?:-|–|—|\bto\b|\bthrough\b|\bthru\b|\buntil\b|\btill\b|\band\b)\s?"
# A day of the month without the month: the 3rd, but not the 3rd floor.
_NO_THING = r"(?=$|\s?[,.;:()!?-]|\s(?:at|by|before|for|to|or|and|if|we|i|he|she|they|is|works|with|in the|from|around|morning|afternoon|evening|noon|latest|\d|then|when|so|at the latest|after|once|right|just|straight|but|because|first thing)\b)"
_MONTH_OF = rf"(?:(?P<month>{_MON}){_YEAR}|(?:(?P<round>the|this|next|last|the next|the coming) )?month)"


def _month_number(name: str) -> int:
    return _MONTHS[name[:3]]


def _day_number(text: str) -> int:
    return _ORDINALS.get(text.replace(" ", "-")) or int(re.sub(r"\D", "", text))


def _weekday_number(name: str) -> int:
    return _WEEKDAYS[name[:3]]


def _first(match: re.Match[str], when: When) -> date:
    """The first day of the month that a match names."""
    year = said(match, "year")
    if month := said(match, "month", "month2"):
        named = _month_number(month)
        return date(int(year), named, 1) if year else almanac.nearest_month(named, when)
    around = said(match, "round") or ""
    return almanac.month_first(when.session, {"next": 1, "the next": 1, "the coming": 1, "last": -1}.get(around, 0))


def _dated(match: re.Match[str], when: When, day: str) -> date | None:
    month, year = _month_number(match["month"]), said(match, "year")
    if year:
        return almanac.valid(int(year), month, _day_number(day))
    return almanac.month_day(month, _day_number(day), when)


def _date(match: re.Match[str], when: When) -> Days | None:
    return one(_dated(match, when, match["day"]))


def _dates(match: re.Match[str], when: When) -> Days | None:
    """Oct 5-9, between 5 and 9 October."""
    start, end = (_dated(match, when, match[name]) for name in ("from", "to"))
    return Days(start, end, Grain.SPAN) if start and end and start < end else None


def _day_only(match: re.Match[str], when: When) -> Days | None:
    return one(almanac.day_of_month(_day_number(match["day"]), when))


def _day_of_round(match: re.Match[str], when: When) -> Days | None:
    day = _day_number(match["day"])
    if match["round"] == "the":
        return one(almanac.day_of_month(day, when))
    first = _first(match, when)
    return one(almanac.valid(first.year, first.month, day))


def _days_only(match: re.Match[str], when: When) -> Days | None:
    start = almanac.day_of_month(_day_number(match["from"]), when)
    end = almanac.day_of_month(_day_number(match["to"]), when._replace(floor=start)) if start else None
    return Days(start, end, Grain.SPAN) if start and end and start < end else None


def _weekday(match: re.Match[str], when: When) -> Days:
    return Days(*(almanac.coming(_weekday_number(match["weekday"]), when),) * 2)


_ROUNDS = {"next": 1, "this": 0, "last": -1, "the week after next": 2, "the following": 1, "the": 0}


def _weekday_of(match: re.Match[str], when: When) -> Days:
    """next Wednesday, Thursday of next week, this Friday, last Tuesday."""
    weekday, around = _weekday_number(match["weekday"]), match["round"].removesuffix(" week")
    if around == "last" and "week" not in match[0]:
        return Days(*(almanac.latest(weekday, when.session),) * 2)
    day = almanac.monday(when.session, _ROUNDS[around]) + timedelta(days=weekday)
    if around == "this" and day < when.session:
        day += timedelta(weeks=1)
    return Days(day, day)


def _weekdays_of(match: re.Match[str], when: When) -> Days | None:
    """Wed to Fri next week."""
    monday = almanac.monday(when.session, _ROUNDS[match["round"].removesuffix(" week")])
    first, last = (_weekday_number(match[name]) for name in ("weekday", "to"))
    return Days(monday + timedelta(days=first), monday + timedelta(days=last), Grain.SPAN) if first < last else None


def _weekday_plus(match: re.Match[str], when: When) -> Days:
    """Friday week, a week on Tuesday, two weeks from Thursday."""
    weeks = _count(said(match, "count") or "a") * (2 if "fortnight" in match[0] else 1)
    return Days(*(almanac.coming(_weekday_number(match["weekday"]), when) + timedelta(weeks=weeks),) * 2)


def _nth(match: re.Match[str], when: When) -> Days | None:
    """The second Tuesday in June, the last Friday of the month, the first week of March."""
    word = match["nth"]
    count = -1 if word == "last" else _day_number(word)
    first = _first(match, when)
    if weekday := said(match, "weekday"):
        found = one(almanac.nth_weekday(first, _weekday_number(weekday), count))
    elif kind := said(match, "day"):
        found = one(_working_or_last(first, count, kind))
    else:
        found = almanac.nth_week(first, count)
    # On the 20th "the first Monday of the month" may be past or the next one.
    bare = not said(match, "month") and said(match, "round") in (None, "the")
    return None if found and bare and found.end < when.session else found


def _working_or_last(first: date, count: int, kind: str) -> date | None:
    last = first + relativedelta(day=31)
    if kind == "day":
        return last if count == -1 else almanac.valid(first.year, first.month, count)
    edge = last + timedelta(days=1) if count == -1 else first - timedelta(days=1)
    return feasts.working_day(edge, count, chinese=False)


def _month(match: re.Match[str], when: When) -> Days:
    return almanac.month_of(_first(match, when))


def _month_part(match: re.Match[str], when: When) -> Days | None:
    first, part = _first(match, when), match["part"]
    last = first + relativedelta(day=31)
    if "end" in part or "close" in part:
        return one(last)
    if "mid" in part:
        return one(first.replace(day=15))
    stretch = {"early": (1, 10), "late": (21, 31), "first half": (1, 15), "second half": (16, 31)}
    from_day, to_day = stretch.get(next((name for name in stretch if name in part), ""), (1, 10))
    return Days(first.replace(day=from_day), first + relativedelta(day=to_day), Grain.LOOSE)


def _year_of(match: re.Match[str], session: date) -> int | None:
    if year := said(match, "year"):
        return int(year)
    return {"this year": session.year, "next year": session.year + 1, "last year": session.year - 1}.get(
        said(match, "of") or ""
    )


def _part_of_year(match: re.Match[str], when: When) -> Days:
    if half := said(match, "half", "half_word"):
        year = _year_of(match, when.session) or when.session.year
        span = almanac.part_of_year(6, 1 if half in ("1", "first") else 2, year, when)
    elif named := said(match, "quarter", "quarter_word"):
        quarter = int(named) if named.isdigit() else _ORDINALS.get(named, 4)
        span = almanac.part_of_year(3, quarter, _year_of(match, when.session), when)
    else:
        shift = {"next": 1, "last": -1}.get(said(match, "round") or "", 0)
        start = date(when.session.year, (when.session.month - 1) // 3 * 3 + 1, 1) + relativedelta(months=3 * shift)
        span = almanac.months(start, 3)
    return Days(span.end, span.end) if said(match, "end") else span


def _year_end(match: re.Match[str], when: When) -> Days:
    year = int(said(match, "year") or when.session.year + ("next year" in match[0]) - ("last year" in match[0]))
    return Days(*(date(year, 12, 31),) * 2)


def _week_end(match: re.Match[str], when: When) -> Days:
    """The end of a working week is its Friday."""
    friday = almanac.monday(when.session, 1 if said(match, "round") == "next" else 0) + timedelta(days=4)
    return Days(friday, friday)


def _week(match: re.Match[str], when: When) -> Days:
    weeks = (
        2
        if "after next" in match[0]
        else -2
        if "before last" in match[0]
        else {"next": 1, "last": -1}.get(match[1] or "", 0)
    )
    return (almanac.weekend if "weekend" in match[0] else almanac.week_of)(when.session, weeks)


def _days(shift: int) -> Callable[[re.Match[str], When], Days]:
    return lambda match, when: Days(*(when.session + timedelta(days=shift),) * 2)


def _count(word: str) -> int:
    return int(number(word) or 0)


def _amount(match: re.Match[str], when: When) -> Days | None:
    """in two weeks, within 48 hours, three days ago, a week from tomorrow, ten working days from now."""
    times, unit = float(_count(match["count"])), match["unit"].rstrip("s")
    if said(match, "half"):
        times += 0.5
    sign = -1 if said(match, "ago") else 1
    base = when.session + timedelta(days=1 if said(match, "base") == "tomorrow" else 0)
    if unit == "fortnight":
        times, unit = 2 * times, "week"
    if unit.endswith(" day"):
        day = feasts.working_day(base, sign * int(times), chinese=False) if times else None
    else:
        day = almanac.shifted(base, sign * times, unit)
    if day is None:
        return None
    return Days(when.session, day, Grain.SPAN, due=True) if said(match, "within") else one(day)


_FEAST_NAMES = {
    r"new year'?s eve": "new_year_eve", r"new year(?:'?s(?: day)?)?(?! eve|'s eve)(?<!chinese new year)(?<!lunar new year)": "new_year", r"valentine'?s(?: day)?": "valentine", r"christmas eve": "christmas_eve", r"(?:christmas(?: day)?|xmas)(?! eve| party)": "christmas",
    r"boxing day": "boxing", r"halloween": "halloween", r"thanksgiving": "thanksgiving", r"black friday": "black_friday", r"cyber monday": "cyber_monday", r"labor day": "us_labor", r"memorial day": "memorial",
    r"independence day|(?:the )?(?:4th|fourth) of july|july (?:4th|fourth)": "july4", r"good friday": "good_friday", r"easter monday": "easter_monday", r"easter(?: sunday)?(?! monday)": "easter", r"may day": "labour",
    r"(?:chinese|lunar) new year'?s eve": "spring_eve", r"(?:chinese|lunar) new year(?!'?s eve)|(?:the )?spring festival": "spring", r"(?:the )?mid-autumn(?: festival)?": "mid_autumn", r"(?:the )?dragon boat(?: festival)?": "dragon_boat",
    r"qingming(?: festival)?|tomb[- ]sweeping day": "tomb_sweeping", r"(?:the )?national day": "national",
}  # fmt: skip


def _feast(match: re.Match[str], when: When, name: str) -> Days | None:
    year = said(match, "year")
    return one(feasts.feast(name, int(year) if year else None, when), Grain.FEAST)


_IN = r"(?:(?<=\bin )|(?<=\bby )|(?<=\bbefore )|(?<=\bof )|(?<=\bthis )|(?<=\bsince )|(?<=\bfrom )|(?<=\buntil )|(?<=\btill )|(?<=\bduring )|(?<=\bfor )|(?<=\bto ))"
_SHORT = (
    r"(?!(?:sat|sun|wed|mon|thu|tue)\s(?!(?:am|pm|at|morning|afternoon|evening|night|noon|\d|by|the|next|and|or|of|to|"
    + _MON
    + r")\b)[a-z])"
)
_EVERY = r"\b(?:every|each|most|any|alternate|other)(?: other| second)? "
_CLOSE = r"(?:eod|cob|cop|eop|(?:the )?(?:end|close) of (?:the )?(?:day|business|play)(?! week))"
ENGLISH: tuple[Reading, ...] = (
    # What looks like a day and is none.
    nothing(rf"{_EVERY}(?:{_NTH}|{_DAY}|week|month|day|morning)(?:\s(?:and|or|&)\s{_DAY})?(?:(?: of)? (?:the|each|every) month)?"),
    nothing(r"\b(?:end|start|beginning|middle|close|first day|last day) of (?:each|every) (?:day|week|month|quarter|year)\b"),
    nothing(r"\b(?:this|next) (?:week|month) or (?:the (?:week|month|one) after|next|the next)\b"),
    nothing(rf"\b{_DAY} (?:morning|afternoon|evening|night|lunchtime)s\b|\bin the new year\b|\bthe weekend after next\b|\b(?:one|two|three|some|most) (?:mon|tues|wednes|thurs|fri|satur|sun)days\b"),
    nothing(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\b(?:weekly|daily|monthly)\b"),
    nothing(rf"\bthe following (?:{_DAY}|day|week|month)|\bthe (?:next|same) day\b|\b(?:a|one|two|three|\d+) (?:day|week|month|year)s? (?:later|after(?! (?:today|tomorrow|now|next))|before|prior)\b|{_DAY} after next"),
    nothing(rf"\b(?:within|in) {_N} {_UNIT} (?:of(?! today| now)|after|from(?! (?:now|today|tomorrow)))"),
    nothing(rf"\b(?:around|about|roughly|approximately|circa|some time|sometime) (?:on |in )?(?:the )?(?:{_NTH}|{_DAY}|{_MON}(?: \d{{1,2}}(?:st|nd|rd|th)?)?|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MON}|{_N} {_UNIT})|\bin (?:about |around |roughly )(?:{_N}) {_UNIT}"),
    nothing(rf"\b(?:in|within) (?:an?|one|two|three|\d) (?:or (?:two|three|four|so|\d) )?{_UNIT} or (?:so|two|three)|\b(?:in|within) (?:an?|one|two|three|\d) or (?:two|three|four|so|\d) {_UNIT}"),
    nothing(r"\b(?:after|following|over) (?:the )?(?:holidays?|break|christmas|easter|thanksgiving|new year|spring festival|chinese new year|weekend)\b"),
    nothing(r"\b(?:early|late|later|mid|middle of|first half of|second half of|start of|beginning of)[- ](?:the |this |next )?week\b|\bmid-?week\b|\b(?:start|beginning|middle) of (?:the |next |this )?(?:day|year)\b"),
    nothing(rf"\b(?:may|march|will|mon|sun|wed)(?= (?:i|we|you|he|she|they|be|not|well|have|ask|need|take|through|in step|on with)\b)|\b{_MON} (?=[a-z]+ (?:will|said|from|is)\b)"),
    nothing(r"\bon the (?:first|second|third|\d+(?:st|nd|rd|th)) (?:attempt|try|floor|go|day|call|visit|line|shift|page|round)\b"),
    # Dates.
    reading(rf"(?P<month>{_MON})\.?\s(?:the )?(?P<from>{_D}){_TO}(?:the )?(?P<to>{_LATER_D})(?!\s?(?:{_MON}|%|:\d|[ap]\.?m)){_YEAR}", _dates),
    reading(rf"(?:{_DAY} )?(?:the )?(?P<from>{_D}){_TO}(?:{_DAY} )?(?:the )?(?P<to>{_LATER_D})\s(?:of )?(?P<month>{_MON}){_YEAR}", _dates),
    reading(rf"(?<![a-z])(?P<month>{_MON})\.?[\s-](?:the )?(?P<day>{_D}|{_NTH})(?!\s?[:%]|[a-z]|\s?[ap]m\b){_YEAR}", _date),
    reading(rf"(?:\bthe )?(?P<day>{_D}|\b{_NTH})(?:\s(?:of )?|-)?(?P<month>{_MON})\.?{_YEAR}(?![a-z])", _date),
    reading(rf"\bthe (?P<day>{_NTH}) of (?P<round>this|next|last|the) month\b", _day_of_round),
    reading(rf"\bthe (?P<from>{_NTH}){_TO}(?:the )?(?P<to>{_NTH})", _days_only),
    reading(rf"\b(?:the )(?P<day>\d{{1,2}}(?:st|nd|rd|th)|(?!first|second){_NTH}){_NO_THING}", _day_only),
    reading(rf"(?<![a-z'] )(?<![\d.-])(?P<day>(?:[4-9]|[12]\d|3[01])(?:st|nd|rd|th)){_NO_THING}", _day_only),
    reading(rf"(?:(?<=\bhim )|(?<=\bher )|(?<=\bthem )|(?<=\bon )|(?<=\bby )|(?<=\btill )|(?<=\bfor ))(?P<day>\d{{1,2}}(?:st|nd|rd|th)){_NO_THING}", _day_only),
    reading(rf"(?:(?<=day )|(?<=\bmon )|(?<=\btue )|(?<=\btues )|(?<=\bwed )|(?<=\bthu )|(?<=\bthurs )|(?<=\bfri )|(?<=\bsat )|(?<=\bsun ))(?P<day>\d{{1,2}}(?:st|nd|rd|th)){_NO_THING}", _day_only),
    # Weekdays.
    reading(rf"\b(?P<count>a|one|two|three) (?:week|fortnight)s? (?:on |from )?(?:this )?(?P<weekday>{_DAY})", _weekday_plus),
    reading(rf"\b(?P<weekday>{_DAY}){_TO}(?P<to>{_DAY}),? (?:of |in )?(?P<round>next week|this week|last week|the week after next)\b", _weekdays_of),
    reading(rf"\b(?P<weekday>{_DAY}) (?:week\b(?! of| commencing| beginning)|fortnight\b)", _weekday_plus),
    reading(rf"\b(?P<round>next|this|last) (?P<weekday>{_DAY})", _weekday_of),
    reading(rf"\b(?P<weekday>{_DAY}),? (?:of |in )?(?P<round>next week|this week|last week|the week after next)\b", _weekday_of),
    reading(rf"\b(?P<round>next week|this week|last week|the week after next),? (?:on )?(?:the )?(?P<weekday>{_DAY})", _weekday_of),
    reading(rf"\b(?:(?:this |the |next )?coming |first thing )?{_SHORT}(?P<weekday>{_DAY})(?!'s (?:law|restaurant))", _weekday, Sort.WEEKDAY),
    reading(rf"\b(?:the )?(?P<nth>first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th)) (?P<weekday>{_DAY}) (?:of|in) {_MONTH_OF}", _nth),
    reading(rf"\b(?:the )?(?P<nth>first|second|third|fourth|last|[1-4](?:st|nd|rd|th)) week (?:of|in) {_MONTH_OF}", _nth),
    reading(rf"\b(?:the )?(?P<nth>first|last) (?P<day>day|working day|business day) (?:of|in) {_MONTH_OF}", _nth),
    # Weeks, months, quarters, halves, years.
    reading(r"\b(next|this|last)(?: coming)? week(?:end)?\b", _week),
    reading(r"\b()the week (?:after next|before last)\b|\b()(?:over |at )?the weekend\b", _week),
    reading(r"\b(?:the )?end of (?:the |this |(?P<round>next) )?(?:working |work )?week\b|\beow\b", _week_end),
    reading(rf"{_IN}(?P<month>{_MON}){_YEAR}(?!\s?\d)|(?<=\bthe )(?P<month2>{_MON})(?= (?:figures|numbers|reports?|results|review|targets?|sales|close|payroll|invoices?|budget|accounts|rota|stocktake)\b)|\b(?P<round>this|next|last) month\b", _month),
    reading(rf"\b(?P<part>(?:the )?(?:end|close|beginning|start|mid(?:dle)?|first half|second half) of|early(?: in)?|late(?: in)?|(?:the )?mid(?:dle)?)[- ]{_MONTH_OF}\b", _month_part),
    reading(r"\b(?:the )?(?:(?P<round>this|next|last) )?month(?:'s)?[- ]end\b|\beom\b", lambda match, when: one(_first(match, when) + relativedelta(day=31))),
    reading(r"\b(?:(?:the )?(?P<end>end|close)(?: of)? )?(?:(?<![a-z])q(?P<quarter>[1-4])(?!\d)|(?:the )?(?P<quarter_word>first|second|third|fourth|last(?= quarter of)) quarter(?! of an)|h(?P<half>[12])(?!\d)|(?:the )?(?P<half_word>first|second) half(?= of (?:the year|this year|next year|last year|20\d\d)))(?:(?: of)? (?P<of>the year|this year|next year|last year)|,? (?:of )?(?P<year>20\d\d))?", _part_of_year),
    reading(r"\b(?:the )?(?P<end>end|close) of (?:the )?(?:(?P<round>this|next|last) )?quarter\b", _part_of_year),
    reading(r"\b(?P<round>this|next|last) quarter\b", _part_of_year),
    reading(r"\b(?:q(?P<quarter>[1-4])|h(?P<half>[12]))[- ](?P<end>end|close)\b", _part_of_year),
    reading(r"\bquarter[- ]end\b|\beoq\b", lambda match, when: one(_part_of_year(match, when).end)),
    reading(r"\b(?:the )?end of (?:the |this |next |last )?year\b|\byear'?s?[- ]end\b|\beoy\b|\bend of (?P<year>20\d\d)\b", _year_end),
    # Days around today.
    reading(r"\b(?:the )?day after tomorrow\b", _days(2)),
    reading(r"\btomorrow\b", _days(1)),
    reading(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", _days(0)),
    reading(r"\byesterday\b|\blast night\b", _days(-1)),
    reading(r"\b(?:the )?day before yesterday\b", _days(-2)),
    reading(rf"\b{_CLOSE}\b", _days(0), Sort.WEAK),
    # Amounts.
    reading(rf"\b(?:in|(?P<within>within)) (?:another )?(?P<count>{_N}) (?P<unit>{_UNIT})(?:'s?)?(?: time)?(?! (?:of|after|or)\b)", _amount),
    reading(rf"\b(?P<within>within|in) the next (?P<count>{_N}) (?P<unit>{_UNIT})\b", _amount),
    reading(rf"\b(?P<count>{_N}) (?P<unit>{_UNIT}) (?:from (?:now|today|(?P<base>tomorrow))|today|hence)\b", _amount),
    reading(rf"\b(?P<count>{_N}) (?P<unit>{_UNIT}) (?P<ago>ago)\b", _amount),
)  # fmt: skip
"""Matches normalised text (`summarizer.text.normal`)."""

ANY_ENGLISH_FEAST = "|".join(_FEAST_NAMES)
ENGLISH_FEASTS: tuple[Reading, ...] = (
    *(reading(rf"\b(?:{words})(?: day)?{_YEAR}(?![a-z'])", partial(_feast, name=name)) for words, name in _FEAST_NAMES.items()),
)  # fmt: skip
"""Likewise, of texts that name one (`ANY_ENGLISH_FEAST`)."""
