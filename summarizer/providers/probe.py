"""One tiny structured call, to see that an endpoint is there and answers in the form it is asked for."""

from __future__ import annotations

from summarizer.providers.answer import Answer
from summarizer.providers.connection import Message, connect
from summarizer.providers.settings import Endpoint


class _Capital(Answer):
    city: str


async def probe(endpoint: Endpoint) -> bool:
    """Whether the endpoint answered an easy question with a filled object. Raises EndpointError on a failed call."""
    async with connect(endpoint) as connection:
        question = Message("user", 'Which city is the capital of France? Answer in JSON: {"city": "…"}')
        answer = await connection.ask([question], _Capital, 100)
    return bool(answer.city.strip())
