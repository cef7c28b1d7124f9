"""Failures to write that every further file of a batch would meet as well, so that no more is asked for in vain."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from summarizer.errors import UsageError

_FULL = "batch.disk"
_BROKEN = "batch.store_broken"

HOPELESS = frozenset([_FULL, _BROKEN])
"""The messages of such failures."""

_FOR_ALL = frozenset([errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])

# What SQLite says of the disk, as the system numbers it. The record itself is sound then.
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}


def unwritable(error: OSError, path: Path) -> UsageError:
    """What a failure to write a file of a batch is told as."""
    message = _FULL if error.errno in _FOR_ALL else "output.unwritable"
    return UsageError(message, path=path, cause=error.strerror or error)


def unusable(error: sqlite3.Error, out: Path, store: Path) -> UsageError:
    """Likewise for the record of what is done, which is the file `store`."""
    if "locked" in str(error):
        return UsageError("batch.in_use", path=out)
    # The higher bits of a code say more than is known here.
    fault = _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if fault is None:
        return UsageError(_BROKEN, path=store, cause=error)
    return UsageError(_FULL, path=store, cause=os.strerror(fault))
