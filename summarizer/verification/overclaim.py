"""What a claim says that no line of the notes carries."""

from __future__ import annotations

from collections.abc import Callable

from summarizer.text.patterns import deferred
from summarizer.verification.overlap import Unit, meant

_UNHEARD = {"zh": 3, "en": 3}
"""Meaningful units (characters, or English words) that the notes do not carry, from which a claim says more than they."""

_SHARE = {"zh": 0.75, "en": 0.85}
"""Share of a claim's meaningful units that must be missing as well (all, if they are that few): reports reword, and no
table has all their words."""


def unheard_of(claim: str, heard: Callable[[Unit], bool]) -> str | None:
    """A normalised claim that nothing in the notes carries, or None; `heard`: whether any of their lines holds a unit."""
    language = "en" if claim.isascii() else "zh"
    found = meant(claim)
    missing = [unit for unit in found if not heard(unit)]
    least = _SHARE[language] if len(missing) > _UNHEARD[language] else 1.0
    if len(missing) >= _UNHEARD[language] and len(missing) >= least * len(found):
        return " ".join(claim.split()).strip(" .。")
    return None


# Feelings and judgements, each with the words that notes have for it: a report must not add one that nobody voiced.
_FELT = tuple(
    (deferred(claimed), deferred(f"{claimed}|{voiced}"))
    for claimed, voiced in (
        (r"满意", r"高兴|开心|不错|挺好|点头|喜欢|好"),
        (r"信心|自信", r"有底|把握|踏实|敢|没问题|能行|心里"),
        (r"感谢|感激|谢意", r"谢"),
        (r"歉意|道歉|致歉", r"抱歉|对不起|不好意思|赔|认错|怪我|我的错|责任"),
        (r"愧疚|内疚|自责|惭愧", r"怪我|对不住|对不起|不好意思|难受|认错|低头|后悔"),
        (r"赞赏|称赞|表扬|赞扬|好评|夸", r"夸|好|赞|牛|厉害|漂亮|棒"),
        (r"认可|赞同|支持(?!网|点)", r"同意|答应|行|好|可以|愿意|认|对|是|点头|嗯|成|听|帮|支"),
        (r"积极|热情|干劲", r"主动|愿意|想|上心|来劲|高兴|兴|抢着|冲"),
        (r"消极|懈怠|懒散", r"懒|不上心|没劲|拖|摆|混"),
        (r"威胁|扬言", r"要告|说要|不然|否则"),
        (r"赔偿|索赔", r"赔|补偿|退"),
        (r"显著|大幅|明显(?!松|放)|极大", r"大|多|很|松|真|得多|好多|不少|翻|一半|降|升|涨|掉"),
        (r"优秀|出色|卓越|突出", r"好|强|第一|厉害|棒|漂亮|拔尖|最"),
        (r"能力不足|能力欠缺|水平不高|不佳|欠佳|薄弱", r"不行|不会|不懂|差|弱|不好|低|没学|坏|看不|听不|不清|花"),
        (r"责任心|责任感", r"负责|责任|上心|认真|懒"),
        (r"信任", r"信|放心|敢"),
        (r"\bsatisf|\bpleased\b|\bdelight", r"\bhappy\b|\bglad\b|\bliked?\b|\bgood\b|\bnice\b|\bgreat\b|\bsmil|\bpleas"),
        (r"\bconfiden", r"\bsure\b|\bbetter\b|\bcan do\b|\brelax|\bready\b|\bbelieve|\bcalm|\bgrin"),
        (r"\bgrateful\b|\bgratitude\b|\bthankful\b|\bappreciat", r"\bthank|\bglad\b|\bcheers\b"),
        (r"\bapolog", r"\bsorry\b|\bmy (?:fault|bad|mistake)\b|\bown(?:s|ed)? (?:up|it)\b"),
        (r"\beager|\bexcited\b|\benthusias", r"\bkeen\b|\bcan't wait\b|\bwants? to\b|\bstraight away\b|\bvolunteer|\bactually want\b|\blooking forward\b"),
        (r"\bimpress|\bexcellent\b|\boutstanding\b|\bpraise", r"\bgood\b|\bgreat\b|\bwell\b|\bsuperb|\blovely\b|\bnice\b|\bneat\b|\bbest\b|\bbrilliant"),
        (r"\bcareless|\blaz[yi]|\bnegligen|\bunreliab", r"\bsloppy\b|\bcan't be bothered\b|\bdidn't bother\b|\bslack|\bcareless|\bhabit"),
        (r"\bthreaten", r"\bor else\b|\bwill leave\b|\bcancel"),
        (r"\bproud\b|\bpride\b", r"\bproud|\bpride|\bbeam"),
        (r"\bsignificant|\bdramatic|\bconsiderabl|\bgreatly\b", r"\bmuch\b|\ba lot\b|\bbig\b|\bhuge|\bhalf\b|\bdouble|\bfar\b|\bway\b"),
    )
)  # fmt: skip


def unfelt(claim: str, notes: str) -> str | None:
    """The feeling or judgement of a normalised claim for which the notes have no word, or None."""
    for claimed, voiced in _FELT:
        if (found := claimed.search(claim)) and not voiced.search(notes):
            return found[0]
    return None
