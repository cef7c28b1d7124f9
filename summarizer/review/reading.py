"""Reading a Markdown draft back: whatever people did to it, what it says now and where it says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from summarizer.record import Draft, ModelUsed, Source, UsageReport, Waiver
from summarizer.rendering.escaping import shown
from summarizer.rendering.marks import Mark
from summarizer.rendering.provenance import Provenance, is_comment, read_comment
from summarizer.review.characters import Char, CharKind, Chars
from summarizer.review.checklist import quotes, task_of
from summarizer.review.fields import FieldFinder, Found
from summarizer.review.labels import heading_of, label_of, slot_of, words
from summarizer.review.memory import Memory
from summarizer.review.model import Part, PartKind, Place, ReadBack, Remark, Task, remark
from summarizer.review.source import Block, BlockKind, Lines, blocks_of
from summarizer.review.values import Value, said, value_of
from summarizer.template import (
    Action,
    FieldSpec,
    Language,
    Statement,
    Summary,
    field_spec,
    fields,
    get,
    put,
    statements,
)
from summarizer.verification.gaps import short
from summarizer.wording import say

_UNKNOWN = Source(name="", sha256="", lines=0)
_NOBODY = ModelUsed(provider="", name="")


def read_back(text: str) -> ReadBack:
    """What a Markdown draft says.

    Reading what `render` wrote gives the same summary, to the letter. Beyond that it is made for what people and
    editors do to such a file; what it cannot place is in `remarks` and in no field.
    """
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._blocks = blocks_of(text)
        self._parts: list[Part] = []
        self._remarks: list[Remark] = []
        self._provenance = self._record()
        self._language = self._provenance.language if self._provenance else _language_of(self._blocks)
        self._memory = Memory(self._provenance)
        self._values: dict[str, Value] = {}
        self._places: dict[str, Place] = {}
        self._questions: dict[str, set[str]] = defaultdict(set)
        self._waivers: list[Waiver] = []

    def read(self) -> ReadBack:
        finder = FieldFinder(self._blocks, self._language)
        self._remarks += finder.remarks
        tasks = self._tasks(finder)
        self._collect_questions(tasks)
        summary = Summary()
        for spec in fields():
            if found := finder.found.get(spec.path):
                self._field(summary, spec, found)
        self._memory.restore(summary)
        tasks, confirmed = self._confirm(summary, tasks)
        written = self._decide_origins(summary, confirmed)
        self._document_parts()
        provenance = self._provenance
        draft = Draft(
            language=self._language,
            source=provenance.source if provenance else _UNKNOWN,
            model=provenance.model if provenance else _NOBODY,
            summary=summary,
            gaps=[],
            waivers=self._waivers,
            usage=UsageReport(),
        )
        return ReadBack(
            draft,
            self._places,
            {path: value.marks for path, value in self._values.items() if value.marks},
            confirmed,
            written,
            tuple(tasks),
            tuple(sorted(self._parts, key=lambda part: part.start)),
            tuple(sorted(self._remarks, key=lambda remark: remark.line)),
            provenance,
        )

    # The record and what else belongs to the review

    def _record(self) -> Provenance | None:
        """The record in the file. Where there are several, the last one holds."""
        found: Provenance | None = None
        for block in self._blocks:
            written = self._text[block.start : block.end].strip()
            if block.kind is not BlockKind.HTML or not is_comment(written):
                continue
            self._parts.append(Part(PartKind.RECORD, block.start, block.end))
            found = read_comment(written)
            if found is None:
                self._remark("back.broken_record", block.line)
        return found

    def _document_parts(self) -> None:
        lead = said_lead(self._language)
        for block in self._blocks:
            if block.kind is BlockKind.FOOTNOTE:
                self._parts.append(Part(PartKind.FOOTNOTE, block.start, block.end))
            elif block.quoted and said(block.chars).startswith(lead):
                self._parts.append(Part(PartKind.BANNER, block.start, block.end))
        covered = [(part.start, part.end) for part in self._parts]
        for block in self._blocks:  # numbers of footnotes in text that is in no field
            for char in _all_chars(block):
                if char.kind is CharKind.REFERENCE and not any(s <= char.start < e for s, e in covered):
                    self._parts.append(Part(PartKind.REFERENCE, char.start, char.end))

    def _tasks(self, finder: FieldFinder) -> list[Task]:
        tasks: list[Task] = []
        foreign = False
        for block in finder.checklist:
            task = task_of(block, self._language)
            if task:
                tasks.append(task)
                self._parts.append(Part(PartKind.CHECKLIST, block.start, block.end, task.field))
            else:
                foreign = True
                self._remark("back.not_understood", block.line, said(block.chars))
        if finder.heading and not foreign:
            self._parts.append(Part(PartKind.CHECKLIST, finder.heading.start, finder.heading.end))
        return tasks

    def _collect_questions(self, tasks: Iterable[Task]) -> None:
        """What may stand in place of a value, by field without positions."""
        for spec in fields():
            for one in (spec, *spec.slots):
                self._questions[one.path].add(one.info.gap.get(self._language))
        for task in tasks:
            self._questions[task.field].add(task.question)
        for asked in self._provenance.gaps if self._provenance else ():
            self._questions[field_spec(asked.field).path].add(shown(asked.question))

    # Fields

    def _field(self, summary: Summary, spec: FieldSpec, found: Found) -> None:
        start = found.start if found.start is not None else self._line_end(found.line)
        if spec.slots:
            self._actions(summary, spec, found, start)
        elif spec.many:
            items: list[Statement] = []
            for entry in found.entries:
                path = f"{spec.path}[{len(items)}]"
                if statement := self._leaf(path, spec, entry.paragraphs, spec.path):
                    items.append(statement)
            put(summary, spec.path, items)
            self._whole(spec.path, start, [f"{spec.path}[{index}]" for index in range(len(items))])
        else:
            paragraphs = [chars for entry in found.entries for chars in entry.paragraphs]
            put(summary, spec.path, self._leaf(spec.path, spec, paragraphs))
            self._places.setdefault(spec.path, Place(start, start))

    def _leaf(
        self, path: str, spec: FieldSpec, paragraphs: Sequence[Chars], empty_path: str | None = None
    ) -> Statement | None:
        """A statement, or None where there is none; what stands in its place is kept under `empty_path`."""
        questions = self._questions[spec.path] | (self._questions[empty_path] if empty_path else set())
        values = [
            value_of(chars, self._language, questions, path, lambda text: self._memory.knows(path, text))
            for chars in paragraphs
        ]
        text = "\n".join(value.text for value in values if value.text)
        guides = {one.info.guide.get(self._language) for one in (spec, field_spec(empty_path or path))}
        if text in guides and not self._memory.knows(path, text):
            text = ""  # the blank template's own words
        if text in _stand_ins(self._language):
            text = ""  # what a final document says of a field without a value
        path = path if text else empty_path or path
        marks = tuple(mark for value in values for mark in value.marks)
        waived = next((value.waived for value in values if value.waived), None)
        self._values[path] = Value(text, marks, waived, False, ())
        self._parts += [part._replace(path=path) for value in values for part in value.parts]
        ends = [place for chars in paragraphs if (place := _extent(chars))]
        if ends:
            self._places[path] = Place(min(p.start for p in ends), max(p.end for p in ends))
        if waived:
            self._waivers.append(Waiver(field=path, reason=waived.reason, by=waived.by, on=waived.on))
        elif any(value.unsigned for value in values):
            self._remark("back.unsigned", self._lines.number(self._places[path].start))
        return Statement(text=text) if text else None

    def _actions(self, summary: Summary, spec: FieldSpec, found: Found, start: int) -> None:
        actions: list[Action] = []
        for table in found.tables:
            for row in table.rows:
                cells = {slot.name: cell for slot, cell in zip(table.slots, row.cells, strict=False) if slot}
                path = f"{spec.path}[{len(actions)}]"
                action = self._action(path, spec, {name: [cell.chars] for name, cell in cells.items()}, row.line)
                if row.surplus:
                    self._remark("back.surplus_cells", row.line)
                if action:
                    actions.append(action)
                    for name, cell in cells.items():
                        self._places[f"{path}.{name}"] = Place(cell.start, cell.end)
        for entry in found.entries:
            slots: dict[str, list[Chars]] = defaultdict(list)
            current = spec.slots[0].name
            for chars in entry.paragraphs:
                label = slot_of(chars, self._language)
                current = label.fields[0].name if label else current
                slots[current].append(chars[label.end :] if label else chars)
            if action := self._action(f"{spec.path}[{len(actions)}]", spec, slots, found.line, spec.path):
                actions.append(action)
        put(summary, spec.path, actions)
        rows = [f"{spec.path}[{index}].{slot.name}" for index in range(len(actions)) for slot in spec.slots]
        self._whole(spec.path, start, rows, self._lines.number(found.tables[-1].end - 1) if found.tables else 0)

    def _action(
        self, path: str, spec: FieldSpec, slots: Mapping[str, list[Chars]], line: int, empty_path: str | None = None
    ) -> Action | None:
        """An action, if these slots hold one; without a task there is none."""
        task, *others = spec.slots
        to_do = self._leaf(f"{path}.{task.name}", task, slots.get(task.name, []), empty_path)
        rest = {slot.name: self._leaf(f"{path}.{slot.name}", slot, slots.get(slot.name, [])) for slot in others}
        if to_do:
            return Action(task=to_do, **rest)
        for slot in spec.slots:
            self._values.pop(f"{path}.{slot.name}", None)
            self._places.pop(f"{path}.{slot.name}", None)
        if lost := "；".join(value.text for value in rest.values() if value):
            self._remark("back.no_task", line, lost)
        return None

    def _whole(self, path: str, start: int, inner: list[str], last_line: int = 0) -> None:
        """The place of a list as a whole, from behind its label to the end of what is in it."""
        ends = [self._places[one].end for one in inner if one in self._places]
        if own := self._places.get(path):
            start = min(start, own.start) if inner else own.start
            ends.append(own.end)
        if last_line:
            ends.append(self._line_end(last_line))
        self._places[path] = Place(start, max([start, *ends]))

    def _line_end(self, line: int) -> int:
        """Where a line ends that has nothing behind its label."""
        start = self._lines.start(line - 1)
        return start + len(self._text[start : self._lines.end(line - 1)].rstrip())

    def _remark(self, message: str, line: int, text: str = "") -> None:
        self._remarks.append(remark(message, line, text))

    # Who said it

    def _confirm(self, summary: Summary, tasks: Sequence[Task]) -> tuple[list[Task], frozenset[str]]:
        """Tie each entry of the checklist to its statement, by field and by the words quoted."""
        by_field: dict[str, list[tuple[str, Statement]]] = defaultdict(list)
        for path, spec, statement in statements(summary):
            by_field[spec.path].append((path, statement))
        tied: list[Task] = []
        confirmed: set[str] = set()
        for task in tasks:
            fitting = [
                path
                for path, statement in by_field[task.field]
                if quotes(task, short(shown(statement.text)), self._language)
                and (self._memory.knows(path, statement.text) or short(statement.text) == statement.text)
            ]
            at = [path for path in fitting if task.position is not None and f"[{task.position}]" in path]
            tied_to = next(iter([*at, *fitting]), None)
            tied.append(task._replace(path=tied_to))
            if tied_to and task.ticked:
                confirmed.add(tied_to)
            elif task.ticked and not by_field[task.field] and not self._has_rows(summary, task.field):
                self._remark("back.ticked_empty", task.line, task.question)
        return tied, frozenset(confirmed)

    def _has_rows(self, summary: Summary, path: str) -> bool:
        """Whether a list of rows has any: its statements are those of their slots."""
        return bool(field_spec(path).slots) and bool(get(summary, path))

    def _decide_origins(self, summary: Summary, confirmed: frozenset[str]) -> frozenset[str]:
        written: set[str] = set()
        for path, _, statement in statements(summary):
            value = self._values.get(path)
            if path in confirmed or (value and Mark.REVIEWER in value.marks):
                statement.origin = "reviewer"
            elif self._provenance and not self._memory.knows(path, statement.text):
                statement.origin = "reviewer"
                written.add(path)
        return frozenset(written)


def _stand_ins(language: Language) -> tuple[str, ...]:
    return say(language, "final.not_recorded"), say(language, "final.waived")


def said_lead(language: Language) -> str:
    """How the banner of a draft begins."""
    return say(language, "draft.banner", model="", source="", lines="", required="", recommended="", optional="").split(
        "**"
    )[1]


def _extent(chars: Chars) -> Place | None:
    visible = [char for char in chars if char.text.strip() or char.kind is CharKind.REFERENCE]
    if not visible:
        return None
    # Asterisks around what is bold belong to it.
    first, last = visible[0], visible[-1]
    return Place(first.start - 2 * first.strong, last.end + 2 * last.strong)


def _all_chars(block: Block) -> Iterator[Char]:
    yield from block.chars
    for row in block.rows:
        for cell in row.cells:
            yield from cell.chars


def _language_of(blocks: Sequence[Block]) -> Language:
    """The language whose headings and labels a draft has more of."""

    def known(language: Language) -> int:
        return sum(
            heading_of(said(block.chars), language) in words(language).headings
            if block.kind is BlockKind.HEADING
            else label_of(block.chars, language) is not None
            for block in blocks
        )

    return "zh" if known("zh") >= known("en") else "en"
