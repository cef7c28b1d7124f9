"""The embedded model inside `draft` against the same model driven bare, by stage, and under other settings."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measured import Took, in_turn, median, table, took

RUN = str(Path(__file__).with_name("embedded_run.py"))
SHIPPED = "as shipped"
DEFAULTS = "llama.cpp's defaults"
STAGES = {
    "notes": "reading the file",
    "server": "server start, model loaded",
    "reading": "hidden states and classifier",
    "asking": "pointed asks",
    "between": "assembly between them",
    "verification": "verification",
    "rendering": "rendering",
}


@dataclass(frozen=True)
class Run:
    """One run: its own figures and what its process took. `figures` is None where the settings do not work."""

    figures: dict[str, Any] | None
    took: Took

    def __getitem__(self, name: str) -> Any:
        if self.figures is None:
            raise RuntimeError(f"ended with {self.took.code}")
        return self.figures[name]


RATES: dict[str, Callable[[Run], float]] = {
    "prompts of the asks, read, by the server's clock": lambda one: one["prompt_n"] / one["prompt_ms"] * 1000,
    "answers, written, by the server's clock": lambda one: one["predicted_n"] / one["predicted_ms"] * 1000,
    "asks from end to end": lambda one: (one["prompt_n"] + one["predicted_n"]) / one["asking"],
    "hidden states from end to end": lambda one: one["states_tokens"] / one["states_seconds"],
    "all of it from end to end": lambda one: (
        (one["prompt_n"] + one["predicted_n"] + one["states_tokens"]) / (one["asking"] + one["states_seconds"])
    ),
}


def run(*arguments: str) -> Run:
    return _run_of(took([sys.executable, RUN, *arguments]))


def middle(runs: Iterable[Run], name: str) -> float:
    return median(one[name] for one in runs)


def against_bare(scratch: Path, notes: Path, rounds: int) -> str:
    """Tokens a second inside a draft against its requests replayed, and where the time of a draft goes."""
    record = scratch / "requests.json"
    run("draft", str(notes), SHIPPED, str(record))
    runs: dict[str, list[Run]] = {"draft": [], SHIPPED: [], DEFAULTS: []}
    for number in range(rounds):
        print(f"  {number + 1}/{rounds} draft and bare", file=sys.stderr, flush=True)
        runs["draft"].append(run("draft", str(notes), SHIPPED))
        runs[SHIPPED].append(run("replay", str(record), SHIPPED))
        runs[DEFAULTS].append(run("replay", str(record), DEFAULTS))
    drafts, bare = runs["draft"], runs[SHIPPED]
    rows: list[list[object]] = []
    for words, rate in RATES.items():
        inside = [rate(one) for one in drafts]
        others = [rate(one) for one in bare]
        against = median(mine / theirs for mine, theirs in zip(inside, others, strict=True))
        plain = f"{median(map(rate, runs[DEFAULTS])):.1f}" if "states" not in words and words[:3] != "all" else ""
        rows.append([words, f"{median(inside):.1f}", f"{median(others):.1f}", f"{against:.0%}", plain])
    head = ["tokens a second", "inside `draft`", "bare", "share", "bare, llama.cpp's defaults"]
    first = drafts[0]
    prompt = first["prompt_n"] + first["cache_n"]
    whole = middle(drafts, "whole")
    same = len({one["draft"] for one in drafts}) == 1
    answered = len({one["answers"] for one in [*drafts, *bare]}) == 1
    start = median(one.took.wall - one["whole"] for one in drafts)
    stages: list[list[object]] = [["interpreter, imports", f"{start:.2f} s", f"{start / whole:.1%}"]]
    for name, stage in STAGES.items():
        share = f"{median(one[name] / one['whole'] for one in drafts):.1%}"
        stages.append([stage, f"{middle(drafts, name):.2f} s", share])
    return f"""## The embedded model, inside `draft` and bare

`{notes.name}`, {rounds} rounds in turn, medians: a whole draft, then its requests replayed in their order over one
plain HTTP connection to the same server with the same settings (no openai, Instructor, Pydantic or checks), then the
asks alone with llama.cpp's defaults.

{table(head, rows)}

{first["asks"]} asks with {prompt:,} prompt tokens, **{first["cache_n"] / prompt:.0%} of them from the prompt cache**;
{first["predicted_n"]} tokens written; hidden states of {first["states_tokens"]} tokens. The drafts of all rounds are
{"the same" if same else "**not the same**"} byte for byte, and the answers
{"equal" if answered else "**differ from**"} the bare ones. Peak memory
{max(one.took.megabytes for one in drafts):,.0f} MB, of which 1,117 MB are the model's file.

{table(["stage of a draft", "time", "share"], [*stages, ["all but the first", f"{whole:.1f} s", ""]])}
"""


def settings(notes: Path, rounds: int, names: Sequence[str]) -> str:
    """What other settings bring, each against the drafts as shipped just before it."""
    found: dict[str, list[tuple[Run, Run]]] = {name: [] for name in names}
    for number in range(rounds):
        for at in range(0, len(names), 3):
            group = names[at : at + 3]
            done = in_turn({name: _job(notes, name) for name in (SHIPPED, *group)}, 1)
            print(f"  round {number + 1} of {rounds}", file=sys.stderr, flush=True)
            base = _run_of(done[SHIPPED][0])
            for name in group:
                found[name].append((base, _run_of(done[name][0])))
    rows: list[list[object]] = []
    for name, pairs in found.items():
        works = [(base, other) for base, other in pairs if other.figures]
        if not works:
            rows.append([name, "does not start, or refuses a request", *[""] * 6])
            continue
        others = [other for _, other in works]
        same = all(other["draft"] == base["draft"] for base, other in works)
        answers = all(other["answers"] == base["answers"] for base, other in works)
        drafted = others[0]["draft_n"]
        guessed = f"{others[0]['draft_n_accepted']} of {drafted}" if drafted else ""
        rows.append([
            name,
            _ratio(works, "reading"),
            _ratio(works, "asking"),
            f"{median(_model_seconds(other) / _model_seconds(base) for base, other in works):.2f}",
            f"{median(other.took.processor / base.took.processor for base, other in works):.2f}",
            f"{median(other.took.megabytes - base.took.megabytes for base, other in works):+,.0f} MB",
            "yes" if same else ("no" if not answers else "no, though the answers are"),
            guessed,
        ])  # fmt: skip
    head = [
        "setting", "hidden states", "asks", "both", "processor", "peak memory", "draft identical", "guesses right",
    ]  # fmt: skip
    return f"""## What other settings bring

Whole drafts of `{notes.name}`, {rounds} rounds; times as a share of those of the draft as shipped in the same group of
four runs: **below 1 is faster**. As shipped: flash attention as llama.cpp decides, f16 for the KV cache, batch 2048,
physical batch 1024, as many threads as cores.

{table(head, rows)}
"""


def _job(notes: Path, name: str) -> Any:
    return lambda: took([sys.executable, RUN, "draft", str(notes), name])


def _run_of(finished: Took) -> Run:
    return Run(json.loads(finished.said.splitlines()[-1]) if finished.code == 0 else None, finished)


def _model_seconds(one: Run) -> float:
    return float(one["reading"] + one["asking"])


def _ratio(pairs: Sequence[tuple[Run, Run]], name: str) -> str:
    return f"{median(other[name] / base[name] for base, other in pairs):.2f}"


def growth(files: Sequence[Path]) -> str:
    """Drafts of longer and longer notes, each once."""
    rows: list[list[object]] = []
    for file in files:
        print(f"  {file.name}", file=sys.stderr, flush=True)
        one = run("draft", str(file), SHIPPED)
        prompt = one["prompt_n"] + one["cache_n"]
        rows.append([
            f"{len(file.read_text('utf-8')):,} characters", f"{one['whole']:.0f} s", f"{one['reading']:.0f} s",
            f"{one['asking']:.0f} s", f"{one['verification']:.2f} s", one["asks"], f"{one['states_tokens']:,}",
            f"{prompt:,}, {one['cache_n'] / prompt:.0%}", f"{one.took.megabytes:,.0f} MB",
        ])  # fmt: skip
    head = [
        "notes", "whole", "hidden states", "asks", "verification", "number of asks", "tokens with states",
        "prompt tokens, from cache", "peak memory",
    ]  # fmt: skip
    return f"""## Longer notes, the embedded model

`summarizer draft` of notes of labelled sentences, no two the same, drafted once each.

{table(head, rows)}
"""
