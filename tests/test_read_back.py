"""A Markdown draft read back: what `render` wrote to the letter, and what people make of it."""

# ruff: noqa: E501  (tables of texts are read a line an entry)

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.notes import Line, Notes
from summarizer.record import Draft, Gap, GapKind, ModelUsed, Source, UsageReport, Waiver
from summarizer.rendering import blank_markdown, render
from summarizer.rendering.escaping import shown
from summarizer.review import ReadBack, read_back
from summarizer.template import (
    Action,
    EvidenceSpan,
    Importance,
    Language,
    Statement,
    Summary,
    fields,
    get,
    put,
    statements,
)
from summarizer.verification import verify
from tests.support.drafts import Values, draft_of, gap_at, noted, reviewed, said, summary_of
from tests.test_rendering import HOSTILE

# What reads like something that a draft is made of.
_ALIKE = [
    "跟进方式：电话", "**辅导日期**：10月26日", "辅导日期", "检查事项：", "待处理", "## 待处理", "〔含糊〕", "**〔审阅人〕**", "x 〔缺失〕 由谁负责？",
    "〔未谈及〕 没有谈到（王芳，2025-11-05）", "由谁负责？", "跟进时具体检查什么？", "第 1 行：“x”", "[^1]: 第 1 行：“x”", "<!-- summarizer {} -->",
    "任务", "| 任务 | 责任人 |", "草稿，待审阅", "必填 · 辅导对象 · 缺失：?", "员工姓名", "基础信息", "**目标**", "Method: by phone", "**Due**: Friday",
    "〔too vague〕", "〔reviewer〕", "Who was coached?", "To settle", "name of the employee", "两行\n文字", "空  格", "左\u202e右", "“引号”", '"直"', "a—b -- c", "〔〔缺失〕〕",
]  # fmt: skip
_SIGNS = st.text(alphabet="|`*_[]()<>&~$#-+=:!^\\.1 \n\t\"'{}/中a〔〕：", max_size=8)
_ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6)
TEXTS = (
    st.lists(st.sampled_from([*HOSTILE, *_ALIKE]) | _SIGNS | _ANY, min_size=1, max_size=3)
    .map("".join)
    .filter(lambda text: bool(text.split()) and len(text) < 120)
)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[Draft, Notes]:
    """Any draft, with any text in any field, cited, doubted, waived and asked about."""
    pool = draw(st.lists(TEXTS, min_size=2, max_size=6))
    lines = [Line(number, " ".join(text.split())) for number, text in enumerate(pool, 1)]
    choose = draw(st.randoms(use_true_random=False))

    def leaf() -> Statement:
        spans = [EvidenceSpan(line=choose.choice(lines).number, start=0, end=choose.randint(0, 9)) for _ in range(choose.choice([0, 1, 2]))]  # fmt: skip
        return Statement(text=choose.choice(pool), evidence=spans, origin=choose.choice(["notes", "notes", "reviewer"]))

    def maybe() -> Statement | None:
        return leaf() if choose.random() < 0.7 else None

    summary = Summary()
    for spec in fields():
        value: Any = maybe()
        if spec.slots:
            value = [
                Action(task=leaf(), owner=maybe(), due=maybe(), measure=maybe()) for _ in range(choose.randint(0, 3))
            ]
        elif spec.many:
            value = [leaf() for _ in range(choose.randint(0, 3))]
        put(summary, spec.path, value)
    stated = [path for path, _, _ in statements(summary)]
    empty = [spec.path for spec in fields() if not get(summary, spec.path)]
    gaps = [
        Gap(field=path, kind=choose.choice(list(GapKind)), severity=Importance.REQUIRED, question=choose.choice(pool))
        for path in choose.sample(stated + empty, choose.randint(0, len(stated + empty)))
    ]
    waivers = [
        Waiver(field=path, reason=choose.choice([*pool, ""]), by=choose.choice(pool), on=draw(st.dates()))
        for path in choose.sample(stated + empty, choose.randint(0, 3))
    ]
    language: Language = choose.choice(["zh", "en"])
    draft = Draft(
        language=language,
        source=Source(name=choose.choice(pool), sha256="0" * 64, lines=len(lines)),
        model=ModelUsed(provider="local", name=choose.choice(pool)),
        summary=summary,
        gaps=gaps,
        waivers=waivers,
        usage=UsageReport(),
    )
    return draft, Notes("notes.txt", "0" * 64, tuple(lines))


@given(drafts())
def test_what_render_wrote_is_read_back_to_the_letter(case: tuple[Draft, Notes]) -> None:
    draft, notes = case
    read = read_back(render(draft, notes))
    assert read.draft.summary == draft.summary
    assert read.draft.model_dump(exclude={"gaps", "waivers", "usage"}) == draft.model_dump(
        exclude={"gaps", "waivers", "usage"}
    )
    expected = {(w.field, shown(w.reason), shown(w.by), w.on) for w in draft.waivers}
    assert {(w.field, w.reason, w.by, w.on) for w in read.draft.waivers} == expected
    assert not read.remarks
    assert not read.confirmed
    assert not read.written
    assert len(read.tasks) == len(draft.gaps)


@given(drafts())
def test_without_what_belongs_to_the_review_the_statements_remain(case: tuple[Draft, Notes]) -> None:
    draft, notes = case
    markdown = render(draft, notes)
    read = read_back(markdown)
    left, end = [], 0
    for part in read.parts:
        assert part.start >= end
        left.append(markdown[end : part.start])
        end = part.end
    bare = read_back("".join([*left, markdown[end:]]))
    assert not bare.parts
    guides = {spec.info.guide.get(draft.language) for top in fields() for spec in (top, *top.slots)}
    if any(shown(statement.text) in guides for _, _, statement in statements(draft.summary)):
        return  # without its record, nobody can tell it from a template that was not filled in
    assert [(path, shown(statement.text)) for path, _, statement in statements(bare.draft.summary)] == [
        (path, shown(statement.text)) for path, _, statement in statements(draft.summary)
    ]


# What people and editors do to a draft

NOTES = noted(
    "11月3日 跟钟毓灵谈冷库盘点，王经理记",
    "[1] 双人复核 | 扫码枪",
    "他说 *忙*，“尽快”改",
    "“清单”11月5日前给 〔缺失〕",
)
SUMMARY: Values = {
    "basics.coachee": said("钟毓灵", (1, 7, 10)),
    "basics.date": said("11月3日", (1, 0, 5)),
    "basics.topic": reviewed("冷库盘点差错"),
    "background.goals": ["差错降到每月2次以内", said("学会双人复核", (2, 4, 8))],
    "diagnosis.self_report": said("他说 *忙*，“尽快”改_下划_线", (3, 0, 5)),
    "plan.discussion": ["跟进方式：电话 | 面谈"],
    "plan.options": ["换扫码枪 〔缺失〕", "#1 方案"],
    "plan.actions": [
        {
            "task": said("写一份|盘点清单", (4, 0, 3)),
            "owner": "钟毓灵",
            "due": said("11月5日", (4, 4, 8)),
            "measure": "全库货位无遗漏",
        },
        {"task": "申请扫码枪", "owner": None, "due": "尽快", "measure": None},
    ],
    "follow_up.time": "11月12日下午三点",
    "follow_up.checks": ["看清单", "看差错数"],
}
GAPS = [
    gap_at("plan.actions[1].due", GapKind.VAGUE, "“尽快”具体是哪一天？"),
    gap_at("basics.date", GapKind.CONFLICT, "笔记里既说“11月3日”又说“4日”，以哪个为准？"),
    gap_at("basics.coach", question="辅导人是谁，什么职位？"),
    gap_at("plan.actions[1].owner", question="由谁负责？"),
    gap_at("background.goals[1]", GapKind.UNSURE, "“学会双人复核”放在“期望达成的目标”下合适吗？"),
]  # fmt: skip
GAPS += [
    gap_at(spec.path, question=spec.info.gap.zh)
    for spec in fields()
    if not get(summary_of(SUMMARY), spec.path) and spec.path != "basics.coach"
]
DRAFT = draft_of(SUMMARY, GAPS, lines=4)
MARKDOWN = render(DRAFT, NOTES)


def texts(read: ReadBack) -> dict[str, str]:
    return {path: statement.text for path, _, statement in statements(read.draft.summary)}


def edited(*edits: tuple[str, str], base: str = MARKDOWN) -> ReadBack:
    """The draft read back after replacing each of these once."""
    for old, new in edits:
        assert base.count(old) == 1, f"{old!r} stands {base.count(old)} times"
        base = base.replace(old, new)
    return read_back(base)


BEFORE = texts(read_back(MARKDOWN))


def changed(read: ReadBack) -> dict[str, str | None]:
    """What the summary says otherwise than the draft as it was written."""
    now = texts(read)
    return {path: now.get(path) for path in BEFORE.keys() | now.keys() if now.get(path) != BEFORE.get(path)}


_FORMATTED = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "lone CR": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "bold removed": lambda text: text.replace("**", ""),
    "bold of marks removed": lambda text: re.sub(r"\*\*(〔.*?〕)\*\*", r"\1", text),
    "ASCII colons": lambda text: text.replace("**：", "**: "),
    "colon in bold": lambda text: re.sub(r"\*\*([^*\n]+)\*\*：", r"**\1：**", text),
    "underscores for bold": lambda text: re.sub(r"\*\*([^*\n]+)\*\*：", r"__\1__：", text),
    "asterisks for bullets": lambda text: re.sub(r"(?m)^(\s*)- ", r"\1* ", text),
    "pluses, bold removed": lambda text: re.sub(r"(?m)^(\s*)- ", r"\1+ ", text.replace("**", "")),
    "numbered lists": lambda text: re.sub(r"(?m)^(\s*)- (?!\[)", r"\g<1>1. ", text.replace("  ", "   ")),
    "non-breaking spaces": lambda text: text.replace(" **〔", "\u00a0**〔").replace("〕** ", "〕**\u00a0"),
    "headings of another level": lambda text: re.sub(r"(?m)^##", "####", text),
    "headings of one level": lambda text: re.sub(r"(?m)^#+ ", "# ", text),
    "numbered headings": lambda text: re.sub(r"(?m)^## ", "## 二、", text),
    "no checklist": lambda text: text[: text.index("## 待处理")] + text[text.index("## 基础信息") :],
    "no headings": lambda text: re.sub(r"(?m)^#+ (?!待处理).*\n", "", text),
    "no footnotes": lambda text: re.sub(r"(?m)^\[\^\d\]:.*\n", "", text),
    "blank lines between items": lambda text: re.sub(r"(?m)^(\s*- )", r"\n\1", text),
    "no bullets at the first level": lambda text: re.sub(r"(?m)^- (\*\*.*：\*?\*?.)", r"\n\1", text),
    "cells aligned": lambda text: re.sub(r"(?m)(?<=\S) \|(?=[^-\n])", r"      |", text).replace("--- |", ":---: |"),
    "no outer pipes": lambda text: re.sub(r"(?m)^  \| (.*) \|$", r"  \1", text),
    "table out of the list": lambda text: re.sub(r"(?m)^  \|", "|", text),
    "spaces at the ends of lines": lambda text: text.replace("\n", "   \n"),
    "entities made characters": lambda text: text.replace("&#12308;", "〔"),
}  # fmt: skip


@pytest.mark.parametrize("change", _FORMATTED.values(), ids=_FORMATTED.keys())
def test_a_change_of_form_changes_nothing(change: Callable[[str], str]) -> None:
    read = read_back(change(MARKDOWN))
    assert changed(read) == {}
    assert read.draft.summary == DRAFT.summary
    assert not read.remarks
    assert not read.written
    assert not read.confirmed


@pytest.mark.parametrize("quotes", ["straight", "typographic"])
def test_quotes_that_an_editor_turned_do_not_make_a_statement_somebody_elses(quotes: str) -> None:
    text = MARKDOWN
    straight = text.replace("“", '"').replace("”", '"')
    read = read_back(straight if quotes == "straight" else re.sub(r'"([^"\n]*)"', r"“\1”", text))
    assert not read.written
    assert not read.remarks
    assert read.draft.source == DRAFT.source
    assert read.draft.summary.diagnosis.self_report is not None
    assert read.draft.summary.diagnosis.self_report.evidence == said("x", (3, 0, 5)).evidence


def test_answers_are_taken_wherever_they_are_written() -> None:
    read = edited(
        ("**〔缺失〕** 辅导人是谁，什么职位？\n", "王经理（冷库主管）\n"),
        ("**〔缺失〕** 这次谈了多长时间？", "**〔缺失〕** 这次谈了多长时间？ 约40分钟"),
        ("**〔缺失〕** 在哪里、以什么方式谈的（会议室、线上会议、电话）？", "**〔缺失〕** 二号冷库门口"),
        ("| **〔缺失〕** 由谁负责？ |", "| 王经理 |"),
        ("尽快 **〔含糊〕** |", "尽快 **〔含糊〕** 11月8日 |"),
        ("- **跟进方式**：**〔缺失〕** 以什么方式跟进（面谈、通话、看报告）？", "- **跟进方式**：\n  当面谈"),
    )
    assert changed(read) == {
        "basics.coach": "王经理（冷库主管）",
        "basics.duration": "约40分钟",
        "basics.venue": "二号冷库门口",
        "plan.actions[1].owner": "王经理",
        "plan.actions[1].due": "尽快 11月8日",
        "follow_up.method": "当面谈",
    }
    assert read.written == changed(read).keys()
    assert {read.draft.summary.basics.coach.origin} == {"reviewer"}  # type: ignore[union-attr]
    assert not read.remarks


_RESHAPED: dict[str, tuple[list[tuple[str, str]], dict[str, str | None]]] = {
    "several paragraphs": (
        [("改\\_下划\\_线[^3]", "改\\_下划\\_线[^3]\n\n  第二段。\n\n  第三段[^1]。")],
        {"diagnosis.self_report": "他说 *忙*，“尽快”改_下划_线\n第二段。\n第三段。"},
    ),
    "a paragraph that is not indented": (
        [("改\\_下划\\_线[^3]", "改\\_下划\\_线[^3]\n\n第二段\n接着说。\n")],
        {"diagnosis.self_report": "他说 *忙*，“尽快”改_下划_线\n第二段接着说。"},
    ),
    "prose to a list": (
        [("：冷库盘点差错 **〔审阅人〕**", "：\n  - 冷库\n  - 盘点差错 **〔审阅人〕**")],
        {"basics.topic": "冷库\n盘点差错"},
    ),
    "a list to prose": (
        [("：\n  - 看清单\n  - 看差错数", "：看清单，再看差错数")],
        {"follow_up.checks[0]": "看清单，再看差错数", "follow_up.checks[1]": None},
    ),
    "an item more, one gone": (
        [("  - 看清单\n", "  - 看现场\n  - 看记录\n")],
        {"follow_up.checks[0]": "看现场", "follow_up.checks[1]": "看记录", "follow_up.checks[2]": "看差错数"},
    ),
    "items on the label's level": (
        [("：\n  - 看清单\n  - 看差错数", "：\n- 看清单\n- 看差错数\n- 看现场")],
        {"follow_up.checks[2]": "看现场"},
    ),
    "an item with one below it": (
        [("  - 看清单\n", "  - 看清单\n    - 每个货位\n")],
        {"follow_up.checks[0]": "看清单\n每个货位"},
    ),
    "a row gone": (
        [("  | 2 | 申请扫码枪 |", "  | 2 |  |"), ("尽快 **〔含糊〕**", "")],
        {"plan.actions[1].task": None, "plan.actions[1].due": None},
    ),
    "a row more": (
        [("全库货位无遗漏 |\n", "全库货位无遗漏 |\n  | 1.5 | 培训新人 | 王经理 |  | 会用枪 |\n")],
        {
            "plan.actions[1].task": "培训新人", "plan.actions[1].owner": "王经理", "plan.actions[1].due": None, "plan.actions[1].measure": "会用枪",
            "plan.actions[2].task": "申请扫码枪", "plan.actions[2].due": "尽快",
        },
    ),
    "actions as a list": (
        [(MARKDOWN[MARKDOWN.index("- **最终行动计划**") : MARKDOWN.index("## 关键成果")], "- **最终行动计划**：\n  - 写一份\\|盘点清单\n    - 责任人：钟毓灵\n    - **时间节点**：11月5日\n  - 申请扫码枪\n\n")],
        {"plan.actions[0].measure": None, "plan.actions[1].due": None},
    ),
    "bullets in another order": (
        [("- **辅导对象**：钟毓灵[^1]\n", ""), ("- **辅导主题**", "- **辅导对象**：钟毓灵[^1]\n- **辅导主题**")],
        {},
    ),
    "a field under another heading": (
        [("- **辅导对象**：钟毓灵[^1]\n", ""), ("- **成功经验**", "- **辅导对象**：钟毓灵[^1]\n- **成功经验**")],
        {},
    ),
    "a label made a heading": (
        [("- **员工自述**：", "#### 员工自述\n\n"), ("- **信息核实与补充**", "#### 其他\n\n- **信息核实与补充**")],
        {},
    ),
    "sections of one's own": (
        [("## 后续跟进计划", "## 附：考勤\n\n- 跟进方式：不算\n- **辅导时长**：也不算\n\n| 任务 | 责任人 |\n| --- | --- |\n| 不是 | 行动项 |\n\n## 后续跟进计划")],
        {},
    ),
    "a rule": (
        [("## 基础信息", "---\n\n## 基础信息")],
        {},
    ),
    "a label without bold before a value in bold": (
        [("- **辅导对象**：钟毓灵[^1]", "- 辅导对象 : **钟毓灵**")],
        {},
    ),
    "a field deleted": (
        [("- **辅导对象**：钟毓灵[^1]\n", "")],
        {"basics.coachee": None},
    ),
    "a comment of one's own": (
        [("：冷库盘点差错", "：冷库<!-- 问小李 -->盘点差错"), ("## 后续", "<!-- 下周再看 -->\n\n## 后续")],
        {},
    ),
    "a line break in a cell": (
        [("全库货位无遗漏 |", "全库货位<br>无遗漏 |")],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("edits", "expected"), _RESHAPED.values(), ids=_RESHAPED.keys())
def test_a_draft_may_be_reshaped(edits: list[tuple[str, str]], expected: dict[str, str | None]) -> None:
    read = edited(*edits)
    assert changed(read) == expected
    assert not read.remarks


def test_columns_may_change_places() -> None:
    start, end = MARKDOWN.index("  | 序号"), MARKDOWN.index("\n\n## 关键成果")
    rows = [re.split(r"(?<!\\)\|", row.strip().strip("|")) for row in MARKDOWN[start:end].split("\n")]
    turned = "\n".join(f"  |{'|'.join(reversed(row))}|" for row in rows)
    read = read_back(MARKDOWN[:start] + turned + MARKDOWN[end:])
    assert changed(read) == {}
    assert read.draft.summary == DRAFT.summary


@pytest.mark.parametrize(
    ("edits", "message", "line", "text"),
    [
        ([("- **成功经验**", "- 顺便一提\n- **成功经验**")], "back.not_understood", "- 顺便一提", "顺便一提"),
        ([("- **成功经验**", "- **辅导日期**：11月4日\n- **成功经验**")], "back.twice", "- **辅导日期**：11月4日", "辅导日期：11月4日"),
        ([("- **辅导背景**", "- **辅导背景**：一直如此")], "back.not_understood", "- **辅导背景**：一直如此", "一直如此"),
        ([("| 申请扫码枪 |", "|  |")], "back.no_task", "  | 2 |  | **〔缺失〕**", "尽快"),
        ([("| 申请扫码枪 |", "| 申请|扫码枪 |")], "back.surplus_cells", "  | 2 | 申请|扫码枪 |", ""),
        ([("冷库盘点差错 **〔审阅人〕**", "**〔未谈及〕** 没有谈到")], "back.unsigned", "- **辅导主题**", ""),
        ([("- [ ] **必填 · 辅导人", "- 问小李\n- [ ] **必填 · 辅导人")], "back.not_understood", "- 问小李", "问小李"),
        ([("- [ ] **必填 · 辅导人", "- [x] **必填 · 辅导人")], "back.ticked_empty", "- [x] **必填 · 辅导人", "辅导人是谁，什么职位？"),
        ([('{"schema":1,', '{"schema":1')], "back.broken_record", "<!-- summarizer", ""),
        ([("- **备选方案**", "- **备选**\n- **备选方案**")], "back.not_understood", "- **备选**", "备选"),
        ([("## 关键成果", "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n\n## 关键成果")], "back.not_understood", "| 甲 | 乙 |", "甲 | 乙"),
        ([("- **待改进之处**", "  ```\n  代码\n  ```\n- **待改进之处**")], "back.not_understood", "  ```", ""),
    ],
    ids=["an item", "a second value", "a group's text", "a row without a task", "too many cells", "a waiver without a name", "an item in the checklist",
         "a tick where nothing stands", "a damaged record", "an unknown label", "another table", "code"],
)  # fmt: skip
def test_what_is_not_understood_is_reported_by_line(
    edits: list[tuple[str, str]], message: str, line: str, text: str
) -> None:
    base = MARKDOWN
    for old, new in edits:
        assert base.count(old) == 1
        base = base.replace(old, new)
    (remark,) = read_back(base).remarks
    assert (remark.message, remark.text) == (message, text)
    assert base.split("\n")[remark.line - 1].startswith(line)


# Ticks, marks and waivers


def ticked(*starts: str, base: str = MARKDOWN) -> str:
    for start in starts:
        assert base.count(f"- [ ] **{start}") == 1
        base = base.replace(f"- [ ] **{start}", f"- [x] **{start}")
    return base


def test_a_tick_confirms_the_statement_that_it_quotes() -> None:
    read = read_back(ticked("必填 · 行动项2 · 时间节点", "必填 · 期望达成的目标 · 第 2 条"))
    assert read.confirmed == {"plan.actions[1].due", "background.goals[1]"}
    goal = read.draft.summary.background.goals[1]
    assert (goal.origin, goal.evidence) == ("reviewer", said("x", (2, 4, 8)).evidence)
    assert read.draft.summary.background.goals[0].origin == "notes"
    assert not read.written


def test_a_tick_finds_its_statement_where_it_now_stands() -> None:
    read = edited(("    - 差错降到每月2次以内\n", ""), base=ticked("必填 · 期望达成的目标 · 第 2 条"))
    assert read.confirmed == {"background.goals[0]"}


def test_a_tick_does_not_confirm_what_was_changed_since() -> None:
    read = edited(("    - 学会双人复核 ", "    - 学会三人复核 "), base=ticked("必填 · 期望达成的目标 · 第 2 条"))
    assert read.confirmed == frozenset()
    assert read.written == {"background.goals[1]"}


def test_a_tick_does_not_confirm_a_long_statement_changed_behind_what_is_quoted() -> None:
    long = "长" * 70
    draft = draft_of({"diagnosis.root_cause": long})
    verified = verify(draft.summary, NOTES, "zh")
    markdown = render(draft.model_copy(update={"gaps": verified.gaps}), NOTES)
    before = ticked("必填 · 核心问题分析", base=markdown)
    assert read_back(before).confirmed == {"diagnosis.root_cause"}
    after = before.replace(long, "长" * 69 + "短")
    assert read_back(after).confirmed == frozenset()
    without = after[: after.index("<!--")]
    assert read_back(without).confirmed == frozenset()


def test_taking_a_mark_away_confirms_nothing() -> None:
    read = edited(("学会双人复核 **〔待确认〕**", "学会双人复核"))
    assert changed(read) == {}
    assert read.draft.summary == DRAFT.summary
    assert not read.confirmed


@pytest.mark.parametrize("bold", ["**", ""], ids=["bold", "plain"])
def test_a_waiver_is_read_with_its_reason_name_and_day(bold: str) -> None:
    mark = f"{bold}〔未谈及〕{bold}"
    read = edited(
        ("**〔缺失〕** 辅导人是谁，什么职位？\n", f"{mark} 本人即记录人 （王芳，2025-11-05）\n"),
        ("尽快 **〔含糊〕**", f"尽快 {mark} 等排期(生产部)（王芳(主管),2025-11-06）"),
    )
    assert [(w.field, w.reason, w.by, str(w.on)) for w in read.draft.waivers] == [
        ("basics.coach", "本人即记录人", "王芳", "2025-11-05"),
        ("plan.actions[1].due", "等排期(生产部)", "王芳(主管)", "2025-11-06"),
    ]
    assert changed(read) == {}


def test_a_draft_without_its_record_counts_as_from_the_notes() -> None:
    read = read_back(MARKDOWN[: MARKDOWN.index("<!--")])
    assert changed(read) == {}
    assert read.provenance is None
    assert read.draft.language == "zh"
    assert not read.written
    origins = {path: s.origin for path, _, s in statements(read.draft.summary)}
    assert {path for path, origin in origins.items() if origin == "reviewer"} == {"basics.topic"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_blank_template_filled_in_by_hand_reads(language: Language) -> None:
    blank = blank_markdown(language)
    empty = read_back(blank)
    assert texts(empty) == {}
    assert not empty.remarks
    assert empty.draft.language == language
    guide = {"zh": "：员工姓名\n", "en": ": name of the employee\n"}[language]
    assert texts(edited((guide, guide[:1] + " 钟毓灵\n"), base=blank)) == {"basics.coachee": "钟毓灵"}


def test_places_enclose_each_value_with_its_marks() -> None:
    for markdown in (MARKDOWN, "\ufeff" + MARKDOWN.replace("\n", "\r\n")):
        places = read_back(markdown).places
        found = {path: markdown[place.start : place.end] for path, place in places.items()}
        assert found["basics.coachee"] == "钟毓灵[^1]"
        assert found["basics.coach"] == "**〔缺失〕** 辅导人是谁，什么职位？"
        assert found["background.goals[1]"] == "学会双人复核 **〔待确认〕**[^2]"
        assert found["plan.actions[0].task"] == "写一份\\|盘点清单[^4]"
        assert found["plan.actions[1].owner"] == "**〔缺失〕** 由谁负责？"
        assert found["follow_up.checks"].split() == ["-", "看清单", "-", "看差错数"]
        assert found["plan.actions"].strip().startswith("| 序号 |")
        assert found["plan.actions"].endswith("|")
        every = {spec.path for spec in fields()} | {path for path, _, _ in statements(DRAFT.summary)}
        assert every | {"plan.actions[1].owner", "plan.actions[1].measure"} == places.keys()
