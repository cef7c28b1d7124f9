"""The standard streams as a command may rely on them, whatever its caller did to them."""

from __future__ import annotations

import io
import os
import sys
from typing import Any

_STANDARD = 2
"""The last of the descriptors that every program is given."""


def hold_closed_ones() -> None:
    """Put /dev/null behind streams that were closed (`2>&-`).

    Else the next file that is opened gets their number, and what a library prints ends up in a draft.
    """
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _STANDARD:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - for as long as the process lives
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def never_fail() -> None:
    """Let work go on where nobody hears what it says on stderr (`2>&1 | head -1`, a full disk behind a log).

    A message is no result: that it is lost ends no command, and hides no exit code.
    """
    if isinstance(sys.stderr, io.TextIOWrapper):
        told = sys.stderr
        raw = _Unheard(told.fileno(), "w", closefd=False)
        sys.stderr = io.TextIOWrapper(
            io.BufferedWriter(raw), encoding=told.encoding, errors=told.errors, line_buffering=True
        )


class _Unheard(io.FileIO):
    def write(self, data: Any) -> int:
        try:
            return super().write(data) or 0
        except OSError:
            return len(data)
