"""Which files a batch is about, and the names their drafts get."""

from __future__ import annotations

import glob
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import InputError, UsageError

ENDINGS = frozenset(".txt .text .md .markdown .vtt .srt .sbv .json .docx .pdf .html .htm".split())
"""Of a folder's files those that can be notes; a file that is named itself is taken whatever it is called."""

INDEX = "index"
"""The name of the roll-up; no draft at the top has it."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST_NAME = 180
"""Bytes; file systems take 255, and an ending and a scratch file's prefix are still to come."""


class Source(NamedTuple):
    """A file to draft from. `place` is where it stands as seen by the user, and where its draft will below OUT."""

    path: Path
    place: tuple[str, ...]


def find_sources(
    paths: Iterable[Path], out: Path, base: Path, on_other: Callable[[Path], None] = lambda path: None
) -> Iterator[Source]:
    """The files that paths name: files, folders with all below them, globs; in a stable order.

    Places are relative to `base`; of what lies outside it, to what was named. Hidden files and OUT itself are left
    out; `on_other` is told of files in folders that are of no kind that is read. Raises InputError for a path that
    names nothing, UsageError for one inside OUT, where drafts would be taken for notes.
    """
    named: list[Path] = []
    for path in (found for given in paths for found in _expanded(given)):
        # Not resolved: a link keeps the name that the user knows it by.
        whole = Path(os.path.abspath(base / path))  # noqa: PTH100
        if whole.resolve().is_relative_to(out.resolve()):
            raise UsageError("batch.inside_out", path=path, out=out)
        named.append(whole)
    return (
        Source(file, file.relative_to(base if whole.is_relative_to(base) else whole.parent).parts)
        for whole in named
        for file in _files(whole, out.resolve(), on_other)
    )


def _expanded(path: Path) -> list[Path]:
    if path.exists() or path.is_symlink():
        return [path]
    pattern = str(path)
    found = glob.glob(pattern, recursive=True) if glob.has_magic(pattern) else []  # noqa: PTH207 - patterns may be absolute
    if not found:
        raise InputError("input.missing", name=path)
    return [Path(name) for name in sorted(found)]


def _files(path: Path, out: Path, on_other: Callable[[Path], None]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, below, names in os.walk(path, onerror=_refuse):
        here = Path(folder)
        below[:] = sorted(name for name in below if not name.startswith(".") and (here / name).resolve() != out)
        for name in sorted(name for name in names if not name.startswith(".")):
            if Path(name).suffix.lower() in ENDINGS:
                yield here / name
            else:
                on_other(here / name)


def _refuse(error: OSError) -> None:
    """A folder that cannot be looked into: to pass over it would leave out files that somebody counts on."""
    if isinstance(error, PermissionError):
        raise InputError("input.permission", name=error.filename) from error
    raise InputError("input.unreadable", name=error.filename, cause=error.strerror or error) from error


def mirrored(place: tuple[str, ...]) -> str:
    """The name of a draft below OUT, without its ending: the source's own, made safe on every file system.

    It keeps the source's ending, so that `a.txt` and `a.vtt` do not meet. A name that had to be changed gets a
    fingerprint of the old one.
    """
    safe = [_safe(part) for part in place]
    if len(safe) == 1 and safe[0].casefold() == INDEX:
        safe[0] = _marked(safe[0], place[0])
    return "/".join(safe)


def collided(name: str, path: Path) -> str:
    """Another name for the draft of a file whose own is taken, the same each time."""
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{_marked(last, str(path))}"


def folded(name: str) -> str:
    """Names that one file system or another takes for the same are equal when folded."""
    return unicodedata.normalize("NFKC", name).casefold()


def _safe(part: str) -> str:
    safe = _UNSAFE.sub("_", unicodedata.normalize("NFC", part)).strip(" ")
    safe = safe.rstrip(".") or "_"
    if safe.startswith(".") or _DEVICES.match(safe):
        safe = f"_{safe}"
    while len(safe.encode()) > _LONGEST_NAME:
        safe = safe[:-1]
    return safe if safe == unicodedata.normalize("NFC", part) else _marked(safe, part)


def _marked(name: str, original: str) -> str:
    mark = hashlib.sha256(os.fsencode(original)).hexdigest()[:8]
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{mark}{dot}{ending}" if dot and stem else f"{name}-{mark}"
