"""What the notes do say, but so that nobody could act on it."""

from __future__ import annotations

from summarizer.template import Kind
from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred
from summarizer.text.quantities import Measure, quantities
from summarizer.text.resolve import says_day
from summarizer.text.vague import NON_COMMITTAL

_VAGUE_GOAL = deferred(
    r"^(?:希望|争取|想|要|能|让他|让她|帮他|帮她|帮助他|帮助她|进一步|尽快|逐步|持续|更好地?|to )*"
    r"(?:提升|提高|改善|加强|增强|优化|改进|变好|更好|做好|搞好|好一点|振作|上一个?台阶|improve|get better|do better|be better|grow|step up|enhance|strengthen)"
)
# A goal that wants somebody or something to be better, more or less so, without saying how much or how one would see it.
_COMPARED = deferred(
    r"更(?:主动|积极|自信|好|稳|快|细|认真|专业|成熟|独立|有[\u4e00-\u9fff]{1,3})|(?:主动|积极|自信|认真|细心|耐心|开朗|稳定|独立)(?:一些|一点|些|点|起来)|好(?:起来|一点|一些|点)|上去|跟上来?$|有(?:所|点|些)?(?:进步|起色|改善|提高|改观|好转)|"
    r"(?:减少|降低|少出?|避免)(?:[\u4e00-\u9fff]{0,4}(?:差错|失误|投诉|错误|抱怨|浪费|返工|错))|(?:提振|鼓舞)(?:士气|信心)|"
    r"\bmore (?:proactive|confident|assertive|organi[sz]ed|engaged|independent|careful|reliable|professional|visible|patient|positive|motivated|consistent)\b|\b(?:be|get|become|feel|do) (?:a )?better\b|"
    r"\b(?:reduce|cut|lower|fewer|less) (?:the )?(?:number of )?(?:mistakes|errors|complaints|waste|rework|stress|delays)\b|\bgrow (?:as|into|in)\b|\bstep up\b|\bup (?:his|her|their|the) game\b|\bback on track\b|\bimprove\b"
)
_MEASURABLE_LENGTH = {"zh": 16, "en": 60}
_ANY_TIME = ("随时",)
"""What commits nobody to a day may still be a promise: 随时找我."""
_HAS_DAY = {Measure.DATE, Measure.WEEKDAY}
_DAY_WORD = deferred(
    r"今天|明天|后天|今晚|明早|当天|月底|月初|月中(?!旬)|季末|季度末|年底|周末|前夕|国庆|元旦|春节|中秋|"
    r"\btoday\b|\btomorrow\b|\btonight\b|\bend of\b|\beom\b|\beod\b|\beow\b|\bfortnight\b|\bweek from\b"
)


def says_when(text: str) -> bool:
    """Whether a text says a day, or how long something may take."""
    return any(quantity.measure in (*_HAS_DAY, Measure.DURATION) for quantity in quantities(text)) or says_day(text)


def vague_word(text: str, kind: Kind) -> str | None:
    """The words that make a value vague for its kind of field, or None when it can be acted on.

    A deadline with a day is definite whatever else it says ("尽快，最迟周五"); a meeting needs a day, so that a
    bare "下周" does not do; a goal that only wants something "improved" cannot be measured.
    """
    plain = normalise(text)
    found = quantities(text)
    has_day = any(quantity.measure in _HAS_DAY for quantity in found) or bool(_DAY_WORD.search(plain))
    words = NON_COMMITTAL.search(plain)
    if kind is Kind.MEETING:
        within = any(quantity.measure is Measure.DURATION for quantity in found)
        return None if has_day or (within and not words) else (words[0] if words else plain)
    if kind is Kind.DEADLINE:
        return words[0] if words and not has_day else None
    if kind is Kind.GOAL:
        measured = any(not quantity.article for quantity in found)
        weak = _VAGUE_GOAL.search(plain) or _COMPARED.search(plain)
        language = "en" if plain.isascii() else "zh"
        return plain if weak and not measured and len(plain) <= _MEASURABLE_LENGTH[language] else None
    if kind is Kind.PROMISE:
        return words[0] if words and words[0] not in _ANY_TIME else None
    return None
