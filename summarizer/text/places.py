"""Places and channels of a talk, as head lines of notes name them."""

from __future__ import annotations

import re

from summarizer.text.patterns import deferred

_WORDS = (
    "会议室|办公室|线上会议|视频会议|电话会议|腾讯会议|线上|电话|视频|语音|飞书|钉钉|微信|茶水间|食堂|咖啡[厅馆店]?|车间|大堂|门口|走廊|休息室|"
    "仓库|库房|教室|值班室|吧台|工位|车里|车上|宿舍|调度室|护士站|接待室|活动室|绘本室|资料室|阅览室|会客室|小黑屋"
)
PLACE = deferred(
    rf"(?:{_WORDS})|\b(?:zoom|teams|google meet|webex|slack|facetime|whatsapp|phone|video|call(?![- ]?backs?)|office|meeting room|room|canteen|"
    r"cafe|café|coffee|in person|face to face|break ?room|boardroom|kitchen|corridor|desk)\b",
    re.IGNORECASE,
)
"""A word that makes a stretch of text a place or a channel."""

# What a room is called: 会议室 Fuji.
_ROOM_NAME = deferred(r" [A-Z][\w-]{1,12}")
# What a channel is called: Feishu 视频.
_CHANNEL_NAME = deferred(r"[A-Z][A-Za-z]{1,30} $")
_CHANNELS = frozenset("视频 会议 电话 语音 通话".split())
# Where people were, by how places end: 在样品间对着回放聊, 就在换电柜边上.
_BEING_IN = deferred(
    r"在((?![\d这那我他她你])[^，,。；;\s]{1,8}(?:[间室厅馆店楼库房棚亭院场]|边上?|旁边?|门口|角落))(?=聊|谈|坐|站|碰|说|对着|[跟和与]|里|[，,。；;\s]|$)"
)
_SHORT_PLACE = 4
_BEING_THERE = deferred(r"\b(?:in|at|on|by|over|via|round|inside|outside|upstairs)\b", re.IGNORECASE)
_PART = deferred(r"[^\s，,。；;、|]+(?:里|旁|边)?")
_LEAD = deferred(r"^(?:在|于|到|去|借|就在|地点[:：]?)")
_TRAIL = deferred(r"(?:聊的?|谈的?|说的?|进行|见面|碰面|碰头|开的|(?<=[里上旁边室厅])[我他她跟和把]).*$")


def place_in(text: str) -> str | None:
    """The part of a head line that is a place or channel: `10/26 线上会议 50分钟` gives 线上会议."""
    if not text.isascii():
        for part in _PART.finditer(text):
            if PLACE.search(part[0]) and len(part[0]) <= 12 and part[0][0] not in "我他她":
                if part[0].endswith("室") and (name := _ROOM_NAME.match(text, part.end())):
                    return _LEAD.sub("", part[0]) + name[0]
                channel = _CHANNEL_NAME.search(text[: part.start()]) if part[0] in _CHANNELS else None
                return (channel[0] if channel else "") + (_TRAIL.sub("", _LEAD.sub("", part[0])) or "") or None
        being = _BEING_IN.search(text)
        return being[1] if being else None
    pieces = re.split(r"\s*[,;|]\s*|\s+-\s+", text)
    return next((piece.strip(" .") for piece in pieces if len(piece) <= 40 and _is_place(piece)), None)


def _is_place(piece: str) -> bool:
    """Whether a stretch of English names where one met: shortly, or behind a word for being there."""
    return bool(PLACE.search(piece)) and (len(piece.split()) <= _SHORT_PLACE or bool(_BEING_THERE.search(piece)))
