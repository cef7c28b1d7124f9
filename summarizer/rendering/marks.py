"""The marks that stand in a draft beside a value, or in place of one: `**〔含糊〕**`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from summarizer.record import Gap, GapKind, Waiver
from summarizer.rendering.escaping import enclosed, inline
from summarizer.template import Language
from summarizer.wording import say

OPEN, CLOSE = "〔", "〕"


class Mark(StrEnum):
    """What a mark says: the kinds of gaps, a reviewer's own statement, a field that was waived."""

    MISSING = GapKind.MISSING.value
    VAGUE = GapKind.VAGUE.value
    UNSUPPORTED = GapKind.UNSUPPORTED.value
    UNSURE = GapKind.UNSURE.value
    CONFLICT = GapKind.CONFLICT.value
    REVIEWER = "reviewer"
    WAIVED = "waived"


def mark_name(mark: Mark, language: Language) -> str:
    """What stands between the brackets."""
    if mark in (Mark.REVIEWER, Mark.WAIVED):
        return say(language, f"draft.mark.{mark.value}")
    return say(language, f"draft.kind.{mark.value}")


def marked(mark: Mark, language: Language) -> str:
    """The mark as Markdown. Text of any other origin has its bracket escaped, so that none passes for a mark."""
    return f"**{OPEN}{mark_name(mark, language)}{CLOSE}**"


def waived(waiver: Waiver, language: Language) -> str:
    """A waiver as it stands behind a value, or in place of one."""
    said = say(language, "draft.waiver", reason=inline(waiver.reason), by=enclosed(waiver.by), on=waiver.on.isoformat())
    return f"{marked(Mark.WAIVED, language)} {said.strip()}"


def in_place(gap: Gap | None, waiver: Waiver | None, language: Language) -> str:
    """What stands where there is no value: that it is missing, or what else keeps it open, and the question."""
    if waiver:
        return waived(waiver, language)
    kind = gap.kind if gap else GapKind.MISSING
    return f"{marked(Mark(kind), language)} {inline(gap.question if gap else '')}".rstrip()


def beside(kinds: Iterable[GapKind], by_reviewer: bool, waiver: Waiver | None, language: Language) -> list[str]:
    """The marks behind a value: what is doubtful about it, whose it is, and who waived the rest."""
    marks = [marked(Mark(kind), language) for kind in dict.fromkeys(kinds)]
    if by_reviewer:
        marks.append(marked(Mark.REVIEWER, language))
    if waiver:
        marks.append(waived(waiver, language))
    return marks
