"""The Markdown draft through a parser's eyes, and the JSON form against its contract."""

# ruff: noqa: E501  (tables of texts are read a line an entry)

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer.notes import Line, Notes
from summarizer.record import Draft, GapKind
from summarizer.rendering import render, render_json
from summarizer.template import Importance, Language, Summary, fields
from summarizer.verification import verify
from tests.support.drafts import Values, draft_of, gap_at, noted, reviewed, said
from tests.support.markdown import Document, parse

HEADINGS: dict[Language, list[tuple[int, str]]] = {
    "zh": [
        (1, "工作辅导总结"),
        (2, "待处理"),
        (2, "基础信息"),
        (2, "辅导背景与目的"),
        (2, "辅导过程与核心内容"),
        (3, "现状回顾与问题诊断"),
        (3, "探讨与方案共创"),
        (2, "关键成果与收获"),
        (3, "对辅导对象而言"),
        (3, "对辅导人（您）而言"),
        (2, "后续跟进计划"),
        (2, "总体反思与经验沉淀"),
    ],
    "en": [
        (1, "Coaching Summary"),
        (2, "To settle"),
        (2, "Basics"),
        (2, "Background and Purpose"),
        (2, "Session and Content"),
        (3, "Situation and Diagnosis"),
        (3, "Discussion and Plan"),
        (2, "Outcomes"),
        (3, "For the coachee"),
        (3, "For the coach"),
        (2, "Follow-up"),
        (2, "Reflection"),
    ],
}
LABELS_ZH = {
    "基础信息": ["辅导对象", "辅导日期", "辅导时长", "辅导地点/方式", "辅导人", "辅导主题"],
    "辅导背景与目的": ["辅导背景", "触发原因", "当前状况", "辅导目的", "期望达成的目标"],
    "辅导过程与核心内容": [],
    "现状回顾与问题诊断": ["员工自述", "信息核实与补充", "核心问题分析"],
    "探讨与方案共创": ["关键讨论点", "备选方案", "最终行动计划"],
    "关键成果与收获": [],
    "对辅导对象而言": ["认知提升", "技能/方法掌握", "态度/信心变化"],
    "对辅导人（您）而言": ["对员工的了解加深", "辅导方法反思"],
    "后续跟进计划": ["跟进时间点", "跟进方式", "检查事项", "所需支持"],
    "总体反思与经验沉淀": ["成功经验", "待改进之处", "对团队管理的启示"],
}
BLANK = noted("没有内容")
FULL: Values = {
    "basics.coachee": "钟毓灵",
    "basics.topic": "冷库盘点差错",
    "background.goals": ["差错降到每月2次以内", "学会双人复核"],
    "plan.options": ["换扫码枪"],
    "plan.actions": [
        {"task": "写一份盘点清单", "owner": "钟毓灵", "due": "11月5日", "measure": "全库货位无遗漏"},
        {"task": "申请扫码枪", "owner": None, "due": "尽快", "measure": None},
    ],
    "follow_up.time": "11月12日下午三点",
}


def checked(values: Values, language: Language = "zh", notes: Notes = BLANK) -> Draft:
    """A draft whose gaps are those that verification finds."""
    draft = draft_of(values, language=language)
    verified = verify(draft.summary, notes, language)
    return draft.model_copy(update={"summary": verified.summary, "gaps": verified.gaps})


def parsed(draft: Draft, notes: Notes = BLANK) -> Document:
    return parse(render(draft, notes))


# The shape of the document


@pytest.mark.parametrize("values", [{}, FULL], ids=["nothing said", "much said"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_headings_are_the_templates_in_its_order(language: Language, values: Values) -> None:
    assert parsed(checked(values, language)).headings == HEADINGS[language]


@pytest.mark.parametrize("values", [{}, FULL], ids=["nothing said", "much said"])
def test_fields_stand_under_their_headings_in_order(values: Values) -> None:
    document = parsed(checked(values))
    assert {heading: document.labels(heading) for heading in LABELS_ZH} == LABELS_ZH


@pytest.mark.parametrize("language", ["zh", "en"])
def test_layout_has_no_double_blank_lines_and_ends_with_one_newline(language: Language) -> None:
    cited = {"basics.topic": said("冷库盘点差错", (1, 0, 4))}
    for markdown in (
        render(checked({}, language), BLANK),
        render(checked(FULL, language), BLANK),
        render(draft_of(cited, language=language), BLANK),
    ):
        assert "\n\n\n" not in markdown
        assert markdown.endswith("\n")
        assert not markdown.endswith("\n\n")
        assert not re.search(r"[ \t]$", markdown, re.MULTILINE)


def test_banner_names_model_and_source_and_counts_the_gaps() -> None:
    gaps = [gap_at("basics.date"), gap_at("basics.topic"), gap_at("basics.venue", severity=Importance.RECOMMENDED)]
    zh = parsed(draft_of({}, gaps, source="周三记录.txt", model="某模型", lines=7))
    assert (
        zh.banner == "草稿，待审阅。由 某模型 根据 周三记录.txt（7 行）起草。待处理：必填 2 项，建议 1 项，可选 0 项。"
    )
    en = parsed(draft_of({}, gaps, language="en", source="wed.txt", lines=7))
    assert (
        en.banner
        == "Draft, to be reviewed. Drafted by m from wed.txt (7 lines). To settle: 2 required, 1 recommended, 0 optional."
    )
    assert "草稿，待审阅" in zh.bold
    assert "Draft, to be reviewed." in en.bold


@pytest.mark.parametrize(("language", "clean"), [("zh", "没有待处理的问题。"), ("en", "No open gaps.")])
def test_a_draft_without_gaps_has_no_checklist(language: Language, clean: str) -> None:
    document = parsed(draft_of(FULL, language=language))
    assert document.headings == [entry for entry in HEADINGS[language] if entry[1] not in ("待处理", "To settle")]
    assert document.tasks == []
    assert document.banner.endswith(clean)


# The checklist and what is missing


def test_checklist_is_a_task_list_with_the_follow_up_first() -> None:
    draft = checked({})
    tasks = parsed(draft).tasks
    assert len(tasks) == len(draft.gaps)
    assert tasks[0] == "必填 · 跟进时间点 · 缺失：下次跟进定在哪一天、几点？"
    assert tasks[1] == "必填 · 辅导对象 · 缺失：这次辅导的是哪位员工？"
    severities = [task.partition(" · ")[0] for task in tasks]
    assert severities == sorted(severities, key=["必填", "建议", "可选"].index)
    assert set(severities) == {"必填", "建议", "可选"}


@pytest.mark.parametrize(
    ("path", "kind", "severity", "language", "task"),
    [
        ("basics.venue", GapKind.MISSING, Importance.RECOMMENDED, "zh", "建议 · 辅导地点/方式 · 缺失：?"),
        ("background.goals[1]", GapKind.VAGUE, Importance.REQUIRED, "zh", "必填 · 期望达成的目标 · 第 2 条 · 含糊：?"),
        ("plan.actions", GapKind.MISSING, Importance.REQUIRED, "zh", "必填 · 最终行动计划 · 缺失：?"),
        ("plan.actions[1].owner", GapKind.UNSUPPORTED, Importance.REQUIRED, "zh", "必填 · 行动项2 · 责任人 · 笔记中无依据：?"),
        ("reflection.team", GapKind.UNSURE, Importance.OPTIONAL, "zh", "可选 · 对团队管理的启示 · 待确认：?"),
        ("basics.date", GapKind.CONFLICT, Importance.REQUIRED, "en", "required · Date · contradictory: ?"),
        ("plan.actions[0].due", GapKind.VAGUE, Importance.REQUIRED, "en", "required · Action 1 · Due · too vague: ?"),
        ("follow_up.checks[2]", GapKind.UNSUPPORTED, Importance.REQUIRED, "en", "required · To check · item 3 · not in the notes: ?"),
    ],
)  # fmt: skip
def test_checklist_says_what_is_open_and_where(
    path: str, kind: GapKind, severity: Importance, language: Language, task: str
) -> None:
    document = parsed(draft_of({}, [gap_at(path, kind, severity=severity)], language))
    assert document.tasks == [task]
    assert re.sub(r"(：|: )\?$", "", task) in document.bold


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_missing_field_shows_its_question_in_place(language: Language) -> None:
    document = parsed(checked({}, language))
    mark = {"zh": "〔缺失〕", "en": "〔missing〕"}[language]
    for spec in fields():
        item = document.field(spec.sections[-1].heading.get(language), spec.info.label.get(language))
        assert item.text == f"{mark} {spec.info.gap.get(language)}"
        assert not item.references
        assert not item.items
    assert document.bold.count(mark) == len(fields())


def test_a_contradiction_about_a_field_without_value_is_asked_in_place() -> None:
    document = parsed(draft_of({}, [gap_at("basics.date", GapKind.CONFLICT, "10/26 还是 10/27？")]))
    assert document.field("基础信息", "辅导日期").text == "〔前后矛盾〕 10/26 还是 10/27？"


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        (GapKind.VAGUE, "〔含糊〕", "〔too vague〕"),
        (GapKind.UNSUPPORTED, "〔笔记中无依据〕", "〔not in the notes〕"),
        (GapKind.UNSURE, "〔待确认〕", "〔to confirm〕"),
        (GapKind.CONFLICT, "〔前后矛盾〕", "〔contradictory〕"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_doubtful_statements_carry_their_mark_and_others_none(
    kind: GapKind, zh: str, en: str, language: Language
) -> None:
    mark = zh if language == "zh" else en
    paths = ["basics.topic", "background.goals[1]", "plan.actions[1].due"]
    document = parsed(draft_of(FULL, [gap_at(path, kind) for path in paths], language))
    heading = dict(zip((text for _, text in HEADINGS["zh"]), (text for _, text in HEADINGS[language]), strict=True))
    label = {spec.info.label.zh: spec.info.label.get(language) for spec in fields()}
    assert document.field(heading["基础信息"], label["辅导主题"]).text == f"冷库盘点差错 {mark}"
    assert document.field(heading["基础信息"], label["辅导对象"]).text == "钟毓灵"
    goals = document.field(heading["辅导背景与目的"], label["期望达成的目标"]).items
    assert [goal.text for goal in goals] == ["差错降到每月2次以内", f"学会双人复核 {mark}"]
    table = document.field(heading["探讨与方案共创"], label["最终行动计划"]).table
    assert [row[3] for row in table[1:]] == ["11月5日", f"尽快 {mark}"]
    assert document.bold.count(mark) == 3


def test_a_statement_with_two_doubts_carries_both_marks_once() -> None:
    kinds = [GapKind.CONFLICT, GapKind.UNSUPPORTED, GapKind.CONFLICT]
    document = parsed(draft_of({"basics.date": "10月26日"}, [gap_at("basics.date", kind) for kind in kinds]))
    assert document.field("基础信息", "辅导日期").text == "10月26日 〔前后矛盾〕 〔笔记中无依据〕"


# Actions


def test_actions_are_a_table_in_the_list_item() -> None:
    notes = noted("钟毓灵 11月5日 写一份盘点清单 全库货位无遗漏", "申请扫码枪 尽快")
    item = parsed(checked(FULL, notes=notes), notes).field("探讨与方案共创", "最终行动计划")
    assert item.text == ""
    assert item.table == [
        ["序号", "任务", "责任人", "时间节点", "衡量标准"],
        ["1", "写一份盘点清单", "钟毓灵", "11月5日", "全库货位无遗漏"],
        ["2", "申请扫码枪", "〔缺失〕 由谁负责？", "尽快 〔含糊〕", "〔缺失〕 交付什么、达到什么标准算完成？"],
    ]


@pytest.mark.parametrize(
    "text", ["a|b", "|", "||a||", r"a\|b", "a\\", "`a|b`", "\\", "| --- | --- |", ":--|--:", " | ", "**a|b**"]
)
def test_pipes_and_backslashes_keep_the_table_in_shape(text: str) -> None:
    rows = [
        {"task": text, "owner": text, "due": None, "measure": text},
        {"task": "x", "owner": None, "due": text, "measure": None},
    ]
    table = parsed(draft_of({"plan.actions": rows})).field("探讨与方案共创", "最终行动计划").table
    shown = " ".join(text.split())
    assert [len(row) for row in table] == [5, 5, 5]
    assert table[1] == ["1", shown, shown, "〔缺失〕", shown]
    assert table[2] == ["2", "x", "〔缺失〕", shown, "〔缺失〕"]


# Evidence


def test_footnotes_are_defined_once_and_shared_by_what_rests_on_the_same_lines() -> None:
    notes = noted("# 10/26 | 冷库", "> 钟毓灵：`盘点` 总出错[^1]", "", "[^2]: 尽快换枪 <b>", "~~~", "--- 11月5日交")
    values: Values = {
        "basics.topic": said("冷库", (1, 10, 12)),
        "diagnosis.self_report": said("盘点总出错，想换枪", (2, 0, 4), (4, 0, 4)),
        "plan.options": [said("换枪", (4, 8, 10)), "没有依据的一条"],
        "plan.actions": [{"task": said("换枪", (4, 8, 10)), "due": said("11月5日", (6, 4, 9))}],
        "follow_up.method": said("看波浪线", (5, 0, 3)),
    }
    markdown = render(draft_of(values, lines=6), notes)
    document = parse(markdown)
    defined = re.findall(r"^\[\^(\d+)\]:", markdown, re.MULTILINE)
    assert document.references == ["1", "2", "3", "3", "4", "5"]
    assert defined == ["1", "2", "3", "4", "5"]
    assert document.footnotes == {
        "1": "第 1 行：“# 10/26 | 冷库”",
        "2": "第 2 行：“> 钟毓灵：`盘点` 总出错[^1]”；第 4 行：“[^2]: 尽快换枪 <b>”",
        "3": "第 4 行：“[^2]: 尽快换枪 <b>”",
        "4": "第 6 行：“--- 11月5日交”",
        "5": "第 5 行：“~~~”",
    }
    assert document.field("基础信息", "辅导主题").references == ["1"]
    assert [item.references for item in document.field("探讨与方案共创", "备选方案").items] == [["3"], []]
    before = markdown[: markdown.index("[^1]: ")]
    assert before.endswith("\n\n")


def test_footnotes_in_english() -> None:
    document = parsed(
        draft_of({"basics.topic": said("late parcels", (1, 0, 12), (2, 0, 4))}, language="en"),
        noted("late parcels", "again"),
    )
    assert document.footnotes == {"1": "line 1: “late parcels”; line 2: “again”"}


def test_a_long_line_is_quoted_by_the_stretch_that_counts() -> None:
    line = "闲聊" * 120 + "说到底是交接没有清单" + "闲聊" * 120
    document = parsed(draft_of({"diagnosis.root_cause": said("交接没有清单", (1, 244, 250))}), noted(line))
    assert document.footnotes == {"1": "第 1 行：“交接没有清单”"}


def test_a_long_stretch_is_cut_short() -> None:
    document = parsed(draft_of({"diagnosis.root_cause": said("很长", (1, 0, 500))}), noted("长" * 500))
    quote = document.footnotes["1"]
    assert quote.endswith("长…”")
    assert len(quote) < 250


def test_statements_without_evidence_have_no_footnote() -> None:
    document = parsed(draft_of({"basics.topic": reviewed("冷库盘点"), "basics.venue": "冷库门口"}))
    assert document.field("基础信息", "辅导主题").text == "冷库盘点 〔审阅人〕"
    assert document.field("基础信息", "辅导地点/方式").text == "冷库门口"
    assert document.footnotes == {}
    assert document.references == []


# Text of any origin, in every kind of place


def everywhere(text: str) -> tuple[Draft, Notes]:
    """A draft with this text in every kind of place where text of any origin can stand."""
    cited = said(text, (1, 0, 2))
    values: Values = {
        "basics.duration": cited,
        "basics.venue": cited,
        "basics.topic": text,
        "background.situation": text,
        "background.goals": ["前一条", text, cited],
        "plan.options": [cited, text],
        "plan.actions": [{"task": text, "owner": cited, "due": cited, "measure": text}, {"task": cited}],
    }
    gaps = [
        gap_at("basics.date", question=text),
        gap_at("basics.venue", GapKind.VAGUE, text),
        gap_at("plan.options[1]", GapKind.UNSUPPORTED, text),
        gap_at("plan.actions[0].due", GapKind.VAGUE, text),
        gap_at("plan.actions[1].owner", question=text),
    ]
    notes = Notes("notes.txt", "0" * 64, (Line(1, " ".join(re.split("[\r\n]", text))), Line(2, "末行")))
    return draft_of(values, gaps, source=text, model=text), notes


def places(document: Document) -> dict[str, str]:
    """What a reader finds in each of those places."""
    goals = document.field("辅导背景与目的", "期望达成的目标")
    options = document.field("探讨与方案共创", "备选方案")
    table = document.field("探讨与方案共创", "最终行动计划").table
    between = "（1 行）起草。待处理：必填 5 项，建议 0 项，可选 0 项。"
    source_and_model = document.banner.removeprefix("草稿，待审阅。由 ").removesuffix(between)
    assert [len(row) for row in table] == [5, 5, 5]
    assert len(goals.items) == 3
    assert len(options.items) == 2
    found = {
        "plain field": document.field("基础信息", "辅导主题").text,
        "field with footnote": document.field("基础信息", "辅导时长").text,
        "field with mark and footnote": document.field("基础信息", "辅导地点/方式").text.removesuffix(" 〔含糊〕"),
        "field in a group": document.field("辅导背景与目的", "当前状况").text,
        "list item": goals.items[1].text,
        "list item with footnote": goals.items[2].text,
        "first list item": options.items[0].text,
        "list item with mark": options.items[1].text.removesuffix(" 〔笔记中无依据〕"),
        "table cell": table[1][1],
        "table cell with footnote": table[1][2],
        "table cell with mark": table[1][3].removesuffix(" 〔含糊〕"),
        "last table cell": table[1][4],
        "question in a table cell": table[2][2].removeprefix("〔缺失〕 "),
        "question in place": document.field("基础信息", "辅导日期").text.removeprefix("〔缺失〕 "),
        "model": source_and_model[: len(source_and_model) // 2 - 2],
        "source": source_and_model[len(source_and_model) // 2 + 2 :],
    }
    found |= {
        f"question {number} of the checklist": task.partition("：")[2] for number, task in enumerate(document.tasks, 1)
    }
    quotes = {label: note.removeprefix("第 1 行：“").removesuffix("”") for label, note in document.footnotes.items()}
    return found | {f"quote in footnote {label}": quote for label, quote in quotes.items()}


HOSTILE = [
    "a | b || c", r"\| \\| \\\|", "a\\", "\\", "`code`", "``a`b``", "```", "~~~", "~~~python", "```py\nx\n```", "~~gone~~",
    "<b>bold</b>", "<script>alert(1)</script>", "<!-- hidden -->", "<!-- open", "-->", "<?php ?>", "<![CDATA[x]]>", "</details>", "<details><summary>",
    "[^1]", "[^1]: eine", "[^99]", "^[inline]", "![^1]", "x[^1](y)", "[x](javascript:alert(1))", "![x](http://h.example/y.png)", "[x][y]", "[x]: http://h.example", "<http://h.example>",
    "http://h.example/?a=1&b=2", "www.h.example", "me@h.example", "# Heading", "###### six", "#", "#tag", "- item", "-", "---", "--", "- - -", "+ plus", "* star", "***", "___", "===", "=",
    "1. one", "1) one", "12.", "2025. Jahr", "> quote", ">", ">>> x", "$x$", "$$\nx\n$$", "a $5 and $6", "***all***", "**", "**a", "*a* _b_ __c__", "snake_case_name", "a_b_", "&amp;", "&lt;b&gt;", "&#35;", "&#x23; &nbsp;",
    "title\n===", "title\n---", "a\n\nb", "a  \nb", "a\\\nb", "    indented", "\tcode", "[ ] todo", "[x] done", "- [ ] todo", ": definition", "term\n: definition", "{{ 7*7 }}", "{% raw %}", "{.class}", ":smile:",
    "| a | b |\n| --- | --- |\n| 1 | 2 |", "|---|", ":-:|:-:", "！[全角](x)", "“引号”", "〔缺失〕", "**〔缺失〕**", "a]b[c", "]]]", "!", "[", "(", "!\\[", "\\*a\\*", "a\u00a0b", "\u3000缩进", "a\u2028b", "Ｆｕｌｌ ｗｉｄｔｈ", "e\u0301 é 👩‍💻 ♥️",
]  # fmt: skip


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _revealed(text: str) -> str:
    """Text with what is shown as (U+202E) put back, so that it can be compared to the original."""
    return re.sub(r"\(U\+([0-9A-F]{4,6})\)", lambda found: chr(int(found[1], 16)), text)


def _assert_shows(text: str) -> None:
    document = parsed(*everywhere(text))
    assert document.headings == HEADINGS["zh"]
    assert {heading: document.labels(heading) for heading in LABELS_ZH} == LABELS_ZH
    assert len(document.references) == 7
    assert list(dict.fromkeys(document.references)) == list(document.footnotes)
    expected = _revealed(_collapsed(text))
    assert {place: _revealed(shown) for place, shown in places(document).items()} == dict.fromkeys(
        places(document), expected
    )


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_shows_as_itself(text: str) -> None:
    _assert_shows(text)


_SIGNS = st.text(alphabet="|`*_[]()<>&~$#-+=:!^\\.1 \n\t\"'{}/中a", max_size=8)
_ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6)
TEXTS = (
    st.lists(st.sampled_from(HOSTILE) | _SIGNS | _ANY, min_size=1, max_size=4)
    .map("".join)
    .filter(lambda text: bool(_collapsed(text)) and len(text) < 150)
)


@settings(max_examples=200, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS)
@example(text="\u202e\u200b\x00")
@example(text="^")
def test_any_text_shows_as_itself(text: str) -> None:
    _assert_shows(text)


INVISIBLE = [
    "\x00", "\x1b", "\x7f", "\u00ad", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202d", "\u202e",
    "\u2060", "\u2066", "\u2069", "\u3164", "\ufeff", "\U000e0041",
]  # fmt: skip


@pytest.mark.parametrize("char", INVISIBLE, ids=ascii)
def test_what_cannot_be_seen_or_turns_text_around_is_shown_by_number(char: str) -> None:
    draft, notes = everywhere(f"付款{char}100元")
    markdown = render(draft, notes)
    assert char not in markdown
    assert set(places(parse(markdown)).values()) == {f"付款(U+{ord(char):04X})100元"}


@pytest.mark.parametrize("text", ["👩‍💻", "👨‍👩‍👧", "🏳️‍🌈", "❤️‍🔥", "e\u0301", "한국어", "हिन्दी", "👍🏽"])
def test_pictures_and_accents_stay_whole(text: str) -> None:
    assert set(places(parsed(*everywhere(text))).values()) == {text}


# The JSON form


def test_json_is_the_contract() -> None:
    gap = gap_at("plan.actions[0].owner", question="由谁负责？")
    conflict = gap_at("basics.date", GapKind.CONFLICT, "哪天？").model_copy(
        update={"detail": "两种说法", "evidence": said("x", (2, 1, 4)).evidence}
    )
    values: Values = {
        "basics.date": said("10月26日", (1, 0, 5)),
        "basics.topic": reviewed("冷库盘点"),
        "background.goals": [said("差错减半", (1, 6, 10), (2, 0, 3))],
        "plan.actions": [{"task": "写清单", "owner": None, "due": said("周五", (3, 2, 4)), "measure": None}],
    }
    written = json.loads(render_json(draft_of(values, [gap, conflict], source="钟.txt", lines=11)))
    assert written.pop("model").items() >= {"provider": "local", "name": "m"}.items()

    def leaf(text: str, *spans: tuple[int, int, int], origin: str = "notes") -> object:
        return {
            "text": text,
            "evidence": [{"line": line, "start": start, "end": end} for line, start, end in spans],
            "origin": origin,
        }

    assert written == {
        "schema": 1,
        "template": "coaching",
        "language": "zh",
        "source": {"name": "钟.txt", "sha256": "0" * 64, "lines": 11},
        "summary": {
            "basics": {"coachee": None, "date": leaf("10月26日", (1, 0, 5)), "duration": None, "venue": None, "coach": None, "topic": leaf("冷库盘点", origin="reviewer")},
            "background": {"trigger": None, "situation": None, "goals": [leaf("差错减半", (1, 6, 10), (2, 0, 3))]},
            "diagnosis": {"self_report": None, "verification": None, "root_cause": None},
            "plan": {
                "discussion": [],
                "options": [],
                "actions": [{"task": leaf("写清单"), "owner": None, "due": leaf("周五", (3, 2, 4)), "measure": None}],
            },
            "outcomes": {"coachee": {"insight": None, "skills": None, "attitude": None}, "coach": {"understanding": None, "method": None}},
            "follow_up": {"time": None, "method": None, "checks": [], "support": None},
            "reflection": {"success": None, "improvement": None, "team": None},
        },
        "gaps": [
            {"field": "plan.actions[0].owner", "kind": "missing", "severity": "required", "question": "由谁负责？", "detail": "", "evidence": []},
            {"field": "basics.date", "kind": "conflict", "severity": "required", "question": "哪天？", "detail": "两种说法", "evidence": [{"line": 2, "start": 1, "end": 4}]},
        ],
        "usage": {"calls": 2, "prompt_tokens": 900, "completion_tokens": 210, "seconds": 3.5},
    }  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_json_gives_back_the_text_as_it_was(text: str) -> None:
    draft = draft_of(
        {"basics.topic": text, "plan.options": [text]}, [gap_at("basics.date", question=text)], source=text
    )
    written = render_json(draft)
    assert written.endswith("}\n")
    assert json.loads(written)["summary"]["basics"]["topic"]["text"] == text.strip()
    assert Draft.model_validate_json(written) == draft


def test_a_leaf_may_carry_only_its_text() -> None:
    summary = Summary.model_validate({"basics": {"coachee": {"text": "钟毓灵"}}})
    assert summary.basics.coachee is not None
    assert summary.basics.coachee.origin == "notes"
    assert summary.basics.coachee.evidence == []


@pytest.mark.parametrize(
    "summary",
    [
        {"basics": {"coachee": {"text": "钟毓灵", "sure": True}}},
        {"basics": {"coachee": "钟毓灵"}},
        {"basics": {"coachee": {"text": " "}}},
        {"basics": {"salary": None}},
        {"plan": {"actions": [{"owner": {"text": "钟毓灵"}}]}},
        {"basics": {"coachee": {"text": "钟毓灵", "evidence": [{"line": 0, "start": 0, "end": 1}]}}},
        {"basics": {"coachee": {"text": "钟毓灵", "origin": "model"}}},
    ],
    ids=["unknown key", "bare text", "blank", "unknown field", "action without task", "line 0", "unknown origin"],
)
def test_what_is_not_the_contract_is_refused(summary: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Summary.model_validate(summary)
