"""The Markdown draft: a banner, the checklist of gaps, then the template's sections with evidence as footnotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from summarizer.notes import Notes
from summarizer.record import Draft, Gap, GapKind, Waiver
from summarizer.rendering.escaping import block, cell, enclosed, inline
from summarizer.rendering.layout import document
from summarizer.rendering.marks import Mark, marked
from summarizer.rendering.names import field_name
from summarizer.rendering.provenance import comment
from summarizer.template import (
    TITLE,
    EvidenceSpan,
    FieldSpec,
    Importance,
    Statement,
    Text,
    fields,
    get,
)
from summarizer.wording import say

_MAX_QUOTE = 200


def render(draft: Draft, notes: Notes) -> str:
    """The draft as a Markdown document in its own language. `notes` are those it was made from, for the quotes."""
    return document(_Document(draft, notes).lines())


class _Document:
    def __init__(self, draft: Draft, notes: Notes) -> None:
        self._draft = draft
        self._notes = notes
        self._language = draft.language
        self._numbers: dict[str, int] = {}
        self._gaps: dict[str, list[Gap]] = defaultdict(list)
        for gap in draft.gaps:
            self._gaps[gap.field].append(gap)
        self._waivers = {waiver.field: waiver for waiver in draft.waivers}

    def lines(self) -> Iterator[str]:
        yield f"# {TITLE.get(self._language)}"
        yield ""
        yield f"> {self._banner()}"
        yield ""
        yield from self._checklist()
        yield from self._sections()
        yield from (f"[^{number}]: {said}" for said, number in self._numbers.items())
        yield ""
        yield comment(self._draft)

    def _say(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)

    def _text(self, text: Text) -> str:
        return text.get(self._language)

    # Banner and checklist

    def _banner(self) -> str:
        count = {severity.value: sum(gap.severity is severity for gap in self._draft.gaps) for severity in Importance}
        return self._say(
            "draft.banner" if self._draft.gaps else "draft.banner_clean",
            model=inline(self._draft.model.name),
            source=inline(self._draft.source.name),
            lines=self._draft.source.lines,
            **count,
        )

    def _checklist(self) -> Iterator[str]:
        if not self._draft.gaps:
            return
        yield f"## {self._say('draft.checklist')}"
        yield ""
        for gap in self._draft.gaps:
            severity = self._say(f"draft.severity.{gap.severity.value}")
            kind = self._say(f"draft.kind.{gap.kind.value}")
            name = inline(field_name(gap.field, self._language))
            yield f"- [ ] **{severity} · {name} · {kind}**{self._say('draft.colon')}{inline(gap.question)}"
        yield ""

    # Sections

    def _sections(self) -> Iterator[str]:
        above: tuple[str, ...] = ()
        group = ""
        for spec in fields():
            headings = self._headings(spec)
            for depth, heading in enumerate(headings):
                if above[: depth + 1] != headings[: depth + 1]:
                    yield ""
                    yield f"{'#' * (depth + 2)} {heading}"
                    yield ""
                    group = ""
                    above = headings[: depth + 1]
            above = headings
            named = self._text(spec.info.group) if spec.info.group else ""
            if named and named != group:
                yield f"- **{named}**"
            group = named
            yield from self._field(spec, "  " if named else "")
        yield ""

    def _headings(self, spec: FieldSpec) -> tuple[str, ...]:
        found: list[str] = []
        for section in spec.sections:
            if section.chapter:
                found.append(self._text(section.chapter.heading))
            found.append(self._text(section.heading))
        return tuple(found)

    def _field(self, spec: FieldSpec, indent: str) -> Iterator[str]:
        label = f"{indent}- **{self._text(spec.info.label)}**{self._say('draft.colon').rstrip()}"
        gap = self._say("draft.colon")[len(self._say("draft.colon").rstrip()) :]
        value = get(self._draft.summary, spec.path)
        if not value:
            yield f"{label}{gap}{self._open(spec.path)}"
        elif spec.slots:
            yield label
            yield ""
            yield from self._table(spec, value, indent + "  ")
            yield ""
        elif spec.many:
            yield label
            for index, item in enumerate(value):
                yield f"{indent}  - {self._statement(f'{spec.path}[{index}]', item, block(item.text))}"
        else:
            yield f"{label}{gap}{self._statement(spec.path, value, inline(value.text))}"

    def _table(self, spec: FieldSpec, rows: list[object], indent: str) -> Iterator[str]:
        heads = [self._say("draft.number"), *(self._text(slot.info.label) for slot in spec.slots)]
        yield f"{indent}| {' | '.join(heads)} |"
        yield f"{indent}|{' --- |' * len(heads)}"
        for index, row in enumerate(rows):
            cells = [str(index + 1)]
            for slot in spec.slots:
                path = f"{spec.path}[{index}].{slot.name}"
                said: Statement | None = getattr(row, slot.name)
                cells.append(self._statement(path, said, cell(said.text)) if said else self._open(path))
            yield f"{indent}| {' | '.join(cells)} |"

    def _open(self, path: str) -> str:
        """What stands where there is no value: that it is missing, or what else keeps it open, and the question."""
        if waiver := self._waivers.get(path):
            return self._waived(waiver)
        gap = next(iter(self._gaps[path]), None)
        kind = gap.kind if gap else GapKind.MISSING
        return f"{marked(Mark(kind), self._language)} {inline(gap.question if gap else '')}".rstrip()

    def _waived(self, waiver: Waiver) -> str:
        said = self._say("draft.waiver", reason=inline(waiver.reason), by=enclosed(waiver.by), on=waiver.on.isoformat())
        return f"{marked(Mark.WAIVED, self._language)} {said.strip()}"

    def _statement(self, path: str, statement: Statement, text: str) -> str:
        marks = [Mark(kind) for kind in dict.fromkeys(gap.kind for gap in self._gaps[path])]
        if statement.origin == "reviewer":
            marks.append(Mark.REVIEWER)
        after = [marked(mark, self._language) for mark in marks]
        if waiver := self._waivers.get(path):
            after.append(self._waived(waiver))
        return f"{' '.join([text, *after])}{self._cite(statement)}"

    # Evidence

    def _cite(self, statement: Statement) -> str:
        if not statement.evidence:
            return ""
        quotes = "；" if self._language == "zh" else "; "
        # Statements that rest on the same lines share a footnote: a table row would else repeat it in every cell.
        said = quotes.join(dict.fromkeys(self._quote(span) for span in statement.evidence))
        number = self._numbers.setdefault(said, len(self._numbers) + 1)
        return f"[^{number}]"

    def _quote(self, span: EvidenceSpan) -> str:
        text = self._notes.line(span.line).text.strip()
        if len(text) > _MAX_QUOTE:
            middle = self._notes.line(span.line).text[span.start : span.end]
            text = middle if len(middle) <= _MAX_QUOTE else middle[: _MAX_QUOTE - 1] + "…"
        return f"{self._place(span)}{self._say('draft.colon')}{self._say('draft.quote', text=inline(text))}"

    def _place(self, span: EvidenceSpan) -> str:
        """Where a quote stands: `00:12:31 李明` in a recording, `第 12 行` in notes."""
        line = self._notes.line(span.line)
        where = line.clock or self._say("draft.line", line=line.source_line or line.number)
        return f"{where} {inline(line.speaker)}" if line.speaker else where
