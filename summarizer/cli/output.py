"""Writing results: to stdout, or to a file that is either the old one or the new one, never half of one."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Collection
from pathlib import Path

from summarizer.atomic import write_atomically
from summarizer.errors import UsageError

_ENDINGS = {"text": "txt"}
"""The ending of a format's files, where that is not its name."""


def check_target(path: Path | None, force: bool) -> None:
    """Fail before the work, not after it: an existing file is replaced only with --force."""
    if path is None:
        return
    if path.is_dir():
        raise UsageError("output.directory", path=path)
    if path.exists() and not path.is_file():
        # --force would put a file in the place of a pipe, or of /dev/null.
        raise UsageError("output.special", path=path)
    if (path.exists() or path.is_symlink()) and not force:
        raise UsageError("output.exists", path=path)
    if fault := _fault(path.parent):
        raise UsageError("output.unwritable", path=path, cause=os.strerror(fault))


def _fault(folder: Path) -> int:
    """Why no file can be made in a folder, as the system numbers it; 0 where one probably can."""
    if not folder.is_dir():
        return errno.ENOTDIR if folder.exists() else errno.ENOENT
    writable = os.access(folder, os.W_OK)
    if hasattr(os, "statvfs"):
        disk = os.statvfs(folder)
        if disk.f_flag & os.ST_RDONLY:
            return errno.EROFS
        if writable and disk.f_blocks and not disk.f_bfree:
            return errno.ENOSPC
    return 0 if writable else errno.EACCES


def write_result(result: str | bytes, path: Path | None, force: bool) -> None:
    """Print a result, or put it into a file of mode 0600 in one step. Raises UsageError when that fails."""
    # A name in another encoding goes out as it came in.
    data = result.encode("utf-8", "surrogateescape") if isinstance(result, str) else result
    if path is None:
        if isinstance(result, bytes) and sys.stdout.isatty():
            raise UsageError("output.not_text")
        _print(data)
        return
    check_target(path, force)
    if force:
        path = path.resolve()  # a link stays one: what it points to is replaced
    try:
        write_atomically(path, data, force)
    except FileExistsError as error:
        raise UsageError("output.exists", path=path) from error
    except OSError as error:
        raise UsageError("output.unwritable", path=path, cause=error.strerror or error) from error


def _print(data: bytes) -> None:
    try:
        # Bytes, so that a terminal's encoding cannot fail on Chinese.
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (`| head`); the exit code still says what was found.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise UsageError("output.unwritable", path="<stdout>", cause=error.strerror or error) from error


def form_for(form: str | None, path: Path | None, default: str, endings: Collection[str] = ("json", "md")) -> str:
    """The format asked for, else that of the file's ending, else the default.

    Raises UsageError for an ending that is none of `endings`: another program would open the file as what it is not.
    """
    if form:
        return form
    ending = path.suffix.lower().removeprefix(".") if path is not None else ""
    if not ending or _ENDINGS.get(default) == ending:
        return default
    if ending not in endings:
        known = dict.fromkeys((_ENDINGS.get(default, default), *endings))
        raise UsageError("output.ending", path=path, known=", ".join(f".{one}" for one in known))
    return ending
