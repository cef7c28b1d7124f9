"""How near `summarizer batch run` comes to the ideal rate, and what survives failures and kills.

    python benchmarks/batch_rate.py [rate|chaos|memory] [FILES]

rate: 200 files, 16 jobs, an endpoint on loopback in a process of its own that takes 500 ms a call. The ideal is jobs by
calls a second; the rate is taken from the first request that arrives to the last answer sent.
chaos: the same with 5% of calls failing by turns (429 with Retry-After, 500, dropped, garbage), the run killed with
SIGKILL three times; every file must end with one draft or in the list of failures.
memory: the peak of resident memory over 10,000 short files.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from multiprocessing import Process, SimpleQueue, Value
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.endpoint import Endpoint, Reply, Request, answers, fails, hangs_up, says

NOTES = sorted(p for p in (Path(__file__).parents[1] / "fixtures" / "notes").iterdir() if p.name != "README.md")
JOBS = 16
SAID = {"basics": {"coachee": "李明", "date": "10/26"}, "plan": {"actions": [{"task": "交分析", "due": "下周三前"}]}}
FAULTS = (fails(429, headers={"Retry-After": "1"}), fails(500), hangs_up(), says("Gladly!"))


def serve(seconds: float, every: int, told: SimpleQueue[str], asked: Any, first: Any, last: Any) -> None:
    """An endpoint that takes its time, and fails on one call of `every` in turn."""
    lock = threading.Lock()

    def behave(request: Request) -> Reply:
        with lock:
            asked.value += 1
            number = asked.value
            first.value = first.value or request.at
        time.sleep(seconds)
        last.value = time.monotonic()
        if every and number % every == 0:
            return FAULTS[number // every % len(FAULTS)](request)
        return answers(SAID)(request)

    with Endpoint(then=behave) as endpoint:
        told.put(endpoint.base_url)
        signal.pause()


class Served:
    """The endpoint in a process of its own, so that it does not share an interpreter with what is measured."""

    def __init__(self, seconds: float, every: int = 0) -> None:
        told: SimpleQueue[str] = SimpleQueue()
        self.asked, self.first, self.last = Value("i", 0), Value("d", 0.0), Value("d", 0.0)
        arguments = (seconds, every, told, self.asked, self.first, self.last)
        self._process = Process(target=serve, args=arguments, daemon=True)
        self._process.start()
        self.base_url = told.get()

    def close(self) -> None:
        self._process.kill()
        self._process.join()


def write_notes(folder: Path, count: int) -> Path:
    """So many notes, no two of them the same."""
    folder.mkdir()
    for number in range(count):
        text = NOTES[number % len(NOTES)].read_text("utf-8")
        (folder / f"{number:05}.txt").write_text(f"{text}\n编号 {number}\n", "utf-8")
    return folder


def command(notes: Path, out: Path, base_url: str, *more: str) -> list[str]:
    run = [sys.executable, "-m", "summarizer", "batch", "run", str(notes), "-o", str(out), "--log-json"]
    return [*run, "--base-url", base_url, "--model", "m", "--jobs", str(JOBS), *more]


def rate(scratch: Path, files: int) -> None:
    """Print the rate against the ideal one."""
    served = Served(0.5)
    started = time.monotonic()
    subprocess.run(
        command(write_notes(scratch / "notes", files), scratch / "out", served.base_url), check=True, stderr=-3
    )
    whole = time.monotonic() - started
    served.close()
    took = served.last.value - served.first.value
    ideal = files / JOBS * 0.5
    print(
        f"{files} files, {JOBS} jobs: {took:.2f} s from first request to last answer, ideal {ideal:.2f} s, "
        f"{ideal / took:.0%} of it"
    )
    print(f"the whole command: {whole:.2f} s")


def chaos(scratch: Path, files: int) -> None:
    """Print what became of every file."""
    served = Served(0.5, every=20)
    run = command(write_notes(scratch / "notes", files), scratch / "out", served.base_url)
    for kill in range(3):
        process = subprocess.Popen(run, stderr=subprocess.DEVNULL)
        before = served.asked.value
        while served.asked.value - before < files // 5 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        print(f"kill {kill + 1}: {len(list((scratch / 'out').rglob('*.json')))} drafts on disk")
    done = subprocess.run(run, stderr=subprocess.PIPE, text=True, check=False)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    served.close()
    outcomes = Counter(event["outcome"] for event in events if event["event"] == "file")
    drafts = {path.name.removesuffix(".md") for path in (scratch / "out").rglob("*.txt.md")}
    failed = {event["file"].rpartition("/")[2] for event in events if event.get("failure")}
    names = {path.name for path in (scratch / "notes").iterdir()}
    print(f"last run: exit {done.returncode}, {dict(outcomes)}; {served.asked.value} calls for {files} files")
    print(
        f"drafted {len(drafts)}, listed {len(failed)}, both {len(drafts & failed)}, lost {len(names - drafts - failed)}"
    )


def memory(scratch: Path, files: int) -> None:
    """Print the peak of resident memory."""
    served = Served(0.0)
    run = command(write_notes(scratch / "notes", files), scratch / "out", served.base_url)
    started = time.monotonic()
    process = subprocess.Popen(run, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    served.close()
    print(f"{files} files: exit {os.waitstatus_to_exitcode(status)}, peak {usage.ru_maxrss / 1024:.0f} MB, ", end="")
    print(f"{time.monotonic() - started:.0f} s, {usage.ru_utime + usage.ru_stime:.0f} s of processor")


def main() -> None:
    """Run one benchmark in a folder of its own."""
    what = sys.argv[1] if len(sys.argv) > 1 else "rate"
    files = int(sys.argv[2]) if len(sys.argv) > 2 else {"memory": 10_000}.get(what, 200)
    with tempfile.TemporaryDirectory() as scratch:
        {"rate": rate, "chaos": chaos, "memory": memory}[what](Path(scratch), files)


if __name__ == "__main__":
    main()
