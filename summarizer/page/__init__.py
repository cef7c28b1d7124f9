"""The review page: notes and draft side by side in one self-contained HTML file."""

from __future__ import annotations

from summarizer.notes import Notes
from summarizer.page.content import content
from summarizer.page.shell import assemble
from summarizer.record import Draft
from summarizer.review import ReadBack
from summarizer.template import TITLE
from summarizer.wording import say

__all__ = ["review_page"]


def review_page(name: str, text: str, read: ReadBack, draft: Draft, notes: Notes) -> str:
    """The page on which a person closes the gaps of the Markdown draft `text`, beside its notes.

    `read` is that text read back, `draft` what a check of it against `notes` found, `name` the file name its edits
    are downloaded under. The page connects to nothing.
    """
    title = f"{TITLE.get(draft.language)} · {say(draft.language, 'page.title')}"
    return assemble(draft.language, title, content(name, text, read, draft, notes))
