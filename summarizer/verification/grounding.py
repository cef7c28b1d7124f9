"""Checking one statement against the notes: what in it they do not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from summarizer.template import EvidenceSpan, FieldSpec, Kind, Statement
from summarizer.text.names import is_pronoun, named, people, stands_in, turned
from summarizer.text.normal import normalise
from summarizer.text.quantities import Measure, quantities
from summarizer.text.resolve import resolve
from summarizer.verification.actors import Actors, Agents
from summarizer.verification.alignment import NotesIndex, bare
from summarizer.verification.cast import cast_of
from summarizer.verification.certainty import overstated
from summarizer.verification.claims import Claim, claims_of
from summarizer.verification.contrast import Contrasts
from summarizer.verification.figures import Figures, holds
from summarizer.verification.headings import Headings
from summarizer.verification.overclaim import unfelt, unheard_of
from summarizer.verification.overlap import carried, meant, rows, units, words
from summarizer.verification.pairing import Pairs
from summarizer.verification.passages import Passage, Passages, cut
from summarizer.verification.polarity import contradicts
from summarizer.verification.superseded import stale, withdrawn

_HEARD = 0.2
"""What the best passage must carry of at least one clause of a statement, lest no line says it."""

_VALUE = 2
_LONG = 3
_WITNESS = 0.6
"""The share of what the best passage carries of a clause that another one must carry to speak for it."""

_FIGURES_HEARD = 0.1
"""The same for a clause all of whose figures the notes have."""

_SMALL = 10
"""Up to so many a bare number says nothing of what it counts."""

_PLACED = 0.6
"""The same for a place, whose every word counts."""

_OPEN_FIELDS = frozenset({"plan.options", "plan.discussion", "diagnosis.self_report", "background.goals"})
"""Fields of options, questions, opinions and wishes: there an open thing is no decision."""

_DICTATED = re.compile(r"[^\s,，。.:：;；、!！?？]{64}")
"""So many characters without a mark are dictation, where no sentence has a beginning that one could see."""

_TOLD = re.compile(
    r"^(?:本次|此次|the )?(?:辅导人|辅导对象|被辅导人|负责人|责任人|谈话人|coachee|coach|owner)\s*(?:是|为|[:：]|is\b|was\b)\s*",
    re.IGNORECASE,
)
"""What a sentence about a person begins with, where the field wants the person."""


class Fault(StrEnum):
    """Why a statement fails; the names of the texts that tell it."""

    TEXT = "gap.unsupported_text"
    NUMBER = "gap.unsupported_number"
    PAIRED = "gap.unsupported_paired"
    NAME = "gap.unsupported_name"
    EXAMPLE = "gap.unsupported_example"
    SAME_PERSON = "gap.same_person"
    WHO = "gap.unsupported_who"
    DENIED = "gap.unsupported_denied"
    CERTAIN = "gap.unsupported_certain"
    WITHDRAWN = "gap.unsupported_withdrawn"
    UNHEARD = "gap.unsupported_unheard"
    HEADING = "gap.unsupported_heading"
    ORDER = "gap.unsupported_order"


class Finding(NamedTuple):
    """One thing in a statement that the notes do not bear out; `what` is the thing."""

    fault: Fault
    what: str


class Grounded(NamedTuple):
    """A statement's evidence, and what speaks against it; no findings means that the notes bear it out."""

    evidence: tuple[EvidenceSpan, ...]
    findings: tuple[Finding, ...]


class Grounding:
    """Checks statements against one set of notes.

    `foreign` are names of the prompt's worked example, `told` those that a person gives coach and coachee.
    """

    def __init__(
        self,
        index: NotesIndex,
        foreign: Sequence[str] = (),
        session: date | None = None,
        coach: str | None = None,
        coachee: str | None = None,
        told: Sequence[str] = (),
    ) -> None:
        self._index = index
        self._told = frozenset(told)
        self._foreign = [name for name in foreign if not stands_in(name, index.text)]
        lines = index.notes.content
        self._session = session
        self._cast = cast_of(lines, coach, coachee)
        self._passages = Passages(lines, self._cast)
        self._actors = Actors(self._cast, self._passages)
        self._figures = Figures(self._passages, session)
        self._pairs = Pairs(self._passages)
        self._contrasts = Contrasts(self._passages)
        self._headings = Headings(index.notes)
        # In dictation one line is the whole talk: what it takes back somewhere is not all that stands before.
        self._withdrawn = withdrawn(text for text in index.texts if not _DICTATED.search(text))

    def check(self, statement: Statement, spec: FieldSpec) -> Grounded:
        """Align a statement and test its names, numbers, dates, times and words against the notes."""
        hints = [span.line for span in statement.evidence]
        alignment = self._index.given(statement) or self._index.align(statement.text, hints)
        related = self._index.related(statement.text, alignment)
        text = normalise(statement.text)
        findings: list[Finding] = [
            *self._foreign_names(statement.text),
            *self._names(statement.text, spec),
            *self._day(statement.text, spec),
        ]
        if not self._verbatim(text):
            findings += self._reworded(text, spec, related, told=bool(findings))
        findings += self._stale(text)
        return Grounded(alignment.spans, tuple(dict.fromkeys(findings)))

    def doers(self, text: str, spec: FieldSpec) -> list[str]:
        """The people whom a statement has do what the notes give to others; nothing but that is looked at."""
        plain = normalise(text)
        told = bool(self._foreign_names(text) or self._names(text, spec) or list(self._day(text, spec)))
        if self._verbatim(plain):
            return []
        claims = claims_of(plain, self._passages)
        if self._says_nothing_of(plain, claims, spec, told):
            return []
        found: list[str] = []
        teller: Agents | None = None
        for claim in claims:
            found += filter(None, [self._person(claim, teller)])
            teller = self._actors.telling(claim.text) or teller
        return list(dict.fromkeys(found))

    def _says_nothing_of(self, text: str, claims: Sequence[Claim], spec: FieldSpec, told: bool) -> bool:
        """Whether the notes say nothing like a statement; `told`: something is wrong already."""
        if told or bare(text):
            return False
        return all(self._unsaid(claim, spec) for claim in claims) or self._unheard_of(text)

    def _reworded(self, text: str, spec: FieldSpec, related: str, told: bool) -> list[Finding]:
        """What the notes do not bear out of a statement in other words than theirs; `told`: something is wrong already."""
        claims = claims_of(text, self._passages)
        if self._says_nothing_of(text, claims, spec, told):
            return [Finding(Fault.TEXT, "")]
        near = [passage.turn for claim in claims for passage in claim.near[:1]]
        related = "\n".join(dict.fromkeys([*related.split("\n"), *near]))
        findings: list[Finding] = []
        teller: Agents | None = None
        for claim in claims:
            findings += self._of(claim, text, teller, related, spec)
            teller = self._actors.telling(claim.text) or teller
        findings += [Finding(Fault.PAIRED, word) for word in self._pairs.wrong(text)]
        if word := self._contrasts.turned(text, spec.path == "diagnosis.root_cause"):
            findings.append(Finding(Fault.DENIED, word))
        findings += self._role(text, spec)
        if not findings and not told and _says_something(text) and self._elsewhere(text, claims, spec):
            findings.append(Finding(Fault.HEADING, ""))
        return findings

    def _role(self, text: str, spec: FieldSpec) -> Iterator[Finding]:
        """Somebody whom the notes name, but in the place of the coach or the coachee, whom they name too."""
        wanted = {"basics.coach": self._cast.coach, "basics.coachee": self._cast.coachee}.get(spec.path)
        given = self._passages.people(text)
        if wanted in self._cast.names and given and wanted not in given:
            yield Finding(Fault.WHO, text)

    def _day(self, text: str, spec: FieldSpec) -> Iterator[Finding]:
        """Another day than that of the talk, where the field wants it."""
        if spec.kind is Kind.DATE and self._session:
            for quantity in quantities(text):
                if quantity.measure is Measure.DATE and resolve(quantity.text, self._session) != resolve(
                    self._session.isoformat(), self._session
                ):
                    yield Finding(Fault.NUMBER, quantity.text)
        if spec.path == "follow_up.time" and bare(normalise(text)) and self._pairs.due_only(normalise(text)):
            yield Finding(Fault.PAIRED, text)

    def _elsewhere(self, text: str, claims: Sequence[Claim], spec: FieldSpec) -> bool:
        """Whether a statement cannot answer its field, whatever the notes say."""
        best = [claim.near[0] for claim in claims if claim.near]
        telling = [self._actors.telling(claim.text) for claim in claims]
        tells = any(told is not None and self._cast.coachee in told.people for told in telling)
        said = any(passage.speaker == self._cast.coachee for passage in best)
        return self._headings.wrong(text, {(passage.line, passage.turn) for passage in best}, spec, tells, said)

    def _verbatim(self, text: str) -> bool:
        """Whether a statement stands in the notes word for word: in one line, or each of its sentences in one."""
        parts = [part.strip().rstrip(".。") for part in re.split(r";\s*", text)]
        return all(self._stands(part) for part in parts if part)

    def _stands(self, plain: str) -> bool:
        if plain not in self._index.text:
            return False
        begins = re.compile(rf"(?:^|[\s,，。:：;；、\"'(（]){re.escape(plain)}")
        holding = [line for line in self._index.texts if plain in line]
        return any(begins.search(line) or _DICTATED.search(line) for line in holding)

    def _unsaid(self, claim: Claim, spec: FieldSpec) -> bool:
        """Whether no line of the notes says anything like a clause."""
        least = _PLACED if spec.kind is Kind.PLACE else _HEARD
        if claim.score >= least and not unheard_of(claim.words, self._index.heard):
            return False
        figured = claim.score >= _FIGURES_HEARD and _figured(claim.text)
        return not figured or bool(self._figures.loose(claim.text))

    def _unheard_of(self, text: str) -> bool:
        """Whether next to nothing of a longer statement stands in any one line, clause by clause."""
        plain = [self._passages.nameless(clause) for clause in _clauses(text)]
        total = sum(len(meant(clause)) for clause in plain)
        if total <= _LONG or (_figured(text) and not self._figures.loose(text)):
            return False
        return sum(len(meant(clause)) * self._index.most_carried(clause) for clause in plain) < _HEARD * total

    def _of(self, claim: Claim, whole: str, told: Agents | None, related: str, spec: FieldSpec) -> list[Finding]:
        """What the notes do not bear out of one clause: what the best passage does not, nor one that says as much."""
        figured = bool(claim.near) and _figured(claim.text) and not self._figures.loose(claim.text)
        heard = None if figured else unheard_of(claim.words, self._index.heard)
        heard = heard or unfelt(claim.words, self._index.text)
        unheard = [Finding(Fault.UNHEARD, heard)] if heard else []
        if not claim.near:
            return unheard + [Finding(Fault.NUMBER, figure) for figure in self._figures.loose(claim.text)]
        first, *others = claim.near
        faults = list(self._against(claim, whole, first, related, spec))
        if person := self._person(claim, told):
            unheard.append(Finding(Fault.WHO, person))
        for passage in others if faults else ():
            kinds = {finding.fault for finding in self._against(claim, whole, passage, related, spec)}
            faults = [fault for fault in faults if fault.fault in kinds or not _witness(fault, claim, passage)]
        return unheard + faults

    def _person(self, claim: Claim, told: Agents | None) -> str | None:
        """The person whom a clause has do, say or get what the notes give to somebody else."""
        if not claim.near:
            return None
        first, *others = claim.near
        equal = [first, *(other for other in others if _speaks_for(claim, other, _WITNESS))]
        return (
            self._actors.mistaken(claim.text, equal, told)
            or self._actors.stranger(claim.text, claim.near)
            or self._actors.misgiven(claim.text, equal)
        )

    def _against(self, claim: Claim, whole: str, passage: Passage, related: str, spec: FieldSpec) -> Iterator[Finding]:
        """What a passage says otherwise than a clause."""
        for figure in self._figures.wrong(claim.text, passage, related):
            yield Finding(Fault.NUMBER, figure)
        if word := contradicts(claim.words, passage):
            yield Finding(Fault.DENIED, word)
        if word := overstated(claim.text, whole, passage, self._passages, spec.path in _OPEN_FIELDS):
            yield Finding(Fault.CERTAIN, word)

    def _stale(self, text: str) -> Iterator[Finding]:
        if word := stale(text, self._withdrawn, self._session):
            yield Finding(Fault.WITHDRAWN, word)

    def _foreign_names(self, text: str) -> list[Finding]:
        return [Finding(Fault.EXAMPLE, name) for name in self._foreign if normalise(name) in normalise(text)]

    def _names(self, text: str, spec: FieldSpec) -> list[Finding]:
        said = named(text)
        if spec.kind is Kind.PERSON:
            said = [name for name in people(_TOLD.sub("", text)) if not is_pronoun(name)] or said
        return [
            Finding(Fault.NAME, name)
            for name in said
            if name not in self._told
            and not stands_in(name, self._index.text)
            and not turned(name, self._index.text)
            and name not in self._foreign
        ]


def _figured(text: str) -> bool:
    """Whether a clause has a figure by which it could be known again. A 3 stands in any notes: three times, three levels."""
    return any(quantity.measure is not Measure.NUMBER or quantity.value[0] > _SMALL for quantity in quantities(text))


def _clauses(text: str) -> list[str]:
    return [clause.text for clause in cut(text)]


def _says_something(text: str) -> bool:
    """Whether a normalised text is more than a bare value: a date, a name, a place."""
    return sum(not unit.empty for unit in units(text)) > _VALUE


def _witness(fault: Finding, claim: Claim, passage: Passage) -> bool:
    """Whether a passage says enough of what the best one says to bear out what that one does not."""
    if fault.fault is Fault.NUMBER and holds(claim.text, passage.turn):
        return True
    if fault.fault is Fault.DENIED and fault.what != claim.words:
        return fault.what in passage.text  # one of two opposites: the other passage must have that very word
    return _speaks_for(claim, passage, _WITNESS / 2 if fault.fault is Fault.DENIED else _WITNESS)


def _speaks_for(claim: Claim, passage: Passage, least: float) -> bool:
    """Whether a passage carries at least a share of what the best one carries of a clause."""
    shared = [unit for unit, held in carried(claim.words, claim.near[0].text) if held]
    known, meant = words(passage.text), rows(passage.text)
    return sum(unit.text in known or bool(unit.rows & meant) for unit in shared) >= least * max(1, len(shared))
