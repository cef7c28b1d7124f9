"""Files that are either the old one or the new one, whole, whatever happens meanwhile."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


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
