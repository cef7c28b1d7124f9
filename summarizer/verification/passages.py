"""The notes clause by clause: who speaks, who acts, and which clause a clause of a summary rests on."""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from summarizer.notes import Line
from summarizer.text.normal import REMEMBERED, normalise
from summarizer.text.quantities import quantities
from summarizer.verification.cast import Cast, speaker_of
from summarizer.verification.overlap import framed, units, words
from summarizer.verification.postings import Holders, Postings, weighed

_CUT = re.compile(
    r"[。；;！!？?、\n]+|[,，](?!\d{3}(?!\d))(?!\s(?:at|on|in|by|before|from|[a-z]{3,9})\s\d)(?<!day,)|(?<=[a-z\d)])(?<!\b[ap]\.m)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bdr)\.\s|\s[-–—]+\s|——|(?<=[\u3400-\u9fff)）])\s+(?=[\u3400-\u9fff(（])"
    r"|\s*[①②③④⑤⑥⑦⑧⑨⑩]\s*|\s(?:but|because|while|whereas|although|since)\s|(?<=[a-z]{2})\s/\s(?=[a-z]{2})"
)
_AND = re.compile(r"\s+and\s+(?=(?:\w+\s+){2,})")
_FRAMED = 0.85
"""What a word of the frame (`表示`, `explained`) counts."""

_LINE_SHARE = 0.35
"""How much of what a passage carries is taken from its whole line: a clause leaves out what the one before it said."""

_QUANTITY_BONUS = 0.3
_NAME_BONUS = 0.15

_ROUNDING = 1e-9
"""By how much two sums of the same numbers in another order may differ."""


class Clause(NamedTuple):
    """A clause in normalised text, and where it starts in the text it was cut from."""

    text: str
    start: int


class Passage(NamedTuple):
    """One clause of the notes. `line` is its number, `turn` the normalised text of the whole line, `speaker` who says it."""

    line: int
    text: str
    turn: str
    speaker: str | None
    number: int
    asked: bool = False
    """Whether it is a question."""


@lru_cache(maxsize=REMEMBERED)
def cut(text: str) -> tuple[Clause, ...]:
    """A normalised text cut at what separates clauses, in notes without punctuation at the spaces too."""
    pieces: list[Clause] = []
    start = 0
    for end, after in [*((found.start(), found.end()) for found in _CUT.finditer(text)), (len(text), len(text))]:
        pieces += _joined(text[start:end], start)
        start = after
    return tuple(piece for piece in pieces if re.search(r"\w", piece.text))


def _joined(text: str, start: int) -> list[Clause]:
    """English clauses joined by *and* are two when each says something of its own."""
    start += len(text) - len(text.lstrip())
    text = text.strip()
    found = _AND.search(text) if "and" in text else None
    if not found or len(text[: found.start()].split()) < 4:
        return [Clause(text, start)]
    return [Clause(text[: found.start()].strip(), start), *_joined(text[found.end() :], start + found.end())]


class Ranked(NamedTuple):
    """A passage, and how much of a clause it carries: of its words, and in all."""

    passage: Passage
    words: float
    score: float


class Ranking:
    """The passages that carry most of a clause, so many as are asked for, and those of any line.

    `bounds` is what a passage of each line can score at most. Only where that is enough for one of the best are the
    passages measured: in a long talk nearly every line shares some word with a clause.
    """

    def __init__(self, count: int, bounds: Mapping[int, float], measured: Callable[[int], Iterable[Ranked]]) -> None:
        self._measured = measured
        self._lines: set[int] = set()
        self._found: dict[int, Ranked] = {}
        likely = _least(bounds.values(), count)
        self._measure(line for line, bound in bounds.items() if bound >= likely)
        scores = [found.score for found in self._found.values()]
        least = _least(scores, count) - _ROUNDING if len(scores) >= count else 0.0
        self._measure(line for line, bound in bounds.items() if bound >= least)

    def best(self, count: int, lines: Collection[int] = (), ahead: float = 0.0) -> list[Ranked]:
        """So many that carry most of it, best first; those of some lines are `ahead` of the others."""
        self._measure(lines)
        least = _least([found.score for found in self._found.values()], count)
        likely = [
            found._replace(score=found.score + ahead * (found.passage.line in lines))
            for found in self._found.values()
            if found.score >= least or found.passage.line in lines
        ]
        return sorted(likely, key=lambda found: (-found.score, found.passage.number))[:count]

    def _measure(self, lines: Iterable[int]) -> None:
        for line in lines:
            if line not in self._lines:
                self._lines.add(line)
                self._found.update((found.passage.number, found) for found in self._measured(line))


def _least(scores: Iterable[float], count: int) -> float:
    """The last of so many best scores."""
    return min(heapq.nlargest(count, scores), default=0.0)


class Passages:
    """The clauses of one set of notes, searched by meaning."""

    def __init__(self, lines: Sequence[Line], cast: Cast) -> None:
        self.cast = cast
        self.all: list[Passage] = []
        listed = sorted({normalise(name) for name in (*cast.names, *cast.speakers)}, key=len, reverse=True)
        self._names = (
            re.compile(
                "|".join(rf"\b{re.escape(name)}\b(?:'s)?" if name.isascii() else re.escape(name) for name in listed)
            )
            if listed
            else None
        )
        for line in lines:
            speaker, offset = speaker_of(line, cast.speakers)
            turn = normalise(line.text[offset:])
            self.all += [
                Passage(line.number, clause.text, turn, speaker, len(self.all) + number, _asked(turn, clause))
                for number, clause in enumerate(cut(turn))
            ]
        self.of_line: dict[int, list[int]] = {}
        """The numbers of the passages of each line."""
        self._named: dict[str, list[int]] = {}
        for passage in self.all:
            self.of_line.setdefault(passage.line, []).append(passage.number)
            for person in self.people(passage.text):
                self._named.setdefault(person, []).append(passage.number)
        self._quantities = [quantities(passage.text) for passage in self.all]
        self._holders = Holders(enumerate(self._quantities))
        self._turns = {passage.line: passage.turn for passage in self.all}
        self._lines = Postings(
            (line, [turn, *(self.all[number].text for number in self.of_line[line])])
            for line, turn in self._turns.items()
        )
        holding = Counter(chain.from_iterable(words(passage.text) for passage in self.all))
        count = max(1, len(self.all))
        self._rare = {word: math.log(1 + count / held) for word, held in holding.items()}
        self._most = math.log(1 + count)

    def weight(self, word: str) -> float:
        """How much a word tells: the rarer in the notes, the more."""
        return self._rare.get(word, self._most)

    def people(self, text: str) -> frozenset[str]:
        """The people that a text names, each by the one name that stands for them."""
        if self._names is None:
            return frozenset()
        return frozenset(self.cast.same(found[0]) for found in self._names.finditer(text))

    def after(self, passage: Passage) -> Passage | None:
        """The clause that follows in the notes."""
        return self.all[passage.number + 1] if passage.number + 1 < len(self.all) else None

    def in_line(self, line: int) -> list[Passage]:
        """The clauses of one line of the notes."""
        return [self.all[number] for number in self.of_line[line]]

    def before(self, passage: Passage) -> Passage | None:
        """The clause that comes before it in the notes."""
        return self.all[passage.number - 1] if passage.number else None

    def ranked(self, clause: str, count: int) -> Ranking:
        """How much of a clause the passages carry that carry most of it, so many at least."""
        bare = self.nameless(clause)
        frame = framed(bare)
        wanted = [
            (unit, self.weight(unit.text) * (_FRAMED if unit.start in frame else 1.0))
            for unit in units(bare)
            if not unit.empty
        ]
        total = sum(weight for _, weight in wanted)
        named, counted = self.people(clause), quantities(clause)
        people: set[int] = set().union(*(self._named.get(person, ()) for person in named))
        holders = [self._holders.of(quantity) for quantity in counted]

        def measured(line: int) -> Iterator[Ranked]:
            of_line = _LINE_SHARE * weighed(wanted, self._turns[line])
            for number in self.of_line[line]:
                passage = self.all[number]
                carried = (1 - _LINE_SHARE) * weighed(wanted, passage.text) + of_line
                words = carried / total if carried else 0.0
                score = words + _NAME_BONUS if number in people else words
                held = sum(number in holder for holder in holders)
                if held:
                    score += _QUANTITY_BONUS * held / len(counted)
                if score:
                    yield Ranked(passage, words, score)

        bounds = self._lines.carried([(unit, weight / total) for unit, weight in wanted])
        for bonus, numbers in [(_NAME_BONUS, people), *((_QUANTITY_BONUS / len(counted), held) for held in holders)]:
            for number in numbers:
                line = self.all[number].line
                bounds[line] = bounds.get(line, 0.0) + bonus
        return Ranking(count, bounds, measured)

    def nameless(self, clause: str) -> str:
        """A clause without the people it names: notes name a person once, and a summary in every sentence."""
        return self._names.sub(lambda found: " " * len(found[0]), clause) if self._names else clause


def _asked(turn: str, clause: Clause) -> bool:
    return bool(re.search(r"[吗呢]$|几[^个]?了?$|^(?:怎么|为什么|什么)|什么.{0,4}$", clause.text)) or turn[
        clause.start + len(clause.text) :
    ].lstrip()[:1] in ("?", "？")
