"""The final document: what it refuses, what goes, what stays to the byte, what is added."""

from __future__ import annotations

import io
import json
import os
import random
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import assume, given, settings

from summarizer.notes import Notes
from summarizer.record import Draft, Gap, GapKind
from summarizer.rendering import render, render_json
from summarizer.rendering.escaping import shown
from summarizer.review import read_back
from summarizer.review.finalize import finalize
from summarizer.template import Importance, Language, statements
from tests.support.command import lines, summarizer
from tests.support.drafts import Values, draft_of, gap_at, noted, said
from tests.support.endpoint import Endpoint, answers
from tests.support.office import printed
from tests.test_read_back import drafts

DAY = date(2026, 3, 4)


@settings(max_examples=settings().max_examples // 4)
@given(drafts())
def test_the_document_says_what_the_draft_said_and_nothing_of_the_review(case: tuple[Draft, Notes]) -> None:
    draft, notes = case
    # Without its record, a document cannot tell the blank template's own words from an answer in the same words.
    assume(all(one.text != spec.info.guide.get(draft.language) for _, spec, one in statements(draft.summary)))
    markdown = render(draft, notes)
    final = finalize(markdown, read_back(markdown), DAY)
    again = read_back(final)
    assert [(path, shown(found.text)) for path, _, found in statements(again.draft.summary)] == [
        (path, shown(found.text)) for path, _, found in statements(draft.summary)
    ]
    assert again.draft.language == draft.language
    assert not again.parts
    assert not again.remarks
    assert "\n\n\n" not in final


# The command

FULL: Values = {
    "basics.coachee": "李明",
    "basics.date": "2025年10月26日",
    "basics.coach": "张敏",
    "basics.topic": "Q3复盘",
    "background.goals": ["把Q4有效线索目标定到每周40条"],
    "diagnosis.root_cause": "渠道铺得多，没重点",
    "plan.actions": [{"task": "交ROI分析", "owner": "李明", "due": "2025-10-29", "measure": "三样数据齐全"}],
    "follow_up.time": "2025-11-03 14:00",
    "follow_up.method": "面谈",
    "follow_up.checks": ["ROI分析三样是否齐全"],
}
NOTES = noted(
    "2025年10月26日 张敏和李明面谈，Q3复盘",
    "渠道铺得多，没重点。把Q4有效线索目标定到每周40条",
    "李明2025-10-29交ROI分析，三样数据齐全",
    "2025-11-03 14:00面谈，看ROI分析三样是否齐全",
)


def drafted(folder: Path, values: Values = FULL, *gaps: Gap, language: Language = "zh") -> Path:
    """A Markdown draft of these values on disk."""
    file = folder / "draft.md"
    file.write_text(render(draft_of(values, gaps, language=language), NOTES), "utf-8")
    return file


def edited(file: Path, old: str, new: str) -> Path:
    """The draft after somebody replaced a stretch of it."""
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())
    return file


def final(draft: Path, *arguments: str | Path, name: str = "final.md") -> bytes:
    """The document that the command makes of a draft."""
    out = draft.parent / name
    ran = summarizer("finalize", draft, "-o", out, "--force", *arguments)
    assert ran.code == 0, ran.err
    return out.read_bytes()


def test_a_reviewed_draft_becomes_the_document(tmp_path: Path) -> None:
    document = final(drafted(tmp_path)).decode()
    assert document.startswith("# 工作辅导总结\n\n## 基础信息\n\n- **辅导对象**：李明\n")
    assert "- **辅导时长**：未记录\n" in document
    assert f"按“工作辅导总结”模板（coaching）整理，{date.today().isoformat()} 定稿。" in document
    assert "初稿由 m（local）根据 notes.txt（1 行，SHA-256 000000000000…）起草" in document
    for sign in ("〔", "[^", "<!--", "待处理", "？"):
        assert sign not in document


@pytest.mark.parametrize(
    ("path", "kind", "severity"),
    [
        ("follow_up.time", GapKind.MISSING, Importance.REQUIRED),
        ("diagnosis.self_report", GapKind.UNSUPPORTED, Importance.RECOMMENDED),
        ("diagnosis.self_report", GapKind.UNSURE, Importance.RECOMMENDED),
        ("diagnosis.self_report", GapKind.CONFLICT, Importance.RECOMMENDED),
    ],
)
def test_what_is_open_or_in_doubt_is_listed_and_nothing_is_written(
    tmp_path: Path, path: str, kind: GapKind, severity: Importance
) -> None:
    values = {**FULL, "diagnosis.self_report": "他说没思路"}
    values = {field: value for field, value in values.items() if kind is not GapKind.MISSING or field != path}
    draft = drafted(tmp_path, values, gap_at(path, kind, "“他说没思路”，属实吗？", severity))
    ran = summarizer("finalize", draft, "-o", tmp_path / "final.md", env={"LANG": "zh_CN.UTF-8"})
    assert (ran.code, ran.out) == (1, "")
    first, entry = lines(ran.err)
    assert first == f"summarizer：{draft} 还不能定稿，有 1 项需要补上、确认或注明未谈及"
    assert entry.startswith(f"{draft}:")
    assert not (tmp_path / "final.md").exists()


def test_a_tick_an_answer_or_a_waiver_opens_the_way(tmp_path: Path) -> None:
    values = {**FULL, "diagnosis.self_report": "他说没思路", "follow_up.time": None, "follow_up.method": None}
    values = {field: value for field, value in values.items() if value}
    unsure = gap_at("diagnosis.self_report", GapKind.UNSURE, "“他说没思路”放在“员工自述”下合适吗？")
    draft = drafted(tmp_path, values, gap_at("follow_up.time"), gap_at("follow_up.method"), unsure)
    assert summarizer("finalize", draft).code == 1
    edited(draft, "- [ ] **必填 · 员工自述", "- [x] **必填 · 员工自述")
    edited(draft, "- **跟进时间点**：**〔缺失〕** ?", "- **跟进时间点**：2025-11-10 10:00")
    edited(draft, "**〔缺失〕** ?", "**〔未谈及〕** 他下周休假，回来再定（张敏，2025-10-27）")
    document = final(draft).decode()
    assert "- **员工自述**：他说没思路\n" in document
    assert "- **跟进时间点**：2025-11-10 10:00\n" in document
    assert "- **跟进方式**：未谈及（原因见文末）\n" in document
    assert "| 跟进方式 | 他下周休假，回来再定 | 张敏 | 2025-10-27 |\n" in document


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_a_person_wrote_stays_to_the_byte(tmp_path: Path, line_end: str) -> None:
    draft = drafted(tmp_path)
    own = "## 我的补充\n\n*  带  空格\t的 **段落**  \n   写，见[^me]\n\n\n| a|b |\n|:--|--:|\n|1 | 2|\n\n[^me]: 注\n\n"
    edited(draft, "## 后续跟进计划", f"{own}## 后续跟进计划")
    edited(draft, "交ROI分析", "交  ROI 分析\\*，“全部”")
    text = "\ufeff" + draft.read_text("utf-8").replace("\n", line_end)
    draft.write_bytes(text.encode())
    document = final(draft).decode()
    assert own.replace("\n", line_end) in document
    assert "| 交  ROI 分析\\*，“全部” | 李明 |" in document
    assert document.startswith("\ufeff# 工作辅导总结")
    assert document.count("\n") == document.count(line_end)


def test_evidence_is_kept_as_an_appendix_where_that_is_asked_for(tmp_path: Path) -> None:
    values = {**FULL, "diagnosis.root_cause": said("渠道铺得多，没重点", (2, 0, 9))}
    document = final(drafted(tmp_path, values), "--keep-evidence").decode()
    assert "- **核心问题分析**：渠道铺得多，没重点[^1]\n" in document
    appendix = "## 附录：笔记依据\n\n[^1]: 第 2 行：“渠道铺得多，没重点。把Q4有效线索目标定到每周40条”\n\n## 文档信息\n"
    assert appendix in document
    assert "第 2 行" not in final(drafted(tmp_path, values)).decode()


def test_with_notes_the_draft_is_grounded_again(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES.text, "utf-8")
    draft = drafted(tmp_path)
    final(draft, "--notes", notes)
    notes.write_text(NOTES.text.replace("渠道铺得多，没重点", "天气很好"), "utf-8")
    ran = summarizer("finalize", draft, "--notes", notes, "-o", tmp_path / "again.md")
    assert ran.code == 1
    assert "渠道铺得多，没重点" in ran.err


def test_english_drafts_have_english_documents(tmp_path: Path) -> None:
    document = final(drafted(tmp_path, FULL, language="en")).decode()
    assert "- **Duration**: Not recorded\n" in document
    assert "\n## About this document\n\nFollows the template “Coaching Summary”" in document


def test_the_ending_decides_between_markdown_word_and_html(tmp_path: Path) -> None:
    draft = drafted(tmp_path)
    word = final(draft, name="final.docx")
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(word)).paragraphs][:3] == [
        "工作辅导总结",
        "基础信息",
        "辅导对象：李明",
    ]
    assert final(draft, name="final.html").startswith(b"<!DOCTYPE html>")
    assert final(draft, "--format", "html", name="final.txt").startswith(b"<!DOCTYPE html>")
    file = tmp_path / "final.docx"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "李明" in printed(file, tmp_path)


def test_a_json_draft_is_as_good(tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text(render_json(draft_of(FULL)), "utf-8")
    assert "- **辅导对象**：李明\n" in final(draft).decode()


def test_a_final_document_is_followed_up(tmp_path: Path) -> None:
    document = tmp_path / "final.md"
    document.write_bytes(final(drafted(tmp_path)))
    notes = tmp_path / "today.txt"
    notes.write_text("11/3 李明\nROI分析他交了，三样数据都有\n", "utf-8")
    with Endpoint(then=answers({"basics": {"coachee": "李明"}})) as endpoint:
        ran = summarizer(
            "draft", notes, "--previous", document, "--base-url", endpoint.base_url, "--model", "m", "--format", "json"
        )
    assert ran.code == 0, ran.err
    checks = [check["text"] for check in json.loads(ran.out)["summary"]["follow_up"]["checks"]]
    assert checks[0] == "上次（2025-10-26）约定“交ROI分析”（李明，2025-10-29）：已完成"


# A process that has paid for its imports and runs the command again and again, each time in a child that it kills.
KILLED = """
import os, signal, sys, time
from summarizer.cli.main import cli
cli.main(sys.argv[1:], standalone_mode=False)
for moment in sys.stdin:
    started = time.monotonic()
    child = os.fork()
    if not child:
        cli.main(sys.argv[1:], standalone_mode=False)
        os._exit(0)
    if float(moment) >= 0:
        time.sleep(float(moment))
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print(time.monotonic() - started, flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_at_any_moment_draft_and_document_are_whole(tmp_path: Path) -> None:
    draft, out = drafted(tmp_path), tmp_path / "final.md"
    new = final(draft)
    old = b"# what stood here before\n" * 400
    before = draft.read_bytes()
    moments = random.Random(20260304)
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, "finalize", draft, "-o", out, "--force", "-q"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None

        def run(moment: float) -> float:
            print(moment, file=running.stdin, flush=True)
            return float(running.stdout.readline())  # type: ignore[union-attr]

        takes = run(-1)
        assert out.read_bytes() == new
        for _ in range(50):
            out.write_bytes(old)
            run(moments.uniform(0, 1.2) * takes)
            assert out.read_bytes() in (old, new)
            assert draft.read_bytes() == before
        running.stdin.close()


# A document that is final already


def once_final(folder: Path, language: Language = "zh") -> Path:
    """A final document with a waiver and a statement that somebody confirmed."""
    values = {path: value for path, value in FULL.items() if path != "follow_up.method"}
    draft = drafted(folder, values, gap_at("follow_up.method"), language=language)
    said = {
        "zh": "**〔未谈及〕** 回来再定 | 见 [1]（张敏，2025-10-27）",
        "en": "**〔not discussed〕** later (Min, 2025-10-27)",
    }
    edited(draft, {"zh": "**〔缺失〕** ?", "en": "**〔missing〕** ?"}[language], said[language])
    file = folder / "final.md"
    file.write_bytes(final(draft))
    return file


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_final_document_is_put_into_another_form_as_it_is(tmp_path: Path, language: Language) -> None:
    document = once_final(tmp_path, language)
    assert final(document) == document.read_bytes()
    ran = summarizer("finalize", document, "-o", tmp_path / "final.docx")
    assert (ran.code, lines(ran.err)) == (0, [f"summarizer: {tmp_path / 'final.docx'} written"])
    assert "2025-10-27" in "".join(
        cell.text
        for table in docx.Document(str(tmp_path / "final.docx")).tables
        for row in table.rows
        for cell in row.cells
    )


def test_a_final_document_whose_required_field_was_emptied_since_is_refused(tmp_path: Path) -> None:
    document = once_final(tmp_path)
    edited(document, "- **跟进时间点**：2025-11-03 14:00", "- **跟进时间点**：")
    ran = summarizer("finalize", document)
    assert (ran.code, ran.out) == (1, "")
    assert len(lines(ran.err)) == 2


def test_a_draft_does_not_pass_for_a_final_document(tmp_path: Path) -> None:
    ending = once_final(tmp_path).read_text("utf-8").partition("## 文档信息")
    values = {**FULL, "diagnosis.self_report": "他说没思路"}
    draft = drafted(tmp_path, values, gap_at("diagnosis.self_report", GapKind.UNSURE, "“他说没思路”，属实吗？"))
    draft.write_text(draft.read_text("utf-8") + "\n" + "".join(ending[1:]), "utf-8")
    assert summarizer("finalize", draft).code == 1
