"""What the commands do, one function each; nothing here parses arguments or prints."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from summarizer.drafting.promptfiles import example_names
from summarizer.drafting.run import Drafted, Event, OnEvent, run
from summarizer.notes import Notes, language_of
from summarizer.providers.connection import Connection, Usage, connect
from summarizer.providers.settings import Endpoint
from summarizer.record import Draft, ModelUsed, Source, UsageReport
from summarizer.redaction import How, Redaction, find_all, guard, restored
from summarizer.template import Language, Summary
from summarizer.verification import carry_over, unread, verify


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
    redact: How | None = None,
) -> DraftResult:
    """Draft and verify the summary of one set of notes.

    `language` is that of the notes unless given; `last` is the summary of the session before, whose agreements are
    followed up. With `redact` people, companies and numbers are taken out of what is sent, and put back; of what stays
    in this process nothing is. Raises EndpointError when the model gives no usable answer.
    """
    redaction = await find_all([notes], redact) if redact and not endpoint.is_local else None
    async with connect(endpoint, guard=guard(redaction) if redaction else None) as connection:
        on_open()
        result = verified(await ask_over(connection, notes, language, on_event, redaction), notes)
    return result._replace(draft=carry_over(result.draft, last, notes)) if last else result


async def draft_over(
    connection: Connection, notes: Notes, language: Language | None = None, on_event: OnEvent = _ignore
) -> DraftResult:
    """Like `draft_notes`, over an endpoint that is open already; for several notes in turn."""
    return verified(await ask_over(connection, notes, language, on_event), notes)


class Asked(NamedTuple):
    """What a model made of the notes, to be verified. `seconds` is what that took."""

    drafted: Drafted
    language: Language
    model: ModelUsed
    usage: Usage
    seconds: float


async def ask_over(
    connection: Connection,
    notes: Notes,
    language: Language | None = None,
    on_event: OnEvent = _ignore,
    redaction: Redaction | None = None,
) -> Asked:
    """The first half of `draft_over`: all that waits for a model, which sees the notes as `redaction` hides them."""
    started = time.monotonic()
    before = connection.usage
    language = language or language_of(notes.text)
    drafted = await run(redaction.hidden(notes) if redaction else notes, language, connection, on_event)
    if redaction:
        drafted = restored(drafted, redaction, notes)
    endpoint = connection.endpoint
    model = ModelUsed(provider=endpoint.preset.name, name=endpoint.model, prompts=drafted.prompt)
    return Asked(drafted, language, model, connection.usage - before, time.monotonic() - started)


def verified(asked: Asked, notes: Notes) -> DraftResult:
    """The second half of `draft_over`: plain code over notes and answers."""
    started = time.monotonic()
    drafted, language, usage = asked.drafted, asked.language, asked.usage
    checked = verify(drafted.summary, notes, language, drafted.disagreements, drafted.doubtful, example_names(language))
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
