"""The follow-up and the due dates of a summary as an iCalendar file (RFC 5545).

Times float: they mean the clock of whoever reads them, as those of the notes do. A deadline takes its whole day, a
follow-up its hour where one is said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from icalendar import Calendar, Event

from summarizer.record import Draft, GapKind
from summarizer.rendering.escaping import shown
from summarizer.template import FieldSpec, Kind, Language, Statement, fields, get
from summarizer.text.quantities import Measure, quantities
from summarizer.verification.dates import session_day
from summarizer.verification.days import definite_day
from summarizer.wording import say

_UNSETTLED = (GapKind.UNSUPPORTED, GapKind.UNSURE, GapKind.CONFLICT)
_ANY_DAYS = tuple(date(2024, month, 3) for month in (1, 4, 7, 10))
"""Days all over a year: a text that means one day seen from any of them lacks only the year."""
_MORNING = 7
"""An hour below it, said without its half of the day, may be one of the afternoon: 2点."""


class LeftOut(NamedTuple):
    """A time that is not in the calendar: no definite day can be read from it, or nobody has confirmed it."""

    field: str
    text: str
    message: str
    """The id of the text that tells why."""


class CalendarFile(NamedTuple):
    """The file, None where no day is definite; and what could not go into it."""

    text: str | None
    left_out: tuple[LeftOut, ...]


class _When(NamedTuple):
    """A day, and the time of day where one is said."""

    day: date
    clock: time | None


class _Entry(NamedTuple):
    field: str
    when: _When
    title: str
    details: str
    minutes: int | None = None


def calendar(draft: Draft, stamp: datetime) -> CalendarFile:
    """An event for the follow-up and for every action with a definite day. `stamp` is when the file is made, in UTC.

    The same draft gives the same events (UID), so that importing it twice updates them. Days that only the session's
    date would tell are resolved against it, never against today.
    """
    left_out: list[LeftOut] = []
    entries = [*_follow_up(draft, left_out), *_deadlines(draft, left_out)]
    if not entries:
        return CalendarFile(None, tuple(left_out))
    written = Calendar()
    written.add("prodid", "-//summarizer//coaching summary//EN")
    written.add("version", "2.0")
    for entry in entries:
        written.add_component(_event(entry, draft, stamp))
    return CalendarFile(written.to_ical().decode(), tuple(left_out))


def _follow_up(draft: Draft, left_out: list[LeftOut]) -> Iterator[_Entry]:
    spec = next(spec for spec in fields() if spec.kind is Kind.MEETING)
    said: Statement | None = get(draft.summary, spec.path)
    when = _settled(draft, (spec.path,), said, left_out)
    if when is None or said is None:
        return
    around = [other for other in fields() if other.section == spec.section and other is not spec]
    coachee = draft.summary.basics.coachee
    key = "calendar.follow_up_with" if coachee else "calendar.follow_up"
    title = say(draft.language, key, name=coachee.text if coachee else "")
    details = [line for other in around for line in _told(other, get(draft.summary, other.path), draft.language)]
    method = draft.summary.follow_up.method
    minutes = _minutes(said.text) or (_minutes(method.text) if method else None)
    yield _Entry(spec.path, when, title, "\n".join(details), minutes)


def _deadlines(draft: Draft, left_out: list[LeftOut]) -> Iterator[_Entry]:
    actions = next(spec for spec in fields() if spec.slots)
    due = next(slot for slot in actions.slots if slot.kind is Kind.DEADLINE)
    for number, action in enumerate(draft.summary.plan.actions):
        paths = [f"{actions.path}[{number}].{slot.name}" for slot in actions.slots]
        path = f"{actions.path}[{number}].{due.name}"
        when = _settled(draft, (path, *paths), action.due, left_out)
        if when is None:
            continue
        key = "calendar.due_by" if action.owner else "calendar.due"
        owner = action.owner.text if action.owner else ""
        title = say(draft.language, key, task=action.task.text, owner=owner)
        details = [line for slot in actions.slots for line in _told(slot, getattr(action, slot.name), draft.language)]
        yield _Entry(path, when._replace(clock=None), title, "\n".join(details))


def _told(spec: FieldSpec, value: Statement | list[Statement] | None, language: Language) -> Iterator[str]:
    """A field with its label, a line a statement."""
    for said in value if isinstance(value, list) else [value] if value else []:
        yield f"{spec.info.label.get(language)}{say(language, 'draft.colon')}{shown(said.text)}"


def _settled(draft: Draft, paths: Sequence[str], said: Statement | None, left_out: list[LeftOut]) -> _When | None:
    """The day of the first path, where the notes bear out what is said there and at the other paths."""
    if said is None:
        return None
    session = session_day(draft.summary)
    day = definite_day(said.text, session)
    if day is None:
        yearless = session is None and any(definite_day(said.text, day) for day in _ANY_DAYS)
        left_out.append(LeftOut(paths[0], said.text, "calendar.yearless" if yearless else "calendar.undated"))
    elif any(gap.field in paths and gap.kind in _UNSETTLED for gap in draft.gaps):
        left_out.append(LeftOut(paths[0], said.text, "calendar.unsettled"))
    else:
        return _When(day, _clock([q.value for q in quantities(said.text) if q.measure is Measure.TIME]))
    return None


def _clock(times: Sequence[tuple[Decimal, ...]]) -> time | None:
    """The one time of day among these, in minutes and whether its half of the day is said; None when it is open."""
    if len(set(times)) != 1:
        return None
    minutes, told = times[0]
    if not told and minutes < 60 * _MORNING:
        return None
    return time(int(minutes) // 60 % 24, int(minutes) % 60)


def _minutes(text: str) -> int | None:
    """How long a meeting takes, where that is said in minutes or hours."""
    lengths = {q.value[0] for q in quantities(text) if q.measure is Measure.DURATION and q.value[0] < 24 * 60}
    return int(lengths.pop()) if len(lengths) == 1 else None


def _event(entry: _Entry, draft: Draft, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{_key(draft, entry.field)}@summarizer")
    event.add("dtstamp", stamp)
    event.add("summary", shown(entry.title))
    if entry.details:
        event.add("description", entry.details)
    event.add("class", "PRIVATE")  # a shared calendar shows colleagues that there is something, and no more
    day, clock = entry.when
    if clock is None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        start = datetime.combine(day, clock)
        event.add("dtstart", start)
        if entry.minutes:
            event.add("dtend", start + timedelta(minutes=entry.minutes))
    return event


def _key(draft: Draft, field: str) -> str:
    """What an event is known by: the notes and the field; where the notes are not known, whose session on which day."""
    basics = draft.summary.basics
    whose = draft.source.sha256 or "|".join(said.text for said in (basics.coachee, basics.date) if said)
    return hashlib.sha256(f"{whose}\0{field}".encode()).hexdigest()[:32]
