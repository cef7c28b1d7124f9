"""What a model is shown of notes and their people, and putting the words of the notes back into what it makes of them."""

from __future__ import annotations

from summarizer.drafting.merge import Disagreement
from summarizer.drafting.people import People
from summarizer.drafting.run import Drafted
from summarizer.notes import Notes
from summarizer.notes.naming import Address
from summarizer.redaction.mapping import Redaction
from summarizer.template import EvidenceSpan, Statement, statements


def hidden(who: People, redaction: Redaction) -> People:
    """Notes and their people under placeholders; who is who was told from the words of the notes."""
    names = {label: said._replace(name=redaction.hide(said.name)) for label, said in who.address.names.items()}
    return People(
        redaction.hidden(who.notes),
        Address(names, frozenset(map(redaction.hide, who.address.titled))),
        {role: redaction.hide(label) for role, label in who.told.items()},
        {role: redaction.hide(name) for role, name in who.named.items()},
    )


def restored(drafted: Drafted, redaction: Redaction, notes: Notes) -> Drafted:
    """A draft of hidden notes with the words of the notes; lines have the same numbers in both.

    A statement with a placeholder that stands for nothing is doubtful: a person has to look at it.
    """
    summary = drafted.summary.model_copy(deep=True)
    doubtful = set(drafted.doubtful)
    for path, _, statement in statements(summary):
        text, unknown = redaction.restore(statement.text)
        statement.text = text
        statement.evidence = [_placed(span, text, notes) for span in statement.evidence]
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


def _placed(span: EvidenceSpan, text: str, notes: Notes) -> EvidenceSpan:
    """Where a statement stands in a line as it was: code points of the hidden line are none of the notes'."""
    line = notes.line(span.line).text
    start = line.find(text)
    return (
        EvidenceSpan(line=span.line, start=start, end=start + len(text))
        if start >= 0
        else EvidenceSpan(line=span.line, start=0, end=len(line))
    )
