"""The record of one draft: what `--format json` writes, and the one object that stages hand to rendering.

Its JSON is a contract that other people's scripts rely on; `schema` counts its versions.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)

from summarizer.template import NAME, EvidenceSpan, Importance, Language, Summary


class GapKind(StrEnum):
    """Why a person has to look at a field."""

    MISSING = "missing"
    """The notes do not say it."""
    VAGUE = "vague"
    """They say it, but it cannot be acted on."""
    UNSUPPORTED = "unsupported"
    """The model's value is not borne out by the notes."""
    UNSURE = "unsure"
    """A line bears it out, but it is doubtful that it answers this field."""
    CONFLICT = "conflict"
    """The notes contradict themselves."""


class Gap(BaseModel):
    """Something for the reviewer to decide, with a question that a manager can answer."""

    model_config = ConfigDict(extra="forbid")

    field: str
    kind: GapKind
    severity: Importance
    question: str
    detail: str = ""
    evidence: list[EvidenceSpan] = Field(default_factory=list)


class Waiver(BaseModel):
    """A person's word that a field stays open: it was not discussed, or there is no more to say about it.

    A waived gap is closed. The document lists who waived what, and why.
    """

    model_config = ConfigDict(extra="forbid")

    field: str
    reason: Annotated[str, StringConstraints(strip_whitespace=True)] = ""
    by: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
    on: date


class Source(BaseModel):
    """The notes a draft was made from."""

    name: str
    sha256: str
    lines: Annotated[int, Field(ge=0)]


class ModelUsed(BaseModel):
    """Which model drafted, asked by which prompts."""

    provider: str
    name: str
    prompts: str | None = None


class UsageReport(BaseModel):
    """What drafting cost."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0


class Draft(BaseModel):
    """A drafted and verified summary with all that is known about it."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    version: Literal[1] = Field(1, alias="schema")
    template: str = NAME
    language: Language
    source: Source
    model: ModelUsed
    summary: Summary
    gaps: list[Gap]
    waivers: list[Waiver] = Field(default_factory=list)
    usage: UsageReport

    @model_serializer(mode="wrap")
    def _without_empty_waivers(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Scripts that know nothing of waivers see none until there are some."""
        written: dict[str, Any] = handler(self)
        if not self.waivers:
            written.pop("waivers", None)
        return written
