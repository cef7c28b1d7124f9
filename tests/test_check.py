"""`summarizer check`: what is open in a draft after people edited it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.notes import Notes, read_file
from summarizer.record import Draft, GapKind
from summarizer.rendering import render, render_json
from summarizer.template import Language, fields
from summarizer.verification import verify
from tests.support.command import Ran, in_process, lines, summarizer
from tests.support.drafts import Values, draft_of, said

NOTES = """\
2025年11月3日 下午在二号冷库门口和钟毓灵谈盘点差错，王经理记
钟毓灵说货位标签褪色看不清，盘点全靠记忆，她有点着急
我查了系统，上个月盘点差错6次
我们都认为问题在于没有复核这一步
钟毓灵11月5日前写一份盘点清单
扫码枪尽快申请
11月12日下午三点面谈，看清单
"""
VALUES: Values = {
    "basics.coachee": "钟毓灵",
    "basics.date": "2025年11月3日",
    "basics.venue": "二号冷库门口",
    "basics.coach": "王经理",
    "basics.topic": "盘点差错",
    "background.goals": ["盘点差错降到每月2次以内"],
    "diagnosis.self_report": "货位标签褪色看不清，盘点全靠记忆",
    "diagnosis.verification": "上个月盘点差错6次",
    "diagnosis.root_cause": "没有复核这一步",
    "plan.actions": [
        {"task": "写一份盘点清单", "owner": "钟毓灵", "due": "11月5日前"},
        {"task": "申请扫码枪", "due": "尽快"},
    ],
    "follow_up.time": "11月12日下午三点",
    "follow_up.method": "面谈",
    "follow_up.checks": ["看清单"],
}


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    (tmp_path / "notes.txt").write_text(NOTES, "utf-8")
    return read_file(tmp_path / "notes.txt")


def drafted(notes: Notes, doubtful: tuple[str, ...] = ()) -> Draft:
    draft = draft_of(VALUES, source=notes.name, lines=len(notes.lines))
    verified = verify(draft.summary, notes, "zh", doubtful=doubtful)
    source = draft.source.model_copy(update={"sha256": notes.sha256})
    return draft.model_copy(update={"summary": verified.summary, "gaps": verified.gaps, "source": source})


def kept(folder: Path, draft: Draft, notes: Notes, *edits: tuple[str, str]) -> Path:
    """The draft in a file, after these edits."""
    text = render(draft, notes)
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    path = folder / "draft.md"
    path.write_text(text, "utf-8")
    return path


def checked(*arguments: str | Path) -> tuple[Ran, dict[tuple[str, str], str], dict[str, object]]:
    """A check as JSON: what it left behind, its gaps by field and kind, and its summary."""
    ran = in_process("check", *arguments, "--format", "json")
    written = json.loads(ran.out)
    return ran, {(gap["field"], gap["kind"]): gap["severity"] for gap in written["gaps"]}, written["summary"]


@pytest.mark.parametrize("with_notes", [True, False])
def test_a_draft_nobody_touched_has_the_gaps_it_was_written_with(
    tmp_path: Path, notes: Notes, with_notes: bool
) -> None:
    draft = drafted(notes, doubtful=("diagnosis.root_cause",))
    assert {gap.kind for gap in draft.gaps} == {GapKind.MISSING, GapKind.VAGUE, GapKind.UNSUPPORTED, GapKind.UNSURE}
    path = kept(tmp_path, draft, notes)
    more = ["--notes", str(tmp_path / "notes.txt")] if with_notes else []
    written = Draft.model_validate_json(in_process("check", path, "--format", "json", *more).out)
    assert written.gaps == draft.gaps
    assert written.summary == draft.summary
    assert written.source == draft.source
    anew = in_process("check", path, "--format", "md", *more)
    assert anew.out == path.read_text("utf-8")


def test_each_gap_is_a_line_with_its_place_in_the_file(tmp_path: Path, notes: Notes) -> None:
    path = kept(tmp_path, drafted(notes), notes, ("- **成功经验**", "- 顺便一提\n- **成功经验**"))
    ran = summarizer("check", path, "--notes", tmp_path / "notes.txt")
    text = path.read_text("utf-8").split("\n")
    assert ran.code == 1
    *placed, refused = lines(ran.out)
    assert refused.startswith(f"{path}: 还不能定稿：还有 5 项")
    found = [re.fullmatch(rf"{re.escape(str(path))}:(\d+): (.*)", line) for line in placed]
    assert all(found)
    shown = {match[2].partition("：")[0]: text[int(match[1]) - 1] for match in found if match}
    assert "尽快 **〔含糊〕**" in shown["必填 · 行动项2 · 时间节点 · 含糊"]
    assert "| 申请扫码枪" in shown["必填 · 行动项2 · 责任人 · 缺失"]
    assert shown["必填 · 期望达成的目标 · 第 1 条 · 笔记中无依据"].startswith("    - 盘点差错降到每月2次以内")
    assert shown["建议 · 辅导时长 · 缺失"].startswith("- **辅导时长**")
    severities = [match[2][:2] for match in found[:-1] if match]
    assert severities == sorted(severities, key=["必填", "建议", "可选"].index)
    assert found[-1]
    assert text[int(found[-1][1]) - 1] == "- 顺便一提"
    assert ran.err == ""


def test_what_a_person_writes_is_theirs_unless_the_notes_say_it(tmp_path: Path, notes: Notes) -> None:
    path = kept(
        tmp_path,
        drafted(notes),
        notes,
        ("| **〔缺失〕** 由谁负责？ |", "| 李工 |"),
        ("盘点差错降到每月2次以内 **〔笔记中无依据〕**", "半年内不再出错"),
        ("**核心问题分析**：没有复核这一步", "**核心问题分析**：货位标签褪色看不清"),
    )
    _, gaps, summary = checked(path, "--notes", tmp_path / "notes.txt")
    found = json.loads(json.dumps(summary))
    assert found["plan"]["actions"][1]["owner"] == {"text": "李工", "evidence": [], "origin": "reviewer"}
    assert found["background"]["goals"][0]["origin"] == "reviewer"
    cause = found["diagnosis"]["root_cause"]
    assert cause["origin"] == "notes"
    assert [span["line"] for span in cause["evidence"]] == [2]
    assert not {field for field, _ in gaps} & {"plan.actions[1].owner", "background.goals[0]", "diagnosis.root_cause"}


def test_a_doubt_stays_until_it_is_confirmed_or_the_statement_changed(tmp_path: Path, notes: Notes) -> None:
    draft = drafted(notes, doubtful=("diagnosis.root_cause",))
    doubt = ("diagnosis.root_cause", "unsure")
    for more in ([], ["--notes", str(tmp_path / "notes.txt")]):
        for edits, stays in (
            ([("没有复核这一步 **〔待确认〕**", "没有复核这一步")], True),
            ([("- [ ] **必填 · 核心问题分析", "- [x] **必填 · 核心问题分析")], False),
            ([("没有复核这一步 **〔待确认〕**", "没有复核这一步 **〔审阅人〕**")], False),
            ([("没有复核这一步 **〔待确认〕**", "缺少复核")], False),
        ):
            _, gaps, _ = checked(kept(tmp_path, draft, notes, *edits), *more)
            assert (doubt in gaps) is stays


def test_without_its_record_marks_and_checklist_tell_the_doubts(tmp_path: Path, notes: Notes) -> None:
    path = kept(tmp_path, drafted(notes, doubtful=("diagnosis.root_cause",)), notes)
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("<!--")].replace("没有复核这一步 **〔待确认〕**", "没有复核这一步"), "utf-8")
    _, gaps, _ = checked(path)
    assert ("diagnosis.root_cause", "unsure") in gaps
    assert ("background.goals[0]", "unsupported") in gaps


def test_a_waiver_closes_what_is_missing_or_vague_but_not_what_is_unsupported(tmp_path: Path, notes: Notes) -> None:
    waiver = "**〔未谈及〕** 等预算（王经理，2025-11-06）"
    path = kept(
        tmp_path,
        drafted(notes),
        notes,
        ("**〔缺失〕** 由谁负责？", waiver),
        ("尽快 **〔含糊〕**", f"尽快 {waiver}"),
        ("每月2次以内 **〔笔记中无依据〕**", f"每月2次以内 {waiver}"),
    )
    ran, gaps, _ = checked(path)
    fields = {field for field, _ in gaps}
    assert not fields & {"plan.actions[1].owner", "plan.actions[1].due"}
    assert ("background.goals[0]", "unsupported") in gaps
    waivers = json.loads(ran.out)["waivers"]
    assert [waiver["field"] for waiver in waivers] == [
        "background.goals[0]",
        "plan.actions[1].owner",
        "plan.actions[1].due",
    ]
    assert waivers[0] | {"field": ""} == {"field": "", "reason": "等预算", "by": "王经理", "on": "2025-11-06"}


def test_exit_code_is_0_once_no_required_gap_is_open(tmp_path: Path, notes: Notes) -> None:
    path = kept(
        tmp_path,
        drafted(notes),
        notes,
        ("| **〔缺失〕** 由谁负责？ |", "| 李工 |"),
        ("尽快 **〔含糊〕**", "11月8日"),
        ("每月2次以内 **〔笔记中无依据〕**", "每月2次以内 **〔审阅人〕**"),
        ("11月5日前[^5] | **〔缺失〕** 交付什么、达到什么标准算完成？ |", "11月5日前 | 每个货位都有 |"),
        ("**〔缺失〕** 交付什么、达到什么标准算完成？", "枪到手"),
    )
    ran, gaps, _ = checked(path)
    assert ran.code == 0
    assert set(gaps.values()) == {"recommended", "optional"}


# JSON


def test_json_with_only_texts_is_grounded(tmp_path: Path, notes: Notes) -> None:
    summary = {
        "basics": {"coachee": {"text": "钟毓灵"}, "duration": {"text": "三个小时"}},
        "plan": {"actions": [{"task": {"text": "写一份盘点清单"}, "due": {"text": "11月5日前"}}]},
    }
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"summary": summary}, ensure_ascii=False), "utf-8-sig")
    ran, gaps, found = checked(path, "--notes", tmp_path / "notes.txt")
    written = json.loads(ran.out)
    assert ran.code == 1
    assert written["language"] == "zh"
    assert written["source"]["sha256"] == notes.sha256
    assert ("basics.duration", "unsupported") in gaps
    assert ("basics.coachee", "unsupported") not in gaps
    assert ("plan.actions[0].owner", "missing") in gaps
    actions = json.loads(json.dumps(found))["plan"]["actions"]
    assert [span["line"] for span in actions[0]["task"]["evidence"]] == [5]
    assert Draft.model_validate(written)


@pytest.mark.parametrize("with_notes", [True, False])
def test_json_of_a_draft_checks_like_its_markdown(tmp_path: Path, notes: Notes, with_notes: bool) -> None:
    draft = drafted(notes, doubtful=("diagnosis.root_cause",))
    path = tmp_path / "draft.json"
    path.write_text(render_json(draft), "utf-8")
    more = ["--notes", str(tmp_path / "notes.txt")] if with_notes else []
    written = Draft.model_validate_json(in_process("check", path, "--format", "json", *more).out)
    assert written.gaps == draft.gaps
    assert written.summary == draft.summary
    assert written.usage == draft.usage
    if with_notes:
        markdown = in_process("check", path, "--format", "md", *more).out
        assert markdown == render(draft, notes)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1"),
        ('{"summary": {"basics": {"coachee": "x"}}}', "summary.basics.coachee"),
        ('{"summary": {"plan": {"actions": [{"owner": {"text": "x"}}]}}}', "summary.plan.actions[0].task"),
        ('{"summary": {"salary": null}}', "summary.salary"),
        ('{"model": {}}', "summary"),
        ('{"summary": {"basics": {"date": {"text": ""}}}}', "summary.basics.date.text"),
        ("{" + '"a":{' * 50_000, "line 1"),
        ('{"summary": ' + "9" * 5000 + "}", "line 1"),
    ],
    ids=[
        "broken",
        "bare text",
        "no task",
        "unknown field",
        "no summary",
        "empty text",
        "nested deep",
        "endless number",
    ],
)
def test_bad_json_gets_one_line_that_names_the_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as raised:
        in_process("check", path)
    assert raised.value.exit_code == 4
    assert str(raised.value).startswith(f"{path}: {message}")


def test_evidence_of_other_notes_is_no_obstacle(tmp_path: Path, notes: Notes) -> None:
    draft = draft_of({"basics.coachee": said("钟毓灵", (900, 5, 2)), "basics.topic": said("午饭", (77, 0, 9))})
    path = tmp_path / "x.json"
    path.write_text(render_json(draft), "utf-8")
    for form in ("json", "md", "text"):
        assert in_process("check", path, "--notes", tmp_path / "notes.txt", "--format", form).code == 1
        assert in_process("check", path, "--format", form).code == 1


# Written anew


def test_written_anew_a_draft_keeps_what_people_wrote(tmp_path: Path, notes: Notes) -> None:
    path = kept(
        tmp_path,
        drafted(notes),
        notes,
        ("| **〔缺失〕** 由谁负责？ |", "| 李工 |"),
        ("## 后续跟进计划", "## 附：考勤\n\n* 我自己的  一段_话_\n\n## 后续跟进计划"),
        ("# 工作辅导总结", "# 工作辅导总结\n\n公司机密"),
    )
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    ran = in_process("check", path, "--notes", tmp_path / "notes.txt", "--format", "md", "-o", path, "--force")
    assert ran.code == 1
    after = path.read_bytes().decode()
    assert "李工 **〔审阅人〕** |" in after
    assert "行动项2 · 责任人" not in after
    assert "\r\n## 附：考勤\r\n\r\n* 我自己的  一段_话_\r\n\r\n## 后续" in after
    assert "\r\n\r\n公司机密\r\n" in after
    assert re.search(r"(?<!\r)\n", after) is None
    old, new = before.decode().split("\r\n"), after.split("\r\n")
    touched = [line for line in old if line not in new]
    assert len(touched) == 4, touched  # the banner, an entry of the checklist, the row, the record
    again = in_process("check", path, "--notes", tmp_path / "notes.txt", "--format", "md")
    assert again.out == after  # and the second time nothing is left to do


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_blank_template_becomes_a_draft_with_every_question(tmp_path: Path, language: Language) -> None:
    blank = in_process("template", "--language", language).out
    path = tmp_path / "blank.md"
    path.write_text(blank, "utf-8")
    ran = in_process("check", path)
    assert ran.code == 1
    *gaps, closing = lines(ran.out)
    assert len(gaps) == len(fields())
    assert "finalize" in closing


def test_other_notes_than_those_of_the_draft_are_told(tmp_path: Path, notes: Notes) -> None:
    path = kept(tmp_path, drafted(notes), notes)
    (tmp_path / "other.txt").write_text("今天天气不错\n", "utf-8")
    ran = in_process("check", path, "--notes", tmp_path / "other.txt")
    assert ran.code == 1
    (line,) = lines(ran.err)
    assert "notes.txt" in line


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf\n\n", b"\x00\x01\x02\xff\xfe"], ids=["empty", "blank", "binary"])
def test_what_is_no_draft_gets_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(data)
    ran = summarizer("check", path)
    assert (ran.code, ran.out, len(lines(ran.err))) == (4, "", 1)


def test_from_a_pipe_and_in_another_encoding(tmp_path: Path, notes: Notes) -> None:
    text = render(drafted(notes), notes)
    ran = summarizer("check", "-", stdin=text.encode("gb18030"))
    assert ran.code == 1
    assert lines(ran.out)[0].startswith("<stdin>:")
    assert "行动项2" in ran.out


def test_checking_needs_no_client_and_no_numerics(tmp_path: Path, notes: Notes) -> None:
    path = kept(tmp_path, drafted(notes), notes)
    command = [sys.executable, "-X", "importtime", "-m", "summarizer", "check", str(path)]
    command += ["--notes", str(tmp_path / "notes.txt")]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert ran.returncode == 1
    loaded = {line.rpartition(b"|")[2].strip().decode().partition(".")[0] for line in ran.stderr.splitlines()}
    assert "markdown_it" in loaded
    assert not loaded & {"openai", "instructor", "numpy", "httpx2", "docx", "cn2an", "rich", "xllamacpp"}
