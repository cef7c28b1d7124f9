"""Raw coaching notes in, a verified coaching summary out, with every gap flagged.

`draft`, `check` and `finalize` are for those who call from Python (`docs/api.md`); everything else may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.api import Checked, Drafted, check, draft, finalize
    from summarizer.errors import EndpointError, InputError, SummarizerError, UsageError
    from summarizer.review.finalize import OpenGapsError
    from summarizer.review.given import Final

__version__ = "0.1.0"

_HOMES = {
    "Checked": "summarizer.api",
    "Drafted": "summarizer.api",
    "EndpointError": "summarizer.errors",
    "Final": "summarizer.review.given",
    "InputError": "summarizer.errors",
    "OpenGapsError": "summarizer.review.finalize",
    "SummarizerError": "summarizer.errors",
    "UsageError": "summarizer.errors",
    "check": "summarizer.api",
    "draft": "summarizer.api",
    "finalize": "summarizer.api",
}

__all__ = [
    "Checked",
    "Drafted",
    "EndpointError",
    "Final",
    "InputError",
    "OpenGapsError",
    "SummarizerError",
    "UsageError",
    "check",
    "draft",
    "finalize",
]


def __getattr__(name: str) -> object:
    """The public names, imported when they are first asked for: the commands must not wait for all of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
