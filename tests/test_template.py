"""The template model against the template itself and against the contract that other people's scripts rely on."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from summarizer.rendering.blank import blank_markdown, json_schema
from summarizer.template import (
    LEAD,
    TITLE,
    Action,
    FieldSpec,
    Importance,
    Kind,
    Language,
    Statement,
    Summary,
    Text,
    field_spec,
    fields,
    get,
    importance,
    put,
    section_heading,
    statements,
)

PATHS = """
    basics.coachee  basics.date  basics.duration  basics.venue  basics.coach  basics.topic
    background.trigger  background.situation  background.goals[]
    diagnosis.self_report  diagnosis.verification  diagnosis.root_cause
    plan.discussion[]  plan.options[]  plan.actions[]
    outcomes.coachee.insight  outcomes.coachee.skills  outcomes.coachee.attitude
    outcomes.coach.understanding  outcomes.coach.method
    follow_up.time  follow_up.method  follow_up.checks[]  follow_up.support
    reflection.success  reflection.improvement  reflection.team
""".split()
SLOTS = ["task", "owner", "due", "measure"]
REQUIRED = {
    "basics.coachee",
    "basics.date",
    "basics.coach",
    "basics.topic",
    "background.goals",
    "diagnosis.root_cause",
    "plan.actions",
    *(f"plan.actions.{slot}" for slot in SLOTS),
    "follow_up.time",
    "follow_up.method",
    "follow_up.checks",
}
OPTIONAL = {"plan.options", "reflection.team"}

SPECS = [slot for top in fields() for slot in (top, *top.slots)]
by_path = pytest.mark.parametrize("spec", [pytest.param(spec, id=spec.path) for spec in SPECS])

TEMPLATE = Path(__file__).parents[2] / "shared" / "template.zh.md"
# The template lists what to check without a label.
NOT_IN_THE_TEMPLATE = {"检查事项", "跟进时要检查哪些事项？"}
# It gives the parts of an action as numbered examples; they are the slots of `plan.actions`.
NOT_IN_THE_MODEL = {"行动项1", "行动项2", "行动项3", "行动项4"}


# The words


@pytest.fixture(scope="module")
def template() -> str:
    """The template's own text without its worked example, where the checkout has it beside it."""
    if not TEMPLATE.is_file():
        pytest.skip("template.zh.md is not here")
    return TEMPLATE.read_text("utf-8").partition("案例示例")[0]


def _plain(text: str) -> str:
    """Full and half width alike, no blanks: the template mixes them, the model does not."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _texts() -> Iterator[tuple[str, Text]]:
    """Every text of the model that comes from the template, with a name for it, in its order."""
    yield "title", TITLE
    yield "lead", LEAD
    for spec in fields():
        for section in spec.sections:
            for heading in (section.chapter, section):
                if heading:
                    yield f"heading of {spec.path}", heading.heading
                    yield from [(f"lead of {spec.path}", heading.lead)] if heading.lead else []
        yield from [(f"group of {spec.path}", spec.info.group)] if spec.info.group else []
        for part in (spec, *spec.slots):
            yield f"label of {part.path}", part.info.label
            yield f"guide of {part.path}", part.info.guide


WORDS: dict[str, str] = {}
for _name, _text in _texts():
    WORDS.setdefault(_text.zh, _name)


@pytest.mark.parametrize(
    "words", [pytest.param(words, id=name) for words, name in WORDS.items() if words not in NOT_IN_THE_TEMPLATE]
)
def test_every_heading_label_and_question_is_the_templates(template: str, words: str) -> None:
    assert _plain(words) in _plain(template)


def test_what_is_excepted_is_nowhere_in_the_template(template: str) -> None:
    assert set(WORDS) >= NOT_IN_THE_TEMPLATE
    assert not [words for words in NOT_IN_THE_TEMPLATE if _plain(words) in _plain(template)]


def test_the_labels_are_the_templates_in_its_order(template: str) -> None:
    theirs = [found[1] for line in template.splitlines() if (found := re.match(r"- ([^(（:]+):(?: |$)", line))]
    ours = [label.zh for spec in fields() for label in (spec.info.group, spec.info.label) if label]
    assert [label for label in theirs if label not in NOT_IN_THE_MODEL] == [
        label for label in dict.fromkeys(ours) if label not in NOT_IN_THE_TEMPLATE
    ]


@by_path
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_is_worded_in_both_languages(spec: FieldSpec, language: Language) -> None:
    said = [text.get(language) for text in (spec.info.label, spec.info.guide, spec.info.gap)]
    assert all(said)
    assert said[2].endswith("？" if language == "zh" else "?")
    assert any("\u4e00" <= char <= "\u9fff" for char in "".join(said)) is (language == "zh")


def test_no_two_fields_ask_the_same() -> None:
    gaps = [spec.info.gap for spec in SPECS]
    assert len({gap.zh for gap in gaps}) == len({gap.en for gap in gaps}) == len(gaps)


# The contract


def test_field_paths_are_the_contract_in_its_order() -> None:
    assert [spec.path + "[]" * spec.many for spec in fields()] == PATHS
    assert [slot.name for slot in field_spec("plan.actions").slots] == SLOTS


@by_path
def test_importance_is_that_of_the_contract(spec: FieldSpec) -> None:
    expected = (
        Importance.REQUIRED
        if spec.path in REQUIRED
        else Importance.OPTIONAL
        if spec.path in OPTIONAL
        else Importance.RECOMMENDED
    )
    assert importance(spec, Summary()) is expected


def test_the_situation_is_optional_once_the_trigger_says_it() -> None:
    summary, spec = Summary(), field_spec("background.situation")
    assert importance(spec, summary) is Importance.RECOMMENDED
    put(summary, "background.trigger", Statement(text="年中回顾"))
    assert importance(spec, summary) is Importance.OPTIONAL


def test_an_empty_summary_holds_every_field_as_null_or_an_empty_list() -> None:
    dumped = Summary().model_dump()
    for spec in fields():
        value: Any = dumped
        for name in spec.path.split("."):
            value = value[name]
        assert value == ([] if spec.many else None), spec.path


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"basics": {"coachee": {"text": "  "}}}, id="blank-text"),
        pytest.param({"basics": {"nickname": {"text": "阿露"}}}, id="unknown-field"),
        pytest.param({"plan": {"actions": [{"owner": {"text": "陈露"}}]}}, id="action-without-a-task"),
        pytest.param({"basics": {"coachee": {"text": "陈露", "origin": "model"}}}, id="unknown-origin"),
        pytest.param(
            {"basics": {"coachee": {"text": "陈露", "evidence": [{"line": 0, "start": 0, "end": 2}]}}}, id="line-zero"
        ),
    ],
)
def test_a_summary_that_breaks_the_contract_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        Summary.model_validate(value)


def test_a_leaf_without_origin_comes_from_the_notes() -> None:
    summary = Summary.model_validate({"basics": {"coachee": {"text": "陈露"}}})
    assert summary.basics.coachee == Statement(text="陈露", evidence=[], origin="notes")


def test_the_json_schema_tells_title_question_and_importance() -> None:
    schema = json.loads(json_schema())
    time = schema["$defs"]["FollowUp"]["properties"]["time"]
    assert time["title"] == "跟进时间点 / Time"
    assert "下周一下午2点" in time["description"]
    assert time["x-importance"] == "required"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_blank_template_asks_every_field_in_order(language: Language) -> None:
    printed = blank_markdown(language)
    at = 0
    for spec in fields():
        asked = (
            f"- **{spec.info.label.get(language)}**{'：' if language == 'zh' else ': '}{spec.info.guide.get(language)}"
        )
        assert asked in printed[at:], spec.path
        at = printed.index(asked, at) + len(asked)


# Walking


def _action(task: str, **slots: str) -> Action:
    return Action(task=Statement(text=task), **{name: Statement(text=text) for name, text in slots.items()})


@pytest.fixture
def filled() -> Summary:
    """A summary with one value in every field and two actions."""
    summary = Summary()
    for spec in fields():
        said = Statement(text=f"value of {spec.path}")
        if spec.slots:
            put(summary, spec.path, [_action("list", owner="Noor", due="Friday", measure="signed"), _action("call")])
        else:
            put(summary, spec.path, [said, Statement(text="another")] if spec.many else said)
    return summary


def test_what_is_put_at_a_path_is_got_from_it(filled: Summary) -> None:
    for spec in fields():
        value = get(filled, spec.path)
        if not spec.slots:
            assert (value[0] if spec.many else value).text == f"value of {spec.path}"


def test_list_items_and_slots_have_paths_of_their_own(filled: Summary) -> None:
    assert get(filled, "follow_up.checks[1]").text == "another"
    assert get(filled, "plan.actions[0].due").text == "Friday"
    assert get(filled, "plan.actions[1].due") is None
    put(filled, "plan.actions[1].due", Statement(text="Monday"))
    assert filled.plan.actions[1].due == Statement(text="Monday")


def test_putting_changes_nothing_else(filled: Summary) -> None:
    before = filled.model_copy(deep=True)
    put(filled, "outcomes.coach.method", None)
    assert get(filled, "outcomes.coach.method") is None
    put(filled, "outcomes.coach.method", before.outcomes.coach.method)
    assert filled == before


def test_statements_come_with_their_paths_in_the_templates_order(filled: Summary) -> None:
    walked = list(statements(filled))
    expected = []
    for spec in fields():
        if spec.slots:
            expected += [f"{spec.path}[0].{slot}" for slot in SLOTS] + [f"{spec.path}[1].task"]
        elif spec.many:
            expected += [f"{spec.path}[0]", f"{spec.path}[1]"]
        else:
            expected.append(spec.path)
    assert [path for path, _, _ in walked] == expected
    assert all(get(filled, path) is statement for path, _, statement in walked)
    assert all(field_spec(path) is spec for path, spec, _ in walked)


def test_an_empty_summary_has_no_statements() -> None:
    assert list(statements(Summary())) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("plan.actions[3].due", Kind.DEADLINE, id="slot"),
        pytest.param("follow_up.checks[0]", Kind.PROSE, id="item"),
        pytest.param("follow_up.time", Kind.MEETING, id="field"),
    ],
)
def test_a_field_is_found_by_any_path_to_it(path: str, kind: Kind) -> None:
    assert field_spec(path).kind is kind


def test_a_path_the_template_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError):
        field_spec("basics.salary")


def test_a_section_is_known_by_its_heading() -> None:
    assert section_heading("follow_up") == Text("后续跟进计划", "Follow-up")
    assert section_heading("basics").en == "Basics"
