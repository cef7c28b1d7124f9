"""Taking an action apart by code: what it says of its owner and due date, and the task that remains."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.reading.route import Answer
from summarizer.template import Action, EvidenceSpan, Statement
from summarizer.text.normal import normalise
from summarizer.text.times import time_expression
from summarizer.text.vague import NON_COMMITTAL

_PRONOUN = re.compile(
    r"(?:我们|我|他|她|本人|员工)(?=[^们的])|(?:i'll|i will|i|he|she|they|we|me)\b(?:\s*(?:to|will|'ll|-|–|:))?",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^[\s,，、:：\-–—]*(?:由|负责|will\b|to\b|'ll\b)?[\s,，、:：]*", re.IGNORECASE)
_TAIL = re.compile(r"[\s,，、;；。.]+$")
_MEASURABLE = re.compile(
    r"\d|[一二两三四五六七八九十百千]+[个条张份次遍样种项人天周页家台单件]|以内|以上|以下|达到|不超过|不少于|不得|不能|不许|至少|最多|合格|通过|验收|标准|为准|签字|确认|都要|全部|无误|清零|"
    r"at least|at most|under|over|below|above|no more than|no less|per ?cent|signed|pass|approved|zero|every|all\b"
)


def first_reading(answer: Answer, names: Sequence[str]) -> Action:
    """An action as code reads it. `names` are the people known so far: an action that begins with one is theirs."""
    text = answer.segment.text
    due = time_expression(text) or _vague_due(text)
    owner = _opening_person(text, due, names)
    task = _remaining(text, due, owner)
    piece = answer.segment
    whole = EvidenceSpan(line=piece.line, start=piece.start, end=piece.end)
    return Action(
        task=Statement(text=task, evidence=[whole]),
        owner=_stretch(answer, owner),
        due=_stretch(answer, due),
    )


def is_measure(text: str, action: Action) -> bool:
    """Whether a stretch of an action can be what tells that it is done: countable, and not the task over again."""
    plain = normalise(text)
    due = normalise(action.due.text) if action.due else ""
    return bool(_MEASURABLE.search(plain)) and len(plain) < 0.7 * len(normalise(action.task.text)) and plain != due


def _vague_due(text: str) -> str | None:
    found = NON_COMMITTAL.search(normalise(text))
    return found[0] if found and found[0] in text else None


def _opening_person(text: str, due: str | None, names: Sequence[str]) -> str | None:
    opening = text.strip()
    if due and opening.startswith(due):
        opening = _JOINT.sub("", opening[len(due) :])
    for name in sorted(names, key=len, reverse=True):
        if opening.lower().startswith(name.lower()):
            return opening[: len(name)]
    found = _PRONOUN.match(opening)
    return re.sub(r"\s*(?:to|will|'ll|-|–|:)$", "", found[0], flags=re.IGNORECASE) if found else None


def _remaining(text: str, due: str | None, owner: str | None) -> str:
    """The action without the owner and the due date that open it or the due date that closes it."""
    task = text.strip()
    for _ in range(3):
        for part in (due, owner):
            if part and task.lower().startswith(part.lower()) and len(task) > len(part) + 3:
                task = _JOINT.sub("", task[len(part) :])
    if due and _TAIL.sub("", task).endswith(due) and len(task) > len(due) + 6:
        task = _TAIL.sub("", _TAIL.sub("", task)[: -len(due)])
    return _TAIL.sub("", task) or text.strip()


def _stretch(answer: Answer, found: str | None) -> Statement | None:
    if not found:
        return None
    piece = answer.segment
    start = piece.start + max(0, piece.text.find(found))
    return Statement(text=found, evidence=[EvidenceSpan(line=piece.line, start=start, end=start + len(found))])
