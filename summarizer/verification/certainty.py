"""How sure a thing is: a wish, a question or a maybe of the notes must not become a fact or a decision."""

from __future__ import annotations

import re

from summarizer.verification.passages import Passage, Passages

_OPEN = re.compile(
    r"可能|也许|或许|说不定|倾向|考虑|本来想|想让|想要|(?<![感理思设着])想(?=[搞做去要换试请申学把用买配加装])|打算|再定(?!.不)|再议|再决定(?!是否)|还没(?:答应|定|决定|想好|批)|没定|待定|看情况|原则上|估计(?!\d|[一二两三四五六七八九十半])|似乎|好像|没明说|未必|不一定|"
    r"能不能|可不可以|是不是|要不要|要不(?=[换我让先就])|会不会|行不行|建议|提议|如果有|有机会|争取|尽量|在联系|联系中|"
    r"\bmight\b|(?<!\d )(?<!of )(?<!in )(?<!by )(?<!mid )\bmay\b(?! \d)|\bmaybe\b|\bperhaps\b|\bprobably\b|\blikely\b|\blean(?:s|ing)\b|\bconsider(?:s|ing)?\b|\btoy(?:ed|ing)\b|\bthinking (?:of|about)\b|\bthought about\b|\bwondered (?:about|if|whether)\b|\bcould\b|"
    r"\bwants? to\b|\bwould like\b|\bhop(?:es|ing)\b|\bnot sure\b|\bunsure\b|\bno promises\b|\bcan (?:we|you|i|he|she|they|\w+) \w+.*\?|\bnot decided\b|\bundecided\b|\btentative|\bif possible\b|\bdecide (?:next|later|on)\b|\bideally\b|\btry to\b|\bfloated\b|\bguess\b"
)
_SOFT = re.compile(
    _OPEN.pattern
    + r"|希望|想|愿意|计划|拟|是否|能否|可否|应该|应当|应$|或者|若|如果|假如|一旦|讨论|谈到|商量|设想|备选|方案|办法|做法|选项|尝试|试|有望|或|觉得|认为|怀疑|询问|请问|问|提出|"
    r"\bshould\b|\bwould\b|\bask(?:s|ed)?\b|\bwhether\b|\bif\b|\bdiscuss|\boption|\bpropos|\bsuggest|\bplan(?:s|ned|ning)?\b|\bwish|\bthinks?\b|\bthought\b|\bbeliev|\bexpect|\bdoubt|\bpossib|\balternativ|\bidea\b|\btry\b|\btries\b|\bwant|\buntil\b|\bonce\b|\bwhen\b|\bfeel|\bfelt\b"
)
_DECIDED = re.compile(
    r"(?<!再)决定(?!是否|要不要)|商定|确定|敲定|定为|定下|选定|已经|已将|已把|必须|必定|一定|肯定|采用|同意|答应|承诺|保证|\bdecided\b|\bchose|\bchosen\b|\bagreed\b|\bcommitted\b|\bsettled\b|\bconfirmed\b|\bpromised\b|\bcertain(?:ly)?\b|\bdefinitely\b|\bhas (?:already )?\w+ed\b"
)
_UNDECIDED = re.compile(
    r"没(?:有)?(?:答应|同意|定|决定|确定)|未(?:定|决定|同意)|不同意|\bnot (?:yet )?(?:decided|agreed|settled)|\bnothing decided"
)
_CONDITION = re.compile(r"^(?:如果|要是|假如|若是?|能行|行的话|可以的话|能成|if )")
_LISTED = re.compile(r"^(?:或者?|要么|[一二三四]是|方案[一二三四abc]|or |[abc]\))")
_YES = re.compile(
    r"^(?:可以|行|好|对|是|没问题|成|同意|嗯|yes|sure|ok|okay|fine|good|agreed|let's|deal|do it|great|right)(?![^\s,，。.!])"
)
_UNITED = re.compile(r"^(?:所以|因为|先|就|那)")
_STRONG = re.compile(
    r"全部|所有|从未|从不|始终|总是|完全|彻底|一律|绝对|毫无|必定|每一个|\ball\b|\balways\b|\bnever\b|\bcompletely\b|\bentirely\b|\bfully\b|\bevery single\b|\btotally\b|\bdefinitely\b"
)
_STRONG_TOO = re.compile(
    r"必|全|所有|都|从没|一直|老是|每|一律|完全|根本|彻底|无|没|不|\ball\b|\balways\b|\bevery|\bnever\b|\bno\b|\bnone\b|n't|\bwhole\b|\bfull|\bcomplete|\btotal|\bnot\b"
)


def overstated(text: str, whole: str, passage: Passage, passages: Passages, lenient: bool) -> str | None:
    """The words that make a clause (of the statement `whole`) surer than a passage is, or None.

    `lenient` is for fields that hold options and what people think, where an open thing is no decision anyway.
    """
    after = passages.after(passage)
    added = after.text if after and after.line == passage.line and not _UNITED.search(after.text) else ""
    before = passages.before(passage)
    condition = before.text if before and before.line == passage.line and _CONDITION.match(before.text) else ""
    open_ = _OPEN.search(passage.text) or _OPEN.search(added) or _OPEN.search(condition) or _CONDITION.match(condition)
    if (open_ or passage.asked) and not _settled(passage, passages):
        decided = _DECIDED.search(text)
        if decided and open_ and not _DECIDED.search(_UNDECIDED.sub("", passage.turn.replace(open_[0], ""))):
            return decided[0]
        if not lenient and not _SOFT.search(whole):
            return open_[0] if open_ else passage.text
    if _LISTED.match(passage.text) and (decided := _DECIDED.search(text)) and not _DECIDED.search(passage.turn):
        return decided[0]
    strong = _STRONG.search(text)
    if strong and not _STRONG_TOO.search(passage.turn):
        return strong[0]
    return None


def _settled(passage: Passage, passages: Passages) -> bool:
    """Whether somebody else says yes to it right after."""
    following = passages.after(passages.in_line(passage.line)[-1])
    return bool(following and following.speaker != passage.speaker and _YES.search(following.text))
