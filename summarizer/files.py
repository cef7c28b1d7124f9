"""Writing files that are either the old one or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


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
