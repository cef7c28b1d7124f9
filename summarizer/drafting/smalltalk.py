"""Small talk and fillers of a transcript that a model has taken for content: what a person has to look at."""

from __future__ import annotations

from summarizer.notes import Notes
from summarizer.reading.classifier import NONE, classify
from summarizer.reading.segments import spoken
from summarizer.template import Summary
from summarizer.template.walk import statements

_IDLE, _LIKELY = 0.96, 0.8
"""How sure the reader has to be that a sentence answers nothing, and where the turns on both sides do not either.
It takes short words of feeling at the end of a talk for idle at 0.94."""


def from_small_talk(summary: Summary, notes: Notes) -> set[str]:
    """The paths of prose that rests on nothing but turns whose every sentence answers no field, or is no sentence.

    Only what was spoken: whoever writes notes leaves small talk out.
    """
    pieces = spoken(notes)
    if not pieces:
        return set()
    shares = classify([piece.text for piece in pieces])
    telling = {piece.line for piece, share in zip(pieces, shares, strict=True) if share[NONE] < _IDLE}
    may_tell = {piece.line for piece, share in zip(pieces, shares, strict=True) if share[NONE] < _LIKELY}
    turns = [line.number for line in notes.content if line.speaker]
    idle = {
        number
        for at, number in enumerate(turns)
        if number not in telling or not may_tell & set(turns[max(0, at - 1) : at + 2])
    }
    return {
        path
        for path, spec, statement in statements(summary)
        if spec.kind.is_prose and (cited := {span.line for span in statement.evidence}) and cited <= idle
    }
