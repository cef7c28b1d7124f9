"""Contradictions in the notes about things there can be only one of: the day of the talk, how long it took, the next meeting.

A line that takes the other back (改到, "make it Friday") is a correction, and the later word stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.notes import Notes
from summarizer.template import EvidenceSpan, Statement
from summarizer.text.normal import with_origin
from summarizer.text.quantities import Measure, Quantity, quantities, same
from summarizer.verification.gaps import Conflict
from summarizer.verification.superseded import takes_back

if TYPE_CHECKING:
    from summarizer.drafting.merge import Disagreement

# A line that states the fact itself, not one that merely holds a date.
_STATES = {
    "basics.date": ((Measure.DATE,), re.compile(r"^\W*(?:日期|(?:辅导|谈话|面谈|沟通|会谈|会议)(?:日期|时间))\s*:|^\W*(?:session |meeting )?date\s*:")),
    "basics.duration": ((Measure.DURATION,), re.compile(r"时长|历时|聊了|谈了|沟通了|duration|lasted|talked for")),
    "follow_up.time": (
        (Measure.DATE, Measure.WEEKDAY),
        re.compile(
            r"跟进时间|下一?[次回](?:[^,，。]{0,10}?(?:见|聊|谈|碰|沟通|跟进|辅导)|定在|约在|还是|[: ]*[本下]?周|[: ]*\d)|再(?:碰|聊|谈|约|见)(?!了)|碰头|复[查盘](?:定在|约在|时间)|(?:去|来)[^,，。]{0,6}复[查盘]|"
            r"\bfollow[- ]?up\s*(?::|is |on|at)|\bcatch[- ]?up\b|\breview on\b|\b(?:meet|see(?:ing)? (?:him|her|them|you)) again\b|\bsit down again\b|"
            r"\bnext (?:meeting|session|check-in|one|1[:-]1|chat|talk)\b"
        ),
    ),
}  # fmt: skip

_LONGEST_TALK = 12 * 60


def conflicts_of(notes: Notes, disagreements: list[Disagreement]) -> dict[str, Conflict]:
    """Conflicts by field path: what the notes themselves say twice, and what two windows of them gave."""
    found = {item.path: Conflict(item.kept, item.other) for item in disagreements}
    for path, (measures, states) in _STATES.items():
        said: list[tuple[Statement, Quantity]] = []
        for line in notes.content:
            normal = with_origin(line.text)
            stated = states.search(normal.text)
            if not stated:
                continue
            if takes_back(normal.text):
                said.clear()
            values = [value for value in quantities(line.text) if value.measure in measures and not _is_no_talk(value)]
            if not values:
                continue
            # What stands behind the words that name it is meant by them; else what stands before.
            quantity = min(
                values, key=lambda value: (value.start < stated.start(), value.measure is Measure.WEEKDAY, value.start)
            )
            first, last = normal.origin[quantity.start], normal.origin[quantity.end - 1] + 1
            span = EvidenceSpan(line=line.number, start=first, end=last)
            said.append((Statement(text=line.text[first:last], evidence=[span]), quantity))
        for statement, quantity in said[1:]:
            if path not in found and quantity.measure is said[0][1].measure and not same(quantity, said[0][1]):
                found[path] = Conflict(said[0][0], statement)
    return found


def _is_no_talk(value: Quantity) -> bool:
    """Whether a length of time is longer than people talk."""
    return value.measure is Measure.DURATION and value.value[0] > _LONGEST_TALK
