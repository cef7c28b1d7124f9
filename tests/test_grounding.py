"""Statements that say almost what the notes say: each kind of fault is told, and free rewording is not."""

# ruff: noqa: E501  (tables of texts are read a line an entry)

from __future__ import annotations

from datetime import date

import pytest

from summarizer.notes import Notes
from summarizer.template import EvidenceSpan, Statement, field_spec
from summarizer.verification.alignment import NotesIndex
from summarizer.verification.grounding import Fault, Grounding
from tests.support.drafts import noted

POTTERY = noted(
    "3月4日 上午 和庞雪 在釉料间 谈了四十分钟",
    "二月窑里开裂9件，废品率6.5%，上个月才2.1",
    "庞雪说坯子没晾透，订单催得紧",
    "我翻了窑温记录，升温每小时120度，规定是80度",
    "根子是她没看过升温曲线",
    "庞雪下周一前把升温表抄好贴在窑门上，我周三复查",
    "原定20号再谈，改到3月18号下午三点",
    "可能给她配个计时器，还没批",
    "老温带她烧两窑",
    "她走的时候踏实多了",
)
TRAM = noted(
    "主任：小计，上周三趟车晚点，你讲讲",
    "小计：转向架异响，我下去看了一眼",
    "主任：我调了监控，你停了六分钟",
    "小计：我没报调度，怕被说",
    "主任：以后停车超过两分钟就呼调度，记住了吗",
    "小计：记住了，我今晚把流程抄一遍",
    "主任：检修那边我去说，周五上午十点我跟你车",
)
CHEESE = noted(
    "Apr 14, cold store, with Ottilie, 20 min",
    "wheels turned late on 5 of 12 days, mould up since March",
    "Ottilie says nobody told her the rota had changed",
    "I checked the board: the old rota still hung there",
    "root: two boards, nobody owns them",
    "she takes the old board down tomorrow, Fergus will print the new rota",
    "might move turning to the morning shift, no promises",
    "look again on the 28th at 7am, I count the wheels",
    "she isn't used to asking, that surprised me",
)
LAUNDRY = noted(
    "7月6日 和洗衣房组长助理闻人静 在折叠台边上聊",
    "六月返洗率7%，去年同期3%",
    "东头的烘干机停过两回，西头的一直好好的",
    "她说是水太硬，我翻了加料单，不是水的事，是洗衣粉减了一半没人告诉她",
    "住户都说她来得早",
    "想过两条路，一是换洗衣粉，二是请老曲晚上来调机器",
    "要是预算够，九月加一台烫平机",
    "每天下班前她把返洗数发给我",
    "另外叫曲波给她开料库的门禁",
    "7月20日前把加料单抄清楚，下次聊7月24日",
)
QUAY = noted(
    "2 June, quay office, with Rosalind, half past two to three",
    "Ros: the north crane trips, she has reset it six times this week, norm is 2",
    "the old log says 14 faults where the new one says 5",
    "so it is the relay, not her handling",
    "could swap the shifts, or have a fitter ride along",
    "I'll ask Marcus for a spare relay. Rosalind starts her list by 12 June",
    "we look at the log again on 18 June",
)
SESSIONS = {
    id(POTTERY): date(2026, 3, 4),
    id(TRAM): None,
    id(CHEESE): date(2026, 4, 14),
    id(LAUNDRY): date(2026, 7, 6),
    id(QUAY): date(2026, 6, 2),
}


def faults(notes: Notes, path: str, text: str) -> set[Fault]:
    grounding = Grounding(NotesIndex(notes), session=SESSIONS[id(notes)])
    return {finding.fault for finding in grounding.check(Statement(text=text), field_spec(path)).findings}


TRUE: list[tuple[Notes, str, str]] = [
    (LAUNDRY, "background.situation", "六月的返洗率达到7%，而去年同期只有3%。"),
    (LAUNDRY, "diagnosis.verification", "东头的烘干机曾停机两次，西头那台始终正常。"),
    (LAUNDRY, "diagnosis.root_cause", "并非水质问题，而是洗衣粉用量减了一半却没人通知她。"),
    (LAUNDRY, "plan.actions", "由曲波为她开通料库门禁。"),
    (LAUNDRY, "follow_up.time", "7月24日"),
    (QUAY, "diagnosis.self_report", "Rosalind said she had reset the crane six times this week, three times the norm."),
    (QUAY, "diagnosis.root_cause", "The relay is the cause rather than her handling."),
    (QUAY, "plan.actions", "The coach will ask Marcus for a spare relay."),
    (POTTERY, "background.situation", "二月窑内开裂9件，废品率为6.5%，而前一个月只有2.1%。"),
    (POTTERY, "diagnosis.self_report", "庞雪表示坯体没有晾透，原因是订单催得急。"),
    (POTTERY, "diagnosis.verification", "我查阅窑温记录，发现每小时升温120度，而规定为80度。"),
    (POTTERY, "plan.actions", "庞雪须在3月9日（下周一）前抄好升温表并张贴于窑门。"),
    (POTTERY, "follow_up.time", "双方改于3月18日15:00再次谈话。"),
    (POTTERY, "follow_up.support", "可能为庞雪配备一个计时器，目前尚未批准。"),
    (POTTERY, "outcomes.coachee.attitude", "庞雪离开时踏实了许多。"),
    (POTTERY, "basics.date", "谈话日期为2026年3月4日。"),
    (TRAM, "diagnosis.verification", "主任调看监控，确认小计停车六分钟。"),
    (TRAM, "diagnosis.self_report", "小计承认因为怕被说而没有上报调度。"),
    (TRAM, "plan.actions", "今后停车超过两分钟，小计须呼叫调度。"),
    (TRAM, "follow_up.time", "周五上午10点，主任将跟小计的车。"),
    (CHEESE, "background.situation", "Wheels were turned late on five of twelve days, and mould has been up since March."),
    (CHEESE, "diagnosis.self_report", "Ottilie said that no one had told her about the change of rota."),
    (CHEESE, "diagnosis.verification", "The coach checked the board and found the old rota still hanging there."),
    (CHEESE, "plan.actions", "On April 15 Ottilie will take down the old board."),
    (CHEESE, "follow_up.time", "The coach will look again on April 28 at 7 a.m."),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "path", "text"), TRUE, ids=[text for _, _, text in TRUE])
def test_rewording_is_no_fault(notes: Notes, path: str, text: str) -> None:
    assert faults(notes, path, text) == set()


FALSE: list[tuple[Notes, str, str, Fault]] = [
    (LAUNDRY, "background.situation", "六月的返洗率为3%，去年同期是7%。", Fault.PAIRED),
    (LAUNDRY, "diagnosis.verification", "西头的烘干机停过两次。", Fault.PAIRED),
    (LAUNDRY, "diagnosis.root_cause", "根源在于水太硬。", Fault.DENIED),
    (LAUNDRY, "diagnosis.root_cause", "问题是水，而不是洗衣粉减半。", Fault.DENIED),
    (LAUNDRY, "diagnosis.self_report", "闻人静说自己来得早。", Fault.WHO),
    (LAUNDRY, "plan.options", "商定由老曲晚上来调机器。", Fault.CERTAIN),
    (LAUNDRY, "plan.actions", "九月增加一台烫平机。", Fault.CERTAIN),
    (LAUNDRY, "plan.actions", "每天下班前她把返洗数发给曲波。", Fault.WHO),
    (LAUNDRY, "follow_up.time", "7月20日", Fault.PAIRED),
    (QUAY, "diagnosis.self_report", "She has reset it 2 times this week while the norm is six.", Fault.PAIRED),
    (QUAY, "diagnosis.root_cause", "Her handling is the cause rather than the relay.", Fault.DENIED),
    (QUAY, "plan.options", "It was decided to have a fitter ride along.", Fault.CERTAIN),
    (QUAY, "plan.actions", "Rosalind will ask Marcus for a spare relay.", Fault.WHO),
    (QUAY, "follow_up.time", "12 June", Fault.PAIRED),
    # figures: another number, the number of another thing, another unit, another rate, another day or hour
    (POTTERY, "background.situation", "二月窑内开裂19件。", Fault.NUMBER),
    (POTTERY, "background.situation", "废品率为2.1%，上个月为9%。", Fault.NUMBER),
    (POTTERY, "diagnosis.verification", "我查阅窑温记录，每分钟升温120度。", Fault.NUMBER),
    (POTTERY, "plan.actions", "庞雪须在3月16日前抄好升温表并张贴于窑门。", Fault.NUMBER),
    (POTTERY, "basics.date", "谈话于3月18日进行。", Fault.NUMBER),
    (TRAM, "diagnosis.verification", "主任调看监控，确认小计停车六秒。", Fault.NUMBER),
    (TRAM, "follow_up.time", "周五下午十点，主任将跟小计的车。", Fault.NUMBER),
    (CHEESE, "follow_up.time", "The coach will look again on April 18 at 7 a.m.", Fault.NUMBER),
    # who does it, who says it
    (POTTERY, "plan.actions", "由老温在下周一前把升温表抄好贴在窑门上。", Fault.WHO),
    (TRAM, "diagnosis.verification", "小计调看监控，发现自己停了六分钟。", Fault.WHO),
    (TRAM, "diagnosis.self_report", "主任坦言自己怕被说，没有报调度。", Fault.WHO),
    (CHEESE, "plan.actions", "Ottilie will print the new rota.", Fault.WHO),
    (POTTERY, "basics.coachee", "辅导对象是老温。", Fault.WHO),
    # yes and no
    (POTTERY, "diagnosis.self_report", "庞雪说坯子已经晾透。", Fault.DENIED),
    (TRAM, "diagnosis.self_report", "小计说自己当时报了调度。", Fault.DENIED),
    (CHEESE, "outcomes.coach.understanding", "Ottilie is used to asking, which surprised the coach.", Fault.DENIED),
    # how sure it is
    (POTTERY, "follow_up.support", "已决定给庞雪配计时器。", Fault.CERTAIN),
    (CHEESE, "plan.actions", "The turning of the wheels moves to the morning shift.", Fault.CERTAIN),
    # what was taken back
    (POTTERY, "follow_up.time", "双方约定3月20日再谈。", Fault.WITHDRAWN),
    # what nobody said
    (POTTERY, "outcomes.coachee.attitude", "她走的时候踏实多了，并对我的指导表示感谢。", Fault.UNHEARD),
    (CHEESE, "outcomes.coachee.attitude", "Ottilie left the store eager and grateful.", Fault.UNHEARD),
    (TRAM, "background.trigger", "上周三趟车晚点，并有乘客受伤住院。", Fault.UNHEARD),
    # what is of other notes altogether
    (POTTERY, "diagnosis.self_report", "程放坦言自己没晾透坯子。", Fault.NAME),
    (CHEESE, "diagnosis.self_report", "Malcolm said nobody told him the rota had changed.", Fault.NAME),
    (CHEESE, "plan.options", "Parents could be invited to a reading evening.", Fault.TEXT),
    # a small number is in most notes: it bears out nothing that it does not count there
    (TRAM, "plan.actions", "给小计加薪三级", Fault.TEXT),
    # what cannot answer the heading
    (CHEESE, "outcomes.coachee.attitude", "The coach will count the wheels on the 28th.", Fault.HEADING),
    (POTTERY, "outcomes.coachee.insight", "二月开裂了9件，废品率是6.5%。", Fault.HEADING),
]  # fmt: skip


@pytest.mark.parametrize(("notes", "path", "text", "fault"), FALSE, ids=[row[2] for row in FALSE])
def test_what_differs_from_the_notes_is_told(notes: Notes, path: str, text: str, fault: Fault) -> None:
    assert fault in faults(notes, path, text)


@pytest.mark.parametrize(
    "notes", [POTTERY, TRAM, CHEESE, LAUNDRY, QUAY], ids=["pottery", "tram", "cheese", "laundry", "quay"]
)
def test_what_the_notes_say_word_for_word_is_no_fault(notes: Notes) -> None:
    grounding = Grounding(NotesIndex(notes), session=SESSIONS[id(notes)])
    for line in notes.content:
        start = line.text.find("：") + 1
        span = EvidenceSpan(line=line.number, start=start, end=len(line.text))
        statement = Statement(text=line.text[start:], evidence=[span])
        found = grounding.check(statement, field_spec("plan.discussion"))
        assert found.findings == ()
        assert found.evidence == (span,)


def test_a_word_for_word_piece_that_leaves_out_the_not_is_a_fault() -> None:
    assert Fault.DENIED in faults(POTTERY, "diagnosis.root_cause", "看过升温曲线")


@pytest.mark.parametrize(
    "line", ["他们说周五再看", "they said no", "大家：行", "双方说好了", "我们：…", "Both said yes"]
)
def test_groups_are_nobody_in_particular(line: str) -> None:
    grounding = Grounding(NotesIndex(noted("和庞雪谈", line, line)))
    statement = Statement(text="庞雪说周五再看。")
    assert Fault.WHO not in {
        finding.fault for finding in grounding.check(statement, field_spec("plan.discussion")).findings
    }
