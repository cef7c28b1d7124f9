"""Numerals: the value of 三万五, 3.5万, twenty-five; and the words that hold one and count nothing."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from summarizer.text.patterns import deferred

CN = "零〇一二两俩三仨四五六七八九十百千万亿廿"
NUMERAL = deferred(rf"\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|[{CN}]+(?:点[零〇一二三四五六七八九]+)?")
_ENDLESS = deferred(rf"[\d,.]{{60,}}|[{CN}]{{60,}}")
MULTIPLIERS = {
    "万": 10_000,
    "亿": 100_000_000,
    "千": 1000,
    "k": 1000,
    "w": 10_000,
    "million": 1_000_000,
    "m": 1_000_000,
}
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
WORD = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine)|"
    + ("|".join(sorted(WORDS, key=len, reverse=True)))
)
AFTER_NUMERAL = deferred(r"\s*(?:亿|万|千|[kw](?![a-z])|million\b)|(?<=\d)m(?![a-z\d])")
"""What multiplies a numeral; `m` does so after a sign of money only."""
# Words and idioms that hold a numeral and count nothing.
NO_NUMBERS = deferred(
    r"统一|唯一|第一|万一|专一|单一|不一|逐一|之一|一一|一点(?![零〇一二三四五六七八九])|(?<!十)一[下些起直般定样边旦切向律致共贯面时方会再经度线来心口开]|十分(?!钟)|(?<![一二两三四五六七八九十\d])千万|百般|两边|两者|两难|四处|八成是|九成是|"
    r"零[件食售碎星散花钱]|零配件|再三|[二三]来|三心二意|七上八下|乱七八糟|不三不四|三番五次|十全十美|接二连三|三三两两|三言两语|五花八门|四面八方|四平八稳|七嘴八舌|千方百计|一清二楚|"
    r"一对一|(?<![\d.])1\s?(?:-?on-?|v|对)\s?1(?!\d)|\bone[- ]on[- ]one\b|\bno one\b"
)
# 七八个 and 三五天 are guesses, 五一 and 三八 are holidays: none of them is seventy-eight or fifty-one.
_GUESS = deferred("[一二两三四五六七八九]{2}")
TENTHS = deferred("成(?!为|长|功|品|本|员|立|交|绩|果|熟)([一二三四五六七八九半])?")

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


def without_endless(plain: str) -> str:
    """A text of the same length without its runs of sixty figures and more.

    They are no number that anybody says, and looking for one from each of them takes as long as the square of their count.
    """
    return _ENDLESS.sub(lambda found: "\0" * len(found[0]), plain)


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """The value of a numeral, Arabic, Chinese or an English word; None when it is none."""
    plain = text.replace(",", "").strip()
    if plain in WORDS:
        return Decimal(WORDS[plain])
    tens, _, ones = plain.partition("-")
    if tens in WORDS and ones in WORDS:
        return Decimal(WORDS[tens] + WORDS[ones])
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
