"""What is kept from each sample: reads every file of a folder and prints the table of docs/formats.md.

    python benchmarks/samples_table.py ../shared/samples

Counts only; no word, no name and no time of a sample is printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from summarizer.errors import InputError
from summarizer.notes import read_file

HEAD = "| sample | lines with words | characters | speakers | lines with speaker | with time | said on stderr |"


def samples(folder: Path) -> list[Path]:
    """Every file of the folder that is a sample, in order; the pages that describe the samples are none."""
    described = {"README.md", "PATTERNS.md"}
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in described)


def row(path: Path, folder: Path) -> str:
    """The row of one sample; one that is refused has no counts."""
    name = f"| `{path.relative_to(folder).as_posix()}` "
    try:
        notes = read_file(path)
    except InputError:
        return name + "| refused | – | – | – | – | one line, exit code 4 |"
    lines = notes.content
    spoken = [line.speaker for line in lines if line.speaker]
    cells = (
        len(lines),
        sum(len(line.text) for line in lines),
        len(set(spoken)),
        len(spoken),
        sum(line.time is not None for line in lines),
        len(notes.remarks),
    )
    return name + "".join(f"| {cell or '–'} " for cell in cells) + "|"


def main() -> None:
    folder = Path(sys.argv[1])
    print(HEAD, "| --- " * 7 + "|", *(row(path, folder) for path in samples(folder)), sep="\n")


if __name__ == "__main__":
    main()
