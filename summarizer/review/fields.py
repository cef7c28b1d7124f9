"""Which stretch of the file belongs to which field of the template."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from summarizer.review.characters import CharKind, Chars
from summarizer.review.labels import Label, fold, heading_of, is_asterisk, label_of, lines_of, words
from summarizer.review.model import Remark, remark
from summarizer.review.source import Block, BlockKind, Row
from summarizer.review.values import said
from summarizer.template import FieldSpec, Language


class Table(NamedTuple):
    """A table whose heads name the slots of a field: the slot of each column, and the rows."""

    slots: tuple[FieldSpec | None, ...]
    rows: tuple[Row, ...]
    end: int
    """Where it ends in the file, with its last line end."""


class Entry:
    """One item of a list, or the whole of another field: its paragraphs, and the items below it."""

    def __init__(self, chars: Chars) -> None:
        self.paragraphs: list[Chars] = [chars]


class Found:
    """A field as it stands in the file. `start` is where its value begins; None where nothing follows the label."""

    def __init__(self, spec: FieldSpec, block: Block, start: int | None) -> None:
        self.spec = spec
        self.depth = block.depth
        self.item = block.item
        self.headed = block.kind is BlockKind.HEADING
        self.start = start
        self.line = block.line
        self.entries: list[Entry] = []
        self.tables: list[Table] = []
        self.level = 0


class _Where(Enum):
    BEFORE = "before"
    TEMPLATE = "template"
    CHECKLIST = "checklist"
    OWN = "own"


class FieldFinder:
    """Goes through the blocks of a draft once; `found`, `checklist` and `remarks` are what it met.

    A label counts under its own heading, and anywhere once that heading is gone. Bold makes a label sure; without
    it, the same words in a list of statements are words of the notes.
    """

    def __init__(self, blocks: list[Block], language: Language) -> None:
        self.found: dict[str, Found] = {}
        self.checklist: list[Block] = []
        self.heading: Block | None = None
        """The heading of the checklist."""
        self.remarks: list[Remark] = []
        self._language = language
        self._words = words(language)
        self._headings = {
            heading_of(said(block.chars), language) for block in blocks if block.kind is BlockKind.HEADING
        }
        self._bold = {
            spec.path
            for block in blocks
            if block.kind is BlockKind.PARAGRAPH and (label := label_of(block.chars, language)) and label.bold
            for spec in label.fields
        }
        self._where = _Where.BEFORE
        self._under = ""
        self._current: Found | None = None
        for block in blocks:
            self._take(block)

    def _take(self, block: Block) -> None:
        if block.kind is BlockKind.HEADING:
            self._enter(block)
        elif block.kind is BlockKind.TABLE:
            self._table(block)
        elif (
            block.kind is BlockKind.PARAGRAPH and self._where is _Where.CHECKLIST and not self._leaves_checklist(block)
        ):
            self.checklist.append(block)
        elif block.kind is BlockKind.PARAGRAPH:
            for start, end in self._segments(block.chars):
                line = block.line + sum(char.kind is CharKind.BREAK for char in block.chars[:start])
                self._paragraph(block._replace(chars=block.chars[start:end], line=line), first=start == 0)
        elif block.kind is BlockKind.OTHER and self._current and block.depth:
            self._not_understood(block)

    def _enter(self, block: Block) -> None:
        plain = heading_of(said(block.chars), self._language)
        label = label_of(block.chars, self._language)
        self._current = None
        if plain == self._words.title:
            self._where = _Where.BEFORE
        elif plain == self._words.checklist:
            self._where, self.heading = _Where.CHECKLIST, block
        elif plain in self._words.headings:
            self._where, self._under = _Where.TEMPLATE, plain
        elif label and self._counts(label._replace(bold=True), block):
            self._open(label, block)
        else:
            self._where = _Where.OWN

    def _leaves_checklist(self, block: Block) -> bool:
        """Whether the headings are gone, and the fields begin right behind the checklist."""
        label = label_of(block.chars, self._language)
        if label and self._counts(label, block):
            self._where = _Where.BEFORE
            return True
        return False

    def _segments(self, chars: Chars) -> list[tuple[int, int]]:
        """The lines of a paragraph that begin with a label, each with the lines up to the next."""
        segments: list[tuple[int, int]] = []
        for start, end in lines_of(chars):
            if segments and not label_of(chars[start:end], self._language):
                segments[-1] = (segments[-1][0], end)
            else:
                segments.append((start, end))
        return segments

    def _paragraph(self, block: Block, first: bool) -> None:
        label = label_of(block.chars, self._language)
        if label and self._counts(label, block):
            self._open(label, block)
            return
        if label and label.bold and self._where is _Where.TEMPLATE:
            self._current = None
            if said(block.chars[label.end :]) or not label.fields[0].info.group:
                self.remarks.append(remark("back.twice", block.line, said(block.chars)))
            return
        if not said(block.chars):
            return
        current = self._current
        if not current or not self._continues(current, block, first):
            self._current = None
            if self._where is _Where.TEMPLATE and fold(said(block.chars)) not in self._words.leads:
                self._not_understood(block)

    def _counts(self, label: Label, block: Block) -> bool:
        """Whether words that read like a label are one, here."""
        specs = [spec for spec in label.fields if spec.path not in self.found]
        if not specs:
            return False
        home = self._words.homes[specs[0].path]
        homeless = home not in self._headings
        if self._where is not _Where.TEMPLATE and not homeless:
            return False
        if label.bold:
            return True
        nested = self._current is not None and self._current.spec.many and block.depth > self._current.depth
        known = all(spec.path in self._bold for spec in specs)
        return not nested and not known and (homeless or home == self._under)

    def _open(self, label: Label, block: Block) -> None:
        rest = block.chars[label.end :]
        self._current = None
        if len(label.fields) > 1:  # a label over several fields, which say themselves what belongs to them
            if said(rest):
                self._not_understood(block._replace(chars=tuple(rest)))
            return
        spec = label.fields[0]
        group = spec.info.group
        if group and label.name == fold(group.get(self._language)) and not said(rest):
            return
        found = Found(spec, block, block.chars[label.end - 1].end if rest else None)
        self.found[spec.path] = self._current = found
        if any(char.text.strip() for char in rest):
            found.entries.append(Entry(rest))

    def _continues(self, current: Found, block: Block, first: bool) -> bool:
        """Give a paragraph without a label to the field above it, where it can only mean that one."""
        spec = current.spec
        begins = block.first and first
        if block.depth > current.depth:
            current.level = current.level or block.depth
            if begins and block.depth <= current.level:
                current.entries.append(Entry(block.chars))
            else:
                self._append(current, block.chars)
            return True
        if block.item == current.item and (current.depth or current.headed):
            self._append(current, block.chars, anew=spec.many)
            return True
        bold = any(char.strong or is_asterisk(char) for char in block.chars[:1])  # some label, though not ours
        if begins and block.depth == current.depth and spec.many and not spec.slots and not bold:
            current.entries.append(Entry(block.chars))
            return True
        if not block.depth and not spec.slots and (spec.many or spec.kind.is_prose):
            self._append(current, block.chars, anew=spec.many)
            return True
        return False

    def _append(self, current: Found, chars: Chars, anew: bool = False) -> None:
        if anew or not current.entries:
            current.entries.append(Entry(chars))
        else:
            current.entries[-1].paragraphs.append(chars)

    def _table(self, block: Block) -> None:
        heads = [self._words.slots.get(fold(said(cell.chars))) for cell in block.rows[0].cells]
        named = [slot for slot in heads if slot]
        if len(named) < 2 or self._where in (_Where.OWN, _Where.CHECKLIST):
            if self._where is _Where.TEMPLATE:
                self._note(block.line, " | ".join(said(cell.chars) for cell in block.rows[0].cells))
            return
        spec = next(top for tops in self._words.labels.values() for top in tops if named[0] in top.slots)
        found = self.found.setdefault(spec.path, Found(spec, block, block.start))
        for head, cell in zip(heads, block.rows[0].cells, strict=True):
            if head is None and fold(said(cell.chars)) not in self._words.number_heads:
                self._note(block.line, said(cell.chars))
        found.tables.append(Table(tuple(heads), block.rows[1:], block.end))

    def _not_understood(self, block: Block) -> None:
        self._note(block.line, said(block.chars))

    def _note(self, line: int, text: str) -> None:
        self.remarks.append(remark("back.not_understood", line, text))
