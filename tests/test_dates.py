"""Expressions of time: the development table, and what they do to a summary."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer.notes import from_bytes
from summarizer.record import GapKind
from summarizer.template import Action, Statement, Summary
from summarizer.text.resolve import resolve
from summarizer.verification import verify

TABLE = Path(__file__).parents[1] / "fixtures" / "dates" / "dev.jsonl"
ROWS = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['text']} on {row['session_date']}")
def test_development_table(row: dict[str, Any]) -> None:
    found = resolve(row["text"], date.fromisoformat(row["session_date"]))
    if row["start"] is None:
        assert found is None
        return
    assert found is not None
    said = (found.span.value, found.start.isoformat(), found.end.isoformat(), found.clock)
    assert said == (row["kind"], row["start"], row["end"], row["time"])


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
