"""Segments, labels, and giving each segment to the field it answers."""

from __future__ import annotations

import pytest

from summarizer.notes import from_bytes
from summarizer.reading import Answer, Role, Segment, segments
from summarizer.reading.classifier import NONE, classify, weights
from summarizer.reading.corrections import standing
from summarizer.reading.labels import labelled_field
from summarizer.reading.meetings import parts_of
from summarizer.reading.priors import with_priors
from summarizer.reading.roles import roles
from summarizer.reading.route import route
from summarizer.template import fields
from summarizer.text.times import meeting_expression

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


DICTATED = (
    "今天跟祝岩聊了半小时他说最近夜班太多身体吃不消然后我查了一下排班表他这个月排了十一个夜班"
    "另外他师傅走了没人带他心里没底下次我们十号再碰看看排班改了没有"
)


def test_dictation_without_punctuation_is_cut() -> None:
    assert len(cut(DICTATED)) >= 3


def test_who_signs_is_the_coach() -> None:
    *_, last = cut("祝岩周五前补单\n聊完轻松了 ——项店长")
    assert (last.text, last.field) == ("项店长", "basics.coach")


def test_a_day_to_be_done_by_makes_an_action_more_probable() -> None:
    piece_ = piece("祝岩下周三前交货位图")
    (found,) = with_priors([piece_], [shares(plan__actions=0.2, background__situation=0.4)])
    assert found["plan.actions"] > found["background.situation"]
    assert sum(found.values()) == pytest.approx(1.0)


def test_a_first_line_with_a_day_is_the_head_of_the_notes() -> None:
    pieces = [piece("3/2 祝岩 二号仓库", 1), piece("两头跑太累", 2)]
    first, second = with_priors(pieces, [shares(none=0.95), shares(diagnosis__self_report=0.9)])
    assert first["none"] < 0.5
    assert second["diagnosis.self_report"] == pytest.approx(0.9)


def test_a_day_after_the_talk_is_what_people_agreed_on() -> None:
    pieces = [
        piece("下次12/9上午十点 看点检表", 1),
        piece("2025年12月1日 跟祝岩谈的，25分钟，二号仓库", 2),
        piece("12/16下午我看他的返工单", 5),
        piece("我去找工艺科加签收单，尽快", 3),
        piece("他说早知道就不吵了", 4),
    ]
    unsure = shares(basics__date=0.5, follow_up__checks=0.2)
    given = [
        unsure,
        unsure,
        unsure,
        shares(follow_up__support=0.8),
        shares(reflection__improvement=0.6, outcomes__coachee__insight=0.2),
    ]
    found = [max(probabilities, key=probabilities.__getitem__) for probabilities in with_priors(pieces, given)]
    assert found[0].startswith("follow_up.")
    assert found[1] == "basics.date"
    assert found[2].startswith("follow_up.")
    assert found[3] == "plan.actions"
    assert found[4] != "reflection.improvement"


@pytest.mark.parametrize(
    ("follow_up", "talk"),
    [
        ("周五12/18下午三点 她工位旁边碰 看退货登记", "谈了半小时 仓库旁小房间 2026.12.4"),
        ("see Marek again Tue 15 Dec 9.30, same van", "4 Dec 2026, at the depot, 20 mins, with Marek"),
    ],
)
def test_a_follow_up_in_the_first_line_is_not_the_day_of_the_talk(follow_up: str, talk: str) -> None:
    first = shares(none=0.5, basics__date=0.3, follow_up__time=0.1)
    found = with_priors([piece(follow_up, 1), piece(talk, 6)], [first, first])
    assert [max(probabilities, key=probabilities.__getitem__) for probabilities in found] == [
        "follow_up.time",
        "basics.date",
    ]


def test_a_day_of_the_year_before_is_no_plan() -> None:
    pieces = [piece("2025年12月1日 跟祝岩谈的，25分钟", 1), piece("太累", 2), piece("2025年3月1日入职", 3)]
    given = [shares(basics__date=0.9), shares(none=0.9), shares(background__situation=0.6, follow_up__time=0.2)]
    _, _, joined = with_priors(pieces, given)
    assert max(joined, key=joined.__getitem__) == "background.situation"


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


def test_plain_cases_are_read_from_words_alone() -> None:
    texts = [
        "他说夜班太多，身体实在吃不消，觉得没人理解",
        "我问他：如果只能改一件事，你先改哪一件？",
        "方案A：先减一个班；方案B：换一条线",
    ]
    best = [max(found, key=found.__getitem__) for found in classify(texts)]
    assert best == ["diagnosis.self_report", "plan.discussion", "plan.options"]


# Forms, tables, ticks


FORM = """## 一、面谈原因
□例行　☑顾客投诉　□本人申请
## 七、改进措施
| 行动 | 责任人 | 完成时间 | 衡量 |
|---|---|---|---|
| 重画货位图 | 祝岩 | 3月9日前 | 错放不超过两处 |
| 买新标签 | | | |
## 九、后续跟进
时间：3月16日
方式：到二号仓走一圈
检查内容：
"""


def test_a_form_is_read_by_its_layout() -> None:
    found = [(piece.text, piece.field) for piece in cut(FORM)]
    assert ("顾客投诉", "background.trigger") in found
    assert ("3月16日", "follow_up.time") in found
    assert ("到二号仓走一圈", "follow_up.method") in found
    assert not any("例行" in text or text.startswith("检查内容") for text, _ in found)


def test_a_table_of_actions_keeps_its_cells_apart() -> None:
    rows = [piece for piece in cut(FORM) if piece.field == "plan.actions"]
    lines = FORM.split("\n")
    assert [{slot.name: slot.text for slot in row.slots} for row in rows] == [
        {"task": "重画货位图", "owner": "祝岩", "due": "3月9日前", "measure": "错放不超过两处"},
        {"task": "买新标签"},
    ]
    for row in rows:
        for slot in row.slots:
            assert lines[row.line - 1][slot.start : slot.start + len(slot.text)] == slot.text


# The next meeting, plans taken back, who speaks


@pytest.mark.parametrize(
    ("text", "when", "method", "checks"),
    [
        (
            "3月16日下午再碰，一刻钟，在她工位边上，看错放率和新图",
            "3月16日下午",
            "一刻钟，在她工位边上",
            "看错放率和新图",
        ),
        ("Back together Tues 9 June over tea: the two logs", "Tues 9 June", "over tea", "the two logs"),
        ("十六号我打电话给他就行主要看返工单", "十六号", "我打电话给他就行", "主要看返工单"),
        ("下个月吧，有点远了，六月二十四号，星期三，下午三点", "六月二十四号，星期三，下午三点", None, None),
    ],
)
def test_a_sentence_about_the_next_meeting_is_shared_out(
    text: str, when: str, method: str | None, checks: str | None
) -> None:
    assert meeting_expression(text) == when
    parts = parts_of(text, when)
    assert [part and text[part.start : part.end] for part in parts] == [method, checks]


def test_all_that_a_sentence_says_of_the_next_meeting_finds_its_field() -> None:
    text = "3月16日下午再碰，打电话，看错放率"
    found = route([piece(text)], [shares(follow_up__checks=0.6, follow_up__time=0.3)])
    assert {path: [answer.segment.text for answer in answers] for path, answers in found.items()} == {
        "follow_up.time": [text],
        "follow_up.method": ["打电话"],
        "follow_up.checks": ["看错放率"],
    }


def test_a_plan_that_is_taken_back_is_no_action() -> None:
    first, other, new = piece("先定的是每天盘一次", 1), piece("我去要两个人", 2), piece("祝岩每周盘一次", 4)
    withdrawn = piece("上面那个不算", 3)
    answers = [Answer(part, 0.9) for part in (first, other, new)]
    assert [answer.segment for answer in standing([first, other, withdrawn, new], answers)] == [other, new]


def test_who_coaches_is_heard_in_what_they_say() -> None:
    pieces = [
        Segment(1, 0, 9, "我查了这周的单子，错了六张", None, "说话人2"),
        Segment(2, 0, 9, "我一个人两头跑，实在顾不过来", None, "说话人1"),
        Segment(3, 0, 9, "要是只能留一件事，你留哪件？", None, "说话人2"),
        Segment(4, 0, 9, "现在心里踏实多了", None, "说话人1"),
    ]
    shares = classify([part.text for part in pieces])
    parts = roles(pieces, shares)
    assert parts.roles == {"说话人2": Role.COACH, "说话人1": Role.COACHEE}
    assert parts.sure
    assert not roles(pieces[2:], shares[2:]).sure, "two turns are too few to tell"
    assert roles(pieces[2:], shares[2:], titled=["说话人2"]).sure
    told = roles(pieces, shares, told={Role.COACH: "说话人1"})
    assert told == ({"说话人1": Role.COACH, "说话人2": Role.COACHEE}, True)


def test_where_sentences_of_dictation_end_may_be_told() -> None:
    text = "他说太累我查了单子"
    found = segments(from_bytes(text.encode(), "notes"), {1: (4,)})
    assert [part.text for part in found] == ["他说太累", "我查了单子"]
