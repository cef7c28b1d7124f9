"""Who speakers without a name (说话人1, Speaker 2, 经理) are: by what they say of themselves and how they are addressed.

Only a name that is said is one. Who is called by it has to follow from the turns: `我是周岚` is the speaker, `李明，你先说`
the other one of two. Where two names are said of one speaker, or one of two speakers, nobody is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from summarizer.errors import UsageError
from summarizer.notes.model import Line, Notes
from summarizer.notes.speakers import GENERIC
from summarizer.text.patterns import deferred

# Common surnames that are no other word's beginning: 那, 于, 时, 成 and the like are left out on purpose.
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严魏陶姜戚谢邹喻窦苏潘葛奚范彭郎鲁韦昌马苗凤花俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬"
    "乐傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄贝臧戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季强贾路娄江童颜郭梅盛林刁钟徐邱骆夏蔡田樊胡凌霍虞支柯管卢莫经房裘"
    "缪丁邓郁单杭洪诸左石崔吉龚程邢裴陆荣翁惠曲封靳段焦侯全班仇甘武符刘詹龙叶司黎白蒲赖卓蔺池乔谭劳冉桑尚温庄晏柴瞿阎慕茹习鱼向古易廖耿满匡文寇欧聂"
    "冷辛简饶曾沙丰肖付代覃岳闫佟骆景"
)
_TITLES = "经理|总监|主管|主任|组长|队长|班长|店长|院长|科长|部长|园长|馆长|校长|护士长|厂长|站长|行长|总|工|队|处|局|姐|哥|师傅|老师|医生"
_SENIOR = deferred(
    r"(?:经理|总监|主管|主任|队长|班长|店长|院长|科长|部长|园长|馆长|校长|护士长|厂长|站长|行长|总|队|处|局|领导|老板)$"
)
_NO_NAME = r"(?!安全|经常|经过|管理|管它|任何|任务|何况|许多|强调|单子|单位|全部|文件|温度|代表|向来|易|习惯|路上|路线|石头|白天|古|武|司机|满意|花|马上|毛病|项目|程序|程度|曲线|封|简单|强|冷|龙头|席位|段时|左右|付款|丰富|乐|康|向|江湖|房|田|皮|齐|师傅|老师|顾客|支持|沙|班)"
_CHINESE = rf"[小老阿][{_SURNAMES}](?![\u4e00-\u9fff]{{0,1}}板)|[{_SURNAMES}](?:{_TITLES})|{_NO_NAME}[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}"
_LEAD = r"(?:^|(?<=[。！？!?…]))[\s“\"]*(?:(?:嗯|好|好的|好嘞|那|来|哎|欸|诶|喂|行|对|是|是的|谢谢|辛苦了?|不好意思|那么|没事)[，,、\s]*){0,3}"
_ADDRESSED = deferred(
    rf"{_LEAD}({_CHINESE})(?:[，,！!、：]\s*(?=[^他她]{{0,24}}?(?:[你您]|坐|请|早|辛苦|咱))|(?=[你您](?!们)|[早好](?=[，。！!,])|您好|你好|辛苦))"
)
# At the end of a short answer, 好的曹队; and a given name with which somebody is asked in: 建军，坐.
_ANSWERED = deferred(
    rf"^(?:好的?|好嘞|行|嗯|谢谢|明白|知道了|收到|是|对|没问题)[，,、\s]*([{_SURNAMES}](?:{_TITLES}))[。！!]?$"
)
_ASKED_IN = deferred(r"^(?![好来那快先请嗯行没门都大你我他她])([\u4e00-\u9fff]{2})[，,]\s*(?:请?坐|进来|过来|来，?坐)")
_TITLE_ALONE = deferred(
    rf"{_LEAD}(经理|主任|主管|店长|院长|科长|部长|园长|馆长|校长|护士长|厂长|站长|行长|领导|老板)[，,！!、]\s*(?=[^他她]{{0,24}}?(?:您|你|我))"
)
_INTRODUCED = deferred(
    rf"(?:^|[，。！,!\s])(?:你好[，,]?|您好[，,]?)?我(?:叫|是)({_NO_NAME}[{_SURNAMES}](?:{_TITLES}|[\u4e00-\u9fff]{{1,2}}))(?=[，。！,!、\s]|$)"
)
_WORD = r"[A-Z][a-z]+(?:['’-][A-Z][a-z]+)?"
_GREETING = r"(?:Hi|Hello|Hey|Thanks|Thank you|Good morning|Good afternoon|Morning|Welcome|Okay|OK|Right|So|Well)"
_CALLED = deferred(
    rf"(?:^|(?<=[.!?]))\s*(?:{_GREETING})(?: so much)?,?\s+({_WORD})[,.!]|,\s({_WORD})\?|\b(?:[Yy]ou|[Tt]hanks|[Yy]es|[Nn]o|[Ss]ure|[Oo]kay|OK|[Rr]ight|[Ss]orry)\b[^,.!?]{{0,20}}, ({_WORD})[.!](?=\s|$)|(?:^|(?<=[.!?])\s)({_WORD}), (?=(?:you|your|how|what|can|could|would|tell|do|did|are|have|let)\b)"
)
_ENGLISH_SELF = deferred(
    rf"\b(?:I'm|I’m|I am|[Mm]y name is|[Mm]y name's|[Tt]his is|It's) ({_WORD}(?: {_WORD})?)(?=[,.!]| (?:from|here|and)\b)"
)
_NO_ENGLISH_NAME = frozenset(
    "So Well Right Okay Yes No Yeah Sure And But Now Look Listen First Second Then Also There That This It Thanks Thank "
    "Morning Monday Tuesday Wednesday Thursday Friday Saturday Sunday Everyone Everybody All Guys Team Folks Hi Hello Hey "
    "Not Just Sorry Please Maybe Good Great Fine True Correct Exactly Honestly Actually Finally Next Again Here Still "
    "January February March April May June July August September October November December Sales English Chinese God "
    "What How Why When Where Who Because If Today Tomorrow Anyway Alright Perfect Um Uh Like You I We He She They My Our".split()
)  # fmt: skip
_ONESELF = 3
_CLEARLY = 3
"""How many times as often the one of two names must be said of a speaker to be theirs."""


class Stated(NamedTuple):
    """Who is who as the user says: a name, or a speaker's label (说话人1, Speaker 2); None where they say nothing."""

    coach: str | None = None
    coachee: str | None = None


class Said(NamedTuple):
    """A name as a line says it: `start` is the code point where it stands there."""

    name: str
    line: int
    start: int


class Address(NamedTuple):
    """How speakers are spoken of: their names, and who has a title, as superiors do."""

    names: Mapping[str, Said]
    titled: frozenset[str]


def nameless(speaker: str) -> bool:
    """Whether a label numbers its speaker, as recognisers do."""
    return bool(GENERIC.fullmatch(speaker))


def address(notes: Notes) -> Address:
    """Who of the numbered speakers has which name, and who of all speakers bears a title or is addressed by one."""
    turns = [line for line in notes.content if line.speaker is not None]
    speakers = list(dict.fromkeys(line.speaker for line in turns if line.speaker))
    votes: dict[str, list[tuple[Said, int]]] = {speaker: [] for speaker in speakers}
    titled = Counter(speaker for speaker in speakers if _SENIOR.search(speaker))
    for number, line in enumerate(turns):
        for said in _introduced(line):
            votes[line.speaker or ""].append((said, _ONESELF))
        if (other := _other(turns, number, speakers)) is None:
            continue
        for said in _called(line):
            votes[other].append((said, 1))
            titled[other] += bool(_SENIOR.search(said.name))
        titled[other] += bool(_TITLE_ALONE.search(line.text))
    least = 1 if len(speakers) == 2 else 2
    named = {
        speaker: chosen
        for speaker in speakers
        if nameless(speaker) and (chosen := _chosen(votes[speaker], least)) is not None
    }
    taken = Counter([*(said.name for said in named.values()), *(name for name in speakers if not nameless(name))])
    names = {speaker: said for speaker, said in named.items() if taken[said.name] == 1}
    return Address(names, frozenset(name for name, count in titled.items() if count))


def called(notes: Notes, names: Mapping[str, Said] | None = None) -> Notes:
    """The notes with the numbered speakers under the names that are said of them, those of `address` unless given."""
    names = address(notes).names if names is None else names
    if not names:
        return notes
    lines = [
        line._replace(speaker=names[line.speaker].name) if line.speaker and line.speaker in names else line
        for line in notes.lines
    ]
    return notes._replace(lines=tuple(lines))


def speaker_named(value: str, speakers: Collection[str]) -> str | None:
    """The speaker whose label a value writes, in whatever case and spacing; None for a name that heads no turn.

    Raises UsageError for the label of a speaker whom the notes do not have.
    """
    found = next((speaker for speaker in speakers if _plain(speaker) == _plain(value)), None)
    if found is None and nameless(value):
        raise UsageError("speaker.unknown", value=value, known=", ".join(speakers) or "-")
    return found


def _plain(label: str) -> str:
    return re.sub(r"[\s_]", "", label).lower()


def _other(turns: Sequence[Line], number: int, speakers: Sequence[str]) -> str | None:
    """Whom a turn is addressed to: the other one of two, else who speaks next."""
    own = turns[number].speaker
    if len(speakers) == 2:
        return next(speaker for speaker in speakers if speaker != own)
    return next((line.speaker for line in turns[number + 1 : number + 3] if line.speaker != own), None)


def _introduced(line: Line) -> Iterator[Said]:
    for pattern in (_INTRODUCED, _ENGLISH_SELF):
        for found in pattern.finditer(line.text):
            if found[1].split()[0] not in _NO_ENGLISH_NAME:
                yield Said(found[1], line.number, found.start(1))


def _called(line: Line) -> Iterator[Said]:
    for pattern in (_ADDRESSED, _ANSWERED, _ASKED_IN, _CALLED):
        for found in pattern.finditer(line.text):
            group = next(number for number, text in enumerate(found.groups(), 1) if text)
            if found[group] not in _NO_ENGLISH_NAME:
                yield Said(found[group], line.number, found.start(group))


def _chosen(votes: Sequence[tuple[Said, int]], least: int) -> Said | None:
    """The name most often said, in its fullest form; None where another is said too often beside it."""
    groups: list[list[tuple[Said, int]]] = []
    for vote in sorted(votes, key=lambda vote: -len(vote[0].name)):
        group = next((group for group in groups if _alike(group[0][0].name, vote[0].name)), None)
        if group is None:
            groups.append([vote])
        else:
            group.append(vote)
    ranked = sorted(groups, key=lambda group: -sum(weight for _, weight in group))
    if not ranked:
        return None
    best, rest = (sum(weight for _, weight in group) for group in (ranked[0], ranked[1] if len(ranked) > 1 else []))
    if best < least or best < _CLEARLY * rest:
        return None
    forms = [said for said, _ in ranked[0]]
    return min(forms, key=lambda said: (bool(_SHORT_FORM.fullmatch(said.name)), -len(said.name), said.line))


_SHORT_FORM = deferred(rf".(?:{_TITLES})|[小老阿].")


def _alike(one: str, other: str) -> bool:
    """Whether two forms may be one person's: 李明, 小李 and 李经理; Priya and Priya Raman."""
    if one.isascii() or other.isascii():
        return one.split()[0] == other.split()[0]
    return _surname(one) == _surname(other) and (one == other or min(len(_bare(one)), len(_bare(other))) == 1)


def _bare(name: str) -> str:
    return re.sub(rf"^[小老阿](?=.$)|(?<=^.)(?:{_TITLES})$", "", name)


def _surname(name: str) -> str:
    return _bare(name)[0]
