"""How fast many asks may go to one endpoint together: so many at a time, and none while it has asked for a pause.

No library fits: tenacity and the openai client wait for the one call that was refused while the others go on asking,
and aiolimiter spaces calls by a rate that somebody has to know. What an endpoint allows is learned from its 429s.
"""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_PAUSE = 3600.0
"""Seconds. Who is asked to wait longer had better come back another day."""

_STRIKES = 8
"""So many pauses in a row that nothing came of are a used-up quota, not a rate."""

_FIRST_PAUSE = 1.0
_LONGEST_GUESS = 60.0
_RECOVERY = 0.5


class Pace:
    """Shared by all requests of a run. `most` is how many may be under way at once.

    A refusal pauses all of them, for as long as the endpoint says or else twice as long as the last time, and halves
    how many are under way; each answer gives half a place back.
    """

    def __init__(self, most: int, on_pause: Callable[[float], None] = lambda seconds: None) -> None:
        self._most = most
        self._allowed = float(most)
        self._busy = 0
        self._until = -math.inf
        self._strikes = 0
        self._freed = asyncio.Event()
        self._on_pause = on_pause

    @property
    def exhausted(self) -> bool:
        """Whether waiting has become pointless."""
        return self._strikes > _STRIKES or self._until - time.monotonic() > LONGEST_PAUSE

    async def take(self) -> None:
        """Wait for a place among the requests under way, and for the end of a pause."""
        await self._paused()
        while self._busy >= max(1, int(self._allowed)):
            self._freed.clear()
            await self._freed.wait()
            await self._paused()
        self._busy += 1

    def give_back(self) -> None:
        """The request is over, however it ended."""
        self._busy -= 1
        self._freed.set()

    async def _paused(self) -> None:
        while not self.exhausted and (left := self._until - time.monotonic()) > 0:
            await asyncio.sleep(left)

    def refused(self, retry_after: float | None) -> None:
        """The endpoint answered that it is asked too fast, and perhaps for how long it wants peace."""
        now = time.monotonic()
        fresh = now >= self._until
        if fresh:
            self._strikes += 1
            self._allowed = max(1.0, self._allowed / 2)
        if retry_after is None and not fresh:
            return  # asks that were under way when the pause began
        guess = min(_FIRST_PAUSE * 2 ** (self._strikes - 1), _LONGEST_GUESS) * random.uniform(1.0, 1.25)
        seconds = guess if retry_after is None else retry_after
        if now + seconds > self._until:
            self._until = now + seconds
            self._on_pause(seconds)

    def answered(self) -> None:
        """The endpoint gave an answer."""
        self._strikes = 0
        if self._allowed < self._most:
            self._allowed = min(float(self._most), self._allowed + _RECOVERY)
            self._freed.set()


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that an answer's `Retry-After` (a number or a date) or `retry-after-ms` asks for; None without either."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        said = headers.get(name, "")
        try:
            seconds = float(said) * scale
        except ValueError:
            continue
        if 0 <= seconds < math.inf:
            return seconds
    try:
        when = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
