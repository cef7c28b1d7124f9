"""From what the model drafted to what can be shown: evidence for every statement, and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.drafting.merge import Disagreement
from summarizer.notes import Notes
from summarizer.record import Gap
from summarizer.template import FieldSpec, Kind, Language, Statement, Summary, get, put, statements
from summarizer.verification.alignment import NotesIndex
from summarizer.verification.conflicts import conflicts_of
from summarizer.verification.gaps import find_gaps
from summarizer.verification.grounding import Fault, Finding, Grounding
from summarizer.verification.names import is_pronoun


class Verified(NamedTuple):
    summary: Summary
    gaps: list[Gap]


def verify(
    summary: Summary,
    notes: Notes,
    language: Language,
    disagreements: Sequence[Disagreement] = (),
    foreign_names: Sequence[str] = (),
) -> Verified:
    """Check every statement of a summary against the notes.

    The summary that comes back has evidence found by alignment; what the notes do not bear out stays in it,
    with a gap that says so. Statements of the reviewer's own are left alone.
    """
    summary = summary.model_copy(deep=True)
    for path in ("basics.coachee", "basics.coach"):
        value = get(summary, path)
        if value is not None and is_pronoun(value.text):
            put(summary, path, None)  # 我 or "the manager" names nobody in a personnel file
    grounding = Grounding(NotesIndex(notes), foreign_names)
    findings: dict[str, tuple[Finding, ...]] = {}
    for path, spec, statement in statements(summary):
        if statement.origin == "reviewer":
            continue
        grounded = grounding.check(statement, spec)
        statement.evidence = list(grounded.evidence)
        if found := grounded.findings or _same_person(summary, path, spec, statement):
            findings[path] = found
    conflicts = conflicts_of(notes, list(disagreements))
    return Verified(summary, find_gaps(summary, language, findings, conflicts))


def _same_person(summary: Summary, path: str, spec: FieldSpec, statement: Statement) -> tuple[Finding, ...]:
    """Nobody coaches themself: a coach with the coachee's name was taken from the wrong line."""
    coachee = get(summary, "basics.coachee")
    if path == "basics.coach" and spec.kind is Kind.PERSON and coachee and coachee.text == statement.text:
        return (Finding(Fault.SAME_PERSON, statement.text),)
    return ()
