"""summarizer draft [NOTES]"""

from __future__ import annotations

import asyncio
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from summarizer.cli.console import SectionProgress, download_bar, ranges, tell, tell_remarks
from summarizer.cli.options import (
    FILE,
    FILE_OR_DASH,
    endpoint_options,
    input_option,
    language_option,
    output_options,
    people_options,
    redact_options,
    verbosity_options,
)
from summarizer.cli.output import check_target, form_for, write_result
from summarizer.cli.redact import redaction_for
from summarizer.cli.worded import command, option

if TYPE_CHECKING:
    from summarizer.notes import Notes
    from summarizer.providers.connection import Usage
    from summarizer.providers.settings import Endpoint
    from summarizer.record import Draft
    from summarizer.template import Summary


@command("draft", texts="draft")
@click.argument("notes", required=False, type=FILE_OR_DASH)
@input_option
@option("--previous", type=FILE, metavar="LAST", help="option.previous")
@output_options(["md", "json"])
@people_options
@language_option
@redact_options
@endpoint_options
@verbosity_options
def draft_command(
    notes: Path | None,
    input_format: str | None,
    previous: Path | None,
    output: Path | None,
    form: str | None,
    force: bool,
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
) -> None:
    """Notes to a draft."""
    check_target(output, force)
    as_form = form_for(form, output, "md")
    given = _read(notes, input_format)
    tell_remarks(given, notes, quiet)
    last = _last_summary(previous) if previous else None
    from summarizer.providers.settings import load_settings, resolve

    settings = load_settings(
        provider=provider, base_url=base_url, model=model, model_path=model_path, language=language
    )
    endpoint = resolve(settings)
    pull_if_needed(endpoint, quiet)
    from summarizer.notes.naming import Stated

    stated = Stated(coach, coachee)
    redaction = redaction_for(redact, redact_names, endpoint, quiet, stated)
    announce(endpoint, quiet)
    with SectionProgress(quiet, settings.language or _language_of(given)) as progress:
        from summarizer.api import draft_notes
        from summarizer.rendering import render, render_json

        result = asyncio.run(
            draft_notes(given, endpoint, settings.language, progress.on_event, progress.opened, last, stated, redaction)
        )
    text = render_json(result.draft) if as_form == "json" else render(result.draft, given)
    write_result(text, output, force)
    if not quiet:
        _tell_what_is_left_out(result.draft, given)
        if output:
            tell("written", path=output)
        if output and as_form == "md":
            _tell_what_next(output, notes)
    if verbose:
        _tell_usage(result.usage, result.draft.usage.seconds)


def _tell_what_is_left_out(draft: Draft, given: Notes) -> None:
    """What of the notes is nowhere in the draft."""
    from summarizer.verification.unused import is_talk, unused

    left = dict.fromkeys(given.line(span.line).source_line or span.line for span in unused(draft.summary, given))
    if left and is_talk(given):
        tell("draft.unused_turns", count=len(left))
    elif left:
        tell("draft.unused", count=len(left), lines=ranges(list(left)))


def _tell_what_next(draft: Path, notes: Path | None) -> None:
    """The command that goes on with a draft."""
    beside = f" --notes {_word(notes)}" if notes and str(notes) != "-" else ""
    tell("draft.next", command=f"summarizer review {_word(draft)}{beside}")


def _word(path: Path) -> str:
    """A path as a shell takes it for one word and a command for no option."""
    return shlex.quote(f"./{path}" if str(path).startswith("-") else str(path))


def _read(path: Path | None, input_format: str | None) -> Notes:
    from summarizer.notes import InputFormat, read_file, read_stream

    form = InputFormat(input_format) if input_format else None
    if path is not None and str(path) != "-":
        return read_file(path, form)
    if sys.stdin.isatty():
        tell("paste", keys="Ctrl-Z, Enter" if sys.platform == "win32" else "Ctrl-D")
    return read_stream(sys.stdin.buffer, form=form)


def _last_summary(path: Path) -> Summary:
    from summarizer.cli.check import read_draft

    return read_draft(path, None).checked.summary


def _language_of(notes: Notes) -> Literal["zh", "en"]:
    from summarizer.notes import language_of

    return language_of(notes.text)


def pull_if_needed(endpoint: Endpoint, quiet: bool) -> None:
    """Fetch the embedded model on first use, saying so: it is a gigabyte."""
    from summarizer.providers.local import store
    from summarizer.providers.local.pull import pull

    if not endpoint.is_local or endpoint.model_path or store.is_verified(path := store.model_file()):
        return
    tell("pulling", size=f"{store.EMBEDDED.size / 1e9:.1f}", path=path.parent)
    with download_bar(quiet) as progress:
        pull(progress, waiting=lambda: tell("pull.waiting"))


def announce(endpoint: Endpoint, quiet: bool) -> None:
    """Say where the notes go before the first byte is sent; for another machine, whatever -q says."""
    if not endpoint.stays_on_machine:
        tell("sending", host=endpoint.host, model=endpoint.model)
    elif not quiet:
        where = "staying" if endpoint.is_local else "sending"
        tell(where, host=endpoint.host, model=endpoint.model)


def _tell_usage(usage: Usage, seconds: float) -> None:
    share = usage.cached_tokens / usage.prompt_tokens if usage.prompt_tokens else 0.0
    tell(
        "usage",
        calls=usage.calls,
        prompt=usage.prompt_tokens,
        share=f"{share:.0%}",
        completion=usage.completion_tokens,
        seconds=f"{seconds:.1f}",
    )
