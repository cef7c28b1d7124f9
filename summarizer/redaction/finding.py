"""All that is to be taken out of some notes: by form, by what the embedded model lists, and by what the user names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from functools import cache, partial
from importlib.util import find_spec
from typing import NamedTuple, get_args

from summarizer.drafting.people import says_a_part
from summarizer.drafting.plan import PLANS
from summarizer.drafting.prompts import whole_messages, with_schema
from summarizer.errors import InputError
from summarizer.notes import Notes, language_of
from summarizer.notes.naming import Stated, address, nameless
from summarizer.providers.connection import Connection, connect
from summarizer.providers.local import store
from summarizer.providers.presets import PlanName
from summarizer.providers.settings import Endpoint
from summarizer.redaction.kinds import Kind, Value
from summarizer.redaction.listing import listed
from summarizer.redaction.mapping import Redaction
from summarizer.redaction.names import by_form, companies, with_parts
from summarizer.redaction.numbers import numbers
from summarizer.template import Language

_MOST = 3_000
"""Values of one set of notes. A table of thousands of numbers is no notes of a talk, and would take hours to look through."""


_NOBODY = Stated()


class How(NamedTuple):
    """What a redaction goes by: names that the user gives, and the embedded model, None where it is not installed."""

    names: tuple[str, ...] = ()
    model: Endpoint | None = None


def model_installed() -> bool:
    """Whether the embedded model can list names on this machine."""
    return find_spec("xllamacpp") is not None and store.is_verified(store.model_file())


async def find_all(sets: Iterable[Notes], how: How, stated: Stated = _NOBODY) -> Redaction:
    """What is to be taken out of several notes, from all of which it is then taken.

    The names by which the user states who is who are among it, whether the notes have them or not.

    Raises EndpointError where the embedded model fails: what it was to find would else be sent.
    """
    redaction = Redaction()
    # The label of a turn that is no name (经理, 说话人1) tells of nobody.
    told = [name for name in stated if name and not nameless(name) and not says_a_part(name)]
    given = [value for name in (*how.names, *told) for value in _given(name)]
    async with AsyncExitStack() as stack:
        connection: Connection | None = None
        for notes in sets:
            spoken_to = [value for said in address(notes).names.values() for value in _given(said.name)]
            found = [*given, *spoken_to, *by_form(notes)]
            if how.model:
                if connection is None:  # not before there are notes: a model takes seconds to load
                    connection = await stack.enter_async_context(connect(how.model))
                found += await listed(notes, language_of(notes.text), connection)
            said = "\n".join(line.attributed for line in notes.lines)
            found = [*with_parts(found, said), *(value for line in notes.lines for value in numbers(line.attributed))]
            if len(values := dict.fromkeys(found)) > _MOST:
                raise InputError("redact.too_many", name=notes.name, count=len(values))
            redaction.add(values)
            redaction.searched(notes)
    return redaction


def guard(redaction: Redaction) -> Callable[[bytes], None]:
    """Looks at the body of every request before it leaves. Raises RedactionError where it holds what was found."""
    return partial(redaction.check, ours=_own_lines())


def names_in(text: str) -> tuple[str, ...]:
    """The names of a user's file: one a line; `#` begins a remark."""
    lines = (line.partition("#")[0].strip().removeprefix("\ufeff") for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _given(name: str) -> list[Value]:
    """A name as the user gives it; in notes it may be written small."""
    kind = Kind.COMPANY if companies(name) else Kind.PERSON
    spelled = {name, name.lower()} if name.isascii() and not re.search(r"\d", name) else {name}
    return [Value(kind, text) for text in sorted(spelled)]


@cache
def _own_lines() -> frozenset[str]:
    """The lines of the prompts that notes and schema are put into; they hold names of nobody."""
    languages: tuple[Language, ...] = get_args(Language)
    asks = PLANS[PlanName.WHOLE].asks
    messages = [
        message
        for language in languages
        for ask in asks
        for message in with_schema(language, whole_messages(language, ask, ()), {})
    ]
    return frozenset(line for message in messages for line in message.content.splitlines())
