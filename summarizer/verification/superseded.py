"""What the notes take back: `原定元旦后，改到12月30日`, `Thursday, no, make it Friday`. The later word stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from summarizer.text.quantities import Measure, Quantity, quantities, same
from summarizer.text.resolve import resolve
from summarizer.verification.figures import days
from summarizer.verification.overlap import units

_NEW = re.compile(
    r"改(?=周|星期|下|明|后天|上午|下午|晚|早|\d|[一二三四五六七八九十])|改(?:到|成|为|在|定|约|用)|后来(?:定|说|改|又|决定)|最后定|最终定|调到|挪到|换到|换成|推到|提前到|还是(?=[^,，。]{0,12}吧)|不对|更正|"
    r"\bno,|\bhang on\b|\bmake (?:it|that)\b|\bsorry\b|\bscratch that\b|\bactually\b|\binstead\b|\bmoved to\b|\bchanged to\b|\bnow\b(?= \d)|\bpushed (?:back )?to\b|\bcorrection\b|\brather\b(?=,)|\bwait\b"
)
_OLD = re.compile(
    r"原定|原来(?:说|是|定|约)|原计划|本来(?:说|定|约|想|安排)?|先说|原说|之前(?:说|定)|一开始(?:说|定)|\boriginally\b|\bwas going to be\b|\bat first\b|\bearlier said\b|\binitially\b"
)
_NEAR = 14
_MOST = 0.6


class Withdrawn(NamedTuple):
    """A stretch of the notes that no longer holds, and the one that does. `marked` if its own words say that it is old."""

    old: str
    new: str
    marked: bool


def takes_back(line: str) -> bool:
    """Whether a normalised line takes back what was said before, here or elsewhere."""
    return bool(_NEW.search(line) or _OLD.search(line))


def withdrawn(lines: Iterable[str]) -> list[Withdrawn]:
    """Every stretch of normalised lines that the line itself takes back."""
    found: list[Withdrawn] = []
    for line in lines:
        new = _NEW.search(line)
        if not new:
            continue
        old = _OLD.search(line)
        if old and old.start() < new.start():
            found.append(Withdrawn(line[old.end() : new.start()], line[new.end() :], True))
        elif old:
            found.append(Withdrawn(line[old.end() :], line[: old.start()], True))
        else:
            found.append(Withdrawn(line[: new.start()], line[new.end() :], False))
    return found


def stale(statement: str, taken_back: Iterable[Withdrawn], session: date | None) -> str | None:
    """What of a normalised statement holds no longer: a day, a number or words that stand only in what was taken back."""
    for old, new, marked in taken_back:
        instead = quantities(new)
        for quantity in quantities(old):
            if quantity.text == "一":
                continue  # 改一下 and 一个 count nothing that could be taken back
            rivals = [other for other in instead if _comparable(quantity, other)]
            if (
                rivals
                and _stands(quantity, statement, session)
                and not _stands(quantity, new, session)
                and not any(_stands(other, statement, session) for other in rivals)
            ):
                return quantity.text
        if not (marked and instead) or quantities(old):
            continue
        words = {unit.text for unit in units(old[-_NEAR:]) if not unit.empty} - {unit.text for unit in units(new)}
        said = {unit.text for unit in units(statement)}
        if (
            len(words) > 2
            and len(words & said) >= _MOST * len(words)
            and not any(_stands(other, statement, session) for other in instead)
        ):
            return old.strip(" ,，")
    return None


_CALENDAR = (Measure.DATE, Measure.WEEKDAY)


def _comparable(one: Quantity, other: Quantity) -> bool:
    return one.measure is other.measure or (one.measure in _CALENDAR and other.measure in _CALENDAR)


def _stands(quantity: Quantity, text: str, session: date | None) -> bool:
    """Whether a text has a quantity, or for a day another way to say it."""
    if any(_comparable(quantity, other) and same(quantity, other) for other in quantities(text)):
        return True
    if quantity.measure not in _CALENDAR or session is None:
        return False
    day = resolve(quantity.text, session)
    return day is not None and any(day.end == other.end for other in days(text, session))
