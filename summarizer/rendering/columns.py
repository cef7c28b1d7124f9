"""How wide the columns of a printed table are."""

from __future__ import annotations

import re
from math import sqrt

from summarizer.rendering.parsing import wide

_LINE = 90
"""Halves of a Chinese character in the width of a page."""
_SHORT = 31
"""The same for a cell that ought to stay on one line."""
_LEAST = 16
"""The same for a column that does not stay on one line."""
_WORDS = re.compile(r"（?[!-~]+）?|\S|$")
"""What a line does not break in: a word, a date in its brackets, a Chinese character."""
_MARGINS = 5
"""The same for the margins of a cell, and the numbers of its footnotes."""


def column_widths(rows: list[list[str]]) -> list[float]:
    """The share of the page's width for each column.

    Columns of short cells (a number, a name, `2026-11-06 (Friday)`) get all they need to stay on one line, the shortest
    first, as long as enough is left for the others; those share it by the root of their longest cell, lest the longest
    take it all, and have room for a whole word or date.
    """
    columns = list(zip(*rows, strict=True))
    needed = [max(map(_length, column)) + _MARGINS for column in columns]
    words = [max(_length(word) for cell in column for word in _WORDS.findall(cell)) + _MARGINS for column in columns]
    limit: float = _SHORT
    while (long := [need for need in needed if need > limit]) and limit:
        left = _LINE - sum(need for need in needed if need <= limit)
        if left >= len(long) * _LEAST:
            break
        limit = max((need for need in needed if need < limit), default=0)
    left = _LINE - sum(need for need in needed if need <= limit)
    roots = sum(map(sqrt, long))
    weights = [
        need if need <= limit else max(left * sqrt(need) / roots, min(word, _SHORT))
        for need, word in zip(needed, words, strict=True)
    ]
    return [weight / sum(weights) for weight in weights]


def _length(text: str) -> float:
    """The width of a text in halves of a Chinese character; some fonts have wider letters and figures than others."""
    return sum(2 if wide(char) else 1.1 for char in text)
