"""Last session's agreements in today's draft: each becomes something to check, with what today's notes say of it.

They stand under the follow-up's checks, not under its actions: the new plan is what was agreed today, and what was
agreed before is looked at again until somebody says that it is done.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.notes import Notes
from summarizer.record import Draft, Gap, GapKind
from summarizer.template import EvidenceSpan, Importance, Language, Statement, Summary, field_spec
from summarizer.text.names import people
from summarizer.verification.dates import session_day
from summarizer.verification.days import definite_day
from summarizer.verification.followed import FollowedUp, Outcome
from summarizer.verification.gaps import short
from summarizer.wording import say

_FIELD = "follow_up.checks"
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


class _Agreed(NamedTuple):
    """Something agreed last time: in which words, and how a reader is reminded of it."""

    text: str
    shown: str


def carry_over(draft: Draft, last: Summary, notes: Notes) -> Draft:
    """The draft with the actions and checks of the last session's summary among its own checks.

    What the notes do not say plainly becomes a gap with a question. The words are those of the last document, so
    their origin is "previous": the notes of today are not held to bear them out.
    """
    summary = draft.summary.model_copy(deep=True)
    basics = (summary.basics.coach, summary.basics.coachee)
    coach, coachee = (next(iter(people(person.text)), None) if person else None for person in basics)
    followed = FollowedUp(notes, coach, coachee)
    gaps: list[Gap] = []
    for agreed in _agreements(last, draft.language):
        account = followed.account(agreed.text)
        evidence = [account.span] if account.span else []
        path = f"{_FIELD}[{len(summary.follow_up.checks)}]"
        text = say(draft.language, f"previous.{account.outcome}", agreed=agreed.shown)
        summary.follow_up.checks.append(Statement(text=text, evidence=evidence, origin="previous"))
        if account.outcome in (Outcome.UNCLEAR, Outcome.ABSENT):
            gaps.append(_gap(path, text, account.outcome, evidence, notes, draft.language))
    kept = [gap for gap in draft.gaps if gap.field != _FIELD or not summary.follow_up.checks]
    # Among the required ones they come last: what today's talk leaves open is asked first.
    first = sum(gap.severity is Importance.REQUIRED for gap in kept)
    return draft.model_copy(update={"summary": summary, "gaps": [*kept[:first], *gaps, *kept[first:]]})


def _agreements(last: Summary, language: Language) -> list[_Agreed]:
    """The last session's actions and checks; a check that asks for an action in the same words is not said twice."""
    session = session_day(last)
    stated = last.basics.date
    when = session.isoformat() if session else stated.text if stated else ""
    found: list[_Agreed] = []
    for action in last.plan.actions:
        due = definite_day(action.due.text, session) if action.due else None
        # 下周三 of then is another day now: a due day is told by its date or not at all.
        about = [action.owner.text] if action.owner else []
        about += [due.isoformat()] if due else []
        found.append(_Agreed(action.task.text, _reminder(action.task.text, when, about, language)))
    for check in last.follow_up.checks:
        earlier = _earlier(check.text)
        if earlier is None and not any(check.text in agreed.text for agreed in found):
            found.append(_Agreed(check.text, _reminder(check.text, when, [], language)))
        elif earlier and earlier.agreed:
            found.append(earlier.agreed)
    return found


class _Earlier(NamedTuple):
    """A check that was itself carried over; `agreed` is None where it is done with."""

    agreed: _Agreed | None


def _earlier(text: str) -> _Earlier | None:
    """What a check reminds of, where it was carried over from the session before the last: not a reminder of that."""
    for language in _LANGUAGES:
        for key in ("previous.agreed_on", "previous.agreed"):
            reminder = _pattern(say(language, key, text="\0", day="\1"))
            about = _pattern(say(language, "previous.about", about="\1"))
            colon = say(language, "draft.colon")
            found = re.fullmatch(f"(?P<shown>{reminder}(?:{about})?){re.escape(colon)}.*", text)
            if found:
                is_done = text == say(language, "previous.done", agreed=found["shown"])
                return _Earlier(None if is_done else _Agreed(found["text"], found["shown"]))
    return None


def _pattern(sample: str) -> str:
    """A text as a pattern: what was agreed in the place of a NUL, anything in that of another control."""
    return re.escape(sample).replace("\0", "(?P<text>.+)").replace("\1", ".*?")


def _reminder(text: str, when: str, about: list[str], language: Language) -> str:
    key = "previous.agreed_on" if when else "previous.agreed"
    reminder = say(language, key, text=text, day=when)
    comma = "，" if language == "zh" else ", "
    return reminder + (say(language, "previous.about", about=comma.join(about)) if about else "")


def _gap(path: str, text: str, outcome: Outcome, evidence: list[EvidenceSpan], notes: Notes, language: Language) -> Gap:
    said = notes.line(evidence[0].line).text.strip() if evidence else ""
    return Gap(
        field=path,
        kind=GapKind.UNSURE,
        severity=field_spec(path).info.importance,
        question=say(language, f"previous.ask_{outcome}", value=short(text), said=short(said)),
        evidence=evidence,
    )
