"""Files that are either the old one or the new one, whole, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_BY_DESCRIPTOR = Path("/proc/self/fd")
"""Where Linux lets an open file be given a name."""


def replace_file(path: Path, data: bytes) -> None:
    """Put the data in the place of an existing file, which keeps its mode; a link stays one. Raises OSError."""
    path = path.resolve()
    with atomic(path, replace=True, mode=path.stat().st_mode & 0o7777) as file:
        file.write(data)


def write_atomically(path: Path, data: bytes, replace: bool) -> None:
    """Put bytes into a file of mode 0600 in one step. Raises FileExistsError for one that is there unless `replace`."""
    with atomic(path, replace) as file:
        file.write(data)


@contextlib.contextmanager
def atomic(path: Path, replace: bool, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A file to write to that takes its name when the block ends well, and leaves no trace when it does not.

    Where the system can, it has no name until then: not even a process that is killed leaves half a draft behind.
    """
    unnamed = _unnamed(path.parent)
    descriptor, scratch = (unnamed, None) if unnamed is not None else _named(path)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            if mode != 0o600 and hasattr(os, "fchmod"):  # Windows has no such modes
                os.fchmod(file.fileno(), mode)
            if scratch is None and not replace:
                _link(file.fileno(), path)
                return
            if scratch is None:
                scratch = _free_name(path)
                _link(file.fileno(), scratch)
        if replace:
            scratch.replace(path)
        else:
            # A link fails where a rename would silently replace a file that appeared meanwhile.
            _link_or_replace(scratch, path)
    finally:
        if scratch is not None:
            scratch.unlink(missing_ok=True)


def _unnamed(folder: Path) -> int | None:
    """A new file of mode 0600 on the disk of a folder, open for writing; None where it would have to have a name."""
    kind = getattr(os, "O_TMPFILE", None)
    if kind is None or not _BY_DESCRIPTOR.is_dir():
        return None
    try:
        return os.open(folder, kind | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError:  # a file system that has none, or a fault that a named file meets as well
        return None


def _named(path: Path) -> tuple[int, Path]:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)  # mkstemp makes it 0600
    return descriptor, Path(name)


def _free_name(path: Path) -> Path:
    """A name beside a file that nobody has: a rename needs one to start from."""
    return path.with_name(f".{path.name[:40]}.{os.urandom(8).hex()}")


def _link(descriptor: int, path: Path) -> None:
    # With a descriptor for the folder, which an absolute path ignores, Python makes the call that follows the link.
    os.link(_BY_DESCRIPTOR / str(descriptor), path, src_dir_fd=descriptor)


def _link_or_replace(scratch: Path, path: Path) -> None:
    try:
        os.link(scratch, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(str(path)) from None
        scratch.replace(path)
