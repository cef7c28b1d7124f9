"""How much of what leads to a person `--redact` takes out of notes, and how much else.

    python benchmarks/redaction_table.py fixtures/redaction/dev.jsonl [--forms] [--errors]

Notes have what must be found in brackets: ⟦P|…⟧ person, C company, T telephone, M mail, I identity card, B bank card,
E employee number, W chat id. Found is what no character of is left.
`--forms` leaves the embedded model out. Of a file of tests the single errors are not to be looked at.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from summarizer.notes.reading import from_bytes
from summarizer.providers.settings import load_settings, resolve
from summarizer.redaction import How, find_all

_MARK = re.compile(r"⟦(\w)\|(.*?)⟧")
_NAMES = "PC"


class Gold(NamedTuple):
    kind: str
    start: int
    end: int


def unmarked(line: str) -> tuple[str, list[Gold]]:
    """A line as it was written, and what must be found in it."""
    gold, text, end = [], "", 0
    for mark in _MARK.finditer(line):
        text += line[end : mark.start()]
        gold.append(Gold(mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        end = mark.end()
    return text + line[end:], gold


async def main() -> None:
    """Print recall and precision of numbers and of names by language, and whether all comes back."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--forms", action="store_true")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    how = How() if asked.forms else How(model=resolve(load_settings(provider="local")))
    gold: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    taken: Counter[str] = Counter()
    right: Counter[str] = Counter()
    unrestored = 0
    started = time.monotonic()
    for row in asked.file.read_text("utf-8").splitlines():
        sample = json.loads(row)
        read = [unmarked(line) for line in sample["notes"]]
        notes = from_bytes("\n".join(text for text, _ in read).encode(), "notes.txt")
        redaction = await find_all([notes], how)
        # Lines as they were written: of a transcript the speaker stands in them too.
        for text, marks in read:
            spans = list(redaction.spans(text))
            unrestored += redaction.restore(redaction.hide(text)).text != text
            for mark in marks:
                key = (sample["language"], "names" if mark.kind in _NAMES else "numbers")
                gold[key] += 1
                if all(any(start <= at < end for start, end, _ in spans) for at in range(mark.start, mark.end)):
                    found[key] += 1
                elif asked.errors:
                    print(f"missed {sample['id']}: {text[mark.start : mark.end]} | {text}")
            for start, end, kind in spans:
                group = "names" if kind.value in ("PERSON", "COMPANY") else "numbers"
                taken[group] += 1
                hit = any(start < mark.end and mark.start < end for mark in marks)
                right[group] += hit
                if asked.errors and not hit:
                    print(f"for nothing {sample['id']}: {text[start:end]} | {text}")
    print("| | numbers | names, zh | names, en |")
    print("| --- | --- | --- | --- |")
    numbers = sum(gold[language, "numbers"] for language in ("zh", "en"))
    hits = sum(found[language, "numbers"] for language in ("zh", "en"))
    names = [f"{found[language, 'names']}/{gold[language, 'names']}" for language in ("zh", "en")]
    print(f"| found | {hits}/{numbers} | {names[0]} | {names[1]} |")
    print(f"precision: numbers {right['numbers']}/{taken['numbers']}, names {right['names']}/{taken['names']}")
    print(f"lines that did not come back as they were: {unrestored}; {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    asyncio.run(main())
