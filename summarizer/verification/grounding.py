"""Checking one statement against the notes: what in it they do not bear out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from summarizer.template import EvidenceSpan, FieldSpec, Kind, Statement
from summarizer.text.normal import normalise
from summarizer.text.quantities import Measure, quantities, same
from summarizer.verification.alignment import COUNTS, NotesIndex, Related, bare, covered
from summarizer.verification.names import is_pronoun, named, people, stands_in

COVERED = 0.4
"""Share of a statement's content words that its lines must hold; below it, no line says this."""


class Fault(StrEnum):
    """Why a statement fails; the names of the texts that tell it."""

    TEXT = "gap.unsupported_text"
    NUMBER = "gap.unsupported_number"
    NAME = "gap.unsupported_name"
    EXAMPLE = "gap.unsupported_example"
    SAME_PERSON = "gap.same_person"


class Finding(NamedTuple):
    """One thing in a statement that the notes do not bear out; `what` is the thing."""

    fault: Fault
    what: str


class Grounded(NamedTuple):
    """A statement's evidence, and what speaks against it; no findings means that the notes bear it out."""

    evidence: tuple[EvidenceSpan, ...]
    findings: tuple[Finding, ...]


class Grounding:
    """Checks statements against one set of notes. `foreign` are names of the prompt's worked example."""

    def __init__(self, index: NotesIndex, foreign: Sequence[str] = ()) -> None:
        self._index = index
        self._foreign = [name for name in foreign if not stands_in(name, index.text)]

    def check(self, statement: Statement, spec: FieldSpec) -> Grounded:
        """Align a statement and test its names, numbers, dates, times and words against the notes."""
        hints = [span.line for span in statement.evidence]
        alignment = self._index.given(statement) or self._index.align(statement.text, hints)
        related = self._index.related(statement.text, alignment)
        findings = [
            *self._foreign_names(statement.text),
            *self._names(statement.text, spec),
            *self._quantities(statement.text, related),
        ]
        said = bool(alignment.spans) and covered(statement.text, related.text) >= COVERED
        if not findings and not said and not bare(normalise(statement.text)):
            findings.append(Finding(Fault.TEXT, ""))
        return Grounded(alignment.spans, tuple(findings))

    def _foreign_names(self, text: str) -> list[Finding]:
        return [Finding(Fault.EXAMPLE, name) for name in self._foreign if normalise(name) in normalise(text)]

    def _names(self, text: str, spec: FieldSpec) -> list[Finding]:
        said = named(text)
        if spec.kind is Kind.PERSON:
            said = [name for name in people(text) if not is_pronoun(name)] or said
        return [
            Finding(Fault.NAME, name)
            for name in said
            if not stands_in(name, self._index.text) and name not in self._foreign
        ]

    def _quantities(self, text: str, related: Related) -> list[Finding]:
        return [
            Finding(Fault.NUMBER, quantity.text)
            for quantity in quantities(text)
            if not quantity.article
            and not any(
                same(quantity, known)
                for known in (related.quantities if quantity.measure in COUNTS else self._index.quantities)
            )
            and not (quantity.measure is Measure.NUMBER and _stands_alone(quantity.text, related.text))
        ]


def _stands_alone(numeral: str, notes: str) -> bool:
    """Whether the notes hold a numeral in these very digits, and not in a larger one (3 is not in 13 or 3万)."""
    more = "0-9〇零一二两三四五六七八九十百千万亿"
    return bool(re.search(rf"(?<![{more}])(?<![0-9][.,]){re.escape(numeral)}(?![{more}%]|[.,][0-9])", notes))
