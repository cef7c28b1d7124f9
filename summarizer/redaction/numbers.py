"""Numbers that lead to a person, found by code: telephones, addresses, identity and bank cards, staff and chat ids.

Where there is a checksum it decides (python-stdnum); what a label names (工号：…) is taken without one. Telephone
numbers of other countries are told by `phonenumbers`, Google's numbering plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from summarizer.redaction.kinds import SEPARATOR, Kind, Value, folded

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}\s?@\s?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6}"
)
_GROUPS = re.compile(rf"(?<![A-Za-z0-9.])\+?\(?[0-9](?:{SEPARATOR}{{0,3}}[0-9])*[Xx]?(?![A-Za-z0-9])")
_GROUP = re.compile(r"[0-9]+[Xx]?")
_MOBILE = re.compile(r"(?:\+|00)?(?:86)?(1[3-9][0-9]{9})")
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()
)
_CARD_DIGITS = range(13, 20)
_CARD_FIRST = "3456"
"""Networks whose cards people carry: American Express and JCB, Visa, Mastercard, UnionPay and Discover."""
_REGIONS = ("CN", "US", "GB")
"""Whose ways of writing a number without its country are known; any other is found with its + in front."""
_LEAST_DIGITS = 7

_IS = r"(?:\s*(?:是|为|is)\s*|[\s:#]{0,3})"
_LABELLED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.IDENTITY, re.compile(
        r"(?:身份证(?:件)?(?:号码?)?|证件号码?|[新旧]?证号|护照(?:号码?)?|ID card(?: no\.?| number)?|passport(?: no\.?| number)?)"
        rf"{_IS}([A-Z]{{0,2}}[0-9][0-9Xx \-]{{5,}}[0-9Xx])", re.IGNORECASE)),
    (Kind.CARD, re.compile(
        r"(?:银行卡号?|工资卡|打款卡|卡号|[账帐][号户]|\baccount(?: no\.?| number)?|\bcard(?: no\.?| number)?)"
        rf"{_IS}([0-9][0-9 \-]{{8,}}[0-9])", re.IGNORECASE)),
    (Kind.STAFF, re.compile(
        r"(?:工号|(?:员工|人员|职工)(?:编?号|编码|ID)|工牌号?|胸牌号?"
        r"|\b(?:employee|staff|personnel|badge)(?: ?(?:no\.?|number|id|nr\.?|#))?)"
        rf"{_IS}([A-Z]{{0,4}}-?[0-9][0-9A-Z\-]{{0,14}})(?![0-9A-Z])", re.IGNORECASE)),
    (Kind.ACCOUNT, re.compile(
        r"(?:微信|wechat|weixin|\bvx)(?:号|\s?id)?"
        rf"{_IS}(?=[A-Z\-]*[0-9_]|[A-Z0-9_\-]*[\-_])([A-Z0-9][A-Z0-9_\-]{{4,24}})(?![A-Z0-9])", re.IGNORECASE)),
    (Kind.ACCOUNT, re.compile(r"(?:微信号|wechat id|weixin id)" rf"{_IS}([A-Z][A-Z0-9_\-]{{4,24}})", re.IGNORECASE)),
    (Kind.ACCOUNT, re.compile(rf"QQ号?{_IS}([0-9]{{5,12}})(?![0-9])", re.IGNORECASE)),
    (Kind.PHONE, re.compile(
        r"(?:电话|手机号?|座机|分机号?|传真|转|联系方式|\b(?:tel|telephone|phone|mobile|cell|fax|ext|extension)\b\.?(?: no\.?| number)?)"
        rf"{_IS}(\+?[0-9(][0-9 \-()]{{1,18}}[0-9])(?![0-9])", re.IGNORECASE)),
)  # fmt: skip
_SHORT = 4
"""A number of so few digits may be a year or an amount elsewhere: it is taken out with its label."""


class Placed(NamedTuple):
    """A value and where in its line it stands."""

    start: int
    end: int
    value: Value


def numbers(line: str) -> list[Value]:
    """What of a line leads to a person. Where two readings overlap, the stricter one stands."""
    text = folded(line)
    taken: list[Placed] = []
    occupied = bytearray(len(text))
    for found in (*_emails(text), *_cards(text), *_mobiles(text), *_labelled(text), *_telephones(text)):
        if not any(occupied[found.start : found.end]):
            taken.append(found)
            occupied[found.start : found.end] = b"\1" * (found.end - found.start)
    values = [found.value for found in taken]
    # The same number without its country elsewhere is the same number.
    return values + [
        Value(Kind.PHONE, national[1])
        for value in values
        if (national := _MOBILE.fullmatch(_bare(value.text))) and national[1] != _bare(value.text)
    ]


def _emails(text: str) -> Iterator[Placed]:
    for found in _EMAIL.finditer(text):
        yield _placed(found.start(), found.end(), Kind.EMAIL, text)


def _labelled(text: str) -> Iterator[Placed]:
    for kind, form in _LABELLED:
        for found in form.finditer(text):
            short = sum(char.isdigit() for char in found[1]) <= _SHORT and found[1].isdigit()
            yield _placed(found.start() if short else found.start(1), found.end(1), kind, text)


def _cards(text: str) -> Iterator[Placed]:
    for start, end, digits in _stretches(text, _CARD_DIGITS):
        if _is_identity(digits):
            yield _placed(start, end, Kind.IDENTITY, text)
        elif digits[0] in _CARD_FIRST and digits.isdigit() and _luhn(digits):
            yield _placed(start, end, Kind.CARD, text)


def _mobiles(text: str) -> Iterator[Placed]:
    for start, end, digits in _stretches(text, range(11, 16)):
        if _MOBILE.fullmatch(digits):
            yield _placed(start - (text[start - 1 : start] == "+"), end, Kind.PHONE, text)


def _telephones(text: str) -> Iterator[Placed]:
    if sum(map(str.isdigit, text)) < _LEAST_DIGITS:
        return
    import phonenumbers

    for region in _REGIONS:
        for found in phonenumbers.PhoneNumberMatcher(text, region):
            yield _placed(found.start, found.end, Kind.PHONE, text)


def _placed(start: int, end: int, kind: Kind, text: str) -> Placed:
    return Placed(start, end, Value(kind, text[start:end].strip()))


def _stretches(text: str, lengths: range) -> Iterator[tuple[int, int, str]]:
    """Whole groups of digits that stand together and have a number of digits in `lengths`, the longest first."""
    for run in _GROUPS.finditer(text):
        groups = [found.span() for found in _GROUP.finditer(text, run.start(), run.end())]
        first = 0
        while first < len(groups):
            joined, fitting = "", []
            for last in range(first, len(groups)):
                joined += text[slice(*groups[last])]
                if len(joined) >= lengths.stop:
                    break
                if len(joined) in lengths:
                    fitting.append((groups[first][0], groups[last][1], joined))
            yield from reversed(fitting)
            first += 1


def _is_identity(digits: str) -> bool:
    """An identity card's number: eighteen digits with the checksum, or the birthday of one mistyped; or old fifteen."""
    if digits[:2] not in _PROVINCES:
        return False
    if len(digits) == 15 and digits.isdigit():
        return _is_day(f"19{digits[6:12]}")
    if len(digits) != 18:
        return False
    from stdnum.cn import ric

    return bool(ric.calc_check_digit(digits) == digits[-1].upper()) or _is_day(digits[6:14])


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1900
    except ValueError:
        return False


def _luhn(digits: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(digits))


def _bare(text: str) -> str:
    return re.sub(SEPARATOR, "", text)
