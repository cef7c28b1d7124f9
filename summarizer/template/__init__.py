"""The coaching template as a Pydantic model that carries its own metadata."""

from summarizer.template.metadata import (
    EvidenceSpan,
    FieldInfo,
    Importance,
    Kind,
    Language,
    SectionInfo,
    Statement,
    Text,
)
from summarizer.template.model import LEAD, NAME, TITLE, Action, Summary
from summarizer.template.walk import (
    FieldSpec,
    field_spec,
    fields,
    get,
    importance,
    put,
    section_heading,
    statements,
)

__all__ = [
    "LEAD",
    "NAME",
    "TITLE",
    "Action",
    "EvidenceSpan",
    "FieldInfo",
    "FieldSpec",
    "Importance",
    "Kind",
    "Language",
    "SectionInfo",
    "Statement",
    "Summary",
    "Text",
    "field_spec",
    "fields",
    "get",
    "importance",
    "put",
    "section_heading",
    "statements",
]
