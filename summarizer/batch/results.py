"""Reading the answers of a batch service, in any order, and drafting from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.api import Asked, verified
from summarizer.batch.disk import HOPELESS
from summarizer.batch.export import Manifest, read_mapping
from summarizer.batch.form import Unanswered, drafted
from summarizer.batch.outputs import publish
from summarizer.batch.store import Answer, Failure, Problem, Row, Store
from summarizer.batch.targets import TARGETS
from summarizer.errors import EndpointError, InputError, SummarizerError, UsageError
from summarizer.notes.reading import from_file, read_bytes
from summarizer.providers.connection import Usage
from summarizer.record import ModelUsed
from summarizer.redaction import Redaction, restored

_LONGEST_CAUSE = 160


class Taken(NamedTuple):
    """What an import came to. `unreadable` are lines of the results that are no result."""

    drafted: int
    failed: int
    unreadable: int


async def import_results(
    store: Store,
    manifest: Manifest,
    results: Iterable[Path],
    out: Path,
    force: bool,
    on_failed: Callable[[Row, Failure], None],
) -> Taken:
    """Take the answers in and draft every file of the manifest that all answers are there for.

    Answers of earlier imports into the same OUT count too. What was taken out of the notes is put back.
    """
    redaction = read_mapping(manifest)
    unreadable = sum(_take(store, path) for path in results)
    exported = {}
    for source, content in manifest.sources():
        exported[source.path] = content
    store.enlist(source for source, _ in manifest.sources())
    done = failed = 0
    for row in store.rows():
        try:
            await _draft(store, manifest, row, exported[row.path], out, force, redaction)
            done += 1
        except SummarizerError as error:
            if error.message in HOPELESS:
                raise
            failure = Failure.of(error)
            store.failed(row, manifest.recipe.fingerprint, exported[row.path], failure)
            on_failed(row, failure)
            failed += 1
    return Taken(done, failed, unreadable)


async def _draft(
    store: Store, manifest: Manifest, row: Row, exported: str, out: Path, force: bool, redaction: Redaction | None
) -> None:
    recipe = manifest.recipe
    notes = from_file(read_bytes(row.path), row.path, recipe.input_format)
    if notes.sha256 != exported:
        raise InputError("batch.changed", name=row.shown)
    shown, how = recipe.shown(notes, redaction)
    made = drafted(shown, how, store.answer)
    if isinstance(made, Unanswered):
        raise EndpointError(f"batch.{made.problem.value}", id=made.request.id, cause=made.cause)
    draft, answers = made
    if redaction:
        draft = restored(draft, redaction, notes)
    usage = Usage(
        len(answers), sum(used.prompt_tokens for used in answers), 0, sum(used.completion_tokens for used in answers)
    )
    model = ModelUsed(provider=TARGETS[recipe.target].preset.name, name=recipe.model, prompts=draft.prompt)
    asked = Asked(draft, recipe.language_for(notes), model, usage, 0.0)
    await publish(store, out, row, verified(asked, notes).draft, notes, recipe.fingerprint, force)


def _take(store: Store, path: Path) -> int:
    """Store every answer of a file of results; how many of its lines are none."""
    unreadable = 0
    try:
        with path.open("rb") as file:
            for chunk in iter(lambda: file.readlines(1_000_000), []):
                read = [_result(line) for line in chunk if line.strip()]
                store.keep([result for result in read if result])
                unreadable += read.count(None)
    except OSError as error:
        raise UsageError("input.unreadable", name=path, cause=error.strerror or error) from error
    return unreadable


def _result(line: bytes) -> tuple[str, Answer] | None:
    """A line of results: the id of its request, and the answer or what kept it."""
    try:
        result: dict[str, Any] = json.loads(line)
        name = result["custom_id"]
        if not isinstance(name, str):
            return None
    except (ValueError, KeyError, TypeError):
        return None
    try:
        return name, _answer(result)
    except (KeyError, IndexError, TypeError, AttributeError):
        return name, Answer("", Problem.ERROR)


def _answer(result: dict[str, Any]) -> Answer:
    response = result.get("response") or {}
    body = response.get("body") or {}
    error = result.get("error") or body.get("error")
    if error or response.get("status_code", 200) != 200:
        said = error.get("message") or error.get("code") if isinstance(error, dict) else error
        return Answer(" ".join(str(said or response.get("status_code")).split())[:_LONGEST_CAUSE], Problem.ERROR)
    choice = body["choices"][0]
    usage = body.get("usage") or {}
    cost = int(usage.get("prompt_tokens") or 0), int(usage.get("completion_tokens") or 0)
    if choice.get("finish_reason") == "length":
        return Answer("", Problem.TRUNCATED, *cost)
    return Answer(choice["message"].get("content") or "", None, *cost)
