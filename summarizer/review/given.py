"""A draft as somebody hands it in: read and checked, and made the final document."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from summarizer.notes import Notes
from summarizer.record import Draft
from summarizer.review.check import check_back, check_json
from summarizer.review.model import ReadBack
from summarizer.review.reading import read_back
from summarizer.template import Language


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
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return Reviewed(name, text, None, check_json(text, name, notes))
    read = read_back(text)
    return Reviewed(name, text, read, check_back(read, notes))


class Final(NamedTuple):
    """The document of a reviewed draft; Markdown, and what is made of that."""

    markdown: str
    language: Language
    on: date
    """The day it was made final."""

    def word(self) -> bytes:
        """The document as a Word file (.docx)."""
        from summarizer.rendering.word import word

        return word(self.markdown, self.language, self.on)

    def html(self) -> str:
        """The document as one HTML page that connects to nothing."""
        from summarizer.rendering.web import web_page

        return web_page(self.markdown, self.language)


def final(given: Reviewed, notes: Notes | None, on: date, keep_evidence: bool = False) -> Final:
    """The document of a draft that was checked; `on` is the day of today.

    A document in Markdown that is final already stays as it is, to be put into another form: it no longer holds what
    it was checked by. Raises OpenGapsError with the gaps that keep a draft from being final.
    """
    from summarizer.review.finalize import OpenGapsError, blocking, final_document, is_final, still_blocking

    if given.read and not given.read.parts and is_final(given.text, given.checked.language):
        if open_ := still_blocking(given.checked, given.text):
            raise OpenGapsError(given.name, open_)
        return Final(given.text, given.checked.language, on)
    if open_ := blocking(given.checked):
        raise OpenGapsError(given.name, open_)
    markdown = final_document(given.checked, given.read, given.text, notes, on, keep_evidence)
    return Final(markdown, given.checked.language, on)
