"""How tools write the head of a turn in a text export: who speaks, and from when.

Layouts known from real exports and documentation: Zoom, Otter, Teams, 飞书妙记, 腾讯会议, 通义听悟, 讯飞, Whisper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from summarizer.notes.clock import TIME, seconds
from summarizer.notes.speakers import NAME, cleaned
from summarizer.text.patterns import deferred

_MAX_HEAD = 160
"""Characters of a line that are looked at for its head."""


class Head(NamedTuple):
    """The head of a turn; `size` is how many lines it takes, `text` what is said on the last of them already."""

    name: str | None
    time: float
    text: str = ""
    size: int = 1
    exact: bool = False
    """Whether the time tells hours or a range, which hardly anything but a transcript does."""


class Layout(NamedTuple):
    """One way of writing turns.

    `certain`: the marks alone tell it. `inline`: what is said stands on the line of the head, so that a blank line ends
    it. `cues`: stretches of sound rather than turns.
    """

    head: Callable[[Sequence[str], int], Head | None]
    certain: bool = False
    inline: bool = False
    cues: bool = False


def bare_time(line: str) -> Head | None:
    """A line that holds nothing but a time or a range of times."""
    return _time_line(line.strip()) if len(line) <= 60 else None


def _head(found: re.Match[str], text: str) -> Head | None:
    groups = found.groupdict()
    time = seconds(groups["time"])
    name = cleaned(groups.get("name") or "") or None
    if time is None or ("name" in groups and not any(char.isalpha() for char in name or "")):
        return None
    exact = groups["time"].count(":") > 1 or bool(groups.get("until"))
    return Head(name, time, text, exact=exact)


def _on_one_line(pattern: str) -> Callable[[Sequence[str], int], Head | None]:
    """Heads that match at the start of a line; what follows is said, if the pattern ends in `(?P<text>)`."""
    compiled = deferred(pattern, re.IGNORECASE)
    has_text = "(?P<text>" in pattern

    def head(lines: Sequence[str], index: int) -> Head | None:
        line = lines[index].strip()
        found = compiled.match(line[:_MAX_HEAD]) if has_text or len(line) <= _MAX_HEAD else None
        return _head(found, line[found.end() :] if has_text else "") if found else None

    return head


def _name_above_time(lines: Sequence[str], index: int) -> Head | None:
    time = bare_time(lines[index + 1]) if index + 1 < len(lines) else None
    name = lines[index].strip()
    if time is None or not _NAME_ALONE.fullmatch(name) or not any(char.isalpha() for char in name):
        return None
    return time._replace(name=cleaned(name), size=2)


def _range_above_name(lines: Sequence[str], index: int) -> Head | None:
    if "-->" not in lines[index] or index + 2 >= len(lines):
        return None
    time = bare_time(lines[index])
    name = lines[index + 1].strip()
    if time is None or not _NAME_ALONE.fullmatch(name) or not lines[index + 2].strip():
        return None
    return time._replace(name=cleaned(name), size=2)


def _time_line(line: str) -> Head | None:
    found = _BARE_TIME.fullmatch(line)
    return _head(found, "") if found else None


_GAP = r"[ \t\u3000]{1,8}"
_MAYBE = r"[ \t\u3000]{0,8}"
_SPAN = rf"(?P<time>{TIME})(?:{_MAYBE}(?:-->|[-–~至]){_MAYBE}(?P<until>{TIME}))?"
_OPEN, _SHUT = r"[\[(（【]", r"[\])）】]"
_NAME = rf"(?:\*\*|\[|【)?(?P<name>{NAME}?)(?:\*\*|\]|】)?"
_SAID = rf"{_MAYBE}[:：]{_MAYBE}(?P<text>)"
_NAME_ALONE = deferred(NAME)
_BARE_TIME = deferred(rf"{_OPEN}?{_SPAN}{_SHUT}?\\?")

LAYOUTS = (
    # 15:14:56 From  John Doe  to  Everyone : text
    Layout(_on_one_line(rf"{_SPAN}{_GAP}From{_GAP}(?P<name>.{{1,60}}?){_GAP}to{_GAP}.{{1,60}}?{_SAID}"), certain=True),
    # [SPEAKER_0 0:00] text
    Layout(
        _on_one_line(rf"\[(?P<name>{NAME}?){_GAP}{_SPAN}\]{_MAYBE}[:：]?{_MAYBE}(?P<text>)"), certain=True, inline=True
    ),
    # 李明(00:00:01): text
    Layout(_on_one_line(rf"{_NAME}{_MAYBE}{_OPEN}{_SPAN}{_SHUT}{_SAID}"), certain=True, inline=True),
    # [00:01:23] 李明：text
    Layout(_on_one_line(rf"{_OPEN}?{_SPAN}{_SHUT}?{_MAYBE}-?{_MAYBE}{_NAME}{_SAID}"), inline=True),
    # [00:00.000 --> 00:02.520] [SPEAKER_00] text
    Layout(_on_one_line(rf"{_OPEN}{_SPAN}{_SHUT}{_MAYBE}\[(?P<name>{NAME}?)\]{_MAYBE}(?P<text>)"), certain=True),
    # 李明 00:01:23, **Emma**  0:27, [Zhang San] 10:12:33, 说话人 1 00:03, 发言人 1 01:20 text
    Layout(_on_one_line(rf"{_NAME}(?:[:：]|{_MAYBE}\|)?{_GAP}{_OPEN}?{_SPAN}{_SHUT}?(?:{_GAP}|\\?$)(?P<text>)")),
    # 00:01:23 李明
    Layout(_on_one_line(rf"{_OPEN}?{_SPAN}{_SHUT}?{_GAP}{_NAME}$")),
    # 0:0:5.0 --> 0:0:8.5 / 李明 / text
    Layout(_range_above_name, certain=True),
    # 李明 / 00:01:23 / text
    Layout(_name_above_time),
    # 00:05 / text
    Layout(lambda lines, index: bare_time(lines[index])),
    # [00:00.000 --> 00:02.520]  text
    Layout(_on_one_line(rf"{_OPEN}{_SPAN}{_SHUT}{_MAYBE}(?P<text>)"), cues=True),
)
