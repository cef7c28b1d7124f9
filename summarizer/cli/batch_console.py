"""What a batch says on stderr while it runs: one bar for all files on a terminal, JSON lines, or next to nothing."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from summarizer.cli.console import interface_language, ranges, tell
from summarizer.errors import Exit
from summarizer.wording import say

if TYPE_CHECKING:
    from summarizer.batch.run import FileDone
    from summarizer.batch.store import Failure
    from summarizer.providers.settings import Endpoint


class BatchConsole:
    """Tells how a batch goes, and counts the outcomes."""

    def __init__(self, quiet: bool, as_json: bool, endpoint: Endpoint, files: int) -> None:
        self._outcomes: Counter[str] = Counter()
        self._cost: dict[str, float] = dict.fromkeys(("calls", "prompt_tokens", "completion_tokens", "seconds"), 0.0)
        self._quiet = quiet
        self._json = as_json
        self._endpoint = endpoint
        self._files = files
        self._language = interface_language()
        self._progress: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if self._json:
            place = "machine" if self._endpoint.is_local else self._endpoint.host
            self._log("start", files=self._files, notes_go_to=place, model=self._endpoint.model)
        elif not self._quiet and sys.stderr.isatty():
            self._progress = _bar()
            self._task = self._progress.add_task(say(self._language, "batch.bar"), total=self._files, failed="")
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress:
            self._progress.stop()

    def done(self, file: FileDone) -> None:
        """A file has been dealt with."""
        self._outcomes[file.outcome.value] += 1
        for name, amount in file.cost._asdict().items():
            self._cost[name] += amount
        if self._json:
            self._log(
                "file",
                file=file.row.shown,
                outcome=file.outcome.value,
                draft=None if file.failure else f"{file.row.target}.md",
                gaps={severity.value: count for severity, count in file.gaps.items()},
                **file.cost._asdict(),
                failure=self._told(file.failure),
            )
        self._remarks(file)
        if self._progress:
            failed = sum(count for outcome, count in self._outcomes.items() if "failed" in outcome)
            said = say(self._language, "batch.bar_failed", failed=failed) if failed else ""
            self._progress.update(self._task, advance=1, failed=said)

    def paused(self, seconds: float) -> None:
        """The endpoint asks for peace."""
        if self._json:
            self._log("pause", seconds=round(seconds, 1))
        elif not self._quiet:
            self._say("batch.pause", host=self._endpoint.host, seconds=f"{seconds:.0f}")

    def failed(self, name: str, failure: Failure) -> None:
        """One line of the list of failures."""
        if not self._json:
            self._say("batch.failed_file", name=name, text=self._told(failure))

    def ended(self, index: object, given_up: Failure | None, verbose: bool) -> None:
        """The sum of it."""
        drafted, unchanged = self._outcomes["drafted"], self._outcomes["unchanged"]
        failed = self._outcomes["failed"] + self._outcomes["still failed"]
        counts = {"drafted": drafted, "unchanged": unchanged, "failed": failed}
        left = self._files - sum(counts.values())
        if self._json:
            self._log("end", **counts, left=left, index=str(index), given_up=self._told(given_up))
            return
        if not self._quiet:
            self._say("batch.done", **counts, left=left, path=index)
        if verbose:
            self._say("batch.cost", **{name: f"{amount:,.0f}" for name, amount in self._cost.items()})
        if given_up:
            tell("error", text=self._told(given_up))
            if given_up.code == Exit.ENDPOINT:
                self._say("batch.given_up")

    def _remarks(self, file: FileDone) -> None:
        for remark in file.notes.remarks if file.notes else ():
            if remark.message == "read.left_out" and (self._quiet or self._json):
                continue
            if self._json:
                text = say(self._language, remark.message, name=file.row.shown, lines=ranges(remark.lines))
                self._log("remark", file=file.row.shown, text=text)
            else:
                self._say(remark.message, name=file.row.shown, lines=ranges(remark.lines))

    def _told(self, failure: Failure | None) -> str | None:
        from summarizer.batch.rollup import told

        return told(failure, self._language) if failure else None

    def _say(self, key: str, **values: object) -> None:
        text = " ".join(say(self._language, key, **values).split())
        if self._progress and self._progress.live.is_started:
            self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            click.echo(text, err=True)

    def _log(self, event: str, **values: object) -> None:
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **values}
        click.echo(json.dumps(line, ensure_ascii=False), err=True)


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("[red]{task.fields[failed]}"),
        console=Console(stderr=True),
    )
