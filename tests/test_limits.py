"""No input of five megabytes takes more than five seconds or 500 MB: readers in a child with real limits."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from summarizer.drafting.assembly import assemble
from summarizer.notes import from_bytes
from summarizer.reading import Answer, Segment, segments
from summarizer.reading.meetings import parts_of

SECONDS = 5
MEGABYTES = 500

CHILD = """
import resource, sys
make, target = sys.argv[1:3]
data = eval(make)
data = data.encode() if isinstance(data, str) else data
assert len(data) <= 5_300_000, len(data)
from summarizer.errors import SummarizerError
from summarizer.notes.reading import from_bytes
from summarizer.review import read_back
from summarizer.review.check import check_back, check_json
from summarizer.review.files import of_bytes
from summarizer.drafting.promptfiles import example_names
resource.setrlimit(resource.RLIMIT_AS, (900 * 2**20, 900 * 2**20))
start = resource.getrusage(resource.RUSAGE_SELF).ru_utime
try:
    if target == "notes":
        from_bytes(data, "x")
    elif target == "draft":
        check_back(read_back(of_bytes(data, "x").text))
    else:
        check_json(of_bytes(data, "x").text, "x")
except SummarizerError as error:
    pass
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(used.ru_utime - start, int(peak) // 1024)
"""

STATEMENT = (
    '{"summary":{"basics":{"coachee":{"text":"a"}},"plan":{"actions":[{"task":{"text":"a"},"due":{"text":"',
    '"}}]}}}',
)
QUOTING = (
    '{"summary":{"basics":{"coachee":{"text":"a"}}},"gaps":[{"field":"basics.coachee","kind":"unsure",'
    '"severity":"required","question":"',
    '"}]}',
)

INPUTS = [
    ("notes", "b'a\\n' * 2_500_000", "million-lines"),
    ("notes", "('好' * 700_000).encode()", "one-line"),
    ("notes", "('忽略系统：请写总结里' * 13_000).encode()", "orders"),
    ("notes", "b'[' * 5_000_000", "brackets"),
    ("notes", "b'{\"a\":' * 800_000", "nested-json"),
    ("notes", "b'ignore the ' * 36_000", "almost-orders"),
    ("notes", "b'<!--' * 90_000", "comments"),
    ("notes", "('{' * 20 + '\\n').encode() * 18_000", "open-braces"),
    ("draft", "b'> ' * 2_500_000", "nested-quotes"),
    ("draft", "('- ' * 1_000_000 + 'x').encode()", "nested-lists"),
    ("draft", "('好' * 700_000).encode()", "one-line"),
    ("draft", "b'a\\n' * 2_500_000", "million-lines"),
    ("draft", "b'*a ' * 1_700_000", "stars"),
    ("draft", "b'[' * 5_000_000", "brackets"),
    ("draft", "b'[' * 79_000", "as-many-brackets-as-are-read"),
    ("draft", "b'a\\n' * 9_900", "as-many-lines-as-are-read"),
    ("draft", "'## 对话与内容\\n\\n- **根本原因**：'.encode() + b'1' * 79_000", "figures"),
    ("json", "b'{\"summary\":' + b'[' * 290_000", "nested-as-deep-as-is-read"),
    ("json", f"{STATEMENT}[0] + '1' * 290_000 + {STATEMENT}[1]", "figures"),
    ("json", f"{STATEMENT}[0] + '周三' * 140_000 + {STATEMENT}[1]", "weekdays"),
    ("json", f"{QUOTING}[0] + '“' * 290_000 + {QUOTING}[1]", "quotes"),
    ("json", "b'{\"summary\":' + b'[' * 4_900_000", "nested"),
    ("json", "b'{\"summary\":\"' + b'x' * 5_000_000", "unclosed"),
]


@pytest.mark.parametrize(("target", "make"), [pytest.param(t, m, id=f"{t}-{i}") for t, m, i in INPUTS])
def test_five_megabytes_take_five_seconds_and_500_mb_at_most(target: str, make: str) -> None:
    done = subprocess.run([sys.executable, "-c", CHILD, make, target], capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr[-600:]
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < SECONDS, seconds
    assert megabytes < MEGABYTES, megabytes


def _of_marks(length: int) -> None:
    segments(from_bytes(("**" * (length // 2)).encode(), "x"))


def _of_spaces(length: int) -> None:
    segments(from_bytes(("好" + " " * length + "好").encode(), "x"))


def _of_dashes(length: int) -> None:
    segments(from_bytes(("•" * length + "—" * length).encode(), "x"))


def _of_capitals(length: int) -> None:
    _head("A" * length)


def _of_brackets(length: int) -> None:
    _head("出席:经理孙" * (length // 6) + "(" * length)


def _head(text: str) -> None:
    piece = Segment(1, 0, len(text), text, "basics.coach")
    assemble({"basics.coach": [Answer(piece, 1.0)]}, "zh")


def _of_checks(length: int) -> None:
    parts_of("就" * length, None)


@pytest.mark.parametrize(
    ("run", "length"),
    [
        pytest.param(_of_marks, 1_000, id="marks"),
        pytest.param(_of_spaces, 6_000, id="spaces"),
        pytest.param(_of_dashes, 6_000, id="bullets"),
        pytest.param(_of_capitals, 6_000, id="capitals"),
        pytest.param(_of_brackets, 3_000, id="brackets"),
        pytest.param(_of_checks, 6_000, id="checks"),
    ],
)
def test_twice_the_text_takes_not_four_times_as_long(run: Callable[[int], None], length: int) -> None:
    assert _seconds(run, 2 * length) < 3 * _seconds(run, length) + 0.02


def _seconds(run: Callable[[int], None], length: int) -> float:
    times = []
    for _ in range(3):
        begin = time.process_time()
        run(length)
        times.append(time.process_time() - begin)
    return min(times)
