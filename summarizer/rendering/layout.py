"""Lines put together to a document."""

from __future__ import annotations

from collections.abc import Iterable


def document(lines: Iterable[str]) -> str:
    """The lines as one text: never two blank ones in a row, none at the end."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).rstrip("\n") + "\n"
