"""What a batch service is asked for one set of notes, and what comes of its answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import ValidationError

from summarizer.batch.store import Answer, Problem
from summarizer.batch.targets import TARGETS, URL
from summarizer.drafting.people import People, people_of
from summarizer.drafting.plan import Ask
from summarizer.drafting.promptfiles import version
from summarizer.drafting.prompts import speakers_told, whole_messages, with_schema
from summarizer.drafting.run import Drafted, Piece, united, whole_pieces
from summarizer.drafting.schema import answer_model, to_summary
from summarizer.notes import InputFormat, Notes, language_of
from summarizer.notes.naming import Stated
from summarizer.reading import Parts, parts_of
from summarizer.redaction import Redaction, hidden, restored
from summarizer.template import Language, Summary


class Recipe(NamedTuple):
    """What the requests of an export depend on beside the notes."""

    target: str
    model: str
    language: Language | None = None
    input_format: InputFormat | None = None
    stated: Stated = Stated()
    redaction: str = ""
    """The name of what was taken out of the notes; empty where they were sent as they are."""

    @property
    def fingerprint(self) -> str:
        prompts = tuple(version(language, "draft") for language in ("zh", "en"))
        return hashlib.sha256(repr((*map(str, self[:5]), *filter(None, self[5:]), prompts)).encode()).hexdigest()[:16]

    def language_for(self, notes: Notes) -> Language:
        return self.language or language_of(notes.text)


class Request(NamedTuple):
    """One line of an export. `smaller` are the asks that stand in for it when its answer is cut off."""

    id: str
    ask: Ask
    piece: Piece
    smaller: tuple[Request, ...] = ()


class Unanswered(NamedTuple):
    """A request that no usable answer came for."""

    request: Request
    problem: Problem
    cause: str = ""


def requests(notes: Notes, recipe: Recipe, redaction: Redaction | None = None) -> list[Request]:
    """All that has to be asked about one set of notes, as the service sees them.

    The ids are the same for the same notes, recipe and redaction.
    """
    preset = TARGETS[recipe.target].preset
    language = recipe.language_for(notes)
    who, parts = _people(notes, recipe, redaction)
    found = []
    for piece in whole_pieces(who.notes, language, preset, speakers_told(language, who, parts)):
        head = f"{who.notes.sha256[:24]}-{recipe.fingerprint[:8]}-{piece.window}"
        smaller = tuple(
            Request(f"{head}-{ask.sections[0]}", ask, piece) for ask in piece.ask.split() if len(piece.ask.sections) > 1
        )
        found.append(Request(f"{head}-{piece.ask.name}", piece.ask, piece, smaller))
    return found


def line(request: Request, notes: Notes, recipe: Recipe) -> bytes:
    """A request as a line of the Batch format."""
    target = TARGETS[recipe.target]
    language = recipe.language_for(notes)
    schema = answer_model(request.ask.specs).model_json_schema()
    messages = whole_messages(language, request.ask, request.piece.lines, request.piece.hint)
    form: dict[str, Any] = {"type": "json_object"}
    if target.takes_schema:
        form = {"type": "json_schema", "json_schema": {"name": "CoachingSummary", "schema": schema}}
    else:
        messages = with_schema(language, messages, schema)
    body = {
        "model": recipe.model,
        "messages": [message._asdict() for message in messages],
        "max_tokens": request.ask.max_tokens,
        "temperature": 0,
        "response_format": form,
        **target.preset.extra_body,
    }
    asked = {"custom_id": request.id, "method": "POST", "url": URL, "body": body}
    return json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def open_requests(
    notes: Notes, recipe: Recipe, answer: Callable[[str], Answer | None], redaction: Redaction | None = None
) -> list[Request]:
    """The requests that still lack a usable answer; one whose answer was cut off is asked for in smaller pieces."""
    return [missing.request for missing in _open(requests(notes, recipe, redaction), answer)[1]]


def drafted(
    notes: Notes, recipe: Recipe, answer: Callable[[str], Answer | None], redaction: Redaction | None = None
) -> tuple[Drafted, list[Answer]] | Unanswered:
    """What the answers to all requests about one set of notes make together, or the first that is missing.

    What `redaction` took out is put back.
    """
    found, missing = _open(requests(notes, recipe, redaction), answer)
    if missing:
        return missing[0]
    made = united([summary for summary, _ in found], *_people(notes, recipe, redaction), recipe.language_for(notes))
    return restored(made, redaction, notes) if redaction else made, [used for _, used in found]


def _people(notes: Notes, recipe: Recipe, redaction: Redaction | None) -> tuple[People, Parts]:
    who = people_of(notes, recipe.stated)
    if redaction:
        who = hidden(who, redaction)
    return who, parts_of(who.notes, who.address.titled, who.told)


def _open(
    asked: list[Request], answer: Callable[[str], Answer | None]
) -> tuple[list[tuple[Summary, Answer]], list[Unanswered]]:
    found: list[tuple[Summary, Answer]] = []
    missing: list[Unanswered] = []
    for request in asked:
        got = _read(request, answer(request.id))
        if isinstance(got, Unanswered) and request.smaller and got.problem is Problem.TRUNCATED:
            parts, lacking = _open(list(request.smaller), answer)
            found += parts
            # Of smaller asks that were never made, it is the cut-off answer that tells why.
            missing += [got._replace(request=one.request) if one.problem is Problem.MISSING else one for one in lacking]
        elif isinstance(got, Unanswered):
            missing.append(got)
        else:
            found.append(got)
    return found, missing


def _read(request: Request, answer: Answer | None) -> tuple[Summary, Answer] | Unanswered:
    if answer is None:
        return Unanswered(request, Problem.MISSING)
    if answer.problem is not None:
        return Unanswered(request, answer.problem, answer.text)
    try:
        read = answer_model(request.ask.specs).model_validate_json(answer.text)
    except ValidationError:
        return Unanswered(request, Problem.FORM)
    return to_summary(read, request.ask.specs), answer
