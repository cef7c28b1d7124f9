"""Which texts of the notes hold a word, a word of its meaning, or a quantity: looked up, not searched for line by line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain

from summarizer.text.quantities import Measure, Quantity, same
from summarizer.verification.overlap import Unit, meant, rows, words

_MEANT = 0.7
"""What a word of the same meaning counts, where the word itself counts 1."""

_EXACT = (Measure.NUMBER, Measure.DURATION)
"""Quantities that are the same as one of their own measure and value only."""


class Postings:
    """Which texts, one or several to a key, hold which words, and which rows of the table of synonyms."""

    def __init__(self, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
        holding: defaultdict[str, list[int]] = defaultdict(list)
        meaning: defaultdict[int, list[int]] = defaultdict(list)
        for key, of_key in texts:
            for word in frozenset().union(*map(words, of_key)):
                holding[word].append(key)
            for row in frozenset().union(*map(rows, of_key)):
                meaning[row].append(key)
        self._words: dict[str, list[int]] = dict(holding)
        self._rows: dict[int, list[int]] = dict(meaning)

    def holds(self, unit: Unit) -> bool:
        """Whether any text holds a unit or a word of its meaning."""
        return unit.text in self._words or any(row in self._rows for row in unit.rows)

    def carried(self, wanted: Sequence[tuple[Unit, float]]) -> dict[int, float]:
        """The weight of the wanted units that the texts of each key carry; less for a word of the same meaning."""
        found: defaultdict[int, float] = defaultdict(float)
        for unit, weight in wanted:
            held = self._words.get(unit.text, ())
            for key in held:
                found[key] += weight
            if unit.rows:
                for key in self._meant(unit).difference(held):
                    found[key] += _MEANT * weight
        return found

    def shares(self, clause: str) -> dict[int, float]:
        """`overlap.share` of a clause for every text where it is not 0."""
        wanted = meant(clause)
        counts = Counter(
            chain.from_iterable(self._meant(unit).union(self._words.get(unit.text, ())) for unit in wanted)
        )
        return {key: count / len(wanted) for key, count in counts.items()}

    def _meant(self, unit: Unit) -> set[int]:
        return set().union(*(self._rows.get(row, ()) for row in unit.rows))


def weighed(wanted: Sequence[tuple[Unit, float]], text: str) -> float:
    """The weight of the wanted units that one text carries, as `Postings.carried` counts it."""
    held, known = words(text), rows(text)
    found = 0.0
    for unit, weight in wanted:
        if unit.text in held:
            found += weight
        elif not known.isdisjoint(unit.rows):
            found += _MEANT * weight
    return found


class Holders:
    """Which texts, by their keys, hold a quantity that can mean the same as a given one."""

    def __init__(self, texts: Iterable[tuple[int, Sequence[Quantity]]]) -> None:
        self._exact: dict[tuple[Measure, tuple[Decimal, ...]], set[int]] = {}
        self._others: dict[tuple[Measure, tuple[Decimal, ...], str], tuple[Quantity, set[int]]] = {}
        for key, held in texts:
            for quantity in held:
                if quantity.measure in _EXACT:
                    self._exact.setdefault((quantity.measure, quantity.value), set()).add(key)
                else:
                    alike = (quantity.measure, quantity.value, quantity.text)
                    self._others.setdefault(alike, (quantity, set()))[1].add(key)

    def of(self, quantity: Quantity) -> set[int]:
        """The keys of the texts that hold it."""
        if quantity.measure in _EXACT:
            return self._exact.get((quantity.measure, quantity.value), set())
        return set().union(*(keys for other, keys in self._others.values() if same(quantity, other)))
