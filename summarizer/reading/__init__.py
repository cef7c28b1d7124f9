"""Which segment of the notes answers which field: read by code and a small classifier, before any model is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from summarizer.notes import Notes
from summarizer.reading.classifier import classify
from summarizer.reading.corrections import standing
from summarizer.reading.dictation import sentence_ends
from summarizer.reading.priors import with_priors
from summarizer.reading.roles import Role, marked, roles
from summarizer.reading.route import Answer, Routing, route
from summarizer.reading.segments import ACTIONS, Segment, segments
from summarizer.reading.states import Embedder, segment_states
from summarizer.template import Language


class Reading(NamedTuple):
    """What reading made of notes: the segments that answer each field, and the part of each speaker of a transcript."""

    routing: Routing
    roles: Mapping[str, Role]


async def read(notes: Notes, language: Language, embedder: Embedder | None) -> Reading:
    """Route the segments of the notes to the fields they answer.

    With the embedded model at hand its hidden states help to decide; without it the words alone do.
    """
    pieces = segments(notes, await sentence_ends(notes, language, embedder) if embedder else None)
    if not pieces:
        return Reading({}, {})
    texts = [piece.text for piece in pieces]
    shares = classify(texts)
    parts = roles(pieces, shares)
    if embedder:
        said = [marked(piece.text, parts.get(piece.speaker or ""), language) for piece in pieces]
        shares = classify(texts, await segment_states(said, language, embedder))
    routing = route(pieces, with_priors(pieces, shares))
    if actions := routing.get(ACTIONS):
        routing[ACTIONS] = standing(pieces, actions)
    return Reading(routing, parts)


__all__ = ["Answer", "Embedder", "Reading", "Role", "Routing", "Segment", "read", "segments"]
