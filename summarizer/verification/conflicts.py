"""Contradictions in the notes about things there can be only one of: the day of the talk and how long it took."""

from __future__ import annotations

import re

from summarizer.drafting.merge import Disagreement
from summarizer.notes import Notes
from summarizer.template import EvidenceSpan, Statement
from summarizer.text.normal import with_origin
from summarizer.text.quantities import Measure, Quantity, quantities, same
from summarizer.verification.gaps import Conflict

# A line that states the fact itself, not one that merely holds a date.
_STATES = {
    "basics.date": (Measure.DATE, re.compile(r"^\W*(?:辅导|谈话|面谈|沟通|会谈|会议)?(?:日期|时间)\s*:|^\W*(?:session |meeting )?date\s*:")),
    "basics.duration": (Measure.DURATION, re.compile(r"时长|用时|历时|聊了|谈了|沟通了|duration|lasted|talked for")),
    "follow_up.time": (Measure.DATE, re.compile(r"跟进时间|下次(?:见|谈|聊|跟进|沟通|碰)|follow[- ]?up\s*(?::|on|at)|next (?:meeting|session|check-in)")),
}  # fmt: skip


def conflicts_of(notes: Notes, disagreements: list[Disagreement]) -> dict[str, Conflict]:
    """Conflicts by field path: what the notes themselves say twice, and what two windows of them gave."""
    found = {item.path: Conflict(item.kept, item.other) for item in disagreements}
    for path, (measure, states) in _STATES.items():
        said: list[tuple[Statement, Quantity]] = []
        for line in notes.content:
            normal = with_origin(line.text)
            if not states.search(normal.text):
                continue
            for quantity in quantities(line.text):
                if quantity.measure is measure:
                    first, last = normal.origin[quantity.start], normal.origin[quantity.end - 1] + 1
                    span = EvidenceSpan(line=line.number, start=first, end=last)
                    said.append((Statement(text=line.text[first:last], evidence=[span]), quantity))
                    break
        for statement, quantity in said[1:]:
            if path not in found and not same(quantity, said[0][1]):
                found[path] = Conflict(said[0][0], statement)
    return found
