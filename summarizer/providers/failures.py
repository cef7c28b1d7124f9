"""What went wrong at an endpoint, told in one line that says what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from summarizer.errors import TruncatedAnswerError, EndpointError

if TYPE_CHECKING:
    from summarizer.providers.settings import Endpoint

_CONTEXT = re.compile(r"context|maximum.*tokens|too long|exceed", re.IGNORECASE)
_MAX_DETAIL = 160


def endpoint_failure(error: BaseException, endpoint: Endpoint) -> EndpointError:
    """The EndpointError for an exception of the client.

    The exception's own text is not shown: clients quote requests and answers in it, and both can hold notes.
    Only the short `message` of an error object that the server sent is, cut to one line, and never a key.
    """
    import openai
    from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
    from pydantic import ValidationError

    if isinstance(error, EndpointError):
        return error
    cause = _cause(error)
    about = {"host": endpoint.host or "local", "model": endpoint.model}
    if isinstance(cause, IncompleteOutputException):
        return TruncatedAnswerError("endpoint.truncated", **about)
    if isinstance(cause, (openai.APITimeoutError, TimeoutError)):
        return EndpointError("endpoint.timeout", seconds=f"{endpoint.timeout:g}", **about)
    if isinstance(cause, openai.APIConnectionError):
        return EndpointError("endpoint.connection", cause=_network_cause(cause), **about)
    if isinstance(cause, openai.APIStatusError):
        return _status_failure(cause, endpoint, about)
    if isinstance(cause, (ValidationError, InstructorRetryException, ValueError, openai.APIError)):
        return EndpointError("endpoint.answer", **about)
    return EndpointError("endpoint.unexpected", cause=type(cause).__name__, **about)


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


def _status_failure(error: Any, endpoint: Endpoint, about: dict[str, str]) -> EndpointError:
    status: int = error.status_code
    detail = _server_says(error, endpoint)
    if status in (401, 403):
        variable = endpoint.preset.key_variable or "SUMMARIZER_API_KEY"
        return EndpointError("endpoint.key", status=status, variable=variable, **about)
    if status == 404:
        return EndpointError("endpoint.not_found", detail=detail, **about)
    if status == 429:
        return EndpointError("endpoint.rate", detail=detail, **about)
    if status in (400, 413) and _CONTEXT.search(detail):
        return EndpointError("endpoint.context", detail=detail, **about)
    if status >= 500:
        return EndpointError("endpoint.server", status=status, detail=detail, **about)
    return EndpointError("endpoint.refused", status=status, detail=detail, **about)


def _server_says(error: Any, endpoint: Endpoint) -> str:
    body = error.body
    message = body.get("message") if isinstance(body, dict) else None
    if not isinstance(message, str):
        return ""
    line = " ".join(message.split())[:_MAX_DETAIL]
    if endpoint.api_key:
        line = line.replace(endpoint.api_key, "***")
    return f" ({line})" if line else ""


def _network_cause(error: BaseException) -> str:
    seen: BaseException = error
    while seen.__cause__ is not None or seen.__context__ is not None:
        seen = seen.__cause__ or seen.__context__ or seen
    strerror = getattr(seen, "strerror", None)
    return str(strerror or type(seen).__name__)
