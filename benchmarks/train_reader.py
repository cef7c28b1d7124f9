"""Train the weights of `summarizer.reading` on the labelled notes, the same bytes every time.

    python benchmarks/train_reader.py            train and write summarizer/reading/weights.npz
    python benchmarks/train_reader.py --report   also print cross-validated accuracy, by field

Needs scikit-learn beside the `dev` extra. Hidden states of the labelled sentences take the embedded model about an
hour on two cores; they are kept in the cache directory, keyed by the text and the model.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from summarizer.providers.connection import connect
from summarizer.providers.local.store import EMBEDDED, models_dir
from summarizer.providers.settings import Settings, resolve
from summarizer.reading.classifier import NONE
from summarizer.reading.features import features
from summarizer.reading.roles import Role, marked
from summarizer.reading.states import segment_states

ROOT = Path(__file__).parents[1]
LABELLED = ROOT / "fixtures" / "labelled"
TARGET = ROOT / "summarizer" / "reading" / "weights.npz"
MAX_VOCABULARY = 12_000
MIN_NOTES = 2
WORDS_C, STATES_C = 20.0, 0.003
FOLDS = 3


class Sentences(NamedTuple):
    """The labelled sentences; `group` is their document, which is never split between training and test."""

    counts: list[Counter[str]]
    labels: list[tuple[str, ...]]
    group: list[str]
    language: list[str]
    states: Any


def load() -> Sentences:
    """All labelled sentences, with their hidden states."""
    counts: list[Counter[str]] = []
    labels: list[tuple[str, ...]] = []
    group: list[str] = []
    language: list[str] = []
    rows: list[Any] = []
    for path in sorted(LABELLED.glob("*.jsonl")):
        for document in map(json.loads, path.read_text("utf-8").splitlines()):
            texts = [sentence["text"] for sentence in document["sentences"]]
            for index, sentence in enumerate(document["sentences"]):
                counts.append(features(texts, index))
                labels.append(tuple(sentence["fields"]) or (NONE,))
                group.append(document["id"])
                language.append(document["language"])
        rows.append(states_of(path))
    return Sentences(counts, labels, group, language, np.vstack(rows))


def states_of(path: Path) -> Any:
    """The hidden states of one file's sentences: from the cache, else read by the embedded model now."""
    digest = hashlib.sha256(path.read_bytes() + EMBEDDED.sha256.encode()).hexdigest()[:16]
    kept = models_dir() / f"states-{path.stem}-{digest}.npz"
    if not kept.exists():
        print(f"reading {path.name} with the embedded model")
        np.savez(kept, states=asyncio.run(read_states(path)).astype(np.float16))
    with np.load(kept) as stored:
        return stored["states"].astype(np.float32)


async def read_states(path: Path) -> Any:
    """The hidden states of one file's sentences, a document at a time; spoken turns with who speaks."""
    rows: list[Any] = []
    async with connect(resolve(Settings(provider="local"))) as connection:
        assert connection.embedder is not None
        for document in map(json.loads, path.read_text("utf-8").splitlines()):
            language = document["language"]
            texts = [
                marked(said["text"], Role(said["speaker"]) if said["speaker"] else None, language)
                for said in document["sentences"]
            ]
            rows.append(await segment_states(texts, language, connection.embedder))
    return np.vstack(rows)


def vocabulary(counts: list[Counter[str]], rows: list[int]) -> tuple[dict[str, int], Any]:
    """The features that most sentences share, up to the bound, and how rare each is."""
    seen: Counter[str] = Counter()
    for row in rows:
        seen.update(counts[row].keys())
    words = sorted((word for word, n in seen.items() if n >= MIN_NOTES), key=lambda word: (-seen[word], word))
    words = words[:MAX_VOCABULARY]
    rarity = np.array([math.log((1 + len(rows)) / (1 + seen[word])) + 1 for word in words], dtype=np.float32)
    return {word: column for column, word in enumerate(words)}, rarity


def matrix(counts: list[Counter[str]], rows: list[int], columns: dict[str, int], rarity: Any) -> Any:
    """Sentences as rows of sublinear counts, weighed by rarity, of length one."""
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for row in rows:
        values = {
            columns[word]: (1 + math.log(n)) * rarity[columns[word]]
            for word, n in counts[row].items()
            if word in columns
        }
        length = math.sqrt(sum(value * value for value in values.values())) or 1.0
        for column in sorted(values):
            indices.append(column)
            data.append(values[column] / length)
        starts.append(len(indices))
    return csr_matrix((np.array(data, np.float32), indices, starts), shape=(len(rows), len(columns)))


def expand(sentences: Sentences, rows: list[int]) -> tuple[list[int], list[str], Any]:
    """A sentence that answers two fields counts as half a sentence of each."""
    doubled = [(row, label, 1 / len(sentences.labels[row])) for row in rows for label in sentences.labels[row]]
    return [row for row, _, _ in doubled], [label for _, label, _ in doubled], np.array([w for _, _, w in doubled])


class Fitted(NamedTuple):
    columns: dict[str, int]
    rarity: Any
    words: LogisticRegression
    states: LogisticRegression
    middle: Any
    spread: Any


def fit(sentences: Sentences, rows: list[int]) -> Fitted:
    """Both classifiers on these sentences."""
    columns, rarity = vocabulary(sentences.counts, rows)
    many, labels, share = expand(sentences, rows)
    words = LogisticRegression(C=WORDS_C, max_iter=300)
    words.fit(matrix(sentences.counts, many, columns, rarity), labels, sample_weight=share)
    middle, spread = sentences.states[rows].mean(0), sentences.states[rows].std(0) + 1e-6
    states = LogisticRegression(C=STATES_C, max_iter=300)
    states.fit((sentences.states[many] - middle) / spread, labels, sample_weight=share)
    return Fitted(columns, rarity, words, states, middle, spread)


def logits(sentences: Sentences, rows: list[int], fitted: Fitted) -> tuple[Any, Any]:
    by_words = fitted.words.decision_function(matrix(sentences.counts, rows, fitted.columns, fitted.rarity))
    by_states = fitted.states.decision_function((sentences.states[rows] - fitted.middle) / fitted.spread)
    return by_words, by_states


def softmax(values: Any) -> Any:
    exponents = np.exp(values - values.max(1, keepdims=True))
    return exponents / exponents.sum(1, keepdims=True)


def loss(values: Any, truth: list[tuple[str, ...]], classes: list[str]) -> float:
    shares = softmax(values)
    right = [sum(shares[i, classes.index(label)] for label in labels) for i, labels in enumerate(truth)]
    return float(-np.log(np.maximum(right, 1e-9)).mean())


def accuracy(values: Any, truth: list[tuple[str, ...]], classes: list[str]) -> float:
    return float(np.mean([classes[best] in labels for best, labels in zip(values.argmax(1), truth, strict=True)]))


def main() -> None:
    """Cross-validate for the calibration, then train on everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true")
    arguments = parser.parse_args()
    sentences = load()
    everything = list(range(len(sentences.labels)))
    classes = sorted({label for labels in sentences.labels for label in labels})
    held_words = np.zeros((len(everything), len(classes)))
    held_states = np.zeros((len(everything), len(classes)))
    for train, test in GroupKFold(FOLDS).split(everything, groups=sentences.group):
        fitted = fit(sentences, list(train))
        held_words[test], held_states[test] = logits(sentences, list(test), fitted)
    truth = sentences.labels
    grid = [0.4, 0.6, 0.8, 1.0, 1.2, 1.5, 2.0]
    words_scale = min(grid, key=lambda a: loss(a * held_words, truth, classes))
    pairs = [(a, b) for a in (0.0, *grid) for b in (0.0, *grid)]
    both = min(pairs, key=lambda pair: loss(pair[0] * held_words + pair[1] * held_states, truth, classes))
    mixed = both[0] * held_words + both[1] * held_states
    print(f"sentences {len(everything)}, classes {len(classes)}")
    shown = {"words": held_words, "states": held_states, f"both {both}": mixed}
    print(
        "top-1, cross-validated:", {name: round(accuracy(values, truth, classes), 3) for name, values in shown.items()}
    )
    if arguments.report:
        report(mixed, sentences, classes)
    write(fit(sentences, everything), classes, words_scale, both)


def report(values: Any, sentences: Sentences, classes: list[str]) -> None:
    """Precision and recall of the first guess, field by field, and how good a probability is."""
    guesses = [classes[best] for best in values.argmax(1)]
    print("| field | sentences | precision | recall |\n| --- | --- | --- | --- |")
    for label in classes:
        true = [label in labels for labels in sentences.labels]
        said = [guess == label for guess in guesses]
        hit = sum(t and s for t, s in zip(true, said, strict=True))
        print(f"| {label} | {sum(true)} | {hit / max(1, sum(said)):.2f} | {hit / max(1, sum(true)):.2f} |")
    shares = softmax(values).max(1)
    right = np.array([guess in labels for guess, labels in zip(guesses, sentences.labels, strict=True)])
    print("| probability | sentences | right |\n| --- | --- | --- |")
    for low in np.arange(0, 1, 0.1):
        inside = (shares >= low) & (shares < low + 0.1)
        if inside.any():
            print(f"| {low:.1f}-{low + 0.1:.1f} | {inside.sum()} | {right[inside].mean():.2f} |")
    for language in ("zh", "en"):
        rows = [i for i, said in enumerate(sentences.language) if said == language]
        print(f"{language}: {right[rows].mean():.3f}")


def write(fitted: Fitted, classes: list[str], words_scale: float, both: tuple[float, float]) -> None:
    """Store the weights: words in eight bits, states in sixteen."""
    words = fitted.words.coef_.T.astype(np.float32)
    step = np.abs(words).max(0, keepdims=True) / 127
    states = (fitted.states.coef_ / fitted.spread).T
    bias = fitted.states.intercept_ - (fitted.states.coef_ * (fitted.middle / fitted.spread)).sum(1)
    np.savez_compressed(
        TARGET,
        labels=np.array("\n".join(classes)),
        vocabulary=np.array("\n".join(sorted(fitted.columns, key=fitted.columns.__getitem__))),
        rarity=fitted.rarity.astype(np.float16),
        words=np.round(words / step).astype(np.int8),
        words_step=step.astype(np.float32),
        words_bias=fitted.words.intercept_.astype(np.float32),
        states=states.astype(np.float16),
        states_bias=bias.astype(np.float32),
        scales=np.array([words_scale, *both], dtype=np.float32),
        model_sha256=np.array(EMBEDDED.sha256),
    )
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
