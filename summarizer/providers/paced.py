"""A client whose requests wait for their turn at the last moment, with all that goes into them done.

The next request then leaves as soon as an answer is there, before the program has looked into that answer.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from openai import DefaultAsyncHttpxClient

from summarizer.providers.clock import stopped

if TYPE_CHECKING:
    from summarizer.providers.pace import Pace


class PacedClient(DefaultAsyncHttpxClient):
    """The openai client's own transport, at a pace."""

    def __init__(self, pace: Pace, **options: Any) -> None:
        super().__init__(**options)
        self._pace = pace

    async def send(self, *arguments: Any, **options: Any) -> Any:
        """Send a request when it is its turn."""
        with stopped():
            await self._pace.take()
        try:
            response = await super().send(*arguments, **options)
        finally:
            self._pace.give_back()
        await asyncio.sleep(0)  # whoever waits takes the turn before this answer is read
        return response
