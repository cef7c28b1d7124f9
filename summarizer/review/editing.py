"""Changing one thing in a draft and leaving the rest of the file byte for byte as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.record import Draft, Gap, GapKind, Waiver
from summarizer.rendering.escaping import block, inline
from summarizer.rendering.markdown import banner, checklist_entry
from summarizer.rendering.marks import Mark, beside, in_place, marked
from summarizer.review.labels import fold, words
from summarizer.review.model import Part, PartKind, Place, ReadBack, Task
from summarizer.template import FieldSpec, Language, Statement, field_spec, fields, get, statements
from summarizer.wording import say


class Edit(NamedTuple):
    """New text for a stretch of the file."""

    start: int
    end: int
    text: str


def spliced(text: str, edits: Iterable[Edit]) -> str:
    """The text with these edits, in its own kind of line ends. Edits do not overlap."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    for edit in sorted(edits, reverse=True):
        new = edit.text.replace("\n", line_end)
        text = text[: edit.start] + new + text[edit.end :]
    return text


def answered(text: str, read: ReadBack, path: str, answer: str) -> str:
    """The draft with a reviewer's answer at a field path.

    At a list, each line of the answer becomes an item, and for actions a row, behind those that are there.
    """
    spec, language = field_spec(path), read.draft.language
    by = f" {marked(Mark.REVIEWER, language)}"
    if spec.many and "[" not in path:
        items = [line for line in answer.splitlines() if line.strip()]
        if get(read.draft.summary, path):
            return _put_behind(text, read, spec, items)
        return _put(text, read, path, _rows(spec, items, language) if spec.slots else _items(items, by))
    return _put(text, read, path, f"{inline(answer)}{by}")


def confirmed(text: str, read: ReadBack, path: str) -> str:
    """The draft with a statement confirmed as it stands: it is the reviewer's now, its evidence stays."""
    return spliced(text, mark_edits(text, read, path, [marked(Mark.REVIEWER, read.draft.language)]))


def waived(text: str, read: ReadBack, waiver: Waiver) -> str:
    """The draft with a field waived."""
    path, language = waiver.field, read.draft.language
    if _statement(read.draft, path):
        own = Mark.REVIEWER in read.marks.get(path, ())
        return spliced(text, mark_edits(text, read, path, beside((), own, waiver, language)))
    return _put(text, read, path, in_place(None, waiver, language))


def ticked(text: str, read: ReadBack, question: str) -> str:
    """The draft with this question ticked off in its checklist; as it is where the question is not there."""
    boxes = [task.box for task in read.tasks if fold(task.question) == fold(question)]
    return spliced(text, [Edit(box.start, box.end, "x") for box in boxes])


def settled(text: str, read: ReadBack, before: Sequence[Gap], now: Draft) -> str:
    """The draft with its checklist, banner and marks as they are `now`: what was closed is gone, what came up is there.

    A ticked statement gets the reviewer's mark in the place of its entry, which would else take the tick with it.
    """
    open_now = {(gap.field, gap.kind) for gap in now.gaps}
    known = {(gap.field, gap.kind) for gap in before}
    edits = [*_checklist_edits(text, read, open_now, known, now), *_outdated_marks(text, read, now)]
    for part in read.parts:
        if part.kind is PartKind.BANNER and read.provenance:
            end = len(text[part.start : part.end].rstrip())
            edits.append(Edit(part.start, part.start + end, banner(now)))
    return spliced(text, edits)


def mark_edits(text: str, read: ReadBack, path: str, marks: Sequence[str], added: str = "") -> list[Edit]:
    """What it takes to have these marks behind the value at a path, and no others; `added` is more of the value."""
    place = read.places[path]
    own = [part for part in read.parts if place.start <= part.start and part.end <= place.end]
    old = [part for part in own if part.kind in (PartKind.MARK, PartKind.WAIVER, PartKind.QUESTION)]
    if not added and [text[part.start : part.end].strip() for part in old] == list(marks):
        return []
    at = place.end
    for part in reversed(own):  # marks stand before the footnotes that close a value
        if not text[part.end : at].strip():
            at = part.start
    at = place.start + len(text[place.start : at].rstrip())
    new = added + "".join(f" {mark}" for mark in marks)
    return joined([*(Edit(part.start, part.end, "") for part in old), Edit(at, at, new)])


def grown(before: str, now: str) -> str:
    """What came behind a statement's text, as Markdown: the day that a relative time turned out to be."""
    return inline(now.removeprefix(before)) if now.startswith(before) else ""


def _outdated_marks(text: str, read: ReadBack, now: Draft) -> list[Edit]:
    """What it takes to have the marks of those statements right whose marks are wrong; the others stay as they are."""
    kinds: dict[str, list[GapKind]] = {}
    for gap in now.gaps:
        kinds.setdefault(gap.field, []).append(gap.kind)
    waivers = {waiver.field: waiver for waiver in now.waivers}
    before = {path: statement.text for path, _, statement in statements(read.draft.summary)}
    edits: list[Edit] = []
    for path, _, statement in statements(now.summary):
        if path not in read.places or path not in before:
            continue
        doubts, there = kinds.get(path, []), read.marks.get(path, ())
        by_reviewer = statement.origin == "reviewer"
        closed = any(mark not in (Mark.REVIEWER, Mark.WAIVED) and GapKind(mark.value) not in doubts for mark in there)
        vague = by_reviewer and GapKind.VAGUE in doubts and Mark.VAGUE not in there
        added = grown(before[path], statement.text)
        if path in read.confirmed or closed or vague or added:
            marks = beside(doubts, by_reviewer, waivers.get(path), now.language)
            edits += mark_edits(text, read, path, marks, added)
    return edits


def joined(edits: Iterable[Edit]) -> list[Edit]:
    """The edits with those put together that begin at the same place."""
    by_start: dict[int, Edit] = {}
    for edit in edits:
        other = by_start.get(edit.start, Edit(edit.start, edit.start, ""))
        by_start[edit.start] = Edit(edit.start, max(edit.end, other.end), other.text + edit.text)
    return list(by_start.values())


def _put(text: str, read: ReadBack, path: str, value: str) -> str:
    """The draft with a value, as Markdown, at a path: over what stands there, or on a line of its own."""
    place = read.places.get(path)
    if place is None:
        return _insert(text, read, path, value)
    return spliced(text, [put_edit(text, place, value)])


def put_edit(text: str, place: Place, value: str) -> Edit:
    """A value over a place of the file, with the space or the indent that it needs there."""
    start, end = place
    if value.startswith("\n"):
        line = text.rfind("\n", 0, start) + 1
        indent = re.match(r"[ \t>]*", text[line:start])
        value = _indented(value, indent[0] if indent else "")
        if re.match(r"(?:\r?\n){2}", text[end:]):
            value = value.rstrip("\n")
        start = line + len(text[line:start].rstrip(" \t"))
    elif start and text[start - 1] in ":|*":
        value = f" {value}"
    if end < len(text) and text[end] == "|":
        value = f"{value} "
    return Edit(start, end, value)


def _items(items: Sequence[str], by: str) -> str:
    return "".join(f"\n  - {block(item)}{by}" for item in items)


def _rows(spec: FieldSpec, tasks: Sequence[str], language: Language) -> str:
    """A table with these tasks and nothing else yet."""
    heads = [say(language, "draft.number"), *(slot.info.label.get(language) for slot in spec.slots)]
    rows = [heads, ["---"] * len(heads)]
    for number, task in enumerate(tasks, 1):
        open_ = [f"{marked(Mark.MISSING, language)} {inline(slot.info.gap.get(language))}" for slot in spec.slots[1:]]
        rows.append([str(number), f"{inline(task)} {marked(Mark.REVIEWER, language)}", *open_])
    return "\n" + "".join(f"\n  | {' | '.join(row)} |" for row in rows) + "\n"


def _put_behind(text: str, read: ReadBack, spec: FieldSpec, items: Sequence[str]) -> str:
    """More items behind those of a list: rows in the columns of its table, where it is one."""
    place, language = read.places[spec.path], read.draft.language
    by = marked(Mark.REVIEWER, language)
    head = next((line for line in text[place.start : place.end].splitlines() if line.lstrip().startswith("|")), None)
    if head is None:
        return spliced(text, [Edit(place.end, place.end, _items(items, f" {by}"))])
    columns = [words(language).slots.get(fold(name)) for name in head.strip().strip("|").split("|")]
    rows = ""
    for number, item in enumerate(items, len(get(read.draft.summary, spec.path)) + 1):
        cells = [
            f"{inline(item)} {by}"
            if slot == spec.slots[0]
            else f"{marked(Mark.MISSING, language)} {inline(slot.info.gap.get(language))}"
            if slot
            else str(number) * (column == 0)
            for column, slot in enumerate(columns)
        ]
        rows += f"\n{head[: len(head) - len(head.lstrip())]}| {' | '.join(cells)} |"
    return spliced(text, [Edit(place.end, place.end, rows)])


def _insert(text: str, read: ReadBack, path: str, value: str) -> str:
    """A value whose label is no longer in the file: behind its neighbour, else under its heading at the end."""
    spec, language = field_spec(path), read.draft.language
    colon = say(language, "draft.colon")
    label = f"- **{spec.info.label.get(language)}**{colon.rstrip() if value.startswith(chr(10)) else colon}{value}"
    order = [one for one in fields() if one.sections == spec.sections]
    number = order.index(spec)
    for one in (*reversed(order[:number]), *order[number + 1 :]):
        place = read.places.get(one.path)
        if place is None:
            continue
        line = text.rfind("\n", 0, place.start) + 1
        indent = re.match(r"[ \t]*", text[line : place.start])
        nested = indent[0] if indent else ""
        own = nested if one.info.group == spec.info.group else ""
        if one in order[:number]:
            end = place.end + len(text[place.end :]) - len(text[place.end :].lstrip(" \t"))
            return spliced(text, [Edit(end, end, "\n" + _indented(label, own))])
        if own == nested:
            return spliced(text, [Edit(line, line, _indented(label, own) + "\n")])
    last = min((part.start for part in read.parts if part.kind in _AT_THE_END), default=len(text))
    heading = f"{'#' * (len(spec.sections) + 1)} {spec.sections[-1].heading.get(language)}"
    return spliced(text, [Edit(last, last, f"{heading}\n\n{label}\n\n")])


def _indented(text: str, indent: str) -> str:
    return re.sub(r"(?m)^(?=.)", indent, text)


_AT_THE_END = (PartKind.FOOTNOTE, PartKind.RECORD)


def _checklist_edits(
    text: str, read: ReadBack, open_now: set[tuple[str, GapKind]], known: set[tuple[str, GapKind]], now: Draft
) -> list[Edit]:
    entries = [part for part in read.parts if part.kind is PartKind.CHECKLIST]
    if not entries:
        return []
    closed = [
        task.place
        for task in read.tasks
        if (task.path or _target(task), task.kind) not in open_now
        # A stretch of the notes that was not read and then ticked off has no other place to say so.
        and not (task.ticked and task.kind is GapKind.MISSING and field_spec(task.field).slots)
    ]
    fresh = [gap for gap in now.gaps if (gap.field, gap.kind) not in known]
    edits = [Edit(place.start, place.end, "") for place in closed]
    if fresh:
        last = max(part.end for part in entries)
        edits.append(Edit(last, last, "".join(f"{checklist_entry(gap, now.language)}\n" for gap in fresh)))
    elif len(closed) == len(read.tasks) and not _between(text, entries):
        end = entries[-1].end
        after = re.match(r"(?:[ \t]*(?:\r\n?|\n))*", text[end:])
        return [Edit(entries[0].start, end + (after.end() if after else 0), "")]
    return edits


def _between(text: str, parts: Sequence[Part]) -> str:
    """What stands between parts that follow one another."""
    return "".join(text[one.end : other.start] for one, other in pairwise(parts)).strip()


def _target(task: Task) -> str:
    """The path that an entry was written for."""
    if task.position is None:
        return task.field
    above, _, name = task.field.rpartition(".")
    if field_spec(task.field).many:
        return f"{task.field}[{task.position}]"
    return f"{above}[{task.position}].{name}"


def _statement(draft: Draft, path: str) -> Statement | None:
    try:
        value = get(draft.summary, path)
    except IndexError:
        return None
    return value if isinstance(value, Statement) else None
