"""The names in notes as the embedded model lists them, word for word; what it does not copy out of the text is nothing.

The model runs on this machine: this is the one ask that sees what notes say before anything is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Template
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema

from summarizer.drafting.promptfiles import load
from summarizer.drafting.prompts import neutral
from summarizer.errors import TruncatedAnswerError
from summarizer.notes import Notes
from summarizer.providers.answer import Answer
from summarizer.providers.connection import Connection, Message
from summarizer.redaction.kinds import Kind, Value, folded
from summarizer.redaction.names import person
from summarizer.template import Language

_CHUNK = 120
"""Characters of one ask: of more at once the model lists some and leaves the rest."""
_MOST, _LONGEST = 16, 30
_MAX_TOKENS = 200
_NOT_A_NAME = re.compile(r"[\d。，,；;：:！!？?“”\"\n]")


def _listed(value: Any) -> Any:
    """Anything a model may send for a list of names."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


_Names = Annotated[
    list[str],
    BeforeValidator(_listed),
    WithJsonSchema(
        {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": _LONGEST}, "maxItems": _MOST}
    ),
]


def _require_all(schema: dict[str, Any]) -> None:
    schema["required"] = list(schema["properties"])
    schema["additionalProperties"] = False
    schema.pop("description", None)


class Names(Answer):
    people: _Names = Field(default_factory=list)
    companies: _Names = Field(default_factory=list)

    model_config = ConfigDict(json_schema_extra=_require_all)


async def listed(notes: Notes, language: Language, connection: Connection) -> list[Value]:
    """The people and companies that the model finds. Raises EndpointError when it gives no usable answer."""
    found: list[Value] = []
    for chunk in _chunks(notes):
        for names in await _ask(chunk, language, connection):
            found += [value for name in names.people for value in person(_copied(name, chunk))]
            found += [
                Value(Kind.COMPANY, copied) for name in names.companies if len(copied := _copied(name, chunk)) > 1
            ]
    return found


def _copied(name: str, chunk: str) -> str:
    """A name as it stands in the text, or nothing."""
    name = folded(name).strip()
    return name if name in folded(chunk) and not _NOT_A_NAME.search(name) else ""


async def _ask(chunk: str, language: Language, connection: Connection) -> list[Names]:
    prompt = load(language, "names")
    body = Template(prompt.parts["ask"]).substitute(text=neutral(chunk))
    messages = [Message("system", prompt.parts["system"]), Message("user", body)]
    try:
        return [await connection.ask(messages, Names, _MAX_TOKENS)]
    except TruncatedAnswerError:
        if len(chunk) < _CHUNK // 4:
            raise
        # Many names, or one over and over: fewer words at once, with what stands at the cut in both halves.
        half, overlap = len(chunk) // 2, _CHUNK // 10
        return [
            names
            for part in (chunk[: half + overlap], chunk[half - overlap :])
            for names in await _ask(part, language, connection)
        ]


def _chunks(notes: Notes) -> Iterator[str]:
    """The notes in pieces of whole lines; a long line is cut with some of it in both pieces."""
    chunk = ""
    for line in notes.content:
        text = line.text.strip()
        if chunk and len(chunk) + len(text) > _CHUNK:
            yield chunk
            chunk = ""
        chunk = f"{chunk}\n{text}" if chunk else text
        while len(chunk) > 2 * _CHUNK:
            yield chunk[: 2 * _CHUNK]
            chunk = chunk[2 * _CHUNK - _LONGEST :]
    if chunk:
        yield chunk
