"""summarizer batch export|import|submit|status|fetch"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from summarizer.cli.console import interface_language, tell
from summarizer.cli.options import (
    FILE,
    endpoint_options,
    folder_option,
    input_option,
    language_option,
    people_options,
    quiet_option,
    redact_options,
)
from summarizer.cli.redact import redaction_for
from summarizer.cli.worded import command, option
from summarizer.errors import Exit, UsageError
from summarizer.wording import say

if TYPE_CHECKING:
    from summarizer.batch.store import Failure, Row
    from summarizer.providers.settings import Endpoint

TARGETS = ("openai", "dashscope", "siliconflow", "vllm")
"""Those of `summarizer.batch.targets`, which takes too long to import for `--help`."""


@command("export", texts="batch_export")
@click.argument("paths", nargs=-1, required=True, type=FILE)
@option("-o", "--output", required=True, type=FILE, metavar="FILE.jsonl", help="option.requests")
@option("--target", required=True, type=click.Choice(TARGETS), help="option.target")
@option("--model", metavar="NAME", help="option.target_model")
@option(
    "--only-failed",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="option.only_failed",
)
@option("--force", is_flag=True, help="option.force_requests")
@input_option
@people_options
@language_option
@redact_options
@quiet_option()
def export_command(
    paths: tuple[Path, ...],
    output: Path,
    target: str,
    model: str | None,
    only_failed: Path | None,
    force: bool,
    input_format: str | None,
    coach: str | None,
    coachee: str | None,
    language: Literal["zh", "en"] | None,
    redact: bool,
    redact_names: Path | None,
    quiet: bool,
) -> int:
    """Write the requests."""
    from summarizer.batch.export import export, mapping_of, notes_of
    from summarizer.batch.form import Recipe
    from summarizer.batch.rollup import told
    from summarizer.batch.sources import find_sources
    from summarizer.batch.store import peek_store
    from summarizer.batch.targets import target_model
    from summarizer.cli.output import check_target
    from summarizer.notes import InputFormat
    from summarizer.notes.naming import Stated

    check_target(output, force)
    model = model or target_model(target)
    if not model:
        raise UsageError("provider.model_missing", provider=target)
    recipe = Recipe(
        target, model, language, InputFormat(input_format) if input_format else None, Stated(coach, coachee)
    )
    # Nothing is drafted beside the requests: no folder is taken for OUT.
    out = only_failed or output.parent / f".{output.name}.out"
    sources = list(find_sources(paths, out, Path.cwd()))
    store = peek_store(only_failed) if only_failed else None
    redaction = None
    if how := redaction_for(redact, redact_names, None, quiet, recipe.stated):
        from summarizer.redaction import find_all

        redaction = asyncio.run(find_all(notes_of(sources, recipe, store), how))
        recipe = recipe._replace(redaction=redaction.name)
    made = export(sources, output, recipe, force, store, redaction)
    for name, failure in made.failures:
        tell("batch.failed_file", name=name, text=told(failure, interface_language()))
    if not quiet:
        shards = ", ".join(map(str, made.shards)) or "-"
        tell("batch.exported", files=made.files, requests=made.requests, shards=shards, manifest=made.manifest)
        if redaction:
            tell("redact.kept", path=mapping_of(made.manifest))
    return Exit.OPEN_GAPS if made.failures else Exit.DONE


@command("import", texts="batch_import")
@click.argument("results", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@folder_option
@option("--manifest", type=FILE, metavar="FILE", help="option.manifest")
@option("--force", is_flag=True, help="option.force_drafts")
@quiet_option()
def import_command(results: tuple[Path, ...], out: Path, manifest: Path | None, force: bool, quiet: bool) -> int:
    """Take the answers."""
    from summarizer.batch.export import read_manifest
    from summarizer.batch.results import import_results
    from summarizer.batch.rollup import told, write_rollup
    from summarizer.batch.store import open_store

    known = read_manifest(manifest or _beside(results[0]))
    language = interface_language()

    def on_failed(row: Row, failure: Failure) -> None:
        tell("batch.failed_file", name=" ".join(row.shown.split()), text=told(failure, language))

    store = open_store(out)
    try:
        taken = asyncio.run(import_results(store, known, results, out, force, on_failed))
        index = write_rollup(store, out, known.recipe.language or language)
    finally:
        store.close()
    if taken.unreadable:
        tell("batch.unreadable", count=taken.unreadable)
    if not quiet:
        tell("batch.imported", drafted=taken.drafted, failed=taken.failed, path=index)
    return Exit.OPEN_GAPS if taken.failed else Exit.DONE


@command("submit", texts="batch_submit")
@click.argument("requests", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@endpoint_options
def submit_command(
    requests: tuple[Path, ...], provider: str | None, base_url: str | None, model: str | None, model_path: Path | None
) -> None:
    """Send the requests."""
    from summarizer.providers.batches import submit

    endpoint = _endpoint(provider, base_url, model, model_path)
    for path in requests:
        tell("batch.uploading", path=path, host=endpoint.host)
        click.echo(asyncio.run(submit(endpoint, path)))


@command("status", texts="batch_status")
@click.argument("ids", nargs=-1, required=True)
@endpoint_options
def status_command(
    ids: tuple[str, ...], provider: str | None, base_url: str | None, model: str | None, model_path: Path | None
) -> None:
    """Ask how far they are."""
    from summarizer.providers.batches import state

    endpoint = _endpoint(provider, base_url, model, model_path)
    for name in ids:
        click.echo(say(interface_language(), "batch.status", **asyncio.run(state(endpoint, name))._asdict()))


@command("fetch", texts="batch_fetch")
@click.argument("ids", nargs=-1, required=True)
@option("-o", "--output", required=True, type=FILE, metavar="FILE.jsonl", help="option.results")
@option("--force", is_flag=True, help="option.force")
@endpoint_options
def fetch_command(
    ids: tuple[str, ...],
    output: Path,
    force: bool,
    provider: str | None,
    base_url: str | None,
    model: str | None,
    model_path: Path | None,
) -> None:
    """Get the answers."""
    from summarizer.atomic import atomic
    from summarizer.cli.output import check_target
    from summarizer.providers.batches import fetch

    check_target(output, force)
    endpoint = _endpoint(provider, base_url, model, model_path)

    async def write() -> None:
        with atomic(output, force) as file:
            for name in ids:
                async for data in fetch(endpoint, name):
                    file.write(data)

    try:
        asyncio.run(write())
    except FileExistsError as error:
        raise UsageError("output.exists", path=output) from error
    except OSError as error:
        raise UsageError("output.unwritable", path=output, cause=error.strerror or error) from error


def _endpoint(provider: str | None, base_url: str | None, model: str | None, model_path: Path | None) -> Endpoint:
    from summarizer.providers.settings import load_settings, resolve

    # Which model works on a batch stands in its requests: where a base URL needs a name, any will do.
    settings = load_settings(provider=provider, base_url=base_url, model=model or "-", model_path=model_path)
    endpoint = resolve(settings)
    if endpoint.is_local:
        raise UsageError("batch.no_service")
    return endpoint


def _beside(results: Path) -> Path:
    found = list(results.parent.glob("*.manifest.jsonl"))
    if len(found) != 1:
        raise UsageError("batch.which_manifest", path=results.parent)
    return found[0]
