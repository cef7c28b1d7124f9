"""Notes, summaries and drafts made by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.notes import Notes
from summarizer.notes.reading import from_bytes
from summarizer.record import Draft, Gap, GapKind, ModelUsed, Source, UsageReport
from summarizer.template import Action, EvidenceSpan, Importance, Language, Statement, Summary, field_spec, put

Values = Mapping[str, Any]


def noted(*lines: str) -> Notes:
    """Notes of these lines."""
    return from_bytes("\n".join(lines).encode(), "notes.txt")


def said(text: str, *spans: tuple[int, int, int]) -> Statement:
    """A statement with its evidence: line, start, end."""
    evidence = [EvidenceSpan(line=line, start=start, end=end) for line, start, end in spans]
    return Statement(text=text, evidence=evidence)


def reviewed(text: str) -> Statement:
    """A statement that a person wrote."""
    return Statement(text=text, origin="reviewer")


def summary_of(values: Values) -> Summary:
    """A summary with these values by field path.

    A value is a text or a Statement, a list of them, or for `plan.actions` a list of dicts by slot.
    """
    summary = Summary()
    for path, value in values.items():
        if field_spec(path).slots:
            put(summary, path, [Action(**{slot: _leaf(inner) for slot, inner in row.items()}) for row in value])
        elif field_spec(path).many:
            put(summary, path, [_leaf(item) for item in value])
        else:
            put(summary, path, _leaf(value))
    return summary


def gap_at(
    path: str,
    kind: GapKind = GapKind.MISSING,
    question: str = "?",
    severity: Importance = Importance.REQUIRED,
) -> Gap:
    return Gap(field=path, kind=kind, severity=severity, question=question)


def draft_of(
    values: Values,
    gaps: Sequence[Gap] = (),
    language: Language = "zh",
    source: str = "notes.txt",
    model: str = "m",
    lines: int = 1,
) -> Draft:
    """A draft of these values with these gaps, as drafting and verification would hand it over."""
    return Draft(
        language=language,
        source=Source(name=source, sha256="0" * 64, lines=lines),
        model=ModelUsed(provider="local", name=model),
        summary=summary_of(values),
        gaps=list(gaps),
        usage=UsageReport(calls=2, prompt_tokens=900, completion_tokens=210, seconds=3.5),
    )


def _leaf(value: str | Statement | None) -> Statement | None:
    return Statement(text=value) if isinstance(value, str) else value
