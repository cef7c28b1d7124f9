"""From a reviewed draft to the document: what belongs to the review goes, what a person wrote stays to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from summarizer.errors import Exit, SummarizerError
from summarizer.notes import Notes
from summarizer.record import Draft, Gap, GapKind, Waiver
from summarizer.rendering.escaping import cell, inline
from summarizer.rendering.names import field_name
from summarizer.review.anew import draft_anew
from summarizer.review.model import Part, PartKind, Place, ReadBack
from summarizer.review.reading import read_back
from summarizer.template import TITLE, Importance, Language, Summary, fields, get
from summarizer.text.patterns import deferred
from summarizer.wording import say

_DOUBTS = (GapKind.UNSUPPORTED, GapKind.UNSURE, GapKind.CONFLICT)
_WHOLE_LINES = (PartKind.BANNER, PartKind.CHECKLIST, PartKind.FOOTNOTE, PartKind.RECORD)
_LABEL = deferred(r"\s*\[\^([^\]\s]+)\](?::\s*)?")
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


def blocking(draft: Draft) -> list[Gap]:
    """The gaps of a checked draft that keep it from being final.

    Those are the required ones, and every statement that the notes do not plainly bear out and nobody has confirmed.
    """
    return [gap for gap in draft.gaps if gap.severity is Importance.REQUIRED or gap.kind in _DOUBTS]


def is_final(text: str, language: Language) -> bool:
    """Whether a Markdown text is a document that `finalize` made: its closing section says so in our own words."""
    heading = re.escape(f"## {say(language, 'final.record')}")
    said = re.escape(say(language, "final.template", title=TITLE.get(language), name="\0", on="\0")).replace(
        "\0", r"\S+"
    )
    return re.search(rf"^{heading}\s+{said}", text, re.M) is not None


def still_blocking(checked: Draft, text: str) -> list[Gap]:
    """Likewise of a document that is final already: what it lists as waived is settled, what was in doubt is confirmed.

    A field that somebody emptied since is not.
    """
    language = checked.language
    waived = {
        line.split("|")[1].strip()
        for line in text.partition(f"## {say(language, 'final.waivers')}")[2].partition("\n## ")[0].splitlines()
        if line.startswith("|")
    }
    return [
        gap
        for gap in checked.gaps
        if gap.severity is Importance.REQUIRED
        and gap.kind not in _DOUBTS
        and cell(field_name(gap.field, language)) not in waived
    ]


def final_document(
    checked: Draft, read: ReadBack | None, text: str, notes: Notes | None, on: date, keep_evidence: bool = False
) -> str:
    """The document of a checked draft; `text` is its Markdown, and `read` that read back, or None for a JSON draft.

    Where the evidence is kept and there are notes, what was found in them just now is kept as well.
    """
    if read is None or (notes and keep_evidence):
        text = draft_anew(checked, notes, read, text)
        read = read_back(text)
    return finalize(text, read, on, keep_evidence)


def finalize(text: str, back: ReadBack, on: date, keep_evidence: bool = False) -> str:
    """The document that a draft's Markdown becomes; `back` is that Markdown read back, `on` the day of today.

    Fields that nobody filled say so. Behind what the person wrote come the waivers, what the document rests on, and
    with `keep_evidence` the lines of the notes that the footnotes quote.
    """
    draft = back.draft
    waived = {waiver.field for waiver in draft.waivers}
    filled = [
        _filled(text, back.places[path], path in waived, draft.language)
        for path in _empty(draft.summary)
        if path in back.places
    ]
    sources = _sources(text, back.parts, draft.language)
    cuts = [
        _Edit(part.start, part.end, lines=part.kind in _WHOLE_LINES)
        for part in back.parts
        if _goes(text, part, sources, keep_evidence) and not any(edit.start <= part.start < edit.end for edit in filled)
    ]
    body = _edited(text, sorted([*filled, *cuts]))
    added = [*_waivers(draft.waivers, draft.language), *_record(draft, on)]
    if keep_evidence and sources:
        added += [f"## {say(draft.language, 'final.evidence')}", "", *sources.values(), ""]
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


# What goes


def _sources(text: str, parts: Sequence[Part], language: Language) -> dict[str, str]:
    """The footnotes that quote the notes, by label; what a person put into one of their own stays where it is."""
    line = re.escape(say(language, "draft.line", line="\0")).replace("\0", r"\d+")
    quoting = re.compile(rf"(?:{line}|\d+:\d\d:\d\d)")
    found: dict[str, str] = {}
    for part in parts:
        written = text[part.start : part.end].strip()
        label = _LABEL.match(written)
        if part.kind is PartKind.FOOTNOTE and label and quoting.match(written, label.end()):
            found[label[1]] = written
    return found


def _goes(text: str, part: Part, sources: dict[str, str], keep_evidence: bool) -> bool:
    label = _LABEL.match(text[part.start : part.end])
    if part.kind is PartKind.FOOTNOTE:
        return label is not None and label[1] in sources
    if part.kind is PartKind.REFERENCE:
        return label is not None and label[1] in sources and not keep_evidence
    return True


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
