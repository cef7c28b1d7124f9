"""What the form of a segment says about its field, before and beside what was learned.

A few hundred examples a field do not teach a classifier that a day with 前 behind it is a deadline, or that a first
line with a date in it is the head of the notes. Each rule multiplies a probability; the sum is brought back to one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from summarizer.reading.classifier import NONE
from summarizer.reading.meetings import parts_of
from summarizer.reading.segments import Segment
from summarizer.text.bounds import sets_bound
from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred
from summarizer.text.places import PLACE
from summarizer.text.quantities import Measure, Quantity, quantities
from summarizer.text.resolve import day_of, writes_day_first
from summarizer.text.times import due_expression, is_deadline, time_expression

Shares = dict[str, float]

_DEADLINE = deferred(r"\s*(?:[(（][^()（）]{1,12}[)）])?\s*(?:[上中下]午|晚上)?\s*(?:之前|以前|前|之内|以内|内|下班前)")
_BY = deferred(
    r"\b(?:by|before|until|due|on or before)\s+(?:the\s+|next\s+|this\s+)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?$"
)
# Where people will meet again. A day beside it says when; without one it may also be what somebody would do next time.
_NEXT = deferred(
    r"下次|下一次|下回|\bnext (?:one|time|session|sit[- ]?down|talk|meeting|chat|call|look|review|date|1[:-]1|check[- ]?in|catch[- ]?up)\b|\bfollow[- ]?up\b"
)
_AGAIN = deferred(
    r"再(?:碰|聊|谈|约|见|找[他她]|看(?:看|一?[次下眼遍])|过一[次下遍])|碰头|碰一[下次]|复盘|复查|复核|回访|跟进|抽查|回头看|下次(?:见|聊|谈)|"
    r"\b(?:follow[- ]?up|catch[- ]?up|check[- ]?in|(?:meet|talk|speak|chat|sit|see(?:ing)?|look|meeting|get together)\b.{0,25}? again|back together|touch base|review again|revisit|(?:drop|stop|swing|pop) (?:by|in))\b"
)
# A task that somebody takes on without a day: 尽快 closes it, or it opens with who.
_HASTE = deferred(
    r"(?:尽快|尽早|\basap|as soon as possible)[\s。.!！]*$|^(?:我|他|她|i'll |i will |he |she ).*(?:尽快|尽早|\basap\b)|"
    r"^(?:我|他|她)(?:有空|得空|抽空|回头|找时间|抓紧)(?!再?[聊谈碰])"
)
# How notes introduce what was agreed.
_AGREED = deferred(
    r"^(?:最后|后来|当场|一起)?(?:定了|定的就?是|定下来|说好了?|商定|约定|敲定|议定|定[:：])(?!目标|了?下次)|^agreed\b"
)
# What the employee says is no reflection of the coach, however much it sounds like one (早知道…).
_EMPLOYEE_SAYS = deferred(
    r"[他她](?:自己)?也?(?:说|讲|表示|觉得|承认|坦言)|"
    r"\b(?:he|she) (?:said|says|admitted|admits|felt|feels|reckons|reckoned|told)\b"
)
# Who does what by then, and has not done it yet: 周五之前我把权限给她开好.
_DOES_BY = deferred(
    r"前[,，]?\s*(?:由)?[\u4e00-\u9fff]{0,4}?(?:把|负责|交(?!接)|完成|做完|发给|整理|写好|写完|排好|办好|办完|弄好|报给|补齐|补完)(?!.*(?:了|过)[。.]?$)"
)
_CHOICES = deferred(
    r"[(（]?\ba[)）.].*[(（]?\bb[)）.]|方案\s*[a一1].*方案\s*[b二2]|\boption (?:a|1)\b|^(?:后来|中间|我们|也|还)*(?:说到|想过|提到|聊到|考虑过|商量过)(?:过)?(?:要不要|是不是|让|把)"
)
# A change of mind, told by the one whose mind it is.
_TURNED = deferred(
    r"[说讲][，,：:]?(?:我?才知道)?原来|(?:以前|一直|本来).{1,24}(?:现在|其实|原来|根本)|想明白|才明白|才发现|意识到|\breali[sz]ed?\b|\b(?:used to|always) (?:think|thought)\b"
)
# Words for what lies at the bottom of a problem.
_ROOT = deferred(
    r"\bthe short version\b|\bwhy (?:he|she|they)(?:'s| is|'re| are) (?:struggling|late|behind|stuck)\b|\bthe (?:nub|crux|heart) of (?:it|the)\b|^(?:root )?cause\s*[=:]|根子|症结|说到底|归根到底|归根结底|说穿了|核心问题|\broot (?:cause|of it|of the)\b|\bthe real (?:issue|problem)\b|\b(?:comes|boils) down to\b"
)
# What made somebody ask for the talk.
_WHY_NOW = deferred(
    r"\bthe reason (?:for|behind|we|i) (?:the |this |our )?(?:meeting|met|chat|talk|conversation|session|sit[- ]?down|asked|called)|\b(?:hence (?:this|the) ?(?:chat|talk|meeting|one)?|(?:->|=>|[,-])\s*that's why\W*$|(?:is|that's|was) (?:what made me|why (?:i|we))|made me (?:ask|call|want|book)|prompted (?:this|the|me)|which is why (?:i|we) (?:met|sat|asked|called|talked|spoke))\b|"
    r"(?:所以|这才|才|因此|就)(?:想着?)?(?:找|约|叫|请)(?:他|她|了?[\u4e00-\u9fff]{2,3})(?:来)?(?:聊|谈|坐|过来|面谈)|(?:所以|才|就)我?把[他她]叫|(?:为|因)这(?:个|件)?事(?:找|约|叫)|^(?:起因|由头)|(?:谈话|面谈|找[他她]|约[他她])的?(?:原因|起因|由头)"
)
# What the coach wants to come of the talk.
_AIM = deferred(
    r"^(?:aim|goal|target)\b|\b(?:i (?:really )?want(?:ed)? (?:him|her|them|us|this|no|the|all|every|each|it|to see)\b|i'd like (?:to see|the|him|her|them)\b|the (?:aim|goal|point|idea) (?:was|is|of|today)\b|what i wanted|opened by saying (?:he|she|i) wanted|so that nobody)|"
    r"(?:这次|今天|本次)(?:谈话|面谈|辅导)?(?:就|主要|的)?(?:是)?(?:想|希望|目的|目标)|^目标(?:是|[:：])|我(?:想|希望|要)(?:让|他|她)"
)
# What the coach learnt of the employee.
_LEARNT_OF = deferred(
    r"\bi(?:'ve| have)? (?:learn(?:t|ed) (?:that )?(?:he|she|they)|(?:hadn't|had not) (?:reali[sz]ed|known|seen) |never knew |(?:under|over)(?:rated|estimated) )|\bthan i(?:'d| had)? (?:gave|given|thought|expected|assumed)\b|"
    r"没想到[他她]|才(?:知道|发现)[他她]|[他她]其实(?:是|很|比)|我(?:小看|低估|高估)了?[他她]"
)
# What the employee can do since.
_CAN_NOW = deferred(
    r"\b(?:showed|taught|walked) (?:him|her|them)\b.*\b(?:he|she|they) (?:can|did|could|got|now|managed)\b|\bcan now\b|\bwas news to (?:him|her|them)\b|\bnow knows how\b|"
    r"(?:教|带)(?:了)?[他她].{2,20}(?:会了|学会|能自己|上手|做对|掌握)"
)
# What the coach would do another time.
_HINDSIGHT = deferred(
    r"\b(?:if i (?:did|had|were|was|could) .{0,30}(?:again|over|earlier|sooner)|next time i(?:'d| would|'ll| will)?\b|i (?:should|could) have\b|i should've|wish i had|with hindsight|in hindsight)|"
    r"(?:要是|如果|假如)(?:能)?(?:重来|再来|再谈)|我(?:应该|本该|早该|该)(?:早|先|多|少)|下次我(?:要|会|得|应该|该)(?!.*(?:检查|看看|跟进))"
)
# What holds for more than this one employee.
_FOR_ALL = deferred(
    r"^(?:a )?(?:note|lesson|point|takeaway|one)s? (?:to self )?for (?:all|the (?:whole|team|crew|shift|others|rest)|every(?:one|body)|us all)\b|"
    r"\b(?:the whole team|the rest of the (?:team|crew)|other (?:crews|teams)) (?:could|should|needs?|will)\b|(?:全组|全队|全班组|全店|全科|整个(?:组|队|团队|班组|部门)|其他人|大家)(?:都)?(?:要|得|该|应该|可以|能)"
)
# The coach's own note of what to do: `me: get her a seat`.
_MINE = deferred(
    r"^(?:me|myself)\s*[:–-]\s*(?:to\s+)?(?!\w+(?:ed|ght|nt)\b|saw\b|told\b|had\b|was\b|said\b|went\b)[a-z]+ "
)
_ASKED = deferred(r"[?？]|什么|吗[。！]?$|还是.{1,8}呢?$|\b(?:what|why|how|which)\b.*\?")
# The coach has told somebody to do it: 我让她把照图重摆一遍.
_TOLD_TO = deferred(r"(?:我|就|已经?)让[他她](?:先|也|回去)?(?:把|每|周|下周|明天)")
# What came after a question that the coach asked.
_REPLY = deferred(
    r"^(?:[他她](?:想了?|愣|答|数|说不|没|沉默|半天|支吾)|半天|沉默)|^(?:a )?(?:long )?(?:silence|pause)|^(?:he|she) (?:paused|thought|went quiet|couldn't|could not|named|listed|counted)"
)
_TAKES_ON = deferred(r"(?:我来|我去|我带|我把|我给|我约|你来|你去|你把|你给)|\b(?:i'll|i will|you'll|can you)\b")
# What is promised for a day is an action; without one it may be support that goes on.
_PROMISED = deferred(r"^(?:i'll|i will|i'm going to|我(?:来|去|会|给|把|带|约|找|跟|陪))")
# A line by itself near the head that only names a matter: 客户承接复盘.
_TITLED = deferred(r"[\u4e00-\u9fff]{3,18}(?:复盘|回顾|改进|问题|规划|提升|超标|滞后|整改)")
_TITLE_LINES = 4
# How long one talked with whom: 跟她说了一刻钟.
_TALKED_FOR = deferred(r"(?:跟|和|与)[^，。,]{1,6}(?:聊|谈|说|坐)了[^，。,]{0,5}(?:分钟|刻钟|小时|钟头)")
# What notes mention beside the talk, and say so.
_UNRELATED = deferred(
    r"(?:与|跟|和)(?:本次|这次|他|她|[\u4e00-\u9fff]{2,3})(?:谈话|面谈)?(?:无关|没关系|不相干)|不(?:归|是)[他她\u4e00-\u9fff]{1,3}(?:管|的事)|"
    r"\bnot (?:his|hers|her|[a-z]+'s)(?: job| task| business)?[)\s.]*$|\bnothing to do with (?:this|him|her|the talk)\b|\bunrelated\b"
)
# A day on which two will look at something together is the next meeting, whoever says it.
_TOGETHER = deferred(r"(?:我俩|咱俩|我们俩|我们两个|咱们|我们|一起).{0,6}(?:翻|看|对一?[对下遍]|过一?[过下遍]|碰|聊)")
_LOOK_AT = deferred(r"^(?:到时候?|就)?(?:主要|重点)看")
_FUTURE = deferred(r"再|下次|下回|跟进|\b(?:follow[- ]?up|again|next)\b")
_HEAD_LINES = 2
_HEAD_LENGTH = 100
"""Code points of a head line: dictation is one line, and its end no head."""

_NEAR = 6
"""Lines of a transcript within which people arrange one thing."""

_NEXT_TURNS = 2
_ADDED = 3.0
_HALF = 0.5
_ARRANGED = 0.3
_CERTAIN = 0.85
_BACKED = 0.8
_SEVERAL = ("basics.", "plan.actions", "follow_up.time")
"""Fields whose neighbours say nothing of them: a head line holds many things, and two tasks are two."""

_ANY_YEAR = date(2024, 7, 1)
"""Where notes say no year: days are only compared with each other."""


def with_priors(pieces: Sequence[Segment], probabilities: Sequence[Shares]) -> list[Shares]:
    """The probabilities with the rules applied."""
    first_lines = sorted({piece.line for piece in pieces})[:_HEAD_LINES]
    dated_heads = {
        piece.line
        for piece in pieces
        if piece.line in first_lines and _stated(piece.text) and not _FUTURE.search(normalise(piece.text))
    }
    day_first = writes_day_first(piece.text for piece in pieces)
    talk = _day_of_talk(pieces, dated_heads, day_first)
    found: list[Shares] = []
    meeting_line = action_line = -_NEAR
    asked_line = 0
    for piece, shares in zip(pieces, probabilities, strict=True):
        in_head = piece.line in dated_heads and piece.start < _HEAD_LENGTH
        plain = normalise(piece.text)
        later = _is_later(quantities(piece.text), talk, day_first)
        weighed = _weighed(piece, shares, in_head, later, piece.line - meeting_line < _NEAR)
        near_action = piece.line - action_line <= (_NEXT_TURNS if piece.speaker else 0)
        if near_action and sets_bound(plain) and not time_expression(plain):
            weighed["plan.actions"] = weighed.get("plan.actions", 0.0) + _ADDED * (1 - weighed.get(NONE, 0.0))
        if piece.speaker and piece.line - meeting_line < _NEAR and parts_of(piece.text, None).method:
            weighed["follow_up.method"] = weighed.get("follow_up.method", 0.0) + 1.0
        if asked_line == piece.line and _REPLY.search(plain) and not _TURNED.search(plain):
            weighed["plan.discussion"] = weighed.get("plan.discussion", 0.0) + _ADDED
        found.append(_normal(weighed))
        asked_line = piece.line if found[-1].get("plan.discussion", 0.0) > _HALF else 0
        if _AGAIN.search(plain) and found[-1].get("follow_up.time", 0.0) > _ARRANGED:
            meeting_line = piece.line
        if found[-1].get("plan.actions", 0.0) > _HALF:
            action_line = piece.line
    return _among_neighbours(pieces, found)


def _among_neighbours(pieces: Sequence[Segment], found: Sequence[Shares]) -> list[Shares]:
    """What a segment probably says, it says surely where the one before or after it surely says the same.

    People tell one thing in several sentences; each alone leaves some doubt.
    """
    tops = [max(shares, key=shares.__getitem__) for shares in found]
    raised: list[Shares] = []
    for number, (piece, shares, top) in enumerate(zip(pieces, found, tops, strict=True)):
        near = [other for other in (number - 1, number + 1) if 0 <= other < len(pieces)]
        backed = any(
            tops[other] == top
            and found[other][top] >= _CERTAIN
            and abs(pieces[other].line - piece.line) <= 1
            and pieces[other].speaker == piece.speaker
            for other in near
        )
        certain = top != NONE and not top.startswith(_SEVERAL) and _HALF <= shares[top] < _BACKED and backed
        raised.append(_normal(shares | {top: shares[top] + _ADDED}) if certain else shares)
    return raised


def _day_of_talk(pieces: Sequence[Segment], dated_heads: set[int], day_first: bool) -> date | None:
    """The day that notes give with its year, wherever it stands, else that of their head.

    Who writes a year writes when the talk was; a deadline or a next time goes without.
    """
    days: list[tuple[Quantity, bool]] = []
    for piece in pieces:
        plain, found = normalise(piece.text), quantities(piece.text)
        if _NEXT.search(plain):
            continue
        head = piece.line in dated_heads or _is_header(plain, found)
        days += [(quantity, head) for quantity in found if _has_month(quantity) and not _is_deadline(plain, quantity)]
    whole = next((quantity for quantity, _ in days if quantity.value[0]), None)
    stated = whole or next((quantity for quantity, head in days if head), None)
    return day_of(stated, _ANY_YEAR, day_first=day_first) if stated else None


def _has_month(quantity: Quantity) -> bool:
    return quantity.measure is Measure.DATE and all(quantity.value[1:])


def _is_later(found: Sequence[Quantity], talk: date | None, day_first: bool) -> bool:
    """Whether a segment names a day after the talk: something agreed, not what has been."""
    if talk is None:
        return False
    days = [day for quantity in found if _has_month(quantity) and (day := day_of(quantity, talk, day_first=day_first))]
    return any(day > talk for day in days)


def _weighed(piece: Segment, shares: Shares, in_head: bool, later: bool, arranging: bool) -> Shares:
    """The probabilities times the factors of the first rule that holds, and of those that hold beside any other.

    `later`: the segment names a day after the talk. `arranging`: just before, in a transcript, somebody asked when to meet again.
    """
    plain = normalise(piece.text)
    found = quantities(piece.text)
    factors: dict[str, float] = {}
    days = [quantity for quantity in found if quantity.measure in (Measure.DATE, Measure.WEEKDAY)]
    due = any(_is_deadline(plain, quantity) for quantity in days)
    if days and _NEXT.search(plain):
        factors |= {"follow_up.time": 3000.0, "follow_up.": 1000.0}
    elif (
        days
        and not due
        and (_AGAIN.search(plain) or (later and _TOGETHER.search(plain)))
        and (later or not any(map(_has_month, days)))
    ):
        factors |= {"follow_up.support": 1.0, "follow_up.time": 300.0, "follow_up.": 60.0, "basics.": 0.05, NONE: 0.05}
    elif not due and later:
        agreed = piece.speaker is None or arranging
        factors |= {
            "follow_up.support": 1.0,
            "follow_up.time": 60.0 if agreed else 3.0,
            "follow_up.": 6.0 if agreed else 1.0,
            "plan.actions": 4.0,
            "basics.": 0.05,
            NONE: 0.05 if agreed else 0.5,
        }
    elif piece.speaker is not None and arranging:
        factors |= {"follow_up.support": 1.0, "follow_up.": 20.0}
    elif not _FUTURE.search(plain) and (in_head or (piece.speaker is None and _is_header(plain, found))):
        factors["basics."] = 1000.0
    elif _AGAIN.search(plain) and time_expression(plain):
        factors |= {"follow_up.support": 1.0, "follow_up.time": 100.0, "follow_up.": 20.0, NONE: 0.1}
    elif _AGAIN.search(plain):
        factors["follow_up."] = 6.0
    elif _HASTE.search(plain):
        factors |= {"plan.actions": 3000.0, "follow_up.support": 0.05, NONE: 0.2}
    elif due:
        factors["plan.actions"] = 3000.0 if "负责" in plain or _DOES_BY.search(plain) else 60.0
    elif piece.speaker is None and _TOLD_TO.search(plain):
        factors |= {"plan.actions": 20.0}
    elif _PROMISED.search(plain) and time_expression(plain):
        factors |= {"plan.actions": 10.0}
    elif _AGREED.search(plain):
        factors["plan.actions"] = 30.0
    elif _by_then(plain):
        factors["plan.actions"] = 8.0
    if _EMPLOYEE_SAYS.search(plain):
        factors |= {"reflection.": 0.05, "outcomes.coach.": 0.05}
    if _WHY_NOW.search(plain):
        factors |= {"background.trigger": 40.0, NONE: 0.3}
    if piece.speaker is None and _AIM.search(plain):
        # In English who wants something done says so with another verb; a day behind a wish is when it should be so.
        factors |= {"background.goals": 60.0, "plan.actions": 0.1} if plain.isascii() else {"background.goals": 8.0}
    if piece.speaker is None and _LEARNT_OF.search(plain):
        factors |= {"outcomes.coach.understanding": 200.0 if plain.isascii() else 10.0}
    if piece.speaker is None and _CAN_NOW.search(plain):
        factors |= {"outcomes.coachee.skills": 10.0, NONE: 0.2}
    if piece.speaker is None and _HINDSIGHT.search(plain):
        factors["reflection.improvement"] = 12.0
    if piece.speaker is None and _TALKED_FOR.search(plain):
        factors |= {"basics.": 300.0}
    if piece.speaker is None and piece.line <= _TITLE_LINES and _TITLED.fullmatch(plain):
        factors = {"basics.topic": 100.0, "basics.": 1.0}
    if _UNRELATED.search(plain):
        factors = {NONE: 3000.0}
    if _FOR_ALL.search(plain):
        factors |= {"reflection.team": 12.0, NONE: 0.3}
    if _MINE.search(plain):
        factors = {"plan.actions": 60.0, "follow_up.": 1.0, NONE: 0.2}
    if _CHOICES.search(plain):
        factors["plan.options"] = 30.0
    if _ROOT.search(plain) and not _ASKED.search(plain):
        factors |= {"diagnosis.root_cause": 20.0, NONE: 0.2}
    if _TURNED.search(plain):
        factors["outcomes.coachee.insight"] = 5.0
    if piece.speaker is not None and days and _TAKES_ON.search(plain):
        factors |= {"plan.actions": 40.0, "follow_up.time": 0.5}
    if _LOOK_AT.search(plain):
        factors["follow_up."] = 30.0
    return {label: share * _factor(label, factors) for label, share in shares.items()}


def _factor(label: str, factors: dict[str, float]) -> float:
    return next((factor for beginning, factor in factors.items() if label.startswith(beginning)), 1.0)


def _is_deadline(plain: str, quantity: Quantity) -> bool:
    return bool(_DEADLINE.match(plain, quantity.end)) or bool(_BY.search(plain[: quantity.start]))


def _by_then(plain: str) -> bool:
    """Whether a segment says by when, without a date: by tomorrow, 月底前."""
    when = due_expression(plain)
    return bool(when and is_deadline(when))


def _stated(text: str) -> bool:
    """Whether a head line says a day that is not a deadline."""
    plain = normalise(text)
    days = [quantity for quantity in quantities(text) if quantity.measure is Measure.DATE]
    return bool(days) and not any(_is_deadline(plain, quantity) for quantity in days)


def _is_header(plain: str, found: Sequence[Quantity]) -> bool:
    """A day, a length of time, a place: two of them in one segment make it a head line, wherever it stands."""
    measures = {quantity.measure for quantity in found}
    parts = (
        any(quantity.measure is Measure.DATE and not _is_deadline(plain, quantity) for quantity in found),
        Measure.DURATION in measures,
        bool(PLACE.search(plain)),
    )
    return sum(parts) >= 2


def _normal(shares: Shares) -> Shares:
    total = sum(shares.values())
    return {label: share / total for label, share in shares.items()}
