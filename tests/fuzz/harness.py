"""Coverage-guided fuzzing of all that reads files: `python -m tests.fuzz.harness TARGET --minutes 30`.

Targets are the readers of notes (PDF and HTML apart, which are read in a process of their own), the parser of drafts
and the reader of drafts in JSON. Needs atheris (`pip install atheris`; Linux and macOS), which the tests do not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["summarizer", "markdown_it"]):
    from tests.fuzz.targets import TARGETS, seeds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--crashes", type=Path, default=Path("fuzz-crashes"), help="where what is found is put")
    chosen = parser.parse_args()
    chosen.crashes.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds(chosen.target)):
            (Path(corpus) / f"seed{number:03}").write_bytes(seed)
        _fuzz(TARGETS[chosen.target], corpus, chosen.minutes, chosen.crashes / f"{chosen.target}-")


def _fuzz(target: Callable[[bytes], None], corpus: str, minutes: float, prefix: Path) -> None:
    options = [
        f"-max_total_time={int(minutes * 60)}",
        f"-artifact_prefix={prefix}",
        "-max_len=20000",
        "-timeout=30",
        "-rss_limit_mb=1500",
        "-print_final_stats=1",
        corpus,
    ]
    atheris.Setup([sys.argv[0], *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
