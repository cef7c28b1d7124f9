"""Where a sentence ends in dictation without punctuation, told by the embedded model's hidden states.

What the model makes of a word and of the two after it shows whether something new begins. A linear probe learned on the
dictated notes of the labelled fixtures finds about two in three of the ends; `benchmarks/train_dictation.py` makes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from summarizer.notes import Notes
from summarizer.reading.states import Embedder
from summarizer.template import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

AHEAD = 3
"""How many states the probe sees: that of the word itself and of those after it."""

_LONG = {"zh": 60, "en": 160}
"""Characters without a mark from which a line is taken for dictation."""

_MARKS = frozenset("。！？!?；;，,：:.…、")
_SHORTEST = {"zh": 5, "en": 14}
_LONGEST = {"zh": 56, "en": 200}
_PASS = {"zh": 560, "en": 1800}
"""Characters of one pass through the model."""


class Probe(NamedTuple):
    weights: Matrix
    bias: float
    threshold: float


@cache
def probe(language: Language) -> Probe:
    """The probe that ships with the program."""
    import numpy as np

    with files(__package__).joinpath("dictation.npz").open("rb") as file, np.load(file) as stored:
        bias, threshold = (float(value) for value in stored[f"{language}_bias"])
        return Probe(stored[f"{language}_weights"].astype(np.float32), bias, threshold)


async def sentence_ends(notes: Notes, language: Language, embedder: Embedder) -> dict[int, tuple[int, ...]]:
    """For each line that is dictation without punctuation, where its sentences end: code points within the line."""
    found: dict[int, tuple[int, ...]] = {}
    for line in notes.content:
        if _is_dictation(line.text, language):
            ends: list[int] = []
            for start, stretch in _stretches(line.text, _PASS[language]):
                ends += [start + end for end in await _ends(stretch, language, embedder)]
            found[line.number] = tuple(ends)
    return found


def _is_dictation(text: str, language: Language) -> bool:
    marks = sum(char in _MARKS for char in text)
    return len(text) > _LONG[language] * (1 + marks)


def _stretches(text: str, limit: int) -> Iterator[tuple[int, str]]:
    for start in range(0, len(text), limit):
        yield start, text[start : start + limit]


async def _ends(text: str, language: Language, embedder: Embedder) -> list[int]:
    tokens, states = await embedder.token_states(text)
    found = scores(states, probe(language))
    sizes = [len(token) for token in tokens]
    candidates: list[tuple[int, float]] = []
    position = 0
    raw = text.encode()
    for size, score in zip(sizes, found, strict=True):
        position += size
        try:
            candidates.append((len(raw[:position].decode()), float(score)))
        except UnicodeDecodeError:
            continue  # a token may end inside a character
    return _chosen(candidates, len(text), language)


def scores(states: Matrix, learned: Probe) -> Matrix:
    """How much speaks for a sentence ending behind each token."""
    return windows(states) @ learned.weights + learned.bias - learned.threshold


def windows(states: Matrix) -> Matrix:
    """Each token's state beside those of the tokens after it; at the end the last one again."""
    import numpy as np

    last = len(states) - 1
    return np.concatenate([states[np.minimum(np.arange(len(states)) + step, last)] for step in range(AHEAD)], axis=1)


def _chosen(candidates: list[tuple[int, float]], length: int, language: Language) -> list[int]:
    """The ends above the threshold, not too near each other; in what is still too long, the likeliest one besides."""
    chosen: list[int] = []
    for end, score in sorted(candidates, key=lambda pair: (-pair[1], pair[0])):
        if score <= 0:
            break
        if all(abs(end - other) >= _SHORTEST[language] for other in (*chosen, 0, length)):
            chosen.append(end)
    while True:
        cuts = [0, *sorted(chosen), length]
        gap = next(((a, b) for a, b in pairwise(cuts) if b - a > _LONGEST[language]), None)
        if gap is None:
            return sorted(chosen)
        inside = [
            (score, end)
            for end, score in candidates
            if gap[0] + _SHORTEST[language] <= end <= gap[1] - _SHORTEST[language]
        ]
        if not inside:
            return sorted(chosen)
        chosen.append(max(inside)[1])
