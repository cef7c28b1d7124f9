"""The embedded model for real: a draft with no way out, a server that answers nobody else, a redacted draft."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from summarizer.providers.local.server import serve
from summarizer.providers.settings import load_settings, resolve
from tests.support.endpoint import Endpoint, Reply, Request, answers

pytestmark = pytest.mark.model

_LOOPBACK_UP = (
    "import fcntl, socket, struct, os, sys;"
    "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
    "fcntl.ioctl(s, 0x8914, struct.pack('16sH14s', b'lo', 0x1 | 0x40, bytes(14)));"
    "s.close(); os.execvp(sys.argv[1], sys.argv[1:])"
)
"""Sets the flags IFF_UP and IFF_RUNNING of `lo`: in a new network namespace it is down."""


def _can_isolate() -> bool:
    unshare = shutil.which("unshare")
    return bool(unshare and shutil.which("strace")) and subprocess.run([str(unshare), "-rn", "true"]).returncode == 0


def test_a_draft_is_made_where_there_is_no_way_out_and_nothing_looks_for_one(tmp_path: Path) -> None:
    if not _can_isolate():
        pytest.skip("needs unshare with user namespaces, and strace")
    notes, trace, draft = tmp_path / "notes.txt", tmp_path / "trace", tmp_path / "draft.json"
    notes.write_text("5月6日和苏禾谈了四十分钟\n苏禾5月20日前写好夜班复核清单\n", "utf-8")
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", _LOOPBACK_UP, "strace", "-f", "--seccomp-bpf",
         "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(trace),
         sys.executable, "-m", "summarizer", "draft", str(notes), "-o", str(draft)],
        capture_output=True, timeout=600, check=False, env=os.environ,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(draft.read_text("utf-8"))["summary"]["basics"]["coachee"]["text"] == "苏禾"
    calls = [line for line in trace.read_text("utf-8", "replace").splitlines() if "sa_family=" in line]
    assert any('inet_addr("127.0.0.1")' in call for call in calls)  # the embedded server; else nothing was watched
    away = [
        call
        for call in calls
        if not any(near in call for near in ("AF_UNIX", 'inet_addr("127.0.0.1")', '"::1"', "AF_NETLINK", "AF_UNSPEC"))
    ]
    assert away == []


def test_the_server_answers_nobody_else() -> None:
    async def ask() -> dict[str, int]:
        async with serve(resolve(load_settings(provider="local"))) as served:
            assert served.url.startswith("http://127.0.0.1:")
            tried = {}
            for path in ("/v1/chat/completions", "/completion", "/embedding", "/tokenize", "/slots",
                         "/props", "/metrics", "/lora-adapters", "/"):  # fmt: skip
                for key in ("", "wrong", served.api_key if path in ("/slots", "/metrics", "/") else "x"):
                    tried[f"{path} {key[:5]}"] = await asyncio.to_thread(_status, served.url + path, key)
            # On no address but loopback.
            port = served.url.rpartition(":")[2]
            listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
            at = [row.split()[1] for row in listening.splitlines() if f":{int(port):04X} " in row and " 0A " in row]
            assert at == [f"0100007F:{int(port):04X}"]
            return tried

    refused = asyncio.run(ask())
    open_to_all = {asked for asked, status in refused.items() if status == 200}
    assert open_to_all == set(), refused


def _status(url: str, key: str) -> int:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {key}"} if key else {})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_redacted_draft_with_the_real_model_sends_no_name(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("工地板房 马建设 20分钟\n图纸标注看不清，马建设8月16日前返工，我和小雨复验\n", "utf-8")

    def repeats(request: Request) -> Reply:
        found = re.search(r"\[PERSON_\d+\]", request.text)
        return answers({"basics": {"coachee": found[0] if found else None}})(request)

    with Endpoint(then=repeats) as endpoint:
        done = subprocess.run(
            [sys.executable, "-m", "summarizer", "draft", str(notes), "--format", "json", "--redact",
             "--base-url", endpoint.base_url, "--model", "m"],
            capture_output=True, timeout=600, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert endpoint.requests
    for request in endpoint.requests:
        assert "马建设" not in request.data.decode()
    assert json.loads(done.stdout)["summary"]["basics"]["coachee"]["text"] == "马建设"
