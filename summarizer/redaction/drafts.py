"""Putting what was taken out of the notes back into what a model made of them."""

from __future__ import annotations

from summarizer.drafting.merge import Disagreement
from summarizer.drafting.run import Drafted
from summarizer.notes import Notes
from summarizer.redaction.mapping import Redaction
from summarizer.template import Statement, statements


def restored(drafted: Drafted, redaction: Redaction, notes: Notes) -> Drafted:
    """A draft of hidden notes with the words of the notes; lines have the same numbers in both.

    A statement with a placeholder that stands for nothing is doubtful: a person has to look at it.
    """
    summary = drafted.summary.model_copy(deep=True)
    doubtful = set(drafted.doubtful)
    for path, _, statement in statements(summary):
        text, unknown = redaction.restore(statement.text)
        statement.text = text
        if unknown:
            doubtful.add(path)

    def back(statement: Statement) -> Statement:
        return statement.model_copy(update={"text": redaction.restore(statement.text).text})

    return drafted._replace(
        summary=summary,
        disagreements=[Disagreement(path, back(kept), back(other)) for path, kept, other in drafted.disagreements],
        doubtful=frozenset(doubtful),
        lost=tuple(
            gone._replace(first=notes.line(gone.first.number), last=notes.line(gone.last.number))
            for gone in drafted.lost
        ),
    )
