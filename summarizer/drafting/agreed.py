"""The list of actions: one row each, though notes tell two in one sentence and a talk comes back to the same one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from summarizer.drafting.actions import delivers, first_reading, forms_of, is_only_measure, only_due, what_shows
from summarizer.drafting.assembly import said
from summarizer.notes import Line
from summarizer.reading.route import Answer
from summarizer.reading.segments import ACTIONS, Segment
from summarizer.template import Action, Summary, field_spec
from summarizer.text.names import elsewhere, is_pronoun
from summarizer.text.normal import content, normalise
from summarizer.text.patterns import deferred
from summarizer.text.times import deadlines

_NEAR_TURNS = 2
_CLAUSE = deferred(r"(?<=[，,；;。])|(?<=\. )|(?<= and )")
# An amount, where what is done should stand.
_HOW_MUCH = deferred(
    r"每?[周天月次日]?[\d一二两三四五六七八九十]{1,12}(?!号|月|日|点|[、.．)）])[\u4e00-\u9fff]{1,2}(?=[，,。\s]|$)"
)
_SHORTEST = 6
# A block of actions told anew, in so many words: 又改了，以这个为准.
_COUNTS = deferred(
    r"以(?:这个|这版|此|下面|后面的?|这次|新的)为准|\b(?:this|these) (?:replaces?|supersedes?)\b|"
    r"\b(?:this|the (?:new|latter|second) (?:one|list)) (?:counts|stands|is (?:the one )?(?:what|that) counts)\b",
    re.IGNORECASE,
)
_BLOCK = 4
"""Lines above such a line that it can speak of."""
_ALIKE = 2
"""Content words that two tellings of one action by the same day share at least."""


def add_actions(summary: Summary, answers: Sequence[Answer]) -> list[Answer]:
    """Put the actions of these segments into the summary; whom the summary knows by name is known in them.

    Returns the segment of each row. A segment that only says by what one can tell that the action before it is done is
    that one's measure.
    """
    known = (summary.basics.coachee, summary.basics.coach)
    names = [statement.text for statement in known if statement is not None]
    rows: list[tuple[Answer, Action]] = []
    before: tuple[Answer, Action] | None = None
    for answer in (part for whole in answers for part in _parts(whole)):
        piece = answer.segment
        if before and _near(before[0].segment, piece) and not piece.slots and is_only_measure(piece.text):
            before[1].measure = before[1].measure or said(answer)
            continue
        if before and _one_line(before[0], answer) and before[1].due is None:
            if late := only_due(answer):
                before[1].due = late
                continue
            if late := delivers(answer):
                before[1].due = late
                before[1].measure = before[1].measure or what_shows(answer)
                continue
        action = first_reading(answer, names)
        if action.owner is None and before and before[0].segment.end == piece.start and _one_line(before[0], answer):
            action.owner = before[1].owner  # the second half of a sentence has the subject of the first
        before = (answer, action)
        again = next((number for number, row in enumerate(rows) if _same(row, before)), None)
        if again is None:
            rows.append(before)
        elif len(action.task.text) > len(rows[again][1].task.text):
            action.measure = action.measure or rows[again][1].measure
            rows[again] = before
    summary.plan.actions = [action for _, action in rows]
    return [answer for answer, _ in rows]


def spoken_actions(summary: Summary, answers: Sequence[Answer]) -> set[str]:
    """The paths of all that is said of actions agreed in a talk.

    People agree over several turns, and turns leave out what both know: who takes an action out of one of them has to
    confirm it.
    """
    rows = enumerate(zip(answers, summary.plan.actions, strict=True))
    return {path for row, (answer, action) in rows if answer.segment.speaker for path in _told(row, action)}


def nobodys_actions(summary: Summary) -> set[str]:
    """The paths of tasks for which nobody is named, and no day or not even what is to be done (每周两段，周日发).

    Notes tell many things that sound like a task.
    """
    rows = enumerate(summary.plan.actions)
    return {
        f"{ACTIONS}[{row}].task"
        for row, action in rows
        if action.owner is None and (action.due is None or _HOW_MUCH.match(action.task.text))
    }


def changed_below(summary: Summary, answers: Sequence[Answer], lines: Sequence[Line]) -> set[str]:
    """The paths of all that is said of actions above a line that says that they were changed and that it counts.

    Which of them it changes, and whether a row told anew is the same one, a person has to say.
    """
    changes = [line.number for line in lines if _COUNTS.search(line.text)]
    rows = enumerate(zip(answers, summary.plan.actions, strict=True))
    return {
        path
        for row, (answer, action) in rows
        if any(0 < change - answer.segment.line <= _BLOCK for change in changes)
        for path in _told(row, action)
    }


def strangers_actions(summary: Summary, answers: Sequence[Answer], others: Collection[str] = ()) -> set[str]:
    """The paths of all that is said of actions whose owner is neither coach nor coachee.

    Notes tell of other people's tasks as well; whether one of them was agreed in this talk, a person has to confirm.
    `others` are pronouns that cannot mean the coachee.
    """
    somebodys = {
        path
        for row, action in enumerate(summary.plan.actions)
        if action.owner and action.owner.text.strip().lower() in others
        for path in _told(row, action)
    }
    if summary.basics.coachee is None:
        return somebodys
    both = (summary.basics.coachee, summary.basics.coach)
    known = {form.lower() for form in forms_of([person.text for person in both if person is not None])}
    return somebodys | {
        path
        for row, (action, answer) in enumerate(zip(summary.plan.actions, answers, strict=True))
        if any(not _names(name.lower(), known) for name in _owners(action, answer.segment.text))
        for path in _told(row, action)
    }


def _told(row: int, action: Action) -> Iterator[str]:
    """The paths of what is said of the action of a row."""
    for spec in field_spec(ACTIONS).slots:
        if getattr(action, spec.name) is not None:
            yield f"{ACTIONS}[{row}].{spec.name}"


def _owners(action: Action, text: str) -> Iterator[str]:
    if action.owner and not is_pronoun(action.owner.text):
        yield action.owner.text
    if somebody := elsewhere(text):
        yield somebody


def _names(owner: str, known: set[str]) -> bool:
    return any(form in owner or owner in form for form in known)


def _parts(answer: Answer) -> Iterator[Answer]:
    """A segment cut where a clause begins that has a day of its own to be done by, if there are several such days."""
    piece = answer.segment
    by = deadlines(piece.text)
    if piece.slots or len(by) < 2:
        yield answer
        return
    clauses = [0, *(mark.end() for mark in _CLAUSE.finditer(piece.text))]
    cuts: list[int] = []
    for when in by[1:]:
        at = piece.text.find(when)
        start = max((clause for clause in clauses if clause <= at), default=0)
        if start > (cuts[-1] if cuts else 0) + _SHORTEST and piece.text.find(by[0]) < start:
            cuts.append(start)
    for start, end in zip([0, *cuts], [*cuts, len(piece.text)], strict=True):
        inner = piece._replace(start=piece.start + start, end=piece.start + end, text=piece.text[start:end])
        yield answer._replace(segment=inner)


def _near(one: Segment, other: Segment) -> bool:
    return other.line - one.line <= (_NEAR_TURNS if one.speaker else 0)


def _one_line(one: Answer, other: Answer) -> bool:
    return one.segment.line == other.segment.line


def _same(one: tuple[Answer, Action], other: tuple[Answer, Action]) -> bool:
    """Whether a talk tells the same action twice: by the same day, in some of the same words."""
    if not (one[0].segment.speaker and other[0].segment.speaker and one[1].due and other[1].due):
        return False
    first, second = (set(content(normalise(row[1].task.text))) for row in (one, other))
    return _bare(one[1].due.text) == _bare(other[1].due.text) and len(first & second) >= _ALIKE


def _bare(due: str) -> str:
    return re.sub(r"之前|以前|前$|^by |^before ", "", normalise(due)).strip()
