"""A statement cut into claims: its clauses, each with the passages of the notes that speak of the same thing."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.text.normal import normalise
from summarizer.text.quantities import quantities
from summarizer.verification.figures import holds
from summarizer.verification.overlap import units
from summarizer.verification.passages import Passage, Passages, Ranked, cut

_ALIKE = 0.3
"""Share of a clause's weight from which a passage speaks of the same thing."""

_NEAR = 0.55
"""Passages that carry at least this much of what the best one carries may be meant as well."""

_MAX_NEAR = 4

_FIGURED = 0.35
"""The same for passages that hold every figure of the clause, or stand in a line that the statement rests on."""

_COHERENCE = 0.12
"""What a passage is ahead by whose line another clause of the statement rests on."""


class Claim(NamedTuple):
    """One clause of a statement. `near` are the passages it may rest on, best first; none where no passage is alike."""

    text: str
    start: int
    near: tuple[Passage, ...]
    score: float
    """How much of it the best passage carries, 1 for all of its words."""
    words: str
    """The clause without the names of people, which the notes need not repeat where it rests."""


def claims_of(statement: str, passages: Passages) -> tuple[Claim, ...]:
    """The claims of a statement, in its order. A clause with next to no words of its own goes with the one after it."""
    text = normalise(statement)
    pieces: list[tuple[int, int]] = []
    open_ = False
    for clause in cut(text):
        end = clause.start + len(clause.text)
        if open_:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((clause.start, end))
        open_ = sum(not unit.empty for unit in units(text[pieces[-1][0] : end])) < 2
    if len(pieces) > 1 and open_:
        last = pieces.pop()
        pieces[-1] = (pieces[-1][0], last[1])
    ranked = [passages.ranked(text[start:end], _MAX_NEAR) for start, end in pieces]
    firsts = [next((first for first in found.best(1) if first.score >= _ALIKE), None) for found in ranked]
    claims = []
    for number, (start, end) in enumerate(pieces):
        others = {first.passage.line for place, first in enumerate(firsts) if first and place != number}
        claims.append(
            _claim(text[start:end], start, ranked[number].best(_MAX_NEAR, others, _COHERENCE), others, passages)
        )
    return tuple(claims)


def _claim(text: str, start: int, ranked: list[Ranked], lines: set[int], passages: Passages) -> Claim:
    if not any(not unit.empty for unit in units(passages.nameless(text))) and passages.people(text):
        return Claim(text, start, (), 1.0, "")  # only names, which are looked at on their own
    if not ranked or ranked[0].score < _ALIKE:
        return Claim(text, start, (), ranked[0].score if ranked else 0.0, passages.nameless(text))
    best = ranked[0]
    wanted = [figure for figure in quantities(text) if not figure.article]
    near = [
        found.passage
        for found in ranked
        if (found.score >= _NEAR * best.score and found.words >= _NEAR * best.words)
        or (found.passage.line in lines and found.words >= _FIGURED * best.words)
        or (wanted and found.words >= _FIGURED * best.words and holds(text, found.passage.turn))
    ]
    return Claim(text, start, tuple(near), best.score, passages.nameless(text))
