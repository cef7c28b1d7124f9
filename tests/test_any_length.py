"""Transcripts of any length: nothing planted in them is lost, and what could not be read is said."""

from __future__ import annotations

import asyncio
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from summarizer.api import DraftResult, draft_notes
from summarizer.drafting.merge import merge
from summarizer.drafting.windows import estimated_tokens, windows
from summarizer.errors import EndpointError
from summarizer.notes import Notes, from_bytes
from summarizer.providers.settings import load_settings, resolve
from summarizer.record import GapKind
from summarizer.rendering import render, render_json
from summarizer.review import read_back
from summarizer.review.session import Session
from summarizer.template import Action, EvidenceSpan, Statement, Summary
from tests.support.command import in_process
from tests.support.endpoint import Behaviour, Endpoint, Request, answers, fails

PLACES = "东区 西区 南库 北库 一楼 二楼 码头 车间 前台 后厨 展厅 门卫 食堂 机房 货架 冷库 样品间 财务室".split()
TALK = "这个月的情况大概就是前面说的那样，人手一直不够，排班排得很紧，大家都有些累，不过比上个月还是好了一点点"
PLANTED = re.compile(r"^(\d+)\| (\w+)：.*?(五月\d+日前)再?(把\w+的盘点表交给财务)", re.MULTILINE)


def transcript(minutes: int = 180, every: int = 10, extra: dict[int, str] | None = None) -> Notes:
    """Talk of so many minutes, with an action agreed on every ten: who speaks changes every half a minute."""
    said = []
    for half in range(2 * minutes):
        clock = f"{half // 120:02}:{half // 2 % 60:02}:{half % 2 * 30:02}"
        name = ("张岚", "李明")[half % 2]
        words = f"{TALK}，第{half}段。{TALK}，{TALK}。"
        if half % (2 * every) == every:
            words = f"那我五月{half // (2 * every) + 1}日前把{PLACES[half // (2 * every)]}的盘点表交给财务。"
        said.append(f"[{clock}] {name}：{(extra or {}).get(half, words)}")
    return from_bytes("\n".join(said).encode(), "talk.txt")


def reads(request: Request) -> Any:
    """A model that finds every action of its window, and only those: what it says is in the lines it was sent."""
    actions = [
        {
            "task": {"text": found[4], "lines": [int(found[1])]},
            "owner": {"text": found[2], "lines": [int(found[1])]},
            "due": {"text": found[3], "lines": [int(found[1])]},
        }
        for found in re.finditer(
            r"^(\d+)\| (\w+)：.*?(五月\d+日前)(?:再)?(把\w+的盘点表交给财务)", request.text, re.MULTILINE
        )
    ]
    return answers({"plan": {"actions": actions}})(request)


def drafted(notes: Notes, behaviour: Behaviour) -> tuple[DraftResult, list[Request]]:
    with Endpoint(then=behaviour) as endpoint:
        given = resolve(load_settings(base_url=endpoint.base_url, model="m", retries=0))
        return asyncio.run(draft_notes(notes, given)), endpoint.requests


def test_of_three_hours_no_planted_action_is_lost_or_doubled() -> None:
    notes = transcript()
    assert len(notes.text) > 45_000
    result, requests = drafted(notes, reads)
    assert len(requests) > 3
    tasks = [action.task.text for action in result.draft.summary.plan.actions]
    assert tasks == [f"把{place}的盘点表交给财务" for place in PLACES]
    for number, action in enumerate(result.draft.summary.plan.actions):
        assert action.due is not None
        assert action.due.text.startswith(f"五月{number + 1}日前")
        (span,) = action.task.evidence
        assert PLACES[number] in notes.line(span.line).text
    doubted = {GapKind.UNSUPPORTED, GapKind.CONFLICT}
    assert not [gap for gap in result.draft.gaps if gap.field.startswith("plan.actions") and gap.kind in doubted]


def test_every_line_is_sent_and_windows_overlap() -> None:
    notes = transcript()
    _, requests = drafted(notes, reads)
    sent = [int(number) for request in requests for number in re.findall(r"^(\d+)\| ", request.text, re.MULTILINE)]
    assert set(sent) == {line.number for line in notes.content}
    assert len(sent) > len(set(sent))


def test_a_window_that_fails_is_asked_again_and_then_a_gap_with_its_times() -> None:
    middle = f"{PLACES[8]}的盘点表"
    result, requests = drafted(transcript(), lambda asked: (fails(500) if middle in asked.text else reads)(asked))
    assert sum(middle in request.text for request in requests) >= 2
    gap = result.draft.gaps[0]
    assert (gap.field, gap.kind, gap.severity.value) == ("plan.actions", GapKind.MISSING, "required")
    first, last = re.findall(r"\d\d:\d\d:\d\d", gap.question)
    assert first < "01:25:00" < last
    tasks = {action.task.text for action in result.draft.summary.plan.actions}
    assert f"把{PLACES[0]}的盘点表交给财务" in tasks
    assert f"把{PLACES[17]}的盘点表交给财务" in tasks


def test_the_gap_of_a_failed_window_outlives_check_until_it_is_ticked(tmp_path: Path) -> None:
    notes = transcript(60)
    lost = f"{PLACES[2]}的盘点表"
    draft = drafted(notes, lambda asked: (fails(500) if lost in asked.text else reads)(asked))[0].draft
    gap = draft.gaps[0]
    source = tmp_path / "talk.txt"
    source.write_text("\n".join(f"[{line.clock}] {line.speaker}：{line.text}" for line in notes.lines), "utf-8")
    for name, text in (("draft.json", render_json(draft)), ("draft.md", render(draft, notes))):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        without: list[str | Path] = []
        for more in (without, ["--notes", source]):
            assert gap.question in in_process("check", path, *more).out
            assert gap.question in in_process("check", path, *more, "--format", "md").out
    written = in_process("check", tmp_path / "draft.md", "--format", "md").out
    again = tmp_path / "again.md"
    again.write_text(written, "utf-8")
    assert in_process("check", again).out.count(gap.question) == 1
    entry = next(line for line in written.splitlines() if line.startswith("- [ ]") and gap.question in line)
    again.write_text(written.replace(entry, entry.replace("[ ]", "[x]")), "utf-8")
    assert gap.question not in in_process("check", again).out


def test_a_stretch_nobody_read_is_settled_in_review_and_no_action_is_lost(tmp_path: Path) -> None:
    notes = transcript(60)
    lost = f"{PLACES[2]}的盘点表"
    draft = drafted(notes, lambda asked: (fails(500) if lost in asked.text else reads)(asked))[0].draft
    before = [action.task.text for action in draft.summary.plan.actions]
    assert before
    for typed in ("", "交标签清单\n约会议室"):
        path = tmp_path / "draft.md"
        path.write_text(render(draft, notes), "utf-8")
        session = Session(path)
        gap = session.draft.gaps[0]
        assert (gap.kind, gap.field, session.can_waive(gap)) == (GapKind.MISSING, "plan.actions", False)
        if typed:
            session.answer(gap, typed)
        else:
            session.confirm(gap)
        session.answer(next(one for one in session.draft.gaps if one.field == "follow_up.time"), "2026-11-09")
        assert gap.question not in {one.question for one in session.draft.gaps}
        assert gap.question not in in_process("check", path).out
        tasks = [action.task.text for action in read_back(path.read_text("utf-8")).draft.summary.plan.actions]
        assert tasks == [*before, *typed.splitlines()]


def test_a_window_that_fails_once_costs_nothing() -> None:
    failed: list[str] = []

    def once(request: Request) -> Any:
        if PLACES[8] in request.text and not failed:
            failed.append(request.text)
            return fails(500)(request)
        return reads(request)

    result, _ = drafted(transcript(), once)
    assert failed
    assert len(result.draft.summary.plan.actions) == 18
    assert "plan.actions" not in {gap.field for gap in result.draft.gaps}


def test_when_every_window_fails_so_does_the_draft() -> None:
    with pytest.raises(EndpointError):
        drafted(transcript(), fails(500))


def test_the_later_revision_of_a_plan_is_kept() -> None:
    extra = {300: f"那我改到五月二十八日前，五月28日前把{PLACES[0]}的盘点表交给财务。"}
    result, _ = drafted(transcript(extra=extra), reads)
    actions = result.draft.summary.plan.actions
    assert len(actions) == 18
    assert actions[0].due is not None
    assert actions[0].due.text.startswith("五月28日前")
    assert GapKind.CONFLICT not in {gap.kind for gap in result.draft.gaps}


def test_a_contradiction_that_nobody_called_a_revision_is_said() -> None:
    extra = {300: f"那我五月28日前再把{PLACES[0]}的盘点表交给财务。"}
    result, _ = drafted(transcript(extra=extra), reads)
    assert len(result.draft.summary.plan.actions) == 18
    conflicts = [gap for gap in result.draft.gaps if gap.kind is GapKind.CONFLICT]
    assert [gap.field for gap in conflicts] == ["plan.actions[0].due"]
    assert "五月1日前" in conflicts[0].question
    assert "五月28日前" in conflicts[0].question


def test_windows_are_cut_where_somebody_else_begins_to_speak() -> None:
    said = "\n".join(
        f"[00:{i // 6:02}:{i % 6 * 10:02}] {'张岚' if i // 5 % 2 else '李明'}：第{i}句，{TALK}" for i in range(200)
    )
    notes = from_bytes(said.encode(), "talk.txt")
    cut = windows(notes.content, 1500)
    assert len(cut) > 5
    for one, other in pairwise(cut):
        fresh = next(line for line in other if line.number > one[-1].number)
        assert fresh.speaker != one[-1].speaker
    for window in cut:
        assert sum(estimated_tokens(line.attributed) for line in window) <= 1500


# Merging


def tasks(*rows: tuple[str, int]) -> Summary:
    made = Summary()
    made.plan.actions = [
        Action(task=Statement(text=text, evidence=[EvidenceSpan(line=line, start=0, end=0)])) for text, line in rows
    ]
    return made


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        pytest.param(("整理仓库货位图", 3), ("整理仓库货位图", 90), 1, id="same-words"),
        pytest.param(("整理仓库货位图", 3), ("把仓库货位图整理出来", 3), 2, id="same-line-other-things"),
        pytest.param(("整理出仓库的货位图", 3), ("重新整理仓库货位图", 3), 1, id="same-line-reworded"),
        pytest.param(
            ("周五前把东区的盘点结果汇总发给财务", 3),
            ("周五前把西区的盘点结果汇总发给财务", 90),
            2,
            id="one-word-apart",
        ),
        pytest.param(("抽查第3区的货架标签", 3), ("抽查第4区的货架标签", 3), 2, id="one-number-apart"),
        pytest.param(("整理仓库货位图", 3), ("整理好仓库的货位图", 90), 1, id="words-left-out"),
    ],
)
def test_what_two_windows_saw_stands_once_and_what_differs_twice(
    one: tuple[str, int], other: tuple[str, int], count: int
) -> None:
    assert len(merge([tasks(one), tasks(other)])[0].plan.actions) == count


def test_what_one_window_tells_apart_stays_apart() -> None:
    pair = (("检查东区的灭火器并登记", 3), ("检查西区的灭火器并登记", 3))
    merged, _ = merge([tasks(*pair), tasks(*pair)])
    assert [action.task.text for action in merged.plan.actions] == [text for text, _ in pair]


def test_a_long_talk_keeps_more_than_one_windows_worth_of_items() -> None:
    parts = [
        tasks(*((f"{place}第{number}件事，{PLACES[number]}", 10 * number + 1) for place in "甲乙丙丁"))
        for number in range(12)
    ]
    assert len(merge(parts)[0].plan.actions) == 48
    assert json.loads(merge(parts)[0].model_dump_json())
