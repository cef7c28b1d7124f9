"""What the page shows, as data: the notes, the draft in the template's order, its gaps, and where each value stands.

The page counts in UTF-16 units, as JavaScript does; every position is turned into them here, once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from summarizer.notes import Notes
from summarizer.page.units import Units
from summarizer.page.writing import Spot, Writing
from summarizer.record import Draft, Gap, GapKind
from summarizer.rendering.escaping import inline
from summarizer.rendering.marks import Mark, marked
from summarizer.review import PartKind, ReadBack, Task
from summarizer.review.check import WAIVABLE
from summarizer.template import TITLE, Action, EvidenceSpan, FieldSpec, Statement, field_spec, fields, get, importance
from summarizer.verification.lost import is_unread
from summarizer.wording import say, texts


def content(name: str, text: str, read: ReadBack, draft: Draft, notes: Notes) -> dict[str, Any]:
    """The data of the page for the Markdown draft `text`.

    `read` is that text read back, `draft` what a check of it against `notes` found; `name` is what the download is
    called.
    """
    return _Content(text, read, draft, notes).data() | {"name": name, "markdown": text}


class _Content(NamedTuple):
    text: str
    read: ReadBack
    draft: Draft
    notes: Notes

    def data(self) -> dict[str, Any]:
        language = self.draft.language
        source = self.read.provenance.source if self.read.provenance else None
        units = Units(self.text)
        writing = Writing(self.text, self.read)
        return {
            "title": TITLE.get(language),
            "source": self.notes.name,
            "otherNotes": source is not None and source.sha256 != self.notes.sha256,
            "texts": texts(language, "page.", "draft."),
            "lineEnd": writing.line_end,
            "banner": self._banner(units),
            "checklist": self._checklist(units),
            "waivable": [kind.value for kind in WAIVABLE],
            "marks": {mark.value: marked(mark, language) for mark in Mark},
            "notes": [
                {"number": line.number, "text": line.text, "speaker": line.speaker, "clock": line.clock}
                for line in self.notes.lines
            ],
            "layout": list(self._layout()),
            "fields": {spec.path: self._field(spec, slot) for spec, slot in _specs()},
            "leaves": {
                path: self._leaf(path) | {"spot": _measured(writing.spot(path), units)} for path in self._paths()
            },
            "lists": {spec.path: writing.list_spot(spec).measured(units) for spec in fields() if spec.many},
            "gaps": [self._gap(gap, units) for gap in self.draft.gaps],
            "remarks": [
                f"{say(language, 'draft.line', line=remark.line)}{say(language, 'draft.colon')}"
                f"{say(language, remark.message, text=remark.text)}"
                for remark in self.read.remarks
            ],
        }

    def _layout(self) -> Iterator[dict[str, Any]]:
        """Headings, groups and fields as they follow each other."""
        language = self.draft.language
        above: tuple[str, ...] = ()
        group = ""
        for spec in fields():
            headings = tuple(
                part.heading.get(language)
                for section in spec.sections
                for part in ((section.chapter, section) if section.chapter else (section,))
            )
            for depth, heading in enumerate(headings):
                if above[: depth + 1] != headings[: depth + 1]:
                    yield {"heading": heading, "level": depth + 2}
                    above, group = headings[: depth + 1], ""
            above = headings
            named = spec.info.group.get(language) if spec.info.group else ""
            if named and named != group:
                yield {"group": named, "level": len(headings) + 2}
            group = named
            yield {"field": spec.path}

    def _field(self, spec: FieldSpec, slot: bool) -> dict[str, Any]:
        language = self.draft.language
        return {
            "label": spec.info.label.get(language),
            "question": spec.info.gap.get(language),
            "importance": importance(spec, self.draft.summary).value if not slot else spec.info.importance.value,
            "many": spec.many,
            "slot": slot,
            "slots": [slot.name for slot in spec.slots],
            "mandatory": slot and Action.model_fields[spec.name].is_required(),
        }

    def _paths(self) -> Iterator[str]:
        """Every place that can be filled: fields, lists as a whole, their items, the slots of rows."""
        for spec in fields():
            yield spec.path
            for index in range(len(get(self.read.draft.summary, spec.path)) if spec.many else 0):
                item = f"{spec.path}[{index}]"
                yield from (f"{item}.{slot.name}" for slot in spec.slots)
                if not spec.slots:
                    yield item

    def _leaf(self, path: str) -> dict[str, Any]:
        """What stands at a place, in the words of the file: a check may have added the day that 下周三 means."""
        value, checked = get(self.read.draft.summary, path), get(self.draft.summary, path)
        waiver = next((waiver for waiver in self.draft.waivers if waiver.field == path), None)
        return {
            "text": value.text if isinstance(value, Statement) else "",
            "origin": checked.origin if isinstance(checked, Statement) else "notes",
            "evidence": self._spans(checked.evidence if isinstance(checked, Statement) else ()),
            "decision": {"kind": "waived", "reason": waiver.reason, "by": waiver.by, "on": waiver.on.isoformat()}
            if waiver
            else None,
        }

    def _gap(self, gap: Gap, units: Units) -> dict[str, Any]:
        entry = next(
            (
                task
                for task in self.read.tasks
                if self._speaks_of(task, gap) and task.kind is gap.kind and not task.ticked
            ),
            None,
        )
        return {
            "place": gap.field,
            "kind": gap.kind.value,
            "severity": gap.severity.value,
            "question": gap.question,
            "detail": gap.detail,
            "evidence": self._spans(gap.evidence),
            "unread": is_unread(gap),
            "entry": units.range(*entry.place) if entry else None,
        }

    def _speaks_of(self, task: Task, gap: Gap) -> bool:
        """Whether an entry of the checklist asks about this gap; where nothing is said yet, no words tie the two."""
        if task.path is not None or gap.kind is not GapKind.MISSING:
            return task.path == gap.field
        position = f"[{task.position}]" if task.position is not None else ""
        return field_spec(gap.field).path == task.field and position in gap.field

    def _banner(self, units: Units) -> dict[str, Any] | None:
        """The line that counts what is open, as far as it is known what it says."""
        part = next((part for part in self.read.parts if part.kind is PartKind.BANNER), None)
        if part is None or self.read.provenance is None:
            return None
        start = part.start + len("> ")
        end = part.start + len(self.text[part.start : part.end].rstrip())
        about = self.read.provenance
        return {
            "place": units.range(start, end),
            "model": inline(about.model.name),
            "source": inline(about.source.name),
            "lines": about.source.lines,
        }

    def _checklist(self, units: Units) -> dict[str, Any] | None:
        parts = [part for part in self.read.parts if part.kind is PartKind.CHECKLIST]
        if not parts:
            return None
        entries = {tuple(task.place) for task in self.read.tasks}
        return {
            "end": units.at(max(part.end for part in parts)),
            "entries": len(entries),
            "headings": [units.range(part.start, part.end) for part in parts if (part.start, part.end) not in entries],
        }

    def _spans(self, evidence: Sequence[EvidenceSpan]) -> list[dict[str, int]]:
        """Evidence in units of its line; what points outside of these notes is left out."""
        found = []
        for span in evidence:
            if span.line <= len(self.notes.lines) and span.start < span.end <= len(self.notes.line(span.line).text):
                start, end = Units(self.notes.line(span.line).text).range(span.start, span.end)
                found.append({"line": span.line, "start": start, "end": end})
        return found


def _measured(spot: Spot | None, units: Units) -> dict[str, Any] | None:
    return spot.measured(units) if spot else None


def _specs() -> Iterator[tuple[FieldSpec, bool]]:
    for spec in fields():
        yield spec, False
        for slot in spec.slots:
            yield slot, True
