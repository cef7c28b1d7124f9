"""Names in Latin letters by their capitals: initials in notes of either language, and capitals inside English sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.redaction.kinds import Kind, Value

_INITIALS = re.compile(r"(?<![A-Za-z0-9.&/])(?:[A-Z]{2}(?![A-Za-z0-9&/-])|(?:[A-Z]\.){2,3}(?![A-Za-z0-9]))")
# What two capitals stand for at work.
_NO_INITIALS = frozenset(
    "HR IT QA PM PR UI UX AI BI CV ID OK TV US UK EU UN VP PO PC CS BD FY QC QQ AM BP BU CC CI CD DB DM ED ER FA FE BE GM GP HQ IP IR KA KP KR LA MD ML NB NA NO NY OA "
    "OB OP OT PA PE PK PT RD RM RN SA SE SL SM SO SP SQ SR ST TA TC TL TO TT WC WE XL AR VR AC DC CT MR XX AA BB GB MB KB KG KM CM MM HC LP SN SA AE AP PI DR MS".split()
)
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[\w'’\-]{{0,40}}[A-Za-zÀ-ɏ]"
# A name inside a sentence: after a small word, a figure or a comma, with the small words of names between its parts.
_INSIDE = re.compile(
    rf"(?<=[a-z0-9,;(&\"“] )(?:{_CAPITAL}\.\s)?{_WORD}(?:\s(?:&\s)?(?:(?:van|von|der|den|de|da|di|bin|al|Ní|O)\s){{0,2}}{_WORD})*"
)
_SMALL_PARTS = re.compile(
    rf"\b(?:van|von|bin|ten|ter)(?:\s(?:der|den|de|het))?\s{_WORD}|\b(?:de|da|di|al|el)\s(?:la\s)?{_CAPITAL}[a-zà-ɏ]+"
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\b\.?\s{_WORD}(?:\s{_WORD}){{0,2}}")
# Who begins a sentence and does what people do: Xio keeps it all, Will was fine.
_BEGINS = re.compile(
    rf"(?:^|(?<=[.!?;:,\-–—] ))({_WORD})(?='s\s|\s(?:is|was|has|had|will|would|does|did|says?|said|feels?|felt|thinks?|thought|wants?|wanted|keeps?|kept|knows?|knew|asks?|asked|told|tells|needs?|takes?|took|"
    r"gets?|got|does|goes|went|came|comes|writes?|wrote|calls?|called|sends?|sent|checks?|checked|agrees?|agreed|admits?|admitted|signs?|signed|will|can|could|should|also|never|often|still|only|then|and I)\b)",
    re.MULTILINE,
)
_INITIAL_NAMED = re.compile(rf"(?<![A-Za-z.])[A-Z]\.\s?{_WORD}")
_PAIR = re.compile(rf"(?<![\w.]){_CAPITAL}[a-zà-ɏ]+(?:\s(?:&|and)\s{_CAPITAL}[a-zà-ɏ]+)(?!\w)")
_VERB_NAMES = frozenset("will mark grant chase".split())
_NOT_NAMES = frozenset(
    "i i'm i'll i'd i've monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue tues wed weds thu thur thurs fri sat "
    "sun january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec christmas easter english chinese "
    "german french spanish excel word teams zoom slack outlook jira powerpoint sharepoint github sales marketing finance legal support operations the this that these those they he she it we you there here "
    "what when why how who where which his her their our its my your a an in on at for from with and but or so if as not no yes everyone everybody nobody somebody someone people both each all "
    "some many most one two three four five ok okay agreed asked said also then now next last first today tomorrow yesterday nothing everything something coach coachee manager employee "
    "rep lead boss plan goal action owner due trigger topic date venue root cause follow review check notes quality team department q1 q2 q3 q4 after before during since while because although "
    "however maybe perhaps still only just her mail email phone badge iban passport id let can could should would will did does do has have had is are was were".split()
)


def by_capitals(lines: Iterable[str], chinese: bool) -> list[Value]:
    """People and companies in Latin letters. A word that begins a sentence is one only where it does what people do."""
    found: list[str] = []
    people: list[str] = []
    for line in lines:
        found += [initials for initials in _INITIALS.findall(line) if initials not in _NO_INITIALS]
        if chinese:
            found += re.findall(r"[小老阿][A-Z][A-Za-z]+", line)
            continue
        for form in (_INSIDE, _SMALL_PARTS, _TITLED, _INITIAL_NAMED, _PAIR):
            found += [match[0].strip() for match in form.finditer(line)]
        # Will was fine, and I told Will: there a verb that is also a name is one.
        seen = (*_BEGINS.findall(line), *_INSIDE.findall(line))
        people += [name for name in seen if name.lower() in _VERB_NAMES]
        found += _BEGINS.findall(line)
    return [Value(Kind.PERSON, name) for name in (*people, *(name for said in found for name in _forms(said)))]


def _forms(said: str) -> list[str]:
    """A name and its parts, without words that only begin a sentence or are days, months, languages and tools."""
    words = [word for word in said.split() if word.lower().removesuffix("'s") not in _NOT_NAMES and word != "&"]
    if not words:
        return []
    if len(words) == 1 and words[0] in _NO_INITIALS:
        return []
    whole = [said] if len(words) == len([word for word in said.split() if word != "&"]) else []
    parts = [word.removesuffix("'s").removesuffix("’s") for word in words if word[0].isupper() and word[-1] != "."]
    return [
        *whole,
        *(
            part
            for part in parts
            if len(part) > 1 and (len(part) > 2 or not part.isupper() or part not in _NO_INITIALS)
        ),
    ]
