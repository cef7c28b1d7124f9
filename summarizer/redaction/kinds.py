"""What a redaction takes out of notes, and how the same text is found again wherever it stands."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_HIDDEN = "\u200b-\u200d\u2060\ufeff"
"""Characters without width, which can stand inside a word or a number and not be seen."""
SEPARATOR = rf"[\s\-.(){_HIDDEN}]"
"""What people write between the digits of one number (in text that was made by `folded`)."""
_GLUE = rf"[\s{_HIDDEN}]?"
_FREE_DIGITS = 7
"""From so many digits on a number is found in any grouping; a shorter one may be an amount or a year elsewhere."""

_DASHES = "‐‑‒–—―−"
_FOLD = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20} | dict.fromkeys(map(ord, _DASHES), 0x2D)
)


class Kind(StrEnum):
    """The values are the words that placeholders are made with."""

    PERSON = "PERSON"
    COMPANY = "COMPANY"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    IDENTITY = "IDCARD"
    CARD = "BANKCARD"
    STAFF = "STAFF"
    ACCOUNT = "ACCOUNT"
    TEXT = "TEXT"
    """Words of the notes that look like a placeholder."""


class Value(NamedTuple):
    """Something to take out wherever it stands; of a surname with a title (张经理) only between `before` and `after`."""

    kind: Kind
    text: str
    before: str = ""
    after: str = ""


def folded(text: str) -> str:
    """A text with full-width letters, digits and dashes as ASCII, character for character: offsets stay."""
    return text.translate(_FOLD)


def pattern(value: Value) -> str:
    """A regular expression that finds a value in folded text, however it is spaced or grouped there."""
    text = folded(value.text)
    if value.kind not in (Kind.PERSON, Kind.COMPANY, Kind.TEXT):
        return _of_number(text)
    words = [_GLUE.join(map(re.escape, word)) if not word.isascii() else re.escape(word) for word in text.split()]
    found = r"\s+".join(words) if text.isascii() else _GLUE.join(words)
    if text.isascii():
        # 'KEVIN' is Kevin, but 'will' is not Will.
        shouted = r"\s+".join(re.escape(word.upper()) for word in text.split())
        found = f"(?:{found}|{shouted})"
    before = rf"(?<={re.escape(value.before)})" if value.before else _edge(text[0], before=True)
    after = rf"(?={_GLUE}{re.escape(value.after)})" if value.after else _edge(text[-1], before=False)
    return f"{before}{found}{after}"


def _of_number(text: str) -> str:
    bare = re.sub(SEPARATOR, "", text)
    if sum(char.isdigit() for char in bare) >= _FREE_DIGITS and bare.lstrip("+").isalnum():
        opened = r"\(?" if text.startswith("(") else ""
        return f"{opened}(?i:{f'{SEPARATOR}*'.join(map(re.escape, bare))})"
    return rf"{_edge(text[0], before=True)}(?i:{re.escape(text)}){_edge(text[-1], before=False)}"


def _edge(char: str, before: bool) -> str:
    """A word of Latin letters or digits ends where they do; Chinese has no such edges."""
    if not (char.isascii() and char.isalnum()) and not ("À" <= char <= "ɏ"):
        return ""
    inside = "0-9" if char.isdigit() else "A-Za-zÀ-ɏ"
    return rf"(?<![{inside}])" if before else rf"(?![{inside}])"
