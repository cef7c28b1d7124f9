"""Times as transcripts write them."""

from __future__ import annotations

from summarizer.text.patterns import deferred

TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,7})?"
"""`0:12`, `00:01:23`, `1:02:03.500`, `00:00:01,250`: minutes first, hours where there are three parts."""

RANGE = rf"({TIME})\s*-->\s*({TIME})"
_PARTS = deferred(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,7}))?")


def seconds(text: str) -> float | None:
    """The seconds of a time; None for what is none, such as 00:75."""
    found = _PARTS.fullmatch(text.strip())
    if not found:
        return None
    hours, minutes, whole = (int(part or 0) for part in found.groups()[:3])
    if whole >= 60 or (found[1] and minutes >= 60):
        return None
    return hours * 3600 + minutes * 60 + whole + float(f"0.{found[4] or 0}")
