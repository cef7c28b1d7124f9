"""Labels of speakers at the head of a line: `闻静：…`, `Priya Raman: …`, `发言人1：…`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from summarizer.template import fields
from summarizer.text.patterns import deferred

NAME = r"[^:：。！？!?，,；;“”\"<>|\[\]【】#`\t]{1,40}"
"""What a name may be written with: no punctuation of sentences, so that a sentence is none."""

GENERIC = deferred(
    r"(?:说话人|发言人|讲话人|speaker|spk)[\s_]*(?:[0-9A-Za-z]{1,3}|[一二三四五六七八九十])|unknown speaker", re.I
)
_LABEL = deferred(rf"\s*+(?:\*\*|\[|【)?({NAME}?)(?:\*\*|\]|】)?\s*[:：](?:\*\*)?(?!//)\s*")
_LIKE_NAME = deferred(r"[\u4e00-\u9fff·]{2,4}|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}")
_MAX_WORDS, _MAX_WIDE = 5, 14
_SHARE = 0.6
_MIN_LABELLED = 4
# Words before a colon that are no speaker though short: what introduces, and the labels of forms and notes.
_NOT_SPEAKERS = frozenset(
    "比如 例如 另外 首先 其次 然后 最后 总之 问题 注意 备注 总结 结论 原因 目标 目的 背景 日期 时间 地点 主题 参会人 参会人员 主持人 "
    "记录人 任务 责任人 负责人 截止 期限 标准 行动 行动项 下一步 跟进 待办 关键词 摘要 题目 内容 说明 答 问 姓名 部门 岗位 "
    "date time place topic attendees participants task owner due deadline measure action actions next note notes "
    "summary goal goals problem cause follow-up follow-ups status decision decisions agenda title duration role team "
    "q a todo source example result strengths improvement".split()
)


class Labelled(NamedTuple):
    """The label of a line and where what is said begins."""

    name: str
    start: int


def label_of(text: str) -> Labelled | None:
    """The label at the head of a line that may name a speaker, by its form alone."""
    found = _LABEL.match(text[:80])
    if not found:
        return None
    name = cleaned(found[1])
    plausible = (
        any(char.isalpha() for char in name)
        and "://" not in name
        and len(name.split()) <= _MAX_WORDS
        and (name.isascii() or len(name) <= _MAX_WIDE)
        and name.lower() not in _NOT_SPEAKERS
        and name.lower() not in _form_labels()
    )
    return Labelled(name, found.end()) if plausible else None


def cleaned(name: str) -> str:
    """A name without the marks around it, in single spaces."""
    return " ".join(name.strip(" *[]【】\t\\-–—·•").split())


@cache
def _form_labels() -> frozenset[str]:
    specs = [spec for field in fields() for spec in (field, *field.slots)]
    return frozenset(label.lower() for spec in specs for label in spec.info.label)


def speakers_in(texts: Sequence[str], all_cues: bool = False) -> frozenset[str]:
    """The speakers that the labels of these lines name; empty where they are no labels of speakers.

    Speakers recur, and most lines have one: that tells them from the labels of a form, each of which stands once, and
    from a colon in a sentence. Cues (`all_cues`) may be few: there it is enough that every one has a label.
    """
    labels = [found.name for text in texts if (found := label_of(text))]
    counts = Counter(labels)
    generic = {name for name in counts if GENERIC.fullmatch(name)}
    recurring = {name for name, count in counts.items() if count > 1} | generic
    if not labels or len(labels) < _SHARE * len(texts):
        return frozenset()
    if all_cues and len(labels) == len(texts):
        return frozenset(counts)
    steady = sum(counts[name] for name in recurring) >= _SHARE * len(labels)
    enough = len(labels) >= _MIN_LABELLED and len(recurring) > 1
    if not steady or not (enough or generic or all_cues):
        return frozenset()
    return frozenset(name for name in counts if name in recurring or _LIKE_NAME.fullmatch(name))
