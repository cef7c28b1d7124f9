"""A Markdown text as blocks whose every character knows where it stands in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from summarizer.review.characters import Char, characters, parser
from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_END = deferred(r"\r\n?|\n")


class Cell(NamedTuple):
    """A table cell; `start` and `end` enclose what is in it, without the space around."""

    chars: tuple[Char, ...]
    start: int
    end: int


class Row(NamedTuple):
    """A row of a table, with how many cells it has that no column is for."""

    line: int
    cells: tuple[Cell, ...]
    surplus: int = 0


class BlockKind(Enum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    FOOTNOTE = "footnote"
    HTML = "html"
    OTHER = "other"
    """Code and rules, which no field is made of."""


class Block(NamedTuple):
    """A heading, paragraph or table; `start` and `end` enclose its lines with their line ends."""

    kind: BlockKind
    line: int
    """The line it begins on, from 1."""
    start: int
    end: int
    chars: tuple[Char, ...] = ()
    depth: int = 0
    """In how many lists it stands."""
    item: int = 0
    """The number of its list item, 0 outside lists."""
    first: bool = False
    """Whether its list item begins with it."""
    quoted: bool = False
    rows: tuple[Row, ...] = ()


def blocks_of(text: str) -> list[Block]:
    """The blocks of a Markdown text, in its order. Line ends of any kind and a byte order mark are no obstacle."""
    return list(_Blocks(text).walk())


class Lines:
    """Where the lines of a text begin and end."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = [len(text) - len(text.removeprefix("\ufeff"))]
        self._ends: list[int] = []
        for found in _LINE_END.finditer(text):
            self._ends.append(found.start())
            self._starts.append(found.end())
        self._ends.append(len(text))
        self._length = len(text)

    def start(self, index: int) -> int:
        return self._starts[index] if index < len(self._starts) else self._length

    def end(self, index: int) -> int:
        return self._ends[index] if index < len(self._ends) else self._length

    def number(self, offset: int) -> int:
        """The line an offset stands on, from 1."""
        return max(1, bisect_right(self._starts, offset))


class _Blocks:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._items: list[int] = []
        self._fresh = False
        self._count = 0
        self._lists = 0
        self._quotes = 0

    def walk(self) -> Iterator[Block]:
        tokens = parser().parse(self._text.removeprefix("\ufeff"))
        index = 0
        while index < len(tokens):
            token = tokens[index]
            self._enter(token)
            if token.type in ("heading_open", "paragraph_open"):
                kind = BlockKind.HEADING if token.type == "heading_open" else BlockKind.PARAGRAPH
                yield self._block(kind, token, chars=tuple(self._inline(tokens[index + 1])))
            elif token.type == "table_open":
                end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
                yield self._block(BlockKind.TABLE, token, rows=tuple(self._rows(tokens[index:end])))
                index = end
            elif token.type in _LEAVES:
                yield self._block(_LEAVES[token.type], token)
            index += 1

    def _enter(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists -= 1
        elif token.type == "list_item_open":
            self._count += 1
            self._items.append(self._count)
            self._fresh = True
        elif token.type == "list_item_close":
            self._items.pop()
            self._fresh = False
        elif token.type == "blockquote_open":
            self._quotes += 1
        elif token.type == "blockquote_close":
            self._quotes -= 1

    def _block(self, kind: BlockKind, token: Token, chars: tuple[Char, ...] = (), rows: tuple[Row, ...] = ()) -> Block:
        first, last = token.map or [0, 0]
        block = Block(
            kind,
            first + 1,
            self._lines.start(first),
            self._lines.start(last),
            chars,
            self._lists,
            self._items[-1] if self._items else 0,
            self._fresh,
            self._quotes > 0,
            rows,
        )
        self._fresh = False
        return block

    def _inline(self, token: Token) -> Iterator[Char]:
        """The characters of a paragraph, each line of which is the end, or at least a part, of a line of the file."""
        places: list[int] = []
        first = (token.map or [0])[0]
        for number, piece in enumerate(token.content.split("\n")):
            start = self._lines.start(first + number)
            line = self._text[start : self._lines.end(first + number)].replace("\0", "\ufffd")
            at = line.rstrip().rfind(piece.rstrip()) if line.rstrip().endswith(piece.rstrip()) else line.find(piece)
            if at < 0:  # a tab of the file is some spaces to the parser
                at = len(line) - len(line.lstrip()) - (len(piece) - len(piece.lstrip()))
            places += [start + at + offset for offset in range(len(piece) + 1)]
        yield from characters(token.content, places)

    def _rows(self, tokens: list[Token]) -> Iterator[Row]:
        columns = 0
        for token in tokens:
            if token.type != "tr_open":
                continue
            number = (token.map or [0])[0]
            cells = list(self._cells(number))
            columns = columns or len(cells)
            yield Row(number + 1, tuple(cells[:columns]), max(0, len(cells) - columns))

    def _cells(self, number: int) -> Iterator[Cell]:
        """The cells of a row. A pipe behind a backslash is one, and loses the backslash before the cell is read."""
        start, end = self._lines.start(number), self._lines.end(number)
        line = self._text[start:end]
        begin = re.match(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)*", line)
        left = begin.end() if begin else 0
        right = len(line.rstrip())
        cuts = [i for i in range(left, right) if line[i] == "|" and (i == left or line[i - 1] != "\\")]
        edges = [left - 1, *cuts, right]
        inner = [(one + 1, other) for one, other in pairwise(edges)]
        if inner and inner[0][0] >= inner[0][1]:
            inner.pop(0)
        if inner and inner[-1][0] >= inner[-1][1]:
            inner.pop()
        for one, other in inner:
            kept = [i for i in range(one, other) if not (line[i] == "\\" and i + 1 < other and line[i + 1] == "|")]
            while kept and line[kept[0]].isspace():
                kept.pop(0)
            while kept and line[kept[-1]].isspace():
                kept.pop()
            if not kept:
                at = start + min(one + 1, other)
                yield Cell((), at, at)
                continue
            content = "".join(line[i] for i in kept).replace("\0", "\ufffd")
            places = [start + i for i in kept]
            # A backslash left out stands before its pipe: the pipe's place begins with it.
            places = [p - 1 if self._text[p] == "|" and self._text[p - 1] == "\\" else p for p in places]
            yield Cell(tuple(characters(content, [*places, start + kept[-1] + 1])), places[0], start + kept[-1] + 1)


_LEAVES = {
    "footnote_definition": BlockKind.FOOTNOTE,
    "html_block": BlockKind.HTML,
    "fence": BlockKind.OTHER,
    "code_block": BlockKind.OTHER,
    "hr": BlockKind.OTHER,
}
