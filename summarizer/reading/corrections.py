"""Actions that the notes take back later on: `先定的是每天20个…`, then `改了！上面那个不算`. The later plan stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.reading.route import Answer
from summarizer.reading.segments import Segment
from summarizer.text.patterns import deferred

_TAKEN_BACK = deferred(
    r"^↑|^太[大多难紧][,，]?\s*(?:不要|改|算了)|不要了[。,，]?\s*改|^(?:哎?不对|改了|改一下|更正|重新定|推翻)|(?:上面|前面|刚才|之前|原来|先前)(?:说的|定的|写的|那个|那条|的|这条)*(?:那个|那条)?\s*(?:都|就)?\s*(?:不算|作废|不要|取消|划掉|推翻|改了)|"
    r"\b(?:scrap|scratch|cross out|forget|ignore|strike) (?:that|the above|the first|this|the one above)\b|\bthe above (?:is off|no longer|does not|doesn't)\b|"
    r"\bscrapped (?:that|it|this)\b|^what stands\b|"
    r"^(?:correction|changed|change of plan|on reflection)\b|\b(?:so )?we(?:'ve| have)? changed (?:it|that)\b",
    re.IGNORECASE,
)
_AT_FIRST = deferred(
    r"^[\s,，]*(?:一开始|起初|起先|先|原先|原来|本来|最初|之前)(?:是|我们|说好|商量)*(?:定|说|想|约|讲)|"
    r"^(?:at first|to (?:begin|start) with|first we|initially|originally|the first plan|we(?:'d| had) (?:settled|agreed|planned|said))\b",
    re.IGNORECASE,
)


def standing(pieces: Sequence[Segment], actions: Sequence[Answer]) -> list[Answer]:
    """The actions that still stand.

    What is taken back is every earlier action that says of itself that it came first, else the one before.
    """
    kept = list(actions)
    for piece in pieces:
        if not _TAKEN_BACK.search(piece.text):
            continue
        before = [action for action in kept if _place(action.segment) < _place(piece)]
        first = [action for action in before if _AT_FIRST.search(action.segment.text)]
        withdrawn = first or before[-1:]
        # The sentence that takes back may hold the new plan as well, and is not taken back by itself.
        kept = [action for action in kept if action not in withdrawn]
    return kept


def _place(piece: Segment) -> tuple[int, int]:
    return piece.line, piece.start
