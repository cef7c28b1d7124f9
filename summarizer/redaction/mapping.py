"""The values that were found and the placeholders that stand for them: hiding, putting back, and looking for leaks.

A placeholder (`[PERSON_3]`) has a number that no other has, whatever its kind, so that a mangled one is still known.
It stands for a text exactly as it was written, which is put back as it was; words of the notes that look like a
placeholder are themselves taken out, so that none can be taken for one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from summarizer.errors import EndpointError, InputError
from summarizer.notes import Notes
from summarizer.redaction.kinds import Kind, Value, folded, pattern

_WORDS = "|".join(Kind)
_OPEN, _CLOSE = r"\[［【〔〖⟦{<", r"\]］】〕〗⟧}>"
# As models write them: other brackets or one or none, spaces, another joint between word and number.
_PLACEHOLDER = re.compile(
    rf"(?:[{_OPEN}]\s*)?(?<![A-Za-z])(?P<kind>{_WORDS})[\s_\-]*(?P<number>[0-9]+)(?P<closed>\s*[{_CLOSE}])?"
)
_SHAPE = re.compile(rf"[{_OPEN}]\s*[^\W\d_]{{1,12}}\s*_\s*\d+\s*[{_CLOSE}]")
_FOREIGN = "(?)"
"""What stands in a draft for a placeholder that is none of ours: a person has to look."""


class RedactionError(EndpointError):
    """A request was not sent, since something in it was to be replaced and is not."""


class Restored(NamedTuple):
    """A text with what the placeholders stand for; `doubtful` where one of them stands for nothing."""

    text: str
    doubtful: bool


class Redaction:
    """What one run takes out of notes. The same text has the same placeholder in all of them."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(16)
        self._values: dict[Value, None] = {}
        self._placeholders: dict[tuple[Kind, str], str] = {}
        self._texts: list[tuple[Kind, str]] = []
        self._searched: set[str] | None = set()
        self._compiled: tuple[re.Pattern[str], list[Value]] | None = None

    @property
    def name(self) -> str:
        """A name for this redaction that tells nothing of what is in it."""
        return hashlib.sha256(self._key).hexdigest()[:16]

    @property
    def count(self) -> int:
        """How many different texts have been taken out."""
        return len(self._texts)

    def add(self, values: Iterable[Value]) -> None:
        """Have these taken out from now on."""
        for value in values:
            self._values.setdefault(value)
        self._compiled = None

    def searched(self, notes: Notes) -> None:
        """Say that all that is to be taken out of these notes has been added."""
        if self._searched is not None:
            self._searched.add(notes.sha256)

    def hide(self, text: str) -> str:
        """The text with a placeholder for everything that is to be taken out."""
        text = _PLACEHOLDER.sub(lambda found: self._placeholder(Kind.TEXT, found[0]), text)
        pieces, end = [], 0
        for start, stop, kind in self.spans(text):
            pieces += [text[end:start], self._placeholder(kind, text[start:stop])]
            end = stop
        return "".join([*pieces, text[end:]])

    def spans(self, text: str) -> Iterator[tuple[int, int, Kind]]:
        """Where in a text what is to be taken out stands."""
        finder, values = self._finder()
        kept = [found.span() for found in _PLACEHOLDER.finditer(text)]
        whole, at = folded(text), 0
        run: tuple[int, int, Kind] | None = None
        while found := finder.search(whole, at):
            # Of two that overlap nothing may be left: they go together.
            at = found.start() + 1
            if not found.lastindex or any(start < found.end() and found.start() < stop for start, stop in kept):
                continue
            if run and found.start() < run[1]:
                run = (run[0], max(run[1], found.end()), run[2])
                continue
            if run:
                yield run
            run = (found.start(), found.end(), values[found.lastindex - 1].kind)
        if run:
            yield run

    def hidden(self, notes: Notes) -> Notes:
        """The notes as they may be shown to an endpoint.

        The fingerprint changes with the key of this run: that of short notes would let whoever guesses a name check it.
        Raises InputError for notes that were not searched, as those of a file that has changed meanwhile.
        """
        if self._searched is not None and notes.sha256 not in self._searched:
            raise InputError("redact.changed", name=notes.name)
        lines = tuple(
            line._replace(text=self.hide(line.text), speaker=self.hide(line.speaker) if line.speaker else None)
            for line in notes.lines
        )
        name = hmac.new(self._key, notes.sha256.encode(), hashlib.sha256).hexdigest()
        return Notes("notes", name, lines)

    def restore(self, text: str) -> Restored:
        """The text with what its placeholders stand for, also where a model mangled them and there is no doubt."""
        pieces, end, doubtful = [], 0, False
        for found in [*_PLACEHOLDER.finditer(text), None]:
            between, foreign = _SHAPE.subn(_FOREIGN, text[end : found.start() if found else None])
            known = self._text_of(Kind(found["kind"]), found["number"], bool(found["closed"])) if found else ""
            doubtful |= foreign > 0 or known is None
            pieces += [between, _FOREIGN if known is None else known]
            end = found.end() if found else end
        return Restored("".join(pieces), doubtful)

    def check(self, data: bytes, ours: Collection[str] = ()) -> None:
        """Raise RedactionError when the body of a request still holds something that was to be taken out.

        Lines of prompts that are the program's own (`ours`) hold nothing of the notes.
        """
        if not self._values:
            return
        text = data.decode("utf-8", "replace")
        try:
            texts = [text, *_strings(json.loads(text))]
        except ValueError:
            texts = [text]
        for line in {line for said in texts[1:] or texts for line in said.splitlines()}:
            if line not in ours and (found := next(self.spans(line), None)):
                raise RedactionError("redact.leak", kind=found[2].value)

    def dump(self) -> bytes:
        """All of it, for a file of the user's own."""
        saved = {"schema": 1, "key": self._key.hex(), "values": list(self._values), "texts": self._texts}
        return json.dumps(saved, ensure_ascii=False).encode("utf-8", "surrogatepass")

    @classmethod
    def load(cls, data: bytes) -> Redaction:
        """The redaction that `dump` wrote. Raises ValueError, KeyError or TypeError for what it did not write."""
        saved = json.loads(data.decode("utf-8", "surrogatepass"))
        if saved["schema"] != 1:
            raise ValueError(saved["schema"])
        made = cls(bytes.fromhex(saved["key"]))
        made._searched = None  # the import knows by the manifest whether a file has changed
        made.add(Value(Kind(kind), *texts) for kind, *texts in saved["values"])
        for kind, text in saved["texts"]:
            made._placeholder(Kind(kind), text)
        return made

    def _placeholder(self, kind: Kind, text: str) -> str:
        if (kind, text) not in self._placeholders:
            self._texts.append((kind, text))
            self._placeholders[kind, text] = f"[{kind}_{len(self._texts)}]"
        return self._placeholders[kind, text]

    def _text_of(self, kind: Kind, digits: str, closed: bool) -> str | None:
        """What a placeholder stands for. Without its bracket it may have run into a number of the text."""
        ends = [len(digits)] if closed else range(len(digits), 0, -1)
        known = [
            self._texts[number - 1][1] + digits[end:]
            for end in ends
            if 0 < (number := int(digits[:end])) <= len(self._texts) and self._texts[number - 1][0] is kind
        ]
        return known[0] if len(known) == 1 else None

    def _finder(self) -> tuple[re.Pattern[str], list[Value]]:
        if self._compiled is None:
            # The longest first, so that a part of a name never goes before the whole.
            values = sorted(self._values, key=lambda value: (-len(value.text), value))
            self._compiled = re.compile("|".join(f"({pattern(value)})" for value in values) or "(?!)"), values
        return self._compiled


def _strings(body: Any) -> Iterator[str]:
    if isinstance(body, str):
        yield body
    elif isinstance(body, dict):
        for name, inner in body.items():
            yield from (name, *_strings(inner))
    elif isinstance(body, list):
        for inner in body:
            yield from _strings(inner)
