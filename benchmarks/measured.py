"""What the side-by-side benchmarks share: processes and what they took, medians, and tables put into a page."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
SUMMARIZER = [sys.executable, "-m", "summarizer"]
LI_MING = ROOT / "fixtures" / "notes" / "zh-li-ming.txt"


class Took(NamedTuple):
    """What one process took: seconds by the clock, seconds of processor (its children's too), peak MB resident."""

    wall: float
    processor: float
    megabytes: float
    said: str
    code: int


def took(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Took:
    """Run a command to its end. Its bytecode is cached, as that of an installed command is."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**inherited, **(environment or {})},
    )
    assert process.stdout is not None
    with process.stdout:
        said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    return Took(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said, process.returncode)


def in_turn(jobs: Mapping[str, Callable[[], Took]], rounds: int) -> dict[str, list[Took]]:
    """Every job once a round, A B C A B C: what else the machine does meanwhile falls on all of them."""
    found: dict[str, list[Took]] = {name: [] for name in jobs}
    for number in range(rounds):
        for name, job in jobs.items():
            print(f"  {number + 1}/{rounds} {name}", file=sys.stderr, flush=True)
            found[name].append(job())
    return found


def median(values: Iterable[float]) -> float:
    return statistics.median(list(values))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def publish(name: str, text: str) -> None:
    """Put a section between its two marks in the page, where it stood before or else at the end."""
    first, last = f"<!-- measured: {name} -->", f"<!-- end: {name} -->"
    page = PAGE.read_text("utf-8")
    section = f"{first}\n\n{text.strip()}\n\n{last}"
    before, mark, rest = page.partition(first)
    _, _, after = rest.partition(last)
    page = f"{before}{section}{after}" if mark else f"{page.rstrip()}\n\n{section}\n"
    PAGE.write_text(page, "utf-8")
