"""Running a plan: every ask over every window, and what came of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from summarizer.drafting.merge import Disagreement, merge
from summarizer.drafting.plan import PLANS, Ask, Plan
from summarizer.drafting.prompts import messages, versions
from summarizer.drafting.schema import answer_model, to_summary
from summarizer.drafting.windows import estimated_tokens, windows
from summarizer.errors import TruncatedAnswerError
from summarizer.notes import Line, Notes
from summarizer.providers.connection import Connection
from summarizer.template import Language, Summary


class Stage(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"


class Event(NamedTuple):
    """Progress of one ask: the top-level sections it fills; `asks` is how many asks each section takes in all."""

    stage: Stage
    sections: tuple[str, ...]
    asks: Mapping[str, int]


OnEvent = Callable[[Event], None]


class Drafted(NamedTuple):
    """What the model made of the notes, not yet verified."""

    summary: Summary
    disagreements: list[Disagreement]
    prompts: str


async def run(notes: Notes, language: Language, connection: Connection, on_event: OnEvent) -> Drafted:
    """Draft the whole template from the notes.

    Remote endpoints get the asks side by side; the embedded model gets them one after another, so that each
    finds the notes still in its cache. Raises EndpointError when an ask fails for good.
    """
    preset = connection.endpoint.preset
    plan = PLANS[preset.plan]
    cut = windows(notes.content, _budget(language, plan, preset.context))
    limit = asyncio.Semaphore(preset.concurrency)

    asks = Counter(section for ask in plan.asks for section in ask.sections for _ in cut)

    async def one(index: int, ask: Ask) -> Summary:
        async with limit:
            on_event(Event(Stage.ASKED, ask.sections, asks))
            summary = await _answered(connection, language, plan, ask, cut[index])
            on_event(Event(Stage.ANSWERED, ask.sections, asks))
            return summary

    jobs = [(index, ask) for index in range(len(cut)) for ask in plan.asks]
    parts = await _gather([partial(one, index, ask) for index, ask in jobs], in_order=preset.concurrency == 1)
    summary, disagreements = merge(parts)
    return Drafted(summary, disagreements, versions(language, plan))


Job = Callable[[], Coroutine[None, None, Summary]]


async def _gather(jobs: Sequence[Job], in_order: bool) -> list[Summary]:
    if in_order:
        return [await job() for job in jobs]
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(job()) for job in jobs]
    except ExceptionGroup as failed:
        # One failure has stopped the others; it is the one to tell.
        raise failed.exceptions[0] from None
    return [task.result() for task in tasks]


async def _answered(
    connection: Connection, language: Language, plan: Plan, ask: Ask, lines: tuple[Line, ...]
) -> Summary:
    """One ask; when its answer is cut off by the limit on tokens, the same a section at a time."""
    try:
        answer = await connection.ask(
            messages(language, plan, ask, lines), answer_model(ask.specs, plan.evidence), ask.max_tokens
        )
    except TruncatedAnswerError:
        pieces = ask.split()
        if len(pieces) < 2:
            raise
        return merge([await _answered(connection, language, plan, piece, lines) for piece in pieces])[0]
    return to_summary(answer, ask.specs)


def _budget(language: Language, plan: Plan, context: int) -> int:
    """Tokens of the context that are left for notes once prompt and answer have their share."""
    longest = max(
        sum(estimated_tokens(message.content) for message in messages(language, plan, ask, ())) + ask.max_tokens
        for ask in plan.asks
    )
    return max(500, context - longest - 200)
