"""Transcripts exported as text: turns with a name and a time, or `姓名：…` on each line.

Which layout a file has is decided by how many of its lines it fits and by whether the names recur, so that an agenda
(`培训 14:00`) or a form (`姓名：李明`) stays what it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.notes.layouts import LAYOUTS, Head, Layout, bare_time
from summarizer.notes.speakers import GENERIC, label_of, speakers_in
from summarizer.notes.turns import Fragment, Read, Remarks, lines_of
from summarizer.text.patterns import deferred

_SECTION = deferred(r"(?:文字记录|转写内容|转写结果|转写原文|transcript(?:ion)?)\s{0,4}[:：]?", re.I)
_KEYWORDS = deferred(r"(?:关键词|关键字|keywords)\s{0,4}[:：].*", re.I)
_ADVERT = deferred(
    r"(?:transcribed|generated|recorded) (?:by|with) .{1,60}"
    r"|[（(]?(?:以上|本)?(?:内容|文字|纪要|文稿)?由.{1,20}(?:自动)?(?:生成|转写|提供)[^。]{0,30}[)）。]{0,2}",
    re.I,
)
_EVENT = deferred(
    r"(.{1,60}?)\s{0,3}(?:(?:started|stopped) transcription|(?:joined|left) the meeting"
    r"|(?:开始|停止)了?(?:转录|听录|录制)|(?:加入|离开)了?(?:本次)?会议)\.?"
)
_HEADING = deferred(r"#{1,6}\s")
_LIKE_TIME = deferred(r"[\s\[(（]{0,4}\d{1,3}[:：]\S{0,10}[\])）\s]{0,4}")
_STEADY = 0.8
"""Share of the times in a file that must not run backwards."""
_NEARLY = 0.6
"""Of two layouts the more telling one is taken if it fits this share of the lines that the other fits."""
_BEGINNING = 300
"""Seconds within which a recording has its first words."""


class Plan(NamedTuple):
    """How to read the turns of a file: by a layout of times and names, or by the names that label its lines."""

    layout: Layout | None
    names: frozenset[str]
    heads: Sequence[tuple[int, Head]] = ()
    """What looks like a head in that layout, and the index of its line."""


def plan_for(lines: Sequence[str], forced: bool = False) -> Plan | None:
    """How the turns of these lines are written; None where there are none. `forced`: somebody says there are."""
    found: list[tuple[int, Plan]] = []
    said = [index for index, line in enumerate(lines) if line.strip()]
    for layout in LAYOUTS:
        placed = [(index, head) for index in said if (head := layout.head(lines, index))]
        heads = [head for _, head in placed]
        names = Counter(head.name for head in heads if head.name)
        known = frozenset(name for name, count in names.items() if count > 1 or GENERIC.fullmatch(name))
        if heads and (forced or _credible(layout, heads, known, len(said))):
            found.append((len(heads), Plan(layout, known, placed)))
            if len(heads) == len(said):
                break  # no other has more
    if found:
        most = max(count for count, _ in found)
        return next(plan for count, plan in found if count >= _NEARLY * most)
    texts = [line for line in lines if line.strip() and not bare_time(line)]
    names_of_lines = speakers_in(texts)
    if not names_of_lines and forced:
        names_of_lines = frozenset(label.name for text in texts if (label := label_of(text)))
    return Plan(None, names_of_lines) if names_of_lines else None


def _credible(layout: Layout, heads: Sequence[Head], known: frozenset[str], said: int) -> bool:
    if known and all(GENERIC.fullmatch(head.name) for head in heads if head.name):
        return True
    if layout.certain:
        return len(heads) > 1
    forward = sum(one.time <= other.time for one, other in pairwise(heads))
    if len(heads) < 2 or forward < _STEADY * (len(heads) - 1) - 1 or len(heads) * 10 < said:
        return False
    if sum(head.exact for head in heads) >= _NEARLY * len(heads):
        return True
    recurring = [head for head in heads if head.name is None or head.name in known]
    return len(heads) > 2 and len(recurring) >= _NEARLY * len(heads) and recurring[0].time <= _BEGINNING


def read_export(lines: Sequence[str], plan: Plan, numbered: bool = True) -> Read:
    """The turns of an export. `numbered`: the lines are those of a file, as an editor counts them.

    What stands before the first turn is kept as lines without a speaker. The tool's own lines (keywords, the title of
    the section, adverts, who joined) are left out and remarked on.
    """
    remarks = Remarks()
    fragments = _turns(lines, plan, remarks) if plan.layout else _labelled(lines, plan.names, remarks)
    if not numbered:
        fragments = (fragment._replace(source_line=None) for fragment in fragments)
    whole = plan.layout is not None and plan.layout.cues
    return Read(lines_of(fragments, whole), remarks.all())


class _Filter:
    """Tells the lines that the tool, not a person, has put there."""

    def __init__(self, names: frozenset[str], remarks: Remarks) -> None:
        self._names = names
        self._remarks = remarks
        self._keywords = False
        self._started = False

    def head(self) -> None:
        self._started, self._keywords = True, False

    def blank(self) -> None:
        self._keywords = False

    def leaves_out(self, line: str, number: int) -> bool:
        out = (len(line) <= 120 and self._is_tool(line)) or self._keywords
        if out:
            self._remarks.add("read.left_out", number)
        return out

    def _is_tool(self, line: str) -> bool:
        if _SECTION.fullmatch(line):
            self._keywords = False
            return True
        if not self._started and _KEYWORDS.fullmatch(line):
            self._keywords = True
            return True
        event = _EVENT.fullmatch(line)
        return bool(_ADVERT.fullmatch(line) or (event and (not self._started or event[1] in self._names)))


def _turns(lines: Sequence[str], plan: Plan, remarks: Remarks) -> Iterator[Fragment]:
    assert plan.layout is not None
    heads = dict(_heads(lines, plan.layout, plan))
    tool = _Filter(plan.names, remarks)
    speaker: str | None = None
    time: float | None = None
    opens = True
    index = 0
    while index < len(lines):
        line = lines[index].strip()
        number = index + 1
        head = heads.get(index)
        index += head.size if head else 1
        if head is None and (name := _broken_head(line, plan.names)):
            remarks.add("read.bad_time", number)
            tool.head()
            speaker, time, opens = name, None, False
        elif head:
            tool.head()
            speaker, time, opens = head.name, head.time, False
            if head.text.strip():
                yield Fragment(head.text.strip(), speaker, time, index, opens)
                opens = True
        elif not line:
            tool.blank()
            if plan.layout.inline:
                speaker, time, opens = None, None, True
        elif not tool.leaves_out(line, number):
            if _HEADING.match(line):
                speaker, time, opens = None, None, True
            yield Fragment(line, speaker, time, number, opens)
            opens = True


def _heads(lines: Sequence[str], layout: Layout, plan: Plan) -> Iterator[tuple[int, Head]]:
    """The heads of turns.

    One with a name that stands nowhere else must have its time in order, and either tell hours or look like most
    others, with or without words behind it and a blank line above: `我们改到下午 2:30 开` does not.
    """
    heads, known = plan.heads, plan.names
    sure = {index for index, head in heads if layout.certain or head.name is None or head.name in known}
    shapes = Counter(_shape(lines, index, head) for index, head in heads if index in sure)
    usual = shapes.most_common(1)[0][0] if shapes else None
    following: dict[int, float] = {}
    after = float("inf")
    for index, head in reversed(heads):
        following[index] = after
        after = head.time if index in sure else after
    before = 0.0
    for index, head in heads:
        in_order = before <= head.time <= following[index]
        alike = head.exact or usual in (None, _shape(lines, index, head))
        if index in sure or (in_order and alike):
            before = head.time
            yield index, head


def _shape(lines: Sequence[str], index: int, head: Head) -> tuple[bool, bool]:
    return bool(head.text.strip()), index == 0 or not lines[index - 1].strip()


def _broken_head(line: str, names: frozenset[str]) -> str | None:
    """The known speaker whose name stands before something like a time, and nothing else, on a line."""
    if len(line) > 60:
        return None
    plain = line.lstrip("*[【")
    name = max((name for name in names if plain.startswith(name)), key=len, default=None)
    return name if name and _LIKE_TIME.fullmatch(plain[len(name) :].lstrip("*]】")) else None


def _labelled(lines: Sequence[str], names: frozenset[str], remarks: Remarks) -> Iterator[Fragment]:
    tool = _Filter(names, remarks)
    speaker: str | None = None
    time: float | None = None
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        label = label_of(line)
        if not line:
            tool.blank()
            speaker = None
        elif label and label.name in names:
            tool.head()
            speaker = label.name
            yield Fragment(line[label.start :], speaker, time, number)
        elif clock := bare_time(line):
            time = clock.time
        elif not tool.leaves_out(line, number):
            yield Fragment(line, speaker, time, number, opens=True)
