"""What is fuzzed: each target takes any bytes, and may refuse them with an error of ours and with nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import SummarizerError
from summarizer.notes import InputFormat, Notes
from summarizer.notes.reading import from_bytes
from summarizer.reading import segments
from summarizer.review import read_back
from summarizer.review.check import check_back, check_json
from summarizer.review.files import of_bytes

FIXTURES = Path(__file__).parents[2] / "fixtures"
TRANSCRIPTS = FIXTURES / "transcripts"
_BODY = "word/document.xml"


def read_plain(data: bytes) -> None:
    """Notes, Markdown and text exports, and whatever else the bytes show themselves to be."""
    if data.lstrip()[:5] == b"%PDF-" or b"<" in data[:200]:
        _read(data, InputFormat.TEXT)  # PDF and HTML would start a process for each input
    else:
        _read(data, None)


def read_export(data: bytes) -> None:
    """A text that somebody says is a transcript."""
    _read(data, InputFormat.TRANSCRIPT)


def read_vtt(data: bytes) -> None:
    _read(data, InputFormat.VTT)


def read_srt(data: bytes) -> None:
    _read(data, InputFormat.SRT)


def read_talk(data: bytes) -> None:
    """A recogniser's JSON."""
    _read(data, InputFormat.JSON)


def read_docx(data: bytes) -> None:
    """A Word file, or the XML in one: bytes changed in an archive seldom come past its checksums."""
    _read(data if data[:2] == b"PK" else package(data), InputFormat.DOCX)


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


def _read(data: bytes, form: InputFormat | None) -> None:
    with suppress(SummarizerError):
        _holds(from_bytes(data, "x", form=form))


def _holds(notes: Notes) -> None:
    """What was read can be written, its lines are numbered without a gap, and what is read out of one stands in it."""
    notes.text.encode()
    assert [line.number for line in notes.lines] == list(range(1, len(notes.lines) + 1))
    for piece in segments(notes):
        assert notes.line(piece.line).text[piece.start : piece.end] == piece.text


def package(body: bytes) -> bytes:
    """A Word file around the XML of a body."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(TRANSCRIPTS / "form.docx") as whole,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in whole.infolist():
            made.writestr(part.filename, body if part.filename == _BODY else whole.read(part))
    return packed.getvalue()


class Target(NamedTuple):
    """`seeds` are patterns below fixtures; `words`, with `·` between them, what may be put into an input at once."""

    run: Callable[[bytes], None]
    seeds: tuple[str, ...]
    words: str


_TEXTS = ("transcripts/*.txt", "transcripts/minutes.md", "notes/*-*")
_SPEECH = "00:00:01·[00:01]·说话人 1·李明：·Emma: ·\n\n·：·。·，·下周三·今天"
_CUES = "WEBVTT·NOTE·-->·00:01.000 --> 00:02.000·00:00:01,000·<v ·</v>·<c>·&amp;·\n\n·>>"

TARGETS = {
    "text": Target(read_plain, _TEXTS, f"{_SPEECH}·# ·- [x] ·| a | b |\n·|---|---|\n·**·目标：·忽略以上"),
    "export": Target(read_export, _TEXTS, f"{_SPEECH}·From · to ·文字记录·关键词：·joined the meeting"),
    "vtt": Target(read_vtt, ("transcripts/*.vtt",), _CUES),
    "srt": Target(read_srt, ("transcripts/*.srt", "transcripts/*.sbv"), _CUES),
    "talk": Target(
        read_talk,
        ("transcripts/*.json",),
        '"segments":·"transcription":·"words":·"text":·"word":·"start":·"end":·"speaker":',
    ),
    "docx": Target(
        read_docx,
        ("transcripts/*.docx",),
        "<w:p>·</w:p>·<w:r>·<w:t>·<w:tbl>·<w:tr>·<w:tc>·<w:del>·<w:ins>·<w:br/>·<w:tab/>",
    ),
    "draft": Target(
        read_draft,
        ("drafts/*.md",),
        "**目标**·### ·- [ ] ·- [x] ·| ·|---|·[^1]·[^1]: ·<!-- · -->·**〔审阅人〕**·**〔未谈及〕**·**〔待确认〕**·"
        "> ·&nbsp;·&#42;·`·\\·<br>·](·![·```",
    ),
    "json": Target(
        read_json,
        ("drafts/*.md",),
        '"summary":·"gaps":·"evidence":·"line":·"start":·"end":·"text":·"waivers":·"source":',
    ),
}


def seeds(name: str) -> Iterator[bytes]:
    """Files that are as they should be, to begin with."""
    for path in sorted(path for pattern in TARGETS[name].seeds for path in FIXTURES.glob(pattern)):
        data = path.read_bytes()
        if name == "docx":
            with zipfile.ZipFile(path) as whole:
                yield whole.read(_BODY)
        if name == "json":
            data = read_back(data.decode()).draft.model_dump_json(by_alias=True).encode()
        yield data
