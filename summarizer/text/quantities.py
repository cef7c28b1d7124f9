"""Numbers, percentages, lengths of time, dates and times in a text, in a form that can be compared.

Arabic and Chinese numerals, full and half width, `半小时` and `30 分钟` come out equal. What is a quantity in a
statement must be one in the notes; the reverse need not hold.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from summarizer.text.normal import normalise


class Measure(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    DURATION = "duration"
    DATE = "date"
    PERIOD = "period"
    """A month or a year: a date that names no day."""
    TIME = "time"
    WEEKDAY = "weekday"


class Quantity(NamedTuple):
    """One quantity. `value` is a number, minutes for a duration, a time, or year, month and day (0 where unsaid)."""

    measure: Measure
    value: tuple[Decimal, ...]
    text: str
    start: int
    end: int

    @property
    def article(self) -> bool:
        """Whether it may be no number at all: 一 and *one* stand for *a* more often than for 1."""
        return self.measure is Measure.NUMBER and self.text in ("一", "one")


_CN = "零〇一二两俩三仨四五六七八九十百千万亿廿"
_NUMERAL = re.compile(rf"\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|[{_CN}]+(?:点[零〇一二三四五六七八九]+)?")
_MULTIPLIERS = {"万": 10_000, "亿": 100_000_000, "千": 1000, "k": 1000, "w": 10_000}
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_WORD = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine)|"
    + ("|".join(sorted(_WORDS, key=len, reverse=True)))
)
_MONTHS = {name: number for number, names in enumerate(
    ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
     "sep sept september", "oct october", "nov november", "dec december"), 1) for name in names.split()}  # fmt: skip
_DAYS = {name: number for number, names in enumerate(
    ("mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday", "fri friday",
     "sat saturday", "sun sunday"), 1) for name in names.split()}  # fmt: skip
_CN_DAYS = {char: number for number, char in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 6} | {
    str(number): number for number in range(1, 8)
}  # fmt: skip

_N = rf"(?:\d+(?:\.\d+)?|[{_CN}]+(?:点[零〇一二三四五六七八九]+)?|(?<![a-z])(?:{_WORD}|an?|half an?)(?![a-z]))"
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# What cannot follow the day in `10月26` or `3.5`, lest 10月3次 or 3.5 hours became a day.
_DAY_END = r"(?=$|[\s,.;、。:()前早上中下晚和跟与到至~-])"
_DECIMAL_UNIT = (
    r"\s*(?:倍|万|千|亿|分|个|小时|钟头|天(?!气)|年|元|块|公里|米|吨|km|kg|版|[kwhm]\b|hours?|hrs?|min|days?|weeks?|months?|"
    r"years?|percent|times|points?|million)"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("ymd", r"(?<!\d)(\d{4})\s*[年/.\-]\s*(\d{1,2})\s*[月/.\-]\s*(\d{1,2})(?!\d)(?:\s*[日号])?"),
        ("cn_ymd", rf"([〇零一二三四五六七八九]{{4}})年([{_CN}]{{1,3}})月([{_CN}]{{1,3}})[日号]"),
        ("md_cn", rf"((?<!\d)\d{{1,2}}|[{_CN}]{{1,3}})\s*月\s*(\d{{1,2}}(?!\d)|[{_CN}]{{1,3}})\s*(?:[日号]|{_DAY_END})"),
        ("year", r"(?<!\d)((?:19|20)\d{2})\s*年|([〇零一二三四五六七八九]{4})年"),
        ("month_day", rf"(?<![a-z])({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?(?![\da-z]|\s*[:%])"),
        ("day_month", rf"(?<![\d.])(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})(?![a-z])\.?(?:,?\s+(\d{{4}}))?"),
        ("percent", rf"({_N})\s*(?:%|percent|个百分点|per cent)|百分之([{_CN}]+(?:点[{_CN}]+)?|\d+(?:\.\d+)?)|百分(百)"),
        ("fraction", rf"([{_CN}]+|\d+)分之([{_CN}]+|\d+)|(一半)"),
        ("span", rf"([{_CN}]+点[零〇一二三四五六七八九]+)\s*个?\s*(小时|钟头|天|周|年)"),
        ("clock", r"(?:(早上|上午|中午|下午|晚上|晚|早|凌晨|傍晚)\s*)?(?<!\d)(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]\.?m(?![a-z]))?"),
        ("clock_cn", rf"(?![{_CN}]+点[零〇一二三四五六七八九]+(?:万|亿|倍|个百分点|公里|元|块|吨|米))(早上|上午|中午|下午|晚上|晚|早|凌晨|傍晚)?\s*((?<![\d.])\d{{1,2}}|[{_CN}]{{1,3}})\s*点(?:钟|(半)|([一三])刻|(\d{{1,2}}|[{_CN}]{{1,3}})分?)?(?![\d个\u5efa\u8981])"),
        ("ampm", r"(?<![\d.])(\d{1,2})\s*([ap])\.?m(?![a-z])"),
        ("md_slash", rf"(?<![\d./v])(?<!版本)(\d{{1,2}})(?:/(\d{{1,2}})(?![\d/.%])|\.(\d{{1,2}})(?![\d/.%]|{_DECIMAL_UNIT}))"),
        ("weekday_cn", r"(?:(上上|下下|上|下|本|这|这个|下个|上个)?(?:(?<![老小阿])周|星期|礼拜))([一二三四五六日天末]|[1-7](?!\d))(?![次回场篇份趟轮])"),
        ("weekday_en", rf"(?<![a-z])(?:(next|this|last)\s+)?({'|'.join(sorted(_DAYS, key=len, reverse=True))})(?![a-z])(?<!(?<!\bon )\bsat(?=\s(?!am|pm|morning|afternoon|evening|night|noon)[a-z]))"),
        ("half_more", rf"({_N})\s*(?:个)?\s*半\s*(小时|钟头|天|月|年)|({_N}) (hour|day|week|month|year) and a half|({_N}) and a half (hour|day|week|month|year)s"),
        ("half", r"半\s*(?:个)?\s*(小时|钟头|天(?!才|没|都)|月|年)|(?<![a-z])half an? (hour|day|year)"),
        ("long", rf"({_N})\s*(?:个|-)?\s*(小时|钟头|hours?|hrs?|h(?![a-z]))(?:\s*(?:and\s*)?({_N})\s*(?:分钟?|minutes?|mins?))?"),
        ("month", rf"((?<!\d)\d{{1,2}}|(?<![{_CN}])(?!两)[{_CN}]{{1,2}})\s*月"),
        ("span", rf"({_N})\s*(?:个|-)?\s*(分钟|(?<!十)分(?!之|数|公司|店|部|组|级|析|配|享|工)|刻钟|天|周|星期|礼拜|月(?!\d)|年(?!\d)|(?:minute|min|day|week|month|year)s?(?![a-z]))"),
        ("day_only", rf"((?<!\d)\d{{1,2}}|[{_CN}]{{1,3}})\s*号(?!线|楼|机|店|库|仓|门|床|桌|房|位|码|台|炉|窗|文|件)|(?<![a-z])(?:on|by|until|till|before|from|since) the (\d{{1,2}})(?:st|nd|rd|th)\b"),
    )
)  # fmt: skip
_UNIT_MINUTES = {
    "小时": 60, "钟头": 60, "hour": 60, "hr": 60, "h": 60, "分钟": 1, "分": 1, "minute": 1, "min": 1, "刻钟": 15,
    "天": 1440, "day": 1440, "周": 10080, "星期": 10080, "礼拜": 10080, "week": 10080, "月": 43200, "month": 43200,
    "年": 525600, "year": 525600,
}  # fmt: skip
_AFTER_NUMERAL = re.compile(r"\s*(?:亿|万|千|[kw](?![a-z]))")
# Words and idioms that hold a numeral and count nothing.
_NO_NUMBERS = re.compile(
    r"统一|唯一|第一|万一|专一|单一|不一|逐一|之一|一一|一[下些起直般定样边旦切向律致共贯点面时方会再经度线来心口开]|十分(?!钟)|千万|百般|两边|两者|两难|四处|八成是|九成是|"
    r"零[件食售碎星散花钱]|零配件|再三|[二三]来|三心二意|七上八下|乱七八糟|不三不四|三番五次|十全十美|接二连三|三三两两|三言两语|五花八门|四面八方|四平八稳|七嘴八舌|千方百计|一清二楚|"
    r"一对一|(?<![\d.])1\s?(?:-?on-?|v|对)\s?1(?!\d)|\bone[- ]on[- ]one\b|\bno one\b"
)
# 七八个 and 三五天 are guesses, 五一 and 三八 are holidays: none of them is seventy-eight or fifty-one.
_GUESS = re.compile("[一二两三四五六七八九]{2}")
_TENTHS = re.compile("成(?!为|长|功|品|本|员|立|交|绩|果|熟)([一二三四五六七八九半])?")


_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def _plain(numeral: str) -> int | None:
    """A Chinese numeral below a hundred million, fully written or as one says it (一万二, 三百五).

    Nearly all are, and the library for the others takes longer to load than a command may.
    """
    above, myriad, below = numeral.partition("万")
    if not myriad:
        return _group(numeral, 10_000)
    high = _group(above, 10_000, whole=True)
    low = _group(below, 10_000, said=True) if below else 0
    return None if high is None or low is None else 10_000 * high + low


def _group(numeral: str, last: int, said: bool = False, whole: bool = False) -> int | None:
    """A numeral below ten thousand; `said` behind a higher unit, where a lone digit counts tenths of that.

    `whole` numerals are written out: before 万, nobody says 一百一 for 110.
    """
    total, digit, zero = 0, 0, False
    for char in numeral:
        if power := _POWERS.get(char):
            leads = power == 10 and not total and not said
            if power >= last or not (digit or leads) or ((total or said) and (power < last // 10) != zero):
                return None
            total, digit, last, zero = total + (digit or 1) * power, 0, power, False
        elif char not in _DIGITS or digit or (char == "零" and (zero or last == 10 or not (total or said))):
            return None
        else:
            digit, zero = _DIGITS[char], zero or char == "零"
    if not digit:
        return total if total and not zero else None
    spoken = (total or said) and last > 10 and not zero
    if spoken and whole:
        return None
    return total + (digit * last // 10 if spoken else digit)


def number(text: str) -> Decimal | None:
    """The value of a numeral, Arabic, Chinese or an English word; None when it is none."""
    plain = text.replace(",", "").strip()
    if plain in _WORDS:
        return Decimal(_WORDS[plain])
    tens, _, ones = plain.partition("-")
    if tens in _WORDS and ones in _WORDS:
        return Decimal(_WORDS[tens] + _WORDS[ones])
    if plain == "百":
        return Decimal(100)
    if plain == "万" or _GUESS.fullmatch(plain):
        return None
    if plain in ("a", "an"):
        return Decimal(1)
    if plain.startswith("half"):
        return Decimal("0.5")
    try:
        return Decimal(plain)
    except InvalidOperation:
        pass
    plain = plain.replace("俩", "两").replace("仨", "三")
    if (value := _plain(plain)) is not None:
        return Decimal(value)
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(plain, "smart")))
    except (ValueError, TypeError, KeyError, IndexError):
        return None


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity in a text, in its order. Offsets are those of the normalised text."""
    plain = normalise(text)
    taken = [False] * len(plain)
    found: list[Quantity] = []

    def take(measure: Measure, value: tuple[Decimal | int, ...], start: int, end: int) -> None:
        taken[start:end] = [True] * (end - start)
        found.append(Quantity(measure, tuple(Decimal(part) for part in value), plain[start:end], start, end))

    for name, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if any(taken[match.start() : match.end()]):
                continue
            if read := _read(name, match):
                take(*read, match.start(), match.end())
    for match in _NO_NUMBERS.finditer(plain):
        taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    for match in _NUMERAL.finditer(plain):
        if any(taken[match.start() : match.end()]):
            continue
        value = number(match[0])
        if value is None:
            continue
        end = match.end()
        if after := _AFTER_NUMERAL.match(plain, end):
            value *= _MULTIPLIERS[after[0].strip()]
            end = after.end()
        if value <= 10 and (tenths := _TENTHS.match(plain, end)):
            hundredths = 5 if tenths[1] == "半" else number(tenths[1] or "零") or 0
            take(Measure.PERCENT, (value * 10 + hundredths,), match.start(), tenths.end())
        else:
            take(Measure.NUMBER, (value,), match.start(), end)
    for match in re.finditer(
        rf"(?<![a-z])(?<!half )({_WORD}|a)[ -](hundred|thousand|million)(?: and ({_WORD}))?(?![a-z])", plain
    ):
        if not any(taken[match.start() : match.end()]):
            many = (number(match[1]) or 1) * _LARGE[match[2]] + (number(match[3]) or 0 if match[3] else 0)
            take(Measure.NUMBER, (many,), match.start(), match.end())
    for match in re.finditer(rf"(?<![a-z])(?:{_WORD})(?![a-z])", plain):
        value = number(match[0])
        if value is not None and not any(taken[match.start() : match.end()]):
            take(Measure.NUMBER, (value,), match.start(), match.end())
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _read(name: str, match: re.Match[str]) -> tuple[Measure, tuple[Decimal | int, ...]] | None:
    groups = match.groups()
    if name == "ymd":
        return _date(*(number(part) for part in groups))
    if name == "cn_ymd":
        return _date(_digits(groups[0]), number(groups[1]), number(groups[2]))
    if name == "year":
        return _date(_digits(groups[0] or groups[1]), Decimal(0), Decimal(0))
    if name == "month":
        return _date(Decimal(0), number(groups[0]), Decimal(0))
    if name in ("md_cn", "md_slash"):
        return _date(Decimal(0), number(groups[0]), number(next(filter(None, groups[1:]))))
    if name == "month_day":
        return _date(number(groups[2] or "0"), Decimal(_MONTHS[groups[0]]), number(groups[1]))
    if name == "day_month":
        return _date(number(groups[2] or "0"), Decimal(_MONTHS[groups[1]]), number(groups[0]))
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
    if name == "ampm":
        return _time(groups[1] + "m", Decimal(groups[0]), Decimal(0))
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
    if name == "fraction":
        parts, share = (Decimal(2), Decimal(1)) if groups[2] else (number(groups[0]), number(groups[1]))
        return (Measure.PERCENT, (100 * share / parts,)) if parts and share is not None else None
    return _duration(name, groups)


def _duration(name: str, groups: tuple[str | None, ...]) -> tuple[Measure, tuple[Decimal | int, ...]] | None:
    if name == "half_more":
        groups = tuple(filter(None, groups))
    if name == "half":
        unit = groups[0] or groups[1] or ""
        return Measure.DURATION, (Decimal(_UNIT_MINUTES[unit]) / 2,)
    value = number(groups[0] or "")
    if value is None:
        return None
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


def _date(
    year: Decimal | None, month: Decimal | None, day: Decimal | None
) -> tuple[Measure, tuple[Decimal | int, ...]] | None:
    if year is None or month is None or day is None or month > 12 or day > 31:
        return None
    if not day:
        return (Measure.PERIOD, (year, month, day)) if year or month else None
    return Measure.DATE, (year, month, day)


def _time(part: str, hour: Decimal, minute: Decimal) -> tuple[Measure, tuple[Decimal | int, ...]] | None:
    """Minutes after midnight, and 1 when morning or afternoon was said (else 2 pm and 14:00 may both be meant)."""
    if hour > 24 or minute > 59:
        return None
    afternoon = part in ("下午", "晚上", "晚", "傍晚") or part.startswith("p") or (part == "中午" and hour < 11)
    if afternoon and hour < 12:
        hour += 12
    elif hour == 12 and (part.startswith("a") or part in ("凌晨", "晚上", "晚")):
        hour = Decimal(0)
    return Measure.TIME, (hour * 60 + minute, 1 if part or hour > 12 else 0)


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can mean the same; parts left unsaid (a year, morning or afternoon) do not differ."""
    calendar = (Measure.DATE, Measure.PERIOD)
    if one.measure != other.measure and not (one.measure in calendar and other.measure in calendar):
        return False
    if one.measure in calendar:
        return all(not a or not b or a == b for a, b in zip(one.value, other.value, strict=True))
    if one.measure is Measure.TIME:
        (mine, sure), (theirs, sure_too) = one.value, other.value
        return mine == theirs or (not (sure and sure_too) and mine % 720 == theirs % 720)
    if one.measure is Measure.WEEKDAY:
        return one.value[0] == other.value[0] and (
            9 in (one.value[1], other.value[1]) or one.value[1] == other.value[1]
        )
    return one.value == other.value
