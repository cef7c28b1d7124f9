"""What is measured: patterns of percentages, lengths of time, dates and times, and what each is worth."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from summarizer.text.numerals import CN, WORD, number
from summarizer.text.patterns import deferred


class Measure(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    PERIOD = "period"
    """A month or a year: a date that names no day."""
    TIME = "time"
    WEEKDAY = "weekday"


Reading = tuple[Measure, tuple[Decimal | int, ...]]

_MONTHS = {name: number for number, names in enumerate(
    ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
     "sep sept september", "oct october", "nov november", "dec december"), 1) for name in names.split()}  # fmt: skip
_DAYS = {name: number for number, names in enumerate(
    ("mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday", "fri friday",
     "sat saturday", "sun sunday"), 1) for name in names.split()}  # fmt: skip
_CN_DAYS = {char: number for number, char in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 6} | {
    str(number): number for number in range(1, 8)
}  # fmt: skip

_ORDINALS = {name: number for number, name in enumerate(
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
     "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
     *(f"twenty-{tail}" for tail in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")),
     "thirtieth", "thirty-first"), 1)}  # fmt: skip

_N = rf"(?:\d+(?:\.\d+)?|[{CN}]+(?:点[零〇一二三四五六七八九]+)?|(?<![a-z])(?:{WORD}|an?|half an?)(?![a-z]))"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# What cannot follow the day in `10月26` or `3.5`, lest 10月3次 or 3.5 hours became a day.
_DAY_END = r"(?=$|[\s,.;、。:()前早上中下晚和跟与到至~-])"
_DECIMAL_UNIT = (
    r"\s*(?:倍|万|千|亿|分|个|小时|钟头|天(?!气)|年|元|块|公里|米|吨|km|kg|版|[kwhm]\b|hours?|hrs?|min|days?|weeks?|months?|"
    r"years?|percent|times|points?|million)"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, deferred(pattern))
    for name, pattern in (
        ("ymd", r"(?<!\d)(\d{4}|[1-3]\d(?=年\d{1,2}月\d{1,2}[日号])|2\d(?=\.\d{1,2}\.\d{1,2}\s?[\u4e00-\u9fff(]))\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})(?!\d)(?:\s*[日号])?"),
        ("dmy", r"(?<![\d./-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d{2}|(?<=/)[2-3]\d|(?<=\.\d\d\.)2\d)(?![\d/.]\d|\d)"),
        ("ordinal_month", rf"(?<![a-z])(?:the )?({'|'.join(sorted(_ORDINALS, key=len, reverse=True))}) (?:of )?({_MONTH})(?![a-z])(?:,?\s+(\d{{4}}))?"),
        ("cn_ymd", rf"([〇零一二三四五六七八九]{{4}})年([{CN}]{{1,3}})月([{CN}]{{1,3}})[日号]"),
        ("md_cn", rf"((?<!\d)\d{{1,2}}|[{CN}]{{1,3}})\s*月\s*(\d{{1,2}}(?!\d)|[{CN}]{{1,3}})\s*(?:[日号]|{_DAY_END})"),
        ("year", r"(?<!\d)((?:19|20)\d{2})\s*年|([〇零一二三四五六七八九]{4})年"),
        ("month_day", rf"(?<![a-z])(?<!\d\s)({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?(?![\da-z]|\s*[:%]|\.\d)"),
        ("day_month", rf"(?<![\d.])(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})(?![a-z])\.?(?:,?\s+(\d{{4}}|'?2\d(?=\s*(?:$|[.,;/|)]))))?"),
        ("month_day_dashed", r"(?<![\d./-])(?=0|\d\d-0)(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d/-])"),
        ("points", rf"({_N})\s*(?:个百分点|percentage points?)"),
        ("percent", rf"({_N})\s*(?:%|percent|per cent)|百分之([{CN}]+(?:点[{CN}]+)?|\d+(?:\.\d+)?)|百分(百)"),
        ("fraction", rf"([{CN}]+|\d+)分之([{CN}]+|\d+)|(一半)"),
        ("share", r"(?<![a-z])(?:(an?|one|two|three|four) |(?=half\b))(half|third|quarter|fifth)s?(?= of (?!an hour)| (?:the|his|her|their|my|our) )|(?<!for )(?<!last )(?<!past )(?<![a-z])(three)[ -](quarter)s(?=$|,)"),
        ("quarter_of_hour", r"(?<![a-z])(an?|one|three) quarters? of an hour"),
        ("nth_quarter", r"(?<![a-z])(first|second|third|fourth) quarter(?![a-z])"),
        ("dozen", rf"(?<![a-z])(half a|an?|{WORD}|\d+) dozen(?![a-z])"),
        ("span", rf"([{CN}]+点[零〇一二三四五六七八九]+)\s*个?\s*(小时|钟头|天|周|年)"),
        ("noon", r"(?<![a-z])(?:noon|midday)(?![a-z])|正午"),
        ("past", rf"(?<![a-z])(half|(?:a )?quarter|{WORD}) (past|to) ({WORD})(?![a-z-])(?: (?:in the |this |tomorrow )?(morning|afternoon|evening)|\s?([ap])\.?m(?![a-z]))?"),
        ("oclock", rf"(?<![\d.:])({WORD}|\d{{1,2}})(?: o'clock(?: (?:in the|this) (morning|afternoon|evening))?| in the (morning|afternoon|evening))(?![a-z])"),
        ("clock_dot", r"(?<![\d.])(\d{1,2})\.([0-5]\d)\s?([ap])\.?m(?![a-z])"),
        ("clock", r"(?:(早上|上午|中午|下午|午后|晚上|夜里|深夜|半夜|晚|早|凌晨|清晨|傍晚)\s*)?(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]\.?m(?![a-z]))?"),
        ("clock_cn", rf"(?![{CN}]+点[零〇一二三四五六七八九]+(?:万|亿|倍|个百分点|公里|元|块|吨|米))(早上|上午|中午|下午|午后|晚上|夜里|深夜|半夜|晚|早|凌晨|清晨|傍晚)?\s*((?<![\d.])\d{{1,2}}|[{CN}]{{1,3}})\s*点(?:钟|(半)|([一三])刻|(\d{{1,2}}|[{CN}]{{1,3}}(?![起下块同道遍次定样]))分?)?(?![\d个\u5efa\u8981])"),
        ("ampm", rf"(?<![\d.])(?<![a-z])(?<![a-z]-)(\d{{1,2}}|{WORD})\s*([ap])\.?m(?![a-z])"),
        ("dm_slash", r"(?<![\d./\-\u4e00-\u9fff])(?!24/7(?!\d))(1[3-9]|2\d|3[01])/(0?[1-9]|1[0-2])(?![\d/%\u4e00-\u9fff]|\.\d)"),
        ("md_slash", rf"(?<![\d./v])(?<!版本)(\d{{1,2}})(?:/(\d{{1,2}})(?![\d/%]|\.\d)|\.(\d{{1,2}})(?![\d/.%]|{_DECIMAL_UNIT}))"),
        ("weekday_cn", r"(?:(上上|下下|上|下|本|这|这个|下个|上个)?(?:(?<![老小阿])周|星期|礼拜))([一二三四五六日末]|天(?!天)|[1-7](?!\d))(?![次回场篇份趟轮])"),
        ("weekday_en", rf"(?<![a-z])(?:(next|this|last)\s+)?({'|'.join(sorted(_DAYS, key=len, reverse=True))})(?![a-z])(?<!(?<!\bon )\bsat(?=\s(?!am|pm|morning|afternoon|evening|night|noon)[a-z]))"),
        ("half_more", rf"({_N})\s*(?:个)?\s*半\s*(小时|钟头|天|月|年)|({_N})\s*个?(小时|钟头|天|周|星期|月|年)半(?![天年月路价夜数途个成])|({_N}) (hour|day|week|month|year) and a half|({_N}) and a half (hour|day|week|month|year)s"),
        ("half", r"半\s*(?:个)?\s*(小时|钟头|天(?!才|没|都)|月|年)|(?<![a-z])half an? (hour|day|year)"),
        ("fortnight", rf"(?:({_N}) |(?<![a-z]))fortnights?(?![a-z])"),
        ("couple", r"(?<![a-z])a couple of (hour|day|week|month|minute|year)s(?![a-z])"),
        ("long", rf"({_N})(?:来|多|余)?\s*(?:个|-)?\s*(小时|钟头|hours?|hrs?|h(?![a-z]))(?:\s*(?:and\s*)?({_N})\s*(?:分钟?|minutes?|mins?|(?<=and [a-z]{{3}})(?=[,.;]|$)))?"),
        ("month", rf"((?<!\d)\d{{1,2}}|(?<![{CN}])(?![两俩仨])[{CN}]{{1,2}})\s*月"),
        ("span", rf"({_N})(?:来|多|余)?\s*(?:个|-)?\s*(分钟|(?<!十)分(?!之|数|公司|店|部|组|级|析|配|享|工)|刻钟|天|周|星期|礼拜|月(?!\d)|年(?!\d)|(?:minute|min|day|week|month|year)s?(?![a-z]))"),
        ("day_only", rf"((?<!\d)\d{{1,2}}|[{CN}]{{1,3}})\s*号(?!线|棚|院|厅|井|窑|塘|田|坑|路|桥|门市|楼|机|店|库|仓|门|床|桌|房|位|码|台|炉|窗|文|件)|(?<![a-z])(?:on|by|until|till|before|from|since) the (\d{{1,2}})(?:st|nd|rd|th)\b"),
    )
)  # fmt: skip
ENGLISH = frozenset(
    "month_day day_month share quarter_of_hour nth_quarter dozen past oclock clock_dot ampm weekday_en fortnight couple".split()
)
"""The patterns that match nothing without a letter from a to z."""

COUNTS = deferred(rf"[\d{CN}半午日末天]")
"""What a text without such letters has to hold for any of the others to match."""

_MONTH_HEADS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NEEDED: dict[str, tuple[str, ...]] = {
    "ymd": ("年", "/", ".", "-"),
    "dmy": ("/", ".", "-"),
    "ordinal_month": _MONTH_HEADS,
    "cn_ymd": ("年",),
    "md_cn": ("月",),
    "year": ("年",),
    "month_day": _MONTH_HEADS,
    "day_month": _MONTH_HEADS,
    "month_day_dashed": ("-",),
    "points": ("个百分点", "percentage"),
    "percent": ("%", "percent", "per cent", "百分"),
    "fraction": ("分之", "一半"),
    "share": ("half", "third", "quarter", "fifth"),
    "quarter_of_hour": ("quarter",),
    "nth_quarter": ("quarter",),
    "dozen": ("dozen",),
    "noon": ("noon", "midday", "正午"),
    "past": (" past ", " to "),
    "oclock": ("o'clock", " in the "),
    "clock_dot": (".",),
    "clock": (":",),
    "clock_cn": ("点",),
    "ampm": ("am", "pm", "a.m", "p.m"),
    "dm_slash": ("/",),
    "md_slash": ("/", "."),
    "weekday_cn": ("周", "星期", "礼拜"),
    "weekday_en": ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "half_more": ("半", "half"),
    "half": ("半", "half"),
    "fortnight": ("fortnight",),
    "couple": ("couple",),
    "long": ("小时", "钟头", "h"),
    "month": ("月",),
    "span": ("点", "分", "刻钟", "天", "周", "星期", "礼拜", "月", "年", "min", "day", "week", "month", "year"),
    "day_only": ("号", " the "),
}
"""What the patterns of each name look for: a text that holds none of it need not be searched."""

# A month is thirty days and a year twelve months, so that 半年 is 6个月 and 一年半 18个月.
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5}
_UNIT_MINUTES = {
    "小时": 60, "钟头": 60, "hour": 60, "hr": 60, "h": 60, "分钟": 1, "分": 1, "minute": 1, "min": 1, "刻钟": 15,
    "天": 1440, "day": 1440, "周": 10080, "星期": 10080, "礼拜": 10080, "week": 10080, "月": 43200, "month": 43200,
    "年": 518400, "year": 518400,
}  # fmt: skip


def read(name: str, match: re.Match[str]) -> Reading | None:
    """What a match of the pattern of that name is worth; None where it is no quantity after all."""
    groups = match.groups()
    if name == "ymd":
        first = number(groups[0])
        whole = first + 2000 if first is not None and first <= _LAST_SHORT_YEAR else first
        return _date(whole, number(groups[1]), number(groups[2]))
    if name == "cn_ymd":
        return _date(_digits(groups[0]), number(groups[1]), number(groups[2]))
    if name == "year":
        return _date(_digits(groups[0] or groups[1]), Decimal(0), Decimal(0))
    if name == "month":
        return _date(Decimal(0), number(groups[0]), Decimal(0))
    if name == "dmy":
        # 25/12/26 between Chinese words begins with its year.
        return None if len(groups[3]) == 2 and not match.string.isascii() else _day_month_year(*groups)
    if name in ("md_cn", "md_slash", "month_day_dashed"):
        return _date(Decimal(0), number(groups[0]), number(next(filter(None, groups[1:]))))
    if name == "ordinal_month":
        return _date(number(groups[2] or "0"), Decimal(_MONTHS[groups[1]]), Decimal(_ORDINALS[groups[0]]))
    if name == "dm_slash":
        return _date(Decimal(0), number(groups[1]), number(groups[0]))
    if name == "month_day":
        return _date(number(groups[2] or "0"), Decimal(_MONTHS[groups[0]]), number(groups[1]))
    if name == "day_month":
        year = (groups[2] or "0").lstrip("'")
        return _date(number(f"20{year}" if len(year) == 2 else year), Decimal(_MONTHS[groups[1]]), number(groups[0]))
    if name == "day_only":
        return _date(Decimal(0), Decimal(0), number(groups[0] or groups[1]))
    if name == "clock":
        return _time(groups[0] or groups[3] or "", Decimal(groups[1]), Decimal(groups[2]))
    if name == "clock_cn":
        part, hour, half, quarter, minute = groups
        if match[0].strip() == "一点":
            return None  # a little
        minutes = 30 if half else 15 * "零一二三".index(quarter) if quarter else number(minute) if minute else 0
        hours = number(hour)
        return _time(part or "", hours, Decimal(minutes)) if hours is not None and minutes is not None else None
    if name == "noon":
        return _time("p", Decimal(12), Decimal(0))
    if name == "past":
        return _past(groups)
    if name == "oclock":
        hours, said = number(groups[0]), groups[1] or groups[2]
        late = "" if not said else "a" if said == "morning" else "p"
        return _time(late, hours, Decimal(0)) if hours is not None else None
    if name == "clock_dot":
        return _time(groups[2] + "m", Decimal(groups[0]), Decimal(groups[1]))
    if name == "ampm":
        hours = number(groups[0])
        return _time(groups[1] + "m", hours, Decimal(0)) if hours is not None else None
    if name == "weekday_cn":
        which = {
            "上上": -2,
            "上": -1,
            "上个": -1,
            "本": 0,
            "这": 0,
            "这个": 0,
            "下": 1,
            "下个": 1,
            "下下": 2,
        }.get(groups[0] or "", 9)
        return Measure.WEEKDAY, (_CN_DAYS[groups[1]], which)
    if name == "weekday_en":
        which = {"last": -1, "this": 0, "next": 1}.get(groups[0] or "", 9)
        return Measure.WEEKDAY, (_DAYS[groups[1]], which)
    if name == "percent":
        value = number(next(filter(None, groups)))
        return (Measure.PERCENT, (value,)) if value is not None else None
    if name == "points":
        # A rise by 5 points and one by 5% differ.
        value = number(groups[0])
        return (Measure.PERCENT, (value, 1)) if value is not None else None
    if name == "share":
        times, part = (groups[0] or groups[2] or "one"), groups[1] or groups[3]
        return Measure.PERCENT, (100 * (number(times) or Decimal(1)) / _PARTS[part],)
    if name == "nth_quarter":
        return Measure.NUMBER, (("first", "second", "third", "fourth").index(groups[0]) + 1,)
    if name == "dozen":
        return Measure.NUMBER, (12 * (number(groups[0]) or 1),)
    if name == "fraction":
        parts, share = (Decimal(2), Decimal(1)) if groups[2] else (number(groups[0]), number(groups[1]))
        return (Measure.PERCENT, (100 * share / parts,)) if parts and share is not None else None
    return _duration(name, groups)


def _duration(name: str, groups: tuple[str | None, ...]) -> Reading | None:
    if name == "half_more":
        groups = tuple(filter(None, groups))
    if name == "half":
        unit = groups[0] or groups[1] or ""
        return Measure.DURATION, (Decimal(_UNIT_MINUTES[unit]) / 2,)
    if name == "quarter_of_hour":
        return Measure.DURATION, (45 if groups[0] == "three" else 15,)
    if name == "couple":
        return Measure.DURATION, (2 * _UNIT_MINUTES[groups[0] or ""],)
    value = number(groups[0] or "") if groups[0] or name != "fortnight" else Decimal(1)
    if value is None:
        return None
    if name == "fortnight":
        return Measure.DURATION, (value * 2 * _UNIT_MINUTES["week"],)
    unit = (groups[1] or "").rstrip("s") if (groups[1] or "").isascii() else groups[1] or ""
    minutes = value * _UNIT_MINUTES[unit]
    if name == "half_more":
        minutes += Decimal(_UNIT_MINUTES[unit]) / 2
    if name == "long" and groups[2]:
        minutes += number(groups[2]) or 0
    return Measure.DURATION, (minutes,)


def _digits(year: str) -> Decimal:
    """A year said digit by digit: 2025 or 二〇二五."""
    return Decimal(
        "".join(char if char.isascii() else str("〇一二三四五六七八九".find(char)) for char in year.replace("零", "〇"))
    )


_LAST_SHORT_YEAR = 99


def _date(year: Decimal | None, month: Decimal | None, day: Decimal | None) -> Reading | None:
    if year is None or month is None or day is None or month > 12 or day > 31:
        return None
    if not day:
        return (Measure.PERIOD, (year, month, day)) if year or month else None
    return Measure.DATE, (year, month, day)


def _time(part: str, hour: Decimal, minute: Decimal) -> Reading | None:
    """Minutes after midnight, and 1 when morning or afternoon was said (else 2 pm and 14:00 may both be meant)."""
    if hour > 24 or minute > 59:
        return None
    night = part in ("夜里", "深夜", "半夜") and hour >= 6
    afternoon = (
        night
        or part in ("下午", "午后", "晚上", "晚", "傍晚")
        or part.startswith("p")
        or (part == "中午" and hour < 11)
    )
    if afternoon and hour < 12:
        hour += 12
    elif hour == 12 and (part.startswith("a") or part in ("凌晨", "晚上", "晚", "夜里", "深夜", "半夜")):
        hour = Decimal(0)
    return Measure.TIME, (hour * 60 + minute, 1 if part or hour > 12 else 0)


def _day_month_year(first: str, mark: str, second: str, year: str) -> Reading | None:
    """26/10/2025, 10/26/2025, 26.10.2025; 03/04/2026 is two days, and so none."""
    one, other = int(first), int(second)
    if one > 12 or mark == ".":
        one, other = other, one
    elif other <= 12 and one != other:
        return None
    return _date(Decimal(year if len(year) == 4 else f"20{year}"), Decimal(one), Decimal(other))


def _past(groups: tuple[str | None, ...]) -> Reading | None:
    """half past two, quarter to four in the afternoon."""
    share, side, hour, part, half = groups
    minutes = {"half": 30, "quarter": 15, "a quarter": 15}.get(share or "") or number(share or "")
    hours = number(hour or "")
    if minutes is None or hours is None or hours > 12 or minutes > 30:
        return None
    total = hours * 60 + (minutes if side == "past" else -minutes)
    late = "p" if part in ("afternoon", "evening") or half == "p" else "am" if part or half else ""
    return _time(late, Decimal(int(total) // 60), Decimal(int(total) % 60))
