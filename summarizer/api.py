"""What the commands do, one function each; nothing here parses arguments or prints.

`draft`, `check` and `finalize` are the public ones, for those who call from Python: `docs/api.md`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.drafting.promptfiles import example_names
from summarizer.drafting.run import Drafted as Answers
from summarizer.drafting.run import Event, OnEvent, run
from summarizer.notes import Notes, from_bytes, language_of, read_file
from summarizer.notes.naming import Stated
from summarizer.providers.connection import Connection, Usage, connect
from summarizer.providers.settings import Endpoint, load_settings, resolve
from summarizer.record import Draft, ModelUsed, Source, UsageReport
from summarizer.redaction import How, Redaction, find_all, guard, hidden, restored
from summarizer.rendering import render
from summarizer.review import Remark
from summarizer.review.check import open_required
from summarizer.review.files import of_bytes, read_document
from summarizer.review.given import Final, final, reviewed
from summarizer.template import Language, Summary, statements
from summarizer.verification import carry_over, unread, verify

_NOBODY = Stated()

_TEXT = "<text>"
"""What messages call a text that came without a file, and the draft its source."""


class DraftResult(NamedTuple):
    """A draft, and what its record has no place for."""

    draft: Draft
    usage: Usage


def _ignore(event: Event) -> None:
    """Nobody watches."""


async def draft_notes(
    notes: Notes,
    endpoint: Endpoint,
    language: Language | None = None,
    on_event: OnEvent = _ignore,
    on_open: Callable[[], None] = lambda: None,
    last: Summary | None = None,
    stated: Stated = _NOBODY,
    redact: How | None = None,
) -> DraftResult:
    """Draft and verify the summary of one set of notes.

    `language` is that of the notes unless given; `last` is the summary of the session before, whose agreements are
    followed up; `stated` is who is who by the user's word. With `redact` people, companies and numbers are taken out of
    what is sent, and put back; of what stays in this process nothing is. Raises EndpointError when the model gives no
    usable answer, UsageError when the notes have no such speaker.
    """
    redaction = await find_all([notes], redact, stated) if redact and not endpoint.is_local else None
    async with connect(endpoint, guard=guard(redaction) if redaction else None) as connection:
        on_open()
        result = verified(await ask_over(connection, notes, language, on_event, stated, redaction), notes)
    return result._replace(draft=carry_over(result.draft, last, notes)) if last else result


async def draft_over(
    connection: Connection,
    notes: Notes,
    language: Language | None = None,
    on_event: OnEvent = _ignore,
    stated: Stated = _NOBODY,
) -> DraftResult:
    """Like `draft_notes`, over an endpoint that is open already; for several notes in turn."""
    return verified(await ask_over(connection, notes, language, on_event, stated), notes)


class Asked(NamedTuple):
    """What a model made of the notes, to be verified. `seconds` is what that took."""

    drafted: Answers
    language: Language
    model: ModelUsed
    usage: Usage
    seconds: float


async def ask_over(
    connection: Connection,
    notes: Notes,
    language: Language | None = None,
    on_event: OnEvent = _ignore,
    stated: Stated = _NOBODY,
    redaction: Redaction | None = None,
) -> Asked:
    """The first half of `draft_over`: all that waits for a model, which sees the notes as `redaction` hides them."""
    started = time.monotonic()
    before = connection.usage
    language = language or language_of(notes.text)
    if redaction:
        drafted = await run(notes, language, connection, on_event, stated, partial(hidden, redaction=redaction))
        drafted = restored(drafted, redaction, notes)
    else:
        drafted = await run(notes, language, connection, on_event, stated)
    endpoint = connection.endpoint
    model = ModelUsed(provider=endpoint.preset.name, name=endpoint.model, prompts=drafted.prompt)
    return Asked(drafted, language, model, connection.usage - before, time.monotonic() - started)


def verified(asked: Asked, notes: Notes) -> DraftResult:
    """The second half of `draft_over`: plain code over notes and answers."""
    started = time.monotonic()
    drafted, language, usage = asked.drafted, asked.language, asked.usage
    # Whom the user names is who it is: the notes can bear a name out, and speak against it no more than not at all.
    written = {path for path, _, statement in statements(drafted.summary) if statement.origin == "reviewer"}
    names = example_names(language)
    checked = verify(drafted.summary, notes, language, drafted.disagreements, drafted.doubtful, names, written)
    draft = Draft(
        language=language,
        source=Source(name=notes.name, sha256=notes.sha256, lines=len(notes.lines)),
        model=asked.model,
        summary=checked.summary,
        gaps=[*unread(drafted.lost, language), *checked.gaps],
        usage=UsageReport(
            calls=usage.calls,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            seconds=round(asked.seconds + time.monotonic() - started, 2),
        ),
    )
    return DraftResult(draft, usage)


# From Python, without the command line: `from summarizer import draft, check, finalize`

Given = str | PathLike[str]
"""A text, or where it stands: a `str` is the text itself, a path is read."""


class Drafted(NamedTuple):
    """What `draft` gives: the record with its summary and gaps, and the Markdown that a person reviews."""

    record: Draft
    markdown: str


class Checked(NamedTuple):
    """What `check` gives: the record as the draft stands now, and what of the file belongs to no field."""

    record: Draft
    remarks: Sequence[Remark]

    @property
    def open_required(self) -> bool:
        """Whether something is open that a summary cannot do without; then `finalize` refuses it."""
        return open_required(self.record)


def draft(
    notes: Given,
    *,
    previous: Given | None = None,
    coach: str | None = None,
    coachee: str | None = None,
    language: Language | None = None,
    provider: str | None = None,
    base_url: str | None = None,
    model: str | None = None,
    model_path: PathLike[str] | None = None,
) -> Drafted:
    """Draft and verify the coaching summary of notes or of a transcript.

    What is not given is looked up as the command does: environment, settings file, presets; keys come from the
    environment only. With nothing configured the embedded model drafts, and the notes stay on this machine.
    `previous` is last session's draft or document, whose agreements are followed up; `coach` and `coachee` say who is
    who, by a name or by a speaker of the transcript.

    Raises InputError for notes that cannot be read, UsageError for settings that do not go together and EndpointError
    when the model is not there or gives no usable answer; it is never fetched without being asked for
    (`summarizer models pull`). Nothing is printed and no file is written.
    """
    read = _notes(notes)
    last = reviewed(*_draft_text(previous)).checked.summary if previous is not None else None
    settings = load_settings(
        provider=provider, base_url=base_url, model=model, model_path=model_path, language=language
    )
    result = _wait_for(
        draft_notes(read, resolve(settings), settings.language, last=last, stated=Stated(coach, coachee))
    )
    return Drafted(result.draft, render(result.draft, read))


def check(draft: Given, *, notes: Given | None = None) -> Checked:
    """Check a draft anew after editing, Markdown or JSON; with `notes` every statement is grounded again.

    Raises InputError for a draft, or notes, that cannot be read.
    """
    given = reviewed(*_draft_text(draft), _notes(notes) if notes is not None else None)
    return Checked(given.checked, given.read.remarks if given.read else ())


def finalize(draft: Given, *, notes: Given | None = None, keep_evidence: bool = False) -> Final:
    """The final document of a reviewed draft, dated today.

    Raises OpenGapsError while required gaps are open or statements in doubt are not confirmed, changed or removed, and
    InputError for a draft, or notes, that cannot be read.
    """
    against = _notes(notes) if notes is not None else None
    return final(reviewed(*_draft_text(draft), against), against, date.today(), keep_evidence)


def _notes(given: Given) -> Notes:
    if isinstance(given, str):
        return from_bytes(given.encode("utf-8", "replace"), _TEXT)
    return read_file(Path(given))


def _draft_text(given: Given) -> tuple[str, str]:
    """The text of a draft, and what messages call it."""
    if isinstance(given, str):
        return of_bytes(given.encode("utf-8", "replace"), _TEXT).text, _TEXT
    return read_document(Path(given)).text, str(given)


def _wait_for(work: Coroutine[Any, Any, DraftResult]) -> DraftResult:
    """Run to the end, also where a loop is running already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
