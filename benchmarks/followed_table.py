"""How often what today's notes say of last session's agreements is read right.

    python benchmarks/followed_table.py fixtures/followed/dev.jsonl [--errors]

One line a set of notes: the language, the lines, and items: what was agreed, the outcome, the line that tells it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from summarizer.notes.reading import from_bytes
from summarizer.verification.followed import FollowedUp


def main() -> None:
    """Print the confusion of outcomes, a row a labelled one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    confusion: Counter[tuple[str, str]] = Counter()
    for line in asked.file.read_text("utf-8").splitlines():
        scene = json.loads(line)
        notes = from_bytes("\n".join(scene["notes"]).encode(), "notes.txt")
        followed = FollowedUp(notes)
        for agreed, outcome, number in scene["items"]:
            account = followed.account(agreed)
            confusion[outcome, account.outcome.value] += 1
            placed = account.span.line if account.span else 0
            if asked.errors and (account.outcome.value != outcome or placed != number):
                said = notes.line(placed).text if placed else "-"
                print(f"{outcome} ({number}) read as {account.outcome.value} ({placed}): {agreed} | {said}")
    names = ("done", "open", "unclear", "absent")
    print("| labelled | " + " | ".join(names) + " |")
    print("| --- |" + " --- |" * len(names))
    for name in names:
        print(f"| {name} | " + " | ".join(str(confusion[name, read]) for read in names) + " |")


if __name__ == "__main__":
    main()
