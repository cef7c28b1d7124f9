"""The footnotes of a draft that quote the notes, and what may rest on them."""

from __future__ import annotations

import re

from summarizer.review.model import Part, PartKind, ReadBack
from summarizer.template import Language, statements
from summarizer.text.patterns import deferred
from summarizer.wording import say

_LABEL = deferred(r"\s*+\[\^([^\]\s]{1,40})\](?::\s*)?")


def label_of(text: str, part: Part) -> str:
    """The label of a footnote or of a reference to one; "" for what has none."""
    found = _LABEL.match(text, part.start, part.end)
    return found[1] if found else ""


def sources_of(text: str, read: ReadBack) -> dict[str, str]:
    """The footnotes that quote the notes, by label, in their order; those a person put there are none."""
    quoting = re.compile(_place(read.draft.language))
    found: dict[str, str] = {}
    for part in read.parts:
        written = text[part.start : part.end].strip()
        label = _LABEL.match(written)
        if part.kind is PartKind.FOOTNOTE and label and quoting.match(written, label.end()):
            found[label[1]] = written[label.end() :]
    return found


def quotes_of(source: str, language: Language) -> list[str]:
    """The single lines that a footnote quotes."""
    end = re.escape(say(language, "draft.quote", text="\0").rpartition("\0")[2])
    return [piece.strip() for piece in re.split(rf"(?<={end})[；;]\s*(?={_place(language)})", source)]


def unbacked(read: ReadBack) -> frozenset[str]:
    """The paths of a person's own words, which no line bears out: a number beside them was left behind by other words.

    Without its record a draft cannot tell whose words they are, and all numbers stay.
    """
    if read.provenance is None:
        return frozenset()
    return frozenset(
        path
        for path, _, statement in statements(read.draft.summary)
        if statement.origin == "reviewer" and not statement.evidence
    )


def _place(language: Language) -> str:
    """What a quote begins with: its line, or its time in a recording."""
    line = re.escape(say(language, "draft.line", line="\0")).replace("\0", r"\d+")
    return rf"(?:{line}|\d+:\d\d:\d\d)"
