"""What is fuzzed: each target takes any bytes, and may refuse them with an error of ours and with nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from summarizer.errors import SummarizerError
from summarizer.notes import InputFormat
from summarizer.notes.reading import from_bytes
from summarizer.reading import segments
from summarizer.review import read_back
from summarizer.review.check import check_back, check_json
from summarizer.review.files import of_bytes

FIXTURES = Path(__file__).parents[2] / "fixtures"
FORMS = (None, *(form for form in InputFormat if form not in (InputFormat.PDF, InputFormat.HTML)))
"""The formats by what the first byte of an input says. PDF and HTML would start a process for each input."""


def read_notes(data: bytes) -> None:
    """The readers: the first byte chooses the format, the rest is the file."""
    form = FORMS[data[0] % len(FORMS)] if data else None
    if form is None and (data[1:].lstrip()[:5] == b"%PDF-" or b"<" in data[1:200]):
        form = InputFormat.TEXT
    with suppress(SummarizerError):
        notes = from_bytes(data[1:], "x", form=form)
        assert [line.number for line in notes.lines] == list(range(1, len(notes.lines) + 1))
        for piece in segments(notes):
            assert notes.line(piece.line).text[piece.start : piece.end] == piece.text


def read_draft(data: bytes) -> None:
    """The parser of drafts: places lie within the file, and its gaps can be found anew."""
    with suppress(SummarizerError):
        text = of_bytes(data, "x").text
        read = read_back(text)
        assert all(0 <= place.start <= place.end <= len(text) for place in read.places.values())
        check_back(read)


def read_json(data: bytes) -> None:
    """The reader of drafts in JSON."""
    with suppress(SummarizerError):
        check_json(of_bytes(data, "x").text, "x")


TARGETS: dict[str, Callable[[bytes], None]] = {"notes": read_notes, "draft": read_draft, "json": read_json}


def seeds(target: str) -> Iterator[bytes]:
    """Files that are as they should be, to begin with."""
    if target == "notes":
        for path in sorted((FIXTURES / "transcripts").iterdir()):
            if path.is_file() and path.suffix not in (".pdf", ".html", ".md") and path.stat().st_size < 20_000:
                yield b"\0" + path.read_bytes()
        for path in sorted((FIXTURES / "notes").glob("*-*")):
            yield b"\0" + path.read_bytes()
    elif target == "draft":
        for path in sorted((FIXTURES / "drafts").glob("*.md")):
            yield path.read_bytes()
    else:
        for path in sorted((FIXTURES / "drafts").glob("*.md")):
            yield read_back(path.read_text("utf-8")).draft.model_dump_json(by_alias=True).encode()
        yield b'{"summary":{"basics":{"coachee":{"text":"a","evidence":[{"line":1,"start":0,"end":1}]}}},"gaps":[]}'
