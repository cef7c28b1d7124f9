"""The embedded model for real: pulled when it is not there, loaded, asked, and its draft read."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from summarizer.providers.connection import connect
from summarizer.providers.settings import load_settings, resolve

pytestmark = pytest.mark.model

NOTE = Path(__file__).parents[1] / "fixtures" / "notes" / "zh-li-ming.txt"


class Run(NamedTuple):
    draft: dict[str, Any]
    stderr: str


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    target = tmp_path_factory.mktemp("draft") / "li-ming.json"
    done = subprocess.run(
        [sys.executable, "-m", "summarizer", "draft", str(NOTE), "-v", "-o", str(target)],
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    return Run(json.loads(target.read_text("utf-8")), done.stderr)


def text_of(draft: dict[str, Any], path: str) -> str:
    value: Any = draft["summary"]
    for name in path.split("."):
        value = value[name]
    if isinstance(value, list):
        return " ".join(item["text"] for item in value)
    return value["text"] if value else ""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("basics.coachee", "李明"),
        ("basics.date", "10/26"),
        ("basics.duration", "50分钟"),
        ("basics.venue", "线上"),
        ("diagnosis.self_report", "方法用尽了"),
        ("diagnosis.verification", "后台数据"),
        ("diagnosis.root_cause", "策略不精"),
        ("plan.options", "方案A"),
        ("plan.options", "方案B"),
    ],
)
def test_what_the_note_states_is_in_the_draft(run: Run, path: str, expected: str) -> None:
    assert expected in text_of(run.draft, path)


@pytest.mark.parametrize(
    ("owner", "due", "task"), [("李明", "下周三", "ROI"), ("张经理", "下周五", "老周"), ("李明", "11/5", "Q4")]
)
def test_each_action_has_its_owner_and_due_date(run: Run, owner: str, due: str, task: str) -> None:
    actions = run.draft["summary"]["plan"]["actions"]
    found = [action for action in actions if task in action["task"]["text"] and due in action["due"]["text"]]
    assert len(found) == 1
    assert owner in found[0]["owner"]["text"]


@pytest.mark.parametrize(
    "path", ["follow_up.time", "follow_up.method", "follow_up.checks", "reflection.success", "reflection.improvement"]
)
def test_what_the_note_leaves_out_is_flagged(run: Run, path: str) -> None:
    assert not text_of(run.draft, path)
    assert any(gap["field"] == path and gap["kind"] == "missing" for gap in run.draft["gaps"])


def test_a_follow_up_without_a_time_is_the_first_gap(run: Run) -> None:
    assert run.draft["gaps"][0]["field"] == "follow_up.time"


def test_every_statement_quotes_the_notes(run: Run) -> None:
    lines = NOTE.read_text("utf-8").splitlines()

    def leaves(value: Any) -> list[dict[str, Any]]:
        if isinstance(value, dict) and "text" in value:
            return [value]
        children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        return [leaf for child in children for leaf in leaves(child)]

    statements = leaves(run.draft["summary"])
    assert len(statements) > 10
    for statement in statements:
        assert statement["evidence"], statement
        for span in statement["evidence"]:
            assert lines[span["line"] - 1][span["start"] : span["end"]].strip()


def test_the_notes_are_read_once(run: Run) -> None:
    """All asks share the notes, so that most of what is prompted is already in the server's cache."""
    share = re.search(r"\((\d+)% from cache\)|缓存命中 (\d+)%", run.stderr)
    assert share is not None
    assert int(share[1] or share[2]) >= 75


def test_nothing_leaves_the_machine_and_stderr_says_so(run: Run) -> None:
    assert "stay on this machine" in run.stderr or "不会离开本机" in run.stderr


def test_notes_are_not_on_stderr(run: Run) -> None:
    assert "方法用尽了" not in run.stderr


def test_lines_are_counted_by_the_models_own_tokenizer() -> None:
    lines = ["李明：话术我周五前改好", "", "by Friday 6 November, signed off by me"]

    async def counted() -> tuple[list[int], int]:
        async with connect(resolve(load_settings(provider="local"))) as connection:
            assert connection.embedder is not None
            tokens, _ = await connection.embedder.token_states("\n".join(lines))
            return await connection.embedder.token_counts(lines), len(tokens)

    counts, whole = asyncio.run(counted())
    assert sum(counts) == whole
    assert counts[1] <= 1 < counts[0]
