"""Writing the requests of many files in the Batch format, and the manifest that ties the answers to the files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from summarizer.atomic import atomic
from summarizer.batch.form import Recipe, line, open_requests, requests
from summarizer.batch.sources import Source
from summarizer.batch.store import Failure, Store
from summarizer.batch.targets import TARGETS, Target
from summarizer.errors import InputError, SummarizerError, UsageError
from summarizer.notes import InputFormat, Notes
from summarizer.notes.naming import Stated
from summarizer.notes.reading import from_file, read_bytes
from summarizer.redaction import Redaction, guard


class Exported(NamedTuple):
    """What was written, and the files that could not be read."""

    files: int
    requests: int
    shards: list[Path]
    manifest: Path
    failures: list[tuple[str, Failure]]


def manifest_of(requests_file: Path) -> Path:
    """Where the manifest of an export stands."""
    return requests_file.with_suffix(".manifest.jsonl")


def mapping_of(manifest: Path) -> Path:
    """Where what was taken out of the notes of an export stands."""
    return manifest.with_name(f"{manifest.name.removesuffix('.jsonl').removesuffix('.manifest')}.redaction.json")


def notes_of(sources: Iterable[Source], recipe: Recipe, only_failed: Store | None = None) -> Iterator[Notes]:
    """The notes that an export is about, as far as they can be read."""
    for source in sources:
        if only_failed is None or only_failed.has_failed(source.path):
            with suppress(SummarizerError):
                yield from_file(read_bytes(source.path), source.path, recipe.input_format)


def export(
    sources: Iterable[Source],
    path: Path,
    recipe: Recipe,
    force: bool,
    only_failed: Store | None = None,
    redaction: Redaction | None = None,
) -> Exported:
    """Write the requests for the sources, in as many files as the target's limits ask for.

    With `only_failed` those that a batch still lacks. With `redaction` nothing that it found is in them, and what it
    took out is kept in a file of its own for the import. Raises UsageError for a file that is there unless `force`,
    RedactionError for a request that would still hold something of what was found.
    """
    check = guard(redaction) if redaction else None
    failures: list[tuple[str, Failure]] = []
    known: set[str] = set()
    files = count = 0
    manifest = manifest_of(path)
    limit = TARGETS[recipe.target].line
    try:
        with ExitStack() as stack:
            listed = stack.enter_context(atomic(manifest, force))
            kept = stack.enter_context(atomic(mapping_of(manifest), force)) if redaction else None
            shards = stack.enter_context(_Shards(path, TARGETS[recipe.target], force))
            _put(listed, {"schema": 1, **recipe._asdict()})
            for source in sources:
                if only_failed is not None and not only_failed.has_failed(source.path):
                    continue
                try:
                    notes = from_file(read_bytes(source.path), source.path, recipe.input_format)
                    shown, how = recipe.shown(notes, redaction)
                    asks = open_requests(shown, how, only_failed.answer) if only_failed else requests(shown, how)
                    lines = [line(request, shown, how) for request in asks]
                    if limit is not None and any(len(data) > limit for data in lines):
                        raise InputError("batch.line_too_long", target=recipe.target)
                except SummarizerError as error:
                    failures.append(("/".join(source.place), Failure.of(error)))
                    continue
                files += 1
                _put(listed, {"path": str(source.path), "place": source.place, "sha256": notes.sha256})
                if notes.sha256 in known:
                    continue  # one answer serves all files with the same content
                known.add(notes.sha256)
                for data in lines:
                    if check:
                        check(data)
                    shards.write(data)
                count += len(lines)
            if kept and redaction:
                kept.write(redaction.dump())
    except FileExistsError as error:
        raise UsageError("output.exists", path=path) from error
    except OSError as error:
        raise UsageError("output.unwritable", path=path, cause=error.strerror or error) from error
    return Exported(files, count, shards.paths, manifest, failures)


class Manifest(NamedTuple):
    """What an export said of itself."""

    recipe: Recipe
    path: Path

    def sources(self) -> Iterator[tuple[Source, str]]:
        """The files of the export with the sha256 they had."""
        with self.path.open(encoding="utf-8") as file:
            next(file)
            for row in file:
                entry = json.loads(row)
                yield Source(Path(entry["path"]), tuple(entry["place"])), entry["sha256"]


def read_manifest(path: Path) -> Manifest:
    """The manifest of an export. Raises UsageError for what is none."""
    try:
        with path.open(encoding="utf-8") as file:
            head: dict[str, Any] = json.loads(next(file))
        form = InputFormat(head["input_format"]) if head["input_format"] else None
        if head["schema"] != 1 or head["target"] not in TARGETS:
            raise ValueError
        stated = Stated(*head.get("stated", ()))
        known = Recipe(head["target"], head["model"], head["language"], form, stated, head.get("redaction", ""))
        return Manifest(known, path)
    except OSError as error:
        raise UsageError("batch.no_manifest", path=path) from error
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise UsageError("batch.bad_manifest", path=path) from error


def read_mapping(manifest: Manifest) -> Redaction | None:
    """What was taken out of an export's notes; None where nothing was. Raises UsageError where it is not there."""
    if not manifest.recipe.redaction:
        return None
    path = mapping_of(manifest.path)
    try:
        redaction = Redaction.load(path.read_bytes())
    except OSError as error:
        raise UsageError("redact.no_mapping", path=path) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("redact.bad_mapping", path=path) from error
    if redaction.name != manifest.recipe.redaction:
        raise UsageError("redact.bad_mapping", path=path)
    return redaction


def _put(file: BinaryIO, entry: dict[str, Any]) -> None:
    # Escapes, so that a name in another encoding than UTF-8 comes back as it was.
    file.write(json.dumps(entry).encode() + b"\n")


class _Shards:
    """Files of requests, none larger than a target takes: `x.jsonl`, `x-2.jsonl`, …"""

    def __init__(self, path: Path, target: Target, force: bool) -> None:
        self.paths: list[Path] = []
        self._path = path
        self._target = target
        self._force = force
        self._stack = ExitStack()
        self._file: BinaryIO | None = None
        self._lines = self._bytes = 0

    def __enter__(self) -> _Shards:
        return self

    def __exit__(self, *failure: Any) -> None:
        self._stack.__exit__(*failure)

    def write(self, data: bytes) -> None:
        limits = self._target
        full = limits.lines is not None and self._lines >= limits.lines
        full |= limits.bytes is not None and self._bytes + len(data) > limits.bytes
        if self._file is None or full:
            self._file = self._next()
        self._file.write(data)
        self._lines += 1
        self._bytes += len(data)

    def _next(self) -> BinaryIO:
        self._stack.close()
        number = len(self.paths) + 1
        path = self._path if number == 1 else self._path.with_stem(f"{self._path.stem}-{number}")
        file = self._stack.enter_context(atomic(path, self._force))
        self.paths.append(path)
        self._lines = self._bytes = 0
        return file
