"""What the record in a draft knows of its statements, given back to those that still stand in it."""

from __future__ import annotations

from collections import defaultdict

from summarizer.rendering.escaping import shown
from summarizer.rendering.provenance import Provenance, Remembered, key_of
from summarizer.template import Statement, Summary, statements


class Memory:
    """The statements that the draft was written with, each to be found again once."""

    def __init__(self, provenance: Provenance | None) -> None:
        self._entries: dict[str, list[Remembered]] = defaultdict(list)
        for entry in provenance.statements if provenance else ():
            self._entries[entry.key].append(entry)

    def knows(self, path: str, text: str) -> bool:
        """Whether a field was written with this text, wherever it stood in it."""
        return key_of(path, shown(text)) in self._entries

    def restore(self, summary: Summary) -> None:
        """Give statements back their evidence, their origin, and the text behind what is shown."""
        left = {key: list(entries) for key, entries in self._entries.items()}
        unplaced: list[tuple[str, Statement]] = []
        for path, _, statement in statements(summary):
            same = left.get(key_of(path, shown(statement.text)), [])
            known = next((entry for entry in same if entry.field == path), None)
            if known:
                same.remove(known)
                _give_back(statement, known)
            elif same:
                unplaced.append((path, statement))
        for path, statement in unplaced:  # it stands at another position of its list now
            if same := left[key_of(path, shown(statement.text))]:
                _give_back(statement, same.pop(0))


def _give_back(statement: Statement, known: Remembered) -> None:
    if known.text is not None and shown(known.text) == shown(statement.text):
        statement.text = known.text
    statement.evidence = known.spans
    statement.origin = known.origin
