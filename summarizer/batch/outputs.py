"""The drafts of a batch on disk, which a person may have edited since."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from summarizer.atomic import write_atomically
from summarizer.batch.disk import unwritable
from summarizer.batch.store import Row, Store
from summarizer.errors import UsageError
from summarizer.notes import Notes
from summarizer.record import Draft
from summarizer.rendering import render, render_json

ENDINGS = ("md", "json")


def standing(out: Path, row: Row) -> bool:
    """Whether both forms of a file's draft are there."""
    return all(_file(out, row, ending).is_file() for ending in ENDINGS)


async def publish(store: Store, out: Path, row: Row, draft: Draft, notes: Notes, recipe: str, force: bool) -> None:
    """Write a draft in both forms and have the store say that it is done.

    Raises UsageError where something stands in its place that this program did not write, unless `force`.
    """
    texts = {"md": render(draft, notes).encode(), "json": render_json(draft).encode()}
    for ending in ENDINGS:
        _check(out, row, ending, force)
    store.intend(row, {ending: _sha(text) for ending, text in texts.items()})
    # The disk is waited for in a thread: asks of other files go on meanwhile.
    await asyncio.gather(*(asyncio.to_thread(_write, _file(out, row, ending), text) for ending, text in texts.items()))
    store.done(row, recipe, draft)


def _write(path: Path, data: bytes) -> None:
    try:
        write_atomically(path, data, replace=True)
    except OSError as error:
        raise unwritable(error, path) from error


def _file(out: Path, row: Row, ending: str) -> Path:
    return out / f"{row.target}.{ending}"


def _check(out: Path, row: Row, ending: str, force: bool) -> None:
    path = _file(out, row, ending)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.resolve().is_relative_to(out.resolve()):
            raise UsageError("batch.outside", path=path)
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise UsageError("output.special", path=path)
        if not force and path.exists():
            ours = {row.written.get(ending), row.intended.get(ending)}
            if _sha(path.read_bytes()) not in ours:
                raise UsageError("batch.edited", path=path)
    except OSError as error:
        raise unwritable(error, path) from error


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
