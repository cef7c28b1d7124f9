"""Running a plan over the notes, and what came of it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import NamedTuple, get_args

from summarizer.drafting.agreed import (
    add_actions,
    changed_below,
    nobodys_actions,
    spoken_actions,
    strangers_actions,
)
from summarizer.drafting.assembly import assemble
from summarizer.drafting.merge import Disagreement, merge
from summarizer.drafting.people import (
    People,
    coachee_by_task,
    heard,
    leads_the_talk,
    name_coachee,
    name_owners,
    name_speakers,
    names_by_role,
    only_writes,
    people_of,
    told_by_others,
)
from summarizer.drafting.plan import PLANS, Ask, Plan
from summarizer.drafting.pointed import Pointed, accept, pointed_asks
from summarizer.drafting.promptfiles import version
from summarizer.drafting.prompts import pointed_messages, speakers_told, whole_messages
from summarizer.drafting.schema import answer_model, copy_model, to_summary
from summarizer.drafting.smalltalk import from_small_talk
from summarizer.drafting.windows import Count, estimated_tokens, window_of, windows
from summarizer.errors import EndpointError, TruncatedAnswerError
from summarizer.notes import Line, Notes
from summarizer.notes.naming import Stated
from summarizer.notes.orders import without_orders
from summarizer.providers.connection import Connection
from summarizer.providers.failures import is_final
from summarizer.providers.presets import PlanName, Preset
from summarizer.reading import Parts, parts_of, read
from summarizer.reading.segments import ACTIONS
from summarizer.template import Language, Statement, Summary, fields
from summarizer.text.names import pronouns_of_others

_WINDOW = 12_000
"""Tokens of notes in one window at most: about forty minutes of talk. An answer lists no more than a few actions, so
that a model which takes three hours at once would have to leave most of them out."""


_AROUND = 300
"""Tokens of long notes that a pointed ask sees around its sentences: the turns before and after. It copies a value out
of the sentences themselves; more of a long talk, read anew for every part of it, took most of the time."""

_NOBODY = Stated()


class Stage(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"


class Event(NamedTuple):
    """Progress of one ask: the top-level sections it fills; `asks` is how many asks each section takes in all."""

    stage: Stage
    sections: tuple[str, ...]
    asks: Mapping[str, int]


OnEvent = Callable[[Event], None]


class Lost(NamedTuple):
    """A window of the notes that the model gave no usable answer about."""

    first: Line
    last: Line
    error: EndpointError


class Drafted(NamedTuple):
    """What came of the notes, not yet verified. `doubtful` are paths whose text may not answer their field."""

    summary: Summary
    disagreements: list[Disagreement]
    doubtful: frozenset[str]
    prompt: str
    lost: tuple[Lost, ...] = ()


def prompts_used(preset: Preset) -> tuple[str, ...]:
    """The prompts that drafts by a model are asked with, with their versions."""
    task = "point" if PLANS[preset.plan].pointed else "draft"
    return tuple(version(language, task) for language in get_args(Language))


class Piece(NamedTuple):
    """One ask over one window of the notes, which is the `window`th from 0; `hint` tells of the speakers."""

    window: int
    ask: Ask
    lines: tuple[Line, ...]
    hint: str = ""


def whole_pieces(notes: Notes, language: Language, preset: Preset, hint: str = "") -> list[Piece]:
    """Every ask over every window of the notes, for a model of the preset's context that fills the whole template.

    `hint` is what it is told of the speakers.
    """
    plan = PLANS[PlanName.WHOLE]
    cut = windows(notes.content, _whole_budget(language, plan, preset.context, hint))
    return [Piece(number, ask, lines, hint) for number, lines in enumerate(cut) for ask in plan.asks]


def prompt_tokens(notes: Notes, language: Language, preset: Preset) -> int:
    """How many tokens drafting sends, by a high estimate; of notes that are read, those of the notes."""
    plan = PLANS[preset.plan]
    if plan.pointed:
        return sum(estimated_tokens(line.text) for line in notes.content)
    return sum(
        estimated_tokens(message.content)
        for piece in whole_pieces(notes, language, preset)
        for message in whole_messages(language, piece.ask, piece.lines)
    )


def _as_they_are(who: People) -> People:
    return who


async def run(
    notes: Notes,
    language: Language,
    connection: Connection,
    on_event: OnEvent,
    stated: Stated = _NOBODY,
    shown: Callable[[People], People] = _as_they_are,
) -> Drafted:
    """Draft the whole template from the notes.

    `stated` is who is who by the user's word; `shown` is what a model is shown of the notes and their people. Raises
    EndpointError when an ask fails for good, UsageError for a speaker whom the notes do not have.
    """
    plan = PLANS[connection.endpoint.preset.plan]
    # Whoever is read and not asked can be kept from what the notes tell a machine to do; the others are checked for it.
    who = shown(people_of(without_orders(notes) if plan.pointed else notes, stated))
    if plan.pointed:
        return await _read_and_point(who, language, connection, plan, on_event)
    return await _ask_whole(who, language, connection, plan, on_event)


async def _ask_whole(who: People, language: Language, connection: Connection, plan: Plan, on_event: OnEvent) -> Drafted:
    """Every ask over every window, side by side as far as the endpoint allows.

    A window that fails is asked about once more and then left out and told; when all fail, so does the draft.
    """
    preset = connection.endpoint.preset
    notes = who.notes
    parts = parts_of(notes, who.address.titled, who.told)
    hint = speakers_told(language, who, parts)
    cut = windows(notes.content, _whole_budget(language, plan, preset.context, hint))
    asks = Counter(section for ask in plan.asks for section in ask.sections for _ in cut)
    limit = asyncio.Semaphore(preset.concurrency)

    async def one(ask: Ask, lines: tuple[Line, ...]) -> Summary | Lost:
        async with limit:
            on_event(Event(Stage.ASKED, ask.sections, asks))
            summary = await _answered_or_lost(connection, language, ask, lines, hint, alone=len(cut) == 1)
            on_event(Event(Stage.ANSWERED, ask.sections, asks))
            return summary

    answers = await _side_by_side([partial(one, ask, lines) for lines in cut for ask in plan.asks])
    lost = tuple(answer for answer in answers if isinstance(answer, Lost))
    if len(lost) == len(answers):
        raise lost[0].error
    return united([answer for answer in answers if isinstance(answer, Summary)], who, parts, language)._replace(
        lost=lost
    )


def united(answers: Sequence[Summary], who: People, parts: Parts, language: Language) -> Drafted:
    """What the answers of a model that fills the whole template make together, with its people by their names."""
    summary, disagreements = merge(answers, who.notes.lines)
    stated = {f"basics.{role.value}" for role in who.named}
    disagreements = [found for found in disagreements if found.path not in stated]
    parts = heard(summary, parts)
    doubtful = name_speakers(summary, who, parts, read_well=True) | told_by_others(summary, who, parts)
    doubtful |= from_small_talk(summary, who.notes)
    lines = [_first_cited(action.owner, action.task) for action in summary.plan.actions]
    known = len(who.notes.lines)
    name_owners(summary, [line if line and line <= known else None for line in lines], who, parts)
    return Drafted(summary, disagreements, frozenset(doubtful), version(language, "draft"))


def _first_cited(*statements: Statement | None) -> int | None:
    return next((span.line for statement in statements if statement for span in statement.evidence), None)


async def _side_by_side(jobs: Sequence[Callable[[], Coroutine[None, None, Summary | Lost]]]) -> list[Summary | Lost]:
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(job()) for job in jobs]
    except ExceptionGroup as failed:
        # One failure has stopped the others; it is the one to tell.
        raise failed.exceptions[0] from None
    return [task.result() for task in tasks]


async def _answered_or_lost(
    connection: Connection, language: Language, ask: Ask, lines: tuple[Line, ...], hint: str, alone: bool
) -> Summary | Lost:
    """One ask, twice if need be. Raises EndpointError for the only window, and where the others must fail as well."""
    try:
        return await _answered(connection, language, ask, lines, hint)
    except EndpointError as error:
        if alone or is_final(error.message):
            raise
    try:
        return await _answered(connection, language, ask, lines, hint)
    except EndpointError as error:
        return Lost(lines[0], lines[-1], error)


async def _answered(
    connection: Connection, language: Language, ask: Ask, lines: tuple[Line, ...], hint: str
) -> Summary:
    """One ask; when its answer is cut off by the limit on tokens, the same a section at a time."""
    try:
        answer = await connection.ask(
            whole_messages(language, ask, lines, hint), answer_model(ask.specs), ask.max_tokens
        )
    except TruncatedAnswerError:
        pieces = ask.split()
        if len(pieces) < 2:
            raise
        return merge([await _answered(connection, language, piece, lines, hint) for piece in pieces])[0]
    return to_summary(answer, ask.specs)


async def _read_and_point(
    who: People, language: Language, connection: Connection, plan: Plan, on_event: OnEvent
) -> Drafted:
    """Read which sentence answers which field, then have the model copy short values out of those sentences.

    The asks go one after another, so that each finds the notes still in the server's prompt cache.
    """
    every = tuple(dict.fromkeys(spec.section for spec in fields()))
    on_event(Event(Stage.ASKED, every, Counter(every)))
    notes = who.notes
    routing, parts = await read(notes, language, connection.embedder, who.address.titled, who.told)
    summary, doubtful = assemble(routing, language)
    doubtful |= name_speakers(summary, who, parts)
    on_event(Event(Stage.ANSWERED, every, Counter(every)))
    count = await _counted(connection, notes.content)
    for number, phase in enumerate(plan.pointed):
        if number:
            if not names_by_role(who, parts):
                only_writes(summary, notes)
            if not parts.roles and (name_coachee(summary, notes, routing) or leads_the_talk(summary, routing)):
                doubtful |= {"basics.coachee"}
            actions = add_actions(summary, routing.get(ACTIONS, ()))
            routing = {**routing, ACTIONS: actions}
            doubtful |= {f"{ACTIONS}[{row}].task" for row, answer in enumerate(actions) if not answer.sure}
        asks = pointed_asks(phase, routing, summary)
        waits = Counter(ask.section for ask in asks)
        for ask in asks:
            on_event(Event(Stage.ASKED, (ask.section,), waits))
            if not await _point(connection, language, ask, notes.content, summary, count):
                doubtful |= {ask.path}
            on_event(Event(Stage.ANSWERED, (ask.section,), waits))
    if not parts.roles and coachee_by_task(summary, notes):
        doubtful |= {"basics.coachee"}
    actions = routing.get(ACTIONS, [])
    name_owners(summary, [answer.segment.line for answer in actions], who, parts)
    doubtful |= (
        nobodys_actions(summary)
        | spoken_actions(summary, actions)
        | changed_below(summary, actions, notes.content)
        | strangers_actions(summary, actions, pronouns_of_others(notes.text))
    )
    return Drafted(summary, [], doubtful, version(language, "point"))


async def _counted(connection: Connection, lines: Sequence[Line]) -> Count:
    """How many tokens lines take, by the embedded model's tokenizer; other models and other texts by the estimate."""
    if connection.embedder is None:
        return estimated_tokens
    texts = [line.attributed for line in lines]
    known = dict(zip(texts, await connection.embedder.token_counts(texts), strict=True))
    return lambda text: known[text] if text in known else estimated_tokens(text)


async def _point(
    connection: Connection,
    language: Language,
    ask: Pointed,
    lines: tuple[Line, ...],
    summary: Summary,
    count: Count,
) -> bool:
    """One pointed ask, over the window of the notes that holds most of what it points at; see `accept`."""
    preset = connection.endpoint.preset
    numbers = [answer.segment.line for answer in ask.answers]
    bare = pointed_messages(language, ask.spec, ask.lines, ())
    budget = preset.context - preset.max_answer - sum(estimated_tokens(message.content) for message in bare) - 200
    budget = max(500, budget // 500 * 500)
    short = sum(count(line.attributed) for line in lines) <= budget
    window = window_of(lines, numbers, budget if short else min(_AROUND, budget), count)
    try:
        answer = await connection.ask(
            pointed_messages(language, ask.spec, ask.lines, window), copy_model(ask.spec), preset.max_answer
        )
    except TruncatedAnswerError:
        return True  # It ran on instead of copying. What reading found stands.
    return accept(summary, ask, answer)


def _whole_budget(language: Language, plan: Plan, context: int, hint: str) -> int:
    """Tokens of the context that are left for notes once prompt and answer have their share."""
    longest = max(
        sum(estimated_tokens(message.content) for message in whole_messages(language, ask, (), hint)) + ask.max_tokens
        for ask in plan.asks
    )
    return max(500, min(_WINDOW, context - longest - 200))
