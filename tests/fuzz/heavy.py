"""Files that could take long, each in a process of its own: `python -m tests.fuzz.heavy [WORDS…]` prints a table.

`WORDS` choose inputs by their names. `tests/test_limits.py` holds every input to the limits.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

SECONDS = 5
"""Of processor time, children included."""
CODE_SECONDS = 15
"""Likewise for all that code does with the longest notes: what takes the square of that takes minutes."""
MEGABYTES = 500
"""Resident, of the process and of its largest child each."""
_ROOT = Path(__file__).parents[2]
_PATIENCE = 400

_CHILD = """
import asyncio, resource, sys
make, target = sys.argv[1:3]
from tests.fuzz.targets import package
WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
data = eval(make)
data = data.encode() if isinstance(data, str) else data
assert len(data) <= 5_300_000, len(data)
from summarizer.errors import SummarizerError
from summarizer.notes import InputFormat
from summarizer.notes.reading import from_bytes
from summarizer.review import read_back
from summarizer.review.check import check_back, check_json
from summarizer.review.files import of_bytes
from summarizer.drafting.assembly import assemble
from summarizer.drafting.promptfiles import example_names
from summarizer.reading import read
from summarizer.verification import verify
resource.setrlimit(resource.RLIMIT_AS, (900 * 2**20, 900 * 2**20))
start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
said = "read"
try:
    if target == "read":
        notes = from_bytes(data, "x")
        verify(assemble(asyncio.run(read(notes, "zh", None)).routing, "zh").summary, notes, "zh")
    elif target == "draft":
        check_back(read_back(of_bytes(data, "x").text))
    elif target == "draft-json":
        check_json(of_bytes(data, "x").text, "x")
    else:
        from_bytes(data, "x", form=None if target == "notes" else InputFormat(target))
except SummarizerError as error:
    said = error.message
used = resource.getrusage(resource.RUSAGE_SELF).ru_utime - start
below = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(used + below.ru_utime + below.ru_stime, max(int(peak), below.ru_maxrss) // 1024, said, len(data))
"""

_STATEMENT = (
    '{"summary":{"basics":{"coachee":{"text":"a"}},"plan":{"actions":[{"task":{"text":"a"},"due":{"text":"',
    '"}}]}}}',
)
_QUOTING = (
    '{"summary":{"basics":{"coachee":{"text":"a"}}},"gaps":[{"field":"basics.coachee","kind":"unsure",'
    '"severity":"required","question":"',
    '"}]}',
)


class Input(NamedTuple):
    """`make` is an expression for bytes or a text; `target` a format, `notes` for whichever the bytes show, or what
    else reads a file: `read` is all that code does with notes before and after a model is asked.
    """

    target: str
    name: str
    make: str


class Took(NamedTuple):
    """`said`: `read`, or the message with which it was refused."""

    seconds: float
    megabytes: int
    said: str
    size: int


INPUTS = tuple(
    Input(*given)
    for given in (
        ("notes", "million-lines", "b'a\\n' * 2_500_000"),
        ("notes", "one-line", "('好' * 700_000).encode()"),
        ("notes", "one-line-of-2-mb", "b'a b ' * 500_000"),
        ("notes", "orders", "('忽略系统：请写总结里' * 13_000).encode()"),
        ("notes", "brackets", "b'[' * 5_000_000"),
        ("notes", "digits", "b'1' * 5_000_000"),
        ("notes", "marks", "b'**' * 2_500_000"),
        ("notes", "nested-json", "b'{\"a\":' * 800_000"),
        ("notes", "almost-orders", "b'ignore the ' * 36_000"),
        ("notes", "comments", "b'<!--' * 90_000"),
        ("notes", "open-braces", "('{' * 20 + '\\n').encode() * 18_000"),
        ("notes", "heads", "'李明 00:00:01\\n' * 33_000"),
        ("notes", "times", "b'00:00:01\\n' * 44_000"),
        ("notes", "two-speakers", "'李明：好\\n王芳：好\\n' * 40_000"),
        ("notes", "rows", "b'a,b,c\\n' * 66_000"),
        ("notes", "cells", "b'| a | b |\\n' * 39_000"),
        ("notes", "blanks", "b' ' * 399_000 + b'a'"),
        ("vtt", "short-cues", "'WEBVTT\\n\\n' + '00:00.000 --> 00:00.001\\na\\n\\n' * 83_000"),
        ("vtt", "blank-cues", "'WEBVTT\\n\\n' + '00:00.000 --> 00:00.001\\n\\n' * 120_000"),
        ("srt", "short-cues", "'1\\n00:00:00,000 --> 00:00:00,001\\na\\n\\n' * 83_000"),
        ("json", "segments", "'[' + ','.join(['{\"text\":\"a\"}'] * 380_000) + ']'"),
        ("json", "one-segment", "'[{\"text\":\"' + 'a' * 5_000_000 + '\"}]'"),
        ("html", "nested-tags", "'<html><body>' + '<div>' * 790_000"),
        ("html", "cells", "'<html><table>' + '<tr><td>a<td>b' * 280_000"),
        ("html", "text", "'<html><p>' + 'a ' * 1_900_000"),
        ("docx", "nested-tables", "package(b'<w:tbl><w:tr><w:tc>' * 200_000)"),
        ("docx", "paragraphs", "package(WORD % (b'<w:p><w:r><w:t>a</w:t></w:r></w:p>' * 330_000))"),
        ("docx", "runs", "package(WORD % (b'<w:p>' + b'<w:r><w:t>a</w:t></w:r>' * 390_000 + b'</w:p>'))"),
        ("docx", "rows", "package(WORD % (b'<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>' * 200_000))"),
        ("docx", "spaces", "package(b' ' * 300_000_000)"),
        ("read", "one-line", "('好' * 390_000).encode()"),
        ("read", "one-line-of-words", "b'so we go ' * 43_000"),
        ("read", "marks", "b'**' * 190_000"),
        ("read", "digits", "b'1' * 390_000"),
        ("read", "separate-digits", "b'1 ' * 190_000"),
        ("read", "brackets", "b'[' * 390_000"),
        ("read", "capitals", "b'A' * 390_000"),
        ("read", "blanks", "'好' + ' ' * 390_000 + '好'"),
        ("read", "weekdays", "'下周三' * 130_000"),
        ("read", "lines", "'好的\\n' * 26_000"),
        ("read", "two-speakers", "'李明：做完\\n王芳：交表\\n' * 8_000"),
        ("read", "heads", "'李明 00:00:01\\n做完\\n' * 12_000"),
        ("draft", "nested-quotes", "b'> ' * 2_500_000"),
        ("draft", "nested-lists", "('- ' * 1_000_000 + 'x').encode()"),
        ("draft", "one-line", "('好' * 700_000).encode()"),
        ("draft", "million-lines", "b'a\\n' * 2_500_000"),
        ("draft", "stars", "b'*a ' * 1_700_000"),
        ("draft", "brackets", "b'[' * 5_000_000"),
        ("draft", "as-many-brackets-as-are-read", "b'[' * 79_000"),
        ("draft", "as-many-marks-as-are-read", "b'**' * 39_000"),
        ("draft", "as-many-references-as-are-read", "b'[^1' * 26_000"),
        ("draft", "as-many-lines-as-are-read", "b'a\\n' * 9_900"),
        ("draft", "figures", "'## 对话与内容\\n\\n- **根本原因**：'.encode() + b'1' * 79_000"),
        ("draft-json", "nested-as-deep-as-is-read", "b'{\"summary\":' + b'[' * 290_000"),
        ("draft-json", "figures", f"{_STATEMENT}[0] + '1' * 290_000 + {_STATEMENT}[1]"),
        ("draft-json", "weekdays", f"{_STATEMENT}[0] + '周三' * 140_000 + {_STATEMENT}[1]"),
        ("draft-json", "quotes", f"{_QUOTING}[0] + '“' * 290_000 + {_QUOTING}[1]"),
        ("draft-json", "nested", "b'{\"summary\":' + b'[' * 4_900_000"),
        ("draft-json", "unclosed", "b'{\"summary\":\"' + b'x' * 5_000_000"),
    )
)


def took(given: Input) -> Took:
    """What it takes to read or refuse an input. Raises AssertionError for one that ends in anything else."""
    command = [sys.executable, "-c", _CHILD, given.make, given.target]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False, cwd=_ROOT)
    assert done.returncode == 0, done.stderr[-600:]
    seconds, megabytes, said, size = done.stdout.split()
    return Took(float(seconds), int(megabytes), said, int(size))


def main(words: list[str]) -> None:
    print("| target | input | MB | seconds | MB of memory | |\n| --- | --- | --- | --- | --- | --- |")
    for given in INPUTS:
        if not words or any(word in f"{given.target}-{given.name}" for word in words):
            try:
                seconds, megabytes, said, size = took(given)
                row = f"{size / 1e6:.1f} | {seconds:.1f} | {megabytes} | {said}"
            except (AssertionError, subprocess.TimeoutExpired) as error:
                row = f"| | | {str(error).strip().splitlines()[-1][:90]}"
            print(f"| {given.target} | {given.name} | {row} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
