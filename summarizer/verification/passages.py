"""The notes clause by clause: who speaks, who acts, and which clause a clause of a summary rests on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.notes import Line
from summarizer.text.normal import normalise
from summarizer.text.quantities import Quantity, quantities, same
from summarizer.verification.cast import Cast, speaker_of
from summarizer.verification.overlap import Unit, framed, rows, units, words

_CUT = re.compile(
    r"[。；;！!？?、\n]+|[,，](?!\d{3}(?!\d))(?!\s(?:at|on|in|by|before|from|[a-z]{3,9})\s\d)(?<!day,)|(?<=[a-z\d)])(?<!\b[ap]\.m)(?<!\bmr)(?<!\bms)(?<!\bmrs)(?<!\bdr)\.\s|\s[-–—]+\s|——|(?<=[\u3400-\u9fff)）])\s+(?=[\u3400-\u9fff(（])"
    r"|\s*[①②③④⑤⑥⑦⑧⑨⑩]\s*|\s(?:but|because|while|whereas|although|since)\s|(?<=[a-z]{2})\s/\s(?=[a-z]{2})"
)
_AND = re.compile(r"\s+and\s+(?=(?:\w+\s+){2,})")
_FRAMED = 0.85
"""What a word of the frame (`表示`, `explained`) counts."""

_MEANT = 0.7
"""What a word of the same meaning counts, where the word itself counts 1."""

_LINE_SHARE = 0.35
"""How much of what a passage carries is taken from its whole line: a clause leaves out what the one before it said."""

_QUANTITY_BONUS = 0.3
_NAME_BONUS = 0.15


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


@lru_cache(maxsize=4096)
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
    found = _AND.search(text)
    if not found or len(text[: found.start()].split()) < 4:
        return [Clause(text, start)]
    return [Clause(text[: found.start()].strip(), start), *_joined(text[found.end() :], start + found.end())]


class Ranked(NamedTuple):
    """A passage, and how much of a clause it carries: of its words, and in all."""

    passage: Passage
    words: float
    score: float


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
        self._people = [self.people(passage.text) for passage in self.all]
        self._quantities = [quantities(passage.text) for passage in self.all]
        turns = {passage.line: passage.turn for passage in self.all}
        self._clauses = _Postings((passage.number, passage.text) for passage in self.all)
        self._lines = _Postings(turns.items())
        count = max(1, len(self.all))
        self._rare = {word: math.log(1 + count / len(held)) for word, held in self._clauses.words.items()}
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

    def before(self, passage: Passage) -> Passage | None:
        """The clause that comes before it in the notes."""
        return self.all[passage.number - 1] if passage.number else None

    def ranked(self, clause: str) -> list[Ranked]:
        """The passages that carry most of a clause, best first."""
        bare = self.nameless(clause)
        frame = framed(bare)
        wanted = [
            (unit, self.weight(unit.text) * (_FRAMED if unit.start in frame else 1.0))
            for unit in units(bare)
            if not unit.empty
        ]
        total = sum(weight for _, weight in wanted)
        by_clause, by_line = self._clauses.carried(wanted), self._lines.carried(wanted)
        counted, named = quantities(clause), self.people(clause)
        scored: list[Ranked] = []
        for passage in self.all:
            carried = (1 - _LINE_SHARE) * by_clause.get(passage.number, 0.0)
            carried += _LINE_SHARE * by_line.get(passage.line, 0.0)
            score = heard = carried / total if total else 0.0
            if named & self._people[passage.number]:
                score += _NAME_BONUS
            if counted and (held := self._quantities[passage.number]):
                score += _QUANTITY_BONUS * _shared(counted, held) / len(counted)
            if score:
                scored.append(Ranked(passage, heard, score))
        scored.sort(key=lambda found: (-found.score, found.passage.number))
        return scored

    def nameless(self, clause: str) -> str:
        """A clause without the people it names: notes name a person once, and a summary in every sentence."""
        return self._names.sub(lambda found: " " * len(found[0]), clause) if self._names else clause


class _Postings:
    """Which texts hold which words, and which rows of the table of synonyms."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self.words: dict[str, set[int]] = {}
        self._rows: dict[int, set[int]] = {}
        for key, text in texts:
            for word in words(text):
                self.words.setdefault(word, set()).add(key)
            for row in rows(text):
                self._rows.setdefault(row, set()).add(key)

    def carried(self, wanted: Sequence[tuple[Unit, float]]) -> dict[int, float]:
        """The weight of the wanted units that each text carries; less for a word of the same meaning."""
        found: dict[int, float] = {}
        for unit, weight in wanted:
            held = self.words.get(unit.text, set())
            meant: set[int] = set().union(*(self._rows.get(row, set()) for row in unit.rows)) - held
            for key in held:
                found[key] = found.get(key, 0.0) + weight
            for key in meant:
                found[key] = found.get(key, 0.0) + _MEANT * weight
        return found


def _asked(turn: str, clause: Clause) -> bool:
    return bool(re.search(r"[吗呢]$|几[^个]?了?$|^(?:怎么|为什么|什么)|什么.{0,4}$", clause.text)) or turn[
        clause.start + len(clause.text) :
    ].lstrip()[:1] in ("?", "？")


def _shared(wanted: Sequence[Quantity], held: Sequence[Quantity]) -> int:
    return sum(any(same(one, other) for other in held) for one in wanted)
