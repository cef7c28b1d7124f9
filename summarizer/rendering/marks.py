"""The marks that stand in a draft beside a value, or in place of one: `**〔含糊〕**`."""

from __future__ import annotations

from enum import StrEnum

from summarizer.record import GapKind
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
