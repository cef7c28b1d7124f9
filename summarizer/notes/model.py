"""Notes: the numbered lines that every later stage speaks about."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.template import Language


class Line(NamedTuple):
    """One line of the source as it stands there; `number` counts from 1, blank lines included."""

    number: int
    text: str


class Notes(NamedTuple):
    """What a person handed in. `sha256` is that of the bytes, so that a draft can be tied to its source."""

    name: str
    sha256: str
    lines: tuple[Line, ...]

    @property
    def content(self) -> tuple[Line, ...]:
        """The lines that say anything."""
        return tuple(line for line in self.lines if line.text.strip())

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def line(self, number: int) -> Line:
        return self.lines[number - 1]


def language_of(text: str) -> Language:
    """The language the notes are written in.

    A Chinese character says about as much as half an English word, so the two are weighed like that;
    Chinese notes full of English terms (KPI, review, deadline) stay Chinese.
    """
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    english = len([word for word in text.split() if word.isascii() and any(c.isalpha() for c in word)])
    return "zh" if chinese >= english * 1.5 and chinese else "en"
