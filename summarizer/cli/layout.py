"""Help as it stands on a terminal: click's layout, with Chinese counted as wide as it is and broken where it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

import click

_ADHERES = "，。、；：！？）》”’」』】〕…·,.;:!?)]}%"
"""What no line begins with."""

_HOLDS = "（《“‘「『【〔([{"
"""What no line ends with."""


def cells(text: str) -> int:
    """How many columns of a terminal a text takes up."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph in lines of at most `width` columns; what has no place to break at may be longer."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and cells(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """What a line may not be broken within: words with the space behind them, wide characters with their signs."""
    piece = ""
    for char, after in zip(text, f"{text[1:]} ", strict=True):
        piece += char
        wide = cells(char) == 2 or cells(after) == 2
        if char == " " or (wide and after not in _ADHERES + " " and char not in _HOLDS):
            yield piece
            piece = ""
    if piece:
        yield piece


class Formatter(click.HelpFormatter):
    """Click's formatter where a text may be Chinese."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        paragraphs = (wrapped(paragraph, self.width - len(indent)) for paragraph in re.split(r"\n{2,}", text))
        self.write("\n\n".join("\n".join(f"{indent}{line}" for line in lines) for lines in paragraphs) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max((cells(term) for term, _ in rows), default=0), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, said in rows:
            head, *others = wrapped(said, max(self.width - first - self.current_indent, 10)) or [""]
            if cells(term) + col_spacing > first:
                self.write(f"{indent}{term}\n{indent}{' ' * first}{head}".rstrip() + "\n")
            else:
                self.write(f"{indent}{term}{' ' * (first - cells(term))}{head}".rstrip() + "\n")
            for line in others:
                self.write(f"{indent}{' ' * first}{line}\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{heading}{':' if heading.isascii() else '：'}\n")

    def write_lines(self, text: str) -> None:
        """A text whose lines stay as they are, such as commands to be copied."""
        self.write("".join(f"{' ' * self.current_indent}{line}\n" for line in text.splitlines()))
