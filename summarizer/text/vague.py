"""Words that commit nobody to anything."""

from __future__ import annotations

from summarizer.text.patterns import deferred

NON_COMMITTAL = deferred(
    r"尽快|尽早|尽量|抓紧|有空|有时间(?:再|的时候)|得空|空了|原则上|看情况|视情况|到时候(?:再)?(?:看|说)|再说|后续再|以后再|回头(?:再)?|改天|"
    r"过段时间|过一阵|过些天|过几天|过两天|近期|最近(?:再|找)|适时|择机|合适的?时(?:候|机)|差不多|酌情|后面再|往后再|以后(?:有机会|慢慢)|慢慢来|有机会(?:再)?|等(?:忙完|有空|空下来|闲下来|人手够|条件(?:允许|成熟))[^,，。]{0,6}|忙完(?:这阵|这段|再说)|过阵子|这[两几]天|这(?:阵子|段时间)|方便的?(?:时候|话)|一有空|能(?:快|早)(?:就|则)(?:快|早)|越(?:快|早)越好|看着办|随时|不定期|争取|"
    r"\basap\b|as soon as possible|\bsoon\b|\bsome ?time\b|\bsometime\b|\bat some point\b|\bwhen (?:there is|there's|i have|he has|she has|they have|we have)? ?time\b|"
    r"\bwhen(?:ever)? (?:free|possible|convenient)\b|\bin due course\b|\bif possible\b|\beventually\b|\blater(?: on)?\b|\bin principle\b|\bwe(?:'ll| will) see\b|\btbd\b|\bto be (?:confirmed|decided)\b|\bwhen things (?:calm|settle|quieten)\b|\bwhen(?:ever)? (?:he|she|they|we|i|there)(?:'s| is| are| has| have|'ve)? (?:a )?(?:free|time|chance|moment|gap)\b|\bone of these days\b|\bdown the (?:line|road)\b|\bas and when\b|\bnot too long\b|\bthe sooner the better\b|\bafter the (?:rush|busy (?:season|spell))\b|\btry to\b|\b(?:when(?:ever)?|once|if) (?:he|she|they|we|i|you)(?:'ve)? (?:get|gets|got|find|finds) (?:a|the|some|round to) ?(?:minute|second|moment|chance|time|gap|it)?\b"
)
"""Matches normalised text (`summarizer.text.normal`)."""
