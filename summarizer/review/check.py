"""Checking a draft anew, after people edited it: which gaps are open now.

What can be told from text and notes is told again. What only drafting could know, that a statement may not answer its
field or that two windows of the notes disagreed, holds on as long as its statement stays as it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.drafting.promptfiles import example_names
from summarizer.errors import InputError
from summarizer.notes import Notes, language_of
from summarizer.record import Draft, Gap, GapKind, ModelUsed, Source, UsageReport, Waiver
from summarizer.rendering.escaping import shown
from summarizer.rendering.marks import Mark
from summarizer.rendering.provenance import key_of
from summarizer.review.labels import fold
from summarizer.review.model import ReadBack
from summarizer.template import EvidenceSpan, Importance, Language, Statement, Summary, field_spec, get, statements
from summarizer.text.patterns import deferred
from summarizer.verification.alone import verify_alone
from summarizer.verification.gaps import short
from summarizer.verification.lost import is_unread
from summarizer.wording import say

DOUBTS = (GapKind.UNSUPPORTED, GapKind.UNSURE, GapKind.CONFLICT)
WAIVABLE = (GapKind.MISSING, GapKind.VAGUE, GapKind.CONFLICT)
"""What a waiver closes. A statement that the notes do not bear out has to be confirmed, changed or taken out."""

_QUOTE = deferred('[“"「].{0,120}?[”"」]')  # more than `short` leaves of a statement


class _Handed(BaseModel):
    """A draft as JSON, of which only the summary has to be there."""

    model_config = ConfigDict(extra="ignore")

    summary: Summary
    language: Language | None = None
    source: Source = Source(name="", sha256="", lines=0)
    model: ModelUsed = ModelUsed(provider="", name="")
    gaps: list[Gap] = Field(default_factory=list)
    waivers: list[Waiver] = Field(default_factory=list)
    usage: UsageReport = UsageReport()


def check_back(read: ReadBack, notes: Notes | None = None, answered: str | None = None) -> Draft:
    """The draft of a Markdown file with its gaps as they are now; grounded again where there are notes.

    `answered` is a field that a person has just been asked about: what they said there may be too vague.
    """
    held = _indefinite(read)
    if answered:
        held |= {path for path in read.places if path == answered or path.startswith(f"{answered}[")}
    return _check(read.draft, notes, read.written, list(_still_open(read)), held)


def check_json(text: str, name: str, notes: Notes | None = None) -> Draft:
    """Likewise of a draft as JSON, whose leaves may carry only their text.

    Raises InputError for what is not JSON, or not a draft, in one line that names the place.
    """
    draft = _read_json(text, name, notes)
    carried = [gap for gap in draft.gaps if is_unread(gap) or (gap.kind in DOUBTS and _speaks_of(gap, draft))]
    for gap in carried:
        statement = _statement(draft.summary, gap.field)
        if gap.kind is GapKind.UNSURE and statement and statement.origin == "reviewer":
            statement.origin = "previous"  # what a person said and is still asked about was agreed last time
    vague = {gap.field for gap in draft.gaps if gap.kind is GapKind.VAGUE and _speaks_of(gap, draft)}
    return _check(draft, notes, frozenset(), carried, vague)


def open_required(draft: Draft) -> bool:
    """Whether something is open that a summary cannot do without."""
    return any(gap.severity is Importance.REQUIRED for gap in draft.gaps)


def blocking(draft: Draft) -> list[Gap]:
    """The gaps of a checked draft that keep it from being final.

    Those are the required ones, and every statement that the notes do not plainly bear out and nobody has confirmed.
    """
    return [gap for gap in draft.gaps if gap.severity is Importance.REQUIRED or gap.kind in DOUBTS]


def _indefinite(read: ReadBack) -> frozenset[str]:
    """The reviewer's statements that may still be too vague: written since, or marked so and not confirmed."""
    marked = {path for path, marks in read.marks.items() if Mark.VAGUE in marks and Mark.REVIEWER in marks}
    return read.written | (marked - read.confirmed)


def _check(
    draft: Draft, notes: Notes | None, written: frozenset[str], carried: list[Gap], held: Collection[str]
) -> Draft:
    doubtful = {gap.field for gap in carried if gap.kind is GapKind.UNSURE}
    language = draft.language
    source = draft.source
    if notes:
        from summarizer.verification import verify

        again = [gap for gap in carried if gap.kind is GapKind.CONFLICT or _is_of_last_session(gap, draft)]
        names = example_names(language)
        verified = verify(draft.summary, notes, language, (), doubtful, names, written, again, held)
        source = Source(name=notes.name, sha256=notes.sha256, lines=len(notes.lines))
        for _, _, statement in statements(verified.summary):
            statement.evidence = _within(statement.evidence, notes)
        for gap in verified.gaps:
            gap.evidence = _within(gap.evidence, notes)
    else:
        verified = verify_alone(draft.summary, language, doubtful, carried, held)
    waived = {waiver.field for waiver in draft.waivers}
    lost = [gap for gap in carried if is_unread(gap)]  # what stands there, neither text nor notes tell
    gaps = [gap for gap in [*lost, *verified.gaps] if gap.field not in waived or gap.kind not in WAIVABLE]
    return draft.model_copy(update={"summary": verified.summary, "gaps": gaps, "source": source})


def _within(evidence: list[EvidenceSpan], notes: Notes) -> list[EvidenceSpan]:
    """Evidence of other notes, or written by hand, may point at lines that these do not have."""
    return [span for span in evidence if span.line <= len(notes.lines)]


def _still_open(read: ReadBack) -> Iterator[Gap]:
    """The doubts of a draft about statements that stand as they stood, from its record, its marks and its checklist."""
    told: set[tuple[str, GapKind]] = set()
    for gap in [*_remembered(read), *_marked(read)]:
        if is_unread(gap):
            yield gap  # one field may have several, each of another stretch
        elif (gap.field, gap.kind) not in told:
            told.add((gap.field, gap.kind))
            yield gap


def _remembered(read: ReadBack) -> Iterator[Gap]:
    standing: dict[str, list[str]] = {}
    for path, _, statement in statements(read.draft.summary):
        standing.setdefault(key_of(path, shown(statement.text)), []).append(path)
    for asked in read.provenance.gaps if read.provenance else ():
        gap = Gap(
            field=asked.field,
            kind=asked.kind,
            severity=field_spec(asked.field).info.importance,
            question=asked.question,
            detail=asked.detail,
            evidence=asked.spans,
        )
        if is_unread(gap) and not _ticked(read, asked.question):
            yield gap
        if asked.kind not in DOUBTS:
            continue
        if asked.key is None:
            paths = [asked.field] if _is_empty(read.draft.summary, asked.field) else []
        else:
            paths = standing.get(asked.key, [])
        for found in [path for path in paths if path == asked.field] or paths[:1]:
            yield gap.model_copy(update={"field": found, "severity": field_spec(found).info.importance})


def _ticked(read: ReadBack, question: str) -> bool:
    """Whether a person has ticked off this question in the checklist."""
    return any(task.ticked and fold(task.question) == fold(question) for task in read.tasks)


def _marked(read: ReadBack) -> Iterator[Gap]:
    """What marks and entries of the checklist ask about statements that nobody changed or claimed."""
    asked = {(task.path, task.kind): task.question for task in read.tasks if task.path and not task.ticked}
    kinds = [(path, GapKind(mark.value)) for path, marks in read.marks.items() for mark in marks if mark in _DOUBTS]
    for path, kind in dict.fromkeys([*kinds, *asked]):
        statement = _statement(read.draft.summary, path or "")
        if path and statement and kind in DOUBTS and statement.origin == "notes":
            question = asked.get((path, kind)) or _question(kind, path, statement, read.draft.language)
            yield Gap(field=path, kind=kind, severity=field_spec(path).info.importance, question=question)


_DOUBTS = (Mark.UNSUPPORTED, Mark.UNSURE, Mark.CONFLICT)


def _question(kind: GapKind, path: str, statement: Statement, language: Language) -> str:
    info = field_spec(path).info
    if kind is GapKind.CONFLICT:
        return info.gap.get(language)
    return say(language, f"gap.{kind.value}", value=short(statement.text), label=info.label.get(language))


def _speaks_of(gap: Gap, draft: Draft) -> bool:
    """Whether a gap of a JSON draft still speaks of what stands there: it quotes it, or quotes nothing."""
    statement = _statement(draft.summary, gap.field)
    if statement is None:
        return gap.kind is GapKind.CONFLICT and _is_empty(draft.summary, gap.field)
    quoted = [fold(found[0][1:-1]) for found in _QUOTE.finditer(gap.question)]
    return not quoted or any(fold(short(statement.text)).startswith(one) for one in quoted if one)


def _is_of_last_session(gap: Gap, draft: Draft) -> bool:
    """Whether a gap asks about something agreed last time: today's notes have been looked through for it."""
    statement = _statement(draft.summary, gap.field)
    return statement is not None and statement.origin == "previous"


def _statement(summary: Summary, path: str) -> Statement | None:
    try:
        value = get(summary, path)
    except (AttributeError, IndexError):
        return None
    return value if isinstance(value, Statement) else None


def _is_empty(summary: Summary, path: str) -> bool:
    try:
        return not get(summary, path)
    except (AttributeError, IndexError):
        return False


def _read_json(text: str, name: str, notes: Notes | None) -> Draft:
    try:
        loaded = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise InputError("check.broken_json", name=name, line=error.lineno, cause=error.msg) from error
    except RecursionError as error:
        raise InputError("check.broken_json", name=name, line=1, cause="nesting") from error
    except ValueError as error:  # a number of more digits than Python reads
        raise InputError("check.broken_json", name=name, line=1, cause=str(error).partition(":")[0]) from error
    try:
        handed = _Handed.model_validate(loaded)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise InputError("check.bad_json", name=name, place=_dotted(first["loc"]), cause=first["msg"]) from error
    said = "\n".join(statement.text for _, _, statement in statements(handed.summary))
    language = handed.language or language_of(said or (notes.text if notes else ""))
    fields = {key: value for key, value in handed if key not in ("language", "gaps")}
    gaps = [gap for gap in handed.gaps if _is_field(gap.field)]
    waivers = [waiver for waiver in handed.waivers if _is_field(waiver.field)]
    return Draft(**{**fields, "waivers": waivers}, language=language, gaps=gaps)


def _is_field(path: str) -> bool:
    try:
        field_spec(path)
    except KeyError:
        return False
    return True


def _dotted(places: Iterable[int | str]) -> str:
    """Where in the JSON, as field paths are written: `summary.plan.actions[0].owner`."""
    path = "".join(f"[{place}]" if isinstance(place, int) else f".{place}" for place in places)
    return path.removeprefix(".") or "$"
