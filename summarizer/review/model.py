"""What a Markdown draft says, once read back, and where in the file it says it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from summarizer.record import Draft, GapKind
from summarizer.rendering.marks import Mark
from summarizer.rendering.provenance import Provenance

_EXCERPT = 40


class Place(NamedTuple):
    """A stretch of the file, in code points; empty where a value would begin."""

    start: int
    end: int


class PartKind(StrEnum):
    """What of a draft belongs to the review, and not to the summary."""

    BANNER = "banner"
    CHECKLIST = "checklist"
    """The heading of the checklist, or one of its entries."""
    FOOTNOTE = "footnote"
    """The text of a footnote."""
    REFERENCE = "reference"
    """The number of a footnote in the text."""
    RECORD = "record"
    MARK = "mark"
    QUESTION = "question"
    """What is asked where a value is missing."""
    WAIVER = "waiver"
    """A waiver's mark with its reason, name and day."""


class Part(NamedTuple):
    """A stretch of the file that belongs to the review. `path` is the field it speaks about, where there is one.

    Parts do not overlap. Taking all of them out leaves what a person wrote and what they kept, byte for byte.
    """

    kind: PartKind
    start: int
    end: int
    path: str = ""


class Task(NamedTuple):
    """An entry of the checklist."""

    line: int
    ticked: bool
    kind: GapKind
    field: str
    """The field's path without list positions, which may have shifted."""
    position: int | None
    """The position in its list that the entry was written for."""
    question: str
    box: Place
    """What stands between the brackets."""
    place: Place
    """Its lines, with their ends."""
    path: str | None = None
    """The full path of the statement it speaks about, as the file now stands; None where nothing fits."""


class Remark(NamedTuple):
    """Something in the file that was not understood. It stays where it is, and is in no field."""

    message: str
    """The id of its text, under `back.`"""
    line: int
    """The line of the file, from 1."""
    text: str
    """How it begins."""


def remark(message: str, line: int, text: str = "") -> Remark:
    """A remark with as much of the text as tells it from others."""
    return Remark(message, line, text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…")


class ReadBack(NamedTuple):
    """A Markdown draft read back."""

    draft: Draft
    """Summary, language, source and model as far as the file tells. Its gaps are those `check` finds: none here."""
    places: dict[str, Place]
    """Where the value of each field path stands, marks and footnotes included; lists as a whole too."""
    marks: dict[str, tuple[Mark, ...]]
    """The marks beside each value, or in place of it."""
    confirmed: frozenset[str]
    """Paths of statements that a person confirmed by ticking their box."""
    written: frozenset[str]
    """Paths of statements that are neither the draft's own nor marked as the reviewer's: somebody wrote them since."""
    tasks: tuple[Task, ...]
    parts: tuple[Part, ...]
    """In the order of the file."""
    remarks: tuple[Remark, ...]
    provenance: Provenance | None
    """What the record in the file remembers, if it has one."""
