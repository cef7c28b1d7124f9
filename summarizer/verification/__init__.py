"""Plain code that checks every statement of a summary against the notes and reports the gaps.

What this package offers is imported when it is used: reading a draft back needs the gaps, and no grounding.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.verification.carried import carry_over
    from summarizer.verification.checking import Verified, forget, verify
    from summarizer.verification.lost import is_unread, unread
    from summarizer.verification.rehearsal import rehearse

__all__ = ["Verified", "carry_over", "forget", "is_unread", "rehearse", "unread", "verify"]

_HOMES = {
    "Verified": "checking",
    "carry_over": "carried",
    "forget": "checking",
    "is_unread": "lost",
    "rehearse": "rehearsal",
    "unread": "lost",
    "verify": "checking",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
