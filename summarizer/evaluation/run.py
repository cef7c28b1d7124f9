"""Drafting every case of a gold folder over one open endpoint."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from summarizer.api import draft_over
from summarizer.evaluation.gold import Case
from summarizer.evaluation.report import Scored
from summarizer.evaluation.score import score
from summarizer.notes import read_file
from summarizer.providers.connection import connect
from summarizer.providers.settings import Endpoint


async def evaluate(cases: Sequence[Case], endpoint: Endpoint, on_case: Callable[[Scored], None]) -> list[Scored]:
    """Draft and score each case in turn. Raises EndpointError when the model gives no usable answer."""
    done: list[Scored] = []
    async with connect(endpoint) as connection:
        for case in cases:
            result = await draft_over(connection, read_file(case.notes), case.gold.language)
            scored = Scored(case.name, score(result.draft, case.gold), result.draft)
            on_case(scored)
            done.append(scored)
    return done
