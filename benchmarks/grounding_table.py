"""Score verification on labelled statements: how many false ones are caught, how many true ones flagged.

python benchmarks/grounding_table.py [dev|train|test|FILE] [--misses]
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from summarizer.notes import Line, Notes
from summarizer.template import Statement, field_spec
from summarizer.verification.alignment import NotesIndex
from summarizer.verification.grounding import Finding, Grounding

_FOLDER = Path(__file__).parent.parent / "fixtures" / "grounding"
_TRUE = "true"


def main() -> None:
    """Print flagged and all statements by error type and language, then the two rates."""
    names = [name for name in sys.argv[1:] if not name.startswith("-")] or ["dev"]
    for name in names:
        path = Path(name) if name.endswith(".jsonl") else _FOLDER / f"{name}.jsonl"
        _table(path, misses="--misses" in sys.argv)


def _table(path: Path, misses: bool) -> None:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    flagged: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    started = time.perf_counter()
    for row in rows:
        findings = _check(row)
        for language in (row["language"], "all"):
            total[row["error"] or _TRUE, language] += 1
            flagged[row["error"] or _TRUE, language] += bool(findings)
        if misses and bool(findings) == row["truth"]:
            told = ", ".join(f"{finding.fault.name} {finding.what}".strip() for finding in findings)
            print(f"{row['id']} {row['field']} ({row['error'] or _TRUE}) {row['statement']}  [{told}]")
    seconds = time.perf_counter() - started
    print(f"{path.name}: flagged of all")
    print(f"{'':12} {'zh':>9} {'en':>9} {'all':>9}")
    for error in sorted({error for error, _ in total}, key=lambda error: (error == _TRUE, error)):
        cells = [f"{flagged[error, language]} of {total[error, language]}" for language in ("zh", "en", "all")]
        print(f"{error:12} " + " ".join(f"{cell:>9}" for cell in cells))
    false = sum(count for (error, language), count in total.items() if error != _TRUE and language == "all")
    caught = sum(count for (error, language), count in flagged.items() if error != _TRUE and language == "all")
    true, wronged = total[_TRUE, "all"], flagged[_TRUE, "all"]
    print(
        f"false caught {caught} of {false} ({caught / max(1, false):.1%}), true flagged {wronged} of {true} "
        f"({wronged / max(1, true):.1%}), {1000 * seconds / max(1, len(rows)):.1f} ms each"
    )


def _check(row: dict[str, Any]) -> tuple[Finding, ...]:
    lines = tuple(Line(number, text) for number, text in enumerate(row["notes"], 1))
    session = date.fromisoformat(row["session_date"]) if row["session_date"] else None
    grounding = Grounding(NotesIndex(Notes("notes", "0" * 64, lines)), session=session)
    return grounding.check(Statement(text=row["statement"]), field_spec(row["field"])).findings


if __name__ == "__main__":
    main()
