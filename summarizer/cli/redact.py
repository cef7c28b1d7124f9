"""What `--redact` goes by, worked out before anything is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.console import tell
from summarizer.errors import InputError, UsageError

if TYPE_CHECKING:
    from summarizer.providers.settings import Endpoint
    from summarizer.redaction import How


def redaction_for(redact: bool, names: Path | None, endpoint: Endpoint | None, quiet: bool) -> How | None:
    """How to redact, or None where it was not asked for or nothing leaves this process.

    `endpoint` is where the notes go, None for a file of requests. Raises UsageError where the embedded model, which
    finds people, is not installed and the user names nobody: less than was asked for is never done without a word.
    """
    if not redact and names is None:
        return None
    if endpoint is not None and endpoint.is_local:
        if not quiet:
            tell("redact.local")
        return None
    from summarizer.providers.settings import load_settings, resolve
    from summarizer.redaction import How, model_installed

    given = _read(names) if names else ()
    if model_installed():
        if not quiet:
            tell("redact.finding")
        return How(given, resolve(load_settings(provider="local")))
    if not given:
        raise UsageError("redact.no_model")
    tell("redact.partly", count=len(given), path=names)
    return How(given)


def _read(path: Path) -> tuple[str, ...]:
    from summarizer.notes.encoding import decode
    from summarizer.notes.reading import read_bytes
    from summarizer.redaction import names_in

    names = names_in(decode(read_bytes(path), str(path)))
    if not names:
        raise InputError("input.empty", name=path)
    return names
