"""A real HTTP server on loopback that plays an OpenAI-compatible endpoint, well or badly, as a script tells it.

    with Endpoint(fails(429, headers={"Retry-After": "1"}), answers({"basics": {"coachee": "…"}})) as endpoint:
        ...  # talk to endpoint.base_url
    assert len(endpoint.requests) == 2

A behaviour is a function from a request to a reply. Those of the script answer one request each, in order of
arrival; what comes after them meets `then`.
"""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self, cast

Json = dict[str, Any]


class Request(NamedTuple):
    """One request as it arrived; the names of `headers` are in lower case, `at` is monotonic time."""

    path: str
    headers: Mapping[str, str]
    body: Json
    at: float
    data: bytes = b""
    """The body, byte for byte."""

    @property
    def text(self) -> str:
        """All that the model is told, message by message."""
        return "\n".join(message["content"] for message in self.body["messages"])

    @property
    def key(self) -> str | None:
        """The API key it carries."""
        scheme, _, key = self.headers.get("authorization", "").partition(" ")
        return key if scheme == "Bearer" else None

    @property
    def schema(self) -> Json:
        """The JSON schema the answer is to fit: that of `response_format`, else the one told to the model."""
        response_format = self.body.get("response_format", {})
        if response_format.get("type") == "json_schema":
            return cast("Json", response_format["json_schema"]["schema"])
        told = self.text.partition("json_schema:")[2]
        return cast("Json", json.JSONDecoder().raw_decode(told[told.index("{") :])[0])


class Reply(NamedTuple):
    """What goes back. `pause` is the seconds before each byte of the body; `cut` breaks off in the middle of it."""

    body: bytes
    status: int = 200
    content_type: str = "application/json"
    headers: Mapping[str, str] = {}
    pause: float = 0.0
    cut: bool = False


class _HangUpError(Exception):
    """Close the connection instead of answering."""


Behaviour = Callable[[Request], Reply]


def says(text: str, finish_reason: str = "stop") -> Behaviour:
    """A completion whose message is this text."""
    return lambda request: _completion(request, text, finish_reason)


def answers(values: Json | None = None, wrapped: str = "{}") -> Behaviour:
    """A completion that fits the schema asked for, with those of the values, nested as field paths, it has room for.

    `wrapped` is what the model says around its JSON, which stands for `{}`.
    """

    def behave(request: Request) -> Reply:
        schema = request.schema
        text = json.dumps(_fitting(schema, values, schema), ensure_ascii=False)
        return _completion(request, wrapped.replace("{}", text, 1), "stop")

    return behave


def cut_off() -> Behaviour:
    """A completion that ends at the limit on tokens, in the middle of its JSON."""
    return says('{"basics": {"coachee": {"text": "', finish_reason="length")


def fails(status: int, message: str = "no", headers: Mapping[str, str] | None = None, **error: object) -> Behaviour:
    """An error object, as OpenAI sends them."""
    body = json.dumps({"error": {"message": message, "type": "error", **error}}, ensure_ascii=False)
    return lambda request: Reply(body.encode(), status, headers=headers or {})


def tells_on(status: int, message: Callable[[Request], str]) -> Behaviour:
    """An error object whose message is made out of the request, such as one that quotes it."""
    return lambda request: fails(status, message(request))(request)


def shows(page: str, status: int = 200) -> Behaviour:
    """An HTML page, as a proxy or a login portal sends it."""
    return lambda request: Reply(page.encode(), status, "text/html; charset=utf-8")


def redirects(url: str, status: int = 307) -> Behaviour:
    """Another address to ask at; 307 keeps method and body."""
    return lambda request: Reply(b"", status, headers={"Location": url})


def drips(pause: float) -> Behaviour:
    """A good answer, a byte at a time."""
    return lambda request: answers()(request)._replace(pause=pause)


def hangs_up() -> Behaviour:
    """Closes the connection without a byte."""

    def behave(request: Request) -> Reply:
        raise _HangUpError

    return behave


def breaks_off() -> Behaviour:
    """A good answer that ends half-way, though its length was announced."""
    return lambda request: answers()(request)._replace(cut=True)


def together(count: int, behaviour: Behaviour, patience: float = 10.0) -> Behaviour:
    """The behaviour, but only once `count` requests are waiting for their answers at the same time."""
    barrier = threading.Barrier(count)

    def behave(request: Request) -> Reply:
        try:
            barrier.wait(patience)
        except threading.BrokenBarrierError:
            return fails(400, "asked one after another")(request)
        return behaviour(request)

    return behave


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    """Many clients may come at once; with five places the sixth is kept waiting for a second."""


class Endpoint:
    """The server; `on_connect` is called when a connection is opened, before anything is read from it.

    With `tls` it speaks HTTPS.
    """

    def __init__(
        self,
        *script: Behaviour,
        then: Behaviour | None = None,
        on_connect: Callable[[], object] = lambda: None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.requests: list[Request] = []
        self.at_once = 0
        """The most requests that were waiting for their answers at the same time."""
        self._waiting = 0
        self._lock = threading.Lock()
        self._behaviours = self._in_order(script, then or answers())
        self._on_connect = on_connect
        self._closing = threading.Event()
        self._faults: list[Exception] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._scheme = "http"
        if tls:
            self._scheme = "https"
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def base_url(self) -> str:
        return f"{self._scheme}://{self.host}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        # A behaviour that fails in the server's thread is a mistake of the test and must not pass for a bad endpoint.
        if error is None and self._faults:
            raise self._faults[0]

    @staticmethod
    def _in_order(script: tuple[Behaviour, ...], then: Behaviour) -> Iterator[Behaviour]:
        yield from script
        while True:
            yield then

    def _answer(self, request: Request) -> Reply | None:
        with self._lock:
            self.requests.append(request)
            behaviour = next(self._behaviours)
            self._waiting += 1
            self.at_once = max(self.at_once, self._waiting)
        try:
            return behaviour(request)
        except _HangUpError:
            return None
        except Exception as error:
            self._faults.append(error)
            return None
        finally:
            with self._lock:
                self._waiting -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Head and body are written apart: the body would wait 40 ms for the client to acknowledge the head.
            disable_nagle_algorithm = True

            def setup(self) -> None:
                endpoint._on_connect()
                super().setup()

            def handle(self) -> None:
                # The client may leave at any time: that is its right, and half of the tests.
                with suppress(ConnectionError):
                    super().handle()

            def do_POST(self) -> None:
                at = time.monotonic()
                data = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                reply = endpoint._answer(Request(self.path, headers, json.loads(data), at, data))
                if reply is None:
                    self.close_connection = True
                    return
                self._send(reply)

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.content_type)
                self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if reply.cut:
                    self.wfile.write(reply.body[: len(reply.body) // 2])
                    self.close_connection = True
                elif reply.pause:
                    for byte in reply.body:
                        if endpoint._closing.wait(reply.pause):
                            return
                        self.wfile.write(bytes((byte,)))
                else:
                    self.wfile.write(reply.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the base class
                """Nothing on stderr: tests look at it."""

        return Handler


def _completion(request: Request, text: str, finish_reason: str) -> Reply:
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": request.body["model"],
        "choices": [
            {"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", "content": text}},
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return Reply(json.dumps(body, ensure_ascii=False).encode())


def _fitting(schema: Json, value: Any, root: Json) -> Any:
    """The value in the form a JSON schema asks for; where there is none, null or the least that fits."""
    if "$ref" in schema:
        return _fitting(root["$defs"][schema["$ref"].rpartition("/")[2]], value, root)
    if "anyOf" in schema:
        kinds = [kind for kind in schema["anyOf"] if (kind.get("type") == "null") == (value is None)]
        return _fitting((kinds or schema["anyOf"])[0], value, root)
    match schema.get("type"):
        case "object":
            # A bare text where an object with evidence is asked for.
            values = value if isinstance(value, dict) else {"text": value}
            return {name: _fitting(inner, values.get(name), root) for name, inner in schema["properties"].items()}
        case "array":
            return [_fitting(schema["items"], item, root) for item in value or []]
        case "string":
            return "something" if value is None else value
        case "integer" | "number":
            return 1 if value is None else value
        case "boolean":
            return bool(value)
    return None
