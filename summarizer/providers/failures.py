"""What went wrong at an endpoint, told in one line that says what to do."""

from __future__ import annotations

import os
import re
import socket
import ssl
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.errors import EndpointError, TruncatedAnswerError

if TYPE_CHECKING:
    from summarizer.providers.settings import Endpoint

RATE = "endpoint.rate"
TRANSIENT = frozenset([RATE, "endpoint.server", "endpoint.connection", "endpoint.dropped"])
"""Failures that the same ask may be spared a moment later."""

OUTAGE = TRANSIENT | {"endpoint.timeout", "endpoint.not_api"}
"""Failures that tell nothing about what was asked."""
LEAK = "redact.leak"
_FINAL = frozenset(
    [
        LEAK,
        RATE,
        "endpoint.key",
        "endpoint.not_found",
        "endpoint.redirect",
        "endpoint.certificate",
        "endpoint.proxy",
        "endpoint.page",
        "settings.network",
    ]
)

_CONTEXT = re.compile(
    "context|maximum.*tokens|too long|exceed|range of input length|prompt is longer|"
    "上下文|超长|过长|超[过出].*(?:长度|限制)",
    re.IGNORECASE,
)
"""How endpoints say that a prompt does not fit: OpenAI, vLLM, llama.cpp, DashScope, Zhipu."""

_MAX_DETAIL = 160
_MOST_WRAPPED = 100
_QUOTE_COLUMNS = 8
"""From how many columns on a stretch that stands both in what was sent and in a server's message is a quote.

A Chinese character takes two columns: four of them are half a sentence, where four letters are half a word.
"""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def is_final(message: str) -> bool:
    """Whether every further ask is bound to fail as this one did; a rate only where asks were paced."""
    return message in _FINAL or message.startswith("model.")


def endpoint_failure(error: BaseException, endpoint: Endpoint, sent: Sequence[str] = ()) -> EndpointError:
    """The EndpointError for an exception of the client; `sent` are the texts of the request.

    The exception's own text is not shown: clients quote requests and answers in it, and both can hold notes.
    Only the short `message` of an error object that the server sent is, cut to one line, and only where it quotes
    neither the request nor the key.
    """
    import openai
    from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
    from pydantic import ValidationError

    if ours := _ours(error):
        return ours
    cause = _cause(error)
    about = {"host": endpoint.host or "local", "model": endpoint.model}
    if isinstance(cause, IncompleteOutputException):
        return TruncatedAnswerError("endpoint.truncated", **about)
    if isinstance(cause, (openai.APITimeoutError, TimeoutError)):
        return EndpointError("endpoint.timeout", seconds=f"{endpoint.timeout:g}", **about)
    if isinstance(cause, openai.APIConnectionError):
        return _connection_failure(cause, about)
    if isinstance(cause, openai.APIStatusError):
        return _status_failure(cause, endpoint, about, sent)
    if isinstance(cause, InstructorRetryException) and not _is_completion(cause.last_completion):
        return EndpointError("endpoint.not_api", **about)
    if isinstance(cause, (ValidationError, InstructorRetryException, ValueError, openai.APIError)):
        return EndpointError("endpoint.answer", **about)
    return EndpointError("endpoint.unexpected", cause=type(cause).__name__, **about)


def _ours(error: BaseException) -> EndpointError | None:
    """The failure that our own code raised inside the client, however often it is wrapped."""
    seen: list[BaseException | None] = [error]
    for found in seen:
        if isinstance(found, EndpointError):
            return found
        if found is not None and len(seen) < _MOST_WRAPPED:
            attempts: list[Any] = getattr(found, "failed_attempts", None) or []
            seen += [found.__cause__, *(attempt.exception for attempt in attempts)]
    return None


def _cause(error: BaseException) -> BaseException:
    """The failure beneath Instructor's wrapper, which keeps it as its cause or its last failed attempt."""
    import openai
    from instructor.core.exceptions import IncompleteOutputException

    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, (openai.APIError, IncompleteOutputException, TimeoutError)):
            return seen
        attempts: list[Any] = getattr(seen, "failed_attempts", None) or []
        if attempts and isinstance(attempts[-1].exception, (openai.APIError, IncompleteOutputException)):
            return attempts[-1].exception
        seen = seen.__cause__
    return error


def _is_completion(answer: Any) -> bool:
    """Whether the last answer was a chat completion at all, and not a proxy's page or an error with status 200."""
    return bool(getattr(answer, "choices", None))


def _connection_failure(error: BaseException, about: dict[str, str]) -> EndpointError:
    deepest = error
    while (beneath := deepest.__cause__ or deepest.__context__) is not None:
        deepest = beneath
    kind = type(deepest).__name__
    if kind == "RemoteProtocolError":
        return EndpointError("endpoint.dropped", **about)
    if kind == "ProxyError":
        return EndpointError("endpoint.proxy", cause=str(deepest)[:_MAX_DETAIL], **about)
    if isinstance(deepest, ssl.SSLCertVerificationError):
        return EndpointError("endpoint.certificate", cause=deepest.verify_message, **about)
    return EndpointError("endpoint.connection", cause=_system_says(deepest), **about)


def _system_says(error: BaseException) -> str:
    """A failure to connect in the words of the system; asyncio puts the address in their place."""
    if isinstance(error, ssl.SSLError):
        return (error.reason or type(error).__name__).replace("_", " ").lower()
    if not isinstance(error, OSError) or error.errno is None:
        return type(error).__name__
    if isinstance(error, socket.gaierror):
        return error.strerror or type(error).__name__
    return os.strerror(error.errno)


def _status_failure(error: Any, endpoint: Endpoint, about: dict[str, str], sent: Sequence[str]) -> EndpointError:
    status: int = error.status_code
    said = _server_says(error)
    detail = _shown(said, endpoint, sent)
    if 300 <= status < 400:
        return EndpointError("endpoint.redirect", status=status, target=_target(error), **about)
    if status in (401, 403, 404, 405, 407) and _is_page(error):
        return EndpointError("endpoint.page", status=status, **about)
    if status in (401, 403):
        variable = endpoint.preset.key_variable or "SUMMARIZER_API_KEY"
        return EndpointError("endpoint.key", status=status, variable=variable, **about)
    if status == 404:
        return EndpointError("endpoint.not_found", detail=detail, **about)
    if status == 429:
        return EndpointError(RATE, detail=detail, **about)
    if status == 413 or (
        status in (400, 422) and (_CONTEXT.search(said) or "context_length" in str(_part(error, "code")))
    ):
        return EndpointError("endpoint.context", detail=detail, **about)
    if status >= 500:
        return EndpointError("endpoint.server", status=status, detail=detail, **about)
    return EndpointError("endpoint.refused", status=status, detail=detail, **about)


def _target(error: Any) -> str:
    """Where a redirect leads, without a path or a query that could hold a token."""
    target = urlsplit(str(error.response.headers.get("location", "")))
    return f"{target.scheme}://{target.netloc.rpartition('@')[2]}" if target.netloc else "?"


def _is_page(error: Any) -> bool:
    """Whether something that shows web pages answered: a proxy, a login, a site that is no API."""
    return str(error.response.headers.get("content-type", "")).lower().startswith("text/html")


def _part(error: Any, name: str) -> Any:
    """A part of the error object that the server sent."""
    return error.body.get(name) if isinstance(error.body, dict) else None


def _server_says(error: Any) -> str:
    message = _part(error, "message")
    return " ".join(message.split()) if isinstance(message, str) else ""


def _shown(message: str, endpoint: Endpoint, sent: Sequence[str]) -> str:
    """The server's message as a message of ours ends with it; nothing when it quotes what it was sent."""
    if endpoint.api_key:
        message = message.replace(endpoint.api_key, "***")
    if not message or _quotes(message, [*sent, endpoint.api_key or ""]):
        return ""
    return f" ({message[:_MAX_DETAIL]})"


def _quotes(message: str, sent: Sequence[str]) -> bool:
    words = _bare(message)
    known = "\n".join(_bare(text) for text in sent)
    return any(stretch in known for stretch in _stretches(words))


def _stretches(text: str) -> Sequence[str]:
    """The shortest stretches of a text that are `_QUOTE_COLUMNS` columns wide, from each of its characters."""
    widths = [2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text]
    found = []
    for start in range(len(text)):
        end, columns = start, 0
        while end < len(text) and columns < _QUOTE_COLUMNS:
            columns += widths[end]
            end += 1
        if columns >= _QUOTE_COLUMNS:
            found.append(text[start:end])
    return found


def _bare(text: str) -> str:
    """Letters and digits alone: escapes, punctuation and line breaks do not make a quote another text."""
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    text = re.sub(r"\\[nrt]", "", text)
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
