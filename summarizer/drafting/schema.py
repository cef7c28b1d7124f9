"""The response model of an ask, built by walking the template, and reading its answers back into a summary.

What is sent is strict (every key required, nullable, bounded); what is accepted is not: a model that answers with
a bare string where an object was asked for, or leaves a key out, has still answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Annotated, Any, cast

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema, create_model

from summarizer.providers.answer import Answer
from summarizer.template import Action, EvidenceSpan, FieldSpec, Statement, Summary, field_spec, put

MAX_ITEMS = 8
MAX_TEXT = 600
MAX_COPIED = 80
MAX_LINES = 6
_MAX_LINE_NUMBER = 1_000_000

_NOTHING = frozenset(
    [
        *"- — 无 暂无 没有 未提及 未提到 未说明 不详 待定 空 null none n/a unknown tbd".split(),
        *("", "not mentioned", "not stated", "not specified"),
    ]
)


class Cited(Answer):
    """A value with the numbers of the lines the model says it rests on; verification looks for itself."""

    text: str | None = None
    lines: list[int] = Field(default_factory=list)


def _cited(value: Any) -> Any:
    """Anything a model may send for one value."""
    if value is None or isinstance(value, Cited):
        return value
    if isinstance(value, (str, int, float)):
        return {"text": str(value)}
    if isinstance(value, list):
        return {"text": "；".join(str(part) for part in value if isinstance(part, (str, int, float)))}
    if isinstance(value, dict):
        lines = value.get("lines") or [
            span.get("line") for span in value.get("evidence") or [] if isinstance(span, dict)
        ]
        if not isinstance(lines, list):
            lines = [lines]
        numbers = [line for line in lines if isinstance(line, int) and 0 < line < _MAX_LINE_NUMBER]
        text = value.get("text")
        return {"text": None if text is None else str(text), "lines": numbers[:MAX_LINES]}
    return value


def _listed(value: Any) -> Any:
    """Anything a model may send for a list: the list, one bare item, or nothing; never more than the bound."""
    if value is None:
        return []
    return (value if isinstance(value, list) else [value])[:MAX_ITEMS]


def _leaf_schema(evidence: bool) -> dict[str, Any]:
    text = {"type": "string", "maxLength": MAX_TEXT if evidence else MAX_COPIED}
    if not evidence:
        return {"anyOf": [text, {"type": "null"}]}
    cited = {
        "type": "object",
        "properties": {
            "text": text,
            "lines": {"type": "array", "items": {"type": "integer"}, "maxItems": MAX_LINES},
        },
        "required": ["text", "lines"],
        "additionalProperties": False,
    }
    return {"anyOf": [cited, {"type": "null"}]}


def _leaf(evidence: bool) -> Any:
    return Annotated[Cited | None, BeforeValidator(_cited), WithJsonSchema(_leaf_schema(evidence))]


def _list_of(item: Any, schema: dict[str, Any]) -> Any:
    bounded = {"type": "array", "items": schema, "maxItems": MAX_ITEMS}
    return Annotated[list[item], BeforeValidator(_listed), WithJsonSchema(bounded)]


def _annotation(spec: FieldSpec, evidence: bool) -> Any:
    leaf_schema = _leaf_schema(evidence)
    if not spec.many:
        return _leaf(evidence)
    if not spec.slots:
        return _list_of(_leaf(evidence), leaf_schema["anyOf"][0])
    slots = {slot.name: (_leaf(evidence), None) for slot in spec.slots}
    row = create_model("Row", __base__=Answer, **cast("dict[str, Any]", slots))
    row_schema = {
        "type": "object",
        "properties": {slot.name: leaf_schema for slot in spec.slots},
        "required": [slot.name for slot in spec.slots],
        "additionalProperties": False,
    }
    return _list_of(row, row_schema)


def _require_all(schema: dict[str, Any]) -> None:
    schema["required"] = list(schema.get("properties", {}))
    schema["additionalProperties"] = False
    schema.pop("description", None)


def copy_model(spec: FieldSpec) -> type[Answer]:
    """The response model for one short value copied out of a few sentences."""
    return _copy_model(spec.path)


@cache
def _copy_model(path: str) -> type[Answer]:
    spec = field_spec(path)
    members: dict[str, Any] = {spec.name: (_annotation(spec, False), [] if spec.many else None)}
    return _strict(create_model("Copied", __base__=Answer, **members))


def answer_model(specs: Sequence[FieldSpec]) -> type[Answer]:
    """The response model for these fields with the lines they rest on, nested as the field paths are."""
    return _answer_model(tuple(spec.path for spec in specs))


@cache  # building one takes as long as verifying a page of notes
def _answer_model(paths: tuple[str, ...]) -> type[Answer]:
    tree: dict[str, Any] = {}
    for spec in map(field_spec, paths):
        node = tree
        *parents, name = spec.path.split(".")
        for parent in parents:
            node = node.setdefault(parent, {})
        node[name] = spec
    return _model("CoachingSummary", tree)


def _model(name: str, tree: dict[str, Any]) -> type[Answer]:
    members: dict[str, Any] = {}
    for key, node in tree.items():
        if isinstance(node, FieldSpec):
            members[key] = (_annotation(node, True), [] if node.many else None)
        else:
            inner = _model(key.title(), node)
            members[key] = (inner, Field(default_factory=inner))
    return _strict(create_model(name, __base__=Answer, **members))


def _strict(model: type[Answer]) -> type[Answer]:
    model.model_config["json_schema_extra"] = _require_all
    model.model_rebuild(force=True)
    return model


def to_summary(answer: BaseModel, specs: Sequence[FieldSpec]) -> Summary:
    """The values of an answer as statements of a summary; cited lines become whole-line evidence to be checked."""
    summary = Summary()
    for spec in specs:
        value: Any = answer
        for name in spec.path.split("."):
            value = getattr(value, name, None)
        if spec.slots:
            put(summary, spec.path, _rows(spec, value or []))
        elif spec.many:
            put(summary, spec.path, [said for item in value or [] if (said := _statement(item))])
        else:
            put(summary, spec.path, _statement(value))
    return summary


def _rows(spec: FieldSpec, rows: list[Any]) -> list[Action]:
    built = []
    for row in rows:
        slots = {slot.name: _statement(getattr(row, slot.name, None)) for slot in spec.slots}
        if slots["task"] is not None:
            built.append(Action.model_validate(slots))
    return built


def _statement(cited: Cited | None) -> Statement | None:
    text = " ".join((cited.text or "").split()) if cited else ""
    if cited is None or text.strip("。. []〔〕（）()").lower() in _NOTHING:
        return None
    # end=0 says that the model named the line, not where in it.
    hints = [EvidenceSpan(line=line, start=0, end=0) for line in cited.lines]
    return Statement(text=text[:MAX_TEXT], evidence=hints)
