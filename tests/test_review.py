"""`summarizer review` in a real terminal: every answer is in the file at once, and the rest of it stays."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import stat
import sys
import time
from datetime import date
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

from summarizer.errors import InputError, UsageError
from summarizer.notes import Notes, read_file
from summarizer.record import Draft, GapKind
from summarizer.rendering import render
from summarizer.review import read_back
from summarizer.review.session import Session, alone_with
from summarizer.template import Kind, Language, field_spec, get
from summarizer.verification import verify
from tests.support.command import COMMAND, lines, summarizer
from tests.support.drafts import Values, draft_of, gap_at

NOTES = """\
2025年11月3日 王经理和钟毓灵在二号冷库谈盘点差错，一个小时
钟毓灵说货位标签褪色看不清
上个月盘点差错6次，问题在于没有复核这一步
钟毓灵11月5日前写一份盘点清单，每个货位都有
扫码枪尽快申请，王经理负责，以到货为准
"""
VALUES: Values = {
    "basics.coachee": "钟毓灵",
    "basics.date": "2025年11月3日",
    "basics.coach": "王经理",
    "basics.topic": "盘点差错",
    "diagnosis.root_cause": "没有复核这一步",
    "background.goals": ["盘点差错降到每月2次以内"],
    "plan.actions": [
        {"task": "写一份盘点清单", "owner": "钟毓灵", "due": "11月5日前", "measure": "每个货位都有"},
        {"task": "申请扫码枪", "owner": "王经理", "due": "尽快", "measure": "到货"},
    ],
}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft whose required gaps are, in this order: follow-up time, goal, due date, method, checks."""
    (tmp_path / "notes.txt").write_text(NOTES, "utf-8")
    notes = read_file(tmp_path / "notes.txt")
    made = draft_of(VALUES, source=notes.name, lines=len(notes.lines))
    verified = verify(made.summary, notes, "zh")
    path = tmp_path / "draft.md"
    path.write_text(
        render(made.model_copy(update={"summary": verified.summary, "gaps": verified.gaps}), notes), "utf-8"
    )
    path.chmod(0o640)
    return path


class Terminal:
    """A review on a terminal of its own."""

    def __init__(self, *arguments: str | Path, env: dict[str, str] | None = None) -> None:
        self.child = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], "review", *map(str, arguments)],
            env={**os.environ, "PYTHONUTF8": "1", **(env or {})},
            encoding="utf-8",
            dimensions=(50, 200),
            timeout=30,
        )

    def sees(self, *texts: str) -> None:
        for text in texts:
            self.child.expect_exact(text)

    def asked(self, *texts: str) -> None:
        """A gap is shown with these texts, and an answer waited for."""
        self.sees(*texts)
        self.child.expect(r"\n> ")

    def types(self, line: str) -> None:
        self.child.sendline(line)

    def ends(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus)


def text_at(path: Path, field: str) -> str | None:
    statement = get(read_back(path.read_text("utf-8")).draft.summary, field)
    return statement.text if statement else None


def test_gaps_are_walked_required_first_and_every_answer_is_saved_at_once(draft: Path) -> None:
    before = draft.read_text("utf-8")
    terminal = Terminal(draft, "--notes", draft.with_name("notes.txt"))
    terminal.asked("[1/", "必填 · 跟进时间点 · 缺失", "下次跟进定在哪一天、几点？", "s 跳过")
    terminal.types("11月12日下午三点，二号冷库")
    terminal.sees("已保存")
    assert text_at(draft, "follow_up.time") == "11月12日下午三点，二号冷库"
    terminal.asked("必填 · 期望达成的目标 · 第 1 条 · 笔记中无依据", "现在写的是：盘点差错降到每月2次以内")
    terminal.types("w")
    terminal.sees("不能就这样放着")
    terminal.types("c")
    terminal.sees("已保存")
    terminal.asked("行动项2 · 时间节点 · 含糊", "所属行动：申请扫码枪", ">   5 扫码枪尽快申请")
    terminal.types("w")
    terminal.sees("为什么没有")
    terminal.types("等预算批下来")
    terminal.sees("[王经理]")
    terminal.types("王芳（冷库）")
    terminal.sees("已保存")
    terminal.asked("必填 · 跟进方式 · 缺失")
    terminal.types("c")
    terminal.sees("没有内容可以确认")
    terminal.types("")
    terminal.sees("直接输入回答")
    terminal.types("s")
    terminal.asked("必填 · 检查事项 · 缺失")
    terminal.types("b")
    terminal.asked("必填 · 跟进方式 · 缺失")
    terminal.types("面谈")
    terminal.sees("已保存")
    terminal.asked("必填 · 检查事项 · 缺失")
    terminal.types("q")
    terminal.sees("其中必填 1 项")
    assert terminal.ends() == 1

    read = read_back(draft.read_text("utf-8"))
    assert not read.remarks
    goal = read.draft.summary.background.goals[0]
    assert (goal.text, goal.origin) == ("盘点差错降到每月2次以内", "reviewer")
    (waiver,) = read.draft.waivers
    assert (waiver.field, waiver.reason, waiver.by, waiver.on) == (
        "plan.actions[1].due", "等预算批下来", "王芳（冷库）", date.today(),
    )  # fmt: skip
    assert text_at(draft, "follow_up.method") == "面谈"
    after = draft.read_text("utf-8")
    assert not re.search(r"跟进时间点 · 缺失|第 1 条 · 笔记|行动项2 · 时间|跟进方式 · 缺失", after)
    assert "必填 1 项" in after
    changed = [line for line in after.split("\n") if line not in before.split("\n")]
    assert [line[:9] for line in changed] == [
        "> **草稿，待审", "    - 盘点差", "  | 2 | 申", "- **跟进时间点", "- **跟进方式*",
    ]  # fmt: skip
    assert stat.S_IMODE(draft.stat().st_mode) == 0o640
    assert sorted(file.name for file in draft.parent.iterdir()) == ["draft.md", "notes.txt"]


def test_the_last_required_answer_ends_with_0(draft: Path) -> None:
    terminal = Terminal(draft)
    for field, answer in (
        ("跟进时间点", "11月12日"),
        ("期望达成的目标", "c"),
        ("行动项2 · 时间节点", "11月8日"),
        ("跟进方式", "面谈"),
        ("检查事项", "看清单"),
    ):
        terminal.asked(f"必填 · {field}")
        terminal.types(answer)
    terminal.asked("建议")
    terminal.types("q")
    assert terminal.ends() == 0
    assert text_at(draft, "follow_up.checks[0]") == "看清单"


def test_an_answer_is_taken_back(draft: Path) -> None:
    terminal = Terminal(draft)
    terminal.asked("跟进时间点")
    terminal.types("b")
    terminal.sees("第一项")
    terminal.types("11月31日")
    terminal.asked("期望达成的目标")
    terminal.types("b")
    terminal.asked("跟进时间点", "现在写的是：11月31日")
    terminal.types("11月12日")
    terminal.asked("期望达成的目标")
    terminal.types("q")
    assert terminal.ends() == 1
    assert text_at(draft, "follow_up.time") == "11月12日"


def test_the_editor_gets_the_text_and_gives_the_answer(draft: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n"
        "old, _, rest = file.read_text('utf-8').partition('\\n')\n"
        "file.write_text(f'{old}，\\n月底统计\\n{rest}', 'utf-8')\n"
    )
    terminal = Terminal(draft, env={"EDITOR": f"{sys.executable} {editor}", "VISUAL": ""})
    terminal.asked("跟进时间点")
    terminal.types("s")
    terminal.asked("期望达成的目标")
    terminal.types("e")
    terminal.sees("已保存")
    terminal.types("q")
    terminal.ends()
    assert text_at(draft, "background.goals[0]") == "盘点差错降到每月2次以内， 月底统计"


@pytest.mark.parametrize("how", ["Ctrl-C", "Ctrl-D"])
def test_breaking_off_loses_nothing(draft: Path, how: str) -> None:
    terminal = Terminal(draft)
    terminal.asked("跟进时间点")
    terminal.types("11月12日")
    terminal.asked("期望达成的目标")
    terminal.child.send("半句")
    if how == "Ctrl-C":
        terminal.child.sendintr()
    else:
        terminal.types("")  # what was typed so far is an answer
        terminal.asked("时间节点")
        terminal.child.sendeof()
    terminal.sees("都已保存")
    assert terminal.ends() == (130 if how == "Ctrl-C" else 1)
    assert text_at(draft, "follow_up.time") == "11月12日"
    assert sorted(file.name for file in draft.parent.iterdir()) == ["draft.md", "notes.txt"]


def test_a_second_review_of_one_draft_says_so_and_stops(draft: Path) -> None:
    first = Terminal(draft)
    first.asked("跟进时间点")
    link = draft.with_name("link.md")
    link.symlink_to(draft)
    for path in (draft, link):
        second = Terminal(path)
        second.sees("another summarizer review")
        assert second.ends() == 2
    first.types("11月12日")
    first.asked("期望达成的目标")
    first.types("q")
    assert first.ends() == 1
    third = Terminal(link)
    third.asked("期望达成的目标")
    third.types("11月底前降到2次")
    third.sees("已保存")
    third.types("q")
    third.ends()
    assert link.is_symlink()
    assert text_at(draft, "background.goals[0]") == "11月底前降到2次"


def test_what_an_editor_saved_meanwhile_is_not_overwritten(draft: Path) -> None:
    terminal = Terminal(draft)
    terminal.asked("跟进时间点")
    edited = draft.read_text("utf-8").replace("盘点差错[", "盘点和报损[")
    draft.write_text(edited, "utf-8")
    terminal.types("11月12日")
    terminal.sees("was not written")
    assert terminal.ends() == 2
    assert draft.read_text("utf-8") == edited


def test_without_a_terminal_review_says_so(draft: Path) -> None:
    ran = summarizer("review", draft)
    assert (ran.code, ran.out, len(lines(ran.err))) == (2, "", 1)
    assert "summarizer check" in ran.err


# Sessions, without a terminal


def fill(session: Session, answer: str = "第{}个答案 | *甲*\n〔缺失〕") -> int:
    """Answer whatever is open, in turn; how many answers it took."""
    count = 0
    while session.draft.gaps:
        gap = session.draft.gaps[0]
        timed = field_spec(gap.field).kind in (Kind.MEETING, Kind.DEADLINE)
        session.answer(gap, answer.format(count) + " 2026-11-09" * timed)  # without a day it would stay vague
        count += 1
        assert count < 80
        assert (gap.field, gap.kind) not in {(other.field, other.kind) for other in session.draft.gaps}
        assert not session.read.remarks
    return count


@pytest.mark.parametrize(
    ("language", "lost", "form"),
    [
        ("zh", "nothing lost", "plain"),
        ("en", "nothing lost", "CRLF and BOM"),
        ("zh", "labels lost", "CRLF and BOM"),
        ("en", "labels lost", "plain"),
        ("zh", "a section lost", "GB18030"),
    ],
)
def test_any_draft_can_be_filled_to_the_last_gap(tmp_path: Path, language: Language, lost: str, form: str) -> None:
    made = draft_of({}, language=language)
    text = render(made.model_copy(update={"gaps": verify(made.summary, _blank(tmp_path), language).gaps}), None)
    if lost == "labels lost":
        labels = "期望达成的目标|最终行动计划|检查事项|辅导人|触发原因|Goals|Action plan|Coach|To check|Trigger"
        text = re.sub(rf"(?m)^\s*- \*\*(?:{labels})\*\*.*\n", "", text)
    elif lost == "a section lost":
        text = re.sub(r"(?s)## (?:后续跟进计划|Follow-up)\n.*?(?=## |<!--)", "", text)
    encoding = "gb18030" if form == "GB18030" else "utf-8"
    if form == "CRLF and BOM":
        text = "\ufeff" + text.replace("\n", "\r\n")
    path = tmp_path / "draft.md"
    path.write_bytes(text.encode(encoding))
    session = Session(path)
    fill(session)
    after = path.read_bytes().decode(encoding)
    summary = read_back(after).draft.summary
    assert len(summary.plan.actions) == 2
    assert summary.plan.actions[1].task.text == "〔缺失〕"
    assert all(get(summary, f"plan.actions[1].{slot}") for slot in ("owner", "due", "measure"))
    assert len(summary.background.goals) == len(summary.follow_up.checks) == 2
    assert after.startswith("\ufeff") is (form == "CRLF and BOM")
    assert bool(re.search(r"(?<!\r)\n", after)) is (form != "CRLF and BOM")
    assert {"zh": "待处理\n", "en": "To settle"}[language] not in after


def _blank(folder: Path) -> Notes:
    path = folder / "notes.txt"
    path.write_text("没有内容\n", "utf-8")
    return read_file(path)


def test_a_confirmed_statement_keeps_its_evidence_and_footnote(draft: Path) -> None:
    session = Session(draft, read_file(draft.with_name("notes.txt")))
    gap = next(gap for gap in session.draft.gaps if gap.kind is GapKind.VAGUE)
    assert session.can_confirm(gap)
    session.confirm(gap)
    statement = session.statement(gap.field)
    assert statement
    assert (statement.text, statement.origin, [span.line for span in statement.evidence]) == ("尽快", "reviewer", [5])
    assert re.search(r"\| 尽快 \*\*〔审阅人〕\*\*\[\^\d+\] \|", draft.read_text("utf-8"))


def test_a_draft_that_cannot_be_written_keeps_its_answer_out(draft: Path) -> None:
    session = Session(draft)
    gap = session.draft.gaps[0]
    draft.unlink()
    with pytest.raises(InputError):
        session.answer(gap, "11月12日")
    draft.mkdir()
    with pytest.raises(InputError):
        session.answer(gap, "11月12日")


def test_json_is_sent_to_check(tmp_path: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_text('{"summary": {}}', "utf-8")
    with pytest.raises(UsageError, match="check --format md"):
        Session(path)


def test_killed_at_any_of_fifty_points_the_draft_is_whole(draft: Path) -> None:
    before = read_back(draft.read_text("utf-8")).draft
    moments = random.Random(4)
    seen: set[str | None] = set()
    for _ in range(50):
        ready, tell = os.pipe()
        child = os.fork()
        if not child:
            try:
                _answer_on_and_on(draft, tell)
            finally:
                os._exit(1)
        os.close(tell)
        for _ in range(moments.randint(1, 3)):  # ready, an answer, two answers
            assert os.read(ready, 1) == b"!"
        os.close(ready)
        time.sleep(moments.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        seen.add(_whole(draft, before))
    assert len(seen) > 5
    with alone_with(draft):  # the lock of the dead is no obstacle
        fill(Session(draft), "好")


def _answer_on_and_on(path: Path, tell: int) -> None:
    with alone_with(path):
        session = Session(path)
        gap = gap_at("follow_up.time")
        os.write(tell, b"!")
        for number in range(10_000):
            session.answer(gap, f"第{os.getpid()}-{number}次")
            with contextlib.suppress(BrokenPipeError):
                os.write(tell, b"!")


def _whole(path: Path, before: Draft) -> str | None:
    """What stands at the follow-up; everything else is as it was."""
    text = path.read_bytes().decode()
    assert text.endswith("-->\n")
    read = read_back(text)
    assert not read.remarks
    summary = read.draft.summary
    followed = summary.follow_up.time
    assert summary.model_copy(update={"follow_up": before.summary.follow_up}) == before.summary
    return followed.text if followed else None
