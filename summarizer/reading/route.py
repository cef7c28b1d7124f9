"""From probabilities to the segments that answer each field: one segment, one heading; null where none fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.reading.classifier import NONE
from summarizer.reading.segments import Segment
from summarizer.template import fields
from summarizer.text.quantities import Measure, quantities

SURE = 0.75
"""From this probability on a segment answers its field; below it, it does so to be confirmed."""

POSSIBLE = 0.30
"""Below this probability a segment is left out."""

_HEADER = "basics."
_HEADER_SHARE = 0.5
"""From this probability on, all fields of the first section taken together, a segment is a header line."""

_HEADER_PART = 0.05
_MAX_PROSE = 3
_MAX_LIST = 8
_PIECES_A_ROW = 40
"""In a long talk a list may grow: another row for so many segments."""


class Answer(NamedTuple):
    """A segment that answers a field, and how probable that is (1 where a form's label says so)."""

    segment: Segment
    probability: float

    @property
    def sure(self) -> bool:
        return self.probability >= SURE


Routing = dict[str, list[Answer]]
"""Field path to the segments that answer it, in the order of the notes."""


def _header_fields(text: str, shares: dict[str, float]) -> list[str]:
    """The fields of the first section that a header line (`10/26 陈姐 茶水间 40分钟`) may answer, several at once."""
    measures = {quantity.measure for quantity in quantities(text)}
    typed = {"basics.date": Measure.DATE in measures, "basics.duration": Measure.DURATION in measures}
    return [
        label
        for label, share in shares.items()
        if label.startswith(_HEADER) and typed.get(label, share >= _HEADER_PART)
    ]


def route(pieces: Sequence[Segment], probabilities: Sequence[dict[str, float]]) -> Routing:
    """Give every segment to the one field it answers best, or to none.

    A form's label outweighs the classifier. A field that takes one text keeps its most probable segments, up to
    three, so that what was told in several sentences stays together.
    """
    found: Routing = {}
    for piece, shares in zip(pieces, probabilities, strict=True):
        if piece.field is not None:
            found.setdefault(piece.field, []).append(Answer(piece, 1.0))
            continue
        if sum(share for label, share in shares.items() if label.startswith(_HEADER)) >= _HEADER_SHARE:
            for label in _header_fields(piece.text, shares):
                found.setdefault(label, []).append(Answer(piece, 1.0))
            continue
        best = max((label for label in shares if label != NONE), key=shares.__getitem__)
        if shares[best] >= POSSIBLE and shares[best] >= shares[NONE]:
            found.setdefault(best, []).append(Answer(piece, shares[best]))
    for spec in fields():
        answers = found.get(spec.path)
        if answers is None:
            continue
        limit = max(_MAX_LIST, len(pieces) // _PIECES_A_ROW) if spec.many else _MAX_PROSE
        kept = sorted(answers, key=lambda answer: -answer.probability)[:limit]
        if not spec.many and any(answer.sure for answer in kept):
            kept = [answer for answer in kept if answer.sure]
        found[spec.path] = sorted(kept, key=lambda answer: (answer.segment.line, answer.segment.start))
    return found
