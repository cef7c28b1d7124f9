"""The installed command as forked children of one process that has paid for the imports: whole runs, a tenth the cost.

Every run is a process of its own, with its own environment, folder, limits and end. What depends on how Python starts,
such as its encoding, wants `tests.support.command` instead.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.command import Ran

_SERVER = """
import json, os, resource, sys
import summarizer.api, summarizer.page, summarizer.batch.run, summarizer.cli.batch, summarizer.cli.review
import summarizer.review.finalize, summarizer.review.given, summarizer.verification.unused, openai, instructor
from summarizer.cli.main import main
print(flush=True)
for line in sys.stdin:
    job = json.loads(line)
    child = os.fork()
    if not child:
        for number, name in enumerate((os.devnull, job["out"], job["err"])):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT), number)
        os.environ.clear()
        os.environ.update(job["env"])
        os.chdir(job["cwd"])
        if job["largest"] is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (job["largest"], job["largest"]))
        sys.argv = ["summarizer", *job["arguments"]]
        main()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Warm:
    """`prefix` is a command that starts another, such as one that gives up rights first."""

    def __init__(self, *prefix: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._process = subprocess.Popen(
            [*prefix, sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._answer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()
        self._folder.cleanup()

    def __call__(
        self,
        *arguments: str | Path,
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        stdout: Path | None = None,
        largest: int | None = None,
    ) -> Ran:
        """Run `summarizer` to its end. `env` comes on top of the test's own, None takes a variable away.

        With `stdout` the result goes there instead of back; `largest` is the most bytes that a file may have.
        """
        out, err = (Path(self._folder.name) / name for name in ("out", "err"))
        for file in (out, err):
            file.write_bytes(b"")
        changed = {name: value for name, value in {**os.environ, **(env or {})}.items() if value is not None}
        job = {
            "arguments": [str(argument) for argument in arguments],
            "env": changed,
            "cwd": str(cwd or self._folder.name),
            "out": str(stdout or out),
            "err": str(err),
            "largest": largest,
        }
        assert self._process.stdin is not None
        print(json.dumps(job), file=self._process.stdin, flush=True)
        code = int(self._answer())
        return Ran(code, out.read_text("utf-8"), err.read_text("utf-8", "replace"))

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()
