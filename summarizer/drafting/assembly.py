"""The summary that reading alone gives: the segments of the notes put under the headings they answer, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.reading.route import Answer, Routing
from summarizer.template import EvidenceSpan, FieldSpec, Kind, Language, Statement, Summary, fields, put
from summarizer.text.names import SURNAMES, TITLES, TRADES, TWO_CHARACTER_SURNAMES, is_department, may_be_name
from summarizer.text.normal import with_origin
from summarizer.text.patterns import deferred
from summarizer.text.places import place_in
from summarizer.text.quantities import Measure, Quantity, quantities
from summarizer.text.times import meeting_expression

_LEAD = deferred(r"^[\s\-*•·,，。;；:：、]+")
_EMPHASIS = deferred(r"\*\*|__|~~")
_TAIL = deferred(r"(?<![\s,，;；、:：])[\s,，;；、:：]+$")
# Whom one talked with, named right behind the word for it and before what can follow a name.
_TALKED_WITH = deferred(
    r"(?:和|跟|与|同|找|约)\s*(?:[\u4e00-\u9fff]{1,6}的)?([\u4e00-\u9fff]{2,3}?)(?=[（(，,、：:\s]|单[聊独谈]|聊|谈|面谈|沟通|碰|在|做|一起|$)"
)
# A nickname behind what somebody is: 跟骑手小孔聊完, 我是站长老谭.
_BEHIND_A_TRADE = deferred(
    rf"(?:和|跟|与|同|找|约)[\u4e00-\u9fff]{{1,4}}?(?<![小老阿])([{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[，,。、：:（(\s]|聊|谈|面谈|沟通|$)"
)
_CALLED_IN = deferred(
    rf"([{SURNAMES}][\u4e00-\u9fff]{{0,2}}(?:{TITLES}))(?:找|约|(?:跟|和|与)[^，,。]{{1,6}}?(?:聊|谈))|([{SURNAMES}][\u4e00-\u9fff]{{1,2}})\s+(?:找|约)\s|"
    rf"(?:参加|参会|出席|在场|与会)人?员?[:：].{{0,80}}?(?:[区场站院科部处所厂店馆园校行]长|主任|经理|主管|总监)\s*([{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=$|[\s、，,；;。(（])|"
    r"\bby ([\u4e00-\u9fff]{2,3})(?= |$)"
)
# Whom somebody called in, behind what they are: 找 塔吊信号工班长 秦大勇.
_CALLED = deferred(rf"\s(?:找|约)\s*[\u4e00-\u9fff]{{0,12}}?\s([{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=$|[\s，,。(（])")
_NICKNAMED = deferred(
    r"(?:和|跟|与|同|找|约)[^，,。\s]{0,10}([小老阿][\u4e00-\u9fff])(?=单?[聊谈]|在[^，,。\s]{1,8}(?:聊|谈|坐))|(?:和|跟|与|同|找|约)[\u4e00-\u9fff]{0,6}?([小老阿][\u4e00-\u9fff])(?=聊|谈|面谈|沟通|碰|说)"
)
_I_AM = deferred(
    rf"我是[\u4e00-\u9fff]{{0,6}}?(?:{TITLES})([{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=$|[，,。；;\s])|"
    r"我是(?:[\u4e00-\u9fff]{2,4}?)?([小老阿][\u4e00-\u9fff])(?=[刚今在跟和，,。；;\s主这来想就]|$)"
)
_FULL_NAME = rf"(?:{TWO_CHARACTER_SURNAMES}|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}"
# Who tells of the talk in the third person, before whom they saw: "Shanelle Okafor sat down with Dewi", 厂长洪建业跟Maggie谈了.
_SAT_WITH = deferred(
    r"^([A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}) (?:sat down|met(?: up)?|spoke|caught up|talked|had an? [a-z ]{0,12}?(?:chat|word|talk|session)) with (?!me\b)|"
    rf"(?:{TITLES})({_FULL_NAME}?)(?:跟|和|与|找|同|约)[^，,。；;]{{1,14}}?(?:聊|谈|面谈|沟通|坐)"
)
_I_WRITE = deferred(
    rf"我是[\u4e00-\u9fff]{{1,8}}的({_FULL_NAME}?)(?=$|[，,。；;\s刚今在跟和找约])|"
    r"^我\s*[:：]\s*([A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|[\u4e00-\u9fff]{1,3}))?|[\u4e00-\u9fff]{2,4})\s*(?=[(（,，]|$)|"
    rf"(?:^|(?<=[|｜、，,/]))\s*([A-Z][a-z]+|[\u4e00-\u9fff]{{2,3}})[(（][^()（）]{{0,12}}(?:经理|总监|主管|主任|店长|院长|园长|校长|厂长|站长|队长)[)）]|"
    rf"(?:^|(?<=[\s，,]))([小老阿][\u4e00-\u9fff]|{_FULL_NAME})(?:在[^，,。\s]{{1,8}})?(?:找|约)[^，,。\s]{{1,8}}?(?:谈|聊|说)|"
    r"^Present(?: were)?:? ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?), .{3,40}? and [A-Z]"
)
# Who wants to talk to the writer: Priya 今天 call 我.
_CAME = deferred(
    r"\b(?:1[-:]1|1on1|1-2-1) ([A-Z][\w'’-]+)|^Present(?: were)?:? [A-Z][^,]*, .{3,40}? and ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)|"
    rf"^([A-Z][a-z]+(?: [A-Z][a-z]+)?) / (?=[^/]*$)[\w ]*\b(?:{TRADES})\b|"
    r"^([A-Z][a-z]+|[小老阿][\u4e00-\u9fff]) ?(?:今天|昨天|上午|下午|刚)* ?(?:call|ping|来?找|约)了? ?我"
)
_TAKING = deferred(
    r"(?:^|(?<=[,.;] ))([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}) (?:taking|running|leading|holding) (?:it|this|the (?:talk|session|notes))\b"
)
# How an English manager names whom they saw: "I had Nell in", "sat down with Owen".
_HAD_IN = deferred(
    r"\b(?:had|got) ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) in\b|"
    r"^([A-Z][\w'’-]+) and I\b|\bI (?:took|saw|met|caught|grabbed|visited) ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)(?= (?:out|aside|for|on|at|in|today|yesterday|this|after|before|over|outside)\b|,)"
)
# Somebody known by another kind of name, whatever they are: 跟前厅领班阿May聊, 约了选片师Cherry.
_BY_LATIN_NAME = deferred(
    r"(?:和|跟|与|同|找|约)了?[\u4e00-\u9fff]{0,8}?(阿?[A-Z][A-Za-z]+)(?=[\u4e00-\u9fff，,。、：:（(\s]|$)"
)
# A label of a head line that no colon stands behind: 谈话对象 魏国强.
_OBJECT = deferred(
    r"(?:谈话对象|面谈对象|辅导对象|沟通对象|被谈话?人|被面谈人|被辅导人)\s*[:：]?\s*([\u4e00-\u9fff·]{2,4}|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*)(?=$|[\s,，。;；、/(（])"
)
# A date in figures of which nobody can say which number is the month.
_EITHER_WAY = deferred(r"(?<![\d/])\d{1,2}/\d{1,2}/(?:20)?\d\d(?![\d/])")
_CJK_NAME = r"[\u4e00-\u9fff·]{2,4}"
_LATIN_NAME = r"[A-Z][\w.'’-]{0,30}(?: (?:[A-Z][\w.'’-]{0,30}|[\u4e00-\u9fff]{1,3})){0,2}"
_ITS_ME = deferred(
    rf"^([{SURNAMES}][\u4e00-\u9fff]{{1,2}})\s+记$|我是[^，,。]{{0,14}}姓([{SURNAMES}])(?=$|[\s，,。])|({_LATIN_NAME}|{_CJK_NAME})\s*[(（][^()（）]*我[)）]|这里是([{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=记|，|,|$)"
)
# Who coaches, where a head line says it: 主谈 聂院长, 我(沙丽), "coach: Marcus", "with me, Lionel Brandt".
_COACHING = deferred(
    rf"(?:(?:^|(?<=[\s,，。;；、/|]))(?:主谈人?|记录人?|填表人?|辅导人|面谈人|谈话人|带教|经理|主管|店长)|\bI(?:'m| am) (?=[A-Z][\w.-]* [A-Z]|[A-Z][\w.-]+,)|(?<!\w)(?:[Cc]oach|[Mm]anager|[Pp]artner|[Ss]upervisor|[Ll]ine [Mm]gr|[Mm]gr|[Ll]ead|[Ff]acilitator|[Nn]otes(?: by)?|[Ww]ritten by|(?:[Ll]ed|[Rr]un|[Cc]onducted|[Cc]haired|[Hh]eld) by|[Rr]ecorded by|[Mm]e|I))\s*[:：=]?\s*[(（]?"
    rf"(?P<one>{_CJK_NAME}(?:[(（][^()（）]{{1,12}}[)）])?|{_LATIN_NAME})[)）]?(?=$|[\s,，。;；、/)）])|"
    rf"是我[，,]?\s*(?P<five>{_CJK_NAME}|[A-Z][a-z]+)(?=$|[\s，,。;；])|我\s*[(（](?P<two>[^()（）]{{2,12}})[)）]|\bme,? (?:\()?(?P<three>{_LATIN_NAME})|(?:^|[,/] )(?P<four>[A-Z][a-z]+ [A-Z][a-z]+) with (?=[A-Z])"
)
# What somebody is, where a name should stand.
_TRADE = deferred(
    r"(?:[A-Z]{1,4} ?)?[\u4e00-\u9fff]{0,4}(?:教练|店长|主管|员工|护士|司机|班长|组长|技师|客服|销售|店员|专员|助理)|."
)
# Who wrote the minutes is neither of the two.
_SCRIBE = deferred(
    r"(?:记|记录|整理|旁听)\s*$|\b(?:[Mm]inutes|[Nn]otes?|[Rr]ecord(?:ed)?)\b.{0,12}\b(?:taken|written|kept|made|by)\b|\bHR\b"
)
_BETWEEN = deferred(
    r"\bbetween ([A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*), [a-z ]*(?:manager|lead|head|director|supervisor|owner|partner|foreman)\b"
)
_WITH = deferred(rf"(?:\b[Ww]ith|\b[Ww]/)\s*(?!me\b)({_LATIN_NAME})")
_MET = (_OBJECT, _CALLED, _TALKED_WITH, _WITH, _HAD_IN, _BEHIND_A_TRADE, _NICKNAMED, _BY_LATIN_NAME, _CAME)
_COACHES = (_BETWEEN, _SAT_WITH, _I_WRITE, _COACHING, _TAKING, _I_AM, _ITS_ME, _CALLED_IN)
# A range of clock times: how long people talked.
_FROM_TO = deferred(
    r"\d{1,2}点[半\d一二三刻分]{0,4}(?:坐下|开始|开聊|起)[,，]?\s*\d{1,2}点[半\d一二三刻分]{0,4}(?:散|结束|聊完|完)|\d{1,2}[.:]\d{2}\s*(?:[ap]m)?\s*(?:-|–|to|until|till)\s*\d{1,2}[.:]\d{2}\s*[ap]m|\d{1,2}[:：]\d{2}\s*(?:-|–|—|~|～|到|至|聊到|谈到|to|until)\s*\d{1,2}[:：]\d{2}|"
    r"(?<![\d.$£€¥])(?:[01]?\d|2[0-3])\.[0-5]\d\s?[-–]\s?(?:[01]?\d|2[0-3])\.[0-5]\d(?![\d.%])|"
    r"[\d一二三四五六七八九十两]{1,3}点[半\d一二三四五十刻]{0,4}分?\s?[到至~-]\s?(?:[上下]午|晚上?)?[\d一二三四五六七八九十两]{1,3}点[半\d一二三四五十刻]{0,4}分?"
)
# How a head line shortens minutes: 40m.
_SHORT_MINUTES = deferred(r"(?<![\d.])\d\s?h\s?\d{2}(?!\d)|(?<![\d./$£€])\d{2,3}\s?m(?![\w²])")
_NEARLY = deferred(r"(?:\b(?:under|over|nearly|almost|about|just|around)|不到|将近|差不多)\s*(?:an?\s*)?$")
_PARTS = deferred(r"[，,；;|]|\s{2,}")
# What the part of a head line that says what the talk was about has in it.
_SUBJECT = deferred(r"复盘|规划|回顾|改进|达标|超标|滞后|拖期|绩效|差错|投诉|[^一]问题|^(?:聊|谈|关于)|^(?:re|about)\b")
_ABOUT = deferred(r"^关于(.{3,24}?)的(?:谈话|面谈|辅导|沟通|记录|事)|^说(.{3,24}?)的事$")
# The same within a sentence of the head, or where a talk opens: 找他谈废胎的事, 跟你聊问询这一块, "was about dust".
_ABOUT_IN = deferred(
    r"(?:聊|谈|过|沟通|讨论|说(?![好定明服到了过]))(?:了?一[下次]|了|聊|谈|的是)?(?:一?下)?(?:关于)?[他她你]?(?!了|得|过|到)([^，,。;；\s\d]{2,18}?)(?:这一?块|这件事|的(?:事情?|问题)|的情况)(?=$|[，,。;；\s])|"
    r"^(?:It|This|The (?:talk|chat|meeting|session)) (?:was|is) (?:to be )?(?:all |mainly |mostly |really )?about ([^.,;]{3,50}?)(?= and nothing|[.,;]|$)"
)
_LABELLED = deferred(r"^[^:：]{1,20}[:：]\s*(?=\S)")
_LONGEST_TALK = 12 * 60
_SHORT = 10
_HEAD = "basics"
_TOPIC = "basics.topic"


class Read(NamedTuple):
    """What reading gave. `doubtful` are the paths whose segments may not answer their field."""

    summary: Summary
    doubtful: frozenset[str]


def assemble(routing: Routing, language: Language) -> Read:
    """Put every routed segment but the actions under its field; dates and lengths of time are cut out of theirs."""
    summary = Summary()
    doubtful: set[str] = set()
    heads = [answer for path, answers in routing.items() if path.startswith(f"{_HEAD}.") for answer in answers]
    for spec in fields():
        answers = routing.get(spec.path, [])
        # A head line says several things at once: each is looked for in all of them.
        near = [*answers, *heads] if spec.section == _HEAD else answers
        if not (near or spec.path == _TOPIC) or spec.slots:
            continue
        if spec.many:
            put(summary, spec.path, [said(answer) for answer in answers])
            doubtful |= {f"{spec.path}[{i}]" for i, answer in enumerate(answers) if not answer.sure}
        else:
            statement = _typed(spec, near) or _about(spec, routing) or _whole(spec, answers, language)
            put(summary, spec.path, statement)
            if statement is not None and not any(answer.sure for answer in near):
                doubtful.add(spec.path)
    return Read(summary, frozenset(doubtful))


def _about(spec: FieldSpec, routing: Routing) -> Statement | None:
    """What a talk is about, where the sentence that says why people talk says it: 今天想跟你聊问询这一块."""
    if spec.path != _TOPIC:
        return None
    found = ((answer, _ABOUT_IN.search(answer.segment.text)) for answer in routing.get("background.trigger", []))
    return next((_part(answer, about[1] or about[2]) for answer, about in found if about), None)


def said(answer: Answer) -> Statement:
    """A segment as a statement, without the punctuation that hung at its ends."""
    piece = answer.segment
    return _cut(piece.text, piece.line, piece.start)


def _cut(text: str, line: int, start: int) -> Statement:
    lead = _LEAD.match(text)
    begin = lead.end() if lead else 0
    kept = _TAIL.sub("", text[begin:])
    span = EvidenceSpan(line=line, start=start + begin, end=start + begin + len(kept))
    # Marks of emphasis are the notes' make-up, not their words.
    return Statement(text=_EMPHASIS.sub("", kept) or kept, evidence=[span])


def _part(answer: Answer, found: str) -> Statement:
    piece = answer.segment
    offset = piece.text.find(found)
    return _cut(found, piece.line, piece.start + max(0, offset))


def _whole(spec: FieldSpec, answers: Sequence[Answer], language: Language) -> Statement | None:
    """The segments themselves. For a name or a place they are too much, unless a label or brevity says otherwise."""
    kind = spec.kind
    if kind in (Kind.DATE, Kind.DURATION):
        return None
    if kind in (Kind.PERSON, Kind.PLACE):
        short = [answer for answer in answers if answer.segment.field or _is_short(answer.segment.text)]
        if spec.path == "basics.coachee":
            short = [
                answer
                for answer in short
                if answer.segment.field
                or not (_COACHING.search(answer.segment.text) or _SCRIBE.search(answer.segment.text))
            ]
        named = [
            answer for answer in short if kind is not Kind.PERSON or not _TRADE.fullmatch(answer.segment.text.strip())
        ]
        return _value(named[0]) if named else None
    if spec.path == "basics.topic":
        answers = [answer for answer in answers if not says_when(answer.segment.text)]
    return _joined(answers, language) if answers else None


def _is_short(text: str) -> bool:
    return len(text.strip()) <= _SHORT * (3 if text.isascii() else 1)


def _value(answer: Answer) -> Statement:
    """A short segment without the label that heads it: `Partner: H. Voss`."""
    label = _LABELLED.match(answer.segment.text)
    return _part(answer, answer.segment.text[label.end() :]) if label else said(answer)


def says_when(text: str) -> bool:
    """Whether a text holds a day or a length of time, as head lines do and topics do not."""
    return any(quantity.measure in (Measure.DATE, Measure.DURATION) for quantity in quantities(text))


def _joined(answers: Sequence[Answer], language: Language) -> Statement:
    parts = [said(answer) for answer in answers]
    text = ("；" if language == "zh" else "; ").join(part.text.rstrip("。.；;") for part in parts)
    return Statement(text=text, evidence=[span for part in parts for span in part.evidence])


def _typed(spec: FieldSpec, answers: Sequence[Answer]) -> Statement | None:
    """For a kind that code can cut out of a sentence, that part of the best segment which has one."""
    labelled = [answer for answer in answers if answer.segment.field == spec.path]
    for answer in sorted(labelled or answers, key=lambda answer: (-_dated(spec, answer), -answer.probability)):
        found = _found(spec, answer.segment.text)
        if found:
            return _part(answer, found)
    return None


def _roughly(plain: str, quantity: Quantity) -> bool:
    """Whether a length is only said to be near one: under an hour, 不到一小时."""
    return bool(_NEARLY.search(plain[: quantity.start]))


def _about_else(part: str) -> bool:
    """Whether a part of a head line says when, where or with whom."""
    return bool(says_when(part) or place_in(part) or _TALKED_WITH.search(part))


def _named_by(patterns: Sequence[re.Pattern[str]], text: str) -> str | None:
    """Whom the first of some patterns that a text has names in it."""
    found = next(filter(None, (pattern.search(text) for pattern in patterns)), None)
    named = next(filter(None, found.groups()), None) if found else None
    return None if named and is_department(named) else named  # the staff office keeps minutes, and coaches nobody


def _dated(spec: FieldSpec, answer: Answer) -> bool:
    """Whether a segment gives the day with its year, as notes do for the day of the talk and for no other."""
    return spec.kind is Kind.DATE and any(
        quantity.measure is Measure.DATE and bool(quantity.value[0]) for quantity in quantities(answer.segment.text)
    )


def _found(spec: FieldSpec, text: str) -> str | None:
    kind = spec.kind
    if kind is Kind.MEETING:
        return meeting_expression(text)
    if kind is Kind.PLACE:
        return None if text.rstrip().endswith(("?", "？")) else place_in(text)
    if spec.path == "basics.coachee":
        named = _named_by(_MET, text)
        return named if named and may_be_name(named) else None
    if spec.path == "basics.coach":
        return _named_by(_COACHES, text)
    if spec.path == "basics.topic" and (about := next(filter(None, map(_ABOUT.search, _PARTS.split(text))), None)):
        return about[1] or about[2]
    if spec.path == "basics.topic" and (about := _ABOUT_IN.search(text)):
        return about[1] or about[2]
    if spec.path == "basics.topic" and says_when(text):
        parts = (part.strip() for part in _PARTS.split(text))
        return next((part for part in parts if _SUBJECT.search(part) and not _about_else(part)), None)
    if kind is Kind.DURATION and (clock := _FROM_TO.search(text) or _SHORT_MINUTES.search(text)):
        return clock[0]
    wanted = {Kind.DATE: Measure.DATE, Kind.DURATION: Measure.DURATION}.get(kind)
    if wanted is None:
        return None
    normal = with_origin(text)
    found = sorted(
        quantities(text),
        key=lambda quantity: (
            not (wanted is Measure.DATE and bool(quantity.value[0])),
            _roughly(normal.text, quantity),
        ),
    )
    for quantity in found:
        long = quantity.measure is Measure.DURATION and quantity.value[0] > _LONGEST_TALK
        if quantity.measure is wanted and not long:
            return text[normal.origin[quantity.start] : normal.origin[quantity.end - 1] + 1]
    either = _EITHER_WAY.search(text) if kind is Kind.DATE else None
    return either[0] if either else None
