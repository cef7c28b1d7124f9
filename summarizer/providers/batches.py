"""Endpoints with the Batch API: a file of requests up, its state, its answers down."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.errors import EndpointError
from summarizer.providers.connection import Connection, connect
from summarizer.providers.failures import endpoint_failure
from summarizer.providers.settings import Endpoint

_WINDOW: Any = "24h"
_URL: Any = "/v1/chat/completions"
_ENDED = frozenset({"completed", "expired", "cancelled"})


class State(NamedTuple):
    """How far a batch is; counts are of requests."""

    id: str
    status: str
    total: int
    completed: int
    failed: int


async def submit(endpoint: Endpoint, path: Path) -> str:
    """Send a file of requests and have it worked on within a day. Returns the id of the batch."""
    async with connect(endpoint) as connection:
        try:
            file = await connection.client.files.create(file=path, purpose="batch")
            batch = await connection.client.batches.create(
                input_file_id=file.id, endpoint=_URL, completion_window=_WINDOW
            )
        except Exception as error:
            raise endpoint_failure(error, endpoint) from error
        return batch.id


async def state(endpoint: Endpoint, name: str) -> State:
    """How far a batch is."""
    async with connect(endpoint) as connection:
        batch = await _batch(connection, name)
    counts = batch.request_counts
    total, completed, failed = (getattr(counts, name, 0) or 0 for name in ("total", "completed", "failed"))
    return State(name, batch.status, total, completed, failed)


async def fetch(endpoint: Endpoint, name: str) -> AsyncIterator[bytes]:
    """The answers of a batch that has ended and the errors, in pieces. Raises EndpointError while there are none."""
    async with connect(endpoint) as connection:
        batch = await _batch(connection, name)
        files = [file for file in (batch.output_file_id, batch.error_file_id) if file]
        if batch.status == "failed":
            causes = [fault.message or fault.code or "?" for fault in (batch.errors and batch.errors.data) or []]
            raise EndpointError("batch.rejected", id=name, status=batch.status, cause="; ".join(causes)[:160] or "?")
        if batch.status not in _ENDED or not files:
            raise EndpointError("batch.not_ready", id=name, status=batch.status)
        try:
            for file in files:
                last = b"\n"
                async with connection.client.files.with_streaming_response.content(file) as response:
                    async for data in response.iter_bytes(1 << 20):
                        last = data[-1:] or last
                        yield data
                if last != b"\n":
                    yield b"\n"
        except Exception as error:
            raise endpoint_failure(error, endpoint) from error


async def _batch(connection: Connection, name: str) -> Any:
    try:
        return await connection.client.batches.retrieve(name)
    except Exception as error:
        raise endpoint_failure(error, connection.endpoint) from error
