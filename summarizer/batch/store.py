"""What has been done of a batch: a SQLite file in OUT, so that a run that was killed goes on where it was.

A transaction a file. Before a draft is written its hash is: a draft found on disk is then ours, finished or not, or a
person's, which is not overwritten.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from summarizer.batch.disk import unusable, unwritable
from summarizer.batch.sources import Source, collided, folded, mirrored
from summarizer.errors import SummarizerError, UsageError
from summarizer.record import Draft, GapKind
from summarizer.template import Importance

NAME = ".summarizer-batch.sqlite"
_VERSION = 1
_CHUNK = 200

_SCHEMA = """
CREATE TABLE file(
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,      -- of the source, absolute, as the file system spells it
    shown TEXT NOT NULL,
    target TEXT NOT NULL,           -- below OUT, without ending
    folded TEXT NOT NULL UNIQUE,
    run INTEGER NOT NULL,           -- the last run that was about it
    status TEXT NOT NULL,
    input TEXT,                     -- sha256 of the source that the status is about
    recipe TEXT,                    -- model, prompts and settings that it is about
    written TEXT NOT NULL DEFAULT '{}',   -- sha256 by ending of what we put on disk
    intended TEXT NOT NULL DEFAULT '{}',  -- and of what we were about to put there
    failure TEXT,
    required INTEGER, recommended INTEGER, optional INTEGER,
    calls INTEGER, prompt_tokens INTEGER, completion_tokens INTEGER, seconds REAL
);
CREATE INDEX file_run ON file(run, id);
CREATE TABLE missing(file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE, field TEXT NOT NULL, UNIQUE(file, field));
CREATE TABLE answer(
    id TEXT PRIMARY KEY, text TEXT NOT NULL, problem TEXT, prompt_tokens INTEGER, completion_tokens INTEGER
);
"""


class Status(StrEnum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class Problem(StrEnum):
    """Why a request of a batch service has no usable answer."""

    MISSING = "missing"
    ERROR = "error"
    TRUNCATED = "truncated"
    FORM = "form"
    """It is not the JSON that was asked for."""


class Answer(NamedTuple):
    """What a batch service answered to one request: the model's words, or the cause of a problem."""

    text: str
    problem: Problem | None
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Row(NamedTuple):
    """A file of the batch as the store knows it."""

    id: int
    path: Path
    shown: str
    target: str
    status: Status
    input: str | None
    recipe: str | None
    written: dict[str, str]
    intended: dict[str, str]
    failure: Failure | None


class Failure(NamedTuple):
    """Why a file has no draft: a message id with its values, to be told in any language."""

    message: str
    values: dict[str, str]
    code: int

    @classmethod
    def of(cls, error: SummarizerError) -> Failure:
        return cls(error.message, {name: str(value) for name, value in error.values.items()}, int(error.exit_code))


class Cost(NamedTuple):
    """What drafting cost, in calls, tokens and seconds."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


class Reported(NamedTuple):
    """A line of the roll-up."""

    shown: str
    target: str
    status: Status
    gaps: dict[Importance, int]
    cost: Cost
    missing: tuple[str, ...]
    failure: Failure | None


class Store:
    """The state of one OUT. One process at a time has it open. Get one from `open_store`."""

    def __init__(self, connection: sqlite3.Connection, run: int, out: Path) -> None:
        self._out = out
        self._db = connection
        self._run = run

    def close(self) -> None:
        self._db.close()

    def enlist(self, sources: Iterable[Source]) -> int:
        """Make files part of this run and give new ones their target. Returns how many the run is about."""
        with self._writing():
            for source in sources:
                self._enlist(source)
        count: int = self._db.execute("SELECT count(*) FROM file WHERE run = ?", (self._run,)).fetchone()[0]
        return count

    def _enlist(self, source: Source) -> None:
        path = os.fsencode(source.path)
        if self._db.execute("UPDATE file SET run = ? WHERE path = ?", (self._run, path)).rowcount:
            return
        target = mirrored(source.place)
        while self._db.execute("SELECT 1 FROM file WHERE folded = ?", (folded(target),)).fetchone():
            target = collided(target, source.path)
        shown = os.fsencode("/".join(source.place)).decode("utf-8", "replace")
        self._db.execute(
            "INSERT INTO file(path, shown, target, folded, run, status) VALUES (?, ?, ?, ?, ?, ?)",
            (path, shown, target, folded(target), self._run, Status.PENDING),
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction. Raises UsageError where it cannot be put on disk."""
        try:
            with self._db:
                yield
        except sqlite3.Error as error:
            raise unusable(error, self._out, self._out / NAME) from error

    def rows(self) -> Iterator[Row]:
        """The files of this run in their order, a few at a time: they may be many, and change meanwhile."""
        last = 0
        while chunk := self._db.execute(
            "SELECT id, path, shown, target, status, input, recipe, written, intended, failure FROM file"
            " WHERE run = ? AND id > ? ORDER BY id LIMIT ?",
            (self._run, last, _CHUNK),
        ).fetchall():
            for row in chunk:
                yield _row(row)
            last = chunk[-1][0]

    def intend(self, row: Row, hashes: dict[str, str]) -> None:
        """Say what is about to be written for a file, by ending."""
        with self._writing():
            self._db.execute("UPDATE file SET intended = ? WHERE id = ?", (json.dumps(hashes), row.id))

    def done(self, row: Row, recipe: str, draft: Draft) -> None:
        """The drafts that were intended are on disk."""
        gaps = Counter(gap.severity for gap in draft.gaps)
        missing = {gap.field.partition("[")[0] for gap in draft.gaps if gap.kind is GapKind.MISSING}
        usage = draft.usage
        with self._writing():
            self._db.execute(
                "UPDATE file SET status = ?, input = ?, recipe = ?, written = intended, failure = NULL, required = ?,"
                " recommended = ?, optional = ?, calls = ?, prompt_tokens = ?, completion_tokens = ?, seconds = ?"
                " WHERE id = ?",
                (
                    *(Status.DONE, draft.source.sha256, recipe),
                    *(gaps[severity] for severity in Importance),
                    *(usage.calls, usage.prompt_tokens, usage.completion_tokens, usage.seconds, row.id),
                ),
            )
            self._db.execute("DELETE FROM missing WHERE file = ?", (row.id,))
            self._db.executemany("INSERT INTO missing VALUES (?, ?)", ((row.id, field) for field in missing))

    def failed(self, row: Row, recipe: str, content: str | None, failure: Failure) -> None:
        """A file has no draft; `content` is the sha256 of what was tried, None where nothing could be read."""
        with self._writing():
            self._db.execute(
                "UPDATE file SET status = ?, input = ?, recipe = ?, failure = ? WHERE id = ?",
                (Status.FAILED, content, recipe, json.dumps(failure), row.id),
            )

    def forget(self, ids: Iterable[int]) -> None:
        """Take back that files failed: it was not their fault, and the next run is to try them."""
        with self._writing():
            self._db.executemany(
                "UPDATE file SET status = ?, failure = NULL WHERE id = ?", ((Status.PENDING, number) for number in ids)
            )

    def keep(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """Keep the answers of a batch service by the ids of their requests. A good one is not replaced by a bad one."""
        with self._writing():
            self._db.executemany(
                "INSERT INTO answer VALUES (?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET text = excluded.text,"
                " problem = excluded.problem, prompt_tokens = excluded.prompt_tokens,"
                " completion_tokens = excluded.completion_tokens"
                " WHERE excluded.problem IS NULL OR answer.problem IS NOT NULL",
                ((name, *answer) for name, answer in answers),
            )

    def answer(self, name: str) -> Answer | None:
        """The answer to the request of an id."""
        found = self._db.execute(
            "SELECT text, problem, prompt_tokens, completion_tokens FROM answer WHERE id = ?", (name,)
        ).fetchone()
        return Answer(found[0], Problem(found[1]) if found[1] else None, *found[2:]) if found else None

    def has_failed(self, path: Path) -> bool:
        """Whether a source is on the list of failures."""
        found = self._db.execute("SELECT status FROM file WHERE path = ?", (os.fsencode(path),)).fetchone()
        return bool(found) and found[0] == Status.FAILED

    def report(self) -> Iterator[Reported]:
        """Every file of OUT in the order of names."""
        cursor = self._db.execute(
            "SELECT shown, target, status, required, recommended, optional, calls, prompt_tokens, completion_tokens,"
            " seconds, failure, (SELECT group_concat(field, ' ') FROM missing WHERE file = file.id)"
            " FROM file ORDER BY shown, id"
        )
        for shown, target, status, *numbers, failure, missing in cursor:
            gaps = {severity: number or 0 for severity, number in zip(Importance, numbers[:3], strict=True)}
            cost = Cost(*(number or 0 for number in numbers[3:]))
            yield Reported(shown, target, Status(status), gaps, cost, tuple((missing or "").split()), _failure(failure))

    def most_missing(self, most: int) -> list[tuple[str, int]]:
        """The fields that most drafts miss, with how many do."""
        return self._db.execute(
            "SELECT field, count(*) AS files FROM missing GROUP BY field ORDER BY files DESC, field LIMIT ?", (most,)
        ).fetchall()

    def counts(self) -> Counter[Status]:
        """How many files of OUT there are of each status."""
        return Counter(
            {
                Status(name): count
                for name, count in self._db.execute("SELECT status, count(*) FROM file GROUP BY status")
            }
        )


def open_store(out: Path) -> Store:
    """The store of OUT, made when there is none. Raises UsageError when OUT cannot be used or is in use."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        file = out / NAME
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise unwritable(error, out) from error
    return _opened(sqlite3.connect(file, timeout=1.0), out)


def peek_store(out: Path) -> Store:
    """A copy in memory of the store of OUT, to look at without leaving a trace."""
    copy = sqlite3.connect(":memory:")
    file = out / NAME
    if file.exists():
        try:
            with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=1.0)) as disk:
                disk.backup(copy)
        except sqlite3.DatabaseError as error:
            raise unusable(error, out, out / NAME) from error
    return _opened(copy, out)


def _opened(connection: sqlite3.Connection, out: Path) -> Store:
    try:
        # Held as long as the process lives, so that two runs cannot share an OUT.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
        elif version != _VERSION:
            raise UsageError("batch.store_version", path=out / NAME)
        with connection:
            run: int = connection.execute("SELECT coalesce(max(run), 0) + 1 FROM file").fetchone()[0]
            connection.execute("UPDATE file SET run = run WHERE 0")  # takes the lock now, not at the first file
    except sqlite3.DatabaseError as error:
        connection.close()
        raise unusable(error, out, out / NAME) from error
    return Store(connection, run, out)


def _row(values: tuple[object, ...]) -> Row:
    number, path, shown, target, status, content, recipe, written, intended, failure = values
    return Row(
        int(str(number)),
        Path(os.fsdecode(path)),  # type: ignore[arg-type]
        str(shown),
        str(target),
        Status(str(status)),
        None if content is None else str(content),
        None if recipe is None else str(recipe),
        json.loads(str(written)),
        json.loads(str(intended)),
        _failure(failure),
    )


def _failure(stored: object) -> Failure | None:
    return Failure(*json.loads(str(stored))) if stored else None
