"""Positions in a text, from code points as Python counts to UTF-16 units as JavaScript does."""

from __future__ import annotations

from bisect import bisect_left


class Units:
    """The positions of one text. Only characters beyond U+FFFF, such as 𠮷 and 👍, count for two units."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, char in enumerate(text) if ord(char) > 0xFFFF]

    def at(self, offset: int) -> int:
        """The position in units of an offset in code points."""
        return offset + bisect_left(self._wide, offset)

    def range(self, start: int, end: int) -> tuple[int, int]:
        return self.at(start), self.at(end)
