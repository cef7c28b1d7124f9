"""Who is who: as the user states it, as speakers are addressed, as they talk; else a gap."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.api import draft_notes
from summarizer.batch.form import Recipe, line, requests
from summarizer.errors import Exit
from summarizer.notes import Notes, from_bytes
from summarizer.notes.naming import Stated, address
from summarizer.providers.settings import load_settings, resolve
from summarizer.reading import read
from summarizer.record import Draft, GapKind
from tests.support.command import summarizer
from tests.support.endpoint import Behaviour, Endpoint, Request, answers

TURNS = (
    ("说话人1", "上个月返修单我查了，一共十九张，比前一个月多了六张，你怎么看？"),
    ("说话人2", "说实话我挺着急的，一个人顾两头，实在忙不过来。"),
    ("说话人1", "那你觉得根本原因是什么？"),
    ("说话人2", "我觉得还是交车前没人复检，我自己也没有盯住。"),
    ("说话人1", "今天找你就是想把返修率降到百分之五以内，九月底之前。"),
    ("说话人2", "那我九月五号前把返修单按故障分类发您。"),
    ("说话人1", "好，复检表我来做，九月三号前给你，下周三上午我们再碰一次，看分类做得怎么样。"),
    ("说话人2", "嗯，心里踏实多了。"),
)  # fmt: skip


def talk(*more: tuple[str, str], swap: bool = False) -> Notes:
    names = {"说话人1": "说话人2", "说话人2": "说话人1"} if swap else {}
    said = [(names.get(who, who), words) for who, words in (*more, *TURNS)]
    text = "\n".join(f"{who} 00:{number:02}:00\n{words}\n" for number, (who, words) in enumerate(said))
    return from_bytes(text.encode(), "talk.txt")


def number_of(notes: Notes, words: str) -> int:
    return next(line.number for line in notes.content if words in line.text)


def cited(notes: Notes, text: str, words: str) -> dict[str, Any]:
    return {"text": text, "lines": [number_of(notes, words)]}


def drafted(notes: Notes, behaviour: Behaviour, stated: Stated = Stated()) -> tuple[Draft, list[Request]]:  # noqa: B008 - a value
    with Endpoint(then=behaviour) as endpoint:
        given = resolve(load_settings(base_url=endpoint.base_url, model="m", retries=0))
        return asyncio.run(draft_notes(notes, given, stated=stated)).draft, endpoint.requests


def told(notes: Notes, **basics: str) -> Behaviour:
    """A model that owns the actions to 我, as their turns do."""
    return answers(
        {
            "basics": {name: {"text": text, "lines": []} for name, text in basics.items()},
            "diagnosis": {"self_report": cited(notes, "一个人顾两头，忙不过来", "一个人顾两头")},
            "plan": {
                "actions": [
                    {
                        "task": cited(notes, "把返修单按故障分类", "按故障分类"),
                        "owner": cited(notes, "我", "按故障分类"),
                    },
                    {"task": cited(notes, "做复检表", "复检表我来做"), "owner": cited(notes, "我", "复检表我来做")},
                ]
            },
        }
    )


def owners(draft: Draft) -> list[str | None]:
    return [action.owner.text if action.owner else None for action in draft.summary.plan.actions]


def open_at(draft: Draft, field: str) -> set[GapKind]:
    return {gap.kind for gap in draft.gaps if gap.field == field}


def name(draft: Draft, role: str) -> str | None:
    statement = getattr(draft.summary.basics, role)
    return statement.text if statement else None


# How people are addressed


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        pytest.param((("说话人1", "李明，你先说说情况。"),), {"说话人2": "李明"}, id="addressed"),
        pytest.param((("说话人2", "周经理，您找我？"),), {"说话人1": "周经理"}, id="by-title"),
        pytest.param((("说话人1", "你好，我是周岚，请坐。"),), {"说话人1": "周岚"}, id="introduces-oneself"),
        pytest.param(
            (("说话人1", "小李，你坐。"), ("说话人2", "我叫李明，上次见过您。")), {"说话人2": "李明"}, id="fullest-form"
        ),
        pytest.param((("说话人1", "建国，坐，把门带上"),), {"说话人2": "建国"}, id="asked-in-by-given-name"),
        pytest.param((("说话人2", "好的曹队"),), {"说话人1": "曹队"}, id="at-the-end-of-an-answer"),
        pytest.param((("说话人1", "快点，坐，要开会了"),), {}, id="no-given-name"),
        pytest.param((("说话人1", "老邱，他也一样，说了不听。"),), {}, id="somebody-else"),
        pytest.param((("说话人1", "时间，你看着定。那么，你说呢？"),), {}, id="no-name"),
        pytest.param((("说话人1", "李明，你先说。"), ("说话人1", "王芳，你坐。")), {}, id="two-names"),
        pytest.param((("说话人1", "李明，你先说。"), ("说话人2", "李明，你先说。")), {}, id="one-name-for-both"),
    ],
)
def test_a_name_is_whose_the_turns_say_it_is(opening: tuple[tuple[str, str], ...], names: dict[str, str]) -> None:
    assert {label: said.name for label, said in address(talk(*opening)).names.items()} == names


def test_english_speakers_are_named_by_how_they_are_addressed() -> None:
    said = (
        "Speaker 1  0:01\nHi Priya, thanks for coming in.\n\n"
        "Speaker 2  0:05\nThanks, Tom. It has been a rough month.\n\n"
        "Speaker 1  0:12\nWell, you know I looked at the ticket queue.\n\n"
        "Speaker 2  0:20\nHonestly, I lost track of it.\n"
    )
    found = address(from_bytes(said.encode(), "talk.txt")).names
    assert {label: said.name for label, said in found.items()} == {"Speaker 2": "Priya", "Speaker 1": "Tom"}


# From the turns to the draft


def test_numbered_speakers_stand_in_the_draft_under_the_names_they_are_called_by() -> None:
    notes = talk(("说话人1", "李明，你先坐。"), ("说话人2", "周经理，您好。"))
    draft, requests = drafted(notes, told(notes, coach="周经理", coachee="李明"))
    assert "李明：说实话我挺着急的" in requests[0].text
    assert (name(draft, "coach"), name(draft, "coachee")) == ("周经理", "李明")
    assert owners(draft) == ["李明", "周经理"]
    assert GapKind.UNSUPPORTED not in open_at(draft, "plan.actions[0].owner") | open_at(draft, "basics.coachee")
    assert not open_at(draft, "diagnosis.self_report")


def test_a_number_is_no_name_and_what_is_missing_is_asked_for() -> None:
    notes = talk()
    draft, requests = drafted(notes, told(notes, coach="说话人1", coachee="说话人2"))
    assert "basics.coach" in requests[0].text.split("</notes>")[1].split("JSON")[0], "the model is asked for the parts"
    assert (name(draft, "coach"), name(draft, "coachee")) == (None, None)
    assert open_at(draft, "basics.coach") == open_at(draft, "basics.coachee") == {GapKind.MISSING}
    assert owners(draft) == ["说话人2", "说话人1"], "who says 我 is known, and that it is not the coach who writes"


@pytest.mark.parametrize("swap", [False, True], ids=["as-they-talk", "the-other-way"])
def test_the_users_word_says_who_is_who(swap: bool) -> None:
    notes = talk(swap=swap)
    coach = "说话人2" if swap else "说话人1"
    draft, requests = drafted(notes, told(notes), Stated(coach, "何一舟"))
    assert coach in requests[0].text.split("</notes>")[1]
    assert name(draft, "coachee") == "何一舟"
    assert draft.summary.basics.coachee is not None
    assert draft.summary.basics.coachee.origin == "reviewer"
    assert not open_at(draft, "basics.coachee")
    assert open_at(draft, "basics.coach") == {GapKind.MISSING}
    assert owners(draft) == ["何一舟", coach]
    assert GapKind.UNSUPPORTED not in open_at(draft, "plan.actions[0].owner")


def test_the_users_word_outweighs_how_people_talk() -> None:
    notes = talk()
    draft, _ = drafted(notes, told(notes), Stated("说话人 2", None))
    assert open_at(draft, "diagnosis.self_report") == {GapKind.UNSURE}, "now the coach says it"


def test_what_the_coach_says_is_doubted_as_the_employees_own_account() -> None:
    notes = talk(("说话人1", "李明，你先坐。"))
    wrong = answers({"diagnosis": {"self_report": cited(notes, "返修单一共十九张，多了六张", "一共十九张")}})
    doubted = open_at(drafted(notes, wrong, Stated("说话人1"))[0], "diagnosis.self_report")
    assert doubted & {GapKind.UNSURE, GapKind.UNSUPPORTED}


def test_a_name_of_the_users_that_the_notes_say_rests_on_them() -> None:
    notes = from_bytes("9月3日和何一舟谈返修\n一舟答应九月五号前把返修单分类".encode(), "notes.txt")
    draft, _ = drafted(notes, answers(), Stated("周岚", "何一舟"))
    coachee, coach = draft.summary.basics.coachee, draft.summary.basics.coach
    assert coachee is not None
    assert (coachee.origin, coachee.evidence[0].line) == ("notes", 1)
    assert coach is not None
    assert (coach.origin, coach.evidence) == ("reviewer", [])


# 我 in plain notes


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        pytest.param("我周五前把排班表发给她", "周岚", id="the-coach-writes"),
        pytest.param("一舟说“我周五前把排班表发给她”", "我", id="quoted"),
    ],
)
def test_i_in_the_coachs_notes_is_the_coach(text: str, owner: str) -> None:
    notes = from_bytes(f"辅导人：周岚\n辅导对象：何一舟\n{text}".encode(), "notes.txt")
    action = {"task": cited(notes, "把排班表发给她", "排班表"), "owner": cited(notes, "我", "排班表")}
    said = {name: {"text": text, "lines": []} for name, text in (("coach", "周岚"), ("coachee", "何一舟"))}
    assert owners(drafted(notes, answers({"basics": said, "plan": {"actions": [action]}}))[0]) == [owner]


def test_i_in_the_employees_notes_is_not_the_coach() -> None:
    notes = from_bytes("辅导人：周岚\n周岚今天找我谈了排班\n我周五前把排班表发给她".encode(), "notes.txt")
    action = {"task": cited(notes, "把排班表发给她", "排班表发"), "owner": cited(notes, "我", "排班表发")}
    said = {"coach": {"text": "周岚", "lines": []}}
    assert owners(drafted(notes, answers({"basics": said, "plan": {"actions": [action]}}))[0]) == ["我"]


# The commands


def test_draft_takes_who_is_who(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("\n".join(f"{who} 00:{n:02}:00\n{words}" for n, (who, words) in enumerate(TURNS)), "utf-8")
    with Endpoint(then=answers()) as endpoint:
        where = ["--base-url", endpoint.base_url, "--model", "m", "--format", "json"]
        ran = summarizer("draft", str(path), *where, "--coach", "周岚", "--coachee", "何一舟")
        assert ran.code == Exit.DONE
        basics = json.loads(ran.out)["summary"]["basics"]
        assert (basics["coach"]["text"], basics["coach"]["origin"]) == ("周岚", "reviewer")
        ran = summarizer("draft", str(path), *where, "--coach", "说话人7")
        assert ran.code == Exit.USAGE
        assert "说话人7" in ran.err
        assert "说话人1, 说话人2" in ran.err
        assert "Traceback" not in ran.err


def test_batch_run_takes_who_is_who_and_drafts_anew_when_it_changes(tmp_path: Path) -> None:
    notes, out = tmp_path / "notes", tmp_path / "out"
    notes.mkdir()
    (notes / "a.txt").write_text("9月3日谈返修，约了下周三再碰", "utf-8")
    with Endpoint(then=answers()) as endpoint:
        where = ["batch", "run", str(notes), "-o", str(out), "--base-url", endpoint.base_url, "--model", "m", "-q"]
        for coach, asked in (("周岚", 1), ("周岚", 1), ("孟主任", 2)):
            assert summarizer(*where, "--coach", coach).code == Exit.DONE
            (draft,) = (json.loads(path.read_text("utf-8")) for path in out.rglob("*.json"))
            assert draft["summary"]["basics"]["coach"]["text"] == coach
            assert len(endpoint.requests) == asked


def test_batch_requests_tell_the_same_as_asks_do() -> None:
    notes = talk()
    recipe = Recipe("openai", "m", stated=Stated("说话人1", "何一舟"))
    (request,) = requests(notes, recipe)
    told_apart = json.loads(line(request, notes, recipe))["body"]["messages"][-1]["content"].split("</notes>")[1]
    assert "何一舟" in told_apart
    assert "说话人1" in told_apart
    other = Recipe("openai", "m", stated=Stated("说话人2"))
    assert requests(notes, other)[0].id != request.id


# What is said around the talk

BEFORE = (
    ("说话人1", "嗯，来，坐，喝点水吧。"),
    ("说话人2", "哎好的好的，谢谢。"),
    ("说话人1", "外面雨下得真大，路上堵不堵？"),
    ("说话人2", "堵，二环那边堵了半个小时，哈哈哈。"),
    ("说话人1", "周末去哪玩了？孩子还好吧？"),
    ("说话人2", "带孩子去爬了香山，人特别多。"),
    ("说话人1", "嗯，呃，那个。"),
    ("说话人2", "嗯，对对对。"),
)  # fmt: skip


def test_small_talk_and_fillers_are_read_as_nothing() -> None:
    notes = talk(*BEFORE)
    routing = asyncio.run(read(notes, "zh", None)).routing
    lines = {answer.segment.line for answers in routing.values() for answer in answers}
    assert lines
    assert min(lines) > number_of(notes, "对对对")


def test_small_talk_that_a_model_takes_for_content_is_doubted() -> None:
    notes = talk(*BEFORE)
    idle = {
        "background.trigger": cited(notes, "带孩子去爬了香山", "香山"),
        "background.situation": cited(notes, "外面雨下得真大", "雨下得"),
        "diagnosis.self_report": cited(notes, "嗯，对对对", "对对对"),
        "diagnosis.root_cause": cited(notes, "二环那边堵了半个小时", "二环"),
        "follow_up.support": cited(notes, "喝点水", "喝点水"),
    }
    answer: dict[str, Any] = {"outcomes": {"coachee": {"attitude": cited(notes, "心里踏实多了", "踏实")}}}
    for path, value in idle.items():
        section, _, field = path.partition(".")
        answer.setdefault(section, {})[field] = value
    answer["plan"] = {"actions": [{"task": cited(notes, "把返修单按故障分类", "按故障分类")}]}
    draft, _ = drafted(notes, answers(answer))
    for path in idle:
        assert open_at(draft, path) & {GapKind.UNSURE, GapKind.UNSUPPORTED}, path
    assert not open_at(draft, "plan.actions[0].task")
    assert not open_at(draft, "outcomes.coachee.attitude")
