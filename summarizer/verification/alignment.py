"""Finding the lines of the notes that a statement rests on, from its text alone.

A model's own word for its sources is only a hint: small models copy line numbers from the example they were shown.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from rapidfuzz import fuzz

from summarizer.notes import Notes
from summarizer.template import EvidenceSpan, Statement
from summarizer.text.normal import Normal, clauses, content, normalise, with_origin
from summarizer.text.quantities import Measure, Quantity, quantities, same
from summarizer.verification.overlap import Unit
from summarizer.verification.postings import Holders, Postings

MAX_SPANS = 4
_CLAUSE_FOUND = 50.0
"""Partial similarity in per cent from which a line is evidence for a clause."""

_HINT_BONUS = 8.0
"""What a line that the model named is ahead by, when lines are equally alike."""


_RELATED = 0.25
"""Share of a clause's content words from which a line speaks of the same thing."""

_QUANTITY_BONUS = 40.0
"""What a line is ahead by that holds all quantities of a clause: 10/26 is what 10月26日 rests on, not 11月10日."""


_ROUNDING = 0.001
_WORD_FOR_WORD = 90.0
"""Partial similarity in per cent from which a clause stands in a line as it is, but for a mark or a small word."""

_FEW_WORDS = {"zh": 6, "en": 4}
"""Content words (in Chinese characters) below which finding them in a line proves nothing."""

COUNTS = (Measure.NUMBER, Measure.PERCENT)
"""Quantities that say nothing without the thing they count."""


class Alignment(NamedTuple):
    """Where a statement stands in the notes."""

    spans: tuple[EvidenceSpan, ...]

    @property
    def lines(self) -> set[int]:
        return {span.line for span in self.spans}


class NotesIndex:
    """The notes made ready for many alignments."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self._lines: list[tuple[int, Normal]] = [(line.number, with_origin(line.text)) for line in notes.content]
        self.texts = [normal.text for _, normal in self._lines]
        """The lines that say anything, normalised, in their order."""
        self._quantities = [quantities(text) for text in self.texts]
        self._words = [frozenset(content(text)) for text in self.texts]
        self._holding: dict[str, list[int]] = {}
        for position, held in enumerate(self._words):
            for word in held:
                self._holding.setdefault(word, []).append(position)
        self._positions = {number: position for position, (number, _) in enumerate(self._lines)}
        self._holders = Holders(enumerate(self._quantities))
        self._carrying = Postings(enumerate([text] for text in self.texts))
        speakers = list(dict.fromkeys(normalise(line.speaker) for line in notes.content if line.speaker))
        self._spoken = Postings(enumerate([name] for name in speakers))
        self.text = "\n".join([*speakers, *self.texts])
        """All that the notes say, and who says it: a name may stand at the head of turns only."""

    def given(self, statement: Statement) -> Alignment | None:
        """The evidence a statement came with, if it is exact: the stretches it names hold all its words."""
        lines = self.notes.lines
        spans = [
            span
            for span in statement.evidence
            if span.line <= len(lines) and span.start < span.end <= len(lines[span.line - 1].text)
        ]
        if not spans or len(spans) != len(statement.evidence):
            return None
        quoted = "\n".join(normalise(lines[span.line - 1].text[span.start : span.end]) for span in spans)
        exact = set(content(normalise(statement.text))) <= set(content(quoted))
        return Alignment(tuple(spans)) if exact else None

    def align(self, statement: str, hints: Sequence[int] = ()) -> Alignment:
        """The best evidence for each clause of a statement, in the order of the notes."""
        normal = normalise(statement)
        chosen: dict[int, tuple[int, int]] = {}
        for clause in clauses(normal) or [normal]:
            position = self._best(clause, hints)
            if position is None:
                continue
            start, end = self._span(clause, position)
            known = chosen.get(position)
            chosen[position] = (min(known[0], start), max(known[1], end)) if known else (start, end)
            if len(chosen) >= MAX_SPANS:
                break
        return Alignment(tuple(self._evidence(position, *chosen[position]) for position in sorted(chosen)))

    def related(self, statement: str, alignment: Alignment) -> str:
        """What the notes say of the things a statement speaks of: its evidence, and lines that share its words.

        A number elsewhere bears nothing out: that somebody met on floor 3 does not make 13 mistakes 3 mistakes.
        """
        positions = {position for number in alignment.lines if (position := self._positions.get(number)) is not None}
        for clause in clauses(normalise(statement)):
            words = _uncounted(clause)
            least = _RELATED * len(words)
            positions.update([position for position, count in self._counts(words).items() if count >= least])
        return "\n".join([self.texts[position] for position in sorted(positions)])

    def heard(self, unit: Unit) -> bool:
        """Whether the notes hold a unit or a word of its meaning in any line, or in the name of a speaker."""
        return self._carrying.holds(unit) or self._spoken.holds(unit)

    def most_carried(self, clause: str) -> float:
        """The share of a clause's meaningful units that the line which carries most of them carries."""
        return max(self._carrying.shares(clause).values(), default=0.0)

    def _counts(self, words: Sequence[str]) -> dict[int, int]:
        """How many of some words each line holds, of those that hold any."""
        return Counter(chain.from_iterable(self._holding.get(word, ()) for word in words))

    def stands(self, statement: str, spans: Sequence[EvidenceSpan]) -> bool:
        """Whether these lines hold a statement nearly word for word: then they are its source, whoever wrote it down.

        A few words may stand anywhere and mean something else there (线上面谈, and 线上投放 in the notes).
        """
        normal = normalise(statement)
        if len(content(normal)) < _FEW_WORDS["en" if normal.isascii() else "zh"]:
            return False
        lines = [normalise(self.notes.line(span.line).text) for span in spans]
        return all(
            any(len(clause) <= len(line) and fuzz.partial_ratio(clause, line) >= _WORD_FOR_WORD for line in lines)
            for clause in clauses(normal)
        )

    def _best(self, clause: str, hints: Sequence[int]) -> int | None:
        """The line that is most like a clause; of equal ones the first."""
        wanted, words = quantities(clause), content(clause)
        counts = self._counts(words)
        leads = self._leads(wanted, hints)
        alone = bare(clause)
        best, best_score = None, 0.0
        for position in self._order(clause, counts, leads, any_=bool(wanted) or not words):
            share, hinted = leads.get(position, (0.0, 0.0))
            shared = share * _QUANTITY_BONUS
            most = 100.0 + shared + hinted
            if most < best_score:
                break
            if most == best_score and best is not None and position > best:
                continue  # as alike as a line before it at most
            held = 100.0 * counts.get(position, 0) / len(words) if words else 0.0
            least = 0.0 if share == 1.0 and alone else _CLAUSE_FOUND
            score = max(held, _running(clause, self.texts[position], max(least, best_score - shared - hinted, held)))
            adjusted = score + shared + hinted
            if score < least or adjusted < best_score:
                continue
            if adjusted > best_score or (best is not None and position < best):
                best, best_score = position, adjusted
        return best

    def _leads(self, wanted: Sequence[Quantity], hints: Sequence[int]) -> dict[int, tuple[float, float]]:
        """The lines that are ahead of others: the share of the wanted quantities that they hold, and for being hinted at."""
        holders = [self._holders.of(quantity) for quantity in wanted]
        hinted = {position for number in hints if (position := self._positions.get(number)) is not None}
        return {
            position: (
                sum(position in holder for holder in holders) / len(wanted) if wanted else 0.0,
                _HINT_BONUS if position in hinted else 0.0,
            )
            for position in hinted.union(*holders)
        }

    def _order(
        self, clause: str, counts: Mapping[int, int], leads: Mapping[int, tuple[float, float]], any_: bool
    ) -> Iterator[int]:
        """The lines that may be like a clause: first those that are ahead, the most first, then those with most words.

        `any_`: it may be one that holds none of the words.
        """
        ahead = sorted(
            leads, key=lambda position: (-leads[position][0] * _QUANTITY_BONUS - leads[position][1], position)
        )
        yield from (one for one in ahead if any_ or one in counts or clause in self.texts[one])
        equal: dict[int, list[int]] = {}
        for position, count in counts.items():
            if position not in leads:
                equal.setdefault(count, []).append(position)
        for count in sorted(equal, reverse=True):
            yield from sorted(equal[count])
        if any_ or clause in self.text:
            rest = sorted(set(range(len(self.texts))).difference(counts, leads))
            yield from rest if any_ else (position for position in rest if clause in self.texts[position])

    def _held(self, wanted: Sequence[Quantity], position: int) -> list[Quantity]:
        """The quantities of a line that the wanted ones equal."""
        pairs = ((one, next((held for held in self._quantities[position] if same(one, held)), None)) for one in wanted)
        return [held for _, held in pairs if held is not None]

    def _span(self, clause: str, position: int) -> tuple[int, int]:
        """The stretch of the line that is most like the clause, widened to whole words; the line for loose matches.

        A bare date or number rests on the line's own quantity, however that is written.
        """
        text = self.texts[position]
        wanted = quantities(clause)
        held = self._held(wanted, position)
        if held and len(held) == len(wanted) and bare(clause):
            return min(quantity.start for quantity in held), max(quantity.end for quantity in held)
        found = fuzz.partial_ratio_alignment(clause, text, score_cutoff=70)
        if found is None or len(clause) > len(text):
            return 0, len(text)
        start, end = found.dest_start, found.dest_end
        while start > 0 and text[start - 1].isalnum() and text[start - 1].isascii() and text[start].isascii():
            start -= 1
        while end < len(text) and text[end].isalnum() and text[end].isascii() and text[end - 1].isascii():
            end += 1
        return (start, end) if end > start else (0, len(text))

    def _evidence(self, position: int, start: int, end: int) -> EvidenceSpan:
        number, normal = self._lines[position]
        original = self.notes.line(number).text
        first, last = normal.origin[start], normal.origin[end - 1] + 1
        while first < last and original[first].isspace():
            first += 1
        while last > first and original[last - 1].isspace():
            last -= 1
        while last < len(original) and unicodedata.combining(original[last]):
            last += 1  # the accent of the last letter
        return EvidenceSpan(line=number, start=first, end=last)


def bare(clause: str) -> bool:
    """Whether a normalised clause is little else than quantities: its wording may then differ altogether.

    Dates and lengths of time may have a word or two with them (历时30分钟); a count is of the things it counts.
    """
    held = quantities(clause)
    counts = any(quantity.measure in COUNTS for quantity in held)
    return bool(held) and len(_uncounted(clause)) <= (0 if counts else 3)


def _uncounted(clause: str) -> list[str]:
    """The content words of a normalised clause without its quantities."""
    rest, end = "", 0
    for quantity in quantities(clause):
        rest, end = f"{rest}{clause[end : quantity.start]} ", quantity.end
    return content(rest + clause[end:])


def _running(clause: str, line: str, least: float) -> float:
    """How much of a clause is in a line as running text, in per cent; 0 where that is less than `least`."""
    compare = fuzz.partial_ratio if len(clause) <= len(line) else fuzz.ratio
    return float(compare(clause, line, score_cutoff=max(0.0, least - _ROUNDING)))
