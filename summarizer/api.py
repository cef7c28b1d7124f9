"""What the commands do, one function each; nothing here parses arguments or prints."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from summarizer.drafting.promptfiles import example_names
from summarizer.drafting.run import Drafted, Event, OnEvent, run
from summarizer.notes import Notes, language_of
from summarizer.notes.naming import Stated
from summarizer.providers.connection import Connection, Usage, connect
from summarizer.providers.settings import Endpoint
from summarizer.record import Draft, ModelUsed, Source, UsageReport
from summarizer.template import Language, Summary, statements
from summarizer.verification import carry_over, unread, verify

_NOBODY = Stated()


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
) -> DraftResult:
    """Draft and verify the summary of one set of notes.

    `language` is that of the notes unless given; `last` is the summary of the session before, whose agreements are
    followed up; `stated` is who is who by the user's word. Raises EndpointError when the model gives no usable answer,
    UsageError when the notes have no such speaker.
    """
    async with connect(endpoint) as connection:
        on_open()
        result = await draft_over(connection, notes, language, on_event, stated)
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
    stated: Stated = _NOBODY,
) -> Asked:
    """The first half of `draft_over`: all that waits for a model."""
    started = time.monotonic()
    before = connection.usage
    language = language or language_of(notes.text)
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
