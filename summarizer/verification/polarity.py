"""Yes and no: what a statement denies must be denied in the notes, and what they deny must not be affirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from summarizer.text.normal import REMEMBERED
from summarizer.verification.overlap import Unit, share, units
from summarizer.verification.passages import Passage

_NEGATION = re.compile(
    r"没有|没能|没(?!好意思|想到|问题|准|关系|多久|事)|未能|尚未|从未|未(?!来|必)|不再|不(?!过|仅|但|少于|超过|得不|断|止|到|足|错|同|好意思|然|久|妨|良|知|管|会议|满(?!意)|安|佳|易|耐|解|敢说|只|单|光|妨)|无(?!论|需|非|锡)|别(?=[再去让给把说拿催急忘])|并非|非(?!常|得)|勿|"
    r"\bnot\b|n't\b|\bcannot\b|\bno\b(?! doubt| one knows)|\bnone\b|\bnobody\b|\bno one\b|\bnever\b|\bnothing\b|\bwithout\b|\bneither\b|\bnor\b|\bhardly\b|\bno longer\b"
)
# What denies without a "not", or turns a "not" of before into its opposite: 忍住没给 is 克制住给.
_IMPLIED = re.compile(
    r"克制|忍住|避免|防止|杜绝|放弃|停止|拒绝|取消|学会|掌握|改掉|戒|缺|少了|改为|以免|除了|只|仅|否则|难以|后悔|不该|不应|以来|\brather than\b|\binstead of\b|\bavoid|\brefrain|\bstop|\bfail(?:s|ed)? to\b|\blearn|\bonly\b|\bunless\b|\bwithout\b|\bskip|\bmiss|\bforgot|\bshould (?:not )?have\b|\bshouldn't have\b|\bmistake\b|\bregret|\bexceed|\boverr[au]n|\bsince \d|\blast (?:seen|done|time)\b|\bneglect|\black|\bun\w+ed\b"
)
_NONE = re.compile(
    r"均未|都没|都不|从未|从不|从没|毫无|没有一|无一|\bnone\b|\bnot one\b|\bnot a single\b|\bnobody\b|\bno one\b|\bnever\b|\bnothing\b"
)
"""What denies all that a clause says."""

_PRESCRIBED = re.compile(r"要求|今后|务必|须|(?<!适)应(?![该当]?是)|\bmust\b|\bis to\b|\bare to\b")
"""What asks for a thing: that it was not done is why."""

_REACH = 2
"""Meaningful units after a negation that it denies."""

# Words that are each other's opposite; one of a pair in the statement and the other in the notes is as good as a "not".
_OPPOSITES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("上班", "下班"),
        ("早班|白班|日班", "晚班|夜班"),
        (r"买入|购入|进货", r"卖出|售出|出货"),
        (r"上调|调高|调升", r"下调|调低|调降"),
        (r"进步|好转|改善了", r"退步|恶化|变差"),
        (r"公开|当众|当着", r"私下|单独"),
        (r"\bearly shift|\bday shift", r"\blate shift|\bnight shift"),
        (r"\bin public\b|\bin front of", r"\bin private\b|\bprivately\b"),
        (r"允许|准许|可以进|能进|放行|(?<!不)让进", r"不让|不许|不准|禁止|进不去"),
        (r"达标|合格(?!率)|正常|没问题|无误|无异常", r"不达标|不合格|不正常|有问题|有误|异常|不纯"),
        (r"增加|上升|提高|增长|上涨|变多|升高|涨|增[至到为]|升[至到为]|加到", r"减少|下降|降低|下滑|缩减|变少|跌|掉|[减降缩][至到为]"),
        (r"变快|加快|更快|提速", r"变慢|放慢|更慢"),
        (r"(?<![以达])高于|超过|多于|以上", r"低于|不足|不到|少于|以下|以内"),
        (r"提前|早于", r"推迟|延后|晚于|延期|推后"),
        (r"开始|启动|恢复", r"停止|暂停|取消|停掉"),
        (r"支持|赞成|同意|认可|愿意", r"反对|不同意|拒绝|不愿|抵触"),
        (r"主动", r"被动|被要求"),
        (r"满意|高兴|开心|痛快|愉快", r"不满|不高兴|不痛快|不开心|生气|失望"),
        (r"放松|轻松|松弛|踏实", r"紧张|焦虑|不安|绷"),
        (r"知道|清楚|了解", r"不知道|不清楚|不了解|不晓得"),
        (r"左", r"右"),
        (r"室内|里面|内侧", r"室外|外面|外侧"),
        (r"\bbefore\b|\bprior to\b", r"\bafter\b|\bfollowing\b"),
        (r"\bmore\b|\bincreas|\brose\b|\brise|\bup\b|\bgrew\b|\bhigher\b|\bgain", r"\bless\b|\bfewer\b|\bdecreas|\bfell\b|\bdrop|\bdown\b|\blower|\breduc|\bcut\b"),
        (r"\babove\b|\bover\b|\bmore than\b|\bexceed", r"\bbelow\b|\bunder\b|\bless than\b"),
        (r"\bcorrect\b|\bright\b|\bfine\b|\bok\b|\bokay\b|\bin order\b", r"\bwrong\b|\bincorrect\b|\bfaulty\b|\bbroken\b|\bnot right\b"),
        (r"\bfaster\b|\bquicker\b", r"\bslower\b"),
        (r"\bearlier\b|\bearly\b", r"\blater\b|\blate\b"),
        (r"\bstart|\bbegin|\bkeep|\bcontinu", r"\bstop|\bquit|\bcease|\bcancel"),
        (r"\bopen\b|\bopened\b", r"\bclosed\b|\bshut\b"),
        (r"\bwilling|\bagreed\b|\baccept", r"\bunwilling|\brefus|\bdeclin|\breluctan"),
        (r"\bfull\b", r"\bempty\b|\bblank\b"),
        (r"\beasy\b|\beasier\b", r"\bhard\b|\bharder\b|\bdifficult"),
        (r"\bsome\b|\bseveral\b|\bmany\b", r"\bnone\b|\bno\b|\bzero\b"),
    )
)  # fmt: skip
_BEFORE_AFTER = re.compile(r"([班工完餐饭课会店门店线货证卡点家岗])[之以]?(前|后)")
_LOOSE = 0.25
_CLOSE = 0.45
"""Share of a claim's words from which passage and claim say the same thing, but for the *not*."""


class Denied(NamedTuple):
    """What a clause denies and what it affirms: its meaningful units, in two lots."""

    denied: tuple[Unit, ...]
    affirmed: tuple[Unit, ...]


@lru_cache(maxsize=REMEMBERED)
def denials(text: str) -> Denied:
    """The meaningful units of a clause, by whether a negation stands before them."""
    meaningful = [unit for unit in units(text) if not unit.empty]
    spans = [(found.start(), found.end()) for found in _negations(text)]
    denied: list[Unit] = []
    for _, end in spans:
        following = [unit for unit in meaningful if unit.start >= end]
        denied += [unit for unit in following[:_REACH] if unit.start - end <= (24 if unit.text.isascii() else 5)]
    inside = [unit for unit in meaningful if any(start <= unit.start < end for start, end in spans)]
    affirmed = [unit for unit in meaningful if unit not in denied and unit not in inside]
    return Denied(tuple(denied), tuple(affirmed))


def negated(text: str) -> bool:
    """Whether a text denies anything; 能不能 asks, and denies nothing."""
    return any(True for _ in _negations(text))


def _negations(text: str) -> Iterator[re.Match[str]]:
    for found in _NEGATION.finditer(text):
        start, end = found.span()
        if not (start > 0 and end < len(text) and text[start - 1] == text[end] and not text.isascii()):
            yield found


def contradicts(text: str, passage: Passage) -> str | None:
    """The words of a clause that a passage denies, that it denies and the passage affirms, or the opposite of its own."""
    alike = max(share(text, passage.text), share(text, passage.turn))
    if passage.asked or alike < _LOOSE:
        return None
    if alike >= _CLOSE and not _IMPLIED.search(text) and not _IMPLIED.search(passage.text):
        mine, theirs, turn = denials(text), denials(passage.text), denials(passage.turn)
        if mine.denied and not negated(passage.turn) and (_common(mine.denied, turn.affirmed) or _NONE.search(text)):
            return text
        if (
            theirs.denied
            and not negated(text)
            and not _PRESCRIBED.search(text)
            and _common(theirs.denied, mine.affirmed)
        ):
            return text
    return _opposed(text, passage.text)


def _opposed(text: str, other: str) -> str | None:
    """The word of a clause that is the opposite of one in a passage which says the same otherwise."""
    for pair in _OPPOSITES:
        for mine, theirs in (pair, pair[::-1]):
            said = mine.search(text)
            if said and theirs.search(other) and not theirs.search(text) and not mine.search(other):
                return said[0]
    for found in _BEFORE_AFTER.finditer(text):
        other_way = "后" if found[2] == "前" else "前"
        if re.search(rf"{found[1]}[之以]?{other_way}", other) and not re.search(rf"{found[1]}[之以]?{found[2]}", other):
            return found[0]
    return None


def _common(one: tuple[Unit, ...], other: tuple[Unit, ...]) -> bool:
    return any(mine.text == theirs.text for mine in one for theirs in other)
