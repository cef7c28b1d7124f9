"""A person's name that the notes spell in two ways: in a personnel file only one of them is right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from summarizer.notes import Line, Notes
from summarizer.template import EvidenceSpan, Statement, Summary, get
from summarizer.text.names import NOT_BEFORE_NAMES, SURNAMES, TITLES, people
from summarizer.verification.gaps import Conflict

_HAN = "\u4e00-\u9fff"
_WRITTEN = re.compile(r"\b[A-Z][a-z]+\b")
# Behind the first word of a sentence, what makes it somebody: "Mark was late", but not "Make sure".
_ACTS = re.compile(
    r"'s\b| (?:was|is|has|had|will|can|did|does|said|says|thinks|feels|felt|wants|agreed|asked|told|came|went)\b"
)
_WITHIN = re.compile(r"[\w,] $")
_TITLED = re.compile(rf".(?:{TITLES})")
_SHORTEST = 4
"""Letters of an English name: two shorter ones that differ in a letter are mostly two names."""

_OFTEN = 3
"""How often the notes say a name in full that a nickname written once is held to be."""


def spellings_of(summary: Summary, notes: Notes) -> dict[str, Conflict]:
    """For coachee and coach, by field path, the name the notes call them by and one that differs from it in a character.

    Who is named with the other in one line is somebody else.
    """
    found: dict[str, Conflict] = {}
    known = {name for path in ("basics.coachee", "basics.coach") for name in _names(get(summary, path))}
    for path in ("basics.coachee", "basics.coach"):
        said = get(summary, path)
        if said is None or said.origin != "notes":
            continue
        for name in _names(said):
            if (other := _misspelt(name, notes, known)) is not None:
                found[path] = Conflict(said, other)
    return found


def _names(said: Statement | None) -> list[str]:
    whole = people(said.text)[:1] if said else []
    return [word for name in whole for word in ([name] if not name.isascii() else _WRITTEN.findall(name))]


def _misspelt(name: str, notes: Notes, known: set[str]) -> Statement | None:
    written = [(line, place, other) for line in notes.content for place, other in _alike(name, line.text)]
    others = {other for _, _, other in written} - known
    here = sum(line.text.count(name) + (line.speaker or "").count(name) for line in notes.content)
    apart = [(line, place, other) for line, place, other in written if other in others and name not in line.text]
    if len(apart) != len(written) or len(others) != 1 or len(written) >= here:
        return None
    if len(name) < len("王小明") and not name.isascii() and (len(written) > 1 or here < _OFTEN):
        return None
    return _statement(*apart[0])


def _alike(name: str, text: str) -> Iterator[tuple[int, str]]:
    """Where a text has a name that differs from this one in a character, and that name."""
    if name.isascii():
        for word in _WRITTEN.finditer(text) if len(name) >= _SHORTEST else ():
            one, other = sorted((name, word[0]), key=len)
            named = _WITHIN.search(text[: word.start()]) or _ACTS.match(text, word.end())
            if named and Levenshtein.distance(one, other, score_cutoff=1) == 1 and other != f"{one}s":
                yield word.start(), word[0]
    elif len(name) > 2 and name[0] in SURNAMES and not _TITLED.fullmatch(name):
        for at in range(len(name)):
            for found in re.finditer(f"{name[:at]}[{_HAN}]{name[at + 1 :]}", text):
                other = found[0]
                if other != name and other[0] in SURNAMES and other[0] not in NOT_BEFORE_NAMES and other[-1] != "姐":
                    yield found.start(), other
    elif len(name) == 2 and name[0] == "阿":
        for found in re.finditer(rf"(?<![{_HAN}])阿[{_HAN}]", text):
            if found[0] != name:
                yield found.start(), found[0]


def _statement(line: Line, place: int, name: str) -> Statement:
    span = EvidenceSpan(line=line.number, start=place, end=place + len(name))
    return Statement(text=name, evidence=[span])
