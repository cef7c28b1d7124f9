"""How much process time `summarizer check DRAFT --notes NOTES` takes for a whole draft.

    python benchmarks/check.py [RUNS]

The draft says what the gold of a case of `fixtures/gold/dev` has, so that most fields are filled and every statement
is grounded. Prints medians of user and system time together, of a process of its own each. The target is 0.3 s.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from summarizer.evaluation.gold import FactGroups, load_cases
from summarizer.notes import read_file
from summarizer.record import Draft, ModelUsed, Source, UsageReport
from summarizer.rendering import render
from summarizer.template import Action, Statement, Summary, field_spec, put, statements
from summarizer.verification import verify

ROOT = Path(__file__).resolve().parents[1]


def spent(command: list[str], cache: str) -> float:
    """User and system time of one run, with bytecode cached as an installed command has it."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env={**environment, "PYTHONPYCACHEPREFIX": cache})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def said(facts: FactGroups | None) -> Statement | None:
    """The facts in the first of the forms that gold allows."""
    return Statement(text="，".join(group[0] for group in facts)) if facts else None


def main() -> None:
    """Check the draft with the most statements, with notes and without, in turn with an import of pydantic."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    case = max(load_cases(ROOT / "fixtures" / "gold" / "dev"), key=lambda one: len(one.gold.present))
    notes = read_file(case.notes)
    summary = Summary()
    for path, facts in case.gold.present.items():
        if not field_spec(path).slots:
            value: Any = said(facts)
            put(summary, path, [value] if field_spec(path).many else value)
    for action in case.gold.actions:
        slots = {slot: said(getattr(action, slot)) for slot in ("task", "owner", "due", "measure")}
        summary.plan.actions.append(Action(**slots))
    verified = verify(summary, notes, case.gold.language)
    draft = Draft(
        language=case.gold.language,
        source=Source(name=notes.name, sha256=notes.sha256, lines=len(notes.lines)),
        model=ModelUsed(provider="none", name="gold"),
        summary=verified.summary,
        gaps=verified.gaps,
        usage=UsageReport(),
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "draft.md")
        file.write_text(render(draft, notes), "utf-8")
        command = [sys.executable, "-m", "summarizer", "check", str(file)]
        commands = {
            "check --notes": [*command, "--notes", str(case.notes)],
            "check": command,
            "import pydantic": [sys.executable, "-c", "import pydantic; pydantic.BaseModel"],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for one in commands.values():
            spent(one, folder)
        for _ in range(runs):
            for name, one in commands.items():
                taken[name].append(spent(one, folder))
    print(f"{case.name}: {len(list(statements(summary)))} statements, {len(notes.lines)} lines")
    for name, times in taken.items():
        print(f"{name}: {statistics.median(times) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
