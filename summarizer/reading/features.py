"""What the classifier sees of a segment: its words and characters in runs, and where in the notes it stands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from summarizer.text.patterns import deferred

_TOKEN = deferred(r"[a-z][a-z'’]*|[\u4e00-\u9fff]|\d+|[^\s\w]")
_PREFIX, _SUFFIX = 4, 3


def features(texts: Sequence[str], index: int) -> Counter[str]:
    """The features of the segment at `index` among all segments of its notes.

    Runs of one to four words or characters, stems of longer English words, and its place: what a first line says
    is rarely what a last line says. Digits count as one character, so that no number is learned by heart.
    """
    found: Counter[str] = Counter(_runs(texts[index]))
    found.update(f"<{run}" for run in _runs(texts[index - 1], 2) if index)
    if index + 1 < len(texts):
        found.update(f">{run}" for run in _runs(texts[index + 1], 2))
    found.update(
        (f"#first{min(index, 3)}", f"#last{min(len(texts) - 1 - index, 2)}", f"#part{4 * index // len(texts)}")
    )
    return found


def _runs(text: str, longest: int = 4) -> list[str]:
    plain = re.sub(r"\d+", "0", unicodedata.normalize("NFKC", text).lower())
    words = ["^", *_TOKEN.findall(plain), "$"]
    runs: list[str] = []
    for length in range(1, min(longest, 3) + 1):
        runs += ["_".join(words[i : i + length]) for i in range(len(words) - length + 1)]
    if longest > 3:
        fours = (words[i : i + 4] for i in range(len(words) - 3))
        runs += ["_".join(four) for four in fours if all(len(word) == 1 for word in four)]
        runs += [
            part for word in words if len(word) > _PREFIX for part in (word[:_PREFIX] + "*", "*" + word[-_SUFFIX:])
        ]
    return runs
