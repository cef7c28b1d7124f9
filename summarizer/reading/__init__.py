"""Which segment of the notes answers which field: read by code and a small classifier, before any model is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from summarizer.notes import Notes
from summarizer.reading.classifier import classify
from summarizer.reading.corrections import standing
from summarizer.reading.dictation import sentence_ends
from summarizer.reading.priors import with_priors
from summarizer.reading.roles import TOLD_BY_COACHEE, Parts, Role, marked, roles
from summarizer.reading.route import Answer, Routing, route
from summarizer.reading.segments import ACTIONS, Segment, segments, spoken
from summarizer.reading.states import Embedder, segment_states
from summarizer.template import Language


class Reading(NamedTuple):
    """What reading made of notes: the segments that answer each field, and the part of each speaker of a transcript."""

    routing: Routing
    parts: Parts


async def read(
    notes: Notes,
    language: Language,
    embedder: Embedder | None,
    titled: Collection[str] = (),
    told: Mapping[Role, str] = MappingProxyType({}),
) -> Reading:
    """Route the segments of the notes to the fields they answer.

    With the embedded model at hand its hidden states help to decide; without it the words alone do. `titled` and
    `told` are what is known of the speakers (`roles`).
    """
    pieces = segments(notes, await sentence_ends(notes, language, embedder) if embedder else None)
    if not pieces:
        return Reading({}, Parts({}, sure=False))
    texts = [piece.text for piece in pieces]
    shares = classify(texts)
    parts = roles(pieces, shares, titled, told)
    if embedder:
        said = [marked(piece.text, parts.roles.get(piece.speaker or ""), language) for piece in pieces]
        shares = classify(texts, await segment_states(said, language, embedder))
    routing = route(pieces, with_priors(pieces, shares))
    if actions := routing.get(ACTIONS):
        routing[ACTIONS] = standing(pieces, actions)
    if parts.sure:
        routing = _own_words(routing, parts.roles)
    return Reading(routing, parts)


def parts_of(notes: Notes, titled: Collection[str], told: Mapping[Role, str]) -> Parts:
    """Who of the speakers has which part, by their words alone."""
    pieces = spoken(notes)
    return roles(pieces, classify([piece.text for piece in pieces]), titled, told) if pieces else Parts({}, sure=False)


def _own_words(routing: Routing, parts: Mapping[str, Role]) -> Routing:
    """What somebody tells of themself, they tell: the coach's turns are left out of it."""
    kept = {
        path: [answer for answer in answers if path not in TOLD_BY_COACHEE or _may_tell(answer.segment, parts)]
        for path, answers in routing.items()
    }
    return {path: answers for path, answers in kept.items() if answers}


def _may_tell(segment: Segment, parts: Mapping[str, Role]) -> bool:
    return segment.speaker is None or parts.get(segment.speaker) is Role.COACHEE


__all__ = [
    "TOLD_BY_COACHEE",
    "Answer",
    "Embedder",
    "Parts",
    "Reading",
    "Role",
    "Routing",
    "Segment",
    "parts_of",
    "read",
    "segments",
]
