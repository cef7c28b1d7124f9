"""Gaps for stretches of the notes that no answer covers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.notes import Line
from summarizer.record import Gap, GapKind
from summarizer.template import EvidenceSpan, Language, field_spec, fields, importance
from summarizer.template.model import Summary
from summarizer.wording import say

if TYPE_CHECKING:
    from summarizer.drafting.run import Lost

_ENDS = 2
"""A lost window is told by its first and its last line."""


def unread(lost: Sequence[Lost], language: Language) -> list[Gap]:
    """A gap for each window that was lost: what was agreed there is missing, and nobody would see that it is.

    It stands at the list of actions, where an omission costs most.
    """
    spec = next(spec for spec in fields() if spec.slots)
    return [
        Gap(
            field=spec.path,
            kind=GapKind.MISSING,
            severity=importance(spec, Summary()),
            question=say(
                language, "gap.unread", first=_place(window.first, language), last=_place(window.last, language)
            ),
            detail=say(language, "gap.unread_detail"),
            evidence=[_whole(window.first), _whole(window.last)],
        )
        for window in lost
    ]


def is_unread(gap: Gap) -> bool:
    """Whether a gap tells of a window that was lost: no other asks for a list and names a stretch of the notes."""
    return gap.kind is GapKind.MISSING and bool(field_spec(gap.field).slots) and len(gap.evidence) == _ENDS


def _place(line: Line, language: Language) -> str:
    return line.clock or say(language, "draft.line", line=line.source_line or line.number)


def _whole(line: Line) -> EvidenceSpan:
    return EvidenceSpan(line=line.number, start=0, end=len(line.text))
