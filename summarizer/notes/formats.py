"""Which format a file has: told by its content, by its ending only where the content leaves it open."""

from __future__ import annotations

import re
from enum import StrEnum

from summarizer.notes.json_transcript import is_json
from summarizer.notes.subtitles import is_subtitles
from summarizer.notes.word import is_zip
from summarizer.text.patterns import deferred


class InputFormat(StrEnum):
    """The formats that notes come in."""

    TEXT = "text"
    """Notes as they stand, plain or Markdown."""
    TRANSCRIPT = "transcript"
    """A text export with speakers, with or without times."""
    VTT = "vtt"
    SRT = "srt"
    """SubRip, and SBV."""
    JSON = "json"
    """Whisper, WhisperX, timed words."""
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


_HTML = deferred(r"\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype\s{1,9}html|html|head|body)\b", re.I)
CUES = (InputFormat.VTT, InputFormat.SRT)
CUE_ENDINGS = (".vtt", ".srt", ".sbv")


def format_of_bytes(data: bytes) -> InputFormat | None:
    """The format of a file that is no text; None for text and for what is not known."""
    if is_zip(data):
        return InputFormat.DOCX
    return InputFormat.PDF if data.lstrip()[:5] == b"%PDF-" else None


def format_of_text(text: str) -> InputFormat:
    """The format of a text; `TEXT` also for what may be a transcript in text, which its lines decide."""
    start = text.removeprefix("\ufeff")
    if start.lstrip().startswith("WEBVTT"):
        return InputFormat.VTT
    if is_json(start):
        return InputFormat.JSON
    if _HTML.match(start):
        return InputFormat.HTML
    if is_subtitles(start):
        return InputFormat.SRT
    return InputFormat.TEXT
