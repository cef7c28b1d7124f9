"""Segments, labels, and giving each segment to the field it answers."""

from __future__ import annotations

import pytest

from summarizer.notes import from_bytes
from summarizer.reading import Segment, segments
from summarizer.reading.classifier import NONE, classify, weights
from summarizer.reading.labels import labelled_field
from summarizer.reading.route import route
from summarizer.template import fields

PATHS = [spec.path for spec in fields()]


def cut(text: str) -> list[Segment]:
    return list(segments(from_bytes(text.encode(), "notes")))


def test_segments_slice_back_to_the_notes() -> None:
    text = "- 起因：客户投诉两次。他说人手不够；我查了排班\n\n1. 问他：“先做哪件？”\n①周五前补单 ②我去要人\n——项店长"
    lines = text.split("\n")
    found = cut(text)
    assert len(found) >= 7
    for piece in found:
        assert lines[piece.line - 1][piece.start : piece.end] == piece.text


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("辅导对象：祝岩", "basics.coachee"),
        ("面谈主题: 午班交接", "basics.topic"),
        ("**辅导时长**：30分钟", "basics.duration"),
        ("Coach: Dana", "basics.coach"),
        ("Root cause: no owner for the stub", "diagnosis.root_cause"),
        ("下次：4月8日", "follow_up.time"),
        ("问他：你怎么看？", None),
        ("12:30 到的", None),
        ("没有冒号的一行", None),
    ],
)
def test_labels_name_fields(line: str, field: str | None) -> None:
    assert labelled_field(line)[0] == field


def test_an_empty_label_gives_no_segment() -> None:
    assert [piece.text for piece in cut("所需支持：\n辅导人：  \n辅导对象：祝岩")] == ["祝岩"]


def test_a_heading_goes_with_the_bullets_below_it() -> None:
    found = cut("行动计划：\n- 祝岩周五前补单\n- 我去要人\n聊完心情好多了")
    assert [piece.field for piece in found] == ["plan.actions", "plan.actions", None]


def test_dictation_without_punctuation_is_cut() -> None:
    text = "今天跟祝岩聊了半小时他说最近夜班太多身体吃不消然后我查了一下排班表他这个月排了十一个夜班另外他师傅走了没人带他心里没底下次我们十号再碰看看排班改了没有"
    assert len(cut(text)) >= 3


def shares(**given: float) -> dict[str, float]:
    rest = (1 - sum(given.values())) / (len(PATHS) + 1 - len(given))
    table = dict.fromkeys((*PATHS, NONE), rest)
    return table | {name.replace("__", "."): value for name, value in given.items()}


def piece(text: str, line: int = 1, field: str | None = None) -> Segment:
    return Segment(line, 0, len(text), text, field)


def test_a_segment_goes_to_one_field_or_none() -> None:
    pieces = [piece("他说太累", 1), piece("食堂菜咸", 2), piece("说不清", 3)]
    given = [
        shares(diagnosis__self_report=0.8),
        shares(none=0.7, diagnosis__self_report=0.25),
        shares(reflection__team=0.2, none=0.15),
    ]
    routing = route(pieces, given)
    assert {path: [a.segment.text for a in answers] for path, answers in routing.items()} == {
        "diagnosis.self_report": ["他说太累"]
    }


def test_a_label_outweighs_the_classifier() -> None:
    routing = route([piece("再看看", field="follow_up.time")], [shares(none=0.9)])
    assert routing["follow_up.time"][0].sure


def test_a_doubtful_segment_is_kept_as_doubtful() -> None:
    (found,) = route([piece("也许算原因")], [shares(diagnosis__root_cause=0.4)])["diagnosis.root_cause"]
    assert not found.sure


def test_a_header_line_answers_several_fields() -> None:
    given = [shares(basics__coachee=0.4, basics__date=0.3, basics__venue=0.2)]
    routing = route([piece("3/2 祝岩 二号仓库 40分钟")], given)
    assert {"basics.coachee", "basics.date", "basics.duration", "basics.venue"} <= set(routing)


def test_the_shipped_weights_know_every_field() -> None:
    assert set(weights().labels) == {*PATHS, NONE}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("他说夜班太多，身体实在吃不消，觉得没人理解", "diagnosis.self_report"),
        ("我翻了考勤记录，他这个月迟到了六次", "diagnosis.verification"),
        ("我问他：如果只能改一件事，你先改哪一件？", "plan.discussion"),
        ("下周四下午三点再碰一次，看看进展", "follow_up.time"),
    ],
)
def test_plain_cases_are_read_from_words_alone(text: str, field: str) -> None:
    (found,) = classify([text])
    assert max(found, key=found.__getitem__) == field
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-4)
