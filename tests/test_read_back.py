"""A Markdown draft read back: what `render` wrote to the letter, and what people make of it."""

# ruff: noqa: E501  (tables of texts are read a line an entry)

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from summarizer.notes import Line, Notes
from summarizer.record import Draft, Gap, GapKind, ModelUsed, Source, UsageReport, Waiver
from summarizer.rendering import render
from summarizer.rendering.escaping import shown
from summarizer.review import read_back
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
    assert [(path, shown(statement.text)) for path, _, statement in statements(bare.draft.summary)] == [
        (path, shown(statement.text)) for path, _, statement in statements(draft.summary)
    ]
