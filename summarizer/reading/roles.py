"""Who of the speakers of a transcript coaches and who is coached, from what each of them says and how they are addressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from summarizer.reading.segments import Segment
from summarizer.template import Language
from summarizer.text.patterns import deferred

Shares = Mapping[str, float]


class Role(StrEnum):
    COACH = "coach"
    COACHEE = "coachee"
    OTHER = "other"


class Parts(NamedTuple):
    """The part of every speaker, empty where the notes name fewer than two, and whether it is certain enough to tell."""

    roles: Mapping[str, Role]
    sure: bool


# How a turn is marked for the embedded model. The wording is part of the weights: they were learned on it.
_MARKS: dict[Language, dict[Role, str]] = {
    "zh": {Role.COACH: "经理：", Role.COACHEE: "员工：", Role.OTHER: "旁人："},
    "en": {Role.COACH: "Manager: ", Role.COACHEE: "Employee: ", Role.OTHER: "Other: "},
}
TOLD_BY_COACHEE = ("diagnosis.self_report",)
"""Fields that hold what the coachee tells of themself."""

# What either of the two says. All other fields are the coach's to say.
_OF_COACHEE = (*TOLD_BY_COACHEE, "outcomes.coachee.")
_OF_BOTH = ("plan.", "none")

_SURE = 2.0
"""From this many standard errors on the difference between two speakers is held to be none of chance."""

_BY_TITLE = 2.0
_BY_ADDRESS = 1.0
"""How much it says, in standard errors, that one is called by a title, and that one says 您 and hears 你."""

_LEAST_POLITE = 2
_POLITE, _PLAIN = deferred("您"), deferred("你(?!们|看|说呢|知道)")


def marked(text: str, role: Role | None, language: Language) -> str:
    """What a segment says, with its speaker's part before it."""
    return _MARKS[language][role] + text if role else text


def roles(
    pieces: Sequence[Segment],
    shares: Sequence[Shares],
    titled: Collection[str] = (),
    told: Mapping[Role, str] = MappingProxyType({}),
) -> Parts:
    """The part of every speaker.

    `shares` are the probabilities of each segment's fields by its words alone. A coach asks, gives the reason and
    arranges what comes next; a coachee tells how it is and what they feel. `titled` are those who are addressed by a
    title, as superiors are. Of the two whose words make most of the talk, the one who sounds more like a coach is it.
    What is `told` of speakers is so.
    """
    standing: dict[str, list[float]] = {}
    said: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for piece, share in zip(pieces, shares, strict=True):
        if piece.speaker is None:
            continue
        said[piece.speaker] += len(piece.text)
        words[piece.speaker] += len(_POLITE.findall(piece.text))
        standing.setdefault(piece.speaker, []).append(
            sum(
                -value if label.startswith(_OF_COACHEE) else value
                for label, value in share.items()
                if not label.startswith(_OF_BOTH)
            )
        )
    if len(standing) < 2:
        return Parts({}, False)
    if told:
        rest = [name for name, _ in said.most_common() if name not in told.values()]
        parts = dict.fromkeys(standing, Role.OTHER) | {name: role for role, name in told.items()}
        open_roles = [role for role in (Role.COACH, Role.COACHEE) if role not in told]
        return Parts(parts | dict(zip(rest, open_roles, strict=False)), True)
    one, other = (name for name, _ in said.most_common(2))
    lead = _lead(standing[one], standing[other])
    lead += _BY_TITLE * ((one in titled) - (other in titled))
    if max(words[one], words[other]) >= _LEAST_POLITE and not min(words[one], words[other]):
        lead += _BY_ADDRESS * (1 if words[other] else -1)  # who hears 您 coaches
    coach, coachee = (one, other) if lead > 0 else (other, one)
    return Parts(_parts(standing, coach, coachee), abs(lead) >= _SURE)


def _parts(names: Collection[str], coach: str, coachee: str) -> dict[str, Role]:
    return {**dict.fromkeys(names, Role.OTHER), coach: Role.COACH, coachee: Role.COACHEE}


def _lead(one: Sequence[float], other: Sequence[float]) -> float:
    """How much more one sounds like a coach than the other, in standard errors of the difference of their means."""
    spread: float = (_spread(one) / len(one) + _spread(other) / len(other)) ** 0.5
    return (_mean(one) - _mean(other)) / spread


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _spread(values: Sequence[float]) -> float:
    """The variance, drawn towards a usual one so that few turns count for little."""
    mean = _mean(values)
    return (sum((value - mean) ** 2 for value in values) + _USUAL * _USUAL_TURNS) / (len(values) + _USUAL_TURNS)


_USUAL, _USUAL_TURNS = 0.15, 4
