"""Running the installed command as a user does: a process of its own, judged by exit code and output."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

COMMAND = (sys.executable, "-m", "summarizer")


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def summarizer(
    *arguments: str | Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Ran:
    """Run `summarizer` with these arguments to its end; `env` comes on top of the test's own environment."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace"))


def in_process(*arguments: str | Path) -> Ran:
    """Run a command that must not fail inside this process, which has paid for the imports already."""
    from summarizer.cli.main import cli

    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)
    return Ran(result.exit_code, result.stdout_bytes.decode("utf-8"), result.stderr)


def lines(text: str) -> list[str]:
    """The lines of an output that say anything."""
    return [line for line in text.splitlines() if line.strip()]
