"""Speed side by side: every section measured in one run, with its runs in turn, and put into `docs/performance.md`.

    python benchmarks/side_by_side.py [SECTION …] [--rounds N] [--rivals FOLDER] [--tiny]

Sections: startup, tokens, lengths, files (no model, minutes), embedded, settings, longer (the embedded model, which has
to be there: half an hour on two cores). Without any, all of them. `--rivals` keeps the other programs' environment for
the next time. `--tiny` measures next to nothing and prints instead of writing, to see whether everything runs.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import embedded
import growth
import rivals
import tokens
from embedded_run import SETTINGS
from measured import LI_MING, ROOT, publish

SHORT = ROOT / "fixtures" / "gold" / "dev" / "zh-bakery-three-lines.txt"


def longer(scratch: Path, sizes: list[int]) -> str:
    files = [scratch / f"{size}.txt" for size in sizes]
    for file, size in zip(files, sizes, strict=True):
        file.write_text(growth.notes_of(size), "utf-8")
    return embedded.growth(files)


def sections(scratch: Path, folder: Path, rounds: int, tiny: bool) -> dict[str, Callable[[], str]]:
    """What can be measured, in the order in which it is."""
    note = SHORT if tiny else LI_MING
    tried = [name for name in SETTINGS if name not in (embedded.SHIPPED, embedded.DEFAULTS)]
    return {
        "embedded": partial(embedded.against_bare, scratch, note, rounds),
        "settings": partial(embedded.settings, note, max(1, rounds // 2), tried[:2] if tiny else tried),
        "longer": partial(longer, scratch, [100, 200] if tiny else [1000, 4000]),
        "tokens": partial(tokens.measure, tokens.CASES[:1] if tiny else tokens.CASES),
        "startup": partial(rivals.measure, scratch, folder, rounds if tiny else 5 * rounds),
        "lengths": partial(growth.lengths, scratch, [500, 1000] if tiny else [1000, 4000, 16_000, 64_000], rounds),
        "files": partial(growth.files, scratch, [1, 3] if tiny else [1, 10, 100, 1000], rounds),
    }


def main() -> None:
    """Measure the sections that are named, each published as soon as it is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rivals", type=Path)
    parser.add_argument("--tiny", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        known = sections(Path(scratch), given.rivals or Path(scratch, "rivals"), given.rounds, given.tiny)
        for name in given.sections or known:
            text = known[name]()
            print(text)
            if not given.tiny:
                publish(name, text)


if __name__ == "__main__":
    main()
