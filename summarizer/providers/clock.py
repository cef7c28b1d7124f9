"""A limit on time whose clock stands still while a request waits for its turn: that is not the endpoint's time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar

_limit: ContextVar[asyncio.Timeout | None] = ContextVar("limit", default=None)


@contextlib.asynccontextmanager
async def within(seconds: float | None) -> AsyncIterator[None]:
    """Like `asyncio.timeout`, in a task that may call `stopped`. Raises TimeoutError at the end of so many seconds."""
    async with asyncio.timeout(seconds) as limit:
        before = _limit.set(limit)
        try:
            yield
        finally:
            _limit.reset(before)


@contextlib.contextmanager
def stopped() -> Iterator[None]:
    """The seconds spent in here do not count towards the limit that holds in this task, if there is one."""
    limit = _limit.get()
    if limit is None or (end := limit.when()) is None:
        yield
        return
    now = asyncio.get_running_loop().time
    left = end - now()
    limit.reschedule(None)
    yield
    limit.reschedule(now() + left)
