"""A draft on disk: read with its encoding, written back in one step."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from summarizer.errors import InputError, UsageError
from summarizer.notes.encoding import decode
from summarizer.notes.limits import MAX_BYTES
from summarizer.review.model import ReadBack
from summarizer.review.reading import read_back

MAX_CHARACTERS = 80_000
"""Of a draft in Markdown. A talk of three hours with 18 actions gives 10,000; 80,000 brackets take seconds to parse."""
MAX_LINES = 10_000
MAX_JSON = 300_000
"""Characters of the same in JSON, which repeats the names of its parts."""


class Document(NamedTuple):
    """The text of a file, byte order mark and line ends included, and the bytes it came from."""

    text: str
    data: bytes
    encoding: str

    def encoded(self, text: str) -> bytes:
        """Another text in the encoding of this one."""
        return text.encode(self.encoding)


def read_document(path: Path) -> Document:
    """Read a draft. Raises InputError in one line that says why it cannot be read."""
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
        raise InputError("input.unreadable", name=name, cause=getattr(error, "strerror", None) or error) from error
    return of_bytes(data, name)


def of_bytes(data: bytes, name: str) -> Document:
    """Likewise from bytes; `name` is what messages call them."""
    if len(data) > MAX_BYTES:
        raise InputError("check.too_long", name=name, characters=f"{MAX_CHARACTERS:,}", lines=f"{MAX_LINES:,}")
    for encoding in ("utf-8", "utf-16", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-16" or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            if not text.strip("\ufeff \t\r\n"):
                raise InputError("input.empty", name=name)
            if "\0" not in text and text.encode(encoding) == data:
                return Document(_bounded(text, name), data, encoding)
    return Document(_bounded(decode(data, name), name), data, "utf-8")


def is_json(text: str) -> bool:
    """Whether a draft is one in JSON: Markdown of ours begins with a heading."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def _bounded(text: str, name: str) -> str:
    """A text that may be a draft. Raises InputError for one that is far longer than any."""
    most = MAX_JSON if is_json(text) else MAX_CHARACTERS
    lines = 0 if is_json(text) else text.count("\n") + text.count("\r") - text.count("\r\n")
    if len(text) > most or lines > MAX_LINES:
        raise InputError("check.too_long", name=name, characters=f"{most:,}", lines=f"{MAX_LINES:,}")
    return text


def drafted(text: str, name: str) -> ReadBack:
    """A Markdown draft read back. Raises UsageError for a text with no field of the template in it: those are notes."""
    read = read_back(text)
    if not read.places and read.provenance is None:
        raise UsageError("check.not_a_draft", name=name)
    return read
