"""What a claim says that no line of the notes carries."""

from __future__ import annotations

from summarizer.verification.overlap import carried

_UNHEARD = {"zh": 3, "en": 3}
"""Meaningful units (characters, or English words) that the notes do not carry, from which a claim says more than they."""

_SHARE = {"zh": 0.75, "en": 0.85}
"""Share of a claim's meaningful units that must be missing as well (all, if they are that few): reports reword, and no
table has all their words."""


def unheard_of(claim: str, notes: str) -> str | None:
    """A normalised claim that nothing in the notes carries, or None."""
    language = "en" if claim.isascii() else "zh"
    found = carried(claim, notes)
    missing = [unit for unit, held in found if not held]
    least = _SHARE[language] if len(missing) > _UNHEARD[language] else 1.0
    if len(missing) >= _UNHEARD[language] and len(missing) >= least * len(found):
        return " ".join(claim.split()).strip(" .。")
    return None
