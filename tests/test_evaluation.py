"""Scoring: each number moves when, and only when, the draft is better or worse in what it counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import InputError
from summarizer.evaluation.gold import Gold, load_cases
from summarizer.evaluation.score import Score, score
from summarizer.record import Draft, Gap, GapKind, ModelUsed, Source, UsageReport
from summarizer.template import Action, Importance, Statement, Summary, fields

ROOT = Path(__file__).parents[1] / "fixtures" / "gold"
PRESENT = {"basics.coachee": [["祝岩"]], "diagnosis.root_cause": [["没人带", "无人带"], ["排班"]]}
ACTION = {"task": [["货位图"]], "owner": [["祝岩"]], "due": [["周三"]], "measure": None}


def gold(**extra: Any) -> Gold:
    absent = [spec.path for spec in fields() if not spec.slots and spec.path not in PRESENT]
    return Gold.model_validate({"language": "zh", "present": PRESENT, "absent": absent, "actions": [ACTION]} | extra)


def draft(summary: Summary, *gaps: tuple[str, GapKind]) -> Draft:
    return Draft(
        language="zh",
        source=Source(name="n", sha256="0", lines=1),
        model=ModelUsed(provider="local", name="m"),
        summary=summary,
        gaps=[Gap(field=path, kind=kind, severity=Importance.REQUIRED, question="?") for path, kind in gaps],
        usage=UsageReport(),
    )


def right() -> Summary:
    summary = Summary()
    summary.basics.coachee = Statement(text="祝岩")
    summary.diagnosis.root_cause = Statement(text="新人无人带，排班也乱")
    summary.plan.actions = [
        Action(task=Statement(text="画货位图"), owner=Statement(text="祝岩"), due=Statement(text="周三前"))
    ]
    return summary


def scored(summary: Summary, *gaps: tuple[str, GapKind], **extra: Any) -> Score:
    return score(draft(summary, *gaps), gold(**extra))


def test_a_right_draft_scores_full() -> None:
    absent = [(spec.path, GapKind.MISSING) for spec in fields() if spec.path not in PRESENT and not spec.slots]
    result = scored(right(), *absent, ("plan.actions[0].measure", GapKind.MISSING))
    assert (result.f1, result.fact_recall, result.slot_accuracy, result.gap_recall) == (1, 1, 1, 1)
    assert result.false_unflagged == []


def test_an_invented_field_is_false_unless_flagged() -> None:
    summary = right()
    summary.basics.venue = Statement(text="会议室")
    assert scored(summary).false_unflagged == ["basics.venue: 会议室"]
    assert scored(summary).precision == pytest.approx(2 / 3)
    assert scored(summary, ("basics.venue", GapKind.UNSURE)).false_unflagged == []


def test_a_stated_field_without_its_facts_is_false() -> None:
    summary = right()
    summary.basics.coachee = Statement(text="老范")
    assert scored(summary).false_unflagged == ["basics.coachee: 老范"]


def test_half_of_the_facts_is_half() -> None:
    summary = right()
    summary.diagnosis.root_cause = Statement(text="排班乱")
    assert scored(summary).facts_found == 2
    assert scored(summary).missed == ["diagnosis.root_cause"]


def test_an_unstated_slot_filled_is_false_unless_flagged() -> None:
    summary = right()
    summary.plan.actions[0].measure = Statement(text="全部合格")
    assert scored(summary).false_unflagged == ["plan.actions[0].measure: 全部合格"]
    assert scored(summary, ("plan.actions[0].measure", GapKind.UNSUPPORTED)).false_unflagged == []


def test_an_action_nobody_agreed_is_false() -> None:
    summary = right()
    summary.plan.actions.append(Action(task=Statement(text="给花浇水")))
    assert scored(summary).false_unflagged == ["plan.actions[1]: 给花浇水"]


def test_actions_are_paired_by_task_not_by_order() -> None:
    summary = right()
    summary.plan.actions.insert(0, Action(task=Statement(text="另一件货架的事")))
    assert scored(summary).slots_right == 3


def test_a_forbidden_string_is_false() -> None:
    summary = right()
    summary.diagnosis.root_cause = Statement(text="无人带，排班乱，老范迟到 9 次")
    assert len(scored(summary, forbidden=["迟到9次"]).false_unflagged) == 1


def test_vague_and_conflict_are_recalled_by_field() -> None:
    result = scored(
        right(), ("plan.actions[0].due", GapKind.VAGUE), vague=["plan.actions[1].due"], conflict=["basics.coachee"]
    )
    assert (result.vague_flagged, result.vague, result.conflicts_flagged, result.conflicts) == (1, 1, 0, 1)


def test_resolved_dates_count_beside_their_expression() -> None:
    summary = right()
    summary.plan.actions[0].due = Statement(text="周三前（2026-03-11）")
    assert scored(summary, resolved_dates={"周三": "2026-03-11"}).dates_right == 1
    assert scored(right(), resolved_dates={"周三": "2026-03-11"}).dates_right == 0


@pytest.mark.parametrize("split", ["dev", "test", *(f"fresh{number}" for number in (1, 2, 3, 4, 5, 6, 8))])
def test_our_gold_is_complete(split: str) -> None:
    cases = load_cases(ROOT / split)
    assert len(cases) == (10 if split.startswith("fresh") else 14)
    for case in cases:
        text = "".join(case.notes.read_text("utf-8").split())
        for wrong in case.gold.resolved_dates:
            assert "".join(wrong.split()) in text


@pytest.mark.parametrize("spoil", ["missing", "twice", "unknown"])
def test_gold_that_does_not_place_every_path_once_is_refused(tmp_path: Path, spoil: str) -> None:
    absent = [spec.path for spec in fields() if not spec.slots]
    absent = {"missing": absent[1:], "twice": [*absent, absent[0]], "unknown": [*absent, "basics.mood"]}[spoil]
    (tmp_path / "a.txt").write_text("祝岩", "utf-8")
    (tmp_path / "a.gold.json").write_text(json.dumps({"language": "zh", "absent": absent}), "utf-8")
    with pytest.raises(InputError, match=r"a\.gold\.json"):
        load_cases(tmp_path)
