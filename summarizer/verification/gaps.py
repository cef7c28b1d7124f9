"""The gaps of a summary: what a person has to add, make definite, confirm or decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarizer.record import Gap, GapKind
from summarizer.template import (
    FieldSpec,
    Importance,
    Kind,
    Language,
    Statement,
    Summary,
    fields,
    get,
    importance,
)
from summarizer.verification.dates import Unsettled
from summarizer.verification.vagueness import says_when, vague_word
from summarizer.wording import say

if TYPE_CHECKING:
    from summarizer.verification.grounding import Finding

_SEVERITY_ORDER = {Importance.REQUIRED: 0, Importance.RECOMMENDED: 1, Importance.OPTIONAL: 2}
_MAX_QUOTED = 60


class Conflict(NamedTuple):
    """Two statements of the notes that cannot both hold."""

    one: Statement
    other: Statement


def find_gaps(
    summary: Summary,
    language: Language,
    findings: Mapping[str, Sequence[Finding]],
    conflicts: Mapping[str, Conflict],
    doubtful: Collection[str] = (),
    unsettled: Mapping[str, Unsettled] | None = None,
    carried: Collection[Gap] = (),
    held: Collection[str] = (),
) -> list[Gap]:
    """Every gap of a summary, in the order a reviewer should close them.

    `findings` and `conflicts` are by full field path (`plan.actions[0].due`); `doubtful` are paths whose text may not
    answer the field, `unsettled` those with a day that is not known, and why; `carried` are gaps found before that
    cannot be found again from what is known now; `held` are the reviewer's own statements that must be as definite as
    those of the notes.
    Required gaps come first, and among them a follow-up without a time: without it nobody looks at the rest again.
    """
    report = _Report(summary, language, findings, conflicts, doubtful, unsettled or {}, carried, held)
    for spec in fields():
        report.field(spec)
    order = {spec.path: number for number, spec in enumerate(fields())}
    return sorted(
        report.gaps,
        key=lambda gap: (
            _SEVERITY_ORDER[gap.severity],
            gap.field != "follow_up.time",
            order[gap.field.partition("[")[0]],
        ),
    )


_WHY_NO_DAY = {Unsettled.UNCLEAR: "gap.unclear_day_detail"}
"""What is not in the question itself."""


class _Report:
    def __init__(
        self,
        summary: Summary,
        language: Language,
        findings: Mapping[str, Sequence[Finding]],
        conflicts: Mapping[str, Conflict],
        doubtful: Collection[str],
        unsettled: Mapping[str, Unsettled],
        carried: Collection[Gap],
        held: Collection[str],
    ) -> None:
        self.gaps: list[Gap] = []
        self._summary = summary
        self._language = language
        self._findings = findings
        self._conflicts = conflicts
        self._doubtful = doubtful
        self._unsettled = unsettled
        self._carried = {(gap.field, gap.kind): gap for gap in carried}
        self._held = held

    def field(self, spec: FieldSpec) -> None:
        severity = importance(spec, self._summary)
        if spec.info.unless in self._findings or spec.info.unless in self._doubtful:
            severity = spec.info.importance  # a value that is unsupported or unsure fills nothing
        value = get(self._summary, spec.path)
        if not value:
            self._missing(spec.path, spec, severity)
        elif spec.slots:
            for index, item in enumerate(value):
                for slot in spec.slots:
                    self._leaf(
                        f"{spec.path}[{index}].{slot.name}",
                        slot,
                        getattr(item, slot.name),
                        slot.info.importance,
                    )
        elif spec.many:
            for index, item in enumerate(value):
                self._leaf(f"{spec.path}[{index}]", spec, item, severity)
        else:
            self._leaf(spec.path, spec, value, severity)

    def _leaf(self, path: str, spec: FieldSpec, statement: Statement | None, severity: Importance) -> None:
        if statement is None:
            self._missing(path, spec, severity)
            return
        if statement.origin == "previous" and (gap := self._carried.get((path, GapKind.UNSURE))):
            self._again(gap, severity)
        if statement.origin != "notes":
            if statement.origin == "reviewer" and path in self._held:
                self._indefinite(path, spec, statement, severity)
            return  # a person has decided, or it stands in another document
        if path in self._conflicts:
            self._conflict(path, self._conflicts[path], severity)
        elif gap := self._carried.get((path, GapKind.CONFLICT)):
            self._again(gap, severity)
        if gap := self._carried.get((path, GapKind.UNSUPPORTED)):
            self._again(gap, severity)
            return
        if faults := self._findings.get(path):
            self._unsupported(path, statement, faults, severity)
            return
        self._indefinite(path, spec, statement, severity)
        if path in self._doubtful:
            self._unsure(path, spec, statement, severity)

    def _indefinite(self, path: str, spec: FieldSpec, statement: Statement, severity: Importance) -> None:
        word = vague_word(statement.text, spec.kind)
        if not word and statement.origin == "reviewer" and spec.kind is Kind.DEADLINE and not says_when(statement.text):
            word = statement.text  # the notes may have had no more to say; whoever is asked for a day has
        if word:
            self._vague(path, spec, statement, word, severity)
        elif why := self._unsettled.get(path):
            self._which_day(path, statement, why, severity)

    def _missing(self, path: str, spec: FieldSpec, severity: Importance) -> None:
        if path in self._conflicts:  # the notes say it twice, and the model did not choose
            self._conflict(path, self._conflicts[path], severity)
            return
        if gap := self._carried.get((path, GapKind.CONFLICT)):
            self._again(gap, severity)
            return
        question = spec.info.gap.get(self._language)
        self.gaps.append(Gap(field=path, kind=GapKind.MISSING, severity=severity, question=question))

    def _again(self, gap: Gap, severity: Importance) -> None:
        self.gaps.append(gap.model_copy(update={"severity": severity}))

    def _unsupported(self, path: str, statement: Statement, faults: Sequence[Finding], severity: Importance) -> None:
        told = "; " if self._language == "en" else "；"
        what = told.join(dict.fromkeys(self._say(fault.fault, what=fault.what) for fault in faults))
        self.gaps.append(
            Gap(
                field=path,
                kind=GapKind.UNSUPPORTED,
                severity=severity,
                question=self._say("gap.unsupported", value=short(statement.text)),
                detail=self._say("gap.unsupported_detail", what=what),
                evidence=statement.evidence,
            )
        )

    def _which_day(self, path: str, statement: Statement, why: Unsettled, severity: Importance) -> None:
        """A day said by another day, and it is not known which."""
        self.gaps.append(
            Gap(
                field=path,
                kind=GapKind.VAGUE,
                severity=severity,
                question=self._say(f"gap.{why}", value=short(statement.text)),
                detail=self._say(_WHY_NO_DAY[why]) if why in _WHY_NO_DAY else "",
                evidence=statement.evidence,
            )
        )

    def _unsure(self, path: str, spec: FieldSpec, statement: Statement, severity: Importance) -> None:
        label = spec.info.label.get(self._language)
        self.gaps.append(
            Gap(
                field=path,
                kind=GapKind.UNSURE,
                severity=severity,
                question=self._say("gap.unsure", value=short(statement.text), label=label),
                evidence=statement.evidence,
            )
        )

    def _vague(self, path: str, spec: FieldSpec, statement: Statement, word: str, severity: Importance) -> None:
        which = {Kind.DEADLINE: "due", Kind.MEETING: "meeting", Kind.GOAL: "goal"}.get(spec.kind, "text")
        self.gaps.append(
            Gap(
                field=path,
                kind=GapKind.VAGUE,
                severity=severity,
                question=self._say(f"gap.vague_{which}", value=short(statement.text)),
                detail=self._say("gap.vague_detail", word=short(word)),
                evidence=statement.evidence,
            )
        )

    def _conflict(self, path: str, conflict: Conflict, severity: Importance) -> None:
        self.gaps.append(
            Gap(
                field=path,
                kind=GapKind.CONFLICT,
                severity=severity,
                question=self._say("gap.conflict", one=short(conflict.one.text), other=short(conflict.other.text)),
                detail=self._say("gap.conflict_detail"),
                evidence=[*conflict.one.evidence, *conflict.other.evidence],
            )
        )

    def _say(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)


def short(text: str) -> str:
    """A text as questions quote it."""
    return text if len(text) <= _MAX_QUOTED else text[: _MAX_QUOTED - 1] + "…"
