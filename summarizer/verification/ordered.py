"""Statements that only words addressed to the machine bear out (`summarizer.notes.orders`)."""

from __future__ import annotations

from summarizer.notes import Notes
from summarizer.notes.orders import is_order
from summarizer.template import EvidenceSpan
from summarizer.text.normal import normalise


class Ordered:
    """What stands in the orders of the notes and nowhere else in them.

    `whole` are the notes as they are, `heard` the same without their orders.
    """

    def __init__(self, whole: Notes, heard: Notes) -> None:
        self._heard = "\n".join(_squeezed(line.attributed) for line in heard.content)
        self._lines = [
            # Also from its end: there are characters that show a stretch the other way round.
            (line, _squeezed(line.attributed) + "\n" + _squeezed(line.attributed)[::-1])
            for line, other in zip(whole.lines, heard.lines, strict=True)
            if line is not other
        ]

    def evidence(self, statement: str) -> tuple[EvidenceSpan, ...] | None:
        """Where a statement stands in an order and nowhere else (nowhere at all, if it is one itself); None if it does not."""
        wanted = _squeezed(statement)
        if not wanted or wanted in self._heard:
            return None
        found = next((line for line, text in self._lines if wanted in text), None)
        if found is None:
            return () if is_order(statement) else None
        return (EvidenceSpan(line=found.number, start=0, end=len(found.text)),)


def _squeezed(text: str) -> str:
    return "".join(normalise(text).split())
