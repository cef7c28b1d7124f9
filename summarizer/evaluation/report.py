"""Scores as a table and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from summarizer.evaluation.score import Score
from summarizer.record import Draft

_HEAD = (
    "case", "presence P", "R", "F1", "facts", "action slots", "gap recall", "vague", "conflict", "dates",
    "false unflagged", "calls", "tokens", "s",
)  # fmt: skip


class Scored(NamedTuple):
    """One case: its score and the draft it was given for, so that a number can be traced to what produced it."""

    name: str
    score: Score
    draft: Draft


def total(scored: Sequence[Scored]) -> Score:
    """All cases together, counted over fields, not averaged over cases."""
    result = Score()
    for one in scored:
        result = result + one.score
    return result


def markdown(scored: Sequence[Scored]) -> str:
    """A row a case and one for all, then what was false and unflagged, to be read."""
    rows = [_row(one.name, one.score, [one.draft]) for one in scored]
    rows.append(_row("**all**", total(scored), [one.draft for one in scored]))
    model = scored[0].draft.model
    lines = [
        f"Model {model.name} ({model.provider}), prompts {model.prompts}, {len(scored)} cases.",
        "",
        f"| {' | '.join(_HEAD)} |",
        f"|{' --- |' * len(_HEAD)}",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
        f"False statements unflagged a draft: {len(total(scored).false_unflagged) / len(scored):.2f}",
        "",
    ]
    for one in scored:
        for text in one.score.false_unflagged:
            lines.append(f"- {one.name}: `{text.replace('`', '´')}`")
    return "\n".join(lines) + "\n"


def as_json(scored: Sequence[Scored]) -> dict[str, Any]:
    """Everything a table leaves out, drafts included."""
    return {
        "model": scored[0].draft.model.model_dump(),
        "total": _figures(total(scored)),
        "cases": [
            {"name": one.name, **_figures(one.score), "draft": one.draft.model_dump(mode="json")} for one in scored
        ],
    }


def _figures(score: Score) -> dict[str, Any]:
    shares = (
        "precision",
        "recall",
        "f1",
        "fact_recall",
        "slot_accuracy",
        "gap_recall",
        "vague_recall",
        "conflict_recall",
    )
    return {name: round(getattr(score, name), 4) for name in shares} | {"counts": asdict(score)}


def _row(name: str, score: Score, drafts: Sequence[Draft]) -> list[str]:
    return [
        name,
        f"{score.precision:.2f}",
        f"{score.recall:.2f}",
        f"{score.f1:.2f}",
        f"{score.facts_found}/{score.facts}",
        f"{score.slots_right}/{score.slots}",
        f"{score.absent_flagged}/{score.absent}",
        f"{score.vague_flagged}/{score.vague}",
        f"{score.conflicts_flagged}/{score.conflicts}",
        f"{score.dates_right}/{score.dates}",
        str(len(score.false_unflagged)),
        str(sum(draft.usage.calls for draft in drafts)),
        str(sum(draft.usage.prompt_tokens + draft.usage.completion_tokens for draft in drafts)),
        f"{sum(draft.usage.seconds for draft in drafts):.0f}",
    ]
