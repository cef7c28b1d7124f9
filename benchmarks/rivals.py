"""Start-up beside other command lines: `meeting-lens`, `finminutes` and `llm`, each in the release that is current.

They are installed with uv into an environment of their own, from the index that uv is set up for, and every command
runs in turn with the others. Of the work that needs no model each gets what comes nearest to `summarizer check`.
"""

from __future__ import annotations

import json
import subprocess
from functools import partial
from pathlib import Path
from typing import NamedTuple

from measured import LI_MING, ROOT, SUMMARIZER, Took, in_turn, median, table, took

PACKAGES = ("meeting-lens", "finminutes", "llm")
DRAFT = ROOT / "fixtures" / "drafts" / "zh-li-ming.md"
RESULT = {
    "sections": [{"title": "辅导", "content": "华东Q3 KPI没达标，策略不精。Q4收缩到三个人群包，下周三前交ROI分析。"}],
    "qa_pairs": [{"question": "问题出在哪？", "answer": "方法用尽了，后台数据显示优化不够精细。"}],
}


class Nearest(NamedTuple):
    """What of a rival comes nearest to `check`, in words and as arguments."""

    words: str
    arguments: tuple[str, ...]


def install(folder: Path) -> tuple[Path, dict[str, str]]:
    """The rivals' commands and their versions."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run(["uv", "venv", "--quiet", str(folder)], check=True)
        subprocess.run(["uv", "pip", "install", "--quiet", "--python", str(python), *PACKAGES], check=True)
    listed = subprocess.run(
        ["uv", "pip", "list", "--python", str(python), "--format", "json"], check=True, capture_output=True, text=True
    )
    versions = {package["name"]: package["version"] for package in json.loads(listed.stdout)}
    return folder / "bin", {name: versions[name] for name in PACKAGES}


def nearest(scratch: Path) -> dict[str, Nearest]:
    result = scratch / "result.txt"
    result.write_text(json.dumps(RESULT, ensure_ascii=False), "utf-8")
    return {
        "meeting-lens": Nearest(
            "`meeting-lens NOTES` without a key: stops before it has parsed anything", (str(LI_MING),)
        ),
        "finminutes": Nearest(
            "`finminutes import-result -r RESULT -s NOTES`: how complete is it?",
            ("import-result", "-r", str(result), "-s", str(LI_MING), "-o", str(scratch / "out")),
        ),
        "llm": Nearest(
            "`llm schemas dsl 'task, owner, due'`: no model, no file", ("schemas", "dsl", "task, owner, due")
        ),
    }


def measure(scratch: Path, rivals: Path, rounds: int) -> str:
    """The section about start-up."""
    bin_folder, versions = install(rivals)
    # Nobody's settings, keys or logs: each finds an empty home.
    home = scratch / "home"
    home.mkdir()
    environment = {
        "HOME": str(home),
        "LLM_USER_PATH": str(home),
        "OPENAI_API_KEY": "",
        "PYTHONPYCACHEPREFIX": str(scratch / "bytecode"),
    }
    near = nearest(scratch)
    commands: dict[tuple[str, str], list[str]] = {("summarizer", "--help"): [*SUMMARIZER, "--help"]}
    commands |= {(name, "--help"): [str(bin_folder / name), "--help"] for name in PACKAGES}
    commands[("summarizer", "check")] = [*SUMMARIZER, "check", str(DRAFT)]
    commands |= {(name, "check"): [str(bin_folder / name), *near[name].arguments] for name in PACKAGES}

    def job(command: list[str]) -> Took:
        return took(command, environment)

    for command in commands.values():  # bytecode, and what a first start writes
        job(command)
    found = in_turn({" ".join(key): partial(job, command) for key, command in commands.items()}, rounds)
    rows = []
    for name in ("summarizer", *PACKAGES):
        row: list[object] = [f"{name} {versions[name]}" if name in versions else f"**{name}**"]
        for what in ("--help", "check"):
            times, ours = found[f"{name} {what}"], found[f"summarizer {what}"]
            processor = median(run.processor for run in times)
            ratio = processor / median(run.processor for run in ours)
            row += [f"{processor * 1000:.0f} ms", f"{median(run.wall for run in times) * 1000:.0f} ms", f"{ratio:.1f}"]
        rows.append(row)
    head = [
        "command",
        "`--help`: processor",
        "clock",
        "times ours",
        "nearest to `check`: processor",
        "clock",
        "times ours",
    ]
    told = "; ".join(near[name].words for name in PACKAGES)
    return f"""## Start-up, beside others

Medians of {rounds} rounds in turn, each a process of its own with bytecode cached; above 1.0 we are ahead. What comes
nearest to `summarizer check DRAFT`, which reads a draft back, checks dates, vagueness and gaps and lists
{_open_gaps(environment)} of them:
{told}.

{table(head, rows)}
"""


def _open_gaps(environment: dict[str, str]) -> int:
    checked = took([*SUMMARIZER, "check", str(DRAFT), "--format", "json"], environment)
    return len(json.loads(checked.said)["gaps"])
