"""Times as notes write them, cut out of a sentence by code: when something is due, when people meet again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.text.days.scan import mentions
from summarizer.text.normal import normalise, with_origin
from summarizer.text.patterns import deferred, just_before
from summarizer.text.quantities import Measure, Quantity, quantities

_DAY = deferred(
    r"今天|明天|后天|大后天|今晚|明早|当天|(?:本|这个?|下个?|次)?月(?:底|末|初|中)|(?:本|下个?)?季度?末|q[1-4]末|年底|年末|周末|下个?月|the weekend|"
    r"(?:本|这|下|下下)(?:周|星期|礼拜)(?![一二三四五六日天末1-7])|(?<![\u4e00-\u9fff今明去])(?:年|节|春节|国庆|五一|元旦|中秋|端午|清明|暑假|寒假)(?:之|以)?后(?![\u4e00-\u9fff]?[台的])|end of (?:the |this |next )?(?:day|week|month|quarter|year|q[1-4]|[a-z]+)|eod|eow|eom|the same day|today|tomorrow|next (?:week|month)|this week"
)
_BEFORE = deferred(
    r"(?:(?<![a-z])(?:by|before|until|within|in|no later than|as of|as from|from|starting|every|each|on|at)|最迟|最晚|每|从|于|在|那个|[\u4e00-\u9fff]{1,3}(?:完|之后|以后)|[\u4e00-\u9fff]{0,2}[期月年天周日]满)\s*(?:the\s+)?$"
)
_AFTER = deferred(
    r"\s*[(（][^()（）]{1,12}[)）]|[\u4e00-\u9fff]{0,6}?[前后][一两三几][天日]|\s*(?:之前|以前|前)(?![台场])|\s*(?:之内|以内|内|下班前|下班|开始|起|后|早上|上午|中午|下午|晚上|晚(?![会班饭餐])|早(?![会班饭餐])|左右|at|by|morning|afternoon|evening|noon|pm|am)(?![\u4e00-\u9fff]?[场台])"
)
# 响应时间压到两小时以内 says how long something may take, not by when.
_BROUGHT_TO = deferred(r"(?:[压降缩减做提]|控制|保持|稳定|维持)[\u4e00-\u9fff]?[到至在成]\s*$")
_WITHIN = deferred(r"\s*(?:之内|以内|内|后|之后|from now(?! on))")
_JOIN = deferred(r"\s*(?:吧?[,，]|的|at|on|by)?\s*")


# A month without a day of it: "some time in December", 12月中旬.
_MONTH = deferred(
    r"\b(?:some ?time |early |late )?(?:in |during )(?:early |late |mid-)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)|"
    r"(?:(?:\d{4}|今|明)年)?(?<![\d.])(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份?的?[上中下]旬|份|初|中|底|末)?(?![\d一二三四五六七八九十]|份?的?[上中下]旬)"
)

# What makes a day one to be done by.
_DEADLINE = deferred(r"前|之前|以前|内|为止|^(?:by|before|until|within|no later than|最迟|最晚)\b", re.IGNORECASE)

# Nothing is to be done by a day that is over.
_PAST = deferred(r"昨|前天|前晚|\byesterday\b", re.IGNORECASE)
_EVENT = deferred(
    r"(?:'s)? ?(?:[a-z-]+ ){0,2}(?:mtgs?|meetings?|huddles?|stand-?ups?|shifts?)\b|的?(?:[\u4e00-\u9fff]{0,3}?)(?:例会|晨会|周会|早会|班会|碰头会|部门会)(?![之以]?前)|的(?!时候|话)[\u4e00-\u9fff]|"
    r"(?:(?:和|与|、|跟)[^，。,;；]{0,8}?)?[这那][两几三四]?[场单批次期份张]|(?:和|与|、|跟)[^，。,;；]{1,8}?[这那两几三四][场单批次期份张]"
)


def time_expression(text: str) -> str | None:
    """The first stretch of a sentence that says a day, with its time and its 前 or "by"; None where no day is said."""
    return next(iter(_expressions(text)), None)


def due_expression(text: str) -> str | None:
    """The stretch that says by when something is to be done: one with 前 or "by", else the first that says a day."""
    found = [one for one in _expressions(text) if not _PAST.search(normalise(one))]
    plain = [one for one in found if not _names_event(text, one)]
    return next((one for one in found if is_deadline(one)), plain[0] if plain else None)


def _names_event(text: str, expression: str) -> bool:
    """Whether a day only says which meeting is meant: "a seat at Tues coordination mtg", 周三例会."""
    after = normalise(text[text.find(expression) + len(expression) :])
    # From tonight's shift on: that one begins then.
    return bool(_EVENT.match(after)) and not expression.lower().startswith(("from ", "从"))


def meeting_expression(text: str) -> str | None:
    """The stretch that says when people meet: of several days the one said most exactly, a month where there is no day.

    `下个月吧，嗯，六月二十四号，星期三，下午三点` gives all from 六月 on. A day to do something by is taken only where there is no other.
    """
    found = [one for one in _expressions(text) if f"since {one}" not in text]
    month = _MONTH.search(text)
    if month and all(one in month[0] for one in found):
        return month[0]
    days = [one for one in found if not is_deadline(one)] or found
    return max(days, key=_exactness, default=None)


def _exactness(expression: str) -> tuple[bool, int]:
    measures = [quantity.measure for quantity in quantities(expression)]
    return Measure.DATE in measures, len(measures)


def deadlines(text: str) -> list[str]:
    """All stretches of a text that say by when."""
    return [found for found in _expressions(text) if is_deadline(found)]


def is_deadline(expression: str) -> bool:
    """Whether an expression of time says by when: 周五前, "by Friday"."""
    return bool(_DEADLINE.search(expression))


def _expressions(text: str) -> list[str]:
    normal = with_origin(text)
    plain = normal.text
    measured = quantities(text)
    spans: list[tuple[int, int, Measure]] = [
        (q.start, q.end, q.measure)
        for q in measured
        if q.measure in (Measure.DATE, Measure.WEEKDAY, Measure.TIME) and not _no_day(q)
    ]
    spans += [(found.start(), found.end(), Measure.DATE) for found in _DAY.finditer(plain)]
    # The second Friday of March is more than its Friday.
    for mention in mentions(plain):
        if mention.is_day:
            spans = [span for span in spans if not (mention.start <= span[0] and span[1] <= mention.end)]
            spans.append((mention.start, mention.end, Measure.DATE))
    spans += [
        (q.start, q.end, Measure.DURATION)
        for q in measured
        if q.measure is Measure.DURATION
        and _WITHIN.match(plain, q.end)
        and not just_before(_BROUGHT_TO, plain, q.start)
    ]
    spans.sort()
    stretches: list[str] = []
    reached = 0
    for anchor in spans:
        if anchor[2] is Measure.TIME or anchor[0] < reached:
            continue
        start, reached = _widened(plain, anchor[0], anchor[1], spans)
        stretches.append(text[normal.origin[start] : normal.origin[reached - 1] + 1].strip(" ,，"))
    return stretches


def _no_day(quantity: Quantity) -> bool:
    """A number with a point that reads like month and day, but is none: 0.5."""
    return bool(re.match(r"0?\.|0+\.", quantity.text))


def _widened(plain: str, start: int, end: int, spans: Sequence[tuple[int, int, Measure]]) -> tuple[int, int]:
    """A day with what belongs to it: its time, the half of the day, 前 or "by"."""
    changed = True
    while changed:
        changed = False
        if after := _AFTER.match(plain, end):
            end, changed = after.end(), True
            if is_deadline(after[0]):
                break
        for other_start, other_end, _ in spans:
            joint = _JOIN.match(plain, end)
            # 上午 may be taken already, and is part of 上午十点.
            if start < other_start and end < other_end and joint and other_start <= joint.end():
                end, changed = other_end, True
    if before := _BEFORE.search(plain[:start]):
        start = before.start()
    return start, end
