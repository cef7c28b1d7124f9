"""What plain code takes over a transcript of three hours: reading, windows, verification, rendering; no model.

    python benchmarks/long_transcript.py [RUNS]

The answers are made here as a good model would give them: an action in every ten minutes, and the rest of the template
in words of the transcript.
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from summarizer.drafting.run import whole_pieces
from summarizer.notes import Notes, from_bytes
from summarizer.providers.presets import PRESETS
from summarizer.record import Draft, ModelUsed, Source, UsageReport
from summarizer.rendering import render, render_json
from summarizer.template import Action, Statement, Summary, fields, put
from summarizer.verification import forget, verify

TALK = Path(__file__).parents[1] / "fixtures" / "gold" / "dev" / "zh-printing-plant-40min.vtt"
HOURS = 3
STEPS = ("reading", "windows", "verification", "rendering")


def transcript() -> bytes:
    """Three hours of labelled talk, 60,000 characters, no two lines the same."""
    lines = [line.text for line in from_bytes(TALK.read_bytes(), "talk.vtt").content]
    said: list[str] = []
    size = number = 0
    while size < 60_000:
        words = f"{lines[number % len(lines)]}，说到第{number}点。"
        if number % 70 == 69:
            words = f"那我五月{number // 70 % 28 + 1}日前把第{number // 70}号机台的点检表交给您。"
        size += len(words)
        said.append(words)
        number += 1
    step = HOURS * 3600 / len(said)
    clocks = [
        f"{int(i * step) // 3600:02}:{int(i * step) // 60 % 60:02}:{int(i * step) % 60:02}" for i in range(len(said))
    ]
    return "\n".join(
        f"[{clock}] {('张岚', '李明')[i % 2]}：{text}" for i, (clock, text) in enumerate(zip(clocks, said, strict=True))
    ).encode()


def answered(notes: Notes) -> Summary:
    """A summary in words of the notes."""
    summary = Summary()
    texts = [line.text for line in notes.content]
    for number, spec in enumerate(fields()):
        said = Statement(text=texts[number * len(texts) // 40][:60])
        if not spec.slots:
            put(summary, spec.path, [said] if spec.many else said)
    for line in notes.content:
        if "点检表交给您" in line.text:
            due, _, task = line.text.removeprefix("那我").partition("把")
            summary.plan.actions.append(
                Action(task=Statement(text=f"把{task}"), owner=Statement(text="李明"), due=Statement(text=due))
            )
    return summary


def main() -> None:
    """Print the median of each step."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    data = transcript()
    taken: dict[str, list[float]] = {step: [] for step in STEPS}
    for _ in range(runs + 1):
        forget()
        times = [time.perf_counter()]
        notes = from_bytes(data, "talk.txt")
        times.append(time.perf_counter())
        pieces = whole_pieces(notes, "zh", PRESETS["openai"])
        times.append(time.perf_counter())
        summary = answered(notes)
        made = time.perf_counter() - times[-1]
        checked = verify(summary, notes, "zh")
        times.append(time.perf_counter())
        draft = Draft(
            language="zh",
            source=Source(name="talk.txt", sha256=notes.sha256, lines=len(notes.lines)),
            model=ModelUsed(provider="openai", name="m"),
            summary=checked.summary,
            gaps=checked.gaps,
            usage=UsageReport(),
        )
        render(draft, notes)
        render_json(draft)
        times.append(time.perf_counter())
        for step, (before, after) in zip(STEPS, pairwise(times), strict=True):
            taken[step].append(after - before - (made if step == "verification" else 0.0))
    actions = len(summary.plan.actions)
    print(f"{len(notes.text)} characters, {len(notes.lines)} lines, {len(pieces)} windows, {actions} actions")
    medians = {step: statistics.median(times[1:]) for step, times in taken.items()}
    for step, median in medians.items():
        print(f"{step}: {median * 1000:.0f} ms")
    print(f"together: {sum(medians.values()):.2f} s")


if __name__ == "__main__":
    main()
