"""The Markdown draft: a banner, the checklist of gaps, then the template's sections with evidence as footnotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from summarizer.notes import Notes
from summarizer.record import Draft, Gap
from summarizer.rendering.escaping import block, cell, inline
from summarizer.rendering.layout import document
from summarizer.rendering.marks import beside, in_place
from summarizer.rendering.names import field_name
from summarizer.rendering.provenance import comment
from summarizer.template import (
    TITLE,
    EvidenceSpan,
    FieldSpec,
    Importance,
    Language,
    Statement,
    Text,
    fields,
    get,
)
from summarizer.wording import say

_MAX_QUOTE = 200


def render(draft: Draft, notes: Notes | None) -> str:
    """The draft as a Markdown document in its own language.

    `notes` are those it was made from, for the quotes; without them its footnotes only name the lines.
    """
    return document(_Document(draft, notes).lines())


def banner(draft: Draft) -> str:
    """The line that says what the document is, where it comes from and how much is open."""
    count = {severity.value: sum(gap.severity is severity for gap in draft.gaps) for severity in Importance}
    said = say(
        draft.language,
        "draft.banner" if draft.gaps else "draft.banner_clean",
        model=inline(draft.model.name),
        source=inline(draft.source.name),
        lines=draft.source.lines,
        **count,
    )
    return f"> {said}"


def checklist_heading(language: Language) -> str:
    """The heading over what is to be settled."""
    return f"## {say(language, 'draft.checklist')}"


def checklist_entry(gap: Gap, language: Language) -> str:
    """A gap as a box to tick."""
    severity = say(language, f"draft.severity.{gap.severity.value}")
    kind = say(language, f"draft.kind.{gap.kind.value}")
    name = inline(field_name(gap.field, language))
    return f"- [ ] **{severity} · {name} · {kind}**{say(language, 'draft.colon')}{inline(gap.question)}"


class _Document:
    def __init__(self, draft: Draft, notes: Notes | None) -> None:
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
        yield banner(self._draft)
        yield ""
        if self._draft.gaps:
            yield checklist_heading(self._language)
            yield ""
            yield from (checklist_entry(gap, self._language) for gap in self._draft.gaps)
            yield ""
        yield from self._sections()
        yield from (f"[^{number}]: {said}" for said, number in self._numbers.items())
        yield ""
        yield comment(self._draft)

    def _say(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)

    def _text(self, text: Text) -> str:
        return text.get(self._language)

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
        return in_place(next(iter(self._gaps[path]), None), self._waivers.get(path), self._language)

    def _statement(self, path: str, statement: Statement, text: str) -> str:
        kinds = [gap.kind for gap in self._gaps[path]]
        by_reviewer = statement.origin == "reviewer"
        marks = beside(kinds, by_reviewer, self._waivers.get(path), self._language)
        return f"{' '.join([text, *marks])}{self._cite(statement)}"

    # Evidence

    def _cite(self, statement: Statement) -> str:
        if not statement.evidence:
            return ""
        # Statements that rest on the same lines share a footnote: a table row would else repeat it in every cell.
        said = footnote(statement.evidence, self._notes, self._language)
        number = self._numbers.setdefault(said, len(self._numbers) + 1)
        return f"[^{number}]"


def footnote(evidence: Sequence[EvidenceSpan], notes: Notes | None, language: Language) -> str:
    """The text of a footnote: the lines that a statement rests on, with where they stand."""
    quotes = "；" if language == "zh" else "; "
    return quotes.join(dict.fromkeys(_quote(span, notes, language) for span in evidence))


def _quote(span: EvidenceSpan, notes: Notes | None, language: Language) -> str:
    if notes is None:
        return say(language, "draft.line", line=span.line)
    line = notes.line(span.line)
    text = line.text.strip()
    if len(text) > _MAX_QUOTE:
        middle = line.text[span.start : span.end]
        text = middle if len(middle) <= _MAX_QUOTE else middle[: _MAX_QUOTE - 1] + "…"
    # `00:12:31 李明` in a recording, `第 12 行` in notes.
    where = line.clock or say(language, "draft.line", line=line.source_line or line.number)
    place = f"{where} {inline(line.speaker)}" if line.speaker else where
    return f"{place}{say(language, 'draft.colon')}{say(language, 'draft.quote', text=inline(text))}"
