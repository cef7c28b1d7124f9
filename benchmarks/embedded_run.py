"""One draft with the embedded model under other settings of llama.cpp, or its requests replayed without the program.

    python benchmarks/embedded_run.py draft NOTES SETTING [RECORD]
    python benchmarks/embedded_run.py replay RECORD SETTING

Prints one JSON object; `benchmarks/embedded.py` runs it in processes of their own and compares. RECORD is where the
requests of a draft are kept, byte for byte, so that they can be replayed.
"""

from __future__ import annotations

import asyncio
import hashlib
import http.client
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import xllamacpp as llama

from summarizer.api import ask_over, verified
from summarizer.drafting.run import Event, Stage
from summarizer.notes import read_file
from summarizer.providers.connection import Connection
from summarizer.providers.local import store
from summarizer.providers.local.server import parameters
from summarizer.providers.local.states import TokenStates
from summarizer.providers.settings import Endpoint, load_settings, resolve
from summarizer.rendering import render

KEY = "benchmark"
_RUNNING: list[Any] = []
"""Servers, kept to the end of the process: it ends as `summarizer` does, without waiting for their threads."""
CHAT = "/v1/chat/completions"


def threads(count: int) -> Callable[[Any], None]:
    def change(params: Any) -> None:
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = count

    return change


def attention(kind: str) -> Callable[[Any], None]:
    def change(params: Any) -> None:
        params.flash_attn_type = llama.llama_flash_attn_type[f"LLAMA_FLASH_ATTN_TYPE_{kind}"]

    return change


def cache_of(kind: str) -> Callable[[Any], None]:
    def change(params: Any) -> None:
        params.cache_type_k = params.cache_type_v = llama.ggml_type[f"GGML_TYPE_{kind}"]

    return change


def batch(size: int, at_once: int) -> Callable[[Any], None]:
    def change(params: Any) -> None:
        params.n_batch, params.n_ubatch = size, at_once

    return change


def guessing(kind: str, guessed: int, seen: int) -> Callable[[Any], None]:
    """Speculative decoding without a second model: what followed the last tokens where they stood before."""

    def change(params: Any) -> None:
        params.speculative.types = [llama.common_speculative_type[f"COMMON_SPECULATIVE_TYPE_NGRAM_{kind}"]]
        lookup = {"SIMPLE": params.speculative.ngram_simple, "MAP_K": params.speculative.ngram_map_k}.get(kind)
        if lookup is not None:
            lookup.size_n, lookup.size_m, lookup.min_hits = seen, guessed, 1

    return change


def plain(params: Any) -> None:
    """llama.cpp's own defaults, which give no hidden states: only the asks can be replayed."""
    params.embedding = False
    params.pooling_type = llama.CommonParams().pooling_type
    params.n_ubatch = llama.CommonParams().n_ubatch


SETTINGS: dict[str, Callable[[Any], None]] = {
    "as shipped": lambda params: None,
    "llama.cpp's defaults": plain,
    "flash attention on": attention("ENABLED"),
    "flash attention off": attention("DISABLED"),
    "KV cache q8_0": cache_of("Q8_0"),
    "batch 1024": batch(1024, 1024),
    "physical batch 512": batch(2048, 512),
    "physical batch 2048": batch(2048, 2048),
    "1 thread": threads(1),
    "3 threads": threads(3),
    "4 threads": threads(4),
    "n-gram lookup, 3 seen, 8 guessed": guessing("SIMPLE", 8, 3),
    "n-gram lookup, 2 seen, 4 guessed": guessing("SIMPLE", 4, 2),
    "n-gram map, 3 seen, 8 guessed": guessing("MAP_K", 8, 3),
    "n-gram cache": guessing("CACHE", 0, 0),
}


class Watch:
    """What the model was asked for, what it answered, and what that took."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.chats: list[dict[str, Any]] = []
        self.states_seconds = 0.0
        self.states_tokens = 0
        self.digest = hashlib.sha256()

    async def heed(self, response: Any) -> None:
        answer = json.loads(await response.aread())
        self.requests.append({"path": CHAT, "body": json.loads(response.request.content)})
        self.chats.append(answer)
        self.digest.update(answer["choices"][0]["message"]["content"].encode())

    def figures(self) -> dict[str, Any]:
        timings = [answer["timings"] for answer in self.chats]
        names = ("prompt_n", "prompt_ms", "cache_n", "predicted_n", "predicted_ms", "draft_n", "draft_n_accepted")
        return {
            "asks": len(timings),
            **{name: sum(timing.get(name, 0) for timing in timings) for name in names},
            "states_seconds": self.states_seconds,
            "states_tokens": self.states_tokens,
            "answers": self.digest.hexdigest(),
        }


class WatchedStates(TokenStates):
    """Hidden states as the program reads them, timed."""

    def __init__(self, url: str, watch: Watch) -> None:
        super().__init__(url, KEY)
        self._watch = watch

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        started = time.perf_counter()
        answer = await super()._post(path, body)
        self._watch.requests.append({"path": path, "body": body})
        if path == "/embedding":
            self._watch.states_seconds += time.perf_counter() - started
            self._watch.states_tokens += len(answer[0]["embedding"])
        return answer


def serve(endpoint: Endpoint, setting: str) -> Any:
    params = parameters(store.model_file(), KEY, endpoint.preset.context, endpoint.threads)
    SETTINGS[setting](params)
    _RUNNING.append(llama.Server(params))
    return _RUNNING[-1]


async def draft(notes_file: Path, setting: str, record: Path | None) -> dict[str, Any]:
    """A whole draft, and the seconds of its stages."""
    started = time.perf_counter()
    notes = read_file(notes_file)
    have_notes = time.perf_counter()
    endpoint = resolve(load_settings(provider="local"))
    server = serve(endpoint, setting)
    serving = time.perf_counter()
    watch = Watch()
    states = WatchedStates(server.listening_address, watch)
    connection = Connection(endpoint, f"{server.listening_address}/v1", KEY, states)
    http_client = connection.client._client
    hooks = http_client.event_hooks
    http_client.event_hooks = {**hooks, "response": [*hooks["response"], watch.heed]}
    marks: list[tuple[Stage, float]] = []

    def on_event(event: Event) -> None:
        marks.append((event.stage, time.perf_counter()))

    asked = await ask_over(connection, notes, on_event=on_event)
    all_asked = time.perf_counter()
    result = verified(asked, notes)
    have_gaps = time.perf_counter()
    text = render(result.draft, notes)
    ended = time.perf_counter()
    await states.close()
    await connection.close()
    if record:
        record.write_text(json.dumps(watch.requests, ensure_ascii=False), "utf-8")
    # The first event of asking and its answer are the reading; each ask has two more.
    waits = [after - before for (_, before), (_, after) in zip(marks[::2], marks[1::2], strict=True)]
    return {
        "setting": setting,
        "notes": have_notes - started,
        "server": serving - have_notes,
        "reading": waits[0],
        "asking": sum(waits[1:]),
        "between": all_asked - serving - sum(waits),
        "verification": have_gaps - all_asked,
        "rendering": ended - have_gaps,
        "whole": ended - started,
        "draft": hashlib.sha256(text.encode()).hexdigest(),
        **watch.figures(),
    }


def replay(record: Path, setting: str) -> dict[str, Any]:
    """The same requests in the same order over one bare HTTP connection: no client library, no schema, no checks."""
    server = serve(resolve(load_settings(provider="local")), setting)
    address = urlsplit(server.listening_address)
    line = http.client.HTTPConnection(address.hostname or "", address.port or 0)
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    watch = Watch()
    asking = 0.0
    for request in json.loads(record.read_text("utf-8")):
        if setting == "llama.cpp's defaults" and request["path"] != CHAT:
            continue
        started = time.perf_counter()
        line.request("POST", request["path"], json.dumps(request["body"], ensure_ascii=False).encode(), headers)
        answer = json.loads(line.getresponse().read())
        seconds = time.perf_counter() - started
        if request["path"] == CHAT:
            asking += seconds
            watch.chats.append(answer)
            watch.digest.update(answer["choices"][0]["message"]["content"].encode())
        elif request["path"] == "/embedding":
            watch.states_seconds += seconds
            watch.states_tokens += len(answer[0]["embedding"])
    line.close()  # the server would wait for it
    return {"setting": setting, "asking": asking, **watch.figures()}


def main() -> None:
    """Print the figures of one run."""
    what, first, setting, *more = sys.argv[1:]
    if what == "replay":
        figures = replay(Path(first), setting)
    else:
        figures = asyncio.run(draft(Path(first), setting, Path(more[0]) if more else None))
    print(json.dumps(figures, ensure_ascii=False))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
