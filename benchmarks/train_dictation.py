"""Train the probe that finds where sentences of dictation end (`summarizer.reading.dictation`), always the same bytes.

    python benchmarks/train_dictation.py    train and write summarizer/reading/dictation.npz

Needs the extra `train`. The hidden states of the dictated labelled notes take the embedded model some minutes; they are
kept in the cache directory, keyed by the text and the model.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from summarizer.providers.connection import connect
from summarizer.providers.local.store import EMBEDDED, models_dir
from summarizer.providers.settings import Settings, resolve
from summarizer.reading.dictation import windows

ROOT = Path(__file__).parents[1]
LABELLED = ROOT / "fixtures" / "labelled"
TARGET = ROOT / "summarizer" / "reading" / "dictation.npz"
C = 0.002
FOLDS = 4
THRESHOLDS = np.arange(-4, 2, 0.25)
SEPARATOR = {"zh": "", "en": " "}


class Spoken(NamedTuple):
    """One dictated document: its sentences run together, and where they end in bytes."""

    name: str
    language: str
    text: str
    ends: frozenset[int]


class Tokens(NamedTuple):
    """A language's tokens: what the probe sees of each, whether a sentence ends there, its document."""

    seen: Any
    ends: Any
    document: list[str]


def documents() -> list[Spoken]:
    """The dictated documents of the labelled fixtures."""
    found: list[Spoken] = []
    for path in sorted(LABELLED.glob("*.jsonl")):
        for document in map(json.loads, path.read_text("utf-8").splitlines()):
            if document["form"] != "dictated":
                continue
            separator = SEPARATOR[document["language"]]
            sentences = [sentence["text"].strip().rstrip("。.") for sentence in document["sentences"]]
            text = separator.join(sentences)
            sizes = np.cumsum([len((sentence + separator).encode()) for sentence in sentences])
            ends = frozenset(int(size) - len(separator) for size in sizes)
            found.append(Spoken(document["id"], document["language"], text, ends))
    return found


async def read(spoken: list[Spoken]) -> dict[str, Any]:
    """The sizes of each document's tokens in bytes, and their hidden states."""
    found: dict[str, Any] = {}
    async with connect(resolve(Settings(provider="local"))) as connection:
        assert connection.embedder is not None
        for document in spoken:
            tokens, states = await connection.embedder.token_states(document.text)
            found[f"{document.name}/sizes"] = np.array([len(token) for token in tokens])
            found[f"{document.name}/states"] = states.astype(np.float16)
    return found


def states_of(spoken: list[Spoken]) -> Any:
    """The states of all documents: from the cache, else read by the embedded model now."""
    text = "\n".join(document.text for document in spoken)
    digest = hashlib.sha256((text + EMBEDDED.sha256).encode()).hexdigest()[:16]
    kept = models_dir() / f"states-dictation-{digest}.npz"
    if not kept.exists():
        print("reading the dictated notes with the embedded model")
        np.savez(kept, **asyncio.run(read(spoken)))
    return np.load(kept)


def tokens_of(spoken: list[Spoken], states: Any, language: str) -> Tokens:
    """All tokens of one language; a sentence's end is the nearest end of a token."""
    seen: list[Any] = []
    ends: list[bool] = []
    document: list[str] = []
    for said in spoken:
        if said.language != language:
            continue
        reached = np.cumsum(states[f"{said.name}/sizes"])
        marked = {int(np.argmin(np.abs(reached - end))) for end in said.ends}
        seen.append(windows(states[f"{said.name}/states"].astype(np.float32))[:-1])
        ends += [position in marked for position in range(len(reached) - 1)]
        document += [said.name] * (len(reached) - 1)
    return Tokens(np.vstack(seen), np.array(ends), document)


def fit(seen: Any, ends: Any) -> tuple[Any, float]:
    """The weights and the bias of a probe on states as they are."""
    middle, spread = seen.mean(0), seen.std(0) + 1e-6
    learned = LogisticRegression(C=C, max_iter=300).fit((seen - middle) / spread, ends)
    weights = learned.coef_[0] / spread
    return weights, float(learned.intercept_[0] - weights @ middle)


def harmony(score: Any, ends: Any, threshold: float) -> float:
    """F1 of the ends above a threshold."""
    said = score > threshold
    return float(2 * (said & ends).sum() / max(1, said.sum() + ends.sum()))


def main() -> None:
    """Cross-validate for the threshold, then train on everything."""
    spoken = documents()
    states = states_of(spoken)
    stored: dict[str, Any] = {"model_sha256": np.array(EMBEDDED.sha256)}
    for language in SEPARATOR:
        tokens = tokens_of(spoken, states, language)
        held = np.zeros(len(tokens.ends))
        for train, test in GroupKFold(FOLDS).split(tokens.seen, groups=tokens.document):
            weights, bias = fit(tokens.seen[train], tokens.ends[train])
            held[test] = tokens.seen[test] @ weights + bias
        threshold = max(THRESHOLDS, key=lambda t: harmony(held, tokens.ends, t))
        said = held > threshold
        print(
            f"{language}: {len(tokens.ends)} tokens, {tokens.ends.sum()} ends; cross-validated "
            f"precision {tokens.ends[said].mean():.2f}, recall {said[tokens.ends].mean():.2f}"
        )
        weights, bias = fit(tokens.seen, tokens.ends)
        stored[f"{language}_weights"] = weights.astype(np.float16)
        stored[f"{language}_bias"] = np.array([bias, threshold], dtype=np.float32)
    np.savez_compressed(TARGET, **stored)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
