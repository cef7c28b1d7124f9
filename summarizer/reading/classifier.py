"""Which field of the template a segment answers, or none: probabilities from weights learned on labelled notes.

Two views of a segment are combined: its words (always there) and the embedded model's own hidden states (only
with that very model: the weights are tied to its hash). `benchmarks/train_reader.py` makes the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.features import features

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

NONE = "none"


class Weights(NamedTuple):
    """Learned weights. `labels` are field paths and `none`; the scales are those of the calibrated mixture."""

    labels: tuple[str, ...]
    vocabulary: dict[str, int]
    rarity: Matrix
    words: Matrix
    words_bias: Matrix
    states: Matrix
    states_bias: Matrix
    words_scale: float
    both_scales: tuple[float, float]
    model_sha256: str


@cache
def weights() -> Weights:
    """The weights that ship with the program."""
    import numpy as np

    with files(__package__).joinpath("weights.npz").open("rb") as file, np.load(file) as stored:
        scales = stored["scales"]
        return Weights(
            labels=tuple(str(stored["labels"]).split("\n")),
            vocabulary={word: row for row, word in enumerate(str(stored["vocabulary"]).split("\n"))},
            rarity=stored["rarity"].astype(np.float32),
            words=stored["words"].astype(np.float32) * stored["words_step"].astype(np.float32),
            words_bias=stored["words_bias"].astype(np.float32),
            states=stored["states"].astype(np.float32),
            states_bias=stored["states_bias"].astype(np.float32),
            words_scale=float(scales[0]),
            both_scales=(float(scales[1]), float(scales[2])),
            model_sha256=str(stored["model_sha256"]),
        )


_AT_ONCE = 2_000
"""Segments whose words are weighed together; a talk of three hours has fewer."""


def classify(
    texts: Sequence[str], states: Matrix | None = None, only: Sequence[int] | None = None
) -> list[dict[str, float]]:
    """For each segment, in the order of the notes, the probability of every field and of none.

    `states` are the hidden states of `summarizer.reading.states`, one row a segment, where the embedded model
    is at hand. Without them the words decide alone, less surely. `only` names the segments wanted, where not all are.
    """
    import numpy as np

    learned = weights()
    wanted = range(len(texts)) if only is None else only
    # A row has a number for each of thousands of words: those of all the lines of a long talk take gigabytes.
    weighed = [
        np.stack([_vector(features(texts, index), learned) for index in wanted[at : at + _AT_ONCE]]) @ learned.words
        for at in range(0, len(wanted), _AT_ONCE)
    ]
    logits = np.concatenate(weighed) + learned.words_bias
    if states is None:
        logits = logits * learned.words_scale
    else:
        by_words, by_states = learned.both_scales
        logits = by_words * logits + by_states * (states @ learned.states + learned.states_bias)
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = exponents / exponents.sum(axis=1, keepdims=True)
    return [dict(zip(learned.labels, map(float, row), strict=True)) for row in shares]


def _vector(counts: dict[str, int], learned: Weights) -> Matrix:
    """The features as the classifier was trained on them: sublinear counts, rare ones weigh more, length one."""
    import numpy as np

    vector = np.zeros(len(learned.rarity), dtype=np.float32)
    for feature, count in counts.items():
        row = learned.vocabulary.get(feature)
        if row is not None:
            vector[row] = (1.0 + np.log(count)) * learned.rarity[row]
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
