"""The calendar of a summary: read back by a parser, and only with days that are definite."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from summarizer.record import GapKind
from summarizer.rendering import render_json
from tests.support.command import in_process, lines, summarizer
from tests.support.drafts import Values, draft_of, gap_at

MEETING: Values = {
    "basics.coachee": "李明",
    "basics.date": "2025年10月26日",
    "plan.actions": [
        {"task": "交ROI分析, 三样都要有", "owner": "李明", "due": "下周三前（2025-10-29）", "measure": "三样齐全"},
        {"task": "约老周", "due": "尽快"},
        {"task": "出Q4投放计划", "owner": "李明", "due": "11/5前"},
    ],
    "follow_up.time": "下周一下午2点",
    "follow_up.method": "15分钟线上通话",
    "follow_up.checks": ["ROI分析是否齐全"],
}


def written(folder: Path, values: Values, *arguments: str, gaps: tuple[tuple[str, GapKind], ...] = ()) -> list[Event]:
    """The events that the command writes for a draft of these values."""
    draft = folder / "draft.json"
    draft.write_text(render_json(draft_of(values, [gap_at(path, kind) for path, kind in gaps])), "utf-8")
    out = folder / "dates.ics"
    ran = in_process("ics", draft, "-o", out, "--force", *arguments)
    assert ran.code == 0, ran.err
    return [event for event in Calendar.from_ical(out.read_bytes()).walk("VEVENT") if isinstance(event, Event)]


def test_a_follow_up_has_its_hour_and_a_deadline_its_whole_day(tmp_path: Path) -> None:
    events = written(tmp_path, MEETING)
    spans = [(event["SUMMARY"], event.decoded("DTSTART"), event.decoded("DTEND")) for event in events]
    assert spans == [
        ("辅导跟进：李明", datetime(2025, 10, 27, 14), datetime(2025, 10, 27, 14, 15)),
        ("截止：交ROI分析, 三样都要有（李明）", date(2025, 10, 29), date(2025, 10, 30)),
        ("截止：出Q4投放计划（李明）", date(2025, 11, 5), date(2025, 11, 6)),
    ]
    assert str(events[1]["DESCRIPTION"]).splitlines()[-1] == "衡量标准：三样齐全"
    assert {event["CLASS"] for event in events} == {"PRIVATE"}
    assert all(event.decoded("DTSTAMP").utcoffset() == timedelta(0) for event in events)


def test_the_same_draft_gives_the_same_events_so_that_a_second_import_changes_and_does_not_add(tmp_path: Path) -> None:
    first = written(tmp_path, MEETING)
    later = written(tmp_path, {**MEETING, "follow_up.time": "2025-10-28 10:30"})
    assert [event["UID"] for event in first] == [event["UID"] for event in later]
    assert len({event["UID"] for event in first}) == 3
    assert later[0].decoded("DTSTART") == datetime(2025, 10, 28, 10, 30)


@pytest.mark.parametrize(
    ("time", "day"),
    [
        ("2025-11-03 或 2025-11-05", None),
        ("下周三或周五", None),
        ("每周五", None),
        ("every Friday", None),
        ("下周", None),
        ("看情况", None),
        ("2025-02-31", None),
        ("下周三（2025-10-30）", date(2025, 10, 30)),
        ("11月3日2点", date(2025, 11, 3)),
        ("周三下午2点或4点", date(2025, 10, 29)),
        ("17 Nov at 2:30pm", datetime(2025, 11, 17, 14, 30)),
    ],
)
def test_only_a_day_and_an_hour_that_are_one_are_written(tmp_path: Path, time: str, day: date | None) -> None:
    values = {"basics.date": "2025-10-26", "follow_up.time": time, "plan.actions": MEETING["plan.actions"][:1]}
    events = written(tmp_path, values)
    assert [event.decoded("DTSTART") for event in events[:-1]] == ([day] if day else [])


def test_without_the_session_s_year_only_whole_dates_count(tmp_path: Path) -> None:
    events = written(tmp_path, {**MEETING, "basics.date": "10/26"})
    assert [event.decoded("DTSTART") for event in events] == [date(2025, 10, 29)]


def test_what_is_left_out_is_named(tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    unsure = gap_at("plan.actions[0].task", GapKind.UNSURE)
    draft.write_text(render_json(draft_of(MEETING, [unsure], language="zh")), "utf-8")
    ran = summarizer("ics", draft, "-o", tmp_path / "dates.ics", env={"LANG": "zh_CN.UTF-8"})
    assert lines(ran.err) == [
        "summarizer：没有写入日历：行动项1 · 时间节点“下周三前（2025-10-29）”，内容还没有人确认",
        "summarizer：没有写入日历：行动项2 · 时间节点“尽快”，从中读不出是哪一天",
        f"summarizer：已写入 {tmp_path / 'dates.ics'}",
    ]
    assert ran.code == 0


def test_no_definite_day_no_file(tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text(render_json(draft_of({"follow_up.time": "尽快"})), "utf-8")
    ran = summarizer("ics", draft, "-o", tmp_path / "dates.ics")
    assert ran.code == 1
    assert lines(ran.err)[-1] == f"summarizer：{draft} 里没有一个确定的日期，没有写日历文件"
    assert not (tmp_path / "dates.ics").exists()
