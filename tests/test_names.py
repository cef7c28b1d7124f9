"""What a person or a file is called never becomes a path, a formula, a command, an escape sequence or a property."""

from __future__ import annotations

import csv
import os
import re
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest
from icalendar import Calendar

from summarizer.rendering import render, render_json
from summarizer.rendering.calendar import calendar
from tests.support.command import COMMAND, in_process, summarizer
from tests.support.drafts import Values, draft_of, noted
from tests.support.endpoint import Endpoint, answers, fails

EVIL = "陈露\r\nBEGIN:VALARM\x00\x0b\x1b[2J;,\\:\u202e'\"=HYPERLINK(1)\nATTACH:file:///etc/passwd " + "长" * 90
DATED: Values = {
    "basics.date": "2025年10月26日",
    "basics.coachee": EVIL,
    "follow_up.time": "2025年11月10日上午10点",
    "follow_up.method": EVIL,
    "plan.actions": [{"task": EVIL, "owner": EVIL, "due": "2025年11月5日", "measure": EVIL}],
}

FORMULAS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠1")


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A folder of notes whose names and words are formulas, paths, options and mark-up."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in (
        *FORMULAS,
        "..",
        "...",
        "~",
        "$(touch pwned)",
        "`touch pwned`",
        "<script>",
        '"x',
        "a\nb",
        "\x1b[2Jx",
        "-rf",
    ):
        (folder / f"{name}.txt").write_text(f"和陈露聊了四十分钟 {name}", "utf-8")
    return folder


def test_no_cell_of_the_roll_up_is_a_formula_and_no_draft_stands_outside(odd: Path, tmp_path: Path) -> None:
    name = "=HYPERLINK(1)"
    with Endpoint(fails(400, "=1+cmd|' /C calc'!A0"), then=answers({"basics": {"coachee": name}})) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "m")
        ran = summarizer("batch", "run", ".", "-o", "../out", "--jobs", "1", *at, cwd=odd)
    assert ran.code == 1, ran.err
    assert "\x1b" not in ran.err
    with (tmp_path / "out" / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + sum(not file.name.startswith(".") for file in odd.iterdir())
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"[\s]*[=+\-@＝＋－＠]", cell), cell
        assert not re.search(r"[\x00-\x1f\x7f]", cell), cell
    assert {path.name for path in tmp_path.iterdir()} == {"notes", "out"}
    assert {path.parent for path in (tmp_path / "out").rglob("*")} == {tmp_path / "out"}
    assert not list(tmp_path.rglob("pwned"))


def test_a_calendar_has_the_properties_that_we_gave_it_and_no_others() -> None:
    made = calendar(draft_of(DATED), datetime.now(UTC)).text
    assert made is not None
    data = made.encode()
    assert set(data) & {*range(32), 127} == {10, 13}
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    events = Calendar.from_ical(data).walk("VEVENT")
    assert len(events) == 2
    for event in events:
        assert "ATTACH" not in event
        assert event.subcomponents == []
        assert "BEGIN:VALARM" in str(event["SUMMARY"])


@pytest.mark.parametrize("command", ["check", "finalize", "ics"])
def test_no_escape_sequence_of_a_draft_reaches_a_terminal(tmp_path: Path, command: str) -> None:
    draft = tmp_path / "draft.json"
    values = {**DATED, "follow_up.time": f"尽快{EVIL}", "background.goals": [EVIL]}
    draft.write_text(render_json(draft_of(values)), "utf-8")
    ran = in_process(command, draft)
    assert "BEGIN:VALARM" in ran.out + ran.err
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", (ran.err if command == "ics" else ran.out + ran.err))


def test_no_escape_sequence_of_a_name_reaches_a_terminal(tmp_path: Path) -> None:
    ran = summarizer("draft", tmp_path / "\x1b[2J\x07\u009b.txt")
    assert ran.code == 4
    assert "\\x1b[2J\\x07\\x9b.txt" in ran.err


def test_the_next_command_is_one_that_a_shell_and_we_understand(tmp_path: Path) -> None:
    notes = tmp_path / "-n $(touch pwned) 'x'.txt"
    notes.write_text("和陈露聊了四十分钟", "utf-8")
    with Endpoint(then=answers()) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "m")
        ran = summarizer("draft", "-o", "-d;ls.md", *at, "--", notes.name, cwd=tmp_path)
    assert ran.code == 0, ran.err
    (said,) = re.findall(r"next: summarizer review (.*)", ran.err)
    # A shell splits it; `check` takes the same words as `review` and needs no terminal.
    checked = summarizer("check", *shlex.split(said), cwd=tmp_path)
    assert checked.code == 1, checked.err
    assert not (tmp_path / "pwned").exists()


def edited(draft: Path, editor: str) -> pexpect.spawn:
    """A review in which the editor is opened for the first gap."""
    env = {**os.environ, "EDITOR": editor, "VISUAL": ""}
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], "review", str(draft)], env=env, encoding="utf-8", cwd=draft.parent)
    child.expect_exact("> ", timeout=30)
    child.sendline("e")
    return child


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.md"
    file.write_text(render(draft_of({"basics.coachee": "陈露"}), noted("和陈露聊了")), "utf-8")
    return file


def test_an_editor_may_have_spaces_and_arguments_and_meets_no_shell(draft: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my tools"
    folder.mkdir()
    editor = folder / "edit or.py"
    editor.write_text(
        "import pathlib, sys\n*words, name = sys.argv[1:]\n"
        "pathlib.Path(name).write_text('2025年11月10日上午十点 ' + ' '.join(words), 'utf-8')\n"
    )
    child = edited(draft, f"{sys.executable} '{editor}' --wait '; touch pwned' $(touch pwned)")
    child.expect_exact("已保存", timeout=30)
    child.sendline("q")
    child.expect(pexpect.EOF, timeout=30)
    assert "touch pwned" in draft.read_text("utf-8")
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("editor", ["/nowhere/vi", "'unclosed", "false"])
def test_an_editor_that_fails_ends_no_review(draft: Path, editor: str) -> None:
    child = edited(draft, editor)
    child.expect_exact("没有成功", timeout=30)
    child.expect_exact("> ", timeout=30)
    child.sendline("2025年11月10日上午十点")
    child.expect_exact("已保存", timeout=30)
    child.sendline("q")
    child.expect(pexpect.EOF, timeout=30)
    assert "2025年11月10日上午十点" in draft.read_text("utf-8")
