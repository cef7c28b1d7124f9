"""Walking the template: its fields as a flat list, and reading and writing a summary by field path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, cast, get_args

from pydantic import BaseModel

from summarizer.template.metadata import Described, FieldInfo, Importance, Kind, SectionInfo, Statement, Text
from summarizer.template.model import Summary


class FieldSpec(NamedTuple):
    """One field of the template where it stands: `plan.options`, or a slot such as `plan.actions.owner`."""

    path: str
    info: FieldInfo
    sections: tuple[SectionInfo, ...]
    many: bool
    slots: tuple[FieldSpec, ...] = ()

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def section(self) -> str:
        """The name of the top-level section the field belongs to."""
        return self.path.partition(".")[0]

    @property
    def kind(self) -> Kind:
        return self.info.kind


def _specs(model: type[BaseModel], prefix: str, sections: tuple[SectionInfo, ...]) -> Iterator[FieldSpec]:
    for name, declared in model.model_fields.items():
        path = f"{prefix}{name}"
        info = cast("Described", declared.json_schema_extra).info
        annotation = declared.annotation
        if isinstance(info, SectionInfo):
            yield from _specs(cast("type[BaseModel]", annotation), f"{path}.", (*sections, info))
            continue
        item = get_args(annotation)[0] if get_args(annotation) else annotation
        slots: tuple[FieldSpec, ...] = ()
        if item is not Statement:
            slots = tuple(_specs(cast("type[BaseModel]", item), f"{path}.", sections))
        yield FieldSpec(path, info, sections, getattr(annotation, "__origin__", None) is list, slots)


@cache
def fields() -> tuple[FieldSpec, ...]:
    """Every field, in the template's order; the slots of an action hang below `plan.actions`."""
    return tuple(_specs(Summary, "", ()))


@cache
def _by_path() -> dict[str, FieldSpec]:
    return {spec.path: spec for top in fields() for spec in (top, *top.slots)}


def field_spec(path: str) -> FieldSpec:
    """The field a path names; list positions are ignored, so `plan.actions[2].due` is the slot *due*.

    Raises KeyError for a path that the template does not have.
    """
    return _by_path()[re.sub(r"\[\d+\]", "", path)]


def get(summary: Summary, path: str) -> Any:
    """What stands at a field path: a Statement or None, a list, or an action's slot (`plan.actions[0].owner`)."""
    value: Any = summary
    for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        value = getattr(value, name)
        if index:
            value = value[int(index)]
    return value


def put(summary: Summary, path: str, value: Any) -> None:
    """Set what stands at a field path."""
    parent, _, name = path.rpartition(".")
    setattr(get(summary, parent), name, value)


def statements(summary: Summary) -> Iterator[tuple[str, FieldSpec, Statement]]:
    """Every statement of a summary with its full path and field, in the template's order."""
    for spec in fields():
        value = get(summary, spec.path)
        if not spec.many:
            if value is not None:
                yield spec.path, spec, value
            continue
        for index, item in enumerate(value):
            if not spec.slots:
                yield f"{spec.path}[{index}]", spec, item
                continue
            for slot in spec.slots:
                inner = getattr(item, slot.name)
                if inner is not None:
                    yield f"{spec.path}[{index}].{slot.name}", slot, inner


def importance(spec: FieldSpec, summary: Summary) -> Importance:
    """How much this field matters in this summary (see `FieldInfo.unless`)."""
    if spec.info.unless and get(summary, spec.info.unless) is not None:
        return Importance.OPTIONAL
    return spec.info.importance


def section_heading(name: str) -> Text:
    """The heading of a top-level section, such as `follow_up`."""
    return next(spec.sections[0].heading for spec in fields() if spec.section == name)
