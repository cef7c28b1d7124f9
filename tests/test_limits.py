"""No input of five megabytes takes more than five seconds or 500 MB: readers in a child with real limits."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from summarizer.drafting.assembly import assemble
from summarizer.notes import from_bytes
from summarizer.reading import Answer, Segment, segments
from summarizer.reading.meetings import parts_of
from tests.fuzz.heavy import CODE_SECONDS, INPUTS, MEGABYTES, SECONDS, Input, took


@pytest.mark.parametrize("given", [pytest.param(given, id=f"{given.target}-{given.name}") for given in INPUTS])
def test_five_megabytes_take_five_seconds_and_500_mb_at_most(given: Input) -> None:
    seconds, megabytes, _, _ = took(given)
    assert seconds < (CODE_SECONDS if given.target == "read" else SECONDS), seconds
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
