"""A Markdown document as the tree that its printed forms are made from."""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from summarizer.text.patterns import deferred

# A program's own letters (form feeds, escapes) show nowhere, and XML has no place for them.
_CONTROL = deferred("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]")
_COMMENT = deferred(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = deferred(r"<br\s*/?>", re.IGNORECASE)
_SAFE_LINK = deferred(r"(?:https?|mailto):", re.IGNORECASE)
_BOX = deferred(r"^\[([ xX])\](?=\s)")


def parser() -> MarkdownIt:
    """A new parser of CommonMark with tables, strikethrough and footnotes, as editors know it."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin)


def printable(markdown: str) -> str:
    """A document without the characters that no printed form can hold; a BOM and CRLF gone too."""
    return _CONTROL.sub("", markdown.removeprefix("\ufeff").replace("\r\n", "\n"))


def tree(markdown: str, last: str = "") -> SyntaxTreeNode:
    """The document as a tree of blocks; `last` is the heading that its footnotes stand before."""
    return SyntaxTreeNode(notes_before(parser().parse(printable(markdown)), last))


def notes_before(tokens: list[Token], heading: str) -> list[Token]:
    """The tokens of a document with its footnotes before the last heading of this text; at the end where there is none.

    Its class is then `record`, for a style sheet.
    """
    first = next((at for at, token in enumerate(tokens) if token.type == "footnote_block_open"), len(tokens))
    headings = [
        at
        for at, token in enumerate(tokens[:first])
        if token.type == "heading_open" and heading and tokens[at + 1].content == heading
    ]
    if not headings:
        return tokens
    tokens[headings[-1]].attrSet("class", "record")
    return [*tokens[: headings[-1]], *tokens[first:], *tokens[headings[-1] : first]]


def title(markdown: str) -> str:
    """The text of the first heading; "" where there is none."""
    heading = next((node for node in tree(markdown).children if node.type == "heading"), None)
    return plain(heading) if heading else ""


def plain(node: SyntaxTreeNode) -> str:
    """The words of a node, without its markup."""
    return "".join(child.content for child in node.walk() if child.type in ("text", "code_inline"))


def html_pieces(source: str) -> list[str | None]:
    """Raw HTML as what is shown of it: its text as it stands, None for a line break, nothing of a comment."""
    pieces: list[str | None] = []
    for number, piece in enumerate(_BREAK.split(_COMMENT.sub("", source))):
        if number:
            pieces.append(None)
        if piece:
            pieces.append(piece)
    return pieces


def safe_link(target: str) -> bool:
    """Whether a link may be followed from a document: it leads to a page or an address, and runs nothing."""
    return bool(_SAFE_LINK.match(target))


def boxed(text: str) -> str:
    """The text of a list item, the box of a task (`[x] `) as a sign that print has."""
    return _BOX.sub(lambda found: "☐" if found[1] == " " else "☑", text)


def wide(char: str) -> bool:
    """Whether a character takes the room of two Latin ones."""
    return unicodedata.east_asian_width(char) in "WF"


def runs_on(before: str, after: str) -> bool:
    """Whether a line's end in the file is nothing in print: between Chinese characters it would leave a gap."""
    return bool(before and after) and wide(before[-1]) and wide(after[0])
