"""What leaves the review page: a person's changes written into the Markdown by its script, run in Chromium's engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from summarizer.notes import Notes
from summarizer.page.content import content
from summarizer.record import Draft, GapKind
from summarizer.rendering import render
from summarizer.rendering.escaping import block, cell, enclosed, inline, shown
from summarizer.review import ReadBack, read_back
from summarizer.template import Summary, fields, get
from tests.support.browser import chromium
from tests.support.drafts import Values, draft_of, gap_at, noted, reviewed
from tests.test_read_back import TEXTS, drafts

_SOURCE = "\n".join(
    files("summarizer.page").joinpath(f"{name}.js").read_text("utf-8")
    for name in ("escaping", "dom", "state", "splicing")
)
_RUN = """
  let state = firstState(data);
  for (const [name, ...rest] of steps) {
    if (name === "text") state = withText(data, state, ...rest);
    if (name === "decide") state = withDecision(state, ...rest);
    if (name === "remove") state = without(state, ...rest);
    if (name === "add") {
      const [path, texts] = rest;
      state = withItem(state, path);
      const item = state.lists[path].at(-1);
      const { slots } = data.fields[path];
      const places = slots.length ? slots.map((slot) => `${item}.${slot}`) : [item];
      places.forEach((place, index) => { state = withText(data, state, place, texts[index]); });
    }
  }
  const at = (place) => valueAt(data, state, place).text;
  const said = {};
  for (const [path, spec] of Object.entries(data.fields)) {
    if (spec.slot) continue;
    const row = (item) => spec.slots.length ? spec.slots.map((slot) => at(`${item}.${slot}`)) : at(item);
    said[path] = spec.many ? state.lists[path].map(row) : at(path);
  }
  return [markdownOf(data, state), said, openGaps(data, state).map((gap) => `${gap.place} ${gap.kind}`)];
"""
Step = tuple[Any, ...]
_WAIVED = {"kind": "waived", "reason": "没有谈到（待补），见 [1]", "by": "王芳, HR (北京)", "on": "2025-11-05"}
_CONFIRMED = {"kind": "confirmed"}


# A draft a page in the browser takes its time; the nightly profile has more of them too.
_FEWER = settings(max_examples=settings().max_examples // 5)


@pytest.fixture(scope="module")
def engine() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


class Changed:
    """A draft after some steps on the page."""

    def __init__(self, engine: Page, text: str, draft: Draft, notes: Notes, *steps: Step) -> None:
        read = read_back(text)
        checked = read.draft.model_copy(update={"gaps": draft.gaps})
        data = content("draft.md", text, read, checked, notes)
        script = f"([data, steps]) => {{ {_SOURCE}\ntexts = data.texts;{_RUN} }}"
        self.before = text
        self.text, self.said, self.open = engine.evaluate(script, [data, steps])
        self.read: ReadBack = read_back(self.text)


def _changed(engine: Page, values: Values, *steps: Step, gaps: Any = (), edit: Callable[[str], str] = str) -> Changed:
    draft = draft_of(values, gaps)
    notes = noted("李明下周三前交分析")
    return Changed(engine, edit(render(draft, notes)), draft, notes, *steps)


def _plain(summary: Summary) -> dict[str, Any]:
    """A summary as the page's script states it."""
    said: dict[str, Any] = {}
    for spec in fields():
        value = get(summary, spec.path)
        if spec.slots:
            said[spec.path] = [[_text(getattr(row, slot.name)) for slot in spec.slots] for row in value]
        else:
            said[spec.path] = [_text(item) for item in value] if spec.many else _text(value)
    return said


def _text(statement: Any) -> str:
    return shown(statement.text) if statement else ""


def _shown(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shown(inner) for key, inner in value.items()}
    return [_shown(inner) for inner in value] if isinstance(value, list) else shown(value)


@_FEWER
@given(texts=st.lists(TEXTS | st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=20, max_size=60))
def test_the_script_escapes_as_rendering_does(engine: Page, texts: list[str]) -> None:
    script = f"(given) => {{ {_SOURCE}; return given.map((t) => [inline(t), block(t), cell(t), enclosed(t)]); }}"
    assert engine.evaluate(script, texts) == [[inline(t), block(t), cell(t), enclosed(t)] for t in texts]


def test_the_script_knows_the_spaces_and_unseen_signs_that_rendering_knows(engine: Page) -> None:
    signs = map(chr, [*range(0x3100), *range(0xF000, 0x10000), *range(0x1B000, 0x1FB00), *range(0xDFF00, 0xE1001)])
    texts = [f"a{sign}b{sign}" for sign in signs if not sign.isalnum()]
    written = engine.evaluate(f"(given) => {{ {_SOURCE}; return given.map(inline); }}", texts)
    assert [text for text, done in zip(texts, written, strict=True) if done != inline(text)] == []


@_FEWER
@given(made=drafts(), choose=st.randoms(use_true_random=False), texts=st.lists(TEXTS, min_size=3, max_size=3))
def test_any_change_of_any_draft_is_read_back(
    engine: Page, made: tuple[Draft, Notes], choose: Random, texts: list[str]
) -> None:
    draft, notes = made
    changed = Changed(engine, render(draft, notes), draft, notes, *_steps(draft, choose, texts))
    assert _plain(changed.read.draft.summary) == _shown(changed.said)
    assert changed.read.remarks == read_back(changed.before).remarks


def _steps(draft: Draft, choose: Random, texts: list[str]) -> Iterator[Step]:
    """Changes as the page offers them: each place at most once."""
    for spec in choose.sample(fields(), 5):
        value = get(draft.summary, spec.path)
        gap = next((gap for gap in draft.gaps if gap.field == spec.path), None)
        if not spec.many:
            if gap and value and gap.kind is not GapKind.MISSING:
                yield "decide", spec.path, _CONFIRMED
            elif gap and gap.kind in (GapKind.MISSING, GapKind.VAGUE):
                yield "decide", spec.path, _WAIVED
            else:
                yield "text", spec.path, choose.choice([*texts, ""])
            continue
        for index in range(len(value)):
            item = f"{spec.path}[{index}]"
            if choose.random() < 0.3:
                yield "remove", item
            elif choose.random() < 0.5:
                slot = choose.choice(spec.slots).name if spec.slots else ""
                yield "text", f"{item}.{slot}" if slot else item, choose.choice(texts)
        if choose.random() < 0.5:
            yield "add", spec.path, [*texts, ""]


def test_a_page_without_changes_gives_the_file_back(engine: Page) -> None:
    crlf = "\ufeff" + render(draft_of({"basics.topic": "𠮷👍"}, [gap_at("basics.coach")]), noted("x")).replace(
        "\n", "\r\n"
    )
    draft = draft_of({}, [gap_at("basics.coach")])
    assert Changed(engine, crlf, draft, noted("x")).text == crlf


def test_only_what_was_touched_changes(engine: Page) -> None:
    values = {"basics.topic": "𠮷👍 KPI", "basics.coach": "张经理", "plan.options": ["甲", "乙"]}

    def edit(text: str) -> str:
        own = text.replace("- **辅导人**：张经理", "*   辅导人: 张经理").replace("\n", "\r\n")
        return f"\ufeff{own}\r\n## 我自己的一节\r\n\r\n随便写的 **话**。\r\n"

    changed = _changed(engine, values, ("text", "basics.coach", "张伟"), ("remove", "plan.options[0]"), edit=edit)
    expected = changed.before.replace("*   辅导人: 张经理", "*   辅导人: 张伟 **〔审阅人〕**").replace("  - 甲\r\n", "")
    assert changed.text == expected


def test_a_row_goes_into_a_table_that_a_person_rearranged(engine: Page) -> None:
    values = {"plan.actions": [{"task": "交分析", "owner": "李明"}]}

    def edit(text: str) -> str:
        table = "| 责任人 | 任务 | 备注 | 时间节点 |\n  | :-- | --- | --- | --: |\n  | 李明 | 交分析 | 已发邮件 | |\n"
        return re.sub(r"\| 序号 .*?\n(?!  \|)", table + "\n", text, flags=re.DOTALL)

    step = ("add", "plan.actions", ["约老周", "我", "周五|上午", ""])
    changed = _changed(engine, values, step, edit=edit)
    assert "  | 我 **〔审阅人〕** | 约老周 **〔审阅人〕** |   | 周五\\|上午 **〔审阅人〕** |\n" in changed.text
    assert "| 李明 | 交分析 | 已发邮件 | |" in changed.text
    assert _plain(changed.read.draft.summary)["plan.actions"] == [
        ["交分析", "李明", "", ""],
        ["约老周", "我", "周五|上午", ""],
    ]


def test_actions_written_as_a_list_take_a_row_and_a_slot(engine: Page) -> None:
    def edit(text: str) -> str:
        own = "  - 交分析\n    - 责任人：李明\n  - 约老周\n\n"
        return re.sub(r"\n  \| 序号 .*?\n(?!  \|)", own, text, flags=re.DOTALL)

    values = {"plan.actions": [{"task": "交分析", "owner": "李明"}]}
    steps = [("text", "plan.actions[1].due", "周五"), ("add", "plan.actions", ["写计划", "我", "", "三页"])]
    changed = _changed(engine, values, *steps, edit=edit)
    rows = _plain(changed.read.draft.summary)["plan.actions"]
    assert rows == [["交分析", "李明", "", ""], ["约老周", "", "周五", ""], ["写计划", "我", "", "三页"]]


def test_rows_keep_counting_when_one_goes(engine: Page) -> None:
    values = {"plan.actions": [{"task": "一"}, {"task": "二"}, {"task": "三"}]}
    changed = _changed(engine, values, ("remove", "plan.actions[1]"), ("add", "plan.actions", ["四", "", "", ""]))
    assert re.findall(r"\n  \| (\d+) \| (\S+)", changed.text) == [("1", "一"), ("2", "三"), ("3", "四")]


def test_a_list_is_emptied_and_begun(engine: Page) -> None:
    gaps = [gap_at("follow_up.checks", question="检查什么？")]
    values = {"plan.options": ["甲"], "plan.actions": [{"task": "交"}]}
    steps = [("remove", "plan.options[0]"), ("remove", "plan.actions[0]"), ("add", "follow_up.checks", ["看报表"])]
    changed = _changed(engine, values, *steps, gaps=gaps)
    assert "- **备选方案**：**〔缺失〕** 除了最后选定的，还讨论过哪些方案？\n" in changed.text
    assert "序号" not in changed.text
    assert "- **检查事项**：\n  - 看报表 **〔审阅人〕**\n" in changed.text
    assert {"plan.options missing", "plan.actions missing"} <= set(changed.open)


def test_what_is_confirmed_keeps_its_words_and_its_sources(engine: Page) -> None:
    gaps = [gap_at("basics.topic", GapKind.UNSURE, "“KPI”放在“辅导主题”下合适吗？")]
    changed = _changed(engine, {"basics.topic": "KPI"}, ("decide", "basics.topic", _CONFIRMED), gaps=gaps)
    assert "- **辅导主题**：KPI **〔审阅人〕**\n" in changed.text
    assert "待处理" not in changed.text.replace("没有待处理", "")
    assert changed.read.draft.summary.basics.topic == reviewed("KPI")


def test_a_waiver_is_read_back_with_who_and_why(engine: Page) -> None:
    changed = _changed(engine, {}, ("decide", "basics.topic", _WAIVED), gaps=[gap_at("basics.topic")])
    waiver = changed.read.draft.waivers[0]
    assert (waiver.field, waiver.reason, waiver.by) == ("basics.topic", _WAIVED["reason"], _WAIVED["by"])
    assert waiver.on.isoformat() == _WAIVED["on"]
    assert "basics.topic missing" not in changed.open


def test_entries_of_the_checklist_follow(engine: Page) -> None:
    gaps = [
        gap_at("basics.topic", question="主题？"),
        gap_at("plan.options[0]", GapKind.UNSURE, "“甲”放在“备选方案”下合适吗？"),
        gap_at("basics.coach", GapKind.UNSUPPORTED, "草稿写的是“张”，属实吗？"),
        gap_at("basics.date", question="哪天？"),
    ]
    values = {"plan.options": ["甲"], "basics.coach": "张"}
    steps = [("text", "basics.topic", "KPI"), ("remove", "plan.options[0]"), ("text", "basics.coach", "张伟")]
    changed = _changed(engine, values, *steps, gaps=gaps)
    entries = re.findall(r"- \[(.)\] \*\*\S+ · (\S+) ·", changed.text)
    assert entries == [(" ", "辅导日期"), (" ", "备选方案")]
    assert "待处理：必填 1 项，建议 0 项，可选 1 项。" in changed.text


def test_a_field_whose_label_was_deleted_comes_back_with_it(engine: Page) -> None:
    def edit(text: str) -> str:
        return re.sub(r"- \*\*辅导时长\*\*.*\n", "", text)

    changed = _changed(engine, {"basics.date": "10月26日"}, ("text", "basics.duration", "50分钟"), edit=edit)
    assert "- **辅导日期**：10月26日\n- **辅导时长**：50分钟 **〔审阅人〕**\n" in changed.text
    assert changed.read.draft.summary.basics.duration == reviewed("50分钟")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_value_of_several_paragraphs_keeps_them(engine: Page, line_end: str) -> None:
    edit = {
        "diagnosis.self_report": "他说渠道都试了\n\n- 没有效果\n1. 也没思路",
        "background.goals[0]": "分清原因\n定下计划",
        "plan.actions[0].measure": "三样\n都有",
    }
    made = _changed(
        engine,
        {
            "diagnosis.self_report": "他说没思路",
            "diagnosis.root_cause": "没重点",
            "background.goals": ["分清原因", "定计划"],
            "plan.actions": [{"task": "交分析", "measure": "两样"}],
        },
        *(("text", place, text) for place, text in edit.items()),
        edit=lambda text: text.replace("\n", line_end),
    )
    summary = made.read.draft.summary
    assert summary.diagnosis.self_report is not None
    assert summary.diagnosis.self_report.text == "他说渠道都试了\n- 没有效果\n1. 也没思路"
    assert summary.diagnosis.self_report.origin == "reviewer"
    assert [goal.text for goal in summary.background.goals] == ["分清原因\n定下计划", "定计划"]
    assert summary.plan.actions[0].measure is not None
    assert summary.plan.actions[0].measure.text == "三样 都有"
    assert summary.diagnosis.root_cause is not None
    assert summary.diagnosis.root_cause.text == "没重点"
    assert not made.read.remarks
    assert made.text.count("\n") == made.text.count(line_end)
