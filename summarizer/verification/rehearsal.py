"""Verification of two lines of our own, for who has time before the first draft comes and none when it is there."""

from __future__ import annotations

from typing import get_args

from summarizer.notes.reading import from_bytes
from summarizer.template import Language, Summary
from summarizer.verification.checking import verify

_SAID = {
    "zh": {"owner": "小吴", "task": "把三点五万元的二十三张单子交给我", "due": "下周三下午三点"},
    "en": {"owner": "Erin", "task": "hands the list of twenty-three orders to me", "due": "by next Wednesday at 3 pm"},
}


def rehearse() -> None:
    """Load the libraries and compile the patterns that verification leaves for its first use: a third of a second."""
    for language in get_args(Language):
        said = _SAID[language]
        notes = from_bytes("\n".join((" ".join(said.values()), *said.values())).encode(), "")
        action = {name: {"text": text} for name, text in said.items()}
        verify(Summary.model_validate({"plan": {"actions": [action]}}), notes, language)
