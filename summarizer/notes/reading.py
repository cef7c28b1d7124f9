"""Reading notes from a file, a pipe or a terminal."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import BinaryIO

from summarizer.errors import InputError
from summarizer.notes.encoding import decode
from summarizer.notes.model import Line, Notes

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 400_000
"""About twenty hours of talk. Longer than that is a wrong file, not a coaching session."""

_LINE_END = re.compile(r"\r\n|\r|\n")


def read_file(path: Path) -> Notes:
    """Notes from a file. Raises InputError for what cannot be read, in one line that says why."""
    name = str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError("input.missing", name=name) from error
    except IsADirectoryError as error:
        raise InputError("input.directory", name=name) from error
    except PermissionError as error:
        raise InputError("input.permission", name=name) from error
    except (OSError, ValueError) as error:
        raise InputError("input.unreadable", name=name, cause=_cause(error)) from error
    # A name in another encoding than UTF-8 could be written into no draft.
    return from_bytes(data, name, source_name=os.fsencode(path.name).decode("utf-8", "replace"))


def read_stream(stream: BinaryIO, name: str = "<stdin>") -> Notes:
    """Notes from a pipe or a terminal, to its end."""
    return from_bytes(stream.read(MAX_BYTES + 1), name)


def from_bytes(data: bytes, name: str, source_name: str | None = None) -> Notes:
    """Notes from the bytes of a file; `name` is what messages call it, `source_name` what the draft calls it."""
    if len(data) > MAX_BYTES:
        raise InputError("input.too_long", name=name, limit=f"{MAX_CHARACTERS:,}")
    text = decode(data, name)
    if not text.strip("\ufeff \t\r\n\f\v\u3000"):
        raise InputError("input.empty", name=name)
    if len(text) > MAX_CHARACTERS:
        raise InputError("input.too_long", name=name, limit=f"{MAX_CHARACTERS:,}")
    pieces = _LINE_END.split(text)
    if not pieces[-1]:
        pieces.pop()
    lines = tuple(Line(number, piece) for number, piece in enumerate(pieces, 1))
    return Notes(source_name or name, hashlib.sha256(data).hexdigest(), lines)


def _cause(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
