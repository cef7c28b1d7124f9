"""The JSON form of a draft."""

from __future__ import annotations

from summarizer.record import Draft


def render_json(draft: Draft) -> str:
    """The draft as the one object that scripts rely on."""
    return draft.model_dump_json(indent=2) + "\n"
