"""From what the model drafted to what can be shown: evidence for every statement, and the gaps."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from summarizer.notes import Notes
from summarizer.notes.naming import called
from summarizer.notes.orders import first_of, without_orders
from summarizer.record import Gap
from summarizer.template import Language, Statement, Summary, field_spec, get, put, statements
from summarizer.text.names import is_pronoun, people
from summarizer.text.normal import normalise, with_origin
from summarizer.text.quantities import quantities
from summarizer.verification.alignment import NotesIndex
from summarizer.verification.alone import Verified
from summarizer.verification.conflicts import conflicts_of
from summarizer.verification.dates import resolve_times, session_day
from summarizer.verification.gaps import find_gaps
from summarizer.verification.grounding import Fault, Finding, Grounding
from summarizer.verification.memos import memo_conflicts
from summarizer.verification.ordered import Ordered
from summarizer.verification.overlap import meant, rows, units, words
from summarizer.verification.passages import cut
from summarizer.verification.spellings import spellings_of

if TYPE_CHECKING:
    from summarizer.drafting.merge import Disagreement

__all__ = ["Verified", "forget", "verify"]

_ACTIONS = "plan.actions"

_MANY = 50_000
"""Objects that a search for cycles takes some milliseconds for. Fewer are left to it: over thousands of short notes the
cycles of everything else, counted as looked through, would never be found."""


@contextmanager
def _kept() -> Iterator[None]:
    """Without the search for cycles: the hundreds of thousands of small tuples made here live to the end and form none.

    Looking through them again and again takes a fifth of the time that a long talk is verified in.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if gc.get_count()[0] > _MANY:
                gc.freeze()  # and back: all of it counts as looked through, or the first thing made afterwards would have to wait
                gc.unfreeze()
            gc.enable()


@_kept()
def verify(
    summary: Summary,
    notes: Notes,
    language: Language,
    disagreements: Sequence[Disagreement] = (),
    doubtful: Collection[str] = (),
    foreign_names: Sequence[str] = (),
    written: Collection[str] = (),
    carried: Collection[Gap] = (),
    held: Collection[str] = (),
) -> Verified:
    """Check every statement of a summary against the notes.

    `doubtful` are the paths of statements that stand in the notes but may not answer their field. The summary that
    comes back has its evidence checked; what the notes do not bear out stays in it, with a gap that says so.
    Statements of the reviewer's own, and those of the last session's document, are left alone. `written` are the paths
    of those that a person wrote. Where the notes say as much nearly word for word they are from the notes, with evidence;
    else they are the reviewer's, without: a line that only shares some words with them is no source. `held` are
    reviewer's statements that have to be definite all the same. `carried` are contradictions that drafting found, and questions about the last
    session's agreements, that nobody has decided.
    """
    summary = summary.model_copy(deep=True)
    for path in ("basics.coachee", "basics.coach"):
        value = get(summary, path)
        if value is not None and value.origin == "notes" and is_pronoun(value.text):
            put(summary, path, None)  # 我 or "the manager" names nobody in a personnel file
    coach, coachee = (_name(get(summary, f"basics.{role}")) for role in ("coach", "coachee"))
    told = [statement.text for statement in _people(summary) if statement.origin == "reviewer"]
    whole = called(notes)
    notes = without_orders(whole)
    ordered = Ordered(whole, notes)
    index = NotesIndex(notes)
    grounding = Grounding(index, foreign_names, session_day(summary), coach, coachee, told)
    findings: dict[str, tuple[Finding, ...]] = {}
    for path, spec, statement in statements(summary):
        if statement.origin == "previous" or (statement.origin == "reviewer" and path not in written):
            continue
        grounded = grounding.check(statement, spec)
        found = grounded.findings or _same_person(summary, path, statement)
        if (spans := ordered.evidence(statement.text)) is not None:
            found, grounded = (Finding(Fault.ORDER, ""),), grounded._replace(evidence=spans or grounded.evidence)
        if path in written:
            borne_out = not found and index.stands(statement.text, grounded.evidence)
            statement.origin = "notes" if borne_out else "reviewer"
        if statement.origin == "reviewer":
            continue
        statement.evidence = list(grounded.evidence)
        if found:
            findings[path] = found
    findings |= _owners(summary, grounding, findings)
    conflicts = memo_conflicts(summary, notes, session_day(summary)) | spellings_of(summary, notes)
    conflicts |= conflicts_of(notes, list(disagreements))
    unsettled = resolve_times(summary)
    gaps = find_gaps(summary, language, findings, conflicts, doubtful, unsettled, carried, held)
    return Verified(summary, gaps)


def _owners(
    summary: Summary, grounding: Grounding, findings: Mapping[str, Sequence[Finding]]
) -> dict[str, tuple[Finding, ...]]:
    """Owners whom the notes name, but not as those who do the task: read together, as the table's reader does."""
    spec = field_spec(_ACTIONS)
    found: dict[str, tuple[Finding, ...]] = {}
    for index, action in enumerate(summary.plan.actions):
        path, owner, task = f"{_ACTIONS}[{index}].owner", action.owner, action.task
        if owner is None or "reviewer" in (owner.origin, task.origin) or path in findings or is_pronoun(owner.text):
            continue
        if normalise(owner.text) in normalise(task.text):
            continue  # the task says who does it, and has been checked as it stands
        joined = f"{owner.text} will {task.text}" if task.text.isascii() else f"{owner.text}{task.text}"
        if who := grounding.doers(joined, spec):
            found[path] = tuple(Finding(Fault.WHO, person) for person in who)
    return found


def forget() -> None:
    """Drop what is remembered of the texts verified so far, for a caller with many notes: it takes 300 bytes a character."""
    for remembered in (units, words, rows, meant, cut, quantities, first_of, normalise, with_origin):
        remembered.cache_clear()


def _same_person(summary: Summary, path: str, statement: Statement) -> tuple[Finding, ...]:
    """Nobody coaches themself: a coach with the coachee's name was taken from the wrong line."""
    coachee = get(summary, "basics.coachee")
    if path == "basics.coach" and coachee and _person(coachee) == _person(statement):
        return (Finding(Fault.SAME_PERSON, statement.text),)
    return ()


def _people(summary: Summary) -> list[Statement]:
    known = (get(summary, "basics.coach"), get(summary, "basics.coachee"))
    return [statement for statement in known if statement is not None]


def _name(statement: Statement | None) -> str | None:
    """The name alone of a person whom the notes give."""
    return next(iter(people(statement.text)), None) if statement else None


def _person(statement: Statement) -> str:
    """The name in a value, without position and department."""
    return normalise(next(iter(people(statement.text)), statement.text))
