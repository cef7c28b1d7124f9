"""Lines for the diary that say a day over again: where they name another one, somebody wrote one of the two wrongly.

Notes often close with such a line (`备忘：定岗表 9月30日交`, "PS next one is in the diary for Thu 7 May"). It tells of an
agreement by a few of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from summarizer.notes import Line, Notes
from summarizer.template import EvidenceSpan, Statement, Summary
from summarizer.text.normal import content, normalise
from summarizer.text.patterns import deferred
from summarizer.text.resolve import resolve
from summarizer.text.times import time_expression
from summarizer.verification.gaps import Conflict
from summarizer.verification.superseded import takes_back

_MEMO = deferred(
    r"^\W*(?:备忘|日历|日程|台账|待办|提醒|另附|附[:：]|(?:p\.?p?\.?s\b|diary|calendar|reminder|memo|note to self|for the (?:file|record|diary))\W)|摘抄|(?:日历|日程|台账)[上里]|"
    r"\bin (?:the|my) (?:diary|calendar)\b"
)
_MEETS = deferred(
    r"\bfollow[- ]?up\b|\bnext (?:one|time|session|meeting)\b|\bagain\b|下[次回]|再[谈聊碰见]|跟进|面谈|回访|复盘"
)
_SENTENCE = deferred(r"[。；;!！]|\.(?=\s)|\.$")
_SHARED_WORDS = 2
_SHARED_CHARACTERS = 3


class _Said(NamedTuple):
    text: str
    day: date
    statement: Statement


def memo_conflicts(summary: Summary, notes: Notes, session: date | None) -> dict[str, Conflict]:
    """What lines for the diary put on another day than the summary does, by field path; nothing without a day of the talk."""
    if session is None:
        return {}
    found: dict[str, Conflict] = {}
    for line in notes.content:
        plain = normalise(line.text)
        if not _MEMO.search(plain) or takes_back(plain):
            continue
        for said in _days(line, session):
            path, statement = _meant(summary, said, line.number)
            mine = resolve(statement.text, session, ahead=True) if statement else None
            if path and statement and mine and mine.end != said.day:
                found.setdefault(path, Conflict(statement, said.statement))
    return found


def _days(line: Line, session: date) -> Iterator[_Said]:
    """The sentences of a line that say a day to come."""
    start = 0
    for end in [*(mark.end() for mark in _SENTENCE.finditer(line.text)), len(line.text)]:
        text, offset = line.text[start:end], start
        start = end
        when = time_expression(text)
        days = resolve(when, session, ahead=True) if when else None
        if when and days and days.end > session:
            at = offset + text.find(when)
            span = EvidenceSpan(line=line.number, start=at, end=at + len(when))
            yield _Said(text, days.end, Statement(text=when, evidence=[span]))


def _meant(summary: Summary, said: _Said, line: int) -> tuple[str, Statement | None]:
    """The statement of a day that a sentence means, unless it stands in that very line."""
    best, shared = -1, 0.0
    for row, action in enumerate(summary.plan.actions):
        if action.due is not None and not _stands_in(action.task, line):
            alike = _alike(" ".join(part.text for part in (action.task, action.measure) if part), said.text)
            if alike > shared:
                best, shared = row, alike
    if best >= 0:
        return f"plan.actions[{best}].due", summary.plan.actions[best].due
    time = summary.follow_up.time
    if time is not None and not _stands_in(time, line) and _MEETS.search(normalise(said.text)):
        return "follow_up.time", time
    return "", None


def _stands_in(statement: Statement, line: int) -> bool:
    return any(span.line == line for span in statement.evidence)


def _alike(task: str, text: str) -> float:
    """How much a sentence repeats of a task: 0 where it is too little to mean it."""
    if task.isascii():
        words = {word for word in content(normalise(task)) if len(word) > 2 and word.isalpha()}
        shared = len(words & set(content(normalise(text))))
        return float(shared) if shared >= _SHARED_WORDS else 0.0
    one, other = (re.sub(r"\W|\d", "", normalise(said)) for said in (task, text))
    longest = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    return float(longest) if longest >= _SHARED_CHARACTERS else 0.0
