"""What the layout of a form says: headings and what stands below them, tables, boxes that are ticked.

A heading names a field, or a section within which short labels mean its fields: 时间 is the day of the talk at the
head of a form and the time of the next meeting under 后续跟进.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.reading.labels import field_of_label, form_field
from summarizer.template import field_spec
from summarizer.text.patterns import deferred

_BULLET = deferred(
    r"^\s*(?:>\s*)*(?:[-*+•·●○▪◆■–—]{1,20}\s+|[-•·●○▪◆■]|\d{1,2}[.、)）]\s*(?!\d)|[(（]\d{1,2}[)）]\s*|[一二三四五六七八九十]{1,2}、\s*"
    r"|#{1,6}\s+|\[[ xX]?\]\s*)*"
)
_NUMBERED = deferred(r"#|[一二三四五六七八九十]、")
# A heading of plain text: between two rules (——为啥谈——), or in capitals alone (HIS SIDE).
_RULED = deferred(r"([—=~-]{2,})\s*[^—=~-]+?\s*\1|【[^【】]+】")
_CAPITALS = deferred(r"[A-Z][A-Z']*(?: [A-Z][A-Z']*){0,5}")
_LONGEST_TITLE = 16
_PAIR = 2
_LONGEST_BARE = 4
_LISTED = "plan.actions"
"""What may head a list without a mark or a colon: 约定."""

_SENTENCE = deferred(r"[，,。；;！!？?|□☑✓√✔]")
_LABEL = deferred(r"[\s*_]*+([^:：|]{1,16}?)[\s*_]*+[:：][\s*_]*")


class _Within(NamedTuple):
    """A section: what headings call it, and what the labels within it call its fields."""

    title: str
    labels: tuple[tuple[str, str], ...]


_SECTIONS = (
    _Within(
        r"跟进|回访|复盘|后续|follow[- ]?up|next (?:review|meeting)",
        (
            (r"检查|内容|事项|看什么|check|look at", "follow_up.checks"),
            (r"支持|帮助|资源|support|help", "follow_up.support"),
            (r"时间|日期|何时|time|date|when|day", "follow_up.time"),
            (r"方式|形式|how|method|format", "follow_up.method"),
        ),
    ),
    _Within(
        r"(?:辅导人|经理|主管|主任|我).{0,4}(?:反思|收获)|for (?:the )?(?:coach|manager)\b",
        (
            (r"方法|method", "outcomes.coach.method"),
            (r"了解|认识|understanding", "outcomes.coach.understanding"),
        ),
    ),
    _Within(
        r"收获|成果|for (?:the )?(?:coachee|employee)|outcomes?",
        (
            (r"认识|认知|想法|观念|insight|understood|reali[sz]", "outcomes.coachee.insight"),
            (r"方法|技能|技巧|学会|skill|method|learn", "outcomes.coachee.skills"),
            (r"情绪|态度|信心|状态|attitude|mood|confiden", "outcomes.coachee.attitude"),
        ),
    ),
)
_REFLECTION = deferred(r"(?:对|关于).{0,8}(?:方法|谈话|辅导).{0,3}反思")
_INNER_LABEL = deferred(r"(?:^|(?<=[\s；;*]))([^\s:：;；，,|*]{2,8})[*]{0,2}[:：]")
_APART = deferred(r"\S+(?:\s\S+)*")
_LABEL_AND_VALUE = deferred(r"([^\s:：]{2,8})\s(\S(?:.*\S)?)")
_TICK = deferred(r"[□☐○]\s*[^□☐☑✓√✔☒■○●\s]+|[☑✓√✔☒■●]\s*([^□☐☑✓√✔☒■○●\s]+)")
_SLOTS = {
    "task": deferred(r"行动|任务|事项|措施|做什么|要做|内容|action|task|what|item", re.IGNORECASE),
    "owner": deferred(r"责任|负责|谁|执行人|owner|who|responsible", re.IGNORECASE),
    "due": deferred(r"时间|截止|期限|日期|何时|due|when|deadline|date|by\b", re.IGNORECASE),
    "measure": deferred(r"衡量|标准|验收|完成标志|怎么算|怎样算|measure|done|criteri|success", re.IGNORECASE),
}


class Place(NamedTuple):
    """A stretch of a line: code points."""

    start: int
    end: int


class Heading(NamedTuple):
    """What stands over the lines below it. `field` is None where only the section is known, or nothing.

    `stays`: it holds until the next heading, not only for the bullets below it. `leaning` is the field that a heading in
    people's own words means, which what stands below it probably answers, but not all of it.
    """

    title: str
    field: str | None
    stays: bool
    leaning: str | None = None


def bullet_end(text: str) -> int:
    """Where a line begins behind its bullets, numbers and marks of a heading."""
    found = _BULLET.match(text)
    return found.end() if found else 0


def heading_of(text: str) -> Heading | None:
    """The heading that a line is: marked as one, or a label with nothing behind it."""
    offset = bullet_end(text)
    rest = text[offset:].strip()
    marked = bool(_NUMBERED.search(text[:offset]))
    ruled = bool(_RULED.fullmatch(rest)) or (not offset and bool(_CAPITALS.fullmatch(rest)))
    title = rest.strip(" *_:：【】[]—=~-")
    if not title or len(title) > _LONGEST_TITLE * (3 if title.isascii() else 1) or _SENTENCE.search(title):
        return None
    bare = not marked and not ruled and not rest.rstrip("*_ ").endswith((":", "："))
    if bare and (len(title) > _LONGEST_BARE or title.isascii() or field_of_label(title) != _LISTED or offset):
        return None
    if _REFLECTION.search(title):
        return Heading(title, "outcomes.coach.method", marked)
    field = form_field(title)
    if not _section(title) and (ruled or field is None) and (leaning := field_of_label(title)):
        return Heading(title, None, True, leaning)
    if ruled:
        return Heading(title, None, False)
    if field is None and not marked:
        return None
    return Heading(title, None if _section(title) else field, marked)


def _section(title: str) -> tuple[tuple[str, str], ...]:
    return next((within.labels for within in _SECTIONS if re.search(within.title, title, re.IGNORECASE)), ())


def labelled_within(heading: Heading | None, text: str) -> tuple[str | None, int]:
    """The field that a label at the head of a line names under a heading, and where its value begins."""
    found = _LABEL.match(text) if heading else None
    if not found or not heading:
        return None, 0
    within = _section(heading.title)
    return next(((path, found.end()) for label, path in within if re.search(label, found[1], re.IGNORECASE)), (None, 0))


def ticked(text: str) -> list[Place] | None:
    """The choices that are ticked in a line of boxes; None where it is none."""
    boxes = list(_TICK.finditer(text))
    if not boxes or not any(char in text for char in "□☐☑☒"):
        return None
    return [Place(*box.span(1)) for box in boxes if box[1]]


def cells(text: str) -> list[Place]:
    """The cells of a table's row, without the space around them; none where a line is no row."""
    if not text.lstrip().startswith("|") or text.count("|") < 3:
        return []
    found: list[Place] = []
    start = text.index("|") + 1
    while (end := text.find("|", start)) >= 0:
        inner = text[start:end]
        lead = len(inner) - len(inner.lstrip())
        found.append(Place(start + lead, max(start + lead, start + len(inner.rstrip()))))
        start = end + 1
    return found


def columns_of(text: str) -> dict[int, str] | None:
    """Which slot of an action each column of a table holds, if this row heads a table of actions."""
    columns: dict[int, str] = {}
    for number, cell in enumerate(cells(text)):
        title = text[cell.start : cell.end]
        slot = next((name for name, pattern in _SLOTS.items() if pattern.search(title)), None)
        if slot and slot not in columns.values():
            columns[number] = slot
    return columns if {"task", "owner"} <= set(columns.values()) or {"task", "due"} <= set(columns.values()) else None


def labels_of(text: str) -> dict[int, str] | None:
    """Which field each column of a table holds, if this row is of labels: `| 姓名 | 岗位 | 日期 | 面谈人 |`."""
    paths = {number: field_of_label(text[cell.start : cell.end]) for number, cell in enumerate(cells(text))}
    known = {number: path for number, path in paths.items() if path and not field_spec(path).slots}
    return known if len(known) > 1 and len(paths) > _PAIR else None


def slots_of(text: str, columns: dict[int, str]) -> dict[str, Place]:
    """Where the slots of an action stand in a row; an empty cell says nothing."""
    found = {columns[number]: cell for number, cell in enumerate(cells(text)) if number in columns}
    return {
        slot: cell for slot, cell in found.items() if cell.end > cell.start and text[cell.start : cell.end].strip("-—–")
    }


def pair_of(text: str) -> tuple[str, Place] | None:
    """The field and the value of a row of two cells: `| 辅导对象 | 李明 |`."""
    row = cells(text)
    if len(row) != 2 or row[1].end <= row[1].start:
        return None
    path = field_of_label(text[row[0].start : row[0].end])
    return (path, row[1]) if path and not field_spec(path).slots else None


def side_by_side(text: str) -> list[tuple[str, Place]]:
    """Labels and values that stand in one line without colons: `谈话对象 苗苗   日期 2026.4.22`; none where it is no such line."""
    found = _with_colons(text)
    if found:
        return found
    for part in _APART.finditer(text):
        pair = _LABEL_AND_VALUE.fullmatch(part[0])
        path = field_of_label(pair[1]) if pair else None
        if pair is None or path is None or field_spec(path).slots:
            return []
        found.append((path, Place(part.start() + pair.start(2), part.start() + pair.end(2))))
    return found if len(found) > 1 else []


def _with_colons(text: str) -> list[tuple[str, Place]]:
    """The same with colons, where the line is nothing but such pairs: `面谈对象：Kevin　面谈人：佟雪`."""
    marks = [mark for mark in _INNER_LABEL.finditer(text) if field_of_label(mark[1])]
    if len(marks) < 2 or text[: marks[0].start()].strip(" \t\u3000-*•·"):
        return []
    found: list[tuple[str, Place]] = []
    for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(text)], strict=True):
        value = text[mark.end() : end]
        lead = len(value) - len(value.lstrip())
        path = field_of_label(mark[1])
        if path and not field_spec(path).slots and value.strip(" \t\u3000_＿—"):
            found.append((path, Place(mark.end() + lead, mark.end() + len(value.rstrip()))))
    return found


def is_rule(text: str) -> bool:
    """Whether a row only separates the head of a table from its body."""
    return bool(re.fullmatch(r"[\s|:\-—]+", text))
