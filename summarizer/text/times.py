"""Times as notes write them, cut out of a sentence by code: when something is due, when people meet again."""

from __future__ import annotations

import re

from summarizer.text.days.scan import mentions
from summarizer.text.normal import with_origin
from summarizer.text.quantities import Measure, quantities

_DAY = re.compile(
    r"今天|明天|后天|大后天|今晚|明早|当天|(?:本|这个?|下个?|次)?月(?:底|末|初|中)|(?:本|下个?)?季度?末|q[1-4]末|年底|年末|周末|下个?月|"
    r"(?:本|这|下|下下)(?:周|星期|礼拜)(?![一二三四五六日天末1-7])|end of (?:the |this |next )?(?:day|week|month|quarter|year|q[1-4]|[a-z]+)|eod|eow|eom|today|tomorrow|next (?:week|month)|this week"
)
_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:by|before|until|within|in|no later than|from|starting|every|each|on|at)|最迟|最晚|每|从|于|在|那个|[\u4e00-\u9fff]{1,3}(?:完|之后|以后|满))\s*(?:the\s+)?$"
)
_AFTER = re.compile(
    r"\s*[(（][^()（）]{1,12}[)）]|[\u4e00-\u9fff]{0,6}?[前后][一两三几][天日]|\s*(?:之前|以前|前|之内|以内|内|下班前|下班|开始|起|后|早上|上午|中午|下午|晚上|晚|早|左右|at|by|morning|afternoon|evening|noon|pm|am)(?![\u4e00-\u9fff]?[场台])"
)
_JOIN = re.compile(r"\s*(?:[,，]|的|at|on|by)?\s*")


def time_expression(text: str) -> str | None:
    """The first stretch of a sentence that says a day, with its time and its 前 or "by"; None where no day is said."""
    normal = with_origin(text)
    plain = normal.text
    spans: list[tuple[int, int, Measure]] = [
        (q.start, q.end, q.measure)
        for q in quantities(text)
        if q.measure in (Measure.DATE, Measure.WEEKDAY, Measure.TIME)
    ]
    spans += [(found.start(), found.end(), Measure.DATE) for found in _DAY.finditer(plain)]
    # The second Friday of March is more than its Friday.
    for mention in mentions(plain):
        if mention.is_day:
            spans = [span for span in spans if not (mention.start <= span[0] and span[1] <= mention.end)]
            spans.append((mention.start, mention.end, Measure.DATE))
    spans += [
        (q.start, q.end, Measure.DURATION)
        for q in quantities(text)
        if q.measure is Measure.DURATION and re.match(r"\s*(?:之内|以内|内|后|之后|from now)", plain[q.end :])
    ]
    spans.sort()
    anchor = next((span for span in spans if span[2] is not Measure.TIME), None)
    if anchor is None:
        return None
    start, end, _ = anchor
    changed = True
    while changed:
        changed = False
        if after := _AFTER.match(plain, end):
            end, changed = after.end(), True
        for other_start, other_end, _ in spans:
            joint = _JOIN.match(plain, end)
            # 上午 may be taken already, and is part of 上午十点.
            if start < other_start and end < other_end and joint and other_start <= joint.end():
                end, changed = other_end, True
    if before := _BEFORE.search(plain[:start]):
        start = before.start()
    return text[normal.origin[start] : normal.origin[end - 1] + 1].strip(" ,，")
