"""The embedded model behind a llama.cpp server that only this process can talk to."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.errors import EndpointError
from summarizer.providers.local import store
from summarizer.providers.local.states import MAX_STATE_TOKENS, TokenStates

if TYPE_CHECKING:
    from summarizer.providers.settings import Endpoint


class Served(NamedTuple):
    """A running server. `states` reads hidden states, for the model that the reader's weights were learned on only."""

    url: str
    api_key: str
    states: TokenStates | None


@contextlib.asynccontextmanager
async def serve(endpoint: Endpoint) -> AsyncIterator[Served]:
    """Load the model and serve it on a free loopback port, under a key made for this run.

    Raises EndpointError when the `local` extra is not installed or the model does not load.
    """
    path = store.own_model(endpoint.model_path) if endpoint.model_path else store.model_file()
    if not endpoint.model_path and not store.is_verified(path):
        raise EndpointError("model.missing", name=store.EMBEDDED.name)
    key = secrets.token_urlsafe(24)
    server = await asyncio.to_thread(_start, path, key, endpoint.preset.context, endpoint.threads)
    states = None if endpoint.model_path else TokenStates(server.listening_address, key)
    try:
        yield Served(server.listening_address, key, states)
    finally:
        if states:
            await states.close()
        # Its destructor stops the listener and frees the model.
        del server


def parameters(path: Path, key: str, context: int, threads: int | None) -> Any:
    """How llama.cpp is set up to serve a model: all that is not its default.

    What other settings would bring is measured in `docs/performance.md`. Raises EndpointError when the `local` extra is
    not installed.
    """
    try:
        import xllamacpp
    except ImportError as error:
        raise EndpointError("model.no_extra") from error
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.n_ctx = context
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads or _cores()
    params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = False
    params.ui = False
    params.offline = True
    params.warmup = False
    # Hidden states of all tokens, beside chat completions, from one loaded model. One pass must fit a batch.
    params.embedding = True
    params.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_NONE
    params.embd_normalize = -1
    params.n_ubatch = MAX_STATE_TOKENS
    # llama.cpp logs prompts at its normal level; notes must not reach a terminal or a log.
    params.verbosity = -1
    return params


def _start(path: Path, key: str, context: int, threads: int | None) -> Any:
    params = parameters(path, key, context, threads)
    import xllamacpp

    try:
        return xllamacpp.Server(params)
    except Exception as error:
        raise EndpointError("model.load", path=path) from error


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
