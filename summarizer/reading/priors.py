"""What the form of a segment says about its field, before and beside what was learned.

A few hundred examples a field do not teach a classifier that a day with 前 behind it is a deadline, or that a first
line with a date in it is the head of the notes. Each rule multiplies a probability; the sum is brought back to one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from summarizer.reading import phrases
from summarizer.reading.classifier import NONE
from summarizer.reading.meetings import parts_of
from summarizer.reading.segments import Segment
from summarizer.text.bounds import sets_bound
from summarizer.text.normal import normalise
from summarizer.text.patterns import just_before
from summarizer.text.places import PLACE
from summarizer.text.quantities import Measure, Quantity, quantities
from summarizer.text.resolve import day_of, writes_day_first
from summarizer.text.times import due_expression, is_deadline, time_expression
from summarizer.text.vague import NON_COMMITTAL

Shares = dict[str, float]

_TITLE_LINES = 4
_HEAD_LINES = 2
_HEAD_LENGTH = 100
"""Code points of a head line: dictation is one line, and its end no head."""

_NEAR = 6
"""Lines of a transcript within which people arrange one thing."""

_UNDER_HEADING = 12.0
"""How much more probable a field is under a heading in people's own words that means it."""

_NEXT_TURNS = 2
_ADDED = 3.0
_HALF = 0.5
_CAUSE = "diagnosis.root_cause"
_ARRANGED = 0.3
_OFFERED = 0.25
_SUPPORT, _ACTIONS = "follow_up.support", "plan.actions"
_CERTAIN = 0.85
_BACKED = 0.8
_SEVERAL = ("basics.", "plan.actions", "follow_up.time")
"""Fields whose neighbours say nothing of them: a head line holds many things, and two tasks are two."""

_ANY_YEAR = date(2024, 7, 1)
"""Where notes say no year: days are only compared with each other."""


def with_priors(pieces: Sequence[Segment], probabilities: Sequence[Shares]) -> list[Shares]:
    """The probabilities with the rules applied."""
    first_lines = sorted({piece.line for piece in pieces})[:_HEAD_LINES]
    dated_heads = {
        piece.line
        for piece in pieces
        if piece.line in first_lines and _stated(piece.text) and not phrases.FUTURE.search(normalise(piece.text))
    }
    day_first = writes_day_first(piece.text for piece in pieces)
    talk = _day_of_talk(pieces, dated_heads, day_first)
    found: list[Shares] = []
    meeting_line = action_line = -_NEAR
    asked_line = 0
    for piece, shares in zip(pieces, probabilities, strict=True):
        in_head = piece.line in dated_heads and piece.start < _HEAD_LENGTH
        plain = normalise(piece.text)
        later = _is_later(quantities(piece.text), talk, day_first)
        weighed = _weighed(piece, shares, in_head, later, piece.line - meeting_line < _NEAR)
        near_action = piece.line - action_line <= (_NEXT_TURNS if piece.speaker else 0)
        if near_action and sets_bound(plain) and not time_expression(plain) and not phrases.AIM.search(plain):
            weighed["plan.actions"] = weighed.get("plan.actions", 0.0) + _ADDED * (1 - weighed.get(NONE, 0.0))
        if piece.speaker and piece.line - meeting_line < _NEAR and parts_of(piece.text, None).method:
            weighed["follow_up.method"] = weighed.get("follow_up.method", 0.0) + 1.0
        if asked_line == piece.line and phrases.REPLY.search(plain) and not phrases.TURNED.search(plain):
            weighed["plan.discussion"] = weighed.get("plan.discussion", 0.0) + _ADDED
        _undertaken(piece.text, plain, weighed)
        found.append(_normal(weighed))
        asked_line = piece.line if found[-1].get("plan.discussion", 0.0) > _HALF else 0
        if phrases.AGAIN.search(plain) and found[-1].get("follow_up.time", 0.0) > _ARRANGED:
            meeting_line = piece.line
        if found[-1].get("plan.actions", 0.0) > _HALF:
            action_line = piece.line
    return _among_neighbours(pieces, found)


def _undertaken(text: str, plain: str, shares: Shares) -> None:
    """Take what the coach does once from the support that goes on, and what others are to do from nothing.

    With a day it is a task; without one it may be, and a person is asked.
    """
    support = shares.get(_SUPPORT, 0.0)
    if support >= _OFFERED and phrases.UNDERTAKES.search(text) and not phrases.STANDING.search(plain):
        when = time_expression(text) or NON_COMMITTAL.search(plain)
        shares |= {_SUPPORT: 0.0, _ACTIONS: shares.get(_ACTIONS, 0.0) + (support + _ADDED if when else support)}
        shares[NONE] = shares.get(NONE, 0.0) * (0.1 if when else 1.0)
    unassigned = phrases.UNASSIGNED.search(plain) and not phrases.AGAIN.search(plain) and not phrases.NEXT.search(plain)
    if max(shares, key=shares.__getitem__) == NONE and (
        unassigned or phrases.IS_TO_DO.search(text) or phrases.TO_BE_DONE.search(plain)
    ):
        shares |= {_ACTIONS: shares.get(_ACTIONS, 0.0) + shares[NONE], NONE: _HALF * shares[NONE]}


def _among_neighbours(pieces: Sequence[Segment], found: Sequence[Shares]) -> list[Shares]:
    """What a segment probably says, it says surely where the one before or after it surely says the same.

    People tell one thing in several sentences; each alone leaves some doubt.
    """
    tops = [max(shares, key=shares.__getitem__) for shares in found]
    raised: list[Shares] = []
    for number, (piece, shares, top) in enumerate(zip(pieces, found, tops, strict=True)):
        near = [other for other in (number - 1, number + 1) if 0 <= other < len(pieces)]
        backed = any(
            tops[other] == top
            and found[other][top] >= _CERTAIN
            and abs(pieces[other].line - piece.line) <= 1
            and pieces[other].speaker == piece.speaker
            for other in near
        )
        before = number - 1
        if (
            before >= 0
            and tops[before] == _CAUSE
            and _goes_on(pieces[before], piece)
            and found[before][_CAUSE] >= _HALF
        ):
            shares = _normal(shares | {_CAUSE: shares.get(_CAUSE, 0.0) + _ADDED})
            top = _CAUSE
        certain = top != NONE and not top.startswith(_SEVERAL) and _HALF <= shares[top] < _BACKED and backed
        raised.append(_normal(shares | {top: shares[top] + _ADDED}) if certain else shares)
    return raised


def _goes_on(one: Segment, other: Segment) -> bool:
    """Whether a sentence that says what a cause is not goes on behind a semicolon to say what it is."""
    return one.end <= other.start and one.line == other.line and bool(phrases.NOT_THAT.search(normalise(one.text)))


def _day_of_talk(pieces: Sequence[Segment], dated_heads: set[int], day_first: bool) -> date | None:
    """The day that notes give with its year, wherever it stands, else that of their head.

    Who writes a year writes when the talk was; a deadline or a next time goes without.
    """
    days: list[tuple[Quantity, bool]] = []
    for piece in pieces:
        plain, found = normalise(piece.text), quantities(piece.text)
        if phrases.NEXT.search(plain) or phrases.STAMPED.search(plain):
            continue
        head = piece.line in dated_heads or _is_header(plain, found)
        days += [(quantity, head) for quantity in found if _has_month(quantity) and not _is_deadline(plain, quantity)]
    whole = next((quantity for quantity, _ in days if quantity.value[0]), None)
    stated = whole or next((quantity for quantity, head in days if head), None)
    return day_of(stated, _ANY_YEAR, day_first=day_first) if stated else None


def _has_month(quantity: Quantity) -> bool:
    return quantity.measure is Measure.DATE and all(quantity.value[1:])


def _is_later(found: Sequence[Quantity], talk: date | None, day_first: bool) -> bool:
    """Whether a segment names a day after the talk: something agreed, not what has been."""
    if talk is None:
        return False
    days = [day for quantity in found if _has_month(quantity) and (day := day_of(quantity, talk, day_first=day_first))]
    return any(day > talk for day in days)


def _weighed(piece: Segment, shares: Shares, in_head: bool, later: bool, arranging: bool) -> Shares:
    """The probabilities times the factors of the first rule that holds, and of those that hold beside any other.

    `later`: the segment names a day after the talk. `arranging`: just before, in a transcript, somebody asked when to meet again.
    """
    plain = normalise(piece.text)
    found = quantities(piece.text)
    factors: dict[str, float] = {}
    days = [quantity for quantity in found if quantity.measure in (Measure.DATE, Measure.WEEKDAY)]
    due = any(_is_deadline(plain, quantity) for quantity in days)
    if days and phrases.APART.search(plain):
        factors |= {NONE: 10_000.0}
    elif in_head and phrases.STAMPED.search(plain):
        factors |= {"basics.date": 0.001, NONE: 10.0}
    elif days and phrases.NEXT.search(plain):
        factors |= {"follow_up.time": 3000.0, "follow_up.": 1000.0}
    elif (
        days
        and not due
        and (phrases.AGAIN.search(plain) or (later and phrases.TOGETHER.search(plain)))
        and (later or not any(map(_has_month, days)))
    ):
        factors |= {"follow_up.support": 1.0, "follow_up.time": 300.0, "follow_up.": 60.0, "basics.": 0.05, NONE: 0.05}
    elif not due and later:
        agreed = piece.speaker is None or arranging
        factors |= {
            "follow_up.support": 1.0,
            "follow_up.time": 60.0 if agreed else 3.0,
            "follow_up.": 6.0 if agreed else 1.0,
            "plan.actions": 4.0,
            "basics.": 0.05,
            NONE: 0.05 if agreed else 0.5,
        }
    elif piece.speaker is not None and arranging:
        factors |= {"follow_up.support": 1.0, "follow_up.": 20.0}
    elif not (phrases.FUTURE.search(plain) or phrases.HINDSIGHT.search(plain)) and (
        in_head or (piece.speaker is None and _is_header(plain, found))
    ):
        factors |= {"basics.": 1000.0, NONE: 0.001 if in_head and phrases.RECORDED.search(plain) else 1.0}
    elif phrases.AGAIN.search(plain) and (time_expression(plain) or NON_COMMITTAL.search(plain)):
        factors |= {"follow_up.support": 1.0, "follow_up.time": 100.0, "follow_up.": 20.0, NONE: 0.1}
    elif phrases.AGAIN.search(plain):
        factors["follow_up."] = 6.0
    elif phrases.HASTE.search(plain):
        factors |= {"plan.actions": 3000.0, "follow_up.support": 0.05, NONE: 0.02}
    elif due:
        factors["plan.actions"] = 3000.0 if "负责" in plain or phrases.DOES_BY.search(plain) else 60.0
    elif piece.speaker is None and phrases.TOLD_TO.search(plain):
        factors |= {"plan.actions": 20.0}
    elif phrases.PROMISED.search(plain) and time_expression(plain):
        factors |= {"plan.actions": 10.0}
    elif phrases.AGREED.search(plain):
        factors["plan.actions"] = 30.0
    elif _by_then(plain):
        factors["plan.actions"] = 8.0
    if phrases.EMPLOYEE_SAYS.search(plain):
        factors |= {"reflection.": 0.05, "outcomes.coach.": 0.05}
    if phrases.WHY_NOW.search(plain):
        factors |= {"background.trigger": 40.0, NONE: 0.3}
    if phrases.SAYS_WHY.search(plain):
        factors |= {"background.trigger": 1000.0, NONE: 0.1}
    if piece.speaker is None and phrases.AIM.search(plain):
        # In English who wants something done says so with another verb; a day behind a wish is when it should be so.
        factors |= (
            {"background.goals": 60.0, "plan.actions": 0.1}
            if plain.isascii() or phrases.WISH.search(plain)
            else {"background.goals": 8.0}
        )
    if piece.speaker is None and phrases.LEARNT_OF.search(plain):
        factors |= {"outcomes.coach.understanding": 200.0 if plain.isascii() else 10.0}
    if piece.speaker is None and phrases.CAN_NOW.search(plain):
        factors |= {"outcomes.coachee.skills": 10.0, NONE: 0.2}
    if piece.speaker is None and phrases.TOLD_BY.search(plain):
        factors |= {"diagnosis.self_report": 10.0, "plan.actions": 0.2 * factors.get("plan.actions", 1.0)}
    if phrases.VIEW_OF.search(plain):
        factors["diagnosis.self_report"] = 20.0
    if piece.speaker is None and phrases.SHOWS.search(plain):
        factors |= {"diagnosis.verification": 8.0, NONE: 0.5}
    if phrases.NEVER_TOLD.search(plain):
        factors |= {"outcomes.coachee.insight": 0.1, "diagnosis.root_cause": 3.0}
    if phrases.WENT_AWAY.search(plain):
        factors |= {"outcomes.coachee.attitude": 20.0, NONE: 0.2}
    if piece.speaker is None and phrases.WAY_WORKED.search(plain):
        factors |= {"outcomes.coach.method": 30.0, NONE: 0.3}
    if piece.speaker is None and phrases.HINDSIGHT.search(plain):
        factors["reflection.improvement"] = 12.0
    if piece.speaker is None and phrases.TALKED_FOR.search(plain):
        factors |= {"basics.": 300.0}
    if piece.speaker is None and piece.line <= _TITLE_LINES and phrases.TITLED.fullmatch(plain):
        factors = {"basics.topic": 100.0, "basics.": 1.0}
    if piece.speaker is None and piece.line <= _TITLE_LINES and phrases.TALK_ABOUT.search(plain):
        factors = {"basics.topic": 300.0, "basics.": 1.0, NONE: 0.1}
    if piece.speaker is None and piece.line <= _HEAD_LINES and phrases.TALK_WITH.search(plain):
        factors = {"basics.": 1000.0, NONE: 0.01}
    if phrases.UNRELATED.search(plain):
        factors = {NONE: 3000.0}
    if phrases.FOR_ALL.search(plain):
        factors |= {"reflection.team": 12.0, NONE: 0.3}
    if phrases.MINE.search(plain):
        factors = {"plan.actions": 60.0, "follow_up.": 1.0, NONE: 0.2}
    if phrases.CHOICES.search(plain):
        factors["plan.options"] = 30.0
    if phrases.ROOT.search(plain) and not phrases.ASKED.search(plain):
        factors |= {"diagnosis.root_cause": 20.0, NONE: 0.2}
    if phrases.TURNED.search(plain) and not phrases.LEARNT_OF.search(plain):
        factors["outcomes.coachee.insight"] = 40.0
    if piece.speaker is not None and days and phrases.TAKES_ON.search(plain) and not phrases.AGAIN.search(plain):
        factors |= {"plan.actions": 40.0, "follow_up.time": 0.5}
    if phrases.LOOK_AT.search(plain):
        factors["follow_up."] = 30.0
    if piece.leaning:
        factors = {piece.leaning: _UNDER_HEADING * factors.pop(piece.leaning, 1.0)} | factors
    return {label: share * _factor(label, factors) for label, share in shares.items()}


def _factor(label: str, factors: dict[str, float]) -> float:
    return next((factor for beginning, factor in factors.items() if label.startswith(beginning)), 1.0)


def _is_deadline(plain: str, quantity: Quantity) -> bool:
    return bool(phrases.DEADLINE.match(plain, quantity.end)) or bool(just_before(phrases.BY, plain, quantity.start))


def _by_then(plain: str) -> bool:
    """Whether a segment says by when, without a date: by tomorrow, 月底前."""
    when = due_expression(plain)
    return bool(when and is_deadline(when))


def _stated(text: str) -> bool:
    """Whether a head line says a day that is not a deadline."""
    plain = normalise(text)
    days = [quantity for quantity in quantities(text) if quantity.measure is Measure.DATE]
    return bool(days) and not any(_is_deadline(plain, quantity) for quantity in days)


def _is_header(plain: str, found: Sequence[Quantity]) -> bool:
    """A day, a length of time, a place: two of them in one segment make it a head line, wherever it stands."""
    measures = {quantity.measure for quantity in found}
    parts = (
        any(quantity.measure is Measure.DATE and not _is_deadline(plain, quantity) for quantity in found),
        Measure.DURATION in measures,
        bool(PLACE.search(plain)),
    )
    return sum(parts) >= 2


def _normal(shares: Shares) -> Shares:
    total = sum(shares.values())
    return {label: share / total for label, share in shares.items()}
