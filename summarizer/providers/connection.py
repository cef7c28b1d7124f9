"""One open way to a model: a typed question in, a typed answer and what it cost out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from summarizer.errors import EndpointError, TruncatedAnswerError
from summarizer.providers.failures import endpoint_failure
from summarizer.providers.presets import LOCAL, OPENAI

if TYPE_CHECKING:
    from summarizer.providers.answer import Answer
    from summarizer.providers.local.states import TokenStates
    from summarizer.providers.settings import Endpoint

    A = TypeVar("A", bound=Answer)
else:
    A = TypeVar("A")

_PARSE_ATTEMPTS = 3
"""How often an ask is made whose answers do not fit the schema, the first time included."""

# Both log requests, answers and the server's messages, all of which can hold notes and keys. Without a handler of
# their own even their errors would reach the terminal through logging's last resort.
for _name in ("instructor", "openai"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


class Message(NamedTuple):
    role: str
    content: str


class Usage(NamedTuple):
    """What asks cost. `cached_tokens` are those of the prompt that the server had read before."""

    calls: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: object) -> Usage:
        if not isinstance(other, Usage):
            return NotImplemented
        return Usage(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def __sub__(self, earlier: Usage) -> Usage:
        return Usage(*(mine - theirs for mine, theirs in zip(self, earlier, strict=True)))


class Connection:
    """An endpoint that is open for asks. Get one from `connect`."""

    def __init__(self, endpoint: Endpoint, base_url: str, api_key: str, embedder: TokenStates | None = None) -> None:
        import instructor
        import openai

        self.endpoint = endpoint
        self.embedder = embedder
        self.usage = Usage()
        self._openai = openai.AsyncOpenAI(
            base_url=base_url,
            api_key=api_key,
            timeout=openai.Timeout(endpoint.timeout, connect=min(20.0, endpoint.timeout)),
            max_retries=0 if endpoint.is_local else endpoint.retries,
            http_client=openai.DefaultAsyncHttpxClient(
                # The user was told one host: neither a redirect nor, for this machine, a proxy may make it another.
                follow_redirects=False,
                trust_env=not endpoint.stays_on_machine,
            ),
        )
        if endpoint.preset.name != OPENAI:
            # The client takes these from the user's OPENAI_* variables; they are no other vendor's business.
            self._openai.organization = self._openai.project = None
            self._openai._custom_headers = {}
        self._client = instructor.from_openai(self._openai, mode=instructor.Mode[endpoint.preset.mode.value])
        self._client.on("completion:response", self._count)

    def _count(self, response: Any) -> None:
        usage = getattr(response, "usage", None)
        details = getattr(usage, "prompt_tokens_details", None)
        self.usage += Usage(
            1,
            getattr(usage, "prompt_tokens", None) or 0,
            getattr(details, "cached_tokens", None) or 0,
            getattr(usage, "completion_tokens", None) or 0,
        )

    async def ask(self, messages: list[Message], answer: type[A], max_tokens: int) -> A:
        """Ask for one answer of the given type.

        The endpoint's `timeout` bounds the whole of it, retries and corrections included, so that an endpoint that
        drips a byte a second cannot hold the program. Raises TruncatedAnswerError when the answer hit `max_tokens`,
        EndpointError for every other failure.
        """
        preset = self.endpoint.preset
        limit = None if self.endpoint.is_local else self.endpoint.timeout
        try:
            async with asyncio.timeout(limit):
                # `context=` must never be passed: with it Instructor renders the messages as Jinja templates.
                return await self._client.create(
                    model=self.endpoint.model,
                    messages=[message._asdict() for message in messages],  # type: ignore[misc]
                    response_model=answer,
                    max_retries=_PARSE_ATTEMPTS - 1,
                    max_tokens=max_tokens,
                    temperature=0,
                    extra_body=dict(preset.extra_body) or None,
                )
        except Exception as error:
            raise endpoint_failure(error, self.endpoint, [message.content for message in messages]) from error

    async def close(self) -> None:
        await self._openai.close()


@contextlib.asynccontextmanager
async def connect(endpoint: Endpoint) -> AsyncIterator[Connection]:
    """Open an endpoint: for the embedded model, load it and serve it on loopback first."""
    if endpoint.preset.name == LOCAL:
        from summarizer.providers.local.server import serve

        async with serve(endpoint) as served:
            connection = Connection(endpoint, f"{served.url}/v1", served.api_key, served.states)
            try:
                yield connection
            finally:
                await connection.close()
        return
    connection = Connection(endpoint, endpoint.base_url, endpoint.api_key or "none")
    try:
        yield connection
    finally:
        await connection.close()


__all__ = ["Connection", "EndpointError", "Message", "TruncatedAnswerError", "Usage", "connect"]
