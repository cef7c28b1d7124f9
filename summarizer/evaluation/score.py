"""Scoring one draft against its gold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from typing import Any

from summarizer.evaluation.gold import FactGroups, Gold, GoldAction
from summarizer.record import Draft, GapKind
from summarizer.template import fields, get

SLOTS = ("task", "owner", "due", "measure")
_FLAGS = {GapKind.UNSUPPORTED, GapKind.UNSURE, GapKind.CONFLICT}


@dataclass
class Score:
    """Counts of one case; scores of several cases add up."""

    present: int = 0
    filled: int = 0
    filled_present: int = 0
    facts: int = 0
    facts_found: int = 0
    slots: int = 0
    slots_right: int = 0
    absent: int = 0
    absent_flagged: int = 0
    vague: int = 0
    vague_flagged: int = 0
    conflicts: int = 0
    conflicts_flagged: int = 0
    dates: int = 0
    dates_right: int = 0
    false_unflagged: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in dataclass_fields(self)))

    @property
    def precision(self) -> float:
        return _share(self.filled_present, self.filled)

    @property
    def recall(self) -> float:
        return _share(self.filled_present, self.present)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def fact_recall(self) -> float:
        return _share(self.facts_found, self.facts)

    @property
    def slot_accuracy(self) -> float:
        return _share(self.slots_right, self.slots)

    @property
    def gap_recall(self) -> float:
        return _share(self.absent_flagged, self.absent)

    @property
    def vague_recall(self) -> float:
        return _share(self.vague_flagged, self.vague)

    @property
    def conflict_recall(self) -> float:
        return _share(self.conflicts_flagged, self.conflicts)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def score(draft: Draft, gold: Gold) -> Score:
    """Compare a draft with its gold.

    A field counts as filled when it holds a statement that no gap doubts. A false statement is an absent field
    filled, a stated field that holds none of its facts, a forbidden string, or a slot filled that is not stated;
    it counts only where no gap flags it.
    """
    return _Scoring(draft, gold).run()


class _Scoring:
    def __init__(self, draft: Draft, gold: Gold) -> None:
        self._draft = draft
        self._gold = gold
        self._result = Score()
        self._doubted = {gap.field for gap in draft.gaps if gap.kind in _FLAGS}

    def run(self) -> Score:
        for spec in fields():
            if not spec.slots:
                self._field(spec.path, spec.many)
        self._actions()
        self._forbidden()
        self._kinds()
        self._dates()
        return self._result

    def _texts(self, path: str, many: bool) -> tuple[list[str], list[str]]:
        """A field's texts that no gap doubts, and all of its texts."""
        value = get(self._draft.summary, path)
        items = list(enumerate(value)) if many else [(None, value)] if value is not None else []
        every = [(path if index is None else f"{path}[{index}]", item.text) for index, item in items]
        return [text for where, text in every if where not in self._doubted], [text for _, text in every]

    def _field(self, path: str, many: bool) -> None:
        sure, every = self._texts(path, many)
        result = self._result
        if path in self._gold.present:
            groups = self._gold.present[path]
            result.present += 1
            result.filled += bool(sure)
            result.filled_present += bool(sure)
            found = _met(groups, every)
            result.facts += len(groups)
            result.facts_found += found
            if found < len(groups):
                result.missed.append(path)
            if sure and not _met(groups, sure):
                result.false_unflagged.append(f"{path}: {' | '.join(sure)}")
        elif path in self._gold.absent:
            result.absent += 1
            result.filled += bool(sure)
            result.absent_flagged += any(gap.field.partition("[")[0] == path for gap in self._draft.gaps)
            if sure:
                result.false_unflagged.append(f"{path}: {' | '.join(sure)}")

    def _actions(self) -> None:
        """Pair each gold action with the drafted one that meets most of its task; then slot by slot."""
        drafted = list(enumerate(self._draft.summary.plan.actions))
        free = dict(drafted)
        for gold in self._gold.actions:
            best = max(free, key=lambda index: self._likeness(free[index], gold), default=None)
            action = None
            if best is not None and self._likeness(free[best], gold) > 0:
                action = free.pop(best)
            for slot in SLOTS:
                self._slot(best, action, slot, getattr(gold, slot))
        for index, action in free.items():
            if f"plan.actions[{index}].task" not in self._doubted and not self._gold_has_more(action):
                self._result.false_unflagged.append(f"plan.actions[{index}]: {action.task.text}")

    def _gold_has_more(self, action: Any) -> bool:
        """Whether a surplus action repeats a task of the gold: one action told in two rows is not false."""
        return any(_met(gold.task, [action.task.text]) for gold in self._gold.actions)

    @staticmethod
    def _likeness(action: Any, gold: GoldAction) -> int:
        said = " ".join(getattr(action, slot).text for slot in SLOTS if getattr(action, slot) is not None)
        met = 4 * _met(gold.task, [said])
        return met + sum(_met(getattr(gold, s), [said]) for s in ("owner", "due") if getattr(gold, s)) if met else 0

    def _slot(self, index: int | None, action: Any, slot: str, groups: FactGroups | None) -> None:
        result = self._result
        said = getattr(action, slot) if action is not None else None
        path = f"plan.actions[{index}].{slot}"
        if groups is None:
            if action is not None:
                result.absent += 1
                result.absent_flagged += any(gap.field == path for gap in self._draft.gaps)
                if said is not None and path not in self._doubted and not self._vague(path):
                    result.false_unflagged.append(f"{path}: {said.text}")
            return
        result.slots += 1
        texts = [said.text] if said is not None else []
        if slot == "task" and action is not None:
            texts += [getattr(action, s).text for s in SLOTS if getattr(action, s) is not None]
        if texts and _met(groups, texts) == len(groups):
            result.slots_right += 1
        elif said is not None and not _met(groups, texts) and path not in self._doubted and not self._vague(path):
            result.false_unflagged.append(f"{path}: {said.text}")

    def _vague(self, path: str) -> bool:
        return any(gap.field == path and gap.kind is GapKind.VAGUE for gap in self._draft.gaps)

    def _forbidden(self) -> None:
        for path, text in _statements(self._draft):
            if path in self._doubted or path.partition("[")[0] in self._doubted:
                continue
            for wrong in self._gold.forbidden:
                if _plain(wrong) in _plain(text):
                    self._result.false_unflagged.append(f"{path}: {wrong} in {text}")

    def _kinds(self) -> None:
        """Vagueness and contradictions, by field; the number of an action's row may differ."""
        for kind, expected in ((GapKind.VAGUE, self._gold.vague), (GapKind.CONFLICT, self._gold.conflict)):
            said = {_rowless(gap.field) for gap in self._draft.gaps if gap.kind is kind}
            hits = sum(_rowless(path) in said for path in expected)
            if kind is GapKind.VAGUE:
                self._result.vague += len(expected)
                self._result.vague_flagged += hits
            else:
                self._result.conflicts += len(expected)
                self._result.conflicts_flagged += hits

    def _dates(self) -> None:
        texts = [text for _, text in _statements(self._draft)]
        for expression, day in self._gold.resolved_dates.items():
            self._result.dates += 1
            self._result.dates_right += any(expression in text and day in text for text in texts)


def _rowless(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)


def _statements(draft: Draft) -> Iterable[tuple[str, str]]:
    from summarizer.template import statements

    return ((path, statement.text) for path, _, statement in statements(draft.summary))


def _met(groups: FactGroups, texts: list[str]) -> int:
    plain = [_plain(text) for text in texts]
    return sum(any(_plain(wording) in text for wording in group for text in plain) for group in groups)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
