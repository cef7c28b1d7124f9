"""From what the model drafted to what can be shown: evidence for every statement, and the gaps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from summarizer.drafting.merge import Disagreement
from summarizer.notes import Notes
from summarizer.record import Gap
from summarizer.template import Language, Statement, Summary, get, put, statements
from summarizer.text.normal import normalise, with_origin
from summarizer.text.quantities import quantities
from summarizer.text.synonyms import meanings
from summarizer.verification.alignment import NotesIndex
from summarizer.verification.conflicts import conflicts_of
from summarizer.verification.dates import resolve_times, session_day
from summarizer.verification.gaps import find_gaps
from summarizer.verification.grounding import Fault, Finding, Grounding
from summarizer.verification.names import is_pronoun, people
from summarizer.verification.overlap import rows, units, words
from summarizer.verification.passages import cut


class Verified(NamedTuple):
    summary: Summary
    gaps: list[Gap]


def verify(
    summary: Summary,
    notes: Notes,
    language: Language,
    disagreements: Sequence[Disagreement] = (),
    doubtful: Collection[str] = (),
    foreign_names: Sequence[str] = (),
) -> Verified:
    """Check every statement of a summary against the notes.

    `doubtful` are the paths of statements that stand in the notes but may not answer their field. The summary that
    comes back has its evidence checked; what the notes do not bear out stays in it, with a gap that says so.
    Statements of the reviewer's own are left alone.
    """
    summary = summary.model_copy(deep=True)
    for path in ("basics.coachee", "basics.coach"):
        value = get(summary, path)
        if value is not None and value.origin == "notes" and is_pronoun(value.text):
            put(summary, path, None)  # 我 or "the manager" names nobody in a personnel file
    coach, coachee = (_name(get(summary, f"basics.{role}")) for role in ("coach", "coachee"))
    grounding = Grounding(NotesIndex(notes), foreign_names, session_day(summary), coach, coachee)
    findings: dict[str, tuple[Finding, ...]] = {}
    for path, spec, statement in statements(summary):
        if statement.origin == "reviewer":
            continue
        grounded = grounding.check(statement, spec)
        statement.evidence = list(grounded.evidence)
        if found := grounded.findings or _same_person(summary, path, statement):
            findings[path] = found
    conflicts = conflicts_of(notes, list(disagreements))
    undated = resolve_times(summary)
    return Verified(summary, find_gaps(summary, language, findings, conflicts, doubtful, undated))


def forget() -> None:
    """Drop what is remembered of the texts verified so far, for a caller with many notes: it takes 300 bytes a character."""
    for remembered in (units, words, rows, cut, meanings, quantities, normalise, with_origin):
        remembered.cache_clear()


def _same_person(summary: Summary, path: str, statement: Statement) -> tuple[Finding, ...]:
    """Nobody coaches themself: a coach with the coachee's name was taken from the wrong line."""
    coachee = get(summary, "basics.coachee")
    if path == "basics.coach" and coachee and _person(coachee) == _person(statement):
        return (Finding(Fault.SAME_PERSON, statement.text),)
    return ()


def _name(statement: Statement | None) -> str | None:
    """The name alone of a person whom the notes give."""
    return next(iter(people(statement.text)), None) if statement else None


def _person(statement: Statement) -> str:
    """The name in a value, without position and department."""
    return normalise(next(iter(people(statement.text)), statement.text))
