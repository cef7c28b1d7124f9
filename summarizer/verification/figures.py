"""Numbers, units, days and times of a claim against those of the passages it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from summarizer.text.normal import REMEMBERED
from summarizer.text.patterns import just_before
from summarizer.text.quantities import Measure, Quantity, quantities, same
from summarizer.text.resolve import Resolved, Span, resolve
from summarizer.text.times import time_expression
from summarizer.text.units import unit
from summarizer.verification.figured import Figured
from summarizer.verification.overlap import share
from summarizer.verification.passages import Passage, Passages

_RATE = re.compile(
    r"每(?:个|一)?(分钟?|秒钟?|天|日|周|星期|月|季度|年|班|次|小时|人|单|晚|件)|(?:/|\bper |(?<=s )a |(?<=\d )an? |(?<=half )an? |(?<=ce )an? |\bevery |\beach )(second|minute|day|week|month|year|hour|night|shift|person|time)\b|\b(daily|weekly|monthly|yearly|hourly|nightly)\b|(?<![^\s,，])一(周|月|天)(?=不少于|至少|最多|不超过|不低于)|(一)天(?=[少多卖做采摘])"
)
_RATES = {
    "分": "minute", "分钟": "minute", "秒": "second", "秒钟": "second", "天": "day", "日": "day", "周": "week", "星期": "week", "月": "month", "季度": "quarter", "年": "year", "班": "shift", "次": "time", "小时": "hour", "人": "person",
    "单": "item", "晚": "night", "件": "item", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "hourly": "hour", "nightly": "night", "一": "day",
}  # fmt: skip

_PART = {
    "上午": "am", "早上": "am", "早晨": "am", "清晨": "am", "morning": "am", "下午": "pm", "afternoon": "pm", "晚上": "night", "晚间": "night", "夜里": "night", "夜间": "night", "傍晚": "night", "evening": "night",
    "night": "night", "tonight": "night", "中午": "noon", "午饭": "noon", "午间": "noon", "noon": "noon", "lunch": "noon",
}  # fmt: skip
_PARTS = re.compile("|".join(_PART))
_ROUND = re.compile(
    r"(?:上|前|去|本|这|今|当|下|次|明|隔)(?:一)?个?(?:周|星期|礼拜|月|季度|年)(?!年|末|边|转|到)|(?:今|明|昨|次|当|前一)(?:天|日|晚)|\b(?:last|this|next) (?:week|month|quarter|year)\b|\btoday\b|\btomorrow\b|\byesterday\b"
)
_ROUNDS = (
    (-1, r"上|前(?!天)|去|昨|last|yesterday"),
    (1, r"下|次|明|隔|next|tomorrow"),
    (0, r"本|这|今|当|this|today"),
)
_DERIVED = re.compile(
    r"比|较|低|高|多出|高出|超出|低于|少了|多了|相差|差|短缺|缺口|增加|减少|提高|下降|降低|上升|剩|合计|共计|总共|一共|累计|\bbelow\b|\babove\b|\bshort\b|\bmore\b|\bless\b|\bfewer\b|\btotal|\bin all\b|\bdifference\b|\bshortfall\b|\bextra\b|\bremaining\b|\bleft(?= to\b| over\b|[.,]?$)|\bcombined\b|\bup\b|\bdown\b|\bby\b"
)
RATIO = re.compile(r"\s*(?:倍|times? (?:the|as|that|what|more)\b)")
_DOTTED = re.compile(r"([01]?\d|2[0-3])\.([0-5]\d)")
_SORTS = re.compile(
    r"\s*(?:种|方面|类|套)(?!\w{0,2}(?:产品|商品|药|货))|\s*(?:个|项|条|点|款|招|步|大)(?:方案|办法|做法|方法|选择|选项|方式|措施|原因|问题|途径|思路|建议|要求|目标|备选)|\s*(?:options|ways|ideas|alternatives|approaches|reasons|things|points|steps|choices|possibilities|measures)\b"
)
_LISTED = re.compile(r"(?:办法|方案|做法|选项|思路|选择|途径|原因|建议)(?:一共|共)?有?$")
_M = re.compile(r"m(?![a-z])")
_AT = re.compile(r"\b(?:at|by|before|after|until|from|about) $")
_DIGITS = re.compile(r"\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿]+")
_SESSION = re.compile(r"谈话|辅导|会谈|面谈|沟通|谈于|\b(?:session|talk|meeting|conversation|coaching)\b")
_COUNTED = (Measure.NUMBER, Measure.PERCENT)
TIMED = (Measure.DATE, Measure.WEEKDAY)
_BESIDE = 0.5
_TOPIC = 0.25
_CONTEXT = 0.6
"""Share of what stands around a figure that must stand around it in the notes too, where the best line has another."""


@lru_cache(maxsize=REMEMBERED)
def days(text: str, session: date | None) -> tuple[Resolved, ...]:
    """The days that the time expressions of a text mean, counted from the day of the talk."""
    if session is None:
        return ()
    found: list[Resolved] = []
    rest = text
    for _ in range(4):
        expression = time_expression(rest)
        if not expression:
            break
        day = resolve(expression, session)
        if day is not None:
            found.append(day)
        rest = rest[rest.find(expression) + len(expression) :]
    return tuple(found)


class Figures:
    """Compares the figures of claims with those of the notes."""

    def __init__(self, passages: Passages, session: date | None) -> None:
        self._passages = passages
        self._session = session
        lines = dict.fromkeys(passage.turn for passage in passages.all)
        self._lines = list(lines)
        self._pairing = [line for line in lines if len(quantities(line)) > 1]
        """The lines with figures that can be told of each other: a sum, or a stretch from one time to another."""

    @cached_property
    def _of_lines(self) -> Figured:
        return Figured(enumerate(self._lines))

    @cached_property
    def _of_passages(self) -> Figured:
        return Figured((passage.number, passage.text) for passage in self._passages.all)

    def wrong(self, text: str, passage: Passage, related: str) -> list[str]:
        """The figures of a clause that a passage gives otherwise, or that neither it nor a related line gives."""
        found = [
            quantity.text
            for quantity in quantities(text)
            if not self._excused(quantity, text) and not self._borne_out(quantity, text, passage, related)
        ]
        return found or [*self._otherwise(text, passage), *self._mispaired(text, passage)]

    def loose(self, text: str) -> list[str]:
        """The figures of a clause that no passage is like: those that no line of the notes gives."""
        return [
            quantity.text
            for quantity in quantities(text)
            if not self._excused(quantity, text)
            and not any(alike(quantity, text, other, line) for _, other, line in self._of_lines.near(quantity))
            and not any(_bare_digits(quantity, text, line) for line in self._lines if _digits(quantity.text) in line)
            and not self._derived(quantity, text, self._pairing)
            and not self._resolved(quantity, text, self._lines)
        ]

    def _excused(self, quantity: Quantity, text: str) -> bool:
        """Whether a quantity is none of the notes' own: `三种办法` counts what they list, `前一个月` is last month."""
        after, before = text[quantity.end :], text[: quantity.start]
        if quantity.article and not unit(quantity, text):
            return True
        if (
            quantity.measure is Measure.NUMBER
            and quantity.value[0] <= 6
            and (_SORTS.match(after) or _LISTED.search(before))
        ):
            return True
        if (
            quantity.measure is Measure.DURATION
            and quantity.value[0] in (1440, 10080, 43200, 518400)
            and re.search(
                r"[前上下后每]$|\b(?:a|per|every|each)$|\ba $",
                before + (quantity.text[:2] if quantity.text.startswith("a ") else ""),
            )
        ):
            return True
        return quantity.measure is Measure.NUMBER and bool(re.search(r"第$", before)) and quantity.value[0] <= 2

    def _borne_out(self, quantity: Quantity, text: str, passage: Passage, related: str) -> bool:
        if quantity.measure in TIMED and self._resolved(quantity, text, [passage.turn]):
            return True
        held = quantities(passage.turn)
        if any(alike(quantity, text, other, passage.turn) for other in held):
            return True
        if _bare_digits(quantity, text, passage.turn):
            return True
        if self._derived(quantity, text, [passage.turn, *related.split("\n")]):
            return True
        lines = related.split("\n")
        rivals = [other for other in held if other.measure is quantity.measure]
        if rivals and quantity.measure is not Measure.TIME:
            return any(
                alike(quantity, text, other, line)
                and _together(_around(text, quantity), _around(line, other)) >= _CONTEXT
                for line in lines
                for other in quantities(line)
            )
        if quantity.measure in TIMED and self._resolved(quantity, text, lines):
            return True
        return any(alike(quantity, text, other, line) for line in lines for other in quantities(line))

    def _resolved(self, quantity: Quantity, text: str, lines: Sequence[str]) -> bool:
        """Whether a day of a clause is the one that the notes say by another day: 下周三 on the 26th is the 29th."""
        wanted = resolve(quantity.text, self._session) if self._session else None
        if wanted is None or self._session is None:
            return False
        if wanted.end == self._session and _SESSION.search(text):
            return True
        return any(
            (day.end == wanted.end and (day.span is Span.RANGE) is (wanted.span is Span.RANGE))
            or (day.span is Span.DAY and day.start == wanted.start)
            for line in lines
            for day in days(line, self._session)
        )

    def _derived(self, quantity: Quantity, text: str, lines: Iterable[str]) -> bool:
        """Whether a figure is a difference or a sum of two of the notes: 3,000 less 2,150, or 15:10 to 15:45."""
        if quantity.measure not in (*_COUNTED, Measure.DURATION):
            return False
        derived, timed = _DERIVED.search(text) or RATIO.match(text, quantity.end), quantity.measure is Measure.DURATION
        if not (derived or timed):
            return False
        if timed and _SESSION.search(text):
            lines = [*lines, *self._pairing]
        for line in lines:
            held = quantities(line)
            clocks = [other.value[0] for other in held if other.measure is Measure.TIME]
            clocks += [minutes for other in held if clocks and (minutes := _dotted(other)) is not None]
            if timed and any(
                (late - early) % 720 == quantity.value[0] for early in clocks for late in clocks if late != early
            ):
                return True
            counts = [other.value[0] for other in held if other.measure in (quantity.measure, Measure.NUMBER)]
            if derived and any(
                quantity.value[0] in (abs(one - other), one + other)
                or (RATIO.match(text, quantity.end) and max(one, other) == quantity.value[0] * min(one, other))
                for place, one in enumerate(counts)
                for other in counts[place + 1 :]
            ):
                return True
        return False

    def _otherwise(self, text: str, passage: Passage) -> list[str]:
        """The rates, times of day and weeks of a clause that a passage gives otherwise."""
        found: list[str] = []
        mine, theirs = _rates(text), _rates(passage.text) or _rates(passage.turn)
        if mine and theirs and not mine & theirs and quantities(text):
            found.append(next(match[0] for match in _RATE.finditer(text)).strip())
        parts, others = _parts(text), _parts(passage.text) or _parts(passage.turn)
        if parts and others and not parts & others and not _clocked(passage.turn):
            found.append(next(match[0] for match in _PARTS.finditer(text)))
        if not any(quantity.measure in TIMED for quantity in quantities(text)):
            rounds, those = _rounds(text), _rounds(passage.text) or _rounds(passage.turn)
            if rounds and those and not rounds & those:
                found.append(next(match[0] for match in _ROUND.finditer(text)))
        return found

    def _mispaired(self, text: str, passage: Passage) -> list[str]:
        """Figures that the notes give to other people only: Petr rides on the 14th and Mags on the 15th."""
        people = self._passages.people(text)
        found: list[str] = []
        for quantity in quantities(text) if people else ():
            alikes = {
                number
                for number, figure, other in self._of_passages.near(quantity)
                if alike(quantity, text, figure, other)
            }
            holders = [
                other
                for other in map(self._passages.all.__getitem__, sorted(alikes))
                if other.line == passage.line or share(self._passages.nameless(text), other.turn) >= _TOPIC
            ]
            named = [self._passages.people(other.text) for other in holders]
            if named and all(names and not names & people for names in named) and not quantity.article:
                found.append(quantity.text)
        return found


def _together(one: str, other: str) -> float:
    return max(share(one, other), share(other, one))


def _around(text: str, quantity: Quantity) -> str:
    """What stands next to a quantity: what it counts."""
    before, after = (16, 16) if text.isascii() else (5, 2)
    return f"{text[max(0, quantity.start - before) : quantity.start]} {text[quantity.end : quantity.end + after]}"


def holds(text: str, turn: str) -> bool:
    """Whether a line of the notes has every figure of a clause, and next to each what it counts."""
    counted = [
        figure
        for figure in quantities(text)
        if not figure.article and figure.measure not in (*TIMED, Measure.TIME, Measure.PERIOD)
    ]
    return bool(counted) and all(
        any(
            alike(figure, text, other, turn) and _together(_around(text, figure), _around(turn, other)) >= _BESIDE
            for other in quantities(turn)
        )
        for figure in counted
    )


def _bare_digits(quantity: Quantity, text: str, line: str) -> bool:
    """Whether a line has a figure in the very same digits, without a unit that says otherwise."""
    if not _stands_alone(quantity.text, line):
        return False
    mine = unit(quantity, text)
    twins = [
        other
        for other in quantities(line)
        if _DIGITS.search(other.text) and _DIGITS.findall(other.text)[0] == quantity.text.rstrip("% ")
    ]
    return not any(
        (other.measure not in (quantity.measure, Measure.DATE) and (mine or quantity.measure is not Measure.NUMBER))
        or (mine and unit(other, line) not in (None, mine))
        for other in twins
    )


def _stands_alone(numeral: str, notes: str) -> bool:
    """Whether the notes hold a numeral in these very digits, and not in a larger one (3 is not in 13 or 3万)."""
    more = "0-9〇零一二两三四五六七八九十百千万亿"
    digits = _digits(numeral)
    if not re.fullmatch(rf"[{more}.]+", digits):
        return False
    return bool(re.search(rf"(?<![{more}/-])(?<![0-9][.,]){re.escape(digits)}(?![{more}月/-]|[.,:][0-9])", notes))


def _digits(numeral: str) -> str:
    return numeral.rstrip("% ")


def alike(one: Quantity, one_text: str, other: Quantity, other_text: str) -> bool:
    """Whether two quantities where they stand can mean the same: measure, value and unit."""
    if one.measure is Measure.DATE and other.measure is Measure.PERIOD:
        return False  # a month of the notes bears out no day in it
    mine, theirs = unit(one, one_text), unit(other, other_text)
    if mine and theirs and one.measure is other.measure is Measure.NUMBER:
        return (
            mine[0] == theirs[0]
            and abs(one.value[0] * mine[1] - other.value[0] * theirs[1]) <= abs(one.value[0] * mine[1]) / 50
        )
    if {one.measure, other.measure} == {Measure.NUMBER, Measure.PERCENT}:
        return (
            one.value[0] == other.value[0]
            and not (mine or theirs)
            and bool(re.match(r"\s*(?:$|[,，。;；)以来个点掉到])", _loose(one, one_text, other, other_text)))
        )
    for bare, text, clock in ((one, one_text, other), (other, other_text, one)):
        if bare.measure is Measure.NUMBER and clock.measure is Measure.TIME and just_before(_AT, text, bare.start):
            return clock.value[0] % 720 == 60 * bare.value[0] % 720
        if clock.measure is Measure.TIME and (minutes := _dotted(bare)) is not None:
            return clock.value[0] % 720 == minutes % 720
    for short, text, full, full_unit in ((one, one_text, other, theirs), (other, other_text, one, mine)):
        # 1.1m is metres, or a million and a hundred thousand.
        if short.measure is full.measure is Measure.NUMBER and _M.match(text, short.end) and not full_unit:
            return full.value[0] in (short.value[0], short.value[0] * 1_000_000)
    return same(one, other)


def _dotted(quantity: Quantity) -> Decimal | None:
    """The minutes of a time of day written as a number: 7.40."""
    found = _DOTTED.fullmatch(quantity.text)
    return Decimal(60 * int(found[1]) + int(found[2])) if found and quantity.measure is Measure.NUMBER else None


def _loose(one: Quantity, one_text: str, other: Quantity, other_text: str) -> str:
    """What follows the one of two quantities that has no percent sign."""
    bare, text = (one, one_text) if one.measure is Measure.NUMBER else (other, other_text)
    return text[bare.end :]


def _rates(text: str) -> set[str]:
    found = [next(filter(None, match.groups())) for match in _RATE.finditer(text)]
    return {_RATES.get(word, word) for word in found}


def _parts(text: str) -> set[str]:
    return {_PART[match[0]] for match in _PARTS.finditer(text)}


def _clocked(text: str) -> bool:
    return any(quantity.measure is Measure.TIME for quantity in quantities(text))


def _rounds(text: str) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for match in _ROUND.finditer(text):
        way = next(number for number, pattern in _ROUNDS if re.match(pattern, match[0]))
        size = next((size for size in ("week", "month", "quarter", "year") if size in match[0]), None) or next(
            (
                name
                for mark, name in (
                    ("周", "week"),
                    ("星期", "week"),
                    ("礼拜", "week"),
                    ("月", "month"),
                    ("季", "quarter"),
                    ("年", "year"),
                )
                if mark in match[0]
            ),
            "day",
        )
        found.add((size, way))
    return found
