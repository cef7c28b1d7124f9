"""A draft as somebody hands it in: read and checked, and made the final document."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from summarizer.notes import Notes
from summarizer.record import Draft, Gap
from summarizer.rendering.escaping import cell
from summarizer.rendering.names import field_name
from summarizer.review.check import DOUBTS, blocking, check_back, check_json
from summarizer.review.files import drafted, is_json
from summarizer.review.model import ReadBack
from summarizer.template import TITLE, Importance, Language
from summarizer.wording import say


class Reviewed(NamedTuple):
    """A draft as it was handed in, and checked; `read` is None for JSON."""

    name: str
    """What messages call it."""
    text: str
    read: ReadBack | None
    checked: Draft


def reviewed(text: str, name: str, notes: Notes | None = None) -> Reviewed:
    """Read a draft in Markdown or JSON and check it, against its notes where they are given.

    Raises InputError for JSON that is broken, or no draft.
    """
    if is_json(text):
        return Reviewed(name, text, None, check_json(text, name, notes))
    read = drafted(text, name)
    return Reviewed(name, text, read, check_back(read, notes))


class Final(NamedTuple):
    """The document of a reviewed draft; Markdown, and what is made of that."""

    markdown: str
    to_sign: str
    """The same with lines for signatures, which Word and HTML have."""
    language: Language
    on: date
    """The day it was made final."""

    def word(self) -> bytes:
        """The document as a Word file (.docx)."""
        from summarizer.rendering.word import word

        return word(self.to_sign, self.language, self.on)

    def html(self) -> str:
        """The document as one HTML page that connects to nothing."""
        from summarizer.rendering.web import web_page

        return web_page(self.to_sign, self.language)


def final(given: Reviewed, notes: Notes | None, on: date, keep_evidence: bool = False) -> Final:
    """The document of a draft that was checked; `on` is the day of today.

    A document in Markdown that is final already stays as it is, to be put into another form: it no longer holds what
    it was checked by. Raises OpenGapsError with the gaps that keep a draft from being final.
    """
    from summarizer.review.finalize import OpenGapsError, final_document

    if given.read and not given.read.parts and _is_final(given.text, given.checked.language):
        if open_ := _still_blocking(given.checked, given.text):
            raise OpenGapsError(given.name, open_)
        return Final(given.text, given.text, given.checked.language, on)
    if open_ := blocking(given.checked):
        raise OpenGapsError(given.name, open_)
    plain, to_sign = (
        final_document(given.checked, given.read, given.text, notes, on, keep_evidence, to_sign)
        for to_sign in (False, True)
    )
    return Final(plain, to_sign, given.checked.language, on)


def _is_final(text: str, language: Language) -> bool:
    """Whether a Markdown text is a document that `finalize` made: its closing section says so in our own words."""
    heading = re.escape(f"## {say(language, 'final.record')}")
    said = re.escape(say(language, "final.template", title=TITLE.get(language), name="\0", on="\0")).replace(
        "\0", r"\S+"
    )
    return re.search(rf"^{heading}\s+{said}", text, re.M) is not None


def _still_blocking(checked: Draft, text: str) -> list[Gap]:
    """The gaps that a document which is final already may not have; a field that somebody emptied since has one.

    What it lists as waived is settled, and what was in doubt was confirmed before.
    """
    language = checked.language
    waived = {
        line.split("|")[1].strip()
        for line in text.partition(f"## {say(language, 'final.waivers')}")[2].partition("\n## ")[0].splitlines()
        if line.startswith("|")
    }
    return [
        gap
        for gap in checked.gaps
        if gap.severity is Importance.REQUIRED
        and gap.kind not in DOUBTS
        and cell(field_name(gap.field, language)) not in waived
    ]
