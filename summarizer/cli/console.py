"""What a run says on stderr: messages, progress lines, the download bar."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import click

from summarizer.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from summarizer.drafting.run import Event
    from summarizer.notes import Notes


def interface_language() -> Literal["zh", "en"]:
    """The language of messages: Chinese where the locale is Chinese, else English.

    As GNU gettext has it, `LANGUAGE` lists what a person likes best, and a plain C locale has no language.
    """
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "C")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return "en"
    wished = [*os.environ.get("LANGUAGE", "").split(":"), locale]
    known = (language for language in wished if language.lower().startswith(("zh", "en")))
    return "zh" if next(known, "en").lower().startswith("zh") else "en"


_CONTROLS = str.maketrans({code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code not in b"\t\n"})
"""What in a file's name or a server's message would move the cursor, or worse, instead of being read."""


def tell(key: str, **values: object) -> None:
    """One line on stderr."""
    tell_in(interface_language(), key, **values)


def tell_in(language: Literal["zh", "en"], key: str, **values: object) -> None:
    """One line on stderr in a language of its own: what is said of a draft's content follows the draft's."""
    click.echo(say(language, key, **values).translate(_CONTROLS), err=True)


def say_error(key: str, **values: object) -> None:
    """The one line that a failure prints."""
    text = say(interface_language(), key, **values)
    tell("error", text=" ".join(text.split()))


def tell_remarks(notes: Notes, path: Path | None, quiet: bool) -> None:
    """What of the notes could not be read as it stands, a line each; what a tool had put there unless `quiet`."""
    for remark in notes.remarks:
        if not quiet or remark.message != "read.left_out":
            tell(remark.message, name=path or notes.name, lines=ranges(remark.lines))


def ranges(numbers: Sequence[int], most: int = 20) -> str:
    """Numbers as an index has them: `3, 5–9`; the last of them as a count where there are many."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    said = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs[:most])
    left = sum(last - first + 1 for first, last in runs[most:])
    return f"{said} … +{left}" if left else said


class SectionProgress:
    """A live line for each section of the template, on a terminal; nothing anywhere else.

    It is on screen before the heavy imports start, so that a person sees at once that something happens.
    """

    def __init__(self, quiet: bool, language: Literal["zh", "en"]) -> None:
        self._on = not quiet and sys.stderr.isatty()
        self._language = language
        self._tasks: dict[str, Any] = {}
        self._progress: Any = None
        self._opening: Any = None

    def __enter__(self) -> SectionProgress:
        if not self._on:
            return self
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
        )
        self._progress.start()
        self._opening = self._progress.add_task(say(self._language, "progress.loading"), total=1)
        return self

    def __exit__(self, *exc: object) -> None:
        if self._progress:
            self._progress.stop()

    def opened(self) -> None:
        """The model is ready."""
        if self._progress:
            self._progress.update(self._opening, completed=1)

    def on_event(self, event: Event) -> None:
        """Show what one ask is doing."""
        if not self._progress:
            return
        from summarizer.drafting.run import Stage
        from summarizer.template import section_heading

        for section in event.sections:
            task = self._tasks.get(section)
            if task is None:
                heading = section_heading(section).get(self._language)
                task = self._tasks[section] = self._progress.add_task(heading, total=event.asks[section])
            elif event.stage is Stage.ASKED and self._progress.tasks[task].finished:
                # Read, and now asked about: the section is not done before that is answered.
                self._progress.update(task, total=self._progress.tasks[task].completed + 1)
            if event.stage is Stage.ANSWERED:
                self._progress.advance(task)


@contextmanager
def download_bar(quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar with total, rate and time left for a download in bytes; nothing where there is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    ) as progress:
        task = progress.add_task(say(interface_language(), "pull.bar"), total=None)
        last = [0.0]

        def update(done: int, total: int) -> None:
            now = time.monotonic()
            if now - last[0] > 0.05 or done == total:
                last[0] = now
                progress.update(task, completed=done, total=total)

        yield update
