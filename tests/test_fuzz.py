"""Every reader, the parser of drafts and the reader of JSON take anything, or refuse it in one line of ours.

The targets and seeds are those of the fuzzer (docs/fuzzing.md); here a few hundred inputs, the same in every run.
"""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, seeds

SEEDS = {name: list(seeds(name)) for name in TARGETS}
NAMES = (
    "summary basics coachee date plan actions task owner due text evidence line start end origin gaps field kind "
    "question severity waivers by on language source model segments transcription words word speaker timestamps from"
).split()
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["basics.coachee", "plan.actions[0]", "vague", "required", "zh", "2025-01-01", "\ud83d"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize("name", sorted(TARGETS))
@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=25, derandomize=True)
def test_a_damaged_file_is_read_or_refused(name: str, chance: random.Random) -> None:
    data = bytearray(chance.choice(SEEDS[name]))
    words = [word.encode() for word in TARGETS[name].words.split("·")]
    for _ in range(chance.randint(1, 8)):
        at = chance.randint(0, len(data))
        end = min(len(data), at + chance.choice([0, 1, 2, 30, 300]))
        new = chance.choice([b"", chance.randbytes(2), chance.choice(words), bytes(data[at:end]) * 3])
        data[at:end] = new
    TARGETS[name].run(bytes(data))


@pytest.mark.parametrize("name", ["json", "talk"])
@given(value=VALUES, outer=st.sampled_from(NAMES))
@settings(max_examples=60, derandomize=True)
def test_any_json_is_read_or_refused(name: str, value: Any, outer: str) -> None:
    TARGETS[name].run(json.dumps({outer: value, "summary": value if outer == "gaps" else {}}).encode())


def test_half_a_pair_of_surrogates_in_a_transcript_can_be_written() -> None:
    TARGETS["talk"].run(b'[{"text": "so \\ud83d", "speaker": "\\ud83d", "start": 1}]')
