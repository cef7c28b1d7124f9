"""Score `summarizer.text.resolve` on tables of expressions: kind, first and last day, and time of day all right.

python benchmarks/date_table.py fixtures/dates/dev.jsonl [MORE.jsonl]
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from summarizer.text.resolve import resolve


def main() -> None:
    """Print what is wrong, then a line a table."""
    for name in sys.argv[1:]:
        rows = [json.loads(line) for line in Path(name).read_text("utf-8").splitlines()]
        right = 0
        for row in rows:
            found = resolve(row["text"], date.fromisoformat(row["session_date"]))
            said = (found.span.value, found.start.isoformat(), found.end.isoformat(), found.clock) if found else None
            wanted = (row["kind"], row["start"], row["end"], row["time"]) if row["start"] else None
            right += said == wanted
            if said != wanted:
                print(f"{row['text']} on {row['session_date']}: {said}, not {wanted}")
        print(f"{name}: {right} of {len(rows)}")


if __name__ == "__main__":
    main()
