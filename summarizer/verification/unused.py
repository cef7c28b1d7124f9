"""What of the notes nothing in a summary rests on: it may be small talk, or what nobody should have lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.notes import Line, Notes
from summarizer.template import EvidenceSpan, Summary, statements
from summarizer.text.normal import content, normalise

_LEAST = {"zh": 4, "en": 3}
"""Content words (in Chinese characters) of a line that is worth a mention."""
_LEAST_OF_A_LINE = {"zh": 8, "en": 5}
"""The same for what is left of a line that something rests on: a title or a linking word is no loss."""
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_HEADING = re.compile(r"\s*+(?:#|.*[:：]\s*+$)")


def unused(summary: Summary, notes: Notes) -> list[EvidenceSpan]:
    """The stretches of the notes that are evidence of no statement, in their order, without headings and odd words."""
    used: dict[int, list[tuple[int, int]]] = {}
    for _, _, statement in statements(summary):
        for span in statement.evidence:
            used.setdefault(span.line, []).append((span.start, span.end))
    return [
        EvidenceSpan(line=line.number, start=start, end=end)
        for line in notes.content
        for start, end in _left(line, sorted(used.get(line.number, ())))
    ]


def is_talk(notes: Notes) -> bool:
    """Whether most of the notes is what named people say: there much is said that belongs in no summary."""
    return 2 * sum(line.speaker is not None for line in notes.content) > len(notes.content)


def _left(line: Line, used: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if not used and _HEADING.match(line.text):
        return
    least = _LEAST_OF_A_LINE if used else _LEAST
    at = 0
    for start, end in [*used, (len(line.text), len(line.text))]:
        piece = line.text[at:start]
        bare = _EDGES.sub("", piece)
        if bare and len(content(normalise(bare))) >= least["en" if bare.isascii() else "zh"]:
            first = at + piece.index(bare)
            yield first, first + len(bare)
        at = max(at, end)
