"""From a reviewed draft to the document: what belongs to the review goes, what a person wrote stays to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from typing import NamedTuple

from summarizer.errors import Exit, SummarizerError
from summarizer.notes import Notes
from summarizer.record import Draft, Gap, Waiver
from summarizer.rendering.escaping import cell, inline
from summarizer.rendering.names import field_name
from summarizer.review.anew import draft_anew
from summarizer.review.editing import grown
from summarizer.review.model import Part, PartKind, Place, ReadBack
from summarizer.review.reading import read_back
from summarizer.review.sources import label_of, quotes_of, sources_of, unbacked
from summarizer.template import TITLE, Kind, Language, Summary, fields, get, statements
from summarizer.wording import say

_WHOLE_LINES = (PartKind.BANNER, PartKind.CHECKLIST, PartKind.FOOTNOTE, PartKind.RECORD)
_HASH_SHOWN = 12
"""Characters of the hash of the notes that are shown: enough to tell two files apart."""


class OpenGapsError(SummarizerError):
    """A draft cannot be made final yet: `gaps` are to be settled first."""

    exit_code = Exit.OPEN_GAPS

    def __init__(self, name: str, gaps: Sequence[Gap]) -> None:
        super().__init__("final.refused", name=name, count=len(gaps))
        self.gaps = list(gaps)


class _Edit(NamedTuple):
    """A stretch of the draft, and what comes in its place; `lines` if it takes up whole lines."""

    start: int
    end: int
    text: str = ""
    lines: bool = False


def final_document(
    checked: Draft,
    read: ReadBack | None,
    text: str,
    notes: Notes | None,
    on: date,
    keep_evidence: bool = False,
    to_sign: bool = False,
) -> str:
    """The document of a checked draft; `text` is its Markdown, and `read` that read back, or None for a JSON draft.

    Where the evidence is kept and there are notes, what was found in them just now is kept as well.
    """
    if read is None or (notes and keep_evidence):
        text = draft_anew(checked, notes, read, text)
        read = read_back(text)
    return finalize(text, read, on, keep_evidence, to_sign, checked.summary)


def finalize(
    text: str,
    back: ReadBack,
    on: date,
    keep_evidence: bool = False,
    to_sign: bool = False,
    checked: Summary | None = None,
) -> str:
    """The document that a draft's Markdown becomes; `back` is that Markdown read back, `on` the day of today.

    Fields that nobody filled say so, and a relative time gets the day that `checked`, the same summary, has for it.
    Behind what the person wrote come the waivers, with `to_sign` the lines for signatures, with `keep_evidence` the
    lines of the notes that the footnotes quote, and last what the document rests on.
    """
    draft = back.draft
    waived = {waiver.field for waiver in draft.waivers}
    filled = [
        _filled(text, back.places[path], path in waived, draft.language)
        for path in _empty(draft.summary)
        if path in back.places
    ]
    sources = sources_of(text, back)
    cited, quotes = _cited(text, back, sources) if keep_evidence else ({}, [])
    cuts = [
        _Edit(part.start, part.end, cited.get(part, ""), lines=part.kind in _WHOLE_LINES)
        for part in back.parts
        if _goes(text, part, sources) and not any(edit.start <= part.start < edit.end for edit in filled)
    ]
    body = _edited(text, sorted([*filled, *cuts, *_days(text, back, checked)]))
    added = [*_waivers(draft.waivers, draft.language)]
    added += _signatures(draft.summary, draft.language) if to_sign else ()
    if quotes:
        added += [f"## {say(draft.language, 'final.evidence')}", "", *quotes, ""]
    added += _record(draft, on)
    line_end = "\r\n" if "\r\n" in text else "\n"
    return body.rstrip() + line_end * 2 + line_end.join(added).rstrip() + line_end


def _empty(summary: Summary) -> Iterator[str]:
    """The paths of the fields and slots without a value."""
    for spec in fields():
        value = get(summary, spec.path)
        if not value:
            yield spec.path
        for index, row in enumerate(value if value and spec.slots else []):
            yield from (f"{spec.path}[{index}].{slot.name}" for slot in spec.slots if not getattr(row, slot.name))


def _filled(text: str, place: Place, waived: bool, language: Language) -> _Edit:
    """What a field without a value says in the document: an empty line would look like one that was forgotten."""
    said = say(language, "final.waived" if waived else "final.not_recorded")
    gap = " " if text[: place.start].endswith(":") else ""
    return _Edit(place.start, place.end, gap + said)


def _days(text: str, back: ReadBack, checked: Summary | None) -> Iterator[_Edit]:
    """The days of relative times, behind their words and before their marks."""
    before = {path: statement.text for path, _, statement in statements(back.draft.summary)}
    for path, _, statement in statements(checked) if checked else ():
        day = grown(before[path], statement.text) if path in before and path in back.places else ""
        if day:
            place = back.places[path]
            inside = [part.start for part in back.parts if place.start < part.start < place.end]
            words = text[place.start : min([place.end, *inside])].rstrip()
            at = place.start + len(words)
            yield _Edit(at, at, day)


def _cited(text: str, back: ReadBack, sources: dict[str, str]) -> tuple[dict[Part, str], list[str]]:
    """New numbers for what quotes the notes, and the footnotes behind them: each line once, in the order of the text.

    A number that was left behind on a person's own words gets none.
    """
    stale = unbacked(back)
    references = [part for part in back.parts if part.kind is PartKind.REFERENCE]
    taken = {label_of(text, part) for part in references} - sources.keys()
    free = (str(number) for number in count(1) if str(number) not in taken)
    numbers: dict[str, str] = {}
    cited: dict[Part, str] = {}
    for part in references:
        source = sources.get(label_of(text, part))
        if source is None or part.path in stale:
            continue
        quotes = quotes_of(source, back.draft.language)
        for quote in quotes:
            if quote not in numbers:
                numbers[quote] = next(free)
        cited[part] = "".join(f"[^{numbers[quote]}]" for quote in dict.fromkeys(quotes))
    return cited, [f"[^{number}]: {quote}" for quote, number in numbers.items()]


# What goes


def _goes(text: str, part: Part, sources: dict[str, str]) -> bool:
    """Whether a part of the review goes; footnotes of a person's own are no part of it."""
    return part.kind not in (PartKind.FOOTNOTE, PartKind.REFERENCE) or label_of(text, part) in sources


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    """The text with its edits made. Where whole lines went, one blank line is left and not two."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = max(at, edit.end)
        if edit.lines and re.search(r"(?:^|\n\r?\n)\Z", "".join(pieces[-4:])):
            at += len(re.match(r"(?:[ \t]*\r?\n)*", text[at:])[0])  # type: ignore[index]
    return "".join([*pieces, text[at:]])


# What comes behind


def _waivers(waivers: Sequence[Waiver], language: Language) -> Iterator[str]:
    """Who waived what and why: a table, so that no reader takes a row for the field itself."""
    if not waivers:
        return
    heads = [say(language, f"final.waiver.{column}") for column in ("field", "reason", "by", "on")]
    yield f"## {say(language, 'final.waivers')}"
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for waiver in waivers:
        row = (field_name(waiver.field, language), waiver.reason or "—", waiver.by, waiver.on.isoformat())
        yield f"| {' | '.join(map(cell, row))} |"
    yield ""


def _signatures(summary: Summary, language: Language) -> Iterator[str]:
    """A line to sign for everyone whom the template names by role."""
    yield f"## {say(language, 'final.signatures')}"
    yield ""
    yield f"|  | {say(language, 'final.signature')} | {say(language, 'final.signed_on')} |"
    yield "| --- | --- | --- |"
    for spec in fields():
        if spec.kind is Kind.PERSON:
            said = get(summary, spec.path)
            name = f"{say(language, 'draft.colon')}{said.text}" if said else ""
            yield f"| {cell(spec.info.label.get(language) + name)} | <br> |  |"
    yield ""


def _record(draft: Draft, on: date) -> Iterator[str]:
    """What the document rests on: its template and day, the notes and the model."""
    language = draft.language
    yield f"## {say(language, 'final.record')}"
    yield ""
    template = say(language, "final.template", title=TITLE.get(language), name=draft.template, on=on.isoformat())
    if draft.model.name:
        drafted = say(
            language,
            "final.drafted",
            model=inline(draft.model.name),
            provider=inline(draft.model.provider),
            source=inline(draft.source.name),
            lines=draft.source.lines,
            sha256=draft.source.sha256[:_HASH_SHOWN],
        )
    else:
        drafted = say(language, "final.undrafted")
    yield f"{template}{'' if language == 'zh' else ' '}{drafted}"
    yield ""
