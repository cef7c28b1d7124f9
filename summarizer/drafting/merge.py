"""From the answers of asks and windows to one summary."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from summarizer.notes import Line
from summarizer.template import Action, FieldSpec, Kind, Statement, Summary, fields, get, put
from summarizer.text.patterns import deferred

_TASK = "task"

_SAME = 85.0
_SAME_LINE = 70.0
"""Similarity in per cent from which two statements say the same; the second where they rest on the same line."""

_SHORTEST_PART = 4
_SINGLE = {Kind.PERSON, Kind.DATE, Kind.DURATION, Kind.MEETING, Kind.PLACE}
_PLANNED = {Kind.MEETING, Kind.DEADLINE}
"""What is agreed on in the course of a talk: what is said of it last is what holds."""

_REVISED = deferred(
    r"改(?:到|成|为|期|约|在|用)|推[迟后]|提前|延[期后]|往后|换成|还是.{0,12}吧|不对|更正|来不及|"
    r"\b(?:instead|moved? (?:it )?to|changed? (?:it )?to|push(?:ed)? (?:it )?back|postpone|reschedule)|"
    r"\b(?:actually|make (?:it|that))",
    re.IGNORECASE,
)


class Disagreement(NamedTuple):
    """Two windows of the notes gave different values for a field that can have only one."""

    path: str
    kept: Statement
    other: Statement


def merge(parts: Sequence[Summary], lines: Sequence[Line] = ()) -> tuple[Summary, list[Disagreement]]:
    """Unite partial summaries in the order of their windows.

    Lists are joined: what two windows both saw stands once, but what one window words in two ways are two things.
    Prose is put together. Of a plan the later value is kept. Where two values contradict each other it is said, unless
    the words of the later one, among `lines`, say that they revise the plan.
    """
    merged = Summary()
    disagreements: dict[str, Disagreement] = {}
    said = {line.number: line.text for line in lines}

    def revised(value: Statement) -> bool:
        return any(_REVISED.search(said.get(span.line, "")) for span in value.evidence)

    def chosen(path: str, kind: Kind, old: Statement, new: Statement) -> Statement:
        later = kind in _PLANNED
        if later and revised(new):
            disagreements.pop(path, None)
        else:
            disagreements[path] = Disagreement(path, new, old) if later else Disagreement(path, old, new)
        return new if later else old

    for part in parts:
        for spec in fields():
            new, old = get(part, spec.path), get(merged, spec.path)
            if spec.slots:
                _add_actions(spec, old, new, chosen)
            elif spec.many:
                twins = _twins(old, new)
                old += [item for index, item in enumerate(new) if index not in twins and item not in new[:index]]
            elif new is not None and old is None:
                put(merged, spec.path, new)
            elif new is not None and not _same(old, new):
                put(
                    merged,
                    spec.path,
                    chosen(spec.path, spec.kind, old, new) if spec.kind in _SINGLE else _joined(old, new),
                )
    return merged, list(disagreements.values())


def _add_actions(
    spec: FieldSpec,
    known: list[Action],
    new: list[Action],
    chosen: Callable[[str, Kind, Statement, Statement], Statement],
) -> None:
    """Add the actions of a later window; of one that is known, what it adds or changes."""
    twins = _twins([action.task for action in known], [action.task for action in new])
    for index, action in enumerate(new):
        if action in new[:index]:
            continue
        if index not in twins:
            known.append(action.model_copy())
            continue
        row = twins[index]
        for slot in spec.slots:
            old, later = getattr(known[row], slot.name), getattr(action, slot.name)
            if slot.name == _TASK or later is None or (old is not None and _same(old, later)):
                continue
            path = f"{spec.path}[{row}].{slot.name}"
            setattr(known[row], slot.name, later if old is None else chosen(path, slot.kind, old, later))


def _twins(old: Sequence[Statement], new: Sequence[Statement]) -> dict[int, int]:
    """For positions in a later window's list, the position of the same thing among what is known; each at most once."""
    pairs = sorted(
        (-fuzz.ratio(one.text, other.text), there, here)
        for there, one in enumerate(old)
        for here, other in enumerate(new)
        if _same(one, other)
    )
    found: dict[int, int] = {}
    for _, there, here in pairs:
        if here not in found and there not in found.values():
            found[here] = there
    return found


def _same(one: Statement, other: Statement) -> bool:
    """Whether two statements say the same thing.

    Resting on the same line they may be worded differently. Else one may leave words out, but not put one in the
    place of another: 东区 and 西区 make two tasks out of one wording.
    """
    first, second = (re.sub(r"\W", "", statement.text).lower() for statement in (one, other))
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= _SHORTEST_PART and shorter in longer:
        return True
    ratio = fuzz.ratio(first, second)
    if {span.line for span in one.evidence} & {span.line for span in other.evidence}:
        return ratio >= _SAME_LINE and re.findall(r"\d+", first) == re.findall(r"\d+", second)
    return ratio >= _SAME and not any(edit.tag == "replace" for edit in Levenshtein.opcodes(first, second))


def _joined(old: Statement, new: Statement) -> Statement:
    return Statement(
        text=f"{old.text.rstrip('。.；;')}；{new.text}", evidence=list(dict.fromkeys([*old.evidence, *new.evidence]))
    )
