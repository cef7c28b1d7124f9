"""Cutting long notes into windows that fit a model's context."""

from __future__ import annotations

from summarizer.notes import Line

OVERLAP = 3
"""Lines that a window repeats of the one before it, so that what spans the cut is seen whole once."""


def estimated_tokens(text: str) -> int:
    """An upper estimate of tokens: a CJK character is at most about one, other text about three characters one."""
    wide = sum(char >= "\u2e80" for char in text)
    return wide + (len(text) - wide) // 3 + 1


def windows(lines: tuple[Line, ...], budget: int) -> list[tuple[Line, ...]]:
    """The lines in windows of at most `budget` estimated tokens, cut between lines, each with a little overlap.

    A single line longer than the budget is cut inside; its pieces keep the line's number.
    """
    pieces = [piece for line in lines for piece in _fitting(line, budget)]
    found: list[tuple[Line, ...]] = []
    current: list[Line] = []
    used = 0
    for piece in pieces:
        cost = estimated_tokens(piece.text) + 4
        if current and used + cost > budget:
            found.append(tuple(current))
            current = _tail(current, budget // 4)
            used = sum(estimated_tokens(line.text) + 4 for line in current)
        current.append(piece)
        used += cost
    return [*found, tuple(current)] if current else found


def _tail(lines: list[Line], budget: int) -> list[Line]:
    kept: list[Line] = []
    for line in reversed(lines[-OVERLAP:]):
        budget -= estimated_tokens(line.text) + 4
        if budget < 0:
            break
        kept.insert(0, line)
    return kept


def _fitting(line: Line, budget: int) -> list[Line]:
    limit = max(50, budget // 2)
    if estimated_tokens(line.text) <= limit:
        return [line]
    return [line._replace(text=line.text[i : i + limit]) for i in range(0, len(line.text), limit)]


def window_of(lines: tuple[Line, ...], numbers: list[int], budget: int) -> tuple[Line, ...]:
    """The window of the notes around the given line numbers; all of the notes when they fit.

    Windows are the same for all line numbers, so that asks about one part of long notes share their beginning.
    """
    cut = windows(lines, budget)
    return max(cut, key=lambda window: sum(line.number in numbers for line in window)) if cut else ()
