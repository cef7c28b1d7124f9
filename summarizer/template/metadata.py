"""What every field of the template says about itself, and the values a field can hold."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_serializer

Language = Literal["zh", "en"]


class Text(NamedTuple):
    """One text in both languages of the template."""

    zh: str
    en: str

    def get(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class Importance(StrEnum):
    """How much a summary suffers when the field stays empty; the severity of its gaps."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class Kind(StrEnum):
    """What sort of answer a field takes; it decides which checks of verification apply."""

    PROSE = "prose"
    PERSON = "person"
    DATE = "date"
    DURATION = "duration"
    PLACE = "place"
    DEADLINE = "deadline"
    MEETING = "meeting"
    GOAL = "goal"
    PROMISE = "promise"

    @property
    def is_prose(self) -> bool:
        """Whether the answer is free text, of any length."""
        return self in (Kind.PROSE, Kind.PROMISE)


class FieldInfo(NamedTuple):
    """The metadata of one field; `guide` and `gap` are questions, to the drafter and to the manager."""

    label: Text
    guide: Text
    gap: Text
    importance: Importance
    kind: Kind = Kind.PROSE
    group: Text | None = None
    """The label this field stands under inside its section, where the template has one (辅导背景, 辅导目的)."""
    unless: str | None = None
    """Path of a field that, once filled, makes this one optional."""


class Chapter(NamedTuple):
    """A heading that several sections share, with the template's sentence under it."""

    heading: Text
    lead: Text | None = None


class SectionInfo(NamedTuple):
    """The metadata of a section; `chapter` is the heading above it, where the template has one."""

    heading: Text
    chapter: Chapter | None = None
    lead: Text | None = None


class Described:
    """Carries a field's or section's metadata on the Pydantic field and writes it into the JSON schema."""

    def __init__(self, info: FieldInfo | SectionInfo) -> None:
        self.info = info

    def __call__(self, schema: dict[str, Any]) -> None:
        info = self.info
        if isinstance(info, SectionInfo):
            schema["title"] = f"{info.heading.zh} / {info.heading.en}"
            return
        schema["title"] = f"{info.label.zh} / {info.label.en}"
        schema["description"] = f"{info.guide.zh} / {info.guide.en}"
        schema["x-importance"] = info.importance.value


class EvidenceSpan(BaseModel):
    """A stretch of one line of the notes: `start` and `end` count code points within that line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    line: Annotated[int, Field(ge=1)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class Statement(BaseModel):
    """One thing the summary says, with the notes it rests on."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    evidence: list[EvidenceSpan] = Field(default_factory=list)
    origin: Literal["notes", "reviewer", "previous"] = "notes"
    """Whose words these are: from the notes, a person's own, or carried over from the last session's document."""

    @field_serializer("origin", when_used="json")
    def _origin_in_json(self, origin: str) -> str:
        """In JSON, whose values are a contract, the last document's words are a person's."""
        return "notes" if origin == "notes" else "reviewer"


class Section(BaseModel):
    """A group of fields under one heading. Every field is in the JSON, `null` or `[]` when empty."""

    model_config = ConfigDict(extra="forbid")


def field(
    zh: str,
    en: str,
    *,
    guide: tuple[str, str],
    gap: tuple[str, str],
    importance: Importance = Importance.RECOMMENDED,
    kind: Kind = Kind.PROSE,
    group: tuple[str, str] | None = None,
    unless: str | None = None,
    many: bool = False,
    mandatory: bool = False,
) -> Any:
    """Declare a field of the template with all that the rest of the program asks of it.

    `many`: the field is a list. `mandatory`: its group does not exist without it (the task of an action).
    """
    info = FieldInfo(Text(zh, en), Text(*guide), Text(*gap), importance, kind, Text(*group) if group else None, unless)
    if mandatory:
        return Field(json_schema_extra=Described(info))
    if many:
        return Field(default_factory=list, json_schema_extra=Described(info))
    return Field(default=None, json_schema_extra=Described(info))


def section(
    model: type[Section],
    zh: str,
    en: str,
    *,
    chapter: Chapter | None = None,
    lead: tuple[str, str] | None = None,
) -> Any:
    """Declare a section of the template under its heading."""
    info = SectionInfo(Text(zh, en), chapter, Text(*lead) if lead else None)
    return Field(default_factory=model, json_schema_extra=Described(info))
