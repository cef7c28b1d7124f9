"""The stretches of a text that say a day: every reading of the grammar competes, the leftmost and then the longest wins.

Words that only look like a day compete too, so that 周一帆 and 5号会议室 take their stretch before 周一 and 5号 can.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from summarizer.text.days.almanac import Days, When
from summarizer.text.days.chinese import ANY_FEAST, CHINESE, CHINESE_FEASTS
from summarizer.text.days.english import ANY_ENGLISH_FEAST, ENGLISH, ENGLISH_FEASTS
from summarizer.text.days.numeric import NUMERIC
from summarizer.text.days.reading import Reading, Sort
from summarizer.text.numerals import without_endless
from summarizer.text.patterns import deferred, just_before

_ANY_DAYS = (date(2024, 1, 3), date(2024, 5, 10))
# A reading is tried only on a text that has its letters or figures, those of feasts where one is named.
_TABLES: tuple[tuple[re.Pattern[str], tuple[Reading, ...]], ...] = (
    (deferred(r"[\u4e00-\u9fff]"), CHINESE),
    (deferred(ANY_FEAST), CHINESE_FEASTS),
    (deferred(r"\d"), NUMERIC),
    (deferred(r"[a-z]"), ENGLISH),
    (deferred(ANY_ENGLISH_FEAST), ENGLISH_FEASTS),
)
# A day that is only near, or after which something is: neither is a day.
_ABOUT_AFTER = deferred(
    r"\s?(?:左右|前后|上下|附近|之后|以后|过后|后(?![天续面台期勤端])|[\u4e00-\u9fff]{0,6}?[前后][一两三几][天日]|[\u4e00-\u9fff]{0,4}?(?:隔天|第二天|次日|转天)|\bor so\b|\bor \d|-?ish\b)"
)
_ABOUT_BEFORE = deferred(
    r"(?:大概|大约|约莫|差不多|估计|\baround|\babout|\broughly|\bafter|\bfollowing|\bpast)\s?(?:在|是|the )?$"
)


class Mention(NamedTuple):
    """One stretch of a normalised text that says a day."""

    start: int
    end: int
    sort: Sort
    match: re.Match[str]
    reading: Reading

    @property
    def is_day(self) -> bool:
        """Whether it says one day and not a stretch of them, from whatever day it is seen."""
        if self.sort is Sort.WEAK:
            return False
        seen = [self.days(When(session)) for session in _ANY_DAYS]
        return any(days and (days.start == days.end or days.due) for days in seen)

    def days(self, when: When) -> Days | None:
        return self.reading.read(self.match, when)


@lru_cache(maxsize=4096)
def mentions(plain: str) -> tuple[Mention, ...]:
    """The mentions of a normalised text in their order; none overlaps another."""
    plain = without_endless(plain)
    found = [
        Mention(match.start(), match.end(), reading.sort, match, reading)
        for letters, table in _TABLES
        if letters.search(plain)
        for reading in table
        for match in reading.pattern.finditer(plain)
        if match[0]
    ]
    # Of two readings of the same words the one that says no day is the careful one.
    found.sort(key=lambda mention: (mention.start, -mention.end, mention.sort is not Sort.NOTHING))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(
        mention
        for mention in kept
        if mention.sort is not Sort.NOTHING
        and not _ABOUT_AFTER.match(plain, mention.end)
        and not just_before(_ABOUT_BEFORE, plain, mention.start)
    )
