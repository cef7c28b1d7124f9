"""Where in the Markdown a person's words go: what the page needs to put them there and leave the rest as it is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, NamedTuple

from summarizer.page.units import Units
from summarizer.review import PartKind, Place, ReadBack
from summarizer.review.source import Lines
from summarizer.template import FieldSpec, fields, get
from summarizer.wording import say

_LINE_END = re.compile(r"\r\n?|\n")
_BULLET = re.compile(r"[ \t]*+(?:[-*+]|\d{1,9}[.)])[ \t]++(?:\[[ xX]\][ \t]+)?")
_PIPE = re.compile(r"(?<!\\)\|")
_NUMBER = "#"
_AT_THE_END = (PartKind.FOOTNOTE, PartKind.RECORD)


class Spot(NamedTuple):
    """Where one value goes: `place` is replaced by `lead`, the value, its marks and its footnotes, and `tail`."""

    place: Place
    lead: str = ""
    tail: str = ""
    own: str = ""
    """The value as it stands there, without marks, questions and footnotes."""
    references: str = ""
    indent: str | None = None
    """What further paragraphs of the value begin with; None where they have to stand in one line."""

    def measured(self, units: Units) -> dict[str, Any]:
        """As data of the page, in its units."""
        return self._asdict() | {"place": units.range(*self.place)}


class Item(NamedTuple):
    """An item of a list where it stands."""

    path: str
    range: Place
    """Its lines with the line end before them: what is taken out to remove it."""
    number: Place | None = None
    """Where a row of a table has its number."""


class ListSpot(NamedTuple):
    """Where the items of a list go."""

    items: list[Item]
    at: int
    """Where more of them go."""
    lead: str
    """What an added one begins with."""
    columns: list[str]
    """What each cell of a row is for: a slot, `#` for its number, or nothing we know; none outside tables."""
    nested: str
    """What the slots of an added action begin with where it is no row."""
    whole: Place
    """What is replaced when an empty list gets its first item, or a list loses its last."""
    head: str
    """What comes before the first item of a list that was empty."""
    tail: str
    """What comes after its last."""
    open: str
    """What comes before the mark in place of a list that is empty."""

    def measured(self, units: Units) -> dict[str, Any]:
        """As data of the page, in its units."""
        return {
            "items": [
                {
                    "path": item.path,
                    "range": units.range(*item.range),
                    "number": units.range(*item.number) if item.number else None,
                }
                for item in self.items
            ],
            "at": units.at(self.at),
            "lead": self.lead,
            "columns": self.columns,
            "nested": self.nested,
            "whole": units.range(*self.whole),
            "head": self.head,
            "tail": self.tail,
            "open": self.open,
        }


class Writing:
    """The spots of one draft that was read back."""

    def __init__(self, text: str, read: ReadBack) -> None:
        self._text = text
        self._read = read
        self._language = read.draft.language
        self._lines = Lines(text)
        found = _LINE_END.search(text)
        self.line_end = found[0] if found else "\n"

    def spot(self, path: str) -> Spot | None:
        """Where the value of a path goes; None where the file has no room for it."""
        place = self._read.places.get(path)
        if place is None:
            return self._lost(path)
        inside = [part for part in self._read.parts if place.start <= part.start and part.end <= place.end]
        own, done = "", place.start
        for part in inside:
            own += self._text[done : part.start]
            done = part.end
        own += self._text[done : place.end]
        references = "".join(self._text[part.start : part.end] for part in inside if part.kind is PartKind.REFERENCE)
        # An empty place may lie close behind a colon or between the pipes of a cell.
        lead = " " if place.start and self._text[place.start - 1] in ":|*" else ""
        tail = " " if self._text[place.end : place.end + 1] == "|" else ""
        return Spot(place, lead, tail, own.strip(), references, self._inside(place.start))

    def list_spot(self, spec: FieldSpec) -> ListSpot:
        """Where the items of a list go."""
        count = len(get(self._read.draft.summary, spec.path))
        stretches = [self._stretch(spec, index) for index in range(count)]
        if not count:
            return self._empty(spec)
        items = [self._item(spec, index, stretch) for index, stretch in enumerate(stretches)]
        last = stretches[-1]
        begin = items[0].range.start
        while self._is_row(begin) or (spec.slots and begin and not self._line(begin).strip()):
            begin = self._before(begin)  # the head of the table, and the blank line above it
        open_gap = say(self._language, "draft.colon").removeprefix(say(self._language, "draft.colon").rstrip())
        return ListSpot(
            items,
            items[-1].range.end,
            self.line_end + self._bullet(last.start),
            self._columns(spec, count - 1, last.start),
            self._nested(last.start),
            Place(begin, items[-1].range.end),
            "",
            "",
            open_gap,
        )

    def _paths(self, spec: FieldSpec, index: int) -> list[str]:
        item = f"{spec.path}[{index}]"
        return [f"{item}.{slot.name}" for slot in spec.slots] or [item]

    def _stretch(self, spec: FieldSpec, index: int) -> Place:
        """From the first to the last value of an item."""
        places = [self._read.places[path] for path in self._paths(spec, index) if path in self._read.places]
        return Place(min(place.start for place in places), max(place.end for place in places))

    def _item(self, spec: FieldSpec, index: int, stretch: Place) -> Item:
        path = f"{spec.path}[{index}]"
        first = self._lines.number(stretch.start) - 1
        end = self._lines.end(self._lines.number(stretch.end) - 1)
        before = self._text[self._lines.start(first) : stretch.start]
        whole = Place(self._before(stretch.start), end)
        if self._is_row(stretch.start):
            found = re.match(r"\s*\|\s*(\d+)\s*\|", self._line(stretch.start))
            start = self._lines.start(first)
            return Item(path, whole, Place(start + found.start(1), start + found.end(1)) if found else None)
        if _BULLET.fullmatch(before) and not self._text[stretch.end : end].strip():
            return Item(path, whole)
        return Item(path, stretch)  # items in running text: only the words can go

    def _empty(self, spec: FieldSpec) -> ListSpot:
        spot = self.spot(spec.path)
        assert spot is not None, "only slots can have no place"
        inner = self._indent(spot.place.start) + "  "
        start = spot.place.start
        if spec.path in self._read.places:  # the space behind the label goes, a list begins below it
            start = len(self._text[:start].rstrip(" \t"))
        whole = Place(start, spot.place.end)
        before = self._text[start : spot.place.start] + spot.lead
        head, tail, columns, lead = spot.lead.rstrip(" "), spot.tail, [], f"{self.line_end}{inner}- "
        if spec.slots:
            names = [say(self._language, "draft.number"), *(slot.info.label.get(self._language) for slot in spec.slots)]
            columns = [_NUMBER, *(slot.name for slot in spec.slots)]
            lead = self.line_end + inner
            head += f"{self.line_end}{lead}| {' | '.join(names)} |{lead}|{' --- |' * len(names)}"
            below = self._lines.number(spot.place.end)
            crowded = self._text[self._lines.start(below) : self._lines.end(below)].strip()
            tail = tail or (self.line_end if crowded else "")
        return ListSpot([], whole.end, lead, columns, "", whole, head, tail, before)

    def _lost_slot(self, path: str) -> Spot | None:
        """The spot of a slot in an action that is written as a list; a table without its column has none."""
        item, _, slot = path.rpartition(".")
        spec = next(one for one in fields() if one.path == item.partition("[")[0])
        stretch = self._stretch(spec, int(item.partition("[")[2].rstrip("]")))
        if self._is_row(stretch.start):
            return None
        at = self._lines.end(self._lines.number(stretch.end) - 1)
        label = next(one.info.label for one in spec.slots if one.name == slot).get(self._language)
        return Spot(Place(at, at), f"{self._nested(stretch.start)}{label}{say(self._language, 'draft.colon')}")

    def _inside(self, at: int) -> str | None:
        """What a line begins with that belongs to the list item a value stands in."""
        line = self._line(at)
        found = re.match(r"( *(?:[-*+]|\d{1,9}[.)]) +| +)(?=\S)", line)
        return " " * len(found[1]) if found and not self._is_row(at) else None

    def _nested(self, at: int) -> str:
        """A line below a list item, with what begins an item of its own."""
        return f"{self.line_end}{self._indent(at)}  - "

    def _indent(self, at: int) -> str:
        line = self._line(at)
        return line[: len(line) - len(line.lstrip(" \t>"))]

    def _lost(self, path: str) -> Spot | None:
        """The spot of a field whose label is not in the file: the label comes back with the value.

        It goes below the field before it in its section, else with the section's heading to the end of the summary.
        """
        spec = next((one for one in fields() if one.path == path), None)
        if spec is None:
            return self._lost_slot(path)
        label = f"- **{spec.info.label.get(self._language)}**{say(self._language, 'draft.colon')}"
        section = [one for one in fields() if one.sections == spec.sections]
        above = [one.path for one in section[: section.index(spec)] if one.path in self._read.places]
        if above and not spec.info.group:
            at = self._lines.end(self._lines.number(self._read.places[above[-1]].end) - 1)
            return Spot(Place(at, at), f"{self.line_end}{label}")
        at = min((part.start for part in self._read.parts if part.kind in _AT_THE_END), default=len(self._text))
        heading = f"{'#' * (len(spec.sections) + 1)} {spec.sections[-1].heading.get(self._language)}"
        return Spot(Place(at, at), f"{heading}{self.line_end * 2}{label}", self.line_end * 2)

    def _columns(self, spec: FieldSpec, index: int, at: int) -> list[str]:
        """The cells of a table as its last row has them; people move columns and add their own."""
        if not self._is_row(at):
            return []
        start = self._lines.start(self._lines.number(at) - 1)
        cuts = [start + found.start() for found in _PIPE.finditer(self._line(at))]
        places = {slot.name: self._read.places.get(f"{spec.path}[{index}].{slot.name}") for slot in spec.slots}
        columns: list[str] = []
        for left, right in pairwise(cuts):
            held = [name for name, place in places.items() if place and left < place.start and place.end <= right]
            number = not columns and self._text[left + 1 : right].strip().isdigit()
            columns.append(held[0] if held else _NUMBER if number else "")
        return columns

    def _bullet(self, at: int) -> str:
        """What the line of a value begins with."""
        if self._is_row(at):
            return self._indent(at)
        found = _BULLET.match(self._line(at))
        return found[0] if found else "  - "

    def _is_row(self, at: int) -> bool:
        return self._line(at).lstrip().startswith("|")

    def _line(self, at: int) -> str:
        index = self._lines.number(at) - 1
        return self._text[self._lines.start(index) : self._lines.end(index)]

    def _before(self, at: int) -> int:
        """The end of the line above."""
        index = self._lines.number(at) - 1
        return self._lines.end(index - 1) if index else self._lines.start(0)
