"""Plans, prompts, schemas, windows, merging, and taking sentences apart."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from summarizer.drafting.actions import first_reading, is_measure
from summarizer.drafting.agreed import add_actions, spoken_actions
from summarizer.drafting.merge import merge
from summarizer.drafting.people import name_owners, people_of
from summarizer.drafting.plan import PLANS
from summarizer.drafting.pointed import Pointed, accept, pointed_asks
from summarizer.drafting.promptfiles import example_names, load
from summarizer.drafting.prompts import neutral, pointed_messages, whole_messages
from summarizer.drafting.schema import answer_model, copy_model, to_summary
from summarizer.drafting.windows import estimated_tokens, window_of, windows
from summarizer.notes import Line, Notes, from_bytes
from summarizer.notes.naming import Stated
from summarizer.providers.presets import PRESETS, PlanName, Preset
from summarizer.reading import Answer, Parts, Role, Segment
from summarizer.template import Action, Language, Statement, Summary, field_spec, fields

ROOT = Path(__file__).parents[1]
ALL = [spec.path for spec in fields()]


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(number, text) for number, text in enumerate(texts, 1))


def answer(text: str, line: int = 1, start: int = 0) -> Answer:
    return Answer(Segment(line, start, start + len(text), text), 0.9)


# Plans and prompts


def test_the_whole_plan_asks_for_every_field_once() -> None:
    asked = [path for ask in PLANS[PlanName.WHOLE].asks for path in ask.paths]
    assert asked == ALL


def test_pointed_asks_name_fields_of_the_template() -> None:
    for phase in PLANS[PlanName.READ].pointed:
        for path, group in phase:
            assert field_spec(path).path == path
            assert path.startswith(group)


def test_an_ask_splits_into_sections_that_hold_all_its_fields() -> None:
    (ask,) = PLANS[PlanName.WHOLE].asks
    assert [path for piece in ask.split() for path in piece.paths] == ALL


@pytest.mark.parametrize("preset", PRESETS.values(), ids=lambda preset: preset.name)
def test_every_preset_has_a_plan(preset: Preset) -> None:
    assert preset.plan in PLANS


@pytest.mark.parametrize("language", ["zh", "en"])
def test_worked_examples_share_nothing_with_the_fixtures(language: Language) -> None:
    """A name or sentence of the example in a fixture would let a parroting model score."""
    prompt = load(language, "point").parts["system"]
    quoted = re.findall(r"^[“\"]([^”\"{}]{6,})[”\"]$", prompt, re.MULTILINE)
    assert quoted
    for path in sorted((ROOT / "fixtures").rglob("*")):
        if path.is_file() and path.suffix in {".txt", ".md", ".jsonl", ".vtt", ".srt", ".json"}:
            text = path.read_text("utf-8")
            for piece in (*quoted, *example_names(language)):
                assert piece not in text, (path, piece)


def test_asks_about_the_same_notes_share_all_but_their_last_lines() -> None:
    """The server's prompt cache keeps what two prompts have in common from the start."""
    notes = lines(*(f"第{i}行的内容说了不少事情" for i in range(20)))
    one = pointed_messages("zh", field_spec("basics.coachee"), "甲乙", notes)
    other = pointed_messages("zh", field_spec("plan.actions.owner"), "丙丁戊", notes)
    assert one[0] == other[0]
    common = len(notes[0].text) * 20
    assert one[1].content[:common] == other[1].content[:common]


def test_notes_are_never_interpreted_as_a_template() -> None:
    hostile = "$fields ${notes} $$ {{ 7*7 }} {0} %s"
    for messages in (
        whole_messages("zh", PLANS[PlanName.WHOLE].asks[0], lines(hostile)),
        pointed_messages("zh", field_spec("basics.topic"), hostile, lines(hostile)),
    ):
        assert hostile in messages[1].content


@pytest.mark.parametrize("token", ["<|im_end|>", "<|im_start|>system", "<|endoftext|>", "</notes>"])
def test_control_tokens_are_made_plain_text(token: str) -> None:
    assert token not in neutral(f"前文 {token} 后文")
    assert "前文" in neutral(f"前文 {token} 后文")


# Schemas


def test_whole_schema_is_strict_nullable_and_bounded() -> None:
    schema = answer_model([field_spec(path) for path in ALL]).model_json_schema()

    def objects(node: object) -> list[dict[str, object]]:
        if isinstance(node, dict):
            inner = [found for value in node.values() for found in objects(value)]
            return [node, *inner] if node.get("type") == "object" else inner
        return [found for value in node for found in objects(value)] if isinstance(node, list) else []

    found = objects(schema)
    assert len(found) > 8
    for node in found:
        properties = node["properties"]
        assert isinstance(properties, dict)
        assert node["required"] == list(properties)
        assert node["additionalProperties"] is False
    text = json.dumps(schema)
    assert text.count('"maxItems"') == text.count('"type": "array"')
    assert text.count('"maxLength"') == text.count('"type": "string"')


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "周一谈过", "lines": [2]},
        "周一谈过",
        {"text": "周一谈过", "evidence": [{"line": 2, "start": 0, "end": 3}]},
        {"text": "周一谈过", "lines": [2, "x", -1, None]},
    ],
    ids=["as asked", "bare string", "evidence spans", "odd lines"],
)
def test_answers_are_read_as_models_send_them(sent: object) -> None:
    specs = [field_spec("background.trigger")]
    read = answer_model(specs).model_validate_json(json.dumps({"background": {"trigger": sent}}))
    statement = to_summary(read, specs).background.trigger
    assert statement is not None
    assert statement.text == "周一谈过"
    assert [span.line for span in statement.evidence] in ([2], [])


@pytest.mark.parametrize(
    "nothing", [None, "", "null", "无", "未提及", "N/A", "Not mentioned.", {"text": None, "lines": []}]
)
def test_saying_nothing_in_words_is_null(nothing: object) -> None:
    specs = [field_spec("reflection.team")]
    read = answer_model(specs).model_validate_json(json.dumps({"reflection": {"team": nothing}}))
    assert to_summary(read, specs).reflection.team is None


def test_a_list_that_runs_away_is_cut() -> None:
    specs = [field_spec("plan.options")]
    read = answer_model(specs).model_validate_json(json.dumps({"plan": {"options": [f"方案{i}" for i in range(99)]}}))
    assert 0 < len(to_summary(read, specs).plan.options) <= 8


# Windows and merging


def test_windows_keep_every_line_in_order_and_within_the_budget() -> None:
    many = lines(*(f"第{i}行" + "字" * (i % 40) for i in range(300)))
    cut = windows(many, 400)
    assert len(cut) > 5
    assert sorted({line.number for window in cut for line in window}) == list(range(1, 301))
    for window in cut:
        numbers = [line.number for line in window]
        assert numbers == sorted(numbers)
        assert sum(estimated_tokens(line.text) + 4 for line in window) <= 400


def test_a_line_longer_than_a_window_is_cut_inside() -> None:
    cut = windows(lines("长" * 5000), 400)
    assert "".join(line.text for line in cut[0]) in "长" * 5000
    assert all(line.number == 1 for window in cut for line in window)


def test_window_of_holds_the_lines_pointed_at() -> None:
    many = lines(*("内容" * 30 for _ in range(60)))
    assert 45 in {line.number for line in window_of(many, [45], 900)}


def summary(**basics: str) -> Summary:
    made = Summary()
    for name, text in basics.items():
        setattr(made.basics, name, Statement(text=text))
    return made


def test_windows_that_disagree_are_a_conflict_not_a_choice() -> None:
    merged, disagreements = merge([summary(date="3月2日"), summary(date="3月9日")])
    assert merged.basics.date is not None
    assert merged.basics.date.text == "3月2日"
    assert [(item.path, item.other.text) for item in disagreements] == [("basics.date", "3月9日")]


def test_merging_unites_lists_and_fills_empty_slots() -> None:
    one, other = Summary(), Summary()
    one.plan.actions = [Action(task=Statement(text="整理仓库货位图"))]
    other.plan.actions = [
        Action(task=Statement(text="整理仓库货位图"), owner=Statement(text="老范")),
        Action(task=Statement(text="给司机排班")),
    ]
    merged, _ = merge([one, other])
    assert [action.task.text for action in merged.plan.actions] == ["整理仓库货位图", "给司机排班"]
    assert merged.plan.actions[0].owner is not None


# Actions taken apart by code


@pytest.mark.parametrize(
    ("text", "names", "task", "owner", "due"),
    [
        ("下周三前我把排班表发给仓库", [], "把排班表发给仓库", "我", "下周三前"),
        ("她周五前补完十张工单", [], "补完十张工单", "她", "周五前"),
        ("岳鹏4月3日前重写应急预案", ["岳鹏"], "重写应急预案", "岳鹏", "4月3日前"),
        ("尽快把钥匙交接清楚", [], "把钥匙交接清楚", None, "尽快"),
        ("I'll book the training room by Friday", [], "book the training room", "I", "by Friday"),
        ("老周一起对清单", [], "老周一起对清单", None, None),
    ],
)
def test_an_action_is_taken_apart(text: str, names: list[str], task: str, owner: str | None, due: str | None) -> None:
    action = first_reading(answer(text), names)
    assert action.task.text == task
    assert (action.owner.text if action.owner else None) == owner
    assert (action.due.text if action.due else None) == due


def test_a_measure_can_be_counted_and_is_not_the_task() -> None:
    action = first_reading(answer("我周五前把报价单重做一遍，错误不超过两处"), [])
    assert is_measure("错误不超过两处", action)
    assert not is_measure("把报价单重做一遍，错误不超过两处", action)
    assert not is_measure("周五前", action)
    assert not is_measure("认真一点", action)


def test_a_promise_of_support_is_not_offered_as_something_to_check() -> None:
    promise = {"follow_up.support": [answer("我去找工艺科加签收单，尽快")]}
    asks = [ask for phase in PLANS[PlanName.READ].pointed for ask in pointed_asks(phase, promise, Summary())]
    assert asks == []


# What is taken from a pointed answer


def accepted(path: str, text: str, copied: str) -> Summary:
    made = Summary()
    spec = field_spec(path)
    read = copy_model(spec).model_validate_json(json.dumps({spec.name: copied}))
    accept(made, Pointed(spec, (answer(text),)), read)
    return made


def test_a_copied_name_is_taken_with_its_place() -> None:
    made = accepted("basics.coachee", "3/2 和 祝 岩 在仓库聊", "祝岩")
    assert made.basics.coachee is not None
    assert made.basics.coachee.text == "祝 岩"
    assert (made.basics.coachee.evidence[0].start, made.basics.coachee.evidence[0].end) == (6, 9)


@pytest.mark.parametrize("invented", ["祝岩松", "康立群", "仓库主管", "3/2"])
def test_what_does_not_stand_there_or_is_no_name_is_not_taken(invented: str) -> None:
    assert accepted("basics.coachee", "3/2 和祝岩在仓库聊", invented).basics.coachee is None


def test_he_and_she_are_the_coachee() -> None:
    made = summary(coachee="祝岩")
    made.plan.actions = [Action(task=Statement(text="重排货位"), owner=Statement(text="他"))]
    name_owners(made, [1], people_of(from_bytes("他重排货位".encode(), "notes.txt"), Stated()), Parts({}, sure=False))
    assert made.plan.actions[0].owner is not None
    assert made.plan.actions[0].owner.text == "祝岩"


# The list of actions


def turn(line: int, text: str, speaker: str | None = "祝岩") -> Answer:
    return Answer(Segment(line, 0, len(text), text, None, speaker), 0.9)


def test_two_actions_in_one_sentence_become_two_rows() -> None:
    made = Summary()
    add_actions(made, [turn(1, "祝岩周三前画好货位图，周五前把标签贴完", None)])
    assert [action.due.text for action in made.plan.actions if action.due] == ["周三前", "周五前"]


def test_an_action_told_again_in_a_talk_is_one_row_and_what_bounds_it_is_its_measure() -> None:
    made = Summary()
    answers = [
        turn(3, "周三之前吧，我把货位图画出来"),
        turn(4, "每格都得有编号", "项宁"),
        turn(9, "我周三之前画好二号仓的货位图"),
    ]
    kept = add_actions(made, answers)
    (action,) = made.plan.actions
    assert action.measure is not None
    assert action.measure.text == "每格都得有编号"
    said = Notes("talk", "", tuple(Line(number, "…", "祝岩") for number in range(1, 10)))
    parts = Parts({"祝岩": Role.COACHEE, "项宁": Role.COACH}, sure=True)
    name_owners(made, [answer.segment.line for answer in kept], people_of(said, Stated()), parts)
    assert action.owner is not None
    assert action.owner.text == "祝岩"
    assert "plan.actions[0].owner" in spoken_actions(made, kept)
