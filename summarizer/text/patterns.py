"""Regular expressions that are compiled when a text first needs them.

Compiling all that the program knows takes longer than checking a draft may: a command pays for what its texts need.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def deferred(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Like `re.compile`, but it costs nothing until the pattern is used; a faulty pattern raises only then."""
    return cast("re.Pattern[str]", _Deferred(pattern, flags))


def just_before(pattern: re.Pattern[str], text: str, end: int, reach: int = 80) -> re.Match[str] | None:
    """What a pattern that ends in `$` finds at the end of what stands before an offset, at most `reach` characters of it.

    Looked for from the beginning, it takes a line's whole length at each of a line's dates or names.
    """
    return pattern.search(text, max(0, end - reach), end)


class _Deferred:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """The methods of the compiled pattern, which from then on are found on this object itself: as fast as its own."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return getattr(compiled, name)
