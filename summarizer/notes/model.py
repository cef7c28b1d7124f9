"""Notes: the numbered lines that every later stage speaks about."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.template import Language


class Line(NamedTuple):
    """One line of the notes, or what one speaker said at one time.

    `number` counts the lines of the notes as read, from 1 and without holes; evidence, prompts and the review page all
    mean this number. In plain notes that is the line an editor shows, blank lines included. In a transcript it counts
    the lines made of turns, because cues are joined and long turns cut: there the speaker and the time lead back to
    the recording, and `source_line` to the file.
    """

    number: int
    text: str
    """What stands there; of a spoken line only the words, without label, time or markup."""
    speaker: str | None = None
    """Who says it, as the transcript names them: a name, or 说话人1. None where it does not say."""
    time: float | None = None
    """Seconds at which it begins: from the start of the recording, or of the day where the tool writes that."""
    source_line: int | None = None
    """The line of the file it begins on, as an editor counts; None where a file has no lines (Word, PDF, JSON)."""

    @property
    def clock(self) -> str | None:
        """The time as `00:12:31`."""
        if self.time is None:
            return None
        minutes, seconds = divmod(int(self.time), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"

    @property
    def attributed(self) -> str:
        """The text with its speaker before it, for a reader who has to know who says it."""
        if self.speaker is None:
            return self.text
        return f"{self.speaker}{': ' if self.speaker.isascii() else '：'}{self.text}"


class Remark(NamedTuple):
    """Something in the file that could not be read as it stands, or that was left out on purpose."""

    message: str
    """The id of its text, under `read.`"""
    lines: tuple[int, ...]
    """Lines of the file as an editor counts; in a file without lines those of its text, in JSON its entries, from 1."""


class Notes(NamedTuple):
    """What a person handed in. `sha256` is that of the bytes, so that a draft can be tied to its source."""

    name: str
    sha256: str
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()

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
