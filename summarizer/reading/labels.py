"""Labels that people put before what they write (`辅导对象：`, `Action items:`) and the fields they name.

Labels come from the template and from the words that forms of this kind use; a label decides the field before
any model is asked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from summarizer.reading.ownwords import field_in_own_words
from summarizer.template import fields
from summarizer.text.patterns import deferred

# Other words for the template's labels, as forms and managers write them.
_ALIASES: dict[str, str] = {
    "basics.coachee": "被辅导人 被谈话人 被面谈人 被谈话者 受访人 聊天对象 沟通对象 被辅导者 辅导员工 员工 员工姓名 姓名 谈话对象 面谈对象 对象 受辅导人 coachee employee name|employee name|team member",
    "basics.date": "日期 辅导时间 谈话日期 谈话时间 面谈日期 面谈时间 沟通时间 date|session date|meeting date",
    "basics.duration": "时长 用时 谈话时长 历时 duration|length|time spent",
    "basics.venue": "地点 方式 地点/方式 形式 辅导方式 辅导地点 谈话地点 谈话方式 venue|place|location|where|channel",
    "basics.coach": "辅导人/职位 填表 填表人 主谈 主谈人 谈话人 面谈人 记录人 主管 直属上级 上级 coach|manager|line manager|facilitator",
    "basics.topic": "主题 谈什么 聊什么 谈话主题 题目 议题 topic|subject|theme",
    "background.trigger": "面谈原因 辅导原因 沟通原因 事由 为什么谈 为什么找 起因 触发 缘由 谈话原因 由头 trigger|why|why now|reason|reason for the talk",
    "background.situation": "现状 背景 情况 目前状况 现况 状况 situation|background|context|current state",
    "background.goals": "目的 目标 想达到 想达到的 本次目标 谈话目的 辅导目标 辅导目的 希望达到 goal|goals|aim|aims|purpose|objective|objectives",
    "diagnosis.self_report": "自述 本人说明 说法 本人自述 员工说 员工反映 员工反馈 本人说法 他说 她说 employee says|self report|self-report|in their words",
    "diagnosis.verification": "核实 我核实 补充 我查到 数据核实 观察 核实情况 verification|checked|i checked|observations",
    "diagnosis.root_cause": "核心 问题在哪 毛病 根因 核心问题 问题根源 症结 根本原因 原因分析 问题分析 归因 结论 root cause|core issue|core problem|diagnosis|bottom line|cause|core|real issue|real problem",
    "plan.discussion": "讨论 讨论点 关键问题 提问 关键提问 引导 discussion|key questions|questions asked",
    "plan.options": "没选的 聊过但没选的 想过的 方案 可选方案 备选 选项 讨论过的方案 options|alts|alternatives|considered",
    "plan.actions": "行动 行动项 行动计划 计划 下一步 待办 要做的 要做 分工 落实 改进计划 改进方案 改进措施 约定 议定 商定 定下的 说好的 todo|to do|to-do|also needed|still needed|still to do|actions|action items|action|next steps|plan|agreed",
    "outcomes.coachee.insight": "认识 想法转变 insight|insights",
    "outcomes.coachee.skills": "学到 学会 掌握 收获 方法 skills|learned",
    "outcomes.coachee.attitude": "感受 态度 状态变化 情绪 态度变化 信心 attitude|mood|confidence",
    "outcomes.coach.understanding": "对他的了解 对她的了解 新认识 新了解 about him|about her",
    "outcomes.coach.method": "体会 心得 反思 方法反思 我的方法 辅导反思 method|my method|on my coaching",
    "follow_up.time": "下次 下回 下次时间 下次见 下次谈 跟进时间 复盘时间 回访时间 next meeting|next session|follow-up date|follow up|follow-up|follow up on|next check-in|next up|next one|next chat|next look|next call|next review|next talk|next sit-down|catch-up|catch up",
    "follow_up.method": "跟进形式 怎么跟进 follow-up method|format",
    "follow_up.checks": "查什么 检查 检查点 检查内容 跟进内容 跟进事项 看什么 check|checks|to check|check points",
    "follow_up.support": "支持 需要支持 我的支持 所需资源 资源支持 support|support needed|i will help with",
    "reflection.success": "做得好 亮点 成功点 做得好的 有效的 what worked|went well",
    "reflection.improvement": "待改进 不足 改进 下次改进 遗憾 could be better|do differently|to improve",
    "reflection.team": "启示 团队启示 管理启示 对团队 for the team|team lessons|lesson for the team|note for the team|note for all",
}  # fmt: skip

# Marks around a label are never given back: a line of thousands of `**` would be gone through as often.
_LABEL = deferred(r"^[\s*_【\[〔(（]*+([^:：|]{1,24}?)[\s*_】\]〕)）]*+(?:[:：]|\s*——(?!—))[\s*_]*")
_BOLD = deferred(r"^\s*\*\*([^*]{2,24})\*\*[:：]?\s*")
_NOTE = deferred(r"[(（].{0,40}?[)）]")
_LONGEST_KNOWN = 6


@cache
def _fields_by_label() -> dict[str, str]:
    table: dict[str, str] = {}
    for spec in fields():
        own = (spec.info.label.zh, spec.info.label.en)
        aliases = _ALIASES.get(spec.path, "")
        english = [word for word in aliases.split("|") if word.isascii()]
        first, *rest = aliases.split("|") if aliases else [""]
        chinese = first.split()
        for label in (*own, *chinese, *english, *rest):
            table.setdefault(_plain(label), spec.path)
    return table


def _plain(label: str) -> str:
    return re.sub(r"[\s*_#]+", "", _NOTE.sub("", unicodedata.normalize("NFKC", label)).lower())


def labelled_field(text: str) -> tuple[str | None, int]:
    """The field that the label at the head of a line names, and where its value begins; (None, 0) without one."""
    found = _LABEL.match(text) or _BOLD.match(text)
    if not found:
        return None, 0
    path = field_of_label(found[1])
    return (path, found.end()) if path else (None, 0)


def field_of_label(label: str) -> str | None:
    """The field a label names: as forms have it, or in people's own words."""
    plain = " ".join(unicodedata.normalize("NFKC", label).lower().split()).strip("*_# ")
    return form_field(label) or field_in_own_words(plain)


def form_field(label: str) -> str | None:
    """The field a form's label names: the label itself, or one with a word before it (面谈主题, 教师自述)."""
    plain = _plain(label)
    table = _fields_by_label()
    if plain in table:
        return table[plain]
    if plain.isascii() or len(plain) > _LONGEST_KNOWN:
        return None
    # 被谈话人 is not the 谈话人.
    starts = (start for start in range(1, len(plain) - 1) if plain[start - 1] not in "被受")
    return next((table[plain[start:]] for start in starts if plain[start:] in table), None)
