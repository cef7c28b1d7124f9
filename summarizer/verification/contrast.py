"""Not this but that: `不是数据的事，是省了评审` must not be told as the data's fault, nor turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from summarizer.text.patterns import just_before
from summarizer.verification.overlap import meant, share
from summarizer.verification.passages import Passages
from summarizer.verification.polarity import negated

_NOT_CHINESE = re.compile(
    r"(?:而不是|而非|并非|并不是|(?<!是)(?<!要)不是(?!吗|很|太)|不在于?(?=[\u3400-\u9fff])|不怪|不怨|不赖)(?P<not>[^,，。;；!！?？\s]{1,120}?)(?=而?是(?!的)|[,，。;；!！?？\s]|$)"
    r"|(?:(?:以前|过去|原来|之前|原先|本来)[^,，。;；\s]{0,3}?(?:觉得|认为|以为)|以为)(?P<thought>[^,，。;；!！?？\s]{1,120}?)[,，\s]+(?=其实|实际|现在|后来|结果|没想到)"
)
_BUT_CHINESE = re.compile(
    r"\W*(?:而是|(?:现在|后来)?(?:看来|发现|才知道|明白)?其实是?|实际上?是?|(?:现在|后来|结果)(?:看来|发现|才知道|明白)是?|主要是|就是|还是|是|在于?|而在于?)(?P<but>[^,，。;；!！?？\s]+)"
)
_NOT_ENGLISH = re.compile(
    r"(?:\brather than\b|\binstead of\b|\b(?:is|was|are|were|it's|that's)(?: not|n't)(?: really| actually| so much)?|,\s*not|\bnot(?= (?:because|due|the|her|his)\b))(?: about| because of| because| down to| on| due to| in)?(?: (?:the|a|an|his|her|their|my|its))?\s(?P<not>[^,.;:!?]+?)(?=\s(?:but|and|because|while)\s|[,.;:!?]|$)"
)
_BUT_ENGLISH = re.compile(r"\W*(?:but\s)?(?:it's|it is|it was|that's|rather|but)?\s*(?P<but>[^.;:!?]+)")
_BLAMED = re.compile(r"^(?:to blame|at fault|(?:the )?(?:problem|cause|issue|reason|trouble)\b|原因|问题|主因|根源)")
_AFTERTHOUGHT = re.compile(r"而不是|而非|,\s*not|rather than|instead of")
_CHOSEN = re.compile("rather than|instead of")
_LAST = re.compile(r"[^,，。;；:：!！?？]+[,，]?\s*$")
_TAIL = re.compile(r"(?:的事情?|的问题|的错|的缘故|的原因|造成的|导致的)$")
_CAUSE = re.compile(
    r"根源|根本|症结|原因|问题[在是出]|毛病|关键|核心|归咎|归因|由于|因为|所致|导致|造成|"
    r"\bcaus|\bdue to\b|\bbecause\b|\broot\b|\bto blame\b|\bfault\b|\bproblem\b|\breason\b|\bcome down to\b|\bconcern"
)
_SAID = 0.6
_ABSENT = 0.25
_ABOUT = 0.5


class Contrast(NamedTuple):
    """What a sentence denies, and what it puts in its place ("" where it does not say).

    `chosen` where it does no more than prefer one to the other: what was not done then may be done now.
    """

    denied: str
    affirmed: str
    turn: str
    chosen: bool


def contrasts(text: str) -> Iterator[Contrast]:
    """Every `not this but that` and `that, not this` of a normalised text."""
    chinese = not text.isascii()
    pattern, behind = (_NOT_CHINESE, _BUT_CHINESE) if chinese else (_NOT_ENGLISH, _BUT_ENGLISH)
    for found in pattern.finditer(text):
        denied = _TAIL.sub("", (found["not"] or (chinese and found["thought"]) or "").strip())
        after, before = behind.match(text, found.end()), just_before(_LAST, text, found.start(), 200)
        affirmed, other = after["but"] if after else "", before[0].strip(" ,，") if before else ""
        if _BLAMED.match(denied):
            denied = other
        elif other and (_AFTERTHOUGHT.match(found[0]) or not affirmed):
            affirmed = re.split(r"是(?=.)", other)[-1]
        yield Contrast(denied, affirmed, text, bool(_CHOSEN.match(found[0])))


class Contrasts:
    """Compares statements with what one set of notes says is not so, but otherwise."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages

    def turned(self, text: str, cause: bool) -> str | None:
        """The words of a normalised statement that affirm what the notes deny; `cause` where its field asks for one."""
        mine = list(contrasts(text))
        said = [own.affirmed for own in mine] or ([] if negated(text) else [text])
        for theirs in self._there:
            if not any(_says(words, theirs.denied) for words in said) or not self._about(text, theirs, cause):
                continue
            for own in mine:
                if _says(own.affirmed, theirs.denied) and (
                    _alike(own.denied, theirs.affirmed) or not _says(own.affirmed, theirs.affirmed, _ABSENT)
                ):
                    return own.affirmed
            if not mine and not theirs.chosen and not _says(text, theirs.affirmed, _ABSENT):
                return text.strip(" .。")
        return None

    def _about(self, text: str, theirs: Contrast, cause: bool) -> bool:
        """Whether a statement speaks of what a contrast of the notes does: of the cause, or of much the same."""
        return cause or bool(_CAUSE.search(text)) or share(self._passages.nameless(text), theirs.turn) >= _ABOUT

    @cached_property
    def _there(self) -> list[Contrast]:
        turns = {passage.line: passage.turn for passage in self._passages.all}
        return [found for turn in turns.values() for found in contrasts(turn)]


def _says(text: str, part: str, least: float = _SAID) -> bool:
    """Whether a text carries at least a share of a part of another."""
    return bool(part) and bool(meant(part)) and share(part, text) >= least


def _alike(one: str, other: str) -> bool:
    return _says(one, other) or _says(other, one)
