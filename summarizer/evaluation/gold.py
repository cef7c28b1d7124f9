"""Gold: what a careful reader finds in a set of notes, and what is not there to be found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from summarizer.errors import InputError
from summarizer.template import Language, fields

FactGroups = list[list[str]]
"""Facts that a value must hold; each is met by any of its wordings."""

_SUFFIXES = (".txt", ".md", ".vtt", ".srt")


class GoldAction(BaseModel):
    """An agreed action. A slot that is None is not stated, so that a gap is expected there."""

    model_config = ConfigDict(extra="forbid")

    task: FactGroups
    owner: FactGroups | None = None
    due: FactGroups | None = None
    measure: FactGroups | None = None


class Gold(BaseModel):
    """The truth about one set of notes. Every field path but plan.actions is in one of present, absent, either."""

    model_config = ConfigDict(extra="forbid")

    language: Language
    session_date: str | None = None
    present: dict[str, FactGroups] = Field(default_factory=dict)
    absent: list[str] = Field(default_factory=list)
    either: list[str] = Field(default_factory=list)
    vague: list[str] = Field(default_factory=list)
    conflict: list[str] = Field(default_factory=list)
    actions: list[GoldAction] = Field(default_factory=list)
    forbidden: list[str] = Field(default_factory=list)
    resolved_dates: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _each_path_once(self) -> Gold:
        placed = [*self.present, *self.absent, *self.either]
        expected = {spec.path for spec in fields() if not spec.slots}
        if sorted(placed) != sorted(expected):
            wrong = sorted(set(placed) ^ expected) or sorted({path for path in placed if placed.count(path) > 1})
            raise ValueError(f"each field path must be in one of present, absent, either: {', '.join(wrong)}")
        return self


class Case(NamedTuple):
    """One set of notes with its gold."""

    name: str
    notes: Path
    gold: Gold


def load_cases(directory: Path) -> list[Case]:
    """The pairs NAME.txt|md|vtt|srt and NAME.gold.json of a folder, by name.

    Raises InputError that names the file for gold without notes or gold that does not fit.
    """
    if not directory.is_dir():
        raise InputError("evaluate.no_folder", name=directory)
    cases = [_case(path) for path in sorted(directory.glob("*.gold.json"))]
    if not cases:
        raise InputError("evaluate.no_cases", name=directory)
    return cases


def _case(path: Path) -> Case:
    stem = path.name.removesuffix(".gold.json")
    notes = next(
        (path.with_name(stem + suffix) for suffix in _SUFFIXES if path.with_name(stem + suffix).exists()), None
    )
    if notes is None:
        raise InputError("evaluate.no_notes", name=path)
    try:
        return Case(stem, notes, Gold.model_validate(json.loads(path.read_text("utf-8"))))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError("evaluate.bad_gold", name=path, cause=f"{where} {first['msg']}".strip()) from error
    except ValueError as error:
        raise InputError("evaluate.bad_gold", name=path, cause=error) from error
