"""A draft written anew with its gaps as they are now; what people wrote in the file stays to the letter."""

from __future__ import annotations

from itertools import pairwise

from summarizer.notes import Notes
from summarizer.record import Draft, Gap
from summarizer.rendering import render
from summarizer.rendering.markdown import banner, checklist_entry, checklist_heading, footnote
from summarizer.rendering.marks import beside, in_place
from summarizer.rendering.provenance import comment
from summarizer.review.editing import Edit, grown, joined, mark_edits, put_edit, spliced
from summarizer.review.model import Part, PartKind, ReadBack
from summarizer.review.sources import label_of, sources_of, unbacked
from summarizer.template import get, statements


def draft_anew(draft: Draft, notes: Notes | None, read: ReadBack | None, text: str) -> str:
    """The Markdown of a checked draft.

    Where it was read from Markdown (`read`, `text`), only what belongs to the review is written anew: banner,
    checklist, marks, questions, footnotes of new evidence, record.
    """
    if read is None:
        return render(draft, notes)
    return spliced(text, joined([*_Anew(draft, notes, read, text).edits()]))


class _Anew:
    def __init__(self, draft: Draft, notes: Notes | None, read: ReadBack, text: str) -> None:
        self._draft = draft
        self._notes = notes
        self._read = read
        self._text = text
        self._gaps: dict[str, list[Gap]] = {}
        for gap in draft.gaps:
            self._gaps.setdefault(gap.field, []).append(gap)
        self._waivers = {waiver.field: waiver for waiver in draft.waivers}

    def edits(self) -> list[Edit]:
        notes, edits = self._footnotes()
        return [*self._head(), *self._values(notes), *edits, *self._record(any(edit.text for edit in edits))]

    def _parts(self, kind: PartKind) -> list[Part]:
        return [part for part in self._read.parts if part.kind is kind]

    def _head(self) -> list[Edit]:
        """Banner and checklist: in their old places, else before everything."""
        said = banner(self._draft)
        entries = [checklist_entry(gap, self._draft.language) for gap in self._draft.gaps]
        listed = (
            "".join(f"{line}\n" for line in (checklist_heading(self._draft.language), "", *entries)) if entries else ""
        )
        banners, old = self._parts(PartKind.BANNER), self._parts(PartKind.CHECKLIST)
        edits: list[Edit] = []
        for part in banners[:1]:
            end = part.start + len(self._text[part.start : part.end].rstrip())
            edits.append(Edit(part.start, end, said))
        top = banners[0].end if banners else len(self._text) - len(self._text.removeprefix("\ufeff"))
        if not banners:
            edits.append(Edit(top, top, f"{said}\n\n"))
        if old:
            # One edit from the first to the last of them, if nothing of anybody's own stands between.
            between = [self._text[one.end : other.start] for one, other in pairwise(old)]
            if not any(piece.strip() for piece in between):
                return [*edits, Edit(old[0].start, old[-1].end, listed)]
            edits += [Edit(part.start, part.end, "") for part in old]
            top = old[0].start
        if listed:
            edits.append(Edit(top, top, f"\n{listed}" if banners and not old else f"{listed}\n"))
        return edits

    def _values(self, references: dict[str, str]) -> list[Edit]:
        edits: list[Edit] = []
        before = {path: statement.text for path, _, statement in statements(self._read.draft.summary)}
        stated = set()
        for path, _, statement in statements(self._draft.summary):
            stated.add(path)
            if path not in self._read.places:
                continue
            kinds = [gap.kind for gap in self._gaps.get(path, ())]
            marks = beside(kinds, statement.origin == "reviewer", self._waivers.get(path), self._draft.language)
            edits += mark_edits(self._text, self._read, path, marks, grown(before[path], statement.text))
            if path in references:
                end = self._read.places[path].end
                edits.append(Edit(end, end, references[path]))
        for path, place in self._read.places.items():
            if path in stated or not self._is_empty(path):
                continue
            value = in_place(next(iter(self._gaps.get(path, ())), None), self._waivers.get(path), self._draft.language)
            if self._text[place.start : place.end] != value:
                edits.append(put_edit(self._text, place, value))
        return edits

    def _is_empty(self, path: str) -> bool:
        try:
            return not get(self._draft.summary, path) and not get(self._read.draft.summary, path)
        except IndexError:
            return False

    def _footnotes(self) -> tuple[dict[str, str], list[Edit]]:
        """Numbers for statements whose evidence was found just now, and the footnotes behind the others.

        Numbers that were left behind on a person's own words go, and with the last of them the quote of the notes.
        """
        sources = sources_of(self._text, self._read)
        stale = unbacked(self._read)
        references = self._parts(PartKind.REFERENCE)
        gone = [part for part in references if part.path in stale and label_of(self._text, part) in sources]
        kept = [part for part in references if part not in gone]
        edits = [Edit(part.start, part.end, "") for part in gone]
        cited = {part.path for part in kept}
        labels = {label_of(self._text, part) for part in kept}
        known = {said: label for label, said in sources.items()}
        number = max((int(label) for label in (*sources, *labels) if label.isdecimal()), default=0)
        new: dict[str, str] = {}
        given: dict[str, str] = {}
        for path, _, statement in statements(self._draft.summary) if self._notes else ():
            if statement.evidence and path not in cited and path in self._read.places:
                said = footnote(statement.evidence, self._notes, self._draft.language)
                label = known.get(said) or new.setdefault(said, str(number + len(new) + 1))
                given[path] = f"[^{label}]"
                labels.add(label)
        old = self._parts(PartKind.FOOTNOTE)
        left = {label_of(self._text, part) for part in gone} - labels
        edits += [Edit(part.start, part.end, "") for part in old if label_of(self._text, part) in left]
        if new:
            lines = "".join(f"[^{label}]: {said}\n" for said, label in new.items())
            at = old[-1].end if old else self._end()
            gap = "" if self._text[:at].endswith("\n") else "\n"
            edits.append(Edit(at, at, f"{gap}{lines}" if old else f"{gap}{lines}\n"))
        return given, edits

    def _end(self) -> int:
        records = self._parts(PartKind.RECORD)
        return records[-1].start if records else len(self._text)

    def _record(self, behind_footnotes: bool) -> list[Edit]:
        records = self._parts(PartKind.RECORD)
        written = comment(self._draft)
        if not records:
            gap = "\n" if self._text.endswith("\n") or behind_footnotes else "\n\n"
            return [Edit(len(self._text), len(self._text), f"{gap}{written}\n")]
        last = records[-1]
        end = last.start + len(self._text[last.start : last.end].rstrip())
        return [*(Edit(part.start, part.end, "") for part in records[:-1]), Edit(last.start, end, written)]
