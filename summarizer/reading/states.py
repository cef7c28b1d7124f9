"""The embedded model's hidden states of each segment, read in one pass over the notes.

The segments are written one a line, each followed by the words "this says"; the state at those words is what the
model makes of the segment in the light of all before it. With it goes the mean over the segment's own tokens.
The wording is part of the weights: they were learned on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from summarizer.template import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

_HEAD = {
    "zh": "下面是一份辅导记录，每句后面写它属于哪一栏。\n",
    "en": "Coaching notes; after each sentence, the field it answers.\n",
}
_TAIL = {"zh": " →这句说的是", "en": " → this is about"}
_CHUNK_SEGMENTS = 16
_CHUNK_BYTES = 2600
"""Bounds of one pass; the labelled notes that the weights were learned on are no longer."""


class Embedder(Protocol):
    """A model that gives the hidden state of every token of a text."""

    async def token_states(self, text: str) -> tuple[list[bytes], Matrix]:
        """The tokens of a text as bytes, and one state for each."""
        ...


async def segment_states(texts: Sequence[str], language: Language, embedder: Embedder) -> Matrix:
    """One row a segment: the state after "this says", then the mean state of the segment."""
    import numpy as np

    rows = [row for chunk in _chunks(texts) for row in await _chunk_states(chunk, language, embedder)]
    return np.stack(rows)


def _chunks(texts: Sequence[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        cost = len(text.encode()) + 20
        if chunk and (len(chunk) >= _CHUNK_SEGMENTS or size + cost > _CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += cost
    if chunk:
        yield chunk


async def _chunk_states(texts: list[str], language: Language, embedder: Embedder) -> list[Matrix]:
    import numpy as np

    head, tail = _HEAD[language].encode(), _TAIL[language].encode()
    text = head + b"".join(piece.encode() + tail + b"\n" for piece in texts)
    tokens, states = await embedder.token_states(text.decode())
    ends = np.cumsum([len(token) for token in tokens])
    rows = []
    start = len(head)
    for piece in texts:
        end = start + len(piece.encode())
        inside = (ends > start) & (ends <= end)
        mean = states[inside].mean(0) if inside.any() else states[0]
        after = int(np.searchsorted(ends, end + len(tail), side="right")) - 1
        rows.append(np.concatenate([states[after], mean]))
        start = end + len(tail) + 1
    return rows
