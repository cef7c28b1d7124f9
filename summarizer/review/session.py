"""A review of one draft: its gaps in turn, every decision in the file at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from summarizer.atomic import replace_file
from summarizer.errors import InputError, UsageError
from summarizer.notes import Notes
from summarizer.record import Draft, Gap, GapKind, Waiver
from summarizer.review.check import WAIVABLE, check_back
from summarizer.review.editing import answered, confirmed, settled, ticked, waived
from summarizer.review.files import Document, drafted, is_json, read_document
from summarizer.review.model import PartKind, ReadBack
from summarizer.review.reading import read_back
from summarizer.review.sources import unbacked
from summarizer.template import EvidenceSpan, Statement, field_spec, get
from summarizer.text.names import people
from summarizer.verification.lost import is_unread


class Quoted(NamedTuple):
    """A line of the notes shown with a gap; `rests` where the gap is about it, else it stands around."""

    number: int
    text: str
    rests: bool


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Keep every other review from this draft. Raises UsageError when there is one already."""
    place = path.resolve()
    lock = FileLock(place.with_name(f".{place.name[:200]}.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise UsageError("review.locked", path=path) from error
    except OSError as error:
        raise UsageError("output.unwritable", path=path, cause=error.strerror or error) from error
    try:
        yield
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


class Session:
    """The draft in a file, and what a reviewer decides about it.

    Raises InputError for a file that cannot be read, UsageError when it changed on disk since it was last read here:
    what somebody else wrote is never overwritten.
    """

    def __init__(self, path: Path, notes: Notes | None = None) -> None:
        self._path = path
        self._notes = notes
        self._load(read_document(path))

    @property
    def draft(self) -> Draft:
        """The draft as it now is, with its gaps in the order of their weight."""
        return self._draft

    @property
    def read(self) -> ReadBack:
        return self._read

    @property
    def reviewer(self) -> str | None:
        """Who probably sits here: the coach, as the draft names them."""
        coach = get(self._draft.summary, "basics.coach")
        return next(iter(people(coach.text)), None) if coach else None

    def statement(self, path: str) -> Statement | None:
        """What stands at a field path."""
        try:
            value = get(self._draft.summary, path)
        except IndexError:
            return None
        return value if isinstance(value, Statement) else None

    def still_vague(self, field: str) -> list[Gap]:
        """What is too vague of the statements at a field path, or in the list there."""
        return [
            gap
            for gap in self._draft.gaps
            if gap.kind is GapKind.VAGUE and (gap.field == field or gap.field.startswith(f"{field}["))
        ]

    def can_confirm(self, gap: Gap) -> bool:
        """Whether there is something to say yes to; a stretch that no model read can be ticked off."""
        return is_unread(gap) or (gap.kind is not GapKind.MISSING and self.statement(gap.field) is not None)

    def can_waive(self, gap: Gap) -> bool:
        """Whether the field may stay as it is: not with a statement that the notes do not bear out."""
        return gap.kind in WAIVABLE and not is_unread(gap)

    def answer(self, gap: Gap, text: str) -> None:
        """Put a reviewer's words in the place of what stands there."""

        def change() -> str:
            before = ticked(self._document.text, self._read, gap.question) if is_unread(gap) else self._document.text
            return answered(before, read_back(before), gap.field, text)

        self._save(change, gap.field)

    def confirm(self, gap: Gap) -> None:
        """Keep a statement as it stands; it is the reviewer's from now on."""
        if is_unread(gap):
            self._save(lambda: ticked(self._document.text, self._read, gap.question))
            return
        self._save(lambda: confirmed(self._document.text, self._read, gap.field))

    def waive(self, gap: Gap, reason: str, by: str, on: date) -> None:
        """Leave a field open, with a reason that the document keeps."""
        waiver = Waiver(field=gap.field, reason=reason, by=by, on=on)
        self._save(lambda: waived(self._document.text, self._read, waiver))

    def quoted(self, gap: Gap, around: int = 1) -> list[Quoted]:
        """The lines of the notes that a gap is about, with those around them; nothing without notes."""
        if self._notes is None:
            return []
        lines = self._notes.lines
        rests = {span.line for span in self._evidence(gap) if span.line <= len(lines)}
        shown = {number for line in rests for number in range(line - around, line + around + 1)}
        return [
            Quoted(line.number, line.attributed, line.number in rests)
            for line in lines
            if line.number in shown and line.text.strip()
        ]

    def footnotes(self, gap: Gap) -> list[str]:
        """The footnotes of the statement that a gap is about, as they stand in the file."""
        text = self._document.text
        paths = [gap.field, *self._neighbours(gap.field)]
        for path in paths:
            labels = [
                text[part.start : part.end]
                for part in self._read.parts
                if part.kind is PartKind.REFERENCE and part.path == path and path not in unbacked(self._read)
            ]
            if labels:
                notes = [text[part.start : part.end] for part in self._read.parts if part.kind is PartKind.FOOTNOTE]
                return [
                    note[len(label) + 1 :].strip() for label in labels for note in notes if note.startswith(f"{label}:")
                ]
        return []

    def _evidence(self, gap: Gap) -> list[EvidenceSpan]:
        """What a gap rests on; a slot that is missing, on what its action rests on."""
        if gap.evidence:
            return gap.evidence
        for path in (gap.field, *self._neighbours(gap.field)):
            statement = self.statement(path)
            if statement and statement.evidence:
                return statement.evidence
        return []

    def _neighbours(self, path: str) -> list[str]:
        """The other slots of the same action, its task first."""
        row, bracket, _ = path.rpartition("].")
        if not bracket:
            return []
        parent = field_spec(path.partition("[")[0])
        return [f"{row}].{slot.name}" for slot in parent.slots]

    def _load(self, document: Document) -> None:
        self._document = document
        if is_json(document.text):
            raise UsageError("review.json", path=self._path)
        self._read = drafted(document.text, str(self._path))
        self._draft = check_back(self._read, self._notes)

    def _save(self, change: Callable[[], str], answered_at: str | None = None) -> None:
        before = self._draft.gaps
        try:
            on_disk = self._path.read_bytes()
        except OSError as error:
            raise InputError("input.unreadable", name=self._path, cause=error.strerror or error) from error
        if on_disk != self._document.data:
            raise UsageError("review.changed", path=self._path)
        text = change()
        read = read_back(text)
        text = settled(text, read, before, check_back(read, self._notes, answered_at))
        data = self._document.encoded(text)
        try:
            replace_file(self._path, data)
        except OSError as error:
            raise UsageError("output.unwritable", path=self._path, cause=error.strerror or error) from error
        self._load(Document(text, data, self._document.encoding))
