"""PDF and HTML, by markitdown or PDFium, in a process of its own that a hostile file may exhaust without harm.

markitdown comes with the extra `documents`: it pulls in about 190 MB, most of it a runtime for guessing file types.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from importlib.util import find_spec

from summarizer.errors import InputError
from summarizer.notes.conversion import MAX_SECONDS

PATIENCE = 120
"""Seconds by the clock, for a machine that gives the process little of its time."""


def convert(data: bytes, kind: str, name: str) -> str:
    """The text of a document; `kind` is `pdf` or `html` (in UTF-8).

    Raises InputError where the extra is not installed, and for documents that are broken or take too much.
    """
    if find_spec("markitdown") is None:
        raise InputError("input.needs_extra", name=name, kind=kind.upper(), extra="documents")
    command = [sys.executable, "-m", "summarizer.notes.conversion", kind]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise _slow(kind, name) from error
    if hasattr(signal, "SIGXCPU") and done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _slow(kind, name)
    if done.returncode:
        causes = done.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit {done.returncode}"]
        raise InputError("input.broken_document", name=name, kind=kind.upper(), cause=causes[-1][:120])
    return done.stdout.decode("utf-8", "replace")


def _slow(kind: str, name: str) -> InputError:
    return InputError("input.slow_document", name=name, kind=kind.upper(), seconds=MAX_SECONDS)
