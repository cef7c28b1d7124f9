"""Words that set a bound: by what one can tell that something is done (至少五种, 不能有空格, "no blank days")."""

from __future__ import annotations

from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred

_BOUND = deferred(
    r"至少|不少于|不低于|不超过|不多于|不高于|最多|(?<![时周天月年日号])以内|以下|以上|(?:降|升|提|压|控制|减|涨|做|达|拉|缩|恢复|回|收|保持|稳定|提高|降低|缩短|压缩|提升|控)(?:到|至|在|为)|达标|合格|"
    r"不能|不得|不许|不准|不允许|不再有|没有[空漏错遗差]|零(?:差错|投诉|遗漏|漏|返工|失误|事故)|清零|[为到至]零|[为到至]0|通过|签字|签收|签名|验收|(?<!以这个)(?<!以此)(?<!号)为准|[都全]要有|都得有?|都有|[才就]算|不算|算(?:完成|过|数|合格)|"
    r"每[个条份单次张笔家户][^，。,]{0,6}都?要|无(?:误|遗漏|差错|投诉|漏|空)|百分之|%|[≥≤<>]|一[个张条份次项]不[落漏少差]|齐全|写清|标明|"
    r"\bat least\b|\bat most\b|\bno more than\b|\bno fewer\b|\bno less\b|\bno later\b|\bfewer than\b|\bless than\b|\bmore than\b|\bunder (?:\d|one|two|three|four|five|six|seven|eight|nine|ten)|\bbelow\b|\babove\b|\bover \d|"
    r"\bwithin \w+ (?:minutes?|mins?|hours?|seconds?|percent|per cent)|\btarget\b|\bzero\b|\bno (?!one\b|longer\b)\w+ (?:left|missing|in|on|over|without|unsigned)|\bno blanks?\b|\bno gaps?\b|\bnothing (?:left|missing|out)|\bnone\b|"
    r"\bwith an? (?:photo|screenshot|picture|copy|signature|tick)\b|\bwithout (?:a|any)\b|\bsign(?:ed|s)?[- ]?off\b|\bsigned\b|\binitialled\b|\bapproved\b|(?<!battle )\bpass(?:es|ed)?\b|\bdown to\b|\bup to \d|\bto \d+(?:\s|%|$)|\bper ?cent\b|\ball \w+ (?:filled|ticked|signed|answered|covered|closed|in)\b|"
    r"\bevery \w+ (?:has|with|filled|ticked|signed)|\bhow (?:we|i)(?:'ll| will| can|'d) (?:know|tell|see)\b|\bcall it (?:working|done|good|sorted|fixed)\b|\bcounts? as done\b|\bdone when\b|\bcomplete when\b"
)  # fmt: skip


def sets_bound(text: str) -> bool:
    """Whether a text says anywhere by what one could tell that something is done."""
    return bool(_BOUND.search(normalise(text)))
