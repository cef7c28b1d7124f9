"""Reading notes and transcripts from a file, a pipe or a terminal."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePath
from typing import BinaryIO

from summarizer.errors import InputError
from summarizer.notes.encoding import decode
from summarizer.notes.exports import plan_for, read_export
from summarizer.notes.formats import CUE_ENDINGS, CUES, InputFormat, format_of_bytes, format_of_text
from summarizer.notes.limits import MAX_BYTES, MAX_CHARACTERS, MAX_LINES, MAX_MARKUP, too_long
from summarizer.notes.model import Line, Notes
from summarizer.notes.turns import Read
from summarizer.text.patterns import deferred

_LINE_END = deferred(r"\r\n|\r|\n")
_WITH_MARKUP = (*CUES, InputFormat.HTML)


def read_file(path: Path, form: InputFormat | None = None) -> Notes:
    """Notes from a file, in the format that its content shows unless `form` names one.

    Raises InputError for what cannot be read, in one line that says why.
    """
    return from_file(read_bytes(path), path, form)


def from_file(data: bytes, path: Path, form: InputFormat | None = None) -> Notes:
    """Notes from the bytes that `read_bytes` gave for a file."""
    # A name in another encoding than UTF-8 could be written into no draft.
    return from_bytes(data, str(path), os.fsencode(path.name).decode("utf-8", "replace"), form)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or as many as show that it is too long. Raises InputError for what cannot be read."""
    name = str(path)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError("input.missing", name=name) from error
    except IsADirectoryError as error:
        raise InputError("input.directory", name=name) from error
    except PermissionError as error:
        raise InputError("input.permission", name=name) from error
    except (OSError, ValueError) as error:
        raise InputError("input.unreadable", name=name, cause=_cause(error)) from error


def read_stream(stream: BinaryIO, name: str = "<stdin>", form: InputFormat | None = None) -> Notes:
    """Notes from a pipe or a terminal, to its end."""
    return from_bytes(stream.read(MAX_BYTES + 1), name, form=form)


def from_bytes(data: bytes, name: str, source_name: str | None = None, form: InputFormat | None = None) -> Notes:
    """Notes from the bytes of a file; `name` is what messages call it, `source_name` what the draft calls it."""
    if len(data) > MAX_BYTES:
        raise too_long(name)
    read = _read(data, name, form)
    if sum(len(line.text) + 1 for line in read.lines) - 1 > MAX_CHARACTERS:
        raise too_long(name)
    if not any(line.text.strip("\ufeff \t\r\n\f\v\u3000") for line in read.lines):
        raise InputError("input.empty", name=name)
    return Notes(source_name or name, hashlib.sha256(data).hexdigest(), read.lines, read.remarks)


def _read(data: bytes, name: str, form: InputFormat | None) -> Read:
    kind = form or format_of_bytes(data)
    if kind is InputFormat.DOCX:
        from summarizer.notes.word import read_word

        return _of_lines(read_word(data, name))
    if kind is InputFormat.PDF:
        return _of_lines(_converted(data, kind, name))
    text = decode(data, name)
    kind = kind or format_of_text(text)
    if kind is InputFormat.JSON:
        from summarizer.notes.json_transcript import read_json

        return read_json(text, name)
    if len(text) > (MAX_MARKUP if kind in _WITH_MARKUP else MAX_CHARACTERS):
        raise too_long(name)
    if kind is InputFormat.HTML:
        return _of_lines(_converted(text.encode("utf-8", "replace"), kind, name))
    lines = _split(text)
    return _of_cues(lines, name) if kind in CUES else _of_text(lines, name, form)


def _of_cues(lines: list[str], name: str) -> Read:
    from summarizer.notes.subtitles import read_subtitles

    if sum(map(bool, lines)) > MAX_LINES:
        raise too_long(name)
    return read_subtitles(lines)


def _of_text(lines: list[str], name: str, form: InputFormat | None) -> Read:
    plan = None if form is InputFormat.TEXT else plan_for(lines, forced=form is InputFormat.TRANSCRIPT)
    if plan:
        return read_export(lines, plan)
    if form is InputFormat.TRANSCRIPT and any(line.strip() for line in lines):
        raise InputError("input.no_turns", name=name)
    if form is None and PurePath(name).suffix.lower() in CUE_ENDINGS:
        # Nothing in it tells, as when every timing is broken: here the ending does.
        return _of_cues(lines, name)
    return Read(tuple(Line(number, line, source_line=number) for number, line in enumerate(lines, 1)))


def _of_lines(lines: list[str]) -> Read:
    """Lines that come out of a document, and are no lines of its file."""
    lines = [line for line in lines if line.strip()]
    if plan := plan_for(lines):
        return read_export(lines, plan, numbered=False)
    return Read(tuple(Line(number, line.rstrip()) for number, line in enumerate(lines, 1)))


def _converted(data: bytes, kind: InputFormat, name: str) -> list[str]:
    from summarizer.notes.converted import convert

    return _split(convert(data, kind.value, name))


def _split(text: str) -> list[str]:
    pieces = _LINE_END.split(text)
    if not pieces[-1]:
        pieces.pop()
    return pieces


def _cause(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
