"""Who takes part: the people that notes name, which of them coaches, and whom a word like 他 or "the coach" means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.notes import Line
from summarizer.reading.labels import field_of_label
from summarizer.text.names import PLACE, SURNAMES, TITLES, named
from summarizer.text.normal import normalise

COACH = "coach"
COACHEE = "coachee"

_LABEL = re.compile(r"^\s*([^\s:：,，。；;()（）]{1,12}(?:\s[A-Z]?[^\s:：,，。；;()（）]{1,12})?)\s*[:：]\s*(?=\S)")
_FORM = re.compile(
    r"对象|何|谁|什么|侧|方$|考虑|能做|查|谈话|面谈|备注|日期|时间|时长|地点|方式|主题|话题|情况|背景|目的|目标|自述|观察|结论|收获|下次|核实|起因|触发|原因|行动|备选|风险|约定|计划|问题|核心|方案|定|补充|支持|"
    r"concierge|topic|subject|length|consider|tried|supporter|light|date|trigger|goal|root|deal|agreed|next|plan|action|note|retro|result|follow|check",
    re.IGNORECASE,
)
_NAME = rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?"
_AFTER = r"(?=$|[\s,，。、；:：(（]|老师|谈|聊|面|做|在|语音|视频|电话|沟通|的|说|讲|一起|自己|觉得|认为|答应|负责|想|把|从|下|本|今|明|去|来|写|提|也|那|他|她|\d)"
# Where notes put a name: after 和 or a role in a head line, alone between spaces, before a verb of saying, after 由.
_MET = re.compile(
    rf"(?:和|与|跟|同|给|找|(?:对象|辅导|员工|带教|辅导人|面谈人|谈话人|姓名)[:： ]*)\s*({_NAME}){_AFTER}"
)
_ALONE = re.compile(
    rf"(?:^|(?<=[\s,，。；、(（])|(?<=[员师手工理长组经])(?!傅))({_NAME})(?=\s|$|[,，:：(（)）]|说|讲|自己|觉得|认为|答应|负责|聊|谈|在)"
)
_SENT = re.compile(rf"(?:让|叫|请)({_NAME})(?=去|来|给|把|帮|跟|带|也)")
_BY = re.compile(rf"由([{SURNAMES}][\u4e00-\u9fff])(?=[顶负来做带写管盯跟办去])")
_FAMILIAR = re.compile(
    r"(?:^|(?<=[\s,，。；、:：和跟与给让找问由向员师手工])|(?<=对象))([小老阿大][\u4e00-\u9fff])(?=说|讲|觉得|认为|自己|答应|保证|负责|想|反映|那边|帮|做|带|[:：\s,，(（]|$)"
)
_NO_FAMILIAR = re.compile(
    r"小[组班区时票学结孩心票计数费店车包型件事号伙便块段批洞票样]|老[板师客人年家旧码是花虎早说外实太板婆公生员本乡房]|大[家概约厅堂区单车客多小部约体门致夫客]|阿[姨里]|小红|老毛|老问|大老"
)
_NO_NAME = re.compile(
    r"[员院厂店所部组室处科站场关量单表率偏多少了不坐站走蹲]$|^(?:家长|家属|安全|毛羽|于是|方[案法]|别[催让急再忘找家人]|都是|后来|公司|谈话|安排|计划|明[天早]|高[兴一]|时[间候长]|周[一二三四五六日末]|常常|关于|连续|全|都|应该|能|和|水电|温度|单|成|包括|万|元|白天|后|那|相|步|问|聊|我|从|台|项|平|许多|经常|安|支)"
)
_COACHES = re.compile(r"(\S{1,6}?)\s*(?:辅导|带教)\s*(?:\S{0,6}\s)?([^\s,，。]{2,4})")
_TELLS = r"(?:自己)?(?:也)?(?:说|讲|觉得|认为|反映|表示|自述|承认|提到|解释|答应|保证|[:：])"
_ENGLISH = re.compile(r"(?<![A-Za-z'])(?:M(?:r|s|rs)\.? |Dr\.? )?([A-Z][a-zé]+(?: [A-Z][a-zé]+)?)(?![A-Za-z])")
_ENGLISH_TELLS = r"(?:\s*\([^)]*\))?(?:\s*:| (?:says?|said|thinks?|thought|feels?|felt|reckons?|admits?|claims?|explains?|wants?|will|is|was|to|has|had|keeps?|gets?)\b)"
_ENGLISH_ACTS = re.compile(
    rf"{_ENGLISH_TELLS}| [a-z]{{2,}}s (?:in|the|an?|his|her|my|it|up|out|over|to|every|each|one|two|three|those|these)\b"
)
_ENGLISH_MET = r"(?:\bw/|\bwith|\bMe \+|1:1 w/|\bto \w+|->|\bre)\s(?:\w+ )?"
_NO_ENGLISH_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun jan feb mar apr may jun jul aug sep sept oct nov dec january "
    "february march april june july august september october november december english chinese excel word teams zoom slack the this that she they he it i we you "
    "tue tues wed weds thu thur thurs sat sun mon sundays mondays fridays will christmas easter coach coachee manager head mgr branch depot agreed root next checked topic retro trigger on in at by for from to with after before when while "
    "asked each every no not yes thanks and but or so if as two one all both her his its my our lab order session talk goal deal during once until mr ms mrs dr "
    "what where why how who can could should would let then there here since despite although because instead rather same reception sundays saturdays vet museum first last today tomorrow now later options option plan target background note sure did let good fair yeah only spoke german french spanish italian dutch japanese american british european".split()
)
_COACHING = re.compile(
    rf"(?:{TITLES}|站长|场长|行长|护士长|主管|老板|领班|\bcoach|\bhead\b|\bmgr|\bmanager|\blead\b|\bboss|\bsupervisor|\bprincipal)",
    re.IGNORECASE,
)


_MET_BONUS = 20

_CUT = 3
"""Letters that are enough of a name to call somebody."""


class Cast(NamedTuple):
    """The people of one set of notes. `coach` and `coachee` are names, or the words `coach` and `coachee`."""

    names: tuple[str, ...]
    speakers: tuple[str, ...]
    coach: str
    coachee: str
    dialogue: bool = False
    """Whether the notes are the turns of a talk, each headed by who speaks."""

    def same(self, name: str) -> str:
        """The one name that stands for a person whom the notes call by several: 小佟 for 佟雨."""
        return _same(name, (*self.speakers, *self.names))


@lru_cache(maxsize=1024)
def _same(name: str, names: tuple[str, ...]) -> str:
    return next((other for other in names if alike(normalise(other), normalise(name))), name)


def alike(one: str, other: str) -> bool:
    """Whether two normalised names can be of one person: 小佟 and 佟雨, 嘉怡 and 骆嘉怡, Maeve and Maeve Quinn."""
    if one == other:
        return True
    if one.isascii() or other.isascii():
        parts = set(one.replace(".", "").split()) & set(other.replace(".", "").split())
        short, long = sorted((one, other), key=len)
        return bool(parts) or (len(one) <= 2 and other.startswith(one[0]) and one[0].isalpha()) or _cut(short, long)
    short, long = sorted((one, other), key=len)
    if len(short) >= 2 and short in long:
        return True
    mine, theirs = _bare(one), _bare(other)
    if mine[0] == theirs[0] and mine[0] in SURNAMES and (len(mine) == 1 or len(theirs) == 1):
        return True
    nick = re.match(r"[小老阿](.)$", short)
    return bool(nick and nick[1] in long)


def _cut(short: str, long: str) -> bool:
    """Whether one English name is the beginning of another: Ros and Rosalind."""
    return len(short) >= _CUT and " " not in long and long.isascii() and long.startswith(short)


def _bare(name: str) -> str:
    """A name without title and 小 or 老: 店长 顾 and 顾店长 leave 顾."""
    plain = re.sub(rf"^(?:[小老阿](?=.$))|\s|{TITLES}|护士|行长|站长|场长", "", name)
    return plain or name


def speaker_of(line: Line, speakers: Sequence[str]) -> tuple[str | None, int]:
    """Who speaks a line, and where what they say begins; (None, 0) where no known speaker heads it."""
    if line.speaker:
        return line.speaker, 0
    label = _LABEL.match(line.text)
    if label and label[1] in speakers:
        return label[1], label.end()
    return None, 0


def cast_of(lines: Sequence[Line], coach: str | None = None, coachee: str | None = None) -> Cast:
    """The people in lines of notes. `coach` and `coachee` are what a summary says of them, where it does.

    A transcript says who speaks; in notes a label at the head of a line may be a speaker.
    """
    told = dict.fromkeys(line.speaker for line in lines if line.speaker)
    labels = Counter(name for line in lines if (name := line.speaker or _label(line.text)))
    people = [name for name, count in labels.items() if count > 1 or len(labels) == 2 or name in told]
    dialogue = len(people) > 1 and sum(labels.values()) * 2 >= len(lines)
    speakers = tuple(people) if dialogue else tuple(name for name in labels if name in told or _personal(name))
    texts = [line.attributed for line in lines]
    text = "\n".join(texts)
    found: list[str] = list(speakers)
    for pattern in (_MET, _ALONE, _BY, _SENT):
        found += [match[1] for line in texts for match in pattern.finditer(line) if not _NO_NAME.search(match[1])]
    found += [match[1] for line in texts for match in _FAMILIAR.finditer(line) if not _NO_FAMILIAR.match(match[1])]
    found += named(text)
    found += [name for name in _english(text) if name not in found]
    names = tuple(sorted(set(found), key=lambda name: (text.find(name), -len(name), name)))
    names = tuple(
        name for name in names if not any(name in other and len(name) > 1 for other in speakers if other != name)
    )
    return _roles(names, speakers, dialogue, lines, coach, coachee)


def _label(text: str) -> str | None:
    """The label at the head of a line, if it is none of a form's."""
    label = _LABEL.match(text)
    return label[1] if label and not _FORM.search(label[1]) else None


def _english(text: str) -> list[str]:
    """Capitalised words that are names: not those that only begin a line, unless something is said of them."""
    found: list[str] = []
    for match in _ENGLISH.finditer(text):
        words = [word for word in match[1].split() if word.lower() not in _NO_ENGLISH_NAME]
        name = " ".join(words)
        if not name or PLACE.match(text, match.end()) or PLACE.search(f" {name}"):
            continue
        begins = text[: match.start()].rstrip(" \"'(")[-1:] in ("", "\n", ".", "!", "?", "。", "！", "？")
        titled = re.match(r"M(?:r|s|rs)\b|Dr\b", match[0])
        if begins and not titled and text.count(name) < 2 and not _ENGLISH_ACTS.match(text, match.end()):
            continue
        found.append(words[-1] if begins and len(words) > 1 and text.count(words[-1]) > text.count(name) else name)
    return found


def _personal(label: str) -> bool:
    """Whether a label that heads one line can be a name: 戚薇, Amber, but not 我, 收获, me."""
    if field_of_label(label) is not None:
        return False
    if label.isascii():
        return label[0].isupper() and len(label) > 2 and not _common(label) and " " not in label
    return label[0] in SURNAMES and 1 < len(label) < 4


def _common(word: str) -> bool:
    return any(part.lower() in _NO_ENGLISH_NAME for part in word.split())


def _roles(
    names: tuple[str, ...],
    speakers: tuple[str, ...],
    dialogue: bool,
    lines: Sequence[Line],
    coach: str | None,
    coachee: str | None,
) -> Cast:
    if dialogue:
        titled = [name for name in speakers if _COACHING.search(name)]
        asked = Counter(
            speaker_of(line, speakers)[0]
            for line in lines
            if re.search(
                r"[?？吗呢]\s*$|怎么|为什么|多少|:\s*(?:what|why|how|did|who|when|walk me|tell me)\b", line.attributed
            )
        )
        first = coach and next((name for name in speakers if alike(normalise(name), normalise(coach))), None)
        leading = first or (titled[0] if titled else max(speakers, key=lambda name: asked[name]))
        others = [name for name in speakers if name != leading]
        return Cast(names, speakers, leading, coachee or others[0], dialogue)
    leading = coach or COACH
    met: list[str] = []
    texts = [line.attributed for line in lines]
    for pair in filter(None, map(_COACHES.search, () if coach else texts)):
        if wrote := next((name for name in names if name in pair[1]), None):
            leading = wrote
            met = [name for name in names if name in pair[2]]
    bare = Cast(names, speakers, leading, COACHEE, dialogue)
    others = [name for name in names if name != leading]
    standing = {name: _standing(name, texts) + _MET_BONUS * (name in met) for name in others}
    best = max(others, key=lambda name: (standing[name], -names.index(name)), default=coachee or COACHEE)
    known = bare.same(coachee) if coachee else None
    if known in standing and 2 * standing[known] >= standing[best]:
        best = known  # the summary knows better who of two is meant, but not that a passer-by is
    return bare._replace(coachee=bare.same(best))


def _standing(name: str, lines: Sequence[str]) -> int:
    """How much speaks for a name being the one whom the notes are about: said in their head, met, heard, often."""
    score = 0
    for number, line in enumerate(lines):
        if name not in line:
            continue
        score += 1 + 2 * (number < 2)
        tells = _ENGLISH_TELLS if name.isascii() else _TELLS
        score += 2 * bool(re.search(re.escape(name) + tells, line))
        score += 3 * (
            number < 2
            and bool(
                re.search(
                    (_ENGLISH_MET if name.isascii() else r"(?:和|与|跟|对象|员工)[:： ]*") + re.escape(name), line
                )
            )
        )
    return score
