"""Coverage-guided fuzzing of all that reads files: `python -m tests.fuzz.harness TARGET --minutes 30`.

Needs atheris (the extra `fuzz`; Linux and macOS), which the tests do not. What it finds is written down, each failure
once by the place it comes from, and it goes on; docs/fuzzing.md has what was run, and what came of it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

import atheris

_WATCHED = ["summarizer", "markdown_it"]

with atheris.instrument_imports(include=_WATCHED):
    from tests.fuzz.targets import TARGETS, seeds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"), help="where what fails is put")
    parser.add_argument("--corpus", type=Path, help="where inputs are kept from one run to the next")
    chosen = parser.parse_args()
    chosen.found.mkdir(parents=True, exist_ok=True)
    corpus = chosen.corpus or Path(tempfile.mkdtemp())
    corpus.mkdir(parents=True, exist_ok=True)
    with atheris.instrument_imports(include=_WATCHED):  # what is imported when a file needs it
        for number, seed in enumerate(seeds(chosen.target)):
            (corpus / f"seed{number:03}").write_bytes(seed)
            TARGETS[chosen.target].run(seed)
    words = corpus.parent / f"{corpus.name}.words"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in TARGETS[chosen.target].words.split("·")), "ascii")
    _fuzz(chosen.target, corpus, words, chosen.minutes, chosen.found)


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def _fuzz(name: str, corpus: Path, words: Path, minutes: float, found: Path) -> None:
    options = [
        f"-max_total_time={int(minutes * 60)}",
        f"-artifact_prefix={found / name}-",
        f"-dict={words}",
        "-max_len=20000",
        "-timeout=300",
        "-rss_limit_mb=1500",
        "-print_final_stats=1",
        str(corpus),
    ]
    atheris.Setup([sys.argv[0], *options], _noting(name, TARGETS[name].run, found))
    atheris.Fuzz()


def _noting(name: str, run: Callable[[bytes], None], found: Path) -> Callable[[bytes], None]:
    """Go on after a failure: one that ends the run hides all that come after it."""
    known: set[tuple[str, str, int | None]] = set()

    def noted(data: bytes) -> None:
        try:
            run(data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = type(error).__name__, last.filename, last.lineno
            if place not in known:
                known.add(place)
                (found / f"{name}-{os.getpid()}-{len(known):02}").write_bytes(data)
                traceback.print_exc()

    return noted


if __name__ == "__main__":
    main()
