"""From a draft to a signed document, as somebody goes who has only the README."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from docx.shared import Cm

from summarizer.notes import Notes, read_file
from summarizer.rendering import render, render_json
from summarizer.review import read_back
from summarizer.template import get
from summarizer.verification import verify
from tests.support.command import in_process, lines, summarizer
from tests.support.drafts import Values, draft_of
from tests.support.endpoint import Endpoint, answers
from tests.test_review import Terminal

NOTES = Path(__file__).parents[1] / "fixtures" / "notes" / "zh-li-ming.txt"
GOAL = "这次想分清是能力问题还是方法问题，把Q4计划定下来。"
VALUES: Values = {
    "basics.coachee": "李明",
    "basics.date": "10/26",
    "basics.coach": "张经理",
    "basics.topic": "Q3 KPI没达标复盘＋Q4规划",
    "background.goals": [GOAL],
    "diagnosis.root_cause": "不是不努力，是策略不精，广撒网，没做精细化，跟销售也没联动",
    "plan.options": ["他倾向A，定A"],
    "plan.actions": [
        {"task": "交Q3各渠道ROI分析", "owner": "李明", "due": "下周三前", "measure": "三样都要有"},
        {"task": "约销售部老周一起对“有效线索”的标准", "owner": "我", "due": "下周五前"},
    ],
}
DOUBTFUL = ("background.goals[0]", "plan.actions[1].owner", "plan.options[0]")


@pytest.fixture
def notes() -> Notes:
    return read_file(NOTES)


@pytest.fixture
def draft(tmp_path: Path, notes: Notes) -> Path:
    """A draft as the embedded model makes it: a date without its year, doubts, and the rest missing."""
    made = draft_of(VALUES, source=notes.name, lines=len(notes.lines))
    verified = verify(made.summary, notes, "zh", doubtful=DOUBTFUL)
    source = made.source.model_copy(update={"sha256": notes.sha256})
    whole = made.model_copy(update={"summary": verified.summary, "gaps": verified.gaps, "source": source})
    path = tmp_path / "draft.md"
    path.write_text(render(whole, notes), "utf-8")
    return path


def edited(path: Path, *edits: tuple[str, str]) -> Path:
    """The draft after a person changed it in an editor."""
    text = path.read_text("utf-8")
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


ANSWERED = (
    ("**辅导日期**：10/26", "**辅导日期**：2026年10月26日"),
    ("- [ ] **必填 · 期望达成的目标 · 第 1 条 · 待确认**", "- [x] **必填 · 期望达成的目标 · 第 1 条 · 待确认**"),
    ("他倾向A，定A **〔待确认〕**", "他倾向方案A"),
    ("| 我 **〔待确认〕**", "| 张经理"),
    ("**〔缺失〕** 交付什么、达到什么标准算完成？", "口径写成一页纸，老周认可"),
    ("**〔缺失〕** 下次跟进定在哪一天、几点？", "2026年11月9日上午10点"),
    ("**〔缺失〕** 以什么方式跟进（面谈、通话、看报告）？", "线上面谈"),
    ("**〔缺失〕** 跟进时具体检查什么？", "计划书发张经理，经确认"),
    ("**〔缺失〕** 您会持续提供什么支持？", "协调销售部老周"),
)
"""What the person who tried this wrote by hand."""


def finalized(draft: Path, *arguments: str | Path, name: str = "final.md") -> bytes:
    ran = in_process("finalize", draft, "-o", draft.parent / name, "--force", *arguments)
    assert ran.code == 0, ran.err
    return (draft.parent / name).read_bytes()


# Reviewing


def test_a_tick_stays_a_confirmation_when_another_question_is_answered(draft: Path) -> None:
    edited(draft, ANSWERED[1])
    terminal = Terminal(draft)
    terminal.asked("[1/", "跟进时间点")
    terminal.types("2026年11月9日上午10点")
    terminal.sees("已保存")
    terminal.types("q")
    terminal.ends()
    read = read_back(draft.read_text("utf-8"))
    goal = get(read.draft.summary, "background.goals[0]")
    assert (goal.text, goal.origin, [span.line for span in goal.evidence]) == (GOAL, "reviewer", [11])
    assert f"    - {GOAL} **〔审阅人〕**[^" in draft.read_text("utf-8")
    assert "期望达成的目标 · 第 1 条" not in in_process("check", draft).out


def test_an_answer_that_is_too_vague_is_kept_and_stays_open(draft: Path) -> None:
    terminal = Terminal(draft, "--notes", NOTES)
    terminal.asked("跟进时间点 · 缺失")
    for typed, told in (
        ("?", "单个字母是命令"),
        ("h", "单个字母是命令"),
        ("x", "单个字母是命令"),
        ("？", "c  现在写的属实"),
    ):
        terminal.types(typed)
        terminal.sees(told, "加一个空格")
    terminal.types("尽快")
    terminal.sees("已保存", "还是含糊", "“尽快”具体定在哪一天、几点跟进？")
    terminal.asked("跟进时间点 · 含糊", "现在写的是：尽快")
    assert "方法用尽了" not in terminal.child.before  # a line that has nothing to do with it but the word 尽
    assert "- **跟进时间点**：尽快 **〔含糊〕** **〔审阅人〕**" in draft.read_text("utf-8")
    terminal.types("2026年11月9日")
    terminal.sees("已保存")
    terminal.asked("辅导日期 · 含糊", "“10/26”是哪一年？")
    terminal.types("2026年10月26日")
    terminal.sees("已保存")
    terminal.asked("期望达成的目标")
    terminal.types("q")
    terminal.sees("还不能定稿", "存疑 1 项")
    terminal.ends()
    text = draft.read_text("utf-8")
    assert "**跟进时间点**：2026年11月9日 **〔审阅人〕**" in text
    assert "下周三前（2026-11-04）[^" in text
    assert "下周五前（2026-11-06）[^" in text
    assert "时间节点 · 含糊" not in text


def test_a_vague_answer_may_be_confirmed_or_waived(draft: Path) -> None:
    edited(draft, (ANSWERED[5][0], "看情况"))
    assert "跟进时间点 · 含糊" in in_process("check", draft).out
    anew = in_process("check", draft, "--format", "md").out
    assert "看情况 **〔含糊〕** **〔审阅人〕**" in anew
    draft.write_text(anew, "utf-8")
    assert in_process("check", draft, "--format", "md").out == anew
    terminal = Terminal(draft)
    terminal.asked("跟进时间点 · 含糊")
    terminal.types("c")
    terminal.sees("已保存")
    terminal.types("q")
    terminal.ends()
    assert "**跟进时间点**：看情况 **〔审阅人〕**" in draft.read_text("utf-8")
    assert "跟进时间点" not in in_process("check", draft).out


def test_no_reason_yet_is_asked_for_again(draft: Path) -> None:
    terminal = Terminal(draft)
    terminal.asked("跟进时间点")
    terminal.types("w")
    terminal.sees("为什么没有")
    terminal.types("")
    terminal.sees("请写一句原因")
    terminal.types("等排班出来")
    terminal.sees("[张经理]")
    terminal.types("")
    terminal.sees("已保存")
    terminal.asked("辅导日期")
    terminal.types("w")
    terminal.types("")
    terminal.types("")
    terminal.sees("没有写原因", "s 跳过")
    terminal.types("q")
    terminal.ends()
    (waiver,) = read_back(draft.read_text("utf-8")).draft.waivers
    assert (waiver.field, waiver.reason, waiver.by) == ("follow_up.time", "等排班出来", "张经理")


def test_the_editor_shows_the_question_and_none_is_guessed(draft: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen.txt"
    editor = tmp_path / "editor.sh"
    editor.write_text(f'#!/bin/sh\ncp "$1" {seen}\nsed -i "1s/.*/2026年11月9日上午10点/" "$1"\n')
    editor.chmod(0o755)
    terminal = Terminal(draft, "--notes", NOTES, env={"VISUAL": "", "EDITOR": ""})
    terminal.asked("跟进时间点")
    terminal.types("e")
    terminal.sees("没有设置编辑器")
    terminal.types("q")
    terminal.ends()
    terminal = Terminal(draft, "--notes", NOTES, env={"VISUAL": str(editor), "EDITOR": "false"})
    terminal.asked("跟进时间点")
    terminal.types("e")
    terminal.sees("已保存")
    terminal.types("q")
    terminal.ends()
    assert "#| 下次跟进定在哪一天、几点？" in seen.read_text("utf-8")
    assert "**跟进时间点**：2026年11月9日上午10点 **〔审阅人〕**\n" in draft.read_text("utf-8")


# What a person's words rest on


def test_words_a_person_wrote_have_no_source_in_lines_that_only_share_some(draft: Path) -> None:
    edited(draft, *ANSWERED, ("| 下周三前 **〔含糊〕**", "| 11月4日前"))
    document = finalized(draft, "--notes", NOTES, "--keep-evidence").decode()
    for own in ("2026年10月26日", "11月4日前 ", "张经理 ", "线上面谈", "计划书发张经理，经确认", "协调销售部老周"):
        assert re.search(rf"{re.escape(own)}(?!\[)", document)
        assert f"{own.strip()}[^" not in document.replace("**辅导人**：张经理[^", "")
    appendix = re.findall(r"(?m)^\[\^(\d+)\]: (.*)$", document)
    assert len({quote for _, quote in appendix}) == len(appendix)
    assert {number for number, _ in appendix} == set(re.findall(r"\[\^(\d+)\](?!:)", document))
    assert not any("第 2 行" in quote for _, quote in appendix)
    anew = in_process("check", draft, "--notes", NOTES, "--format", "md").out
    assert "| 11月4日前 **〔审阅人〕** |" in anew
    assert "**辅导日期**：2026年10月26日 **〔审阅人〕**\n" in anew


def test_words_a_person_took_over_from_the_notes_have_their_line(draft: Path) -> None:
    edited(
        draft,
        ("**〔缺失〕** 您核实过哪些数据或事实，与员工说的是否一致？", "后台数据我看了：渠道铺得多，预算撒得散，没重点"),
    )
    anew = in_process("check", draft, "--notes", NOTES, "--format", "md").out
    label = re.search(r"没重点\[\^(\d+)\]", anew)
    assert label
    assert f"[^{label[1]}]: 第 4 行：" in anew


# Days


@pytest.mark.parametrize(
    "arguments", [(), ("--keep-evidence",), ("--notes", NOTES), ("--notes", NOTES, "--keep-evidence")]
)
def test_the_day_of_a_relative_deadline_is_in_the_document(draft: Path, arguments: tuple[str | Path, ...]) -> None:
    edited(draft, *ANSWERED)
    assert "时间节点" not in in_process("check", draft).out
    document = finalized(draft, *arguments).decode()
    assert "| 下周三前（2026-11-04）" in document
    assert "| 下周五前（2026-11-06）" in document
    anew = in_process("check", draft, "--format", "md").out
    assert re.search(r"下周五前（2026-11-06）\[\^\d+\] \|", anew)


def test_without_its_year_the_day_of_the_talk_is_asked_for(draft: Path) -> None:
    assert "必填 · 辅导日期 · 含糊**：“10/26”是哪一年？" in draft.read_text("utf-8")
    assert "从辅导当天算起的，而笔记没有写明当天的年月日" in draft.read_text("utf-8")
    edited(draft, (ANSWERED[5][0], "11月9日上午10点"))
    ran = summarizer("ics", draft)
    assert ran.code == 1
    for time in ("跟进时间点“11月9日上午10点”", "行动项1 · 时间节点“下周三前”"):
        assert f"{time}，不知道是哪一年；请在辅导日期里写上年份" in ran.err
    whole = draft_of({"basics.date": "10/26", "follow_up.time": "2026-11-09 10:00"})
    draft.with_name("whole.json").write_text(render_json(whole), "utf-8")
    assert "辅导日期" not in in_process("check", draft.with_name("whole.json")).out


# The document


def test_a_word_file_has_room_for_names_and_days_and_a_line_to_sign(draft: Path) -> None:
    edited(draft, *ANSWERED)
    document = docx.Document(io.BytesIO(finalized(draft, "--keep-evidence", name="final.docx")))
    plan, signing = document.tables[0], document.tables[-1]
    widths = dict(
        zip((cell.text for cell in plan.rows[0].cells), (column.width for column in plan.columns), strict=True)
    )
    assert widths["序号"] < Cm(2) < widths["责任人"] + Cm(0.2)
    assert widths["时间节点"] > Cm(3.9)
    assert widths["任务"] > Cm(3.5)
    assert [row.cells[0].text for row in signing.rows[1:]] == ["辅导对象：李明", "辅导人：张经理"]
    headings = [one.text for one in document.paragraphs if one.style and one.style.name.startswith("Heading")]
    assert headings[-3:] == ["签字", "附录：笔记依据", "文档信息"]
    last = document.paragraphs[-1]
    assert "SHA-256" in last.text
    assert all(run.font.size is not None and run.font.size.pt < 9 for run in last.runs)
    page = finalized(draft, "--keep-evidence", name="final.html").decode()
    assert page.index("辅导人：张经理") < page.index('class="footnotes"') < page.index('class="record"')
    assert "签名" not in finalized(draft).decode()


# Usage


@pytest.mark.parametrize(
    ("command", "name", "known"),
    [
        ("finalize", "zh.pdf", ".md, .docx, .html"),
        ("check", "q.docx", ".txt, .json, .md"),
        ("draft", "q.docx", ".md, .json"),
    ],
)
def test_an_ending_without_a_format_is_refused(draft: Path, command: str, name: str, known: str) -> None:
    with pytest.raises(Exception, match=re.escape(known)) as failure:
        in_process(command, draft, "-o", draft.with_name(name))
    assert getattr(failure.value, "exit_code", None) == 2
    assert not draft.with_name(name).exists()


@pytest.mark.parametrize("command", ["check", "finalize", "ics"])
def test_notes_are_told_from_a_draft(command: str) -> None:
    with pytest.raises(Exception, match="run summarizer draft first") as failure:
        in_process(command, NOTES)
    assert getattr(failure.value, "exit_code", None) == 2


def test_check_says_what_finalize_would_refuse_and_what_of_the_notes_is_nowhere(draft: Path) -> None:
    edited(draft, *ANSWERED)
    ready = in_process("check", draft, "--notes", NOTES)
    assert ready.code == 0
    assert f"{draft}: 可以定稿了（summarizer finalize）" in lines(ready.out)
    assert f"{NOTES}:4: 没有写进草稿任何一栏：“后台数据我看了" in ready.out
    text = draft.read_text("utf-8").replace("他倾向方案A", "他倾向A，定A **〔待确认〕**")
    draft.write_text(text, "utf-8")
    still = in_process("check", draft)
    refused = summarizer("finalize", draft)
    assert (still.code, refused.code) == (0, 1)
    assert "还有 1 项会被 finalize 拒绝，其中必填 0 项，存疑 1 项" in still.out
    assert refused.err.startswith(f"summarizer：{draft} 还不能定稿")


def test_a_draft_says_what_it_left_out_and_what_comes_next(tmp_path: Path) -> None:
    out = tmp_path / "my draft.md"
    with Endpoint(then=answers({"basics": {"coachee": "李明"}})) as endpoint:
        run = ("draft", NOTES, "--base-url", endpoint.base_url, "--model", "m")
        ran = summarizer(*run, "-o", out)
        piped = summarizer(*run)
        quiet = summarizer(*run, "-q")
    assert ran.code == 0, ran.err
    assert "lines of the notes in no field, or only in part: 1–11 (11 in all)" in ran.err
    assert lines(ran.err)[-1] == f"summarizer: next: summarizer review '{out}' --notes {NOTES}"
    assert "in no field" in piped.err
    assert "next:" not in piped.err
    assert "in no field" not in quiet.err


def test_of_a_talk_only_the_number_of_turns_is_told(tmp_path: Path, draft: Path) -> None:
    talk = tmp_path / "talk.txt"
    talk.write_text(
        "张经理：这个季度的线索为什么没有达标？\n李明：方法都用尽了，效果就是出不来。\n张经理：那我们下周再谈。\n",
        "utf-8",
    )
    out = lines(in_process("check", draft, "--notes", talk, "--input-format", "transcript").out)
    assert re.fullmatch(rf"{re.escape(str(talk))}: 有 [123] 处发言没有写进草稿任何一栏", out[-1])
