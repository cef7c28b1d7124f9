"""Drafting many files side by side, so that a failing one stops no other and a killed run goes on where it was."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from summarizer.api import ask_over, verified
from summarizer.batch.disk import HOPELESS
from summarizer.batch.outputs import publish, standing
from summarizer.batch.store import Cost, Failure, Row, Status, Store
from summarizer.drafting.run import prompt_tokens, prompts_used
from summarizer.errors import Exit, InputError, SummarizerError
from summarizer.notes import InputFormat, Notes, language_of
from summarizer.notes.naming import Stated
from summarizer.notes.reading import from_file, read_bytes
from summarizer.providers.connection import Connection, connect
from summarizer.providers.failures import OUTAGE, is_final
from summarizer.providers.pace import Pace
from summarizer.providers.settings import Endpoint
from summarizer.record import Draft
from summarizer.redaction import How, Redaction, find_all, guard
from summarizer.template import Importance, Language
from summarizer.verification import forget, rehearse

_HOPELESS = 8
"""So many files in a row that the endpoint failed, beyond those under way, are an endpoint that is gone."""

_REMEMBERED = 50_000
"""Characters of notes whose parts verification may keep in comparable form; about 15 MB."""


class Outcome(StrEnum):
    """What became of a file in this run."""

    DRAFTED = "drafted"
    UNCHANGED = "unchanged"
    """Its draft stands: same input, same model, same prompts."""
    FAILED = "failed"
    STILL_FAILED = "still failed"
    """It failed before, nothing has changed, and it was not tried again."""


class Plan(NamedTuple):
    """How a batch is run. `jobs` files at once; `limit` is the most that are drafted, None for all.

    `stated` is who is who in every one of the files.
    """

    out: Path
    endpoint: Endpoint
    jobs: int
    language: Language | None = None
    input_format: InputFormat | None = None
    limit: int | None = None
    retry_failed: bool = False
    force: bool = False
    stated: Stated = Stated()
    redact: How | None = None

    @property
    def redacts(self) -> bool:
        """Whether anything is taken out of the notes; of what stays in this process nothing is."""
        return self.redact is not None and not self.endpoint.is_local

    @property
    def recipe(self) -> str:
        """What a draft depends on beside its input, as a fingerprint."""
        endpoint = self.endpoint
        parts = (endpoint.preset.name, endpoint.address, endpoint.model, endpoint.model_path, self.language)
        prompts = (*prompts_used(endpoint.preset), *(["redacted"] if self.redacts else []))
        known = (*map(str, parts), self.input_format, prompts, *self.stated)
        return hashlib.sha256(repr(known).encode()).hexdigest()[:16]


class FileDone(NamedTuple):
    """The end of one file. `gaps` are the open ones of a draft made now; `notes` those it was made from."""

    row: Row
    outcome: Outcome
    gaps: dict[Importance, int]
    cost: Cost
    failure: Failure | None
    notes: Notes | None


class Waiting(NamedTuple):
    """A file that a run would draft, and how many tokens of prompts that takes by estimate; None if unreadable."""

    row: Row
    tokens: int | None
    failure: Failure | None


OnDone = Callable[[FileDone], None]


async def run_batch(
    store: Store,
    plan: Plan,
    on_done: OnDone,
    on_pause: Callable[[float], None] = lambda seconds: None,
    on_open: Callable[[], None] = lambda: None,
) -> Failure | None:
    """Draft what has to be drafted of the files that the store has enlisted.

    Returns why the run was given up, when the endpoint or the disk failed for good: what was not drafted then is left
    to the next.
    """
    return await _Run(store, plan, on_done).over(on_pause, on_open)


def waiting(store: Store, plan: Plan) -> Iterator[Waiting]:
    """The files that a run with this plan would draft, within its limit, and what they take; nothing is sent."""
    found, recipe = 0, plan.recipe
    for row in store.rows():
        if found == plan.limit:
            return
        content: str | None = None
        try:
            data = read_bytes(row.path)
            content = _sha(data)
            if _settled(row, plan, recipe, content):
                continue
            notes = from_file(data, row.path, plan.input_format)
        except InputError as error:
            if _settled(row, plan, recipe, content):
                continue
            yield Waiting(row, None, Failure.of(error))
        else:
            language = plan.language or language_of(notes.text)
            yield Waiting(row, prompt_tokens(notes, language, plan.endpoint.preset), None)
        found += 1


def _pending(store: Store, plan: Plan) -> Iterator[Notes]:
    """The notes that a run with this plan drafts, as far as they can be read."""
    found, recipe = 0, plan.recipe
    for row in store.rows():
        if found == plan.limit:
            return
        try:
            data = read_bytes(row.path)
            if _settled(row, plan, recipe, _sha(data)):
                continue
            found += 1
            yield from_file(data, row.path, plan.input_format)
        except InputError:
            continue


class _Run:
    def __init__(self, store: Store, plan: Plan, on_done: OnDone) -> None:
        self._store = store
        self._plan = plan
        self._recipe = plan.recipe
        self._on_done = on_done
        self._rows = store.rows()
        self._left = plan.limit
        self._in_vain: list[int] = []
        self._given_up: Failure | None = None
        self._verifying = asyncio.Lock()
        self._remembered = 0
        self._redaction: Redaction | None = None

    async def over(self, on_pause: Callable[[float], None], on_open: Callable[[], None]) -> Failure | None:
        plan = self._plan
        pace = Pace(plan.jobs, on_pause)
        if plan.redact and plan.redacts:
            # Before the first ask: what one file brings to light is then taken out of all of them.
            self._redaction = await find_all(_pending(self._store, plan), plan.redact, plan.stated)
        check = guard(self._redaction) if self._redaction else None
        # Nothing is opened for a batch that is done: an embedded model takes seconds to load.
        async with contextlib.AsyncExitStack() as stack:
            lock = asyncio.Lock()
            opened: list[Connection] = []

            async def connection() -> Connection:
                async with lock:
                    if not opened:
                        opened.append(await stack.enter_async_context(connect(plan.endpoint, pace, check)))
                        on_open()
                return opened[0].apart()

            async with asyncio.TaskGroup() as group:
                group.create_task(self._rehearse())
                # More than may ask at once: while some verify and write, others have an ask ready in their place.
                for _ in range(1 if plan.endpoint.is_local else 2 * plan.jobs):
                    group.create_task(self._work(connection))
        return self._given_up

    async def _rehearse(self) -> None:
        """Get ready to verify while the first asks are under way, not when their answers are there all at once."""
        async with self._verifying:
            await asyncio.to_thread(rehearse)
            gc.freeze()  # what is loaded by now stays: `_remember` looks for garbage in what comes after

    async def _work(self, connection: Callable[[], Awaitable[Connection]]) -> None:
        async for row in self._next():
            await self._one(row, connection)

    async def _next(self) -> AsyncIterator[Row]:
        while self._given_up is None and self._left != 0 and (row := next(self._rows, None)) is not None:
            yield row
            await asyncio.sleep(0)  # many unchanged files in a row must not keep the others' answers waiting

    async def _one(self, row: Row, connection: Callable[[], Awaitable[Connection]]) -> None:
        plan = self._plan
        content: str | None = None
        try:
            data = await asyncio.to_thread(read_bytes, row.path)
            content = _sha(data)
            if settled := _settled(row, plan, self._recipe, content):
                self._tell(row, settled, failure=row.failure if settled is Outcome.STILL_FAILED else None)
                return
            if not self._take():
                return
            notes = await asyncio.to_thread(from_file, data, row.path, plan.input_format)
            del data
            asked = await ask_over(
                await connection(), notes, plan.language, stated=plan.stated, redaction=self._redaction
            )
            # One file at a time, and in a thread: a long transcript takes seconds, and asks must go on meanwhile.
            async with self._verifying:
                draft = (await asyncio.to_thread(verified, asked, notes)).draft
                self._remember(notes)
            await publish(self._store, plan.out, row, draft, notes, self._recipe, plan.force)
        except InputError as error:
            if content is None and (settled := _settled(row, plan, self._recipe, None)):
                self._tell(row, settled, failure=row.failure)
                return
            if content is not None or self._take():
                self._failed(row, content, Failure.of(error))
        except SummarizerError as error:
            self._failed(row, content, Failure.of(error))
        except Exception as error:
            # A bug that one file brings out must not stop the others. Its text could quote notes.
            self._failed(row, content, Failure("batch.internal", {"cause": type(error).__name__}, Exit.USAGE))
        else:
            self._in_vain.clear()
            self._tell(row, Outcome.DRAFTED, draft, notes)

    def _remember(self, notes: Notes) -> None:
        """Keep what verification remembers of texts within bounds, however many files there are."""
        self._remembered += len(notes.text)
        if self._remembered > _REMEMBERED:
            forget()
            gc.collect()  # a command looks for cycles so seldom that a hundred files leave 30,000 objects in some
            self._remembered = 0

    def _take(self) -> bool:
        """One more file is to be drafted, where the limit allows it."""
        if self._left is not None:
            if self._left == 0:
                return False
            self._left -= 1
        return True

    def _failed(self, row: Row, content: str | None, failure: Failure) -> None:
        if is_final(failure.message) or failure.message in HOPELESS:
            self._given_up = self._given_up or failure
            return
        self._store.failed(row, self._recipe, content, failure)
        if failure.message in OUTAGE:
            self._in_vain.append(row.id)
            if len(self._in_vain) >= _HOPELESS + self._plan.jobs:
                self._store.forget(self._in_vain)
                self._given_up = self._given_up or failure
        self._tell(row, Outcome.FAILED, failure=failure)

    def _tell(
        self,
        row: Row,
        outcome: Outcome,
        draft: Draft | None = None,
        notes: Notes | None = None,
        failure: Failure | None = None,
    ) -> None:
        gaps = Counter(gap.severity for gap in draft.gaps) if draft else Counter[Importance]()
        cost = Cost(**draft.usage.model_dump()) if draft else Cost()
        self._on_done(
            FileDone(row, outcome, {severity: gaps[severity] for severity in Importance}, cost, failure, notes)
        )


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _settled(row: Row, plan: Plan, recipe: str, content: str | None) -> Outcome | None:
    """What became of a file earlier, where that still holds for its present content."""
    if row.input != content or row.recipe != recipe:
        return None
    if row.status is Status.FAILED and not plan.retry_failed:
        return Outcome.STILL_FAILED
    if row.status is Status.DONE and standing(plan.out, row):
        return Outcome.UNCHANGED
    return None
