"""One open way to a model: a typed question in, a typed answer and what it cost out."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import logging
import random
import ssl
from collections.abc import AsyncIterator, Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from summarizer.errors import EndpointError, TruncatedAnswerError, UsageError
from summarizer.providers.clock import within
from summarizer.providers.failures import RATE, TRANSIENT, endpoint_failure
from summarizer.providers.presets import LOCAL, OPENAI

if TYPE_CHECKING:
    from openai import AsyncOpenAI, DefaultAsyncHttpxClient

    from summarizer.providers.answer import Answer
    from summarizer.providers.local.states import TokenStates
    from summarizer.providers.pace import Pace
    from summarizer.providers.settings import Endpoint

    A = TypeVar("A", bound=Answer)
else:
    A = TypeVar("A")

_PARSE_ATTEMPTS = 3
"""How often an ask is made whose answers do not fit the schema, the first time included."""

_FIRST_WAIT = 0.5
_LONGEST_WAIT = 8.0
"""Seconds before an ask that failed is made again, doubled each time; those of the openai client."""

# Both log requests, answers and the server's messages, all of which can hold notes and keys. Without a handler of
# their own even their errors would reach the terminal through logging's last resort.
for _name in ("instructor", "openai"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


Guard = Callable[[bytes], None]


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


@cache
def _prepared(answer: type[A]) -> type[A]:
    """The response model as Instructor wants it, which it would else build anew for every ask."""
    import instructor

    return cast("type[A]", instructor.response_schema(answer))


class Connection:
    """An endpoint that is open for asks. Get one from `connect`.

    With a `pace`, which several users of the connection share, asks that the endpoint refuses as too fast or fails on
    are made again at that pace, each with its own time; without one the openai client repeats its requests by itself.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        base_url: str,
        api_key: str,
        embedder: TokenStates | None = None,
        pace: Pace | None = None,
        guard: Guard | None = None,
    ) -> None:
        import instructor
        import openai

        self.endpoint = endpoint
        self.embedder = embedder
        self.usage = Usage()
        self._pace = pace
        self._guard = guard
        self._openai = openai.AsyncOpenAI(
            base_url=base_url,
            api_key=api_key,
            timeout=openai.Timeout(endpoint.timeout, connect=min(20.0, endpoint.timeout)),
            max_retries=0 if endpoint.is_local or pace else endpoint.retries,
            http_client=self._transport(base_url),
        )
        if endpoint.preset.name != OPENAI:
            # The client takes these from the user's OPENAI_* variables; they are no other vendor's business.
            self._openai.organization = self._openai.project = None
            self._openai._custom_headers = {}
        self._client = instructor.from_openai(self._openai, mode=instructor.Mode[endpoint.preset.mode.value])

    def _transport(self, base_url: str) -> DefaultAsyncHttpxClient:
        """What carries the requests. Raises UsageError where the variables for proxies and certificates are no good."""
        import openai

        client: Callable[..., DefaultAsyncHttpxClient] = openai.DefaultAsyncHttpxClient
        if self._pace:
            from summarizer.providers.paced import PacedClient

            client = partial(PacedClient, self._pace)
        at_home = self.endpoint.stays_on_machine
        try:
            return client(
                event_hooks={"request": [self._look], "response": [self._heed]},
                # The user was told one host: neither a redirect nor, for this machine, a proxy may make it another.
                follow_redirects=False,
                trust_env=not at_home,
                # That leaves SSL_CERT_FILE out as well, which a server of one's own may well need.
                verify=ssl.create_default_context() if at_home and base_url.startswith("https:") else True,
            )
        except Exception as error:
            # A URL that is none, a kind of proxy that needs another library, a file that is not there. The text of
            # the exception may quote a proxy's password.
            cause = getattr(error, "strerror", None) or type(error).__name__
            raise UsageError("settings.network", cause=cause) from error

    @property
    def client(self) -> AsyncOpenAI:
        """The client beneath, for what is no chat completion."""
        return self._openai

    def apart(self) -> Connection:
        """The same way to the same endpoint, with a count of usage of its own."""
        other = copy.copy(self)
        other.usage = Usage()
        return other

    async def _look(self, request: Any) -> None:
        if self._guard:
            self._guard(await request.aread())

    async def _heed(self, response: Any) -> None:
        from summarizer.providers.pace import retry_after

        wanted = retry_after(response.headers)
        if self._pace and (response.status_code == 429 or (response.status_code == 503 and wanted is not None)):
            self._pace.refused(wanted)

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
        if self._pace is None:
            return await self._ask(messages, answer, max_tokens)
        failures = 0
        while True:
            try:
                answered = await self._ask(messages, answer, max_tokens)
            except EndpointError as error:
                failures += error.message != RATE
                if self._pace.exhausted or error.message not in TRANSIENT or failures > self.endpoint.retries:
                    raise
            else:
                self._pace.answered()
                return answered
            if failures:
                await asyncio.sleep(min(_FIRST_WAIT * 2 ** (failures - 1), _LONGEST_WAIT) * random.uniform(0.75, 1.0))

    async def _ask(self, messages: list[Message], answer: type[A], max_tokens: int) -> A:
        from instructor.core.hooks import Hooks

        hooks = Hooks()
        hooks.on("completion:response", self._count)
        preset = self.endpoint.preset
        limit = None if self.endpoint.is_local else self.endpoint.timeout
        try:
            async with within(limit):
                # `context=` must never be passed: with it Instructor renders the messages as Jinja templates.
                return await self._client.create(
                    model=self.endpoint.model,
                    messages=[message._asdict() for message in messages],  # type: ignore[misc]
                    response_model=_prepared(answer),
                    max_retries=_PARSE_ATTEMPTS - 1,
                    max_tokens=max_tokens,
                    temperature=0,
                    extra_body=dict(preset.extra_body) or None,
                    hooks=hooks,
                )
        except Exception as error:
            raise endpoint_failure(error, self.endpoint, [message.content for message in messages]) from error

    async def close(self) -> None:
        await self._openai.close()


@contextlib.asynccontextmanager
async def connect(
    endpoint: Endpoint, pace: Pace | None = None, guard: Guard | None = None
) -> AsyncIterator[Connection]:
    """Open an endpoint: for the embedded model, load it and serve it on loopback first.

    `pace` is for many asks to one remote endpoint; the embedded server is asked one thing after another. `guard` sees
    the body of every request, repeated and corrected ones too, before it leaves, and raises EndpointError to keep it.
    """
    if endpoint.preset.name == LOCAL:
        from summarizer.providers.local.server import serve

        async with serve(endpoint) as served:
            connection = Connection(endpoint, f"{served.url}/v1", served.api_key, served.states)
            try:
                yield connection
            finally:
                await connection.close()
        return
    connection = Connection(endpoint, endpoint.base_url, endpoint.api_key or "none", pace=pace, guard=guard)
    try:
        yield connection
    finally:
        await connection.close()


__all__ = ["Connection", "EndpointError", "Message", "TruncatedAnswerError", "Usage", "connect"]
