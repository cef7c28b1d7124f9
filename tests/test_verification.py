"""What the notes bear out, on which stretch of which line it rests, and which gaps a draft is handed over with."""

# ruff: noqa: E501  (tables of texts are read a line an entry)

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.drafting.merge import Disagreement
from summarizer.notes import Line, Notes
from summarizer.record import Gap, GapKind
from summarizer.template import EvidenceSpan, Importance, Language, Statement, field_spec, fields, get
from summarizer.verification import Verified, verify
from tests.support.drafts import Values, noted, reviewed, said, summary_of

ZH = noted(
    "10/26 下午两点 三楼茶水间 和 骆嘉怡 聊了半小时",
    "上个月出库差错13次，返工率７５％",
    "嘉怡：我搞不定新的报表，夜班又老是缺人",
    "我翻了系统记录，13次里有九次是交接时漏扫",
    "",
    "说到底是交接没有清单",
    "骆嘉怡 11月5日前 写好交接清单，鲍师傅帮她过一遍",
    "也考虑过加一个人，太贵",
    "邹主管",
    "下次 11/12 上午九点半 面谈，看清单用起来没有",
)
EN = noted(
    "Oct 8, by the tool crib with Darnell, 25 min",
    "his cycle time is up 12% since August, thirteen parts scrapped",
    "Darnell says the fixture takes forever to set up",
    "watched him: he sets up every part, not every batch",
    "Darnell runs 20 pieces with the stop block by Monday, logs the times",
    "Ruth will cut a second block",
    "- Ingrid Solberg, shift lead",
    "next check-in Oct 15 at 2pm, look at the log",
)
EXAMPLE_NAMES = ("康立群", "费园长", "褚师傅", "Evander", "Oduya", "Brannigan", "Wilhelmina")


def one(path: str, value: str | Statement) -> tuple[Values, str]:
    """A summary with one value, and the full path the value then has."""
    spec = field_spec(path)
    if path.startswith("plan.actions."):
        return {"plan.actions": [{"task": reviewed("做一件事"), spec.name: value}]}, f"plan.actions[0].{spec.name}"
    return ({path: [value]}, f"{path}[0]") if spec.many else ({path: value}, path)


def check(path: str, text: str | Statement, notes: Notes, **given: Any) -> tuple[list[Gap], Statement]:
    """The gaps at one value and the value as it comes back."""
    values, full = one(path, text)
    language: Language = "en" if notes is EN else "zh"
    verified = verify(summary_of(values), notes, language, **given)
    statement = get(verified.summary, full)
    assert isinstance(statement, Statement)
    return [gap for gap in verified.gaps if gap.field == full], statement


def quoted(statement: Statement, notes: Notes) -> list[tuple[int, str]]:
    return [(span.line, notes.line(span.line).text[span.start : span.end]) for span in statement.evidence]


def kinds(verified: Verified) -> dict[str, GapKind]:
    return {gap.field: gap.kind for gap in verified.gaps}


# Statements that the notes bear out


SUPPORTED: list[tuple[str, Notes, str, str, set[int]]] = [
    ("verbatim", ZH, "basics.venue", "三楼茶水间", {1}),
    ("verbatim clause", ZH, "diagnosis.root_cause", "交接没有清单", {6}),
    ("name", ZH, "basics.coachee", "骆嘉怡", {1}),
    ("title", ZH, "basics.coach", "邹主管", {9}),
    ("date in another form", ZH, "basics.date", "2025年10月26日", {1}),
    ("duration in another form", ZH, "basics.duration", "30分钟", {1}),
    ("numerals in another form", ZH, "background.situation", "上月出库差错十三次，返工率75%", {2}),
    ("reworded", ZH, "diagnosis.self_report", "员工表示自己做不好新报表，且夜班经常缺人", {3}),
    ("reworded with counts", ZH, "diagnosis.verification", "我查看了系统记录，13次中有9次是交接时漏扫", {4}),
    ("two lines merged", ZH, "diagnosis.root_cause", "核心问题是交接没有清单，造成返工率达75%", {2, 6}),
    ("three lines merged", ZH, "follow_up.support", "鲍师傅帮她过一遍清单；11月12日面谈；看清单用起来没有", {7, 10}),
    ("due in words", ZH, "plan.actions.due", "十一月五号前", {7}),
    ("owner", ZH, "plan.actions.owner", "鲍师傅", {7}),
    ("owner I", ZH, "plan.actions.owner", "我", {3}),
    ("meeting in another form", ZH, "follow_up.time", "11月12日上午9:30", {10}),
    ("english verbatim", EN, "plan.actions.task", "Darnell runs 20 pieces with the stop block", {5}),
    ("english reworded", EN, "diagnosis.verification", "I watched him set up every part and not every batch", {4}),
    ("english numbers", EN, "background.situation", "Cycle time is up 12 percent since August; 13 parts were scrapped", {2}),
    ("english merged", EN, "follow_up.checks", "Look at the log; Ruth cuts a second block", {6, 8}),
    ("english coach", EN, "basics.coach", "Ingrid Solberg (shift lead)", {7}),
    ("english meeting", EN, "follow_up.time", "October 15th, 14:00", {8}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "path", "text", "lines"), [row[1:] for row in SUPPORTED], ids=[row[0] for row in SUPPORTED]
)
def test_borne_out(notes: Notes, path: str, text: str, lines: set[int]) -> None:
    gaps, statement = check(path, text, notes)
    assert [gap for gap in gaps if gap.kind is not GapKind.VAGUE] == []
    found = {span.line for span in statement.evidence}
    assert found == lines
    assert statement.text == text


# Statements that they do not


UNSUPPORTED: list[tuple[str, Notes, str, str, str]] = [
    ("nobody says it", ZH, "diagnosis.root_cause", "员工缺乏责任心，态度消极", "笔记里没有“态度消极”的意思"),
    ("praise nobody gave", ZH, "reflection.success", "沟通氛围轻松，她愿意说真话", "笔记里没有“她愿意说真话”的意思"),
    ("other place", ZH, "basics.venue", "会议室", "笔记里没有哪一行这样说"),
    ("other day", ZH, "basics.date", "10月27日", "笔记里没有 10月27日"),
    ("other month", ZH, "plan.actions.due", "10月5日前", "笔记里没有 10月5日"),
    ("one digit more", ZH, "plan.actions.due", "11月15日前", "笔记里没有 11月15日"),
    ("other duration", ZH, "basics.duration", "50分钟", "笔记里没有 50分钟"),
    ("other unit", ZH, "basics.duration", "30小时", "笔记里没有 30小时"),
    ("other half of the day", ZH, "follow_up.time", "11月12日下午9:30", "笔记里没有 下午9:30"),
    ("shifted point", ZH, "background.situation", "返工率为7.5%", "笔记里没有 7.5%"),
    ("number in another number", ZH, "background.situation", "上月出库差错3次", "笔记里没有 3"),
    ("chinese number in another", ZH, "background.situation", "上月出库差错三次", "笔记里没有 三"),
    ("number of another thing", ZH, "background.situation", "上月出库差错9次", "笔记里没有 9"),
    ("one of two numbers", ZH, "diagnosis.verification", "我查看了系统记录，13次中有8次是交接时漏扫", "笔记里没有 8"),
    ("number nobody gave", ZH, "plan.options", "加一个人，预算20万", "笔记里没有 20万"),
    ("swapped surname", ZH, "basics.coach", "洪主管", "笔记里没有提到 洪主管"),
    ("swapped title", ZH, "basics.coach", "邹经理", "笔记里没有提到 邹经理"),
    ("invented surname", ZH, "basics.coachee", "王嘉怡", "笔记里没有提到 王嘉怡"),
    ("swapped owner", ZH, "plan.actions.owner", "裴师傅", "笔记里没有提到 裴师傅"),
    ("one of two owners", ZH, "plan.actions.owner", "骆嘉怡、裴师傅", "笔记里没有提到 裴师傅"),
    ("name in a sentence", ZH, "follow_up.support", "老丁帮她过一遍清单", "笔记里没有提到 老丁"),
    ("position nobody gave", ZH, "basics.coach", "邹主管，仓储部经理", "笔记里没有提到 仓储部经理"),
    ("english number", EN, "background.situation", "Cycle time is up 2% since August", "2% is not in the notes"),
    ("english number word", EN, "background.situation", "three parts scrapped since August", "three is not in the notes"),
    ("english name", EN, "plan.actions.task", "Have the second block cut by Mateus", "Mateus is not named in the notes"),
    ("english name in a word", EN, "plan.actions.owner", "Ann", "Ann is not named in the notes"),
    ("english name at the end of a name", EN, "basics.coachee", "Nell", "Nell is not named in the notes"),
    ("english name in a first name", EN, "basics.coachee", "Darn", "Darn is not named in the notes"),
    ("english surname", EN, "basics.coach", "Ingrid Haugen", "Ingrid Haugen is not named in the notes"),
    ("english day", EN, "plan.actions.due", "by Tuesday", "tuesday is not in the notes"),
    ("english overclaim", EN, "outcomes.coachee.attitude", "He felt encouraged and grateful afterwards", "no line of the notes says this"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "path", "text", "why"), [row[1:] for row in UNSUPPORTED], ids=[row[0] for row in UNSUPPORTED]
)
def test_not_borne_out(notes: Notes, path: str, text: str, why: str) -> None:
    gaps, statement = check(path, text, notes)
    assert [gap.kind for gap in gaps] == [GapKind.UNSUPPORTED]
    assert why in gaps[0].detail
    assert text in gaps[0].question
    assert gaps[0].evidence == statement.evidence
    assert statement.text == text, "it stays, for a person to decide"


def test_every_fault_of_a_statement_is_told_once() -> None:
    gaps, _ = check("background.situation", "老丁说返工率8%，差错99次，返工率8%", ZH)
    assert [gap.kind for gap in gaps] == [GapKind.UNSUPPORTED]
    assert gaps[0].detail == "笔记不能支持：笔记里没有提到 老丁；笔记里没有 8%；笔记里没有 99。"


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("basics.coachee", "{}"),
        ("plan.actions.owner", "{}"),
        ("diagnosis.self_report", "{}搞不定新的报表"),
        ("plan.actions.task", "和{}一起写好交接清单"),
    ],
    ids=["coachee", "owner", "in a sentence", "in a task"],
)
def test_names_of_the_worked_example_never_pass(name: str, path: str, text: str) -> None:
    gaps, _ = check(path, text.format(name), ZH, foreign_names=EXAMPLE_NAMES)
    assert GapKind.UNSUPPORTED in [gap.kind for gap in gaps]
    assert f"{name} 出自提示词里的示范" in next(gap.detail for gap in gaps if gap.kind is GapKind.UNSUPPORTED)


def test_a_name_of_the_worked_example_that_the_notes_have_too_passes() -> None:
    gaps, _ = check("basics.coachee", "康立群", noted("和康立群聊了聊"), foreign_names=EXAMPLE_NAMES)
    assert gaps == []


@pytest.mark.parametrize(
    "text",
    ["小程序的报表搞不定", "向经理汇报夜班缺人", "和店长说夜班缺人", "施工记录13次漏扫", "我们逐一翻了系统记录", "定期1-on-1聊了半小时", "十分关心夜班缺人", "聊了半个小时", "老毛病，交接没有清单"],
)  # fmt: skip
def test_words_that_look_like_names_or_numbers_are_none(text: str) -> None:
    gaps, _ = check("background.situation", text, ZH)
    assert not [gap for gap in gaps if "提到" in gap.detail or "没有 " in gap.detail]


def test_a_number_at_a_line_end_does_not_count_what_the_next_line_begins_with() -> None:
    notes = noted("本月盘亏 3", "周五再盘一次")
    assert GapKind.UNSUPPORTED not in [gap.kind for gap in check("follow_up.time", "周五", notes)[0]]
    gaps, _ = check("basics.duration", "3周", notes)
    assert "笔记里没有 3周" in gaps[0].detail


@pytest.mark.parametrize("full", ["Anna Kowalska", "Kowalska Anna", "anna kowalska", "Ａｎｎａ Kowalska"])
def test_a_full_name_may_stand_in_parts(full: str) -> None:
    notes = noted("Anna was late again", "signed: Kowalska, A.")
    assert check("basics.coachee", full, notes)[0] == []


# Evidence


PLANTED: list[tuple[str, str, str, str]] = [
    ("plain", "昨天说到交接没有清单的事", "交接没有清单", "交接没有清单"),
    ("full width", "返工率ＡＢＣ７５％偏高", "ABC75%", "ＡＢＣ７５％"),
    ("emoji before", "👩‍💻🎉 盘点差错太多，压力大", "盘点差错太多", "盘点差错太多"),
    ("emoji within", "她说👍🏽没问题，周五交", "她说👍🏽没问题", "她说👍🏽没问题"),
    ("combining accent", "met Rene\u0301 in the cafe\u0301 at noon", "in the café", "in the cafe\u0301"),
    ("composed accent", "met René in the café at noon", "in the cafe\u0301", "in the café"),
    ("ligature", "the ﬁrst ofﬁce visit", "first office", "ﬁrst ofﬁce"),
    ("wide spaces", "\u3000\u3000骆嘉怡\u3000\u3000和我谈", "骆嘉怡", "骆嘉怡"),
    ("quotes", "他说“没空”就走了", "他说\"没空\"", "他说“没空”"),
    ("outside the BMP", "𠮷田 说 盘点差错", "盘点差错", "盘点差错"),
    ("whole words", "the stopblock-fixture is late", "stopblock", "stopblock"),
    ("zero width", "盘\u200b点差错 很多", "很多", "很多"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "statement", "stretch"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED]
)
def test_evidence_counts_code_points_of_the_line_as_it_stands(line: str, statement: str, stretch: str) -> None:
    notes = noted("无关的一行", line)
    _, checked = check("diagnosis.verification", statement, notes)
    assert [number for number, _ in quoted(checked, notes)] == [2]
    assert stretch in quoted(checked, notes)[0][1]
    assert len(quoted(checked, notes)[0][1]) <= len(stretch) + 1


_MARKS = st.characters(categories=["Mn"])
_LINE = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from("中文ＡＢ７％é ﬁ👍"),
    max_size=30,
)
_LINES = st.lists(st.tuples(_LINE, _MARKS, _LINE).map("".join) | _LINE, min_size=1, max_size=5)


@settings(max_examples=200, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=_LINES, data=st.data())
def test_evidence_always_slices_back_to_the_notes(lines: list[str], data: st.DataObject) -> None:
    notes = Notes("notes.txt", "0" * 64, tuple(Line(number, text) for number, text in enumerate(lines, 1)))
    source = data.draw(st.sampled_from(lines))
    start = data.draw(st.integers(0, len(source)))
    text = source[start : data.draw(st.integers(start, len(source)))].strip() or "盘点"
    _, statement = check("diagnosis.verification", text, notes)
    for span in statement.evidence:
        line = notes.line(span.line).text
        assert 0 <= span.start < span.end <= len(line)
        stretch = line[span.start : span.end]
        assert stretch.strip()
        assert stretch == stretch.strip()
        assert span.end == len(line) or not unicodedata.combining(line[span.end])


def test_evidence_is_found_by_the_text_and_not_by_the_models_word_for_it() -> None:
    gaps, statement = check("diagnosis.root_cause", said("说到底是交接没有清单", (1, 0, 5)), ZH)
    assert gaps == []
    assert quoted(statement, ZH) == [(6, "说到底是交接没有清单")]


@pytest.mark.parametrize(
    "span",
    [(99, 0, 1), (1, 500, 600), (5, 0, 1), (1, 3, 3), (6, 4, 900)],
    ids=["no line", "no stretch", "blank line", "empty", "too long"],
)
def test_evidence_that_cannot_be_is_replaced(span: tuple[int, int, int]) -> None:
    _, statement = check("diagnosis.root_cause", said("交接没有清单", span), ZH)
    assert quoted(statement, ZH) == [(6, "交接没有清单")]
    assert all(span.end <= len(ZH.line(span.line).text) for span in statement.evidence)


def test_of_equal_lines_the_one_the_model_named_is_evidence() -> None:
    notes = noted("盘点差错太多", "其他", "盘点差错太多")
    assert quoted(check("diagnosis.root_cause", said("盘点差错太多", (3, 0, 6)), notes)[1], notes) == [
        (3, "盘点差错太多")
    ]
    assert quoted(check("diagnosis.root_cause", "盘点差错太多", notes)[1], notes) == [(1, "盘点差错太多")]
    assert quoted(check("diagnosis.root_cause", said("盘点的差错过多", (3, 0, 6)), notes)[1], notes)[0][0] == 3
    assert quoted(check("diagnosis.root_cause", "盘点的差错过多", notes)[1], notes)[0][0] == 1


def test_a_date_rests_on_its_own_line_however_it_is_written() -> None:
    assert quoted(check("basics.date", "10月26日", ZH)[1], ZH) == [(1, "10/26")]
    assert quoted(check("basics.duration", "三十分钟", ZH)[1], ZH) == [(1, "半小时")]
    assert quoted(check("plan.actions.due", "11月5号前", ZH)[1], ZH) == [(7, "11月5日")]


# Vagueness


VAGUE: list[tuple[str, str, bool]] = [
    ("plan.actions.due", "尽快", True), ("plan.actions.due", "有空的时候", True), ("plan.actions.due", "看情况", True), ("plan.actions.due", "原则上月内", True), ("plan.actions.due", "ASAP", True), ("plan.actions.due", "as soon as possible", True),
    ("plan.actions.due", "尽快，最迟周五", False), ("plan.actions.due", "11月5日前", False), ("plan.actions.due", "月底", False), ("plan.actions.due", "下周", False), ("plan.actions.due", "by Friday", False), ("plan.actions.due", "end of the month", False),
    ("follow_up.time", "下周", True), ("follow_up.time", "后续再说", True), ("follow_up.time", "过段时间", True), ("follow_up.time", "每周一次", True), ("follow_up.time", "10月", True), ("follow_up.time", "12月中旬", True), ("follow_up.time", "some time in December", True), ("follow_up.time", "next week", True), ("follow_up.time", "sometime soon", True),
    ("follow_up.time", "下周三", False), ("follow_up.time", "11/12 上午九点半", False), ("follow_up.time", "两周后", False), ("follow_up.time", "明天", False), ("follow_up.time", "next Wednesday at 2pm", False), ("follow_up.time", "每周一", False),
    ("background.goals", "提升能力", True), ("background.goals", "希望改善沟通", True), ("background.goals", "帮助他提高效率", True), ("background.goals", "improve communication", True), ("background.goals", "上一个台阶", True),
    ("background.goals", "差错降到每月2次以内", False), ("background.goals", "提高到90%", False), ("background.goals", "找出漏扫的原因", False), ("background.goals", "cut scrap to 5 parts", False),
    ("plan.discussion", "尽快把事情说清楚", False), ("diagnosis.self_report", "有空就练", False), ("basics.venue", "随时", False),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "vague"), VAGUE, ids=[f"{path} {text}" for path, text, _ in VAGUE])
def test_vagueness_depends_on_the_kind_of_field(path: str, text: str, vague: bool) -> None:
    values, full = one(path, text)
    verified = verify(summary_of({"basics.date": "2025-10-26", **values}), noted("2025-10-26", text), "zh")
    gaps = [gap for gap in verified.gaps if gap.field == full]
    assert [gap.kind for gap in gaps] == [GapKind.VAGUE] * vague
    if vague:
        assert text in gaps[0].question
        assert gaps[0].question.endswith("？")
        assert [span.line for span in gaps[0].evidence] == [2]


# Gaps


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_empty_field_is_missing_with_its_importance_and_question(language: Language) -> None:
    gaps = {gap.field: gap for gap in verify(summary_of({}), noted("嗯"), language).gaps}
    assert list(gaps) != []
    assert gaps.keys() == {spec.path for spec in fields()}
    for spec in fields():
        gap = gaps[spec.path]
        assert gap.kind is GapKind.MISSING
        assert gap.severity is spec.info.importance
        assert gap.question == spec.info.gap.get(language)
        assert gap.evidence == []


REQUIRED = {
    "basics.coachee", "basics.date", "basics.coach", "basics.topic", "background.goals", "diagnosis.root_cause",
    "plan.actions", "follow_up.time", "follow_up.method", "follow_up.checks",
}  # fmt: skip
OPTIONAL = {"plan.options", "reflection.team"}


def test_importance_is_that_of_the_contract() -> None:
    gaps = verify(summary_of({}), noted("嗯"), "zh").gaps
    assert {gap.field for gap in gaps if gap.severity is Importance.REQUIRED} == REQUIRED
    assert {gap.field for gap in gaps if gap.severity is Importance.OPTIONAL} == OPTIONAL


def test_gaps_come_required_first_and_among_them_the_follow_up_then_in_template_order() -> None:
    values: Values = {"plan.actions": [{"task": "写好交接清单", "due": "11月5日前"}]}
    found = [gap.field for gap in verify(summary_of(values), ZH, "zh").gaps]
    order = [spec.path for spec in fields()]
    required = [
        "follow_up.time", "basics.coachee", "basics.date", "basics.coach", "basics.topic", "background.goals", "diagnosis.root_cause",
        "plan.actions[0].owner", "plan.actions[0].measure", "follow_up.method", "follow_up.checks",
    ]  # fmt: skip
    assert found[: len(required)] == required
    recommended = [path for path in found[len(required) :] if path not in OPTIONAL]
    assert recommended == sorted(recommended, key=order.index)
    assert found[-2:] == ["plan.options", "reflection.team"]


def test_actions_are_checked_slot_by_slot() -> None:
    rows = [
        {"task": "写好交接清单", "owner": "骆嘉怡", "due": "11月5日前", "measure": None},
        {"task": "过一遍交接清单", "owner": None, "due": "尽快", "measure": "看清单用起来没有"},
        {"task": "加一个人", "owner": "裴师傅", "due": None, "measure": "差错降到2次"},
    ]
    verified = verify(summary_of({"plan.actions": rows}), noted(*(line.text for line in ZH.lines), "尽快"), "zh")
    found = {path: kind for path, kind in kinds(verified).items() if path.startswith("plan.actions")}
    assert found == {
        "plan.actions[0].measure": GapKind.MISSING,
        "plan.actions[1].owner": GapKind.MISSING,
        "plan.actions[1].due": GapKind.VAGUE,
        "plan.actions[2].task": GapKind.UNSUPPORTED,  # only thought about, and too dear
        "plan.actions[2].owner": GapKind.UNSUPPORTED,
        "plan.actions[2].due": GapKind.MISSING,
        "plan.actions[2].measure": GapKind.UNSUPPORTED,
    }
    assert all(gap.severity is Importance.REQUIRED for gap in verified.gaps if gap.field in found)
    questions = {gap.field: gap.question for gap in verified.gaps}
    assert questions["plan.actions[1].owner"] == "由谁负责？"
    assert questions["plan.actions[0].measure"] == "交付什么、达到什么标准算完成？"


@pytest.mark.parametrize(
    ("trigger", "severity"),
    [
        ("上个月出库差错13次", Importance.OPTIONAL),
        (reviewed("季度例行谈话"), Importance.OPTIONAL),
        (None, Importance.RECOMMENDED),
        ("客户向总部投诉", Importance.RECOMMENDED),
    ],
    ids=["said", "reviewer's", "missing", "unsupported"],
)
def test_the_situation_is_optional_once_the_trigger_says_it(
    trigger: str | Statement | None, severity: Importance
) -> None:
    values = {} if trigger is None else {"background.trigger": trigger}
    gaps = verify(summary_of(values), ZH, "zh").gaps
    assert [gap.severity for gap in gaps if gap.field == "background.situation"] == [severity]


def test_a_doubtful_statement_is_to_be_confirmed_and_fills_nothing() -> None:
    values: Values = {"background.trigger": "上个月出库差错13次"}
    gaps = {gap.field: gap for gap in verify(summary_of(values), ZH, "zh", doubtful=["background.trigger"]).gaps}
    assert gaps["background.trigger"].kind is GapKind.UNSURE
    assert "上个月出库差错13次" in gaps["background.trigger"].question
    assert gaps["background.situation"].severity is Importance.RECOMMENDED


# Conflicts


CONFLICTS: list[tuple[str, list[str], str, str, list[tuple[int, str]]]] = [
    ("two days", ["日期：10月26日", "和骆嘉怡谈", "辅导日期：10/27"], "basics.date", "10月26日", [(1, "10月26日"), (3, "10/27")]),
    ("two durations", ["聊了半小时", "时长：50分钟"], "basics.duration", "半小时", [(1, "半小时"), (2, "50分钟")]),
    ("two meetings", ["下次见 11/12", "跟进时间：11月13日"], "follow_up.time", "11月12日", [(1, "11/12"), (2, "11月13日")]),
    ("two english days", ["Date: Oct 8", "session date: October 9th"], "basics.date", "Oct 8", [(1, "Oct 8"), (2, "October 9th")]),
    ("full width", ["日期：１０／２６", "日期：１０／２７"], "basics.date", "10月26日", [(1, "１０／２６"), (2, "１０／２７")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "path", "value", "evidence"), [row[1:] for row in CONFLICTS], ids=[row[0] for row in CONFLICTS]
)
@pytest.mark.parametrize("drafted", [True, False], ids=["value drafted", "no value drafted"])
def test_notes_that_contradict_themselves(
    lines: list[str], path: str, value: str, evidence: list[tuple[int, str]], drafted: bool
) -> None:
    notes = noted(*lines)
    gaps = [gap for gap in verify(summary_of({path: value} if drafted else {}), notes, "zh").gaps if gap.field == path]
    assert [gap.kind for gap in gaps] == [GapKind.CONFLICT]
    assert gaps[0].question == f"笔记里既说“{evidence[0][1]}”又说“{evidence[1][1]}”，以哪个为准？"
    assert [(span.line, notes.line(span.line).text[span.start : span.end]) for span in gaps[0].evidence] == evidence
    assert gaps[0].severity is field_spec(path).info.importance


AGREEING: list[tuple[str, list[str], str, str]] = [
    ("forms of one day", ["日期：10月26日", "辅导日期：2025-10-26"], "basics.date", "10月26日"),
    ("forms of one duration", ["聊了半小时", "时长：30分钟"], "basics.duration", "30分钟"),
    ("a due day", ["日期：10月26日", "11月5日前交清单"], "basics.date", "10月26日"),
    ("one meeting", ["下次见 11/12", "跟进时间：11月12日 上午"], "follow_up.time", "11月12日"),
]


@pytest.mark.parametrize(("lines", "path", "value"), [row[1:] for row in AGREEING], ids=[row[0] for row in AGREEING])
def test_one_thing_said_twice_is_no_contradiction(lines: list[str], path: str, value: str) -> None:
    assert path not in kinds(verify(summary_of({path: value}), noted(*lines), "zh"))


SPELLINGS: list[tuple[str, str, list[str], str | None]] = [
    ("three characters", "王小明", ["和王小明谈排班", "王晓明说太累", "王小明下周三交表"], "王晓明"),
    ("the surname", "章小明", ["和章小明谈排班", "张小明说太累", "章小明下周三交表"], "张小明"),
    ("a nickname once", "阿敏", ["阿敏迟到三次", "阿敏说孩子病了", "阿敏下周起早到", "阿敬走的时候说踏实多了"], "阿敬"),
    ("english", "Sarah", ["Sarah was late", "Sarah has a sick child", "Sara will be on time"], "Sara"),
    ("a full english name", "Marc Ellery", ["Talk with Marc Ellery", "Mark was late", "Marc will tell Jo"], "Mark"),
    (
        "two people of one line",
        "王小明",
        ["和王小明谈排班", "王小明和王小亮对调", "王小亮没来", "王小明下周三交表"],
        None,
    ),
    ("as often as the other", "阿敏", ["阿敏迟到三次", "阿芳说忙不过来"], None),
    ("titles", "裘主任", ["和裘主任谈排班", "裘主任说太累", "好，谢谢主任"], None),
    ("nicknames", "小李", ["小李迟到", "小李说太累", "小李下周三交表", "小王顶班"], None),
    ("a preposition", "王小明", ["和王小明谈排班", "向小明了解了情况", "王小明下周三交表"], None),
    ("a miss", "王小明", ["和王小明谈排班", "王小姐来投诉", "王小明下周三交表"], None),
    ("a word at the head", "Mike", ["Mike was late", "Make sure the rota is out", "Mike has a sick child"], None),
    ("a possessive", "Maeve", ["Maeve was late", "Maeve has a sick child", "Maeves rota is full"], None),
    ("short names", "Jon", ["Jon was late", "Jon has a sick child", "Joan helps out"], None),
]


@pytest.mark.parametrize(("name", "lines", "other"), [row[1:] for row in SPELLINGS], ids=[row[0] for row in SPELLINGS])
def test_a_name_in_two_spellings_is_a_contradiction(name: str, lines: list[str], other: str | None) -> None:
    verified = verify(summary_of({"basics.coachee": name}), noted(*lines), "zh")
    questions = [gap.question for gap in verified.gaps if gap.kind is GapKind.CONFLICT]
    assert questions == ([f"笔记里既说“{name}”又说“{other}”，以哪个为准？"] if other else [])


def test_windows_that_disagree_are_a_contradiction() -> None:
    kept, other = said("骆嘉怡", (1, 17, 20)), said("鲍师傅", (7, 18, 21))
    verified = verify(summary_of({"basics.coachee": kept}), ZH, "zh", [Disagreement("basics.coachee", kept, other)])
    gap = next(gap for gap in verified.gaps if gap.field == "basics.coachee")
    assert gap.kind is GapKind.CONFLICT
    assert gap.question == "笔记里既说“骆嘉怡”又说“鲍师傅”，以哪个为准？"
    assert gap.evidence == [EvidenceSpan(line=1, start=17, end=20), EvidenceSpan(line=7, start=18, end=21)]


# Who


@pytest.mark.parametrize("pronoun", ["我", "他", "本人", "经理", "the manager", "I", "me", "Employee", "我。"])
@pytest.mark.parametrize("path", ["basics.coach", "basics.coachee"])
def test_a_pronoun_names_nobody(path: str, pronoun: str) -> None:
    if pronoun == "the manager":
        pronoun = "manager"
    verified = verify(summary_of({path: pronoun}), noted(f"{pronoun} 和 骆嘉怡 谈"), "zh")
    assert get(verified.summary, path) is None
    assert kinds(verified)[path] is GapKind.MISSING


@pytest.mark.parametrize("coach", ["骆嘉怡", "骆嘉怡（仓储部）", " 骆嘉怡 ", "骆嘉怡 (仓储部)"])
def test_nobody_coaches_themself(coach: str) -> None:
    notes = noted("10/26 骆嘉怡 仓储部")
    verified = verify(summary_of({"basics.coachee": "骆嘉怡", "basics.coach": coach}), notes, "zh")
    gaps = {gap.field: gap for gap in verified.gaps}
    assert gaps["basics.coach"].kind is GapKind.UNSUPPORTED
    assert "basics.coachee" not in gaps
    assert "与辅导对象是同一个人" in gaps["basics.coach"].detail


def test_coach_and_coachee_of_different_names_are_fine() -> None:
    verified = verify(summary_of({"basics.coachee": "骆嘉怡", "basics.coach": "邹主管"}), ZH, "zh")
    assert not {"basics.coachee", "basics.coach"} & kinds(verified).keys()


# What a person wrote


@pytest.mark.parametrize(
    ("lines", "contradicts"),
    [
        pytest.param(("下周二夜班前我去月台复查", "复查定在下周四夜班前"), True, id="two-weekdays"),
        pytest.param(("下次11月5日见", "跟进时间：11/12"), True, id="two-dates"),
        pytest.param(("Review on Tuesday 17 November", "Seeing him again Thursday 19 November"), True, id="english"),
        pytest.param(("下次11月5日见", "跟进时间：11/5"), False, id="the-same-day"),
        pytest.param(("下次11月5日见", "不对，下次改到11月12日"), False, id="a-correction"),
        pytest.param(("下次11月5日见", "11月12日前交清单"), False, id="a-deadline"),
    ],
)
def test_two_days_for_the_next_meeting_contradict_each_other(lines: tuple[str, ...], contradicts: bool) -> None:
    found = kinds(verify(summary_of({}), noted(*lines), "zh"))
    assert (found["follow_up.time"] is GapKind.CONFLICT) is contradicts


@pytest.mark.parametrize(
    ("notes", "owner", "task", "borne_out"),
    [
        pytest.param(ZH, "骆嘉怡", "写好交接清单", True, id="zh-owner"),
        pytest.param(ZH, "邹主管", "写好交接清单", False, id="zh-another"),
        pytest.param(EN, "Ruth", "cut a second block", True, id="en-owner"),
        pytest.param(EN, "Ingrid Solberg", "run 20 pieces with the stop block", False, id="en-another"),
    ],
)
def test_an_owner_is_checked_with_the_task(notes: Notes, owner: str, task: str, borne_out: bool) -> None:
    """Both stand in the notes; that does not make one the other's."""
    found = kinds(verify(summary_of({"plan.actions": [{"task": task, "owner": owner}]}), notes, "zh"))
    assert (found.get("plan.actions[0].owner") is None) is borne_out


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("basics.coachee", "骆家仪"),
        ("basics.coach", "我"),
        ("basics.date", "10月31日"),
        ("background.goals", "提升能力"),
        ("plan.actions.due", "尽快"),
        ("follow_up.time", "下周"),
        ("diagnosis.root_cause", "康立群说的那件事"),
    ],
)
def test_what_the_reviewer_wrote_is_left_alone(path: str, text: str) -> None:
    gaps, statement = check(path, reviewed(text), ZH, foreign_names=EXAMPLE_NAMES)
    assert gaps == []
    assert statement == reviewed(text)


def test_the_reviewer_settles_a_contradiction() -> None:
    notes = noted("日期：10月26日", "辅导日期：10/27")
    assert "basics.date" not in kinds(verify(summary_of({"basics.date": reviewed("10月27日")}), notes, "zh"))


def test_the_summary_handed_in_is_not_changed() -> None:
    summary = summary_of({"basics.coach": "我", "diagnosis.root_cause": "交接没有清单"})
    before = summary.model_copy(deep=True)
    verify(summary, ZH, "zh")
    assert summary == before


@pytest.mark.parametrize("text", ["", " ", "\n\n", "？！", "🙂"])
def test_notes_that_say_next_to_nothing_bear_nothing_out(text: str) -> None:
    gaps, statement = check("diagnosis.root_cause", "交接没有清单", Notes("notes.txt", "0" * 64, (Line(1, text),)))
    assert [gap.kind for gap in gaps] == [GapKind.UNSUPPORTED]
    assert statement.evidence == []


# A line for the diary that says the day over again.


@pytest.mark.parametrize(
    ("memo", "told"),
    [
        ("备忘：嘉怡 交接清单 11月7日交", {"plan.actions[0].due"}),
        ("备忘：嘉怡 交接清单 11月5日交", set()),
        ("（台账摘抄：11月14日再谈一次）", {"follow_up.time"}),
        ("备忘：冷库盘点 11月7日交", set()),
        ("嘉怡 11月7日休假，交接清单不受影响", set()),
    ],
)
def test_a_memo_with_another_day_is_a_contradiction(memo: str, told: set[str]) -> None:
    notes = noted("2025年10月26日和骆嘉怡聊", "骆嘉怡 11月5日前 写好交接清单", "11月12日再谈，看清单", memo)
    values: Values = {
        "basics.date": "2025年10月26日",
        "plan.actions": [{"task": "写好交接清单", "owner": "骆嘉怡", "due": "11月5日前"}],
        "follow_up.time": "11月12日",
    }
    verified = verify(summary_of(values), notes, "zh")
    assert {gap.field for gap in verified.gaps if gap.kind is GapKind.CONFLICT} == told


def test_an_english_memo_with_another_day_is_a_contradiction() -> None:
    notes = noted(
        "8 October 2025 with Darnell",
        "Darnell logs the setup times by 13 October",
        "next check-in Oct 15 at 2pm",
        "PS next one is in the diary for Thu 16 Oct. Darnell, setup times, due 14 October.",
    )
    values: Values = {
        "basics.date": "8 October 2025",
        "plan.actions": [{"task": "logs the setup times", "owner": "Darnell", "due": "by 13 October"}],
        "follow_up.time": "Oct 15 at 2pm",
    }
    verified = verify(summary_of(values), notes, "en")
    conflicts = {gap.field for gap in verified.gaps if gap.kind is GapKind.CONFLICT}
    assert conflicts == {"plan.actions[0].due", "follow_up.time"}
