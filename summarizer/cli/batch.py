"""summarizer batch run; the other subcommands are in `batch_service`"""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from summarizer.cli import batch_service
from summarizer.cli.console import interface_language, tell
from summarizer.cli.options import (
    FILE,
    endpoint_options,
    folder_option,
    input_option,
    language_option,
    people_options,
    redact_options,
    verbosity_options,
)
from summarizer.cli.redact import redaction_for
from summarizer.cli.worded import group, option
from summarizer.errors import Exit
from summarizer.wording import say

if TYPE_CHECKING:
    from summarizer.batch.run import Plan
    from summarizer.batch.store import Failure, Store


@group("batch", texts="batch")
def batch_command() -> None:
    """Many files."""


@batch_command.command("run", texts="batch_run")
@click.argument("paths", nargs=-1, required=True, type=FILE)
@folder_option
@option("--jobs", type=click.IntRange(1, 1000), metavar="N", help="option.jobs")
@option("--limit", type=click.IntRange(1), metavar="N", help="option.limit")
@option("--retry-failed", is_flag=True, help="option.retry_failed")
@option("--dry-run", is_flag=True, help="option.dry_run")
@option("--force", is_flag=True, help="option.force_drafts")
@option("--log-json", is_flag=True, help="option.log_json")
@input_option
@people_options
@language_option
@redact_options
@endpoint_options
@verbosity_options
def run_command(
    paths: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    limit: int | None,
    retry_failed: bool,
    dry_run: bool,
    force: bool,
    log_json: bool,
    input_format: str | None,
    coach: str | None,
    coachee: str | None,
    language: Literal["zh", "en"] | None,
    redact: bool,
    redact_names: Path | None,
    provider: str | None,
    base_url: str | None,
    model: str | None,
    model_path: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Draft them here."""
    from summarizer.batch.run import Plan
    from summarizer.batch.sources import find_sources
    from summarizer.batch.store import open_store, peek_store
    from summarizer.notes import InputFormat
    from summarizer.notes.naming import Stated
    from summarizer.providers.settings import load_settings, resolve

    settings = load_settings(
        provider=provider, base_url=base_url, model=model, model_path=model_path, language=language
    )
    endpoint = resolve(settings)
    plan = Plan(
        out=out,
        endpoint=endpoint,
        jobs=1 if endpoint.is_local else jobs or endpoint.preset.concurrency,
        language=settings.language,
        input_format=InputFormat(input_format) if input_format else None,
        limit=limit,
        retry_failed=retry_failed,
        force=force,
        stated=Stated(coach, coachee),
        redact=redaction_for(redact, redact_names, endpoint, quiet or log_json, Stated(coach, coachee)),
    )
    others: Counter[str] = Counter()
    sources = find_sources(paths, out, Path.cwd(), lambda path: others.update(["files"]))
    store = peek_store(out) if dry_run else open_store(out)
    try:
        files = store.enlist(sources)
        if others and not quiet and not log_json:
            tell("batch.other_kinds", count=others["files"])
        if dry_run:
            _list(store, plan)
            return Exit.DONE
        return _run(store, plan, files, quiet, verbose, log_json)
    except KeyboardInterrupt:
        tell("batch.interrupted")
        return Exit.INTERRUPTED
    finally:
        store.close()


for _service in (
    batch_service.export_command,
    batch_service.submit_command,
    batch_service.status_command,
    batch_service.fetch_command,
    batch_service.import_command,
):
    batch_command.add_command(_service)


def _run(store: Store, plan: Plan, files: int, quiet: bool, verbose: bool, log_json: bool) -> int:
    from summarizer.batch.rollup import write_rollup
    from summarizer.batch.run import run_batch
    from summarizer.batch.store import Status
    from summarizer.cli.batch_console import BatchConsole
    from summarizer.cli.draft import announce, pull_if_needed

    pull_if_needed(plan.endpoint, quiet or log_json)
    if not log_json:
        announce(plan.endpoint, quiet)
    given_up: Failure | None = None
    console = BatchConsole(quiet, log_json, plan.endpoint, files)
    try:
        with console:
            given_up = asyncio.run(run_batch(store, plan, console.done, console.paused))
    finally:
        index = write_rollup(store, plan.out, plan.language or interface_language())
    failed = False
    for row in store.rows():
        if row.status is Status.FAILED and row.failure:
            failed = True
            console.failed(row.shown, row.failure)
    console.ended(index, given_up, verbose)
    if given_up:
        return given_up.code
    return Exit.OPEN_GAPS if failed else Exit.DONE


def _list(store: Store, plan: Plan) -> None:
    from summarizer.batch.rollup import told
    from summarizer.batch.run import waiting

    total = count = 0
    for file in waiting(store, plan):
        count += 1
        total += file.tokens or 0
        why = f"\t{told(file.failure, interface_language())}" if file.failure else ""
        click.echo(f"{'-' if file.tokens is None else file.tokens}\t{' '.join(file.row.shown.split())}{why}")
    click.echo(say(interface_language(), "batch.dry_total", files=count, tokens=f"{total:,}"), err=True)
