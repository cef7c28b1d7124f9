"""Text of any origin made to show as itself in Markdown."""

from __future__ import annotations

import re

from summarizer.text.patterns import deferred

# Each of these can begin something inline in CommonMark, GFM, footnotes or dollar maths; a ^ before a footnote's
# number would make it the text of a footnote.
_INLINE = deferred(r"([\\`*_\[\]<>&|~$^])")
# At the start of a block these would begin a heading, a list, a rule or a definition.
_BLOCK_START = deferred(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$|-)|:(?=\s)|(\d{1,9})([.)])(?=\s|$))")
# They would change the direction or order in which a reader sees the text around them, or not show at all.
INVISIBLE = deferred(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    # A joiner shows where it makes one picture of two (👩‍💻), and nowhere else.
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)


def shown(text: str) -> str:
    """Text as a reader sees it: line ends become spaces; invisible and bidi controls are shown by number."""
    line = " ".join(text.split())
    return INVISIBLE.sub(lambda found: f"(U+{ord(found[0]):04X})", line)


def inline(text: str) -> str:
    """Text for the middle of a line."""
    # The bracket of our own marks becomes an entity: a parser shows it, and can tell it from a mark's.
    return _INLINE.sub(r"\\\1", shown(text)).replace("〔", "&#12308;")


def block(text: str) -> str:
    """Text that begins a block, such as a list item or a paragraph."""
    escaped = inline(text)

    def neutral(found: re.Match[str]) -> str:
        if found[3]:
            return f"{found[1]}{found[3]}\\{found[4]}"
        return f"{found[1]}\\{found[2]}"

    return _BLOCK_START.sub(neutral, escaped)


def cell(text: str) -> str:
    """Text for a table cell; an empty one would let formatters drop the column."""
    return inline(text) or " "


def enclosed(text: str) -> str:
    """Text for the inside of brackets: its own become entities, so that the outer ones can be told from them."""
    return re.sub(r"[()（），,]", lambda found: f"&#{ord(found[0])};", inline(text))
