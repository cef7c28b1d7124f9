"""How much of a file is read. More than this is a wrong file, not a coaching session."""

from __future__ import annotations

from summarizer.errors import InputError

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 400_000
"""About twenty hours of talk."""
MAX_MARKUP = 4_000_000
"""Characters of a file of cues, or one in HTML, markup included."""
MAX_LINES = 250_000
"""Lines with something on them in a file of cues: twenty hours with their numbers and timings."""


def too_long(name: str) -> InputError:
    """The error for a file that holds more."""
    return InputError("input.too_long", name=name, limit=f"{MAX_CHARACTERS:,}")
