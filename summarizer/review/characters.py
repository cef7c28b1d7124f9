"""Inline Markdown as characters that know where they stand in the file, and the parser behind it.

markdown-it-py parses; what it does not tell, the offsets of inline content, is recorded by a rule that comes before
its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from summarizer.text.patterns import deferred

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_REFERENCE = deferred(r"\[\^([^\]\s]{1,40})\]")
_DEFINITION = deferred(r"\[\^[^\]\s]{1,40}\]:")
_BEGINS_BLOCK = deferred(r"\s{0,3}(?:\[\^|#|<|\||>|[-*+](?:\s|$))")
_BREAK_TAG = deferred(r"<br\s*/?>", re.IGNORECASE)


class CharKind(Enum):
    """How a character got where it is."""

    PLAIN = "plain"
    """As it stands in the file; only such a one can be part of a mark or a label's colon."""
    ESCAPED = "escaped"
    """Behind a backslash, as an entity, or in code."""
    BREAK = "break"
    """The end of a line, or `<br>`."""
    REFERENCE = "reference"
    """A footnote's number."""
    COMMENT = "comment"


class Char(NamedTuple):
    """A character of the parsed text; `start` and `end` are where it stands in the file."""

    text: str
    start: int
    end: int
    kind: CharKind
    strong: bool


Chars = Sequence[Char]


def characters(content: str, places: Sequence[int]) -> Iterator[Char]:
    """The inline content as characters; `places` has the offset in the file of each position in the content."""
    markdown = parser()
    env: dict[str, list[tuple[int, int]]] = {"where": []}
    tokens: list[Token] = []
    markdown.inline.parse(content, markdown, env, tokens)
    bounds = [*env["where"], (len(content), len(tokens))]
    strong = 0
    for (begin, first), (end, last) in pairwise(bounds):
        at = begin
        for token in tokens[first:last]:
            strong += (token.type == "strong_open") - (token.type == "strong_close")
            kind = _KINDS.get(token.type, CharKind.PLAIN if token.type == "text" else None)
            text = token.content
            if token.type == "html_inline":
                kind = CharKind.ESCAPED
                if _BREAK_TAG.fullmatch(text):
                    kind = CharKind.BREAK
                elif text.startswith("<!--"):
                    kind = CharKind.COMMENT
            if kind is CharKind.PLAIN:
                for char in text:
                    here = min(at, end - 1)
                    yield Char(char, places[here], places[here] + 1, kind, strong > 0)
                    at += 1
            elif kind in (CharKind.BREAK, CharKind.REFERENCE, CharKind.COMMENT):
                yield Char("\n" if kind is CharKind.BREAK else "", places[begin], places[end - 1] + 1, kind, strong > 0)
            elif kind is not None:
                for char in text:
                    yield Char(char, places[begin], places[end - 1] + 1, kind, strong > 0)


_KINDS = {
    "text_special": CharKind.ESCAPED,
    "code_inline": CharKind.ESCAPED,
    "image": CharKind.ESCAPED,
    "html_inline": CharKind.ESCAPED,
    "softbreak": CharKind.BREAK,
    "hardbreak": CharKind.BREAK,
    "footnote_reference": CharKind.REFERENCE,
}


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and footnotes, whose inline content is left to `characters`."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable("table")
    # A footnote's definition would pass for a link's; inline content is parsed by `characters`.
    markdown.disable(["reference", "inline", "text_join", "fragments_join"])
    markdown.block.ruler.before(
        "paragraph", "footnote_definition", _footnote_definition, {"alt": ["paragraph", "blockquote", "list"]}
    )
    markdown.inline.ruler.before("text", "where", _where)
    markdown.inline.ruler.before("link", "footnote_reference", _footnote_reference)
    return markdown


def _where(state: StateInline, silent: bool) -> bool:
    """Write down that the tokens from here on come from this position; matches nothing."""
    if not silent:
        if state.pending:
            state.pushPending()
        state.env["where"].append((state.pos, len(state.tokens)))
    return False


def _footnote_reference(state: StateInline, silent: bool) -> bool:
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("footnote_reference", "", 0)
    state.pos = found.end()
    return True


def _footnote_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^1]: …` with the lines that continue it."""
    if state.is_code_block(start) or not _DEFINITION.match(state.src, state.bMarks[start] + state.tShift[start]):
        return False
    if silent:
        return True
    line = start + 1
    while line < end and not state.isEmpty(line):
        if _BEGINS_BLOCK.match(state.src, state.bMarks[line], state.eMarks[line]):
            break
        line += 1
    state.line = line
    token = state.push("footnote_definition", "", 0)
    token.map = [start, line]
    return True
