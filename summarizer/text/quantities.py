"""Numbers, percentages, lengths of time, dates and times in a text, in a form that can be compared.

Arabic and Chinese numerals, full and half width, `半小时` and `30 分钟` come out equal. What is a quantity in a
statement must be one in the notes; the reverse need not hold.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from summarizer.text.measures import COUNTS, ENGLISH, NEEDED, PATTERNS, Measure, read
from summarizer.text.normal import REMEMBERED, normalise
from summarizer.text.numerals import (
    AFTER_NUMERAL,
    LARGE,
    MULTIPLIERS,
    NO_NUMBERS,
    NUMERAL,
    TENTHS,
    WORD,
    number,
    without_endless,
)
from summarizer.text.patterns import deferred, just_before

__all__ = ["Measure", "Quantity", "number", "quantities", "same"]


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


_LETTER = deferred(r"[a-z]")
_LARGE = deferred(rf"(?<![a-z])(?<!half )({WORD}|a)[ -](hundred|thousand|million)(?: and ({WORD}))?(?![a-z])")
_WORD = deferred(rf"(?<![a-z])(?:{WORD})(?![a-z])")
_MONEY = deferred(r"[$£€]\s?$")
_BY_FIRST: dict[str, set[int]] = {}
"""The places of the patterns by the first character of a mark that they need: looked up before the marks are looked for."""
for _place, (_name, _) in enumerate(PATTERNS):
    for _mark in NEEDED[_name]:
        _BY_FIRST.setdefault(_mark.strip()[0], set()).add(_place)

_LETTERED = {place for place, (name, _) in enumerate(PATTERNS) if name in ENGLISH}


@lru_cache(maxsize=REMEMBERED)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity in a text, in its order. Offsets are those of the normalised text."""
    plain = without_endless(normalise(text))
    english = bool(_LETTER.search(plain))
    if not english and not COUNTS.search(plain):
        return ()
    taken = [False] * len(plain)
    found: list[Quantity] = []

    def take(measure: Measure, value: tuple[Decimal | int, ...], start: int, end: int) -> None:
        taken[start:end] = [True] * (end - start)
        found.append(Quantity(measure, tuple(Decimal(part) for part in value), plain[start:end], start, end))

    places: set[int] = set().union(*(_BY_FIRST[char] for char in _BY_FIRST.keys() & set(plain)))
    for place in sorted(places if english else places - _LETTERED):
        name, pattern = PATTERNS[place]
        if not any(mark in plain for mark in NEEDED[name]):
            continue
        for match in pattern.finditer(plain):
            if any(taken[match.start() : match.end()]):
                continue
            if worth := read(name, match):
                take(*worth, match.start(), match.end())
    numerals = list(NUMERAL.finditer(plain))
    for match in NO_NUMBERS.finditer(plain) if numerals or english else ():
        taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    for match in numerals:
        if any(taken[match.start() : match.end()]):
            continue
        value = number(match[0])
        if value is None:
            continue
        end = match.end()
        after = AFTER_NUMERAL.match(plain, end)
        if after and (after[0] != "m" or just_before(_MONEY, plain, match.start())):
            value *= MULTIPLIERS[after[0].strip()]
            end = after.end()
        if value <= 10 and (tenths := TENTHS.match(plain, end)):
            hundredths = 5 if tenths[1] == "半" else number(tenths[1] or "零") or 0
            take(Measure.PERCENT, (value * 10 + hundredths,), match.start(), tenths.end())
        else:
            take(Measure.NUMBER, (value,), match.start(), end)
    for match in _LARGE.finditer(plain) if english else ():
        if not any(taken[match.start() : match.end()]):
            many = (number(match[1]) or 1) * LARGE[match[2]] + (number(match[3]) or 0 if match[3] else 0)
            take(Measure.NUMBER, (many,), match.start(), match.end())
    for match in _WORD.finditer(plain) if english else ():
        value = number(match[0])
        if value is not None and not any(taken[match.start() : match.end()]):
            take(Measure.NUMBER, (value,), match.start(), match.end())
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can mean the same; parts left unsaid (a year, morning or afternoon) do not differ."""
    calendar = (Measure.DATE, Measure.PERIOD)
    if {one.measure, other.measure} == {Measure.DATE, Measure.PERCENT}:
        return _as_share(one) == _as_share(other) is not None
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


def _as_share(quantity: Quantity) -> Decimal | None:
    """1/3 may be a third as well as the third of January."""
    parts = quantity.text.split("/")
    if quantity.measure is Measure.PERCENT:
        return quantity.value[0]
    return 100 * Decimal(parts[0]) / Decimal(parts[1]) if len(parts) == 2 else None
