"""How time and memory grow with the length of notes and with the number of files.

A scripted endpoint on loopback, in a process of its own, answers at once with lines of the notes, so that what is
measured is the program; the embedded model is measured as far as that is bearable.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import Process, SimpleQueue
from pathlib import Path
from typing import Any

from measured import ROOT, SUMMARIZER, Took, in_turn, median, table, took

sys.path.insert(0, str(ROOT))

from summarizer.template import fields
from tests.support.endpoint import Endpoint, Reply, Request, answers

LABELLED = ROOT / "fixtures" / "labelled"
_NUMBERED = re.compile(r"^(\d+)\| (.+)$", re.MULTILINE)


def notes_of(length: int) -> str:
    """Chinese notes of so many characters: sentences of the labelled fixtures one a line, no two of them the same."""
    said: dict[str, None] = {}
    size = 0
    for file in sorted(LABELLED.glob("zh-*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            document = json.loads(line)
            for sentence in document["sentences"]:
                if size < length and sentence["text"] not in said:
                    said[sentence["text"]] = None
                    size += len(sentence["text"]) + 1
    return "\n".join(said)[:length]


def from_the_notes(request: Request) -> Reply:
    """An answer that fills every field with a line of the notes, and cites it."""
    lines = _NUMBERED.findall(request.text)
    values: dict[str, Any] = {}
    for number, spec in enumerate(fields()):
        at, text = lines[number * len(lines) // 40 % len(lines)]
        cited = {"text": text[:120], "lines": [int(at)]}
        node = values
        *parents, name = spec.path.split(".")
        for parent in parents:
            node = node.setdefault(parent, {})
        row = {slot.name: cited for slot in spec.slots} if spec.slots else cited
        node[name] = [row] if spec.many else row
    return answers(values)(request)


def _serve(told: SimpleQueue[str]) -> None:
    with Endpoint(then=from_the_notes) as endpoint:
        told.put(endpoint.base_url)
        signal.pause()


@contextmanager
def scripted() -> Iterator[str]:
    """The base URL of an endpoint that answers out of the notes."""
    told: SimpleQueue[str] = SimpleQueue()
    process = Process(target=_serve, args=(told,))
    process.start()
    try:
        yield told.get()
    finally:
        process.kill()
        process.join()


def _grows(names: list[int], found: dict[str, list[Took]], unit: str) -> list[list[object]]:
    rows: list[list[object]] = []
    before: tuple[int, float] | None = None
    for count in names:
        runs = found[str(count)]
        processor = median(run.processor for run in runs)
        times = f"{processor / before[1]:.1f} for {count // before[0]}" if before else ""
        peak = max(run.megabytes for run in runs)
        rows.append(
            [
                f"{count:,} {unit}",
                f"{median(run.wall for run in runs):.2f} s",
                f"{processor:.2f} s",
                times,
                f"{peak:.0f} MB",
            ]
        )
        before = (count, processor)
    return rows


def lengths(scratch: Path, sizes: list[int], rounds: int) -> str:
    """Notes of several lengths, drafted against the scripted endpoint."""
    for size in sizes:
        (scratch / f"{size}.txt").write_text(notes_of(size), "utf-8")
    with scripted() as url:

        def job(size: int) -> Took:
            return took([*SUMMARIZER, "draft", str(scratch / f"{size}.txt"), "--base-url", url, "--model", "m", "-q"])

        job(sizes[0])  # bytecode
        found = in_turn({str(size): partial(job, size) for size in sizes}, rounds)
    head = ["notes", "clock", "processor", "times the row above", "peak memory"]
    return f"""## Longer notes

`summarizer draft` of notes of labelled sentences, no two the same, against an endpoint on loopback
that answers at once with a line for every field and an action a window; medians of {rounds} rounds in turn.

{table(head, _grows(sizes, found, "characters"))}
"""


def files(scratch: Path, counts: list[int], rounds: int) -> str:
    """Batches of several sizes against the scripted endpoint."""
    text = notes_of(450 * max(counts))
    for count in counts:
        folder = scratch / f"{count} files"
        folder.mkdir()
        for number in range(count):
            piece = text[number * 450 % len(text) :][:450]
            (folder / f"{number:04}.txt").write_text(f"第{number}次谈话\n{piece}\n", "utf-8")
    with scripted() as url:
        runs = iter(range(10_000))

        def job(count: int) -> Took:
            out = scratch / f"out {next(runs)}"
            notes = str(scratch / f"{count} files")
            return took(
                [
                    *SUMMARIZER,
                    "batch",
                    "run",
                    notes,
                    "-o",
                    str(out),
                    "--base-url",
                    url,
                    "--model",
                    "m",
                    "-q",
                    "--jobs",
                    "16",
                ]
            )

        found = in_turn({str(count): partial(job, count) for count in counts}, rounds)
    head = ["files", "clock", "processor", "times the row above", "peak memory"]
    return f"""## More files

`summarizer batch run --jobs 16` of notes of 450 characters against the same endpoint; medians of {rounds} rounds in
turn.

{table(head, _grows(counts, found, "files"))}
"""
