"""What the tables of the grammar hold: patterns over normalised text, each with the days that its words mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from summarizer.text.days.almanac import Days, When
from summarizer.text.patterns import deferred

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
    pattern: re.Pattern[str]
    """Over normalised text; a text in one language does not pay for the other's grammar."""
    read: Read
    sort: Sort


def reading(words: str, read: Read, sort: Sort = Sort.DAY) -> Reading:
    return Reading(deferred(words), read, sort)


def nothing(words: str) -> Reading:
    return Reading(deferred(words), lambda match, when: None, Sort.NOTHING)


def said(match: re.Match[str], *names: str) -> str | None:
    """What the first of some named groups caught, where the pattern has them."""
    groups = match.groupdict()
    return next((groups[name] for name in names if groups.get(name)), None)
