"""What today's notes say of something agreed last time: done, not done, spoken of without saying which, or nothing.

Plain words decide, and where they do not, nobody guesses: a person is asked. `docs/experiments.md` has how often it errs.
"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from summarizer.notes import Notes
from summarizer.template import EvidenceSpan
from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred
from summarizer.text.quantities import quantities, same
from summarizer.verification.cast import cast_of
from summarizer.verification.overlap import Unit, carried
from summarizer.verification.passages import Passages, cut
from summarizer.verification.polarity import negated

_MENTIONED = 0.3
"""Share of the weight of an agreement's words from which a line speaks of it."""

_LEAST = 2
"""Units that a line must share at the least: one word alone turns up anywhere."""

_RUN = 4
"""Characters in a row that are enough, however long the agreement is: 追赶计划."""

_RIVAL = 0.34
"""Share from which another line may be meant as well."""

_TELLING = 6
"""Letters of an English word that alone makes another line one that may be meant: induction."""

_PLAIN = 0.4
"""Share that one clause must have for its words to decide: with less of it, they may be about something else."""

_RAMBLING = 60
"""Characters from which a stretch without punctuation tells too many things for one of them to be read out of it."""

_NOT = deferred(
    r"还没|还未|尚未|没(?!再|有?问题|意见|人再|有?一[天次个人]|落|关系|准|事|想到)|未(?!来|必)|不(?:敢|肯|愿|看|出|了了之|动)|忘|推(?:迟|到|后)|延(?:期|后|到)|拖|搁|再说|还在|还是不|空着|才给|取消|"
    r"\bnot yet\b|n't\b|\bnot\b|\bnever\b|\bno (?:update|news|progress)\b|\bstill\b|\bforgot|\bslipped\b|\bpostponed\b|\bcancelled\b|\bdelayed\b|\bmissed\b|\bwaiting\b|\boverdue\b|\bpending\b"
)
_PARTLY = deferred(
    r"一半|[一二三四五六七八九]成|部分|基本|大概|差不多|快(?:好|完)了|只(?=[写做填跑交有完排])|还差|差[一二两三四五六七八九\d]|就.{0,6}一次|时有时无|漏|替|在(?=[写做跟准弄排改查整])|有时|偶尔|除了|试了|还是|"
    r"\bhalf\b|\bpart(?:ly|s)?\b|\bnearly\b|\balmost\b|\bmost(?:ly)?\b|\bin progress\b|\bsome(?:times)?\b|\bof the (?:two|three|four|five|\d+)\b|\bso far\b|\bwanted\b|\btarget\b|\bexcept\b|\bfor (?:him|her|them)\b"
)
_PLANNED = deferred(
    r"下周|下个?月|明天|以后|打算|计划(?!书|表|[^,，]{0,6}(?:了|完))|准备(?!好)|想(?!到|了)|会(?=[去把在找写交做])|要(?!求|是|点)|约好|定了|商定|之前|答应|考虑|再定|"
    r"\bnext\b|\btomorrow\b|\bwill\b|\bwants?\b|\bplan(?:s|ning)?\b|\bgoing to\b|\bthinking\b|\btalked about\b|\bto be\b|\bwould\b|\bcould\b|\bshould\b|\bby (?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
_DONE = deferred(
    r"了(?!解|吗|没|不|得)|完成|做完|搞定|落实|到位|办妥|弄好|签字|通过|每天都|坚持|执行|归零|"
    r"\bdone\b|\bfinished\b|\bcomplete[d]?\b|\bin (?:use|place)\b|\bon file\b|\bup to date\b|\bhappening\b|\bheld\b|\bsent\b|\bwritten\b|\bwrote\b|\bmade\b|\bgave\b|\bgiven\b|\bspoke\b|\bsaid it\b|"
    r"\bran\b|\bwent out\b|\bbuilt\b|\bset up\b|\bdid\b|\bmet\b|\btaught\b|\bread\b|\bbooked\b|\bput\b|\bare in\b|\bis in\b|\b(?!ask|want|talk|promis|need|seem|lik|plann|try|tri)\w{2,}ed\b"
)


class Outcome(StrEnum):
    """What became of something agreed; the names of the texts that tell it."""

    DONE = "done"
    OPEN = "open"
    UNCLEAR = "unclear"
    ABSENT = "absent"


class Account(NamedTuple):
    """What the notes say of one agreement: the outcome, and the line it rests on, None where nothing is said."""

    outcome: Outcome
    span: EvidenceSpan | None


class FollowedUp:
    """Looks for agreements in one set of notes."""

    def __init__(self, notes: Notes, coach: str | None = None, coachee: str | None = None) -> None:
        self._lines = notes.content
        self._passages = Passages(self._lines, cast_of(self._lines, coach, coachee))
        self._texts = [normalise(line.text) for line in self._lines]

    def account(self, agreed: str) -> Account:
        """What the notes say of something agreed, in the words it was agreed in."""
        wanted = self._passages.nameless(normalise(agreed))
        shares = [self._share(wanted, text) for text in self._texts]
        best = max(range(len(shares)), key=lambda place: shares[place], default=None)
        if best is None or shares[best] < _MENTIONED:
            return Account(Outcome.ABSENT, None)
        line = self._lines[best]
        outcome = self._outcome(wanted, self._texts[best])
        if outcome is not Outcome.UNCLEAR and self._rival(wanted, best):
            outcome = Outcome.UNCLEAR
        start = len(line.text) - len(line.text.lstrip())
        return Account(outcome, EvidenceSpan(line=line.number, start=start, end=len(line.text.rstrip())))

    def _share(self, wanted: str, text: str) -> float:
        """How much of an agreement a line speaks of: of its fullest clause, for the rest is how and by when."""
        clauses = [clause.text for clause in cut(wanted)] or [wanted]
        return max(self._of(clause, text) for clause in clauses)

    def _of(self, clause: str, text: str) -> float:
        found = [(unit, held, self._passages.weight(unit.text)) for unit, held in carried(clause, text)]
        figures = [figure for figure in quantities(clause) if not figure.article]
        known = sum(any(same(figure, other) for other in quantities(text)) for figure in figures)
        if sum(held for _, held, _ in found) + known < _LEAST or not (known or _pairs(clause, text)):
            return 0.0
        most = self._passages.weight("")
        total = sum(weight for *_, weight in found) + most * len(figures)
        share = (sum(weight for _, held, weight in found if held) + most * known) / total
        return max(share, _MENTIONED if _run(found) >= _RUN else 0.0)

    def _outcome(self, wanted: str, line: str) -> Outcome:
        """What a line that speaks of an agreement says of it; anything but a plain word is unclear."""
        clauses = [clause.text for clause in cut(line)] or [line]
        heard = [self._share(wanted, clause) for clause in clauses]
        about = heard.index(max(heard))
        if heard[about] < _PLAIN or len(clauses[about]) > _RAMBLING:
            return Outcome.UNCLEAR
        told = None if _asks(clauses[about], line) else _told(clauses[about])
        if told is None:  # ROI分析的事，他周三交了: the clause after it may tell, and nothing before
            told = next((said for clause in clauses[about + 1 :] if (said := _told(clause))), None)
        if told is Outcome.DONE:
            others = {_told(clause) for clause in clauses}
            if others & {Outcome.OPEN, Outcome.UNCLEAR} or negated(wanted) or _misses(wanted, line):
                return Outcome.UNCLEAR
        if told is Outcome.OPEN and negated(wanted):
            return Outcome.UNCLEAR
        return told or Outcome.UNCLEAR

    def _rival(self, wanted: str, best: int) -> bool:
        """Whether another line speaks of something in an agreement that the best line does not: then which one tells?"""
        mine = _pairs(wanted, self._texts[best])
        for place, text in enumerate(self._texts):
            others = _pairs(wanted, text) - mine if place != best else set()
            if others and (self._share(wanted, text) >= _RIVAL or any(len(word) >= _TELLING for word in others)):
                return True
        return False


def _run(found: list[tuple[Unit, bool, float]]) -> int:
    """How many characters of a clause in a row a line holds; a word of another script counts as two."""
    longest = run = 0
    for unit, held, _ in found:
        run = run + (2 if unit.text.isascii() else 1) if held else 0
        longest = max(longest, run)
    return longest


def _pairs(wanted: str, text: str) -> set[str]:
    """The words of an agreement that a line holds: English ones, and Chinese ones as neighbouring characters."""
    found = carried(wanted, text)
    words = {unit.text for unit, held in found if held and unit.text.isascii()}
    words |= {
        one.text + other.text
        for (one, held), (other, too) in pairwise(found)
        if held and too and one.end == other.start and not one.text.isascii()
    }
    return words


def _asks(clause: str, line: str) -> bool:
    """Whether a clause is a question; the answer is what tells."""
    after = line.partition(clause)[2].lstrip()
    return after[:1] in ("?", "？") or clause.endswith(("吗", "呢", "没有"))


def _told(clause: str) -> Outcome | None:
    if _NOT.search(clause):
        return Outcome.OPEN
    if _PARTLY.search(clause) or _PLANNED.search(clause):
        return Outcome.UNCLEAR
    return Outcome.DONE if _DONE.search(clause) else None


def _misses(wanted: str, line: str) -> bool:
    """Whether an agreement names figures that the line does not have, but others."""
    held = [figure for figure in quantities(line) if not figure.article]
    return any(
        not any(same(figure, other) for other in held) and any(other.measure is figure.measure for other in held)
        for figure in quantities(wanted)
        if not figure.article
    )
