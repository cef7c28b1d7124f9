"""The final document: what it refuses, what goes, what stays to the byte, what is added."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given

from summarizer.notes import Notes
from summarizer.record import Draft
from summarizer.rendering import render
from summarizer.rendering.escaping import shown
from summarizer.review import read_back
from summarizer.review.finalize import finalize
from summarizer.template import statements
from tests.test_read_back import drafts

DAY = date(2026, 3, 4)


@given(drafts())
def test_the_document_says_what_the_draft_said_and_nothing_of_the_review(case: tuple[Draft, Notes]) -> None:
    draft, notes = case
    # Without its record, a document cannot tell the blank template's own words from an answer in the same words.
    assume(all(said.text != spec.info.guide.get(draft.language) for _, spec, said in statements(draft.summary)))
    markdown = render(draft, notes)
    final = finalize(markdown, read_back(markdown), DAY)
    again = read_back(final)
    assert [(path, shown(said.text)) for path, _, said in statements(again.draft.summary)] == [
        (path, shown(said.text)) for path, _, said in statements(draft.summary)
    ]
    assert again.draft.language == draft.language
    assert not again.parts
    assert not again.remarks
    assert "\n\n\n" not in final
