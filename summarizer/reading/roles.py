"""Who of the speakers of a transcript coaches and who is coached, from what each of them says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from summarizer.reading.segments import Segment
from summarizer.template import Language

Shares = Mapping[str, float]


class Role(StrEnum):
    COACH = "coach"
    COACHEE = "coachee"
    OTHER = "other"


# How a turn is marked for the embedded model. The wording is part of the weights: they were learned on it.
_MARKS: dict[Language, dict[Role, str]] = {
    "zh": {Role.COACH: "经理：", Role.COACHEE: "员工：", Role.OTHER: "旁人："},
    "en": {Role.COACH: "Manager: ", Role.COACHEE: "Employee: ", Role.OTHER: "Other: "},
}
# What either of the two says. All other fields are the coach's to say.
_OF_COACHEE = ("diagnosis.self_report", "outcomes.coachee.")
_OF_BOTH = ("plan.", "none")


def marked(text: str, role: Role | None, language: Language) -> str:
    """What a segment says, with its speaker's part before it."""
    return _MARKS[language][role] + text if role else text


def roles(pieces: Sequence[Segment], shares: Sequence[Shares]) -> dict[str, Role]:
    """The part of every speaker, empty where the notes name fewer than two.

    `shares` are the probabilities of each segment's fields by its words alone. A coach asks, gives the reason and
    arranges what comes next; a coachee tells how it is and what they feel. Of the speakers whose words make most of
    the talk, the one who sounds most like a coach is it, and the one who sounds least like it is coached.
    """
    standing: dict[str, float] = {}
    said: Counter[str] = Counter()
    for piece, share in zip(pieces, shares, strict=True):
        if piece.speaker is None:
            continue
        said[piece.speaker] += len(piece.text)
        standing[piece.speaker] = standing.get(piece.speaker, 0.0) + sum(
            -value if label.startswith(_OF_COACHEE) else value
            for label, value in share.items()
            if not label.startswith(_OF_BOTH)
        )
    if len(standing) < 2:
        return {}
    leading = sorted((name for name, _ in said.most_common(2)), key=lambda name: -standing[name])
    parts = dict.fromkeys(standing, Role.OTHER)
    parts[leading[0]], parts[leading[1]] = Role.COACH, Role.COACHEE
    return parts
