"""What the tables of the grammar hold: patterns over normalised text, each with the days that its words mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from summarizer.text.days.almanac import Days, When

Read = Callable[[re.Match[str], When], Days | None]


class Sort(StrEnum):
    DAY = "day"
    WEEKDAY = "weekday"
    """A weekday of no particular week: a date beside it says which."""
    NOTHING = "nothing"
    """Words that look like a day and say none, or none that can be known: 周三福, 每周五, 20号左右."""
    WEAK = "weak"
    """The end of a working day: of the day named beside it, or else of today."""


class Reading(NamedTuple):
    words: str
    """A regular expression over normalised text."""
    read: Read
    sort: Sort

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when first needed: a text in one language does not pay for the other's grammar."""
        return _compiled(self.words)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words)


def reading(words: str, read: Read, sort: Sort = Sort.DAY) -> Reading:
    return Reading(words, read, sort)


def nothing(words: str) -> Reading:
    return Reading(words, lambda match, when: None, Sort.NOTHING)


def said(match: re.Match[str], *names: str) -> str | None:
    """What the first of some named groups caught, where the pattern has them."""
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)
