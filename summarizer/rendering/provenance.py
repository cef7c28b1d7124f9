"""What a Markdown draft remembers of how it came about: one comment, the last thing in the file.

Readers do not see it. It tells the model's text from a person's, and keeps what the document has no place for:
evidence by line and offset, the questions that were asked, the text behind what is shown by number.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from summarizer.record import Draft, Gap, GapKind, ModelUsed, Source
from summarizer.rendering.escaping import INVISIBLE, shown
from summarizer.template import (
    NAME,
    EvidenceSpan,
    FieldSpec,
    Language,
    Statement,
    Summary,
    field_spec,
    get,
    statements,
)
from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred

_COMMENT = deferred(r"<!--\s*summarizer\s+(\{.*\})\s*-->", re.DOTALL)
_TYPOGRAPHIC = "“”„‟"
# A comment ends at --, what does not print could hide in it, and an editor that makes quotes typographic, or straight
# again, does so here too: with none of the former inside, both can be undone.
_UNSAFE = deferred(rf"[<>&{_TYPOGRAPHIC}]|(?<=-)-|{INVISIBLE.pattern}")


_Span = tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]


class Remembered(BaseModel):
    """A statement that the draft was written with."""

    field: str
    key: str
    evidence: list[_Span] = Field(default_factory=list)
    origin: Literal["notes", "reviewer", "previous"] = "notes"
    text: str | None = None
    """The text itself, where the document shows another one (line ends, what cannot be seen)."""

    @property
    def spans(self) -> list[EvidenceSpan]:
        return [EvidenceSpan(line=line, start=start, end=end) for line, start, end in self.evidence]


class Asked(BaseModel):
    """A gap that the draft was written with; `key` is that of the statement it speaks about, if there is one."""

    field: str
    kind: GapKind
    question: str
    key: str | None = None
    detail: str = ""
    evidence: list[_Span] = Field(default_factory=list)

    @property
    def spans(self) -> list[EvidenceSpan]:
        return [EvidenceSpan(line=line, start=start, end=end) for line, start, end in self.evidence]


class Provenance(BaseModel):
    """The whole of what is remembered."""

    version: Literal[1] = Field(1, alias="schema")
    template: str = NAME
    language: Language
    source: Source
    model: ModelUsed
    statements: list[Remembered]
    gaps: list[Asked]


def key_of(path: str, text: str) -> str:
    """A short hash of a field and what it says; it survives other quotes, widths and spacing."""
    field = field_spec(path).path
    return hashlib.sha256(f"{field}\0{normalise(text).strip()}".encode()).hexdigest()[:16]


def comment(draft: Draft) -> str:
    """The comment that closes the Markdown of a draft."""
    record: dict[str, Any] = {
        "schema": 1,
        "template": draft.template,
        "language": draft.language,
        "source": draft.source.model_dump(),
        "model": draft.model.model_dump(),
        "statements": [_remembered(path, statement) for path, _, statement in statements(draft.summary)],
        "gaps": [_asked(gap, draft.summary) for gap in draft.gaps if not _is_plain(gap, draft.language)],
    }
    written = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return f"<!-- summarizer {_safe(written)} -->"


def is_comment(text: str) -> bool:
    """Whether this is such a comment, whole or damaged."""
    return re.match(r"<!--\s*summarizer\b", text) is not None


def read_comment(text: str) -> Provenance | None:
    """What a comment remembers, or None when it is damaged."""
    found = _COMMENT.match(re.sub(f"[{_TYPOGRAPHIC}]", '"', text.strip()))
    if not found:
        return None
    try:
        read = Provenance.model_validate_json(found[1])
        for field in (*(entry.field for entry in read.statements), *(asked.field for asked in read.gaps)):
            field_spec(field)
    except (ValidationError, KeyError):
        return None
    return read


def _remembered(path: str, statement: Statement) -> dict[str, Any]:
    visible = shown(statement.text)
    entry: dict[str, Any] = {"field": path, "key": key_of(path, visible)}
    if statement.evidence:
        entry["evidence"] = _spans(statement.evidence)
    if statement.origin != "notes":
        entry["origin"] = statement.origin
    if visible != statement.text:
        entry["text"] = statement.text
    return entry


def _asked(gap: Gap, summary: Summary) -> dict[str, Any]:
    entry: dict[str, Any] = {"field": gap.field, "kind": gap.kind.value, "question": gap.question}
    statement = _statement_at(summary, gap.field)
    if statement:
        entry["key"] = key_of(gap.field, shown(statement.text))
    if gap.detail:
        entry["detail"] = gap.detail
    if gap.evidence:
        entry["evidence"] = _spans(gap.evidence)
    return entry


def _statement_at(summary: Summary, path: str) -> Statement | None:
    try:
        value = get(summary, path)
    except IndexError:
        return None
    return value if isinstance(value, Statement) else None


def _is_plain(gap: Gap, language: Language) -> bool:
    """Whether the template says it all: the field is empty, and its own question is asked."""
    spec: FieldSpec = field_spec(gap.field)
    return gap.kind is GapKind.MISSING and gap.question == spec.info.gap.get(language)


def _spans(evidence: list[EvidenceSpan]) -> list[list[int]]:
    return [[span.line, span.start, span.end] for span in evidence]


def _safe(written: str) -> str:
    return _UNSAFE.sub(lambda found: _by_number(found[0]), written)


def _by_number(char: str) -> str:
    return json.dumps(char)[1:-1] if not char.isascii() else f"\\u{ord(char):04x}"
