"""A real HTTP server on loopback with OpenAI's Batch API, and the runner that answers a file of requests.

The runner does what a batch service, or vLLM's `run-batch`, does: it posts the body of each line to an endpoint and
writes the answers down, here in another order than they were asked.
"""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterable
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Json = dict[str, Any]


def run_requests(lines: Iterable[str], base_url: str, key: str = "none", timeout: float = 30.0) -> list[Json]:
    """The result lines for request lines, last first."""
    return [_run(json.loads(line), base_url, key, timeout) for line in lines][::-1]


def _run(asked: Json, base_url: str, key: str, timeout: float) -> Json:
    request = urllib.request.Request(
        base_url.removesuffix("/v1") + asked["url"],
        json.dumps(asked["body"]).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
        method=asked["method"],
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            status, body = response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        status, body = error.code, json.loads(error.read())
    response_ = {"status_code": status, "request_id": "r", "body": body}
    return {
        "id": f"batch_req_{asked['custom_id']}",
        "custom_id": asked["custom_id"],
        "response": response_,
        "error": None,
    }


class BatchService:
    """Files and batches; a batch is `in_progress` until it has been looked at `patience` times."""

    def __init__(self, answering: str, patience: int = 1) -> None:
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, Json] = {}
        self.uploads: list[str] = []
        """The purposes that files came with."""
        self._answering = answering
        self._patience = patience
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def post(self, path: str, content_type: str, data: bytes) -> Json:
        if path.endswith("/files"):
            form = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n".encode() + data)
            parts = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
            self.uploads.append(str(parts["purpose"].get_content()).strip())
            content = parts["file"].get_payload(decode=True)
            assert isinstance(content, bytes)
            return self._file(content)
        asked = json.loads(data)
        name = f"batch_{len(self.batches) + 1}"
        self.batches[name] = {
            "id": name,
            "object": "batch",
            "created_at": 1,
            "status": "in_progress",
            "looks": 0,
            **{key: asked[key] for key in ("input_file_id", "endpoint", "completion_window")},
        }
        return self.batches[name]

    def get(self, path: str) -> bytes:
        parts = path.split("/")
        if "files" in parts:
            return self.files[parts[parts.index("files") + 1]]
        batch = self.batches[parts[-1]]
        batch["looks"] += 1
        if batch["looks"] > self._patience and batch["status"] == "in_progress":
            lines = self.files[batch["input_file_id"]].decode().splitlines()
            results = run_requests(lines, self._answering)
            good = [result for result in results if result["response"]["status_code"] == 200]
            bad = [result for result in results if result not in good]
            batch["request_counts"] = {"total": len(lines), "completed": len(good), "failed": len(bad)}
            for key, some in (("output_file_id", good), ("error_file_id", bad)):
                if some:
                    batch[key] = self._file("\n".join(json.dumps(result) for result in some).encode())["id"]
            batch["status"] = "completed"
        return json.dumps(batch).encode()

    def _file(self, data: bytes) -> Json:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = data
        about = {"id": name, "object": "file", "bytes": len(data), "created_at": 1, "filename": "f.jsonl"}
        return {**about, "purpose": "batch", "status": "processed"}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers["Content-Length"]))
                self._send(json.dumps(service.post(self.path, self.headers["Content-Type"], data)).encode())

            def do_GET(self) -> None:
                self._send(service.get(self.path))

            def _send(self, body: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the base class
                """Nothing on stderr: tests look at it."""

        return Handler
