"""Ways of writing that fresh notes brought: each row failed on a note that nobody had seen before."""

from __future__ import annotations

import json

import pytest

from summarizer.drafting.actions import first_reading
from summarizer.drafting.agreed import add_actions, changed_below, nobodys_actions, strangers_actions
from summarizer.drafting.assembly import assemble
from summarizer.drafting.people import coachee_by_task, leads_the_talk, name_coachee, only_writes
from summarizer.drafting.pointed import Pointed, accept
from summarizer.drafting.schema import copy_model
from summarizer.notes import from_bytes
from summarizer.reading import Answer, Segment, segments
from summarizer.reading.classifier import NONE, weights
from summarizer.reading.corrections import standing
from summarizer.reading.labels import field_of_label
from summarizer.reading.meetings import parts_of
from summarizer.reading.priors import with_priors
from summarizer.reading.route import route
from summarizer.template import Action, Kind, Statement, Summary, field_spec, get
from summarizer.text.names import is_department, pronouns_of_others, who_says
from summarizer.text.quantities import Measure, quantities
from summarizer.text.times import due_expression, meeting_expression
from summarizer.verification.vagueness import vague_word


def piece(text: str, line: int = 1, speaker: str | None = None) -> Segment:
    return Segment(line, 0, len(text), text, None, speaker)


def answer(text: str, line: int = 1) -> Answer:
    return Answer(piece(text, line), 0.9)


def even(top: str, share: float = 0.5) -> dict[str, float]:
    labels = weights().labels
    rest = (1 - share) / (len(labels) - 1)
    return {label: share if label == top else rest for label in labels}


def weighed(text: str, believed: str, share: float = 0.5, line: int = 6) -> str:
    """The field of a sentence of notes that the classifier took for another."""
    (found,) = with_priors([piece(text, line)], [even(believed, share)])
    return max(found, key=found.__getitem__)


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("Supervision 27/10, staff room", 0, 10, 27),
        ("22/4/26 / site hut", 2026, 4, 22),
        ("29.05.26 w/ Joss", 2026, 5, 29),
        ("van 3, 3 July 26.", 2026, 7, 3),
        ("to hold calls, by 30/10.", 0, 10, 30),
        ("done by 9/11.", 0, 9, 11),
        ("on the third of February 2026", 2026, 2, 3),
    ],
)
def test_dates_as_english_notes_write_them(text: str, year: int, month: int, day: int) -> None:
    (date,) = [quantity for quantity in quantities(text) if quantity.measure is Measure.DATE]
    assert [int(part) for part in date.value] == [year, month, day]


@pytest.mark.parametrize("text", ["on call 24/7", "12 May 26 callbacks", "25/12/26 谈话", "3/12/26", "0.5"])
def test_figures_that_are_no_such_date(text: str) -> None:
    assert not [quantity for quantity in quantities(text) if quantity.measure is Measure.DATE and quantity.value[0]]


def test_notes_that_write_the_day_first_mean_it_everywhere() -> None:
    pieces = [piece("Supervision 27/10, Meera", 1), piece("Back together 10/11, in person", 8)]
    _, later = with_priors(pieces, [even("basics.date"), even("plan.actions")])
    assert max(later, key=later.__getitem__) == "follow_up.time"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("get her a seat at Tues coordination mtg", None),
        ("在周三例会上讲一遍", None),
        ("周三例会前讲一遍", "周三例会前"),
        ("只重排5月2号和5月3号这两场", None),
        ("as of tomorrow he milks first", "as of tomorrow"),
        ("小满12月1日前把确认单补签齐", "12月1日前"),
    ],
)
def test_a_day_that_says_which_meeting_is_no_deadline(text: str, due: str | None) -> None:
    found = due_expression(text)
    assert found == due if due is None else found is not None and due.startswith(found.rstrip("前"))


@pytest.mark.parametrize(
    ("text", "believed", "field"),
    [
        ("周五之前我把新系统的查询权限给她开好。", NONE, "plan.actions"),
        ("我让她把橱窗那两组照图重摆一遍", "diagnosis.self_report", "plan.actions"),
        ("That number is what made me ask for the chat.", "background.goals", "background.trigger"),
        ("I want the count under 200 by the end of the year.", "plan.actions", "background.goals"),
        ("talk again Thur 11 June 4pm by bay 4", NONE, "follow_up.time"),
        ("年后再找她一次", "basics.topic", "follow_up.time"),
        ("If I did it again I would stand on the line first", "outcomes.coach.method", "reflection.improvement"),
        ("he's keener than I gave him credit for", "diagnosis.self_report", "outcomes.coach.understanding"),
        ("note for all crews: nobody goes on slate untrained", NONE, "reflection.team"),
        ("他国庆前要把基质换掉，与本次无关", "plan.actions", NONE),
        ("Raj: fire strategy to council by 30/4 (not Marta's)", "plan.actions", NONE),
        ("I'll ring the depot on Monday about the pallets", "follow_up.support", "plan.actions"),
        ("排班的事我去跟商场物业谈，这两天就去", "follow_up.support", "plan.actions"),
        ("拿不准随时给我打电话", "follow_up.support", "follow_up.support"),
        ("Whenever a guest shouts I'll back her up", "follow_up.support", "follow_up.support"),
        ("Mr Osei will order the new racks", NONE, "plan.actions"),
        ("仓管教他用扫码枪，哪天教没定", NONE, "plan.actions"),
        ("约他是因为上个月漏检翻了一倍", "background.situation", "background.trigger"),
        ("She opened with the reason: two parcels went astray", "diagnosis.verification", "background.trigger"),
        ("He left visibly relieved", NONE, "outcomes.coachee.attitude"),
        ("聊完人轻松多了", NONE, "outcomes.coachee.attitude"),
        ("Buying a second van was mentioned and put aside because of the price", NONE, "plan.options"),
        ("Drawing it on paper had worked, the open question less so", NONE, NONE),
        ("The open question worked far better than my list", NONE, "outcomes.coach.method"),
        (
            "The fitter's view was that the van is never there when he needs it",
            "diagnosis.root_cause",
            "diagnosis.self_report",
        ),
        ("主任查了监控，下料前没人点数", NONE, "diagnosis.verification"),
        ("Nobody had ever told her that a short note is enough", "outcomes.coachee.insight", "diagnosis.root_cause"),
        ("hose reel rota to be redone", NONE, "plan.actions"),
        ("阿强的排班表是另一回事，他月底自己交", "plan.actions", NONE),
        ("You needn't mind, that desk is not hers", "plan.actions", NONE),
        ("别的班组换线也照此点数", NONE, "reflection.team"),
        ("We called it after two parcels went astray", "basics.topic", "background.trigger"),
        ("I want to see whether the log is being filled in", "background.goals", "follow_up.checks"),
    ],
)
def test_what_a_turn_of_phrase_answers(text: str, believed: str, field: str) -> None:
    assert weighed(text, believed, 0.3) == field


def test_a_question_is_no_root_cause() -> None:
    assert weighed("那你说到底是机器少还是什么", "plan.discussion", 0.4) == "plan.discussion"
    assert weighed("说到底就是怕耽误产量", "plan.discussion", 0.4) == "diagnosis.root_cause"


def test_a_doubtful_sentence_beside_a_sure_one_of_its_kind_is_sure() -> None:
    sure, doubtful = even("diagnosis.self_report", 0.94), even("diagnosis.self_report", 0.6)
    both = with_priors([piece("顾客不进店", 6), piece("人也不够", 7)], [doubtful, sure])
    apart = with_priors([piece("顾客不进店", 6), piece("人也不够", 12)], [doubtful, sure])
    assert both[0]["diagnosis.self_report"] > 0.85 > apart[0]["diagnosis.self_report"]


def test_prose_from_far_away_joins_only_without_doubt() -> None:
    pieces = [piece("缘起是家属投诉", 8), piece("梁姐下个月考证", 18)]
    routed = route(pieces, [even("background.trigger", 0.97), even("background.trigger", 0.7)])
    assert [one.segment.line for one in routed["background.trigger"]] == [8]


# Forms


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("谈话对象 苗苗   日期 2026.4.22", [("basics.coachee", "苗苗"), ("basics.date", "2026.4.22")]),
        ("被谈话人：喻春燕", [("basics.coachee", "喻春燕")]),
        ("填表：站长 邢大伟", [("basics.coach", "站长 邢大伟")]),
        ("员工说法 —— 编号贴得太高", [("diagnosis.self_report", "编号贴得太高")]),
        ("next up: Fri 17 July 8am", [("follow_up.time", "Fri 17 July 8am")]),
    ],
)
def test_labels_of_forms(line: str, found: list[tuple[str, str]]) -> None:
    assert [(one.field, one.text) for one in segments(from_bytes(line.encode(), "n"))] == found


def test_a_bare_heading_goes_with_the_list_below_it() -> None:
    pieces = segments(from_bytes("约定\n1、简宁周五前排出定岗表\n2、国庆前备好零钱".encode(), "n"))
    assert [one.field for one in pieces] == ["plan.actions", "plan.actions"]


def test_a_range_of_clock_times_is_no_signature() -> None:
    (one,) = segments(from_bytes("时间：2026年9月8日 15:00—15:40".encode(), "n"))
    assert one.text.endswith("15:40")


def test_behind_a_dash_stands_what_will_be_looked_at() -> None:
    text = "Wed 6 May, 15 min on phone - open count, oldest date"
    method, checks = parts_of(text, meeting_expression(text))
    assert method is not None
    assert checks is not None
    assert text[checks.start : checks.end] == "open count, oldest date"
    assert parts_of("五一后再看", "五一后").checks is None


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("下周二下午两点再找阿强，装卸口旁那间小屋，看登记表", "装卸口旁那间小屋"),
        ("They will meet at the loading bay on 24 November and go through the list", "at the loading bay"),
        ("Next look 15/10, muster talk 6.45 - board up?", "muster talk 6.45"),
        ("十月二十八号，还这个点，看返工几台", None),
        ("We meet again on Thursday 29 October at four", None),
        ("12月7日再碰，怎么聊到时候看", None),
    ],
)
def test_how_people_meet_is_what_else_stands_behind_the_time(text: str, method: str | None) -> None:
    found = parts_of(text, meeting_expression(text)).method
    assert (text[found.start : found.end] if found else None) == method


# People


@pytest.mark.parametrize(
    ("line", "path", "name"),
    [
        ("The conversation was led by Colum Brady, who manages appeals", "basics.coach", "Colum Brady"),
        ("29.05.26 w/ Joss, staff room. T. Abara taking it", "basics.coach", "T. Abara"),
        ("I had Nell in on 3 February 2026", "basics.coachee", "Nell"),
        ("8月14号我是站长老谭刚跟骑手小孔聊完", "basics.coachee", "小孔"),
        ("执行总监是我，方琳", "basics.coach", "方琳"),
        ("I took Rosalind out of the depot for a walk", "basics.coachee", "Rosalind"),
        ("今天跟我们夜班班长阿Joe聊了四十分钟", "basics.coachee", "阿Joe"),
        ("谈话对象 卫国强  谈话人 班长贺敏", "basics.coachee", "卫国强"),
        ("安全主管 邬建国 找 塔吊信号工班长 秦大勇", "basics.coachee", "秦大勇"),
        ("安全主管 邬建国 找 塔吊信号工班长 秦大勇", "basics.coach", "邬建国"),
        ("谷站长跟邵东聊了一刻钟", "basics.coach", "谷站长"),
        ("在小屋跟组长祁小满聊了半小时，我是车间主任卢建", "basics.coachee", "祁小满"),
        ("在小屋跟组长祁小满聊了半小时，我是车间主任卢建", "basics.coach", "卢建"),
        ("参加：护理二区 区长 苗凤英、护理员 庄惠玲", "basics.coach", "苗凤英"),
        ("a talk held between Glynis Barr, yard manager, and her charge hand", "basics.coach", "Glynis Barr"),
    ],
)
def test_who_a_head_line_names(line: str, path: str, name: str) -> None:
    read = assemble({path: [answer(line)]}, "en" if line.isascii() else "zh")
    found = read.summary.basics.coach if path.endswith("coach") else read.summary.basics.coachee
    assert found is not None
    assert found.text == name


def test_a_name_with_a_pronoun_in_it_is_none() -> None:
    read = assemble({"basics.coachee": [answer("年后再找她一次，当面过承接率")]}, "zh")
    assert read.summary.basics.coachee is None


def test_the_one_person_whose_account_is_given_may_be_the_coachee() -> None:
    notes = from_bytes("许蔓说对账全靠手工".encode(), "n")
    made = Summary()
    account = [answer("许蔓说对账全靠手工"), answer("起初觉得单子多，后来自己算了一下", 2)]
    assert name_coachee(made, notes, {"diagnosis.self_report": account})
    assert made.basics.coachee is not None
    assert made.basics.coachee.text == "许蔓"


def test_who_tells_something_is_somebody() -> None:
    assert who_says("覃小满讲：客户改三回图") == ["覃小满"]
    assert who_says("白讲师没来") == []


def test_the_one_person_whom_tasks_were_given_may_be_the_coachee() -> None:
    made = Summary()
    made.plan.actions = [Action(task=Statement(text="打电话"), owner=Statement(text="魏然"))]
    assert coachee_by_task(made, from_bytes("魏然先打电话".encode(), "n"))
    assert made.basics.coachee is not None


def test_a_copied_name_is_a_word_of_its_own() -> None:
    spec = field_spec("plan.actions.owner")
    made = Summary()
    made.plan.actions = [Action(task=Statement(text="dip sheet"))]
    read = copy_model(spec).model_validate_json(json.dumps({spec.name: "i"}))
    accept(made, Pointed(spec, (answer("the dip sheet ticked at every milking"),), 0), read)
    assert made.plan.actions[0].owner is None


@pytest.mark.parametrize("line", ["Minutes taken by A. Moyo, HR,", "行政小冯记", "PT 教练"])
def test_who_wrote_it_down_and_what_somebody_is_are_no_coachee(line: str) -> None:
    assert assemble({"basics.coachee": [answer(line)]}, "zh").summary.basics.coachee is None


@pytest.mark.parametrize(
    ("line", "path", "value"),
    [
        ("It ran from 5.15 to 6.05pm.", "basics.duration", "5.15 to 6.05pm"),
        ("for a bit under an hour (call it 55 minutes)", "basics.duration", "55 minutes"),
        ("下午在站里跟阿坤聊，3点半坐下，4点20散的", "basics.duration", "3点半坐下，4点20散"),
        ("11/24 周二 下午四点到四点四十，仓库办公室", "basics.duration", "四点到四点四十"),
        ("Fri 20/11/26, café round the corner, 11.00-11.40", "basics.duration", "11.00-11.40"),
        ("26.11.18 下午在站里跟阿坤聊", "basics.date", "26.11.18"),
        ("25年11月18日晚在工地", "basics.date", "25年11月18日"),
        ("我跟她在样品间对着回放聊", "basics.venue", "样品间"),
        ("2026.05.21 / Feishu 视频 / 45min", "basics.venue", "Feishu 视频"),
    ],
)
def test_what_head_lines_give(line: str, path: str, value: str) -> None:
    found = get(assemble({path: [answer(line)]}, "en" if line.isascii() else "zh").summary, path)
    assert isinstance(found, Statement)
    assert found.text == value


def test_prose_that_only_speaks_of_a_place_says_not_where_one_was() -> None:
    spec = field_spec("basics.venue")
    made = Summary()
    for told in (
        "Wen runs the outbound desk and has done so since the spring of 2024.",
        "I took Ann out of the office for a walk round the pond today.",
    ):
        read = copy_model(spec).model_validate_json(json.dumps({spec.name: "desk" if "desk" in told else "the office"}))
        accept(made, Pointed(spec, (answer(told),)), read)
        assert made.basics.venue is None


def test_nobody_coaches_themself() -> None:
    spec = field_spec("basics.coachee")
    made = Summary()
    made.basics.coach = Statement(text="Colum Brady")
    read = copy_model(spec).model_validate_json(json.dumps({spec.name: "Colum Brady"}))
    accept(made, Pointed(spec, (answer("led by Colum Brady"),)), read)
    assert made.basics.coachee is None


# Actions


@pytest.mark.parametrize(
    ("text", "owner", "due", "measure"),
    [
        ("场长周四前把夜班补温的人定下来", "场长", "周四前", None),
        ("让他下周三前把没签的4张单子补齐，补完拍照发群里", "他", "下周三前", "补完拍照发群里"),
        ("From Monday he will do the torque check by the end of May", "he", "by the end of May", None),
        ("还有，那台凯美瑞你周五之前给客户打个电话", "你", "周五之前", None),
        ("样品单我找实验室的老柯要，周五给她", "我", "周五", None),
        ("Dora 跟车队的 lead 谈好, 11/2 之前", "Dora", "11/2 之前", None),
        ("I'll see about a second pair of hands when I get a minute", "I", "when I get a minute", None),
        ("国庆前两台叉车都要能用", None, "国庆前", None),
        (
            "Ilse drafts the plan by Friday, no longer than five points",
            "Ilse",
            "by Friday",
            "no longer than five points",
        ),
        ("小温周五前排出值班表，每个时段写到人", "小温", "周五前", "每个时段写到人"),
        ("Bo gets the hall to move parties to 9, before Friday", "Bo", "before Friday", None),
    ],
)
def test_who_and_when(text: str, owner: str, due: str, measure: str | None) -> None:
    action = first_reading(answer(text), ["小温", "Bo", "Ilse"])
    assert (action.owner and action.owner.text, action.due and action.due.text) == (owner, due)
    assert (action.measure.text if action.measure else None) == measure


def test_of_a_plan_changed_in_one_breath_only_the_new_one_stands() -> None:
    text = "起先说好她周六前把六场的流程表全部重排，做不完，改成只重排下周一要用的那两场"
    assert "周六" not in first_reading(answer(text), []).task.text
    crossed = "定稿（前面写的“下周一前47个全打完”作废）：魏然先打16个没联系过的"
    assert first_reading(answer(crossed), ["魏然"]).task.text == "先打16个没联系过的"


def test_a_plan_scrapped_no_longer_stands() -> None:
    told = (
        "To begin with we said she would ring daily.",
        "Scrapped that as daft.",
        "What stands: she rings on Mondays.",
    )
    pieces = [piece(text, 9 + number) for number, text in enumerate(told)]
    kept = standing(pieces, [Answer(pieces[0], 0.9), Answer(pieces[2], 0.9)])
    assert [one.segment.text for one in kept] == [told[2]]


def test_he_is_somebody_else_where_notes_speak_of_her() -> None:
    text = "She rang. She waited. She says her list is long. Her van is late. He is lining the box."
    assert "he" in pronouns_of_others(text)
    assert pronouns_of_others("She rang and he waited, she left, he stayed") == frozenset()
    made = Summary()
    made.plan.actions = [Action(task=Statement(text="line the box"), owner=Statement(text="He"))]
    assert strangers_actions(made, [answer("He is lining the box")], {"he"}) == {
        "plan.actions[0].task",
        "plan.actions[0].owner",
    }


def test_who_asks_and_looks_may_not_be_the_coachee() -> None:
    made = Summary()
    made.basics.coachee = Statement(text="Osei")
    asked, told = answer("Osei asked what she would drop first"), answer("Osei says the rota is too tight", 2)
    assert leads_the_talk(made, {"plan.discussion": [asked]})
    assert not leads_the_talk(made, {"plan.discussion": [asked], "diagnosis.self_report": [told]})


def test_a_list_below_a_bullet_ends_with_it() -> None:
    notes = "- 行动:\n  · 秦勇 11/21前排站位表\n- 大勇学会了用模板"
    assert [one.field for one in segments(from_bytes(notes.encode(), "n"))] == ["plan.actions", None]


def test_an_account_within_a_sentence_begins_a_segment() -> None:
    line = "邵东说新小区楼号乱，谷站长一查后台，超时的都在二期"
    assert [one.text for one in segments(from_bytes(line.encode(), "n"))] == [
        "邵东说新小区楼号乱，",
        "谷站长一查后台，超时的都在二期",
    ]


def test_a_next_meeting_at_no_time_is_still_one() -> None:
    text = "过阵子再碰，到时候看返修掉没掉"
    routed = route([piece(text)], [even("follow_up.checks", 0.9)])
    assert [one.segment.text for one in routed["follow_up.time"]] == ["过阵子再碰"]


def test_a_plan_taken_back_in_english_no_longer_stands() -> None:
    first, second = (
        "We had settled on a cut-off by Friday.",
        "On reflection we changed it: she will send it by Tuesday.",
    )
    pieces = [piece(first, 9), piece(second, 10)]
    kept = standing(pieces, [Answer(one, 0.9) for one in pieces])
    assert [one.segment.text for one in kept] == [second]


def test_the_end_of_a_sentence_says_when_it_is_handed_in() -> None:
    whole = "她只重排那两场，下周一交我，时间精确到五分钟，不能有空格"
    cut = whole.index("下周一")
    halves = [Segment(3, 0, cut, whole[:cut]), Segment(3, cut, len(whole), whole[cut:])]
    made = Summary()
    add_actions(made, [Answer(half, 0.9) for half in halves])
    (action,) = made.plan.actions
    assert (action.due and action.due.text, action.measure and action.measure.text) == ("下周一", "不能有空格")


def test_other_peoples_tasks_and_those_of_nobody_are_to_be_confirmed() -> None:
    made = Summary()
    made.basics.coachee = Statement(text="阿凯")
    told = [answer("小柔那边的话术她月底前弄", 3), answer("阿凯周五前交表", 4), answer("把货架理一遍", 5)]
    kept = add_actions(made, told)
    assert {path.split(".")[1] for path in strangers_actions(made, kept)} == {"actions[0]"}
    assert nobodys_actions(made) == {"plan.actions[2].task"}


def test_support_that_commits_nobody_is_vague() -> None:
    assert vague_word("原则上同意给她调半小时班，看他时间", Kind.PROMISE) == "原则上"
    assert vague_word("有问题随时找我", Kind.PROMISE) is None


@pytest.mark.parametrize(
    ("label", "path"),
    [
        ("谁", "basics.coachee"),
        ("面谈的人", "basics.coach"),
        ("为什么找她", "background.trigger"),
        ("她自己怎么说", "diagnosis.self_report"),
        ("我这边查的", "diagnosis.verification"),
        ("商量出来的症结", "diagnosis.root_cause"),
        ("下次怎么见", "follow_up.method"),
        ("how we got here", "background.trigger"),
        ("new to me", "outcomes.coach.understanding"),
        ("who's writing", "basics.coach"),
        ("备注", None),
        ("me", None),
        ("who", None),
    ],
)
def test_labels_in_peoples_own_words(label: str, path: str | None) -> None:
    assert field_of_label(label) == path


def test_a_heading_in_own_words_leans_and_does_not_force() -> None:
    notes = from_bytes(
        "HIS SIDE\nNobody reads the log.\nME\nI asked twice.\n——为啥谈——\n废胎率高".encode(), "notes.txt"
    )
    found = [(piece.text, piece.field, piece.leaning) for piece in segments(notes)]
    assert found == [
        ("Nobody reads the log.", None, "diagnosis.self_report"),
        ("I asked twice.", None, None),
        ("废胎率高", None, "background.trigger"),
    ]
    told = piece("Everyone knows it anyway.", 6)._replace(leaning="diagnosis.self_report")
    (weighed_up,) = with_priors([told], [even(NONE, 0.3)])
    assert max(weighed_up, key=weighed_up.__getitem__) == "diagnosis.self_report"
    surely = piece("Jo mends the gate by 3 March.", 6)._replace(leaning="diagnosis.self_report")
    (weighed_up,) = with_priors([surely], [even("plan.actions", 0.9)])
    assert max(weighed_up, key=weighed_up.__getitem__) == "plan.actions"


def test_who_signs_behind_the_last_sentence_has_coached() -> None:
    notes = from_bytes("说好这周背熟\n过几天我再去看看她 ——郎站".encode(), "notes.txt")
    assert [(piece.text, piece.field) for piece in segments(notes)][-2:] == [
        ("过几天我再去看看她", None),
        ("郎站", "basics.coach"),
    ]


def test_behind_background_stands_what_plainly_answers_another_field() -> None:
    told = piece("说到底是讲得太满")._replace(field="background.situation")
    assert set(route([told], [even("diagnosis.root_cause", 0.97)])) == {"diagnosis.root_cause"}
    assert set(route([told], [even("diagnosis.root_cause", 0.8)])) == {"background.situation"}


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("11/5跟小欧阳过了一下收费站投诉的事,", "收费站投诉"),
        ("2026年第三次找他谈废胎的事", "废胎"),
        ("It was to be about dust suppression and nothing else.", "dust suppression"),
        ("今天跟她谈得不错", None),
    ],
)
def test_what_a_talk_was_about(text: str, about: str | None) -> None:
    topic = assemble({"basics.coachee": [answer(text)]}, "zh").summary.basics.topic
    assert (topic.text if topic else None) == about
    opens = assemble({"background.trigger": [answer(text)]}, "zh").summary.basics.topic
    assert (opens.text if opens else None) == about


def test_nothing_is_due_by_a_day_that_is_over() -> None:
    assert due_expression("每次只讲昨天返修的一台车") is None
    assert due_expression("从下周一开始早会改成十分钟，每次只讲昨天返修的一台车") == "从下周一开始"


def test_what_begins_on_monday_is_no_plan_that_was_changed() -> None:
    action = first_reading(answer("从下周一开始早会改成十分钟，由你主持"), [])
    assert action.task.text.startswith("早会改成十分钟")
    assert action.owner is not None
    assert action.owner.text == "你"


@pytest.mark.parametrize(
    ("role", "notes", "name", "out"),
    [
        ("coachee", "Written up by Siobhan Quirke (People Partner)\nOlu was late.", "Siobhan Quirke", True),
        ("coachee", "记录：人事科 简宁；三楼调解室\n晓棠入院满一年", "简宁", True),
        ("coachee", "在场：万俟嘉、尉迟晓棠、简宁（只记录）", "简宁", True),
        ("coachee", "我是漆雕敏（字体总监）", "漆雕敏", True),
        ("coachee", "我是小李，今天经理找我谈了迟到的事", "小李", False),
        ("coachee", "跟小李谈了迟到的事", "小李", False),
        ("coach", "记录：人事科 简宁\n在场：万俟嘉、尉迟晓棠、简宁（只记录）", "人事科 简宁", True),
        ("coach", "记录：简宁\n在场：简宁、尉迟晓棠", "简宁", False),
        ("coach", "Present: Ros, Olu, Siobhan, just taking notes", "Siobhan", True),
    ],
)
def test_who_only_writes_neither_coaches_nor_is_coached(role: str, notes: str, name: str, out: bool) -> None:
    made = Summary()
    setattr(made.basics, role, Statement(text=name))
    only_writes(made, from_bytes(notes.encode(), "notes.txt"))
    assert (getattr(made.basics, role) is None) is out


@pytest.mark.parametrize(
    ("text", "department"),
    [("人事科", True), ("客运三部", True), ("HR", True), ("林科", False), ("安文部", False), ("简宁", False)],
)
def test_a_department_is_nobody(text: str, department: bool) -> None:
    assert is_department(text) is department


def test_the_day_a_tool_wrote_something_down_is_not_that_of_the_talk() -> None:
    stamped = "文件名：制冰组谈话0817.m4a　转写时间 2026-08-18"
    pieces = segments(from_bytes(f"{stamped}\n今天八月十七号，二六年的，星期一，在机房里说".encode(), "notes.txt"))
    believed = with_priors(pieces, [even("basics.date", 0.9) for _ in pieces])
    assert [max(shares, key=lambda path: shares[path]) for shares in believed][:1] == [NONE]
    assert max(believed[-1], key=lambda path: believed[-1][path]) == "basics.date"


def test_what_is_no_part_of_the_talk_answers_nothing() -> None:
    pieces = segments(from_bytes(b"His own review meeting is on 19 November and is not part of this.", "notes.txt"))
    (believed,) = with_priors(pieces, [even("follow_up.time", 0.6)])
    assert believed[NONE] > 0.99


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Catch-up: some time in December. Sue will ask for complaints since today.", "some time in December"),
        ("12月中旬复盘", "12月中旬"),
        ("2027年1月再谈", "2027年1月"),
        ("9月份的数据先放着，下周三再碰", "下周三"),
        ("下次见面12月3日下午", "12月3日下午"),
        ("两个月后复盘", "两个月后"),
    ],
)
def test_a_month_is_a_time_to_meet_where_no_day_is_said(text: str, when: str) -> None:
    assert meeting_expression(text) == when


def test_what_was_changed_below_is_to_be_confirmed() -> None:
    said = "一开始定的：夜班闹钟提前30分钟，今晚就改\n第二天又改了，以这个为准：提前40分钟\n\n\n\n她每周一交表"
    lines = from_bytes(said.encode(), "notes.txt").content
    answers = [answer("夜班闹钟提前30分钟，今晚就改", 1), answer("提前40分钟", 2), answer("她每周一交表", 6)]
    made = Summary()
    add_actions(made, answers)
    assert {path.partition(".")[2].partition(".")[0] for path in changed_below(made, answers, lines)} == {"actions[0]"}
    assert changed_below(made, answers, lines[:1]) == set()
