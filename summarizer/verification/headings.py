"""Whether a sentence can answer the heading it stands under, from its form alone.

A plan is no insight, what was found is no plan, what the employee says is nothing that the coach verified. Only what
the form rules out is told; which of the fitting headings is the right one, the reader's classifier knows better.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from summarizer.notes import Notes
from summarizer.reading import Segment, segments
from summarizer.reading.classifier import classify
from summarizer.template import FieldSpec
from summarizer.text.quantities import quantities

_AHEAD = re.compile(
    r"将|会(?=[在把去来给向与和对于跟])|须|拟|计划|今后|以后|往后|日后|下(?:个|一)?(?:周|月|次|回|班|轮|季)|明天|明日|次日|后天|月底|起[,，]|务必|约定|定于|答应|承诺|负责|准备|打算|应|待|届时|"
    r"\bwill\b|'ll\b|\bgoing to\b|\bis to\b|\bare to\b|\bshall\b|\bmust\b|\bnext\b|\btomorrow\b|\bfrom now\b|\bstarting\b|\bby (?:the|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|noon|end|\d)|\buntil\b|\bagreed\b|\bplans?\b|\bshould\b|\bbefore (?:the|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\d)"
)
_TO_DO = re.compile(
    rf"{_AHEAD.pattern}|需|要|由|每|前|先|再|把|让|请|先|必|记|一律|得|改|定|开始|交|去|来|自|不再|"
    r"\bto \w+|\bevery\b|\beach\b|\bdaily\b|\bweekly\b|\bneeds?\b|\bkeeps?\b|\btakes?\b|\bstarts?\b|\bstops?\b|\bwrites?\b|\bsends?\b|\bdoes\b|\bputs?\b|\bon \w+day\b|\bthis week\b|\btonight\b|\btoday\b|\bfor \w+ weeks?\b|^[a-z' ]{0,30}\b\w+s\b(?! of)"
)
_CHECK = re.compile(r"^(?:查看|检查|核对|抽查|看看|看|复查|check|look at|review|whether)")
_SAYS = re.compile(
    r"说|讲|表示|认为|觉得|自述|反映|称|承认|坦言|抱怨|解释|提到|据|感到|自认|强调|指出|归[于因咎]|嫌|怕|以为|担心|感觉|看来|直言|诉|答|"
    r"\b(?:sa(?:id|ys?)|think|thought|feel|felt|told|admit|explain|reckon|claim|report|accord|account|believ|complain|mention|attribut|blam|describ|put it|reason|worr|fear|owned|acknowledg|argue|note|confess|maintain)\w*"
)
_OPEN = re.compile(
    r"可|或|要么|要不|考虑|办法|法子|做法|方案|备选|选|试|建议|提|商量|讨论|谈|想|换|改|加|倾向|设想|让|先|议|出路|思路|[①②③]|"
    r"\b(?:could|might|may|or|option|alternativ\w*|ideas?|consider\w*|discuss\w*|toy\w*|suggest\w*|propos\w*|either|try\w*|trial|instead|ways?|lean\w*|maybe|possib\w*|choice|weigh\w*|think\w*|float\w*|raised|named|look\w* at|versus|vs)\b"
)
_TOGETHER = re.compile(
    r"再|碰|见|聊|谈|盘|跟|回访|评|听|检|抽|看|对|过|顾|查|约|次|考|验|拍|核|面|会|收|统计|数|问|翻|复|"
    r"\b(?:follow|meet\w*|again|next|check\w*|review\w*|look\w*|see|session|talk|catch|round|visit|weigh|sit|call|audit|join|back|revisit|re-audit|phone|listen\w*|observ\w*|retro|spot|sync|ring|count|walk|compare|be (?:at|there)|ride|go (?:over|through)|lunch|coffee|stand-?up|demo)\b"
)
_MANY = re.compile(
    r"团队|大家|全|其他|别的|组|班|部|所有|各|推广|统一|同事|一起|站|店|公司|都|普遍|厂|流程|制度|每|场|应|他人|科|院|校|队|门|行|谁|新人|今后|以后|"
    r"\b(?:team|everyone|everybody|all|others?|whole|shop|ops|crew|staff|department|across|every|company|process|people|site|we|us|our|depot|should|group|firm|office|anyone|kit|floor|each|lesson|place|plant)\b"
)
_COACH = re.compile(
    r"我|辅导人|经理|主管|主任|总监|[店站场厂队班组科部行护园院校]士?长|教练|督导|师傅|老师|自己|"
    r"\b(?:i|my|me|myself|coach|manager|lead|supervisor|boss|head|partner|skipper|director|mgr|we|owner|chief|foreman)\b|\bi'"
)
_SELF_BLAME = re.compile(r"^(?:我|the coach|i\b|my\b)")
_LOOKS_BACK = ("background.trigger", "background.situation", "diagnosis.", "outcomes.", "reflection.success")


_UNLIKELY = 0.05
"""Probability below which neither the sentence nor any line it rests on answers the field, by the reader's classifier."""


class Headings:
    """Tells sentences that stand under a heading they cannot answer: by their form, and by what the reader makes of it."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def wrong(
        self, statement: str, turns: Collection[tuple[int, str]], spec: FieldSpec, tells: bool, said: bool
    ) -> bool:
        """Whether a normalised statement cannot answer its field; `turns` are the lines it rests on, with their numbers."""
        if not misplaced(statement, "\n".join(turn for _, turn in turns), spec, tells, said):
            return False
        own = classify([statement])[0].get(spec.path, 0.0)
        return max(own, self._share({number for number, _ in turns}, spec.path)) < _UNLIKELY

    def _share(self, lines: Collection[int], path: str) -> float:
        """The highest probability with which a segment of these lines answers a field; 1 where its label says so."""
        pieces = self._pieces
        wanted = [index for index, piece in enumerate(pieces) if piece.line in lines]
        if any(pieces[index].field == path for index in wanted):
            return 1.0
        found = classify(self._texts, only=wanted) if wanted else []
        return max(
            (share.get(path, 0.0) for index, share in zip(wanted, found, strict=True) if not pieces[index].field),
            default=0.0,
        )

    @cached_property
    def _pieces(self) -> tuple[Segment, ...]:
        return segments(self._notes)

    @cached_property
    def _texts(self) -> list[str]:
        return [piece.text for piece in self._pieces]


def misplaced(statement: str, turn: str, spec: FieldSpec, coachee_tells: bool, coachee_said: bool) -> bool:
    """Whether the form of a normalised statement rules out that it answers its field.

    `turn` is the line of the notes it rests on, `coachee_tells` whether by its own words the employee says it,
    `coachee_said` whether that line is the employee's own.
    """
    path, both = spec.path, f"{statement}\n{turn}"
    ahead = bool(_AHEAD.search(statement))
    if path.startswith(("plan.actions", "follow_up.")) and path != "follow_up.method":
        if path == "follow_up.time" and not _TOGETHER.search(statement):
            return True
        if path == "plan.actions" and not _TO_DO.search(both):
            return True
        return coachee_tells and not ahead and not _TO_DO.search(turn)
    if path == "diagnosis.self_report":
        return not (_SAYS.search(both) or coachee_said)
    if path == "diagnosis.verification":
        return coachee_tells and not _COACH.search(both)
    if path == "background.goals":
        return bool(_CHECK.match(statement))
    if path == "plan.options":
        return not _OPEN.search(both)
    if path == "reflection.team":
        return not _MANY.search(statement)
    if path.startswith("outcomes.coach."):
        return not _COACH.search(both)
    if path.startswith("outcomes.coachee.") and _SELF_BLAME.match(statement):
        return True
    if path.startswith("outcomes.coachee.") and _figures_only(statement):
        return True
    return (
        path.startswith(_LOOKS_BACK)
        and ahead
        and bool(re.search(r"将(?!近|就|错|信)|\bwill\b|'ll\b", statement))
        and not _SAYS.search(both)
    )


def _figures_only(statement: str) -> bool:
    """Whether a sentence reports rates and counts, which is nobody's insight."""
    return len([figure for figure in quantities(statement) if not figure.article]) > 1
