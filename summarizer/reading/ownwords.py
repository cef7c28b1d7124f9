"""Labels in people's own words: 为什么找她, 她自己怎么说, "how we got here", "who does what".

Forms are filled in by people who name their headings as they speak. A label of this kind is a few words and nothing else:
each pattern has to match all of it.
"""

from __future__ import annotations

import re
from functools import cache

_HIM = r"(?:他|她|本人|对方|员工|[小老阿]?[\u4e00-\u9fff]{1,2})"
_WHAT = r"(?:什么|啥|哪些|哪几样)"
_HE = r"(?:he|she|they|[a-z]+)"

_WORDS: dict[str, tuple[str, ...]] = {
    "basics.coachee": (r"谁|(?:跟|和|找)谁(?:谈|聊)?的?|被谈的人", r"who with|with whom"),
    "basics.coach": (
        r"(?:面谈|谈话|谈|聊|主谈|填表?|写|记)的人|谁(?:来)?谈的?|谁[写记填]的?|执笔",
        r"who(?:'s|s| is) (?:writing|running it|asking)|run by|led by|held by|written by",
    ),
    "basics.date": (r"(?:哪一?天|几号|什么时候)(?:谈|聊)?的?", r"(?:what|which) day"),
    "basics.venue": (r"在?(?:哪|哪儿|哪里|什么地方)(?:谈|聊)?的?", r"whereabouts"),
    "basics.duration": (r"(?:谈|聊)?了?(?:多久|多长时间)", r"how long"),
    "basics.topic": (
        rf"(?:谈|聊|说)(?:的|了)?(?:是)?{_WHAT}(?:事情?|内容)?|{_WHAT}事|为了?{_WHAT}事",
        r"what about|what it was about|what we talked about",
    ),
    "background.trigger": (
        r"为(?:啥|什么|何)(?:要|会)?(?:找|约|谈|聊|叫|坐下来).{0,4}|怎么(?:会)?(?:想起|想到)(?:谈|聊|找).{0,3}|缘起|前因|由来|怎么来的",
        r"how we got here|why (?:we|i) (?:met|spoke|talked|sat down|called|asked|wanted).{0,20}|why (?:now|this talk|this chat|today)|"
        r"what (?:set|brought|sparked|prompted|kicked) .{1,20}",
    ),
    "background.situation": (
        r"(?:现在|目前|眼下)的?(?:情况|状况|什么样|怎么样|啥样)|来龙去脉|前情",
        rf"where (?:things|we|{_HE}) (?:stands?|are|is)(?: now)?|how things (?:are|stand)|state of play|the story so far|lie of the land",
    ),
    "background.goals": (
        rf"(?:想|要|希望)(?:达到|要)?{_WHAT}(?:效果|结果|样子)?|想要的(?:结果|样子)?|盼着?{_WHAT}?",
        r"(?:i |we )?want(?:ed)?|what (?:i|we) (?:want|wanted|'m after|was after|were after|hoped for|hope for)|(?:the )?point of (?:it|this|today|the talk)|hoping for",
    ),
    "diagnosis.self_report": (
        rf"(?:听)?{_HIM}(?:自己)?(?:是)?(?:怎么|咋|如何)(?:说|讲|看|想)的?|(?:听)?{_HIM}自?己?[说讲](?:的话?|了{_WHAT})|[他她](?:的)?(?:原话|那边|这边)",
        rf"(?:his|her|their|[a-z]+'s) (?:side|view|version|take|story|words|account|end|angle)|what {_HE} (?:said|says|told me|thinks|reckons)|in (?:his|her|their) own words",
    ),
    "diagnosis.verification": (
        r"我?(?:这边|自己|后来|私下)?(?:去)?(?:查|核|核实|翻|摸|调|看|了解|观察)(?:到|过|出来?)?的(?:情况|东西|结果|数据)?|我(?:这边|自己|后来|私下|去)?(?:查|核实|翻|看|了解|观察)(?:到|过)?了?什么",
        r"my (?:side|end|checks?|digging|homework)|what i (?:saw|see|found|checked|looked at|looked up|dug up|noticed)|looked up|the facts",
    ),
    "diagnosis.root_cause": (
        r"(?:商量|聊|谈|分析|捋|扒|最后)?(?:出来)?的?(?:症结|病根|根子|毛病)(?:在哪里?|是什么)?|(?:到底|究竟|真正)(?:是)?(?:为什么|卡在哪里?|什么(?:问题|毛病))|卡在哪里?|怎么会这样",
        r"(?:the )?(?:nub|crux|heart|bottom|root|core)(?: of (?:it|the (?:matter|problem)))?|what's (?:really |actually )?(?:going on|behind it|the matter)|why it (?:keeps happening|happens|happened)|the real (?:thing|reason|issue|problem)",
    ),
    "plan.discussion": (
        rf"我?[问聊]了?(?:[他她])?(?:的|{_WHAT})",
        r"(?:what )?i asked|questions i (?:asked|put)|what we (?:chewed over|talked through|kicked around)",
    ),
    "plan.options": (
        r"(?:还)?(?:想|聊|考虑|商量|提)过的?(?:办法|路子|法子|方案|别的|什么)?|别的(?:办法|路子|法子)|有(?:几个|哪些)(?:办法|路子|选择)",
        r"(?:what (?:we|else we) )?(?:looked at|kicked around|toyed with|thought about|weighed up|considered)|other ideas|roads not taken|not chosen|ruled out",
    ),
    "plan.actions": (
        r"(?:下面)?是?(?:说好|说定|定下|讲好|约好|谈定|敲定|定下来|要做|要办)的(?:事情?|事儿)?|(?:接下来|往后|回去|后面)(?:怎么|咋|要)?(?:弄|办|做|干)(?:什么|啥)?|谁来?[做干](?:什么|啥)",
        rf"who does what|what (?:happens|we do|we'll do) next|what (?:we|was) (?:agreed|settled|decided)(?: on)?|(?:the )?(?:deal|jobs|tasks)|to be done|what {_HE}(?:'s| is|'re| are|'ll) (?:going to|gonna )?do",
    ),
    "outcomes.coachee.insight": (
        rf"{_HIM}?(?:想通|想明白|明白|悟到|意识到)了?(?:的|{_WHAT})",
        rf"what (?:clicked|sank in|landed|dawned(?: on (?:him|her|them))?|{_HE} (?:realised|realized|sees now|came to see))|(?:the )?penny (?:drop|dropped|drops)|lightbulb(?: moment)?",
    ),
    "outcomes.coachee.skills": (
        rf"[他她]?[学教](?:会|到|了)了?(?:的|{_WHAT})",
        rf"what {_HE} (?:learnt|learned|picked up|can do now)|new skill",
    ),
    "outcomes.coachee.attitude": (
        rf"{_HIM}?(?:听完|谈完|聊完|走的时候|最后|出门)?的?(?:反应|情绪|心情|状态|样子)(?:怎么样|如何)?",
        rf"(?:his|her|their) (?:mood|frame of mind|spirits)|how {_HE} (?:left|seemed|went away|took it|felt)|mood at the end|leaving mood",
    ),
    "outcomes.coach.understanding": (
        r"我?对[他她]的?新?(?:认识|了解|看法)|我?没想到的|新发现",
        r"what i (?:learnt|learned)(?: about (?:him|her|them))?|new to me|news to me|(?:i )?didn't know",
    ),
    "outcomes.coach.method": (
        r"我?(?:怎么谈的|谈法|问法)",
        r"(?:on )?how i (?:ran|did|handled|led) it|my style",
    ),
    "follow_up.time": (
        r"下[次回](?:什么时候|哪天|几号)?(?:见面?|碰面?|碰头|谈|聊)(?:的?时间)?|下[次回](?:什么时候|哪天|几号)",
        r"(?:we )?meet(?:ing)? again|see (?:him|her|them|each other) again|back together",
    ),
    "follow_up.method": (
        r"(?:下[次回])?(?:怎么|咋|在哪里?|用什么方式)(?:见面?|碰面?|谈|聊)",
        r"how we(?:'ll| will) meet",
    ),
    "follow_up.checks": (
        rf"(?:到时候?|下[次回]|届时)?要?[看查盯](?:些)?{_WHAT}",
        r"what (?:i'll|we'll|i will|to) (?:check|look at|look for)|(?:i )?will look at|i'll be looking (?:at|for)",
    ),
    "follow_up.support": (
        rf"还?(?:需要|要)(?:我|公司|店里|上面|领导|经理)(?:做|帮|给|出面)?(?:{_WHAT}|的)?|我能?帮[他她]?{_WHAT}?",
        rf"what {_HE} needs? from me|from me|my help|i(?:'ll| will) help with",
    ),
    "reflection.success": (
        r"这?次?[谈聊做]得(?:好|不错)的?(?:地方)?|管用的",
        r"what went (?:well|right)|good bits?",
    ),
    "reflection.improvement": (
        r"(?:没谈好|做得不够|没做好|不够好|可以更好|下次要改)的?(?:地方)?|(?:要是|如果)(?:再?重?来一[次遍]|重来)",
        r"what (?:went badly|didn't work|i'd change|i would change|i'd do differently|could have gone better)",
    ),
    "reflection.team": (
        r"对?(?:大家|全组|全队|别人|其他人|组里|科里|店里|部门)的?(?:启发|提醒|教训|也要做的|能用的|可以用的)",
        r"(?:one )?for (?:the )?(?:team|dept|department|others|rest(?: of us)?|everyone|shop|crew|office)",
    ),
}  # fmt: skip


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((path, re.compile("|".join(words))) for path, words in _WORDS.items())


def field_in_own_words(label: str) -> str | None:
    """The field that a label of people's own means; `label` is in small letters, with single spaces."""
    return next((path for path, pattern in _patterns() if pattern.fullmatch(label)), None)
