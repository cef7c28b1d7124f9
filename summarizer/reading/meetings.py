"""Taking a sentence about the next meeting apart by code: when, how, and what will be looked at.

Notes say all three in one breath (`下周四下午再碰,十分钟,当面说,看话术写得怎样`), so that one heading for the sentence would
lose two of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred
from summarizer.text.places import PLACE

_CUT = deferred(
    r"[,，;；。]|[:：](?!\d)|\.(?=\s|$)|\s[-–—+]\s?|——|\s{2,}|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|(?=主要看|重点看|就看|检查|看看)|(?<=当面)(?=[过看对])|(?=\bto (?:look at|go (?:through|over)|check|review)\b)"
)
_CHECKS = deferred(
    r"^过(?=[^一了去来年阵段几两些完会度去]).|^(?:再|就|主要|重点|到时候?|顺便|然后|也|先)*+(?:[我他她]们?|大家)?(?:再|就|要|会|来)*+(?:看|查|检查|核对|核|对一|过一|听|盯|问|数|比|翻|带上?|带着|抽)|"
    r"有没有|是否|没有[?？]?$|怎么样|怎样|如何|咋样|情况$|进度|完成|数据|记录|"
    r"^(?:and |then |to |will |we |i |we'll |i'll |i'd |want to |like to )*(?:che?c?k|look(?! again)|(?:'ll )?want (?:to see )?the|go (?:through|thru|over|by)|see (?!(?:you|him|her|them|us)\b)|review|bring|count|read|compare|ask|walk through|did |does |has |have |how |whether )",
)
_METHOD = deferred(
    r"当面|面谈|面对面|电话|通话|线上|视频|语音|微信|飞书|钉钉|腾讯|会上|周会|例会|晨会|早会|站会|班会|现场|工位|喝咖啡|咖啡|吃饭|午饭|进班|跟班|跟岗|跟车|跟台|旁听|抽查|一对一|"
    r"分钟|小时|刻钟|请.{1,12}来|到店|上门|抽[\d一两二三四五六七八九十几]|一起[去看听走过跟做]|还在|办公室|站着|坐下来?|边上|旁边|会后|班前|班后|"
    r"\b(?:min(?:ute)?s?|chat|hours?|quarter of an hour|call|zoom|teams|phone|video|screen[- ]?shar\w*|coffee|lunch|tea|in person|face to face|desk|stand-?up|"
    r"side by side|sit[- ]?in|walk(?:ing)?|ride|shadow|slack|one[- ]to[- ]one|1[:-]1|email|meeting|on site)\b"
)

# To look again says nothing of what.
_ONLY_LOOKS = deferred(
    r"(?:到时候?)?(?:再|就)?(?:看|查|聊|说)(?:看|一?[下次眼])?吧?|(?:we'll |to )?(?:see|look|check)(?: again)?"
)

# To meet again says nothing of how.
_ONLY_MEETS = deferred(
    r"(?:(?:下[次回]|再|我们?|俩|和|跟|与|找|约|[他她]|见|面|碰|头|聊|谈|一?[次下]|时间|跟进|复盘|回访|定在?|是|就|吧|会|要|到时候?)++|"
    r"(?:再|就|我|会|下[次回])*(?:找|约|跟|和|见)[^,，。]{1,4}?(?:聊|谈|碰|见)?(?:一?[次下])?|"
    r"(?:(?:the |our |a )?(?:next|we|we'll|i|i'll|they|will|meet|talk|see|look|speak|again|session|time|follow[- ]?ups?|catch[- ]?ups?|review|revisit|back|him|her|them|you|on|at|and|then|let's|"
    r"date|due|sit|down|with|for|is|in|or so|ok|chat|check[- ]?in|get together|touch base|come back to (?:it|this)|[12][:-]1|tbc|sharp|same time|in the diary|half|past|quarter|to|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|o'clock)[ .]*)+|"
    r"(?:早|晚|午)?高峰|当天|当晚|(?:还是?|老|同样|同一)?(?:这个点|这个?时[间候]|老时间|时间)|方式|形式|地点|.*(?:怎么[聊谈碰见]|到时候再?[看说定]|待定|没定|未定))[?？]?",
)
# Where English says that one meets, at the end of a clause about it: "They will meet at the packing line".
_MEETING_AT = deferred(
    r"\b(?:in|at|by|over|beside|outside|round)\s+(?:the|my|his|her|our|a)\s+[\w' -]{3,30}$", re.IGNORECASE
)
_LONGEST_METHOD = 16
_LONGEST_METHOD_WORDS = 8

# `Wed 6 May, 15 min on phone - open count, oldest date`: what stands behind the dash will be looked at.
_DASH = deferred(r"\s[-–—]\s|——")


class Stretch(NamedTuple):
    """A stretch of a sentence, in code points."""

    start: int
    end: int


class Parts(NamedTuple):
    """How people will meet, and what they will look at, as far as the form of the clauses tells."""

    method: Stretch | None
    checks: Stretch | None


def parts_of(text: str, when: str | None) -> Parts:
    """The clauses of a sentence about the next meeting, shared out; `when` is what it says of the time."""
    time = Stretch(text.find(when), text.find(when) + len(when)) if when and when in text else None
    method: Stretch | None = None
    left: Stretch | None = None
    checks: Stretch | None = None
    after_colon = after_dash = False
    for clause in _clauses(text, time):
        said = _trimmed(text, clause)
        plain = normalise(text[said.start : said.end])
        if not re.search(r"[^\W_]", plain):
            after_colon = text[clause.end : clause.end + 1] in (":", "：")
            continue
        listed = after_colon
        meets = bool(_METHOD.search(plain) or PLACE.search(plain))
        added, after_dash = after_dash and not meets, _DASH.match(text, clause.end) is not None
        headed = clause.start == 0 and said == clause and not _METHOD.search(plain)
        after_colon = (text[clause.end : clause.end + 1] in (":", "：") and not headed) or checks is not None
        if _ONLY_LOOKS.fullmatch(plain):
            continue
        if listed or added or (_CHECKS.search(plain) and not (plain.isascii() and plain.isalpha())):
            checks = Stretch(checks.start, said.end) if checks else said
        elif meets:
            if checks is None and method is not None:
                method = Stretch(method.start, said.end)
            elif method is None:
                method = said
        elif checks is not None:
            checks = Stretch(checks.start, said.end)
        elif left is None and time is not None:
            left = _way_of_meeting(text, said, behind=clause.start >= time.end)
    return Parts(method or left, checks)


def _way_of_meeting(text: str, said: Stretch, behind: bool) -> Stretch | None:
    """What a clause can say of how people meet that no word for it gives away: where it stands, it says little else."""
    clause = text[said.start : said.end]
    if place := _MEETING_AT.search(clause):
        return Stretch(said.start + place.start(), said.end)
    short = len(clause.split()) <= _LONGEST_METHOD_WORDS if clause.isascii() else len(clause) <= _LONGEST_METHOD
    if behind and short and len(clause) > 1 and not _ONLY_MEETS.fullmatch(normalise(clause)):
        return said
    return None


def _clauses(text: str, time: Stretch | None) -> Iterator[Stretch]:
    """The clauses of a sentence; the time stands between two of them and belongs to none."""
    marks = [Stretch(*mark.span()) for mark in _CUT.finditer(text)]
    if time:
        marks = sorted([time, *(mark for mark in marks if mark.end <= time.start or mark.start >= time.end)])
    start = 0
    for mark in marks:
        yield Stretch(start, mark.start)
        start = mark.end
    yield Stretch(start, len(text))


def _trimmed(text: str, clause: Stretch) -> Stretch:
    """A clause without space and marks at its ends."""
    start, end = clause
    while start < end and not text[start].isalnum() and text[start] not in "\"'“‘(（《":
        start += 1
    while end > start and text[end - 1] in " \t\u3000,，;；。.:：、-–—+":
        end -= 1
    return Stretch(start, end)
