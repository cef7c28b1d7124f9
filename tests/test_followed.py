"""Last session's agreements in today's draft: what the notes say of each, and what is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.record import Draft, GapKind
from summarizer.rendering import render
from summarizer.template import Language
from summarizer.verification.carried import carry_over
from tests.support.command import in_process, lines
from tests.support.drafts import Values, draft_of, gap_at, noted, summary_of

LAST: Values = {
    "basics.coachee": "李明",
    "basics.date": "2025年10月26日",
    "plan.actions": [
        {"task": "交Q3各渠道ROI分析", "owner": "李明", "due": "下周三前"},
        {"task": "约销售部老周一起对“有效线索”的标准", "owner": "张经理", "due": "尽快"},
        {"task": "出Q4投放计划，只留两个渠道", "owner": "李明", "due": "11/5前"},
    ],
    "follow_up.checks": ["给新人讲一次投放流程", "交Q3各渠道ROI分析"],
}
TODAY = (
    "11/3 跟李明跟进，会议室B 20分钟",
    "ROI分析他周三交了，三样都有",
    "老周还没约上，“有效线索”的标准没对",
    "Q4投放计划他在写",
)


def carried(draft: Draft) -> list[str]:
    return [check.text for check in draft.summary.follow_up.checks]


def test_each_agreement_is_a_check_with_what_the_notes_say_of_it() -> None:
    draft = carry_over(draft_of({"basics.coachee": "李明"}), summary_of(LAST), noted(*TODAY))
    assert carried(draft) == [
        "上次（2025-10-26）约定“交Q3各渠道ROI分析”（李明，2025-10-29）：已完成",
        "上次（2025-10-26）约定“约销售部老周一起对“有效线索”的标准”（张经理）：未完成",
        "上次（2025-10-26）约定“出Q4投放计划，只留两个渠道”（李明，2025-11-05）：本次谈到，是否完成没有说清",
        "上次（2025-10-26）约定“给新人讲一次投放流程”：本次没有谈到",
    ]
    checks = draft.summary.follow_up.checks
    assert [[span.line for span in check.evidence] for check in checks] == [[2], [3], [4], []]
    assert {check.origin for check in checks} == {"previous"}
    unclear, absent = draft.gaps
    assert (unclear.field, unclear.kind) == ("follow_up.checks[2]", GapKind.UNSURE)
    assert unclear.question.endswith("：笔记说“Q4投放计划他在写”，算完成了吗？")
    assert (absent.field, absent.kind) == ("follow_up.checks[3]", GapKind.UNSURE)
    assert absent.question == f"“{checks[3].text}”：这次的笔记里没有找到相关的话，实际完成了吗？"


def test_today_s_own_checks_stay_first_and_keep_their_gaps() -> None:
    vague = gap_at("follow_up.checks[0]", GapKind.VAGUE)
    draft = draft_of({"follow_up.checks": ["看看情况"]}, [vague, gap_at("follow_up.time")])
    both = carry_over(draft, summary_of({"plan.actions": [{"task": "给新人讲一次投放流程"}]}), noted(*TODAY))
    assert carried(both) == ["看看情况", "上次约定“给新人讲一次投放流程”：本次没有谈到"]
    assert [gap.field for gap in both.gaps] == ["follow_up.checks[0]", "follow_up.time", "follow_up.checks[1]"]


def test_checks_carried_over_are_not_missing_any_more_and_nothing_carried_changes_nothing() -> None:
    missing = draft_of({}, [gap_at("follow_up.checks")])
    assert [gap.field for gap in carry_over(missing, summary_of(LAST), noted(*TODAY)).gaps] == [
        "follow_up.checks[2]",
        "follow_up.checks[3]",
    ]
    assert carry_over(missing, summary_of({}), noted(*TODAY)) == missing


@pytest.mark.parametrize(
    ("language", "agreed", "became"),
    [
        ("zh", "上次（2025-10-12）约定“给新人讲流程”（李明）", "：未完成"),
        ("zh", "上次约定“给新人讲流程”", "：本次没有谈到，他说忙"),
        ("en", "Agreed last time (2025-10-12): “brief the team”", ": not done"),
    ],
)
def test_what_is_open_twice_is_told_by_its_first_day(language: Language, agreed: str, became: str) -> None:
    last = summary_of({"basics.date": "2025-10-26", "follow_up.checks": [agreed + became]})
    again = carried(carry_over(draft_of({}, language=language), last, noted("无关的一行")))
    assert again[0].startswith(agreed)
    assert again[0].count("2025") == agreed.count("2025")


def test_what_was_done_last_time_is_not_carried_again() -> None:
    last = summary_of({"follow_up.checks": ["上次（2025-10-12）约定“给新人讲流程”：已完成"]})
    assert carried(carry_over(draft_of({}), last, noted(*TODAY))) == []


@pytest.mark.parametrize(
    ("agreed", "line", "became"),
    [
        ("Send the roadmap draft to the team leads", "Roadmap draft was sent to the leads on Tuesday", "done"),
        ("Book a session with finance", "he did not book the session with finance", "not done"),
        ("Interview five customers", "Interviewed 4 customers, notes in the wiki", "spoken of, but not whether"),
        ("Finish the pricing page copy", "Did you finish the pricing page copy? Not yet.", "not done"),
        ("Write the runbook", "the runbook will be written next week", "spoken of, but not whether"),
        ("Repaint the walkway lines", "load test postponed", "not spoken of"),
    ],
)
def test_english_notes_are_read_as_well(agreed: str, line: str, became: str) -> None:
    last = summary_of({"follow_up.checks": [agreed]})
    draft = carry_over(draft_of({}, language="en"), last, noted("Sam, follow-up 14 Mar", line))
    assert became in carried(draft)[0]


def test_a_check_asks_again_until_somebody_ticks(tmp_path: Path) -> None:
    notes, draft = tmp_path / "notes.txt", tmp_path / "draft.md"
    notes.write_text("\n".join(TODAY), "utf-8")
    written = carry_over(draft_of({"basics.coachee": "李明"}), summary_of(LAST), noted(*TODAY))
    draft.write_text(render(written, noted(*TODAY)), "utf-8")

    def asked() -> list[str]:
        ran = in_process("check", draft, "--notes", notes)
        return [line.partition("：“")[2] for line in lines(ran.out) if "检查事项" in line]

    unclear, absent = asked()
    assert unclear.startswith("上次（2025-10-26）约定“出Q4投放计划")
    assert absent.startswith("上次（2025-10-26）约定“给新人讲一次投放流程”：本次没有谈到”")
    text = draft.read_text("utf-8")
    draft.write_text(text.replace("- [ ] **必填 · 检查事项 · 第 3 条", "- [x] **必填 · 检查事项 · 第 3 条"), "utf-8")
    assert asked() == [absent]
    # An answer in place of the status settles it as well.
    text = draft.read_text("utf-8")
    draft.write_text(
        text.replace("约定“给新人讲一次投放流程”：本次没有谈到", "约定“给新人讲一次投放流程”：讲过了"), "utf-8"
    )
    assert asked() == []
