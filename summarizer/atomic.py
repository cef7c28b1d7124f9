"""Files that are either the old one or the new one, whole, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def write_scratch(path: Path, data: bytes, mode: int = 0o600) -> Path:
    """The data on disk in a file beside `path`, ready to take its place. Nobody but the owner reads it before."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    scratch = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:  # mkstemp makes it 0600
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode != 0o600:
            scratch.chmod(mode)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
    return scratch


def replace_file(path: Path, data: bytes) -> None:
    """Put the data in the place of an existing file, which keeps its mode; a link stays one. Raises OSError."""
    path = path.resolve()
    scratch = write_scratch(path, data, path.stat().st_mode & 0o7777)
    try:
        scratch.replace(path)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise


def write_atomically(path: Path, data: bytes, replace: bool) -> None:
    """Put bytes into a file of mode 0600 in one step. Raises FileExistsError for one that is there unless `replace`."""
    with atomic(path, replace) as file:
        file.write(data)


@contextlib.contextmanager
def atomic(path: Path, replace: bool) -> Iterator[BinaryIO]:
    """A file to write to that takes its name when the block ends well, and leaves no trace when it does not."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    scratch = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:  # mkstemp makes it 0600
            yield file
            file.flush()
            os.fsync(file.fileno())
        if replace:
            scratch.replace(path)
        else:
            # A link fails where a rename would silently replace a file that appeared meanwhile.
            _link_or_replace(scratch, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            scratch.unlink()


def _link_or_replace(scratch: Path, path: Path) -> None:
    try:
        os.link(scratch, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(str(path)) from None
        scratch.replace(path)
