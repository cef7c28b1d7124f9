"""Which segment of the notes answers which field: read by code and a small classifier, before any model is asked."""

from __future__ import annotations

from summarizer.notes import Notes
from summarizer.reading.classifier import classify
from summarizer.reading.priors import with_priors
from summarizer.reading.route import Answer, Routing, route
from summarizer.reading.segments import Segment, segments
from summarizer.reading.states import Embedder, segment_states
from summarizer.template import Language


async def read(notes: Notes, language: Language, embedder: Embedder | None) -> Routing:
    """Route the segments of the notes to the fields they answer.

    With the embedded model at hand its hidden states help to decide; without it the words alone do.
    """
    pieces = segments(notes)
    texts = [piece.text for piece in pieces]
    states = await segment_states(texts, language, embedder) if embedder else None
    return route(pieces, with_priors(pieces, classify(texts, states))) if pieces else {}


__all__ = ["Answer", "Embedder", "Routing", "Segment", "read", "segments"]
