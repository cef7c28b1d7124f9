"""Cutting long notes into windows that fit a model's context."""

from __future__ import annotations

from collections.abc import Callable

from summarizer.notes import Line

OVERLAP = 3
"""Lines that a window repeats of the one before it, so that what spans the cut is seen whole once."""


def estimated_tokens(text: str) -> int:
    """An upper estimate of tokens: a CJK character is at most about one, other text about three characters one."""
    wide = sum(char >= "\u2e80" for char in text)
    return wide + (len(text) - wide) // 3 + 1


Count = Callable[[str], int]
"""How many tokens a text takes: as a model's own tokenizer says, or at most."""


def windows(lines: tuple[Line, ...], budget: int, count: Count = estimated_tokens) -> list[tuple[Line, ...]]:
    """The lines in windows of at most `budget` tokens, each with a little overlap.

    They are cut where somebody else begins to speak, if that is near, else between lines. A single line longer than
    the budget is cut inside; its pieces keep the line's number.
    """
    pieces = [piece for line in lines for piece in _fitting(line, budget, count)]
    found: list[tuple[Line, ...]] = []
    current: list[Line] = []
    used = 0
    for piece in pieces:
        cost = _cost(piece, count)
        if current and used + cost > budget:
            rest = _unfinished_turn(current, piece, budget // 4, count)
            window = current[: len(current) - len(rest)]
            found.append(tuple(window))
            current = [*_tail(window, budget // 4, count), *rest]
            used = sum(_cost(line, count) for line in current)
        current.append(piece)
        used += cost
    return [*found, tuple(current)] if current else found


def _cost(line: Line, count: Count) -> int:
    return count(line.attributed) + 4


def _unfinished_turn(lines: list[Line], following: Line, budget: int, count: Count) -> list[Line]:
    """The lines at the end that belong to the turn which the following line goes on with; none for a long turn."""
    if following.speaker is None:
        return []
    start = len(lines)
    while start and lines[start - 1].speaker == following.speaker:
        start -= 1
        budget -= _cost(lines[start], count)
        if budget < 0:
            return []
    return lines[start:] if start else []


def _tail(lines: list[Line], budget: int, count: Count) -> list[Line]:
    kept: list[Line] = []
    for line in reversed(lines[-OVERLAP:]):
        budget -= _cost(line, count)
        if budget < 0:
            break
        kept.insert(0, line)
    return kept


def _fitting(line: Line, budget: int, count: Count) -> list[Line]:
    limit = max(50, budget // 2 - _cost(line._replace(text=""), estimated_tokens))
    if _cost(line, count) <= limit:
        return [line]
    return [line._replace(text=line.text[i : i + limit]) for i in range(0, len(line.text), limit)]


def window_of(
    lines: tuple[Line, ...], numbers: list[int], budget: int, count: Count = estimated_tokens
) -> tuple[Line, ...]:
    """The window of the notes around the given line numbers; all of the notes when they fit.

    Windows are the same for all line numbers, so that asks about one part of long notes share their beginning.
    """
    cut = windows(lines, budget, count)
    return max(cut, key=lambda window: sum(line.number in numbers for line in window)) if cut else ()
