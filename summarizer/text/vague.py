"""Words that commit nobody to anything."""

from __future__ import annotations

import re

NON_COMMITTAL = re.compile(
    r"尽快|尽早|尽量|抓紧|有空|有时间(?:再|的时候)|得空|空了|原则上|看情况|视情况|到时候(?:再)?(?:看|说)|再说|后续再|以后再|回头(?:再)?|改天|"
    r"过段时间|过一阵|过些天|过几天|过两天|近期|最近(?:再|找)|适时|择机|合适的?时(?:候|机)|差不多|酌情|随时|不定期|争取|"
    r"\basap\b|as soon as possible|\bsoon\b|\bsome ?time\b|\bsometime\b|\bat some point\b|\bwhen (?:there is|there's|i have|he has|she has|they have|we have)? ?time\b|"
    r"\bwhen(?:ever)? (?:free|possible|convenient)\b|\bin due course\b|\bif possible\b|\beventually\b|\blater(?: on)?\b|\bin principle\b|\bwe(?:'ll| will) see\b|\btbd\b|\btry to\b"
)
"""Matches normalised text (`summarizer.text.normal`)."""
