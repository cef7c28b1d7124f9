"""Field paths in words."""

from __future__ import annotations

from summarizer.template import Language, field_spec
from summarizer.wording import say


def field_name(path: str, language: Language) -> str:
    """A field path as a reader knows it: `行动项2 · 责任人`."""
    spec = field_spec(path)
    label = spec.info.label.get(language)
    if "[" not in path:
        return label
    number = int(path.partition("[")[2].partition("]")[0]) + 1
    if spec.path.count(".") > path.partition("[")[0].count("."):
        return f"{say(language, 'draft.action', number=number)} · {label}"
    return f"{label} · {say(language, 'draft.item', number=number)}"
