"""From the answers of asks and windows to one summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from summarizer.drafting.schema import MAX_ITEMS, MAX_TEXT
from summarizer.template import Action, Kind, Statement, Summary, fields, get, put

_SAME = 85.0
"""Similarity in per cent from which two statements say the same."""

_SINGLE = {Kind.PERSON, Kind.DATE, Kind.DURATION, Kind.MEETING, Kind.PLACE}


class Disagreement(NamedTuple):
    """Two windows of the notes gave different values for a field that can have only one."""

    path: str
    kept: Statement
    other: Statement


def merge(parts: Sequence[Summary]) -> tuple[Summary, list[Disagreement]]:
    """Unite partial summaries in their order: lists are joined without repeats, prose is put together."""
    merged = Summary()
    disagreements: list[Disagreement] = []
    for part in parts:
        for spec in fields():
            new = get(part, spec.path)
            old = get(merged, spec.path)
            if spec.slots:
                put(merged, spec.path, _actions(old, new))
            elif spec.many:
                put(merged, spec.path, _united(old, new))
            elif new is not None and old is None:
                put(merged, spec.path, new)
            elif new is not None and not _same(old, new):
                if spec.kind in _SINGLE:
                    disagreements.append(Disagreement(spec.path, old, new))
                else:
                    put(merged, spec.path, _joined(old, new))
    return merged, disagreements


def _same(one: Statement, other: Statement) -> bool:
    return fuzz.token_set_ratio(one.text, other.text) >= _SAME or one.text in other.text or other.text in one.text


def _united(old: list[Statement], new: list[Statement]) -> list[Statement]:
    united = list(old)
    for statement in new:
        if not any(_same(statement, known) for known in united):
            united.append(statement)
    return united[: 2 * MAX_ITEMS]


def _joined(old: Statement, new: Statement) -> Statement:
    text = f"{old.text.rstrip('。.；;')}；{new.text}"
    if len(text) > MAX_TEXT:
        return old
    return Statement(text=text, evidence=[*old.evidence, *new.evidence])


def _actions(old: list[Action], new: list[Action]) -> list[Action]:
    """Actions of the same task become one; what a later window adds to a slot left empty is taken over."""
    united = [action.model_copy() for action in old]
    for action in new:
        known = next((other for other in united if _same(other.task, action.task)), None)
        if known is None:
            united.append(action)
            continue
        for slot in ("owner", "due", "measure"):
            if getattr(known, slot) is None:
                setattr(known, slot, getattr(action, slot))
    return united[: 2 * MAX_ITEMS]
