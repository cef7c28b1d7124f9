"""The gaps that show in a summary itself, when its notes are not at hand."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from summarizer.record import Gap, GapKind
from summarizer.template import Language, Summary
from summarizer.verification.dates import resolve_times
from summarizer.verification.gaps import find_gaps


class Verified(NamedTuple):
    summary: Summary
    gaps: list[Gap]


def verify_alone(
    summary: Summary,
    language: Language,
    doubtful: Collection[str] = (),
    carried: Collection[Gap] = (),
    held: Collection[str] = (),
) -> Verified:
    """Like `verify`, without the notes: what is missing or vague shows in the summary itself.

    `carried` are the contradictions and unsupported statements that were found when there were notes, `held` reviewer's
    statements that have to be definite.
    """
    summary = summary.model_copy(deep=True)
    unsupported = {gap.field for gap in carried if gap.kind is GapKind.UNSUPPORTED}
    unsettled = resolve_times(summary)
    return Verified(
        summary, find_gaps(summary, language, dict.fromkeys(unsupported, ()), {}, doubtful, unsettled, carried, held)
    )
