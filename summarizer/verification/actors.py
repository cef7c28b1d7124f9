"""Who does it and who says it: the subject of a claim against the subject of the passage it rests on."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.text.normal import normalise
from summarizer.verification.cast import COACH, COACHEE, Cast
from summarizer.verification.overlap import share
from summarizer.verification.passages import Passage, Passages

_PRONOUNS = re.compile(
    r"双方|我们|咱们|大家|两人|我|本人|他们|她们|他|她|你|您|辅导人|辅导对象|员工|被辅导人|"
    r"\bthe coachee\b|\bcoachee\b|\bthe employee\b|\bthe coach\b|\bcoach\b|\bthe manager\b|\b(?:they|both|we|i|he|she|you)\b|^me\b"
)
_GROUP = re.compile(r"双方|我们|咱们|大家|两人|他们|她们|一起|共同|\b(?:they|both|we|and i|me and|together)\b")
_OBJECT = re.compile(
    r"(?:向|和|与|跟|同|给|对|为|把|被|请|找|听|问|让|帮|陪|带|随|至|交|催|提醒|告诉|经|以及|、|关于|协助|指导|教|派|安排|询问|从|看|核对|通知|联系|邀请|叫|发|"
    r"\b(?:alongside|together with|beside|with|to|for|of|from|by|told|asked|gave|give|at|see|let|showed|show|tell|beside|via|that|about|and|near|against|on|help|helping|than|like|in)(?: the)?)\s*$"
)
_AGENT = re.compile(r"(?:由|\bby|->)\s*$")
_CAUSED = re.compile(r"(?:让|请|叫|派|找|安排|要求|\b(?:get|gets|have|has|had|let|lets|ask|asks|asked|make))\s*$")
_SAYS = re.compile(
    r"说(?!明|好|法)|表示|自述|坦言|指出|反映|讲|提到|提出|承认|认为|觉得|解释|强调|透露|自认|补充|回答|答|"
    r"\b(?:said|says|say|explain|explains|explained|noted|notes|mention|mentioned|admit|admits|admitted|point|pointed|claim|claims|claimed|report|reports|reported|feel|feels|felt|think|thinks|thought|"
    r"believe|believes|believed|acknowledged|reckon|reckons|reckoned|told|stated|added|described|complained|remarked|saw|counted|found|noticed|observed)\b"
)
_CONCEDES = re.compile(
    r"认同|认可|同意|接受|意识到|认识到|明白|想通|答应|理解|转变|得知|了解到|听|\b(?:agree|accept|acknowledg|recogni|realis|realiz|learn|understand|understood|took away|heard)\w*"
)
_LOOKS = re.compile(
    r"看|发现|查|核|观察|得知|了解|翻|确认|\b(?:watch|saw|see|found|find|check|observ|notic|learn|timed|verif|pulled|read|look|review)"
)
_QUOTES = re.compile(r"(?:说|讲|回答|答|[:：]|\bsaid|\bsays)\s*$")
_DOES = re.compile(r"(?:来|去)?(?:做|负责|办|弄|搞|跟|管|写)?[)）]?")
_THIRD = re.compile(r"\W*(?:他|她|其|(?:and |that |but )?(?:he|she)\b)")
_CLOSE = 0.4


class Agents(NamedTuple):
    """Who may be meant as the one who acts: names, or `coach` and `coachee`. `sure` if the clause itself says so."""

    people: frozenset[str]
    sure: bool


class Actors:
    """Finds who acts in claims and passages of one set of notes."""

    def __init__(self, cast: Cast, passages: Passages) -> None:
        self._cast = cast
        self._passages = passages
        listed = {normalise(name): name for name in (*cast.speakers, *cast.names)}
        for name in list(listed):
            for short in _short_forms(name):
                listed.setdefault(short, listed[name])
        self._names = {name: person for name, person in listed.items() if person not in (COACH, COACHEE)}
        words = sorted(self._names, key=len, reverse=True)
        parts = [rf"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in words]
        self._mention = re.compile("|".join([*parts, _PRONOUNS.pattern]))
        self._agents = [self._of(passage) for passage in passages.all]

    def mistaken(self, text: str, passage: Passage, told: Agents | None = None) -> str | None:
        """The person whom a clause has do or say what a passage gives to somebody else.

        `told` is who speaks by an earlier clause of the statement (`倪帆指出，…`).
        """
        mine = self.claimed(text)
        if told and not (mine and mine.sure and _SAYS.search(text)) and self._told_by_another(passage, told):
            return self._shown(told)
        if not mine or not mine.sure or not mine.people or _CONCEDES.search(text):
            return None
        if _SAYS.search(text) and self._told_by_another(passage, mine):
            return self._shown(mine)
        if _LOOKS.search(text) and mine.people == {self._cast.coach} and passage.speaker is None:
            return None  # the coach writes down what the coach sees
        theirs = self._agents[passage.number]
        if (
            not theirs.sure
            or not theirs.people
            or mine.people & theirs.people
            or share(self._passages.nameless(text), passage.text) < _CLOSE
        ):
            return None
        return self._shown(mine)

    def agreed(self, text: str, passage: Passage) -> bool:
        """Whether the clause and the passage have the same person act."""
        mine, theirs = self.claimed(text), self._agents[passage.number]
        return bool(mine and mine.people & theirs.people)

    def telling(self, text: str) -> Agents | None:
        """Who a clause says speaks: `倪帆自己指出`, `据宫亮反映`; None where it does not say."""
        if not _SAYS.search(text) or _CONCEDES.search(text):
            return None
        found = self.claimed(text)
        return found if found and found.sure and found.people else None

    def _told_by_another(self, passage: Passage, mine: Agents) -> bool:
        """Whether, in a talk noted turn by turn, the passage is the turn of another speaker."""
        speakers = set(self._cast.speakers)
        return (
            self._cast.dialogue
            and passage.speaker is not None
            and mine.people <= speakers
            and passage.speaker not in mine.people
        )

    def claimed(self, text: str) -> Agents | None:
        """Who acts in a clause of a statement."""
        found = _THIRD.match(text)
        return None if found else self._subject(text, self._cast.coach, None)

    def _of(self, passage: Passage) -> Agents:
        cast = self._cast
        writer = passage.speaker or self._quoted(passage) or cast.coach
        other = (
            next((name for name in cast.speakers if name != passage.speaker), cast.coachee)
            if passage.speaker
            else cast.coachee
        )
        found = self._subject(passage.text, writer, other)
        if found:
            return self._postponed(passage) or found
        if late := self._postponed(passage):
            return late
        return Agents(frozenset({writer} if passage.speaker else ()), sure=False)

    def _quoted(self, passage: Passage) -> str | None:
        """Whose words a passage gives by the clause in front of it: `小丛讲 我不知道下一步要什么`."""
        before = self._passages.all[passage.number - 1] if passage.number else None
        if before is None or before.line != passage.line or not _QUOTES.search(before.text):
            return None
        found = self._mention.match(before.text)
        people = self._people(found[0], self._cast.coach, None) if found else frozenset()
        return next(iter(people)) if len(people) == 1 else None

    def _postponed(self, passage: Passage) -> Agents | None:
        """Who acts by a short clause behind it: `月底前先上缓存，他做`, `跟家属道歉（她，明天）`."""
        after = self._passages.after(passage)
        if after is None or after.line != passage.line or len(after.text) > 6:
            return None
        found = self._mention.match(after.text.lstrip("(（ -—"))
        if not found or not _DOES.fullmatch(after.text.lstrip("(（ -—")[found.end() :]):
            return None
        return Agents(self._people(found[0], passage.speaker or self._cast.coach, None), sure=True)

    def _subject(self, text: str, me: str, you: str | None) -> Agents | None:
        if _GROUP.search(text):
            return Agents(frozenset(), sure=False)
        first: frozenset[str] | None = None
        for found in self._mention.finditer(text):
            people = self._people(found[0], me, you)
            before = text[: found.start()]
            if _AGENT.search(before):
                return Agents(people, sure=True)
            if first is None and not _OBJECT.search(before) and not text[found.end() :].startswith(("的", "'s")):
                first = people
            elif first is not None and _CAUSED.search(before):
                first = first | people  # who gets somebody to do it, and who does it
        return Agents(first, sure=True) if first is not None else None

    def _people(self, word: str, me: str, you: str | None) -> frozenset[str]:
        cast = self._cast
        if word in ("我", "本人", "i", "me"):
            return frozenset({me})
        if word in ("辅导人", "the coach", "coach", "the manager"):
            return frozenset({cast.coach})
        if word in ("辅导对象", "员工", "被辅导人", "the coachee", "coachee", "the employee"):
            return frozenset({cast.coachee})
        if word in ("你", "您", "you"):
            return frozenset({you} if you else ())
        if word in ("他", "她", "he", "she"):
            return frozenset({cast.coachee, *(name for name in cast.names if name != cast.coach and cast.dialogue)})
        return frozenset({self._cast.same(self._names[word])})

    def _shown(self, agents: Agents) -> str:
        return "、".join(sorted(agents.people))


def _short_forms(name: str) -> list[str]:
    if name.isascii():
        return [part for part in name.split() if len(part) > 2]
    return [name[1:]] if len(name) == 3 and name[0] not in "小老阿" else []
