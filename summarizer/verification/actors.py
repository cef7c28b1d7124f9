"""Who does it and who says it: the subject of a claim against the subject of the passage it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.text.names import TITLES
from summarizer.text.normal import normalise
from summarizer.text.patterns import just_before
from summarizer.verification.cast import COACH, COACHEE, Cast
from summarizer.verification.overlap import share
from summarizer.verification.passages import Passage, Passages

_PRONOUNS = re.compile(
    r"双方|我们|咱们|大家|两人|我|本人|他们|她们|他|她|你|您|辅导人|辅导对象|员工|被辅导人|"
    r"\bthe coachee\b|\bcoachee\b|\bthe employee\b|\bthe coach\b|\bcoach\b|\bthe manager\b|\b(?:they|both|we|i|he|she|you)\b|^me\b"
)
_GROUP = re.compile(r"双方|我们|咱们|大家|两人|他们|她们|一起|共同|\b(?:they|both|we|and i|me and|together)\b")
_OBJECT = re.compile(
    r"(?:等|打|约|向|和|与|跟|同|给|对|为|把|被|请|找|听|问|让|帮|陪|带|随|至|交|催|提醒|告诉|经|以及|、|关于|协助|指导|教|派|安排|询问|从|看|核对|通知|联系|邀请|叫|发|明白|知道|以为|觉得|认为|担心|害怕|怕|看到|注意到|意识到|发现|听说|"
    r"\b(?:alongside|together with|beside|with|to|for|of|from|by|told|asked|gave|give|at|see|let|showed|show|tell|beside|via|that|about|and|near|against|on|help|helping|than|like|in)(?: the)?)\s*$"
)
_AGENT = re.compile(r"(?:由|\bby|->)\s*$")
_CAUSED = re.compile(r"(?:让|请|叫|派|找|安排|要求|\b(?:get|gets|have|has|had|let|lets|ask|asks|asked|make))\s*$")
_SENT = re.compile(r"(?:让|请|叫|派|安排)$")
_SAYS = re.compile(
    r"说(?!明|好|法)|表示|自述|坦言|指出|反映|(?<![主演听])讲(?![解义师课台稿])|提到|提出|承认|认为|觉得|解释|强调|透露|自认|补充(?![至到了齐])|回答|答|主张|建议|提议|要求|声称|回应|抱怨|诉苦|反思|"
    r"\b(?:said|says|say|explain|explains|explained|noted|notes|mention|mentioned|admit|admits|admitted|point|pointed|claim|claims|claimed|report|reports|reported|feel|feels|felt|think|thinks|thought|"
    r"believe|believes|believed|acknowledged|reckon|reckons|reckoned|told|stated|added|described|complained|remarked|saw|counted|found|noticed|observed|suggest(?:s|ed)?|propos(?:es|ed)|concluded|reflected|regretted|argued|insisted|wondered|relayed|related|put forward)\b"
)
_CONCEDES = re.compile(
    r"认同|认可|同意|接受|意识到|认识到|明白|想通|答应|理解|转变|得知|了解到|听|\b(?:agree|accept|acknowledg|recogni|realis|realiz|learn|understand|understood|took away|heard)\w*"
)
_LOOKS = re.compile(
    r"看|发现|查|核|观察|得知|了解|翻|确认|\b(?:watch|saw|see|found|find|check|observ|notic|learn|timed|verif|pulled|read(?!y)|look|review)"
)
_DONE_BY = re.compile(r"(?<![理自])由(?!于|此|头|来)[\u4e00-\u9fff]{2}")
_HE = ("他", "她", "he", "she")
_SOMEBODY = "?"
"""Somebody who is not one of the people that the notes name."""

_DOES = re.compile(r"(?:来|去)?(?:[帮替][他她](?=\w))?(?:做|负责|办|弄|搞|跟|管|写|打|送|交|查|盯|带)?的?[)）]?")
_BEFORE_DOER = "(（ -—由就是"
_LOOKED = re.compile(
    r"我.{0,8}(?:看|查|翻|核|调|量|测|算|数|试|听(?!说))|i (?:checked|looked|timed|tested|pulled|read|counted|measured|put|watched|stood)\b"
)
"""How the writer of notes begins a line of what the writer found out."""

_SOMEBODY_TELLS = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:[员长工户客属生友妈爸爷姐哥叔姨婶总民导]|师傅|奶奶|病人|甲方|老师)[都也]?(?:说|讲|反映)(?=[他她])"
)
_ASKS = re.compile(r"问|\bask")
_GIVEN = re.compile(
    r"(?:[发交报递转送寄]给|告诉|通知|\b(?:tells?|shows?|emails?|(?:sends?|sent|reports?|hands?|passe?s?)(?: [\w']+){1,4} to))\s*$"
)
_THIRD = re.compile(r"\W*(?:他|她|其|(?:and |that |but )?(?:he|she)\b)")
_TELLS = re.compile(
    r"(?:自己|突然|也|还|又|后来)?(?:说|讲|反映|回答|答|坦言|[:：])|\s(?:says?|said|reckons?|thinks?|thought|feels?|felt|admits?|explains?)\b"
)
_TITLED = re.compile(rf"(?:{TITLES}|站长|场长)$")
_SAME = 0.45
_CLOSE = 0.4


class Agents(NamedTuple):
    """Who may be meant as the one who acts: names, or `coach` and `coachee`. `sure` if the clause itself says so.

    `word` is what the clause calls them, `first` the one whom it names first.
    """

    people: frozenset[str]
    sure: bool
    word: str = ""
    first: frozenset[str] = frozenset()


class Actors:
    """Finds who acts and who tells in claims and passages of one set of notes."""

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
        self._known: dict[int, Agents] = {}
        """Who acts in the passages asked about so far: of a long talk only a few are."""

    def mistaken(self, text: str, near: Sequence[Passage], told: Agents | None = None) -> str | None:
        """The person whom a clause has do or say what the notes give to somebody else.

        `near` are the passages it may rest on, best first; `told` is who speaks by an earlier clause of the statement
        (`倪帆指出，…`).
        """
        mine = self.claimed(text)
        own = bool(mine and mine.sure and mine.people)
        teller = mine if own and _SAYS.search(text) else told
        if teller and not _CONCEDES.search(text) and self._another_tells(text, near, teller):
            return teller.word
        if not own or mine is None or (_CONCEDES if self._cast.dialogue else _SAYS).search(text):
            return None
        if _ASKS.search(text) and near[0].speaker in mine.people:
            return None
        if _LOOKS.search(text) and mine.people == {self._cast.coach} and near[0].speaker is None:
            return None  # the coach writes down what the coach sees
        return mine.word if self._another_acts(text, near, mine) else None

    def _another_tells(self, text: str, near: Sequence[Passage], mine: Agents) -> bool:
        """Whether somebody else says what the best passage says, and the same person nothing like it."""
        if share(self._passages.nameless(text), near[0].turn) < _SAME:
            return False
        tellers = [self._told(passage) for passage in near]
        return tellers[0] is not None and not any(teller in mine.people for teller in tellers if teller)

    def _another_acts(self, text: str, near: Sequence[Passage], mine: Agents) -> bool:
        """Whether somebody else acts in the best passage, and in no passage as good the same person."""
        theirs = self._of(near[0])
        bare = self._passages.nameless(text)
        ours = mine.people & theirs.people
        if len(mine.people) > 1 and len(theirs.people) > 1:
            ours = mine.first & theirs.first  # both get somebody to do it, and it matters who does
        if not theirs.sure or not theirs.people or ours or share(bare, near[0].text) < _CLOSE:
            return False
        return not any(mine.people & self._of(passage).people for passage in near[1:])

    def stranger(self, text: str, near: Sequence[Passage]) -> str | None:
        """A third person whom a clause has act, though no line that it rests on speaks of them."""
        mine = self.claimed(text)
        if not mine or not mine.sure or not mine.people or mine.people & {self._cast.coach, self._cast.coachee}:
            return None
        if self._cast.dialogue and mine.people & set(self._cast.speakers):
            return None
        around = {passage.turn for passage in near}
        return None if any(mine.people & self._passages.people(turn) for turn in around) else mine.word

    def misgiven(self, text: str, near: Sequence[Passage]) -> str | None:
        """Whom a clause has told or given something that the best passage gives to somebody else."""
        word, mine = self._given(text, self._cast.coach)
        if not mine or share(self._passages.nameless(text), near[0].turn) < _CLOSE:
            return None
        theirs = [self._given(passage.text, passage.speaker or self._cast.coach)[1] for passage in near]
        return word if theirs[0] and not any(mine & people for people in theirs) else None

    def _given(self, text: str, me: str) -> tuple[str, frozenset[str]]:
        """The word for, and the person, to whom a clause has something given or said."""
        for found in self._mention.finditer(text):
            if just_before(_GIVEN, text, found.start()):
                return found[0], self._people(found[0], me, None)
        return "", frozenset()

    def telling(self, text: str) -> Agents | None:
        """Who a clause says speaks: `倪帆自己指出`, `据宫亮反映`; None where it does not say."""
        if not _SAYS.search(text) or _CONCEDES.search(text):
            return None
        found = self.claimed(text)
        return found if found and found.sure and found.people else None

    def claimed(self, text: str) -> Agents | None:
        """Who acts in a clause of a statement."""
        found = None if _THIRD.match(text) else self._subject(text, self._cast.coach, None)
        return None if found and found.word in _HE else found

    def _told(self, passage: Passage) -> str | None:
        """Who tells what a passage says: the speaker of the turn, or who `says` so earlier in the line."""
        if passage.speaker:
            return passage.speaker
        before = [other for other in self._passages.in_line(passage.line) if other.number < passage.number]
        if _SOMEBODY_TELLS.match(passage.text) and not self._mention.match(passage.text):
            return _SOMEBODY
        for other in (passage, *reversed(before)):
            if _LOOKED.match(other.text) and not self._cast.dialogue:
                return self._cast.coach
            mentions = [
                found
                for found in self._mention.finditer(other.text)
                if _TELLS.match(other.text, found.end()) and not just_before(_OBJECT, other.text, found.start())
            ]
            if mentions:
                people = self._people(mentions[-1][0], self._cast.coach, None)
                return next(iter(people)) if len(people) == 1 else None
            if other is not passage and self._mention.match(other.text):
                return None
        return None

    def _of(self, passage: Passage) -> Agents:
        """Who acts in a passage."""
        if passage.number not in self._known:
            self._known[passage.number] = self._acting(passage)
        return self._known[passage.number]

    def _acting(self, passage: Passage) -> Agents:
        cast = self._cast
        writer = passage.speaker or self._told(passage) or cast.coach
        other = next((name for name in cast.speakers if name != writer), cast.coachee) if passage.speaker else None
        if late := self._postponed(passage):
            return late
        found = self._subject(passage.text, writer, other or cast.coachee) or self._sent(passage.text, writer)
        return found or Agents(frozenset({writer} if passage.speaker else ()), sure=False)

    def _postponed(self, passage: Passage) -> Agents | None:
        """Who acts by a short clause behind it: `月底前先上缓存，他做`, `跟家属道歉（她，明天）`."""
        after = self._passages.after(passage)
        if after is None or after.line != passage.line or len(after.text) > 8:
            return None
        found = self._mention.match(after.text.lstrip(_BEFORE_DOER))
        if not found or not _DOES.fullmatch(after.text.lstrip(_BEFORE_DOER)[found.end() :]):
            return None
        return Agents(self._people(found[0], passage.speaker or self._cast.coach, None), sure=True)

    def _subject(self, text: str, me: str, you: str | None) -> Agents | None:
        if _GROUP.search(text):
            return Agents(frozenset(), sure=False)
        first: frozenset[str] | None = None
        head: frozenset[str] = frozenset()
        word = ""
        for found in self._mention.finditer(text):
            people = self._people(found[0], me, you)
            before = text[: found.start()]
            if _AGENT.search(before):
                return Agents(people, sure=True, word=found[0])
            if first is None and not _OBJECT.search(before) and not text[found.end() :].startswith(("的", "'s")):
                first, head, word = people, people, found[0]
            elif first is not None and _CAUSED.search(before):
                first = first | people  # who gets somebody to do it, and who does it
        if _DONE_BY.search(text):
            return Agents(frozenset({_SOMEBODY}), sure=True)
        return Agents(first, sure=True, word=word, first=head) if first is not None else None

    def _sent(self, text: str, me: str) -> Agents | None:
        """Who is to act where the notes only say that somebody is told to: `另外叫方琼开权限`."""
        found = self._mention.search(text)
        if not found or not just_before(_SENT, text, found.start()):
            return None
        return Agents(self._people(found[0], me, None) | {me}, sure=True, word=found[0], first=frozenset({me}))

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
        if word in _HE:
            return frozenset({cast.coachee, *(name for name in cast.names if name != cast.coach and cast.dialogue)})
        name = self._names.get(word)  # none for 他们 and the like, who may be anybody
        return frozenset({self._cast.same(name)} if name else ())


def _short_forms(name: str) -> list[str]:
    if name.isascii():
        return [part for part in name.split() if len(part) > 2]
    if (titled := _TITLED.search(name)) and titled.start():
        return [titled[0]]
    return [name[1:]] if len(name) == 3 and name[0] not in "小老阿" else []
