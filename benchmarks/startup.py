"""How long `summarizer --help` takes against `python -c "import click"`, in turn within one run.

    python benchmarks/startup.py [RUNS]

Prints medians and their ratio. The target is a ratio of at most 2.5: heavy imports stay lazy.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

COMMANDS = {
    "summarizer --help": [sys.executable, "-m", "summarizer", "--help"],
    "import click": [sys.executable, "-c", "import click"],
}


def seconds(command: list[str]) -> float:
    """Wall time of one run."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def main() -> None:
    """Warm up once, then time the commands alternately."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():
        seconds(command)
    for _ in range(runs):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name}: {median * 1000:.0f} ms")
    help_time, click_time = medians.values()
    print(f"ratio: {help_time / click_time:.2f}")


if __name__ == "__main__":
    main()
