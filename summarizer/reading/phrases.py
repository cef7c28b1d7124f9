"""Turns of phrase that tell what a sentence of notes is about, over normalised text; `priors` weighs them.

A few hundred examples a field do not teach a classifier what one word gives away. All were met in notes to work on, none in
those of the test.
"""

from __future__ import annotations

from summarizer.text.names import TRADES
from summarizer.text.patterns import deferred

DEADLINE = deferred(
    r"\s*+(?:[(（][^()（）]{1,12}[)）])?\s*+(?:[上中下]午|晚上)?\s*+(?:之前|以前|前|之内|以内|内|下班前)"
)
BY = deferred(
    r"\b(?:by|before|until|due|on or before)\s+(?:the\s+|next\s+|this\s+)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?$"
)
# Where people will meet again. A day beside it says when; without one it may also be what somebody would do next time.
NEXT = deferred(
    r"下次|下一次|下回|\bnext (?:one|time|session|sit[- ]?down|talk|meeting|chat|call|look|review|date|1[:-]1|check[- ]?in|catch[- ]?up|sync|touchpoint|stand-?up)\b|\bfollow[- ]?up\b"
)
AGAIN = deferred(
    r"再(?:碰|聊|谈|约|见|找[他她]|看(?:看|一?[次下眼遍])|过一[次下遍])|碰头|碰一[下次]|复盘|复查|复核|回访|跟进|抽查|回头看|下次(?:见|聊|谈)|"
    r"\b(?:follow[- ]?up|catch[- ]?up|check[- ]?in|(?:meet|talk|speak|chat|sit|see(?:ing)?|look|meeting|get together)\b.{0,25}? again|back together|touch base|review again|revisit|(?:drop|stop|swing|pop) (?:by|in)|would like to see how (?:things|he|she|they))\b"
)
# A task that somebody takes on without a day: 尽快 closes it, or it opens with who.
HASTE = deferred(
    r"(?:尽快|尽早|\basap|as soon as possible)[\s。.!！]*$|^(?:我|他|她|[小老阿][\u4e00-\u9fff]|i'll |i will |he |she ).*(?:尽快|尽早|\basap\b)|"
    r"^(?:我|他|她)(?:有空|得空|抽空|回头|找时间|抓紧)(?!再?[聊谈碰]|[又去]?[翻查看调])"
)
# How notes introduce what was agreed.
AGREED = deferred(
    r"^(?:最后|后来|当场|一起)?(?:定了|定的就?是|定下来|说好了?|商定|约定|敲定|议定|定[:：])(?!目标|了?下次)|^agreed\b"
)
# What the employee says is no reflection of the coach, however much it sounds like one (早知道…).
EMPLOYEE_SAYS = deferred(
    r"[他她](?:自己)?也?(?:说|讲|表示|觉得|承认|坦言)|"
    r"\b(?:he|she) (?:said|says|admitted|admits|felt|feels|reckons|reckoned|told)\b"
)
# Who does what by then, and has not done it yet: 周五之前我把权限给她开好.
DOES_BY = deferred(
    r"前[,，]?\s*(?:由)?[\u4e00-\u9fff]{0,4}?(?:把|负责|交(?!接)|完成|做完|发给|整理|写好|写完|排好|办好|办完|弄好|报给|补齐|补完)(?!.*(?:了|过)[。.]?$)"
)
CHOICES = deferred(
    r"[(（]?\ba[)）.].*[(（]?\bb[)）.]|方案\s*[a一1].*方案\s*[b二2]|\boption (?:a|1)\b|\b(?:two|three|four|several|some) (?:ways|options|ideas|routes|possibilities)\b|\bc(?:oul)?d (?:do|try|have)\b.{2,60}\b(?:or|c(?:oul)?d)\b|\bruled out\b|(?:另一个|另外一个|还有一?个)\s*(?:option|选择|办法|方案|思路)|\b(?:mentioned|considered|floated|discussed|went over|talked (?:about|over)|looked at)\b.{0,80}\b(?:put aside|dropped|parked|ruled out|rejected|too (?:dear|slow|expensive|costly))\b|(?:[两三几四]|好几)(?:种|条路|个(?:办法|方案|法子|路子))|没选(?:[。]|$)|^(?:后来|中间|我们|也|还)*(?:说到|想过|提到|聊到|考虑过|商量过)(?:过)?(?:要不要|是不是|让|把)"
)
# A change of mind, told by the one whose mind it is.
TURNED = deferred(
    r"[说讲](?:是)?没想到(?![他她])|[说讲]?(?:现在|这下|总算|后来说)?明白了(?!吗|没)|[说讲][，,：:]?(?:我?才知道)?原来|:\s*\W?原来不?是|来一句[:，,]?原来|光(?:怪|顾着?|想着?).{1,12}了[,，]|从?没想过|现在不这么(?:想|看|觉得)|\b(?:had |'d )?never thought (?:of|about)\b|(?:i'd|i had|she'd|he'd) been (?:blaming|assuming|telling myself)|(?:以前|一直|本来).{1,24}(?:现在|其实|原来|根本)|想明白|才明白|才发现|意识到|\breali[sz]ed?\b|\b(?:used to|always) (?:think|thought)\b"
)
# Words for what lies at the bottom of a problem.
ROOT = deferred(
    r"\bbottom line\b|^(?:the |real )?prob(?:lem)?\s*[:=]|\breal prob\b|\bwhere we (?:ended up|got to|landed)\b|^=>\s|\bwhat (?:slips|costs|lies|sits) |^(?:问题|毛病|关键)(?:就|还是|其实)?(?:出)?在|我看出来的是|[他她](?:自己)?(?:后来)?也认(?:了|的)|\bthe short version\b|\bwhy (?:he|she|they)(?:'s| is|'re| are) (?:struggling|late|behind|stuck)\b|\bthe (?:nub|crux|heart) of (?:it|the)\b|^(?:root )?cause\s*[=:]|根子|症结|说到底|归根到底|归根结底|说穿了|核心问题|\broot (?:cause|of it|of the)\b|\bthe real (?:issue|problem)\b|\b(?:comes|boils) down to\b"
)
# What made somebody ask for the talk.
WHY_NOW = deferred(
    r"\bthe reason (?:for|behind|we|i) (?:the |this |our )?(?:meeting|met|chat|talk|conversation|session|sit[- ]?down|asked|called)|\b(?:hence (?:this|the) ?(?:chat|talk|meeting|one)?|(?:->|=>|[,-])\s*that's why\W*$|(?:is |that's |thats |was )?what set (?:this|it) off|(?:is|that's|was) (?:what made me|why (?:i|we))|made me (?:ask|call|want|book)|prompted (?:this|the|me)|which is why (?:i|we) (?:met|sat|asked|called|talked|spoke))\b|"
    r"\b(?:it|this) (?:came (?:up|about)|started|began) (?:because|after|when|with)\b|"
    r"^[他她](?:自己|主动)?来?找我(?:的|谈|聊|说)|主动(?:来)?找(?:我|主管|经理|组长)|我?(?:想|要|得)(?:跟|和|找)你(?:聊|谈|说)|例行(?:的)?(?:季度|月度|年度|半年)?(?:面谈|谈话|辅导)|"
    r"(?:所以|这才|才|因此|就)(?:想着?)?(?:找|约|叫|请|拉)(?:他|她|了?[\u4e00-\u9fff]{2,3})(?:来)?(?:聊|谈|坐|过来|面谈)|(?:所以|才|就)我?把[他她]叫|(?:为|因)这(?:个|件)?事(?:找|约|叫)|^(?:起因|由头)|(?:谈话|面谈|找[他她]|约[他她])的?(?:原因|起因|由头)"
)
# The same, in so many words.
SAYS_WHY = deferred(
    r"\bthat'?s why i (?:pulled|asked|called|took|grabbed|wanted|met)\b|\b(?:called|asked for|requested|arranged|booked|set up) (?:it|this|us|the (?:talk|meeting|session|chat|conversation)) (?:after|because|when|following|since)\b|"
    r"^(?:the |our )?(?:usual|regular|routine|scheduled|normal) (?:monthly|weekly|fortnightly|quarterly|annual|1[:-]1|one[- ]to[- ]one|catch[- ]?up)\b|"
    r"\b(?:opened|began|started) (?:with|by giving|by explaining) (?:the |his |her )?(?:reason|why)\b|(?:->|=>)\s*(?:that's|thats|hence|so) (?:why|the (?:talk|chat|meeting))|"
    r"为(?:什么|啥|何)(?:要?(?:谈|聊|找)|叫)|^(?:[\u4e00-\u9fff]{2,3}备注[:：])?(?:这次)?(?:谈话|面谈|谈)是.{1,24}(?:提出|发起|要求|安排)的?|"
    r"^(?:我|这次|这回|今天)?(?:约|找|叫)(?:他|她|你|[\u4e00-\u9fff]{2,3})(?:来|谈|聊)?(?:主要)?是?(?:因为|为了)"
)
# What the coach wants to come of the talk.
AIM = deferred(
    r"^(?:aim|goal|target|want|hop(?:e|ing))\b|\b(?:the )?point of (?:it|this|today|the (?:talk|chat|meeting))\b|\b(?:he|she|i|we|they|[a-z]+) hoped (?:that |for |to )?|^希望(?!.{0,6}(?:[说讲]))|我们的目标|目标(?:就)?(?:一个|是|定)|\b(?:i (?:really )?want(?:ed)? (?:him|her|them|us|this|no|the|all|every|each|it|to see(?! (?:by then )?(?:whether|if|how)))\b|what (?:he|she|they) wanted (?:was|from|out of)\b|i'd like (?:to see|the|him|her|them)\b|the (?:aim|goal|point|idea) (?:was|is|of|today)\b|what i wanted|opened by saying (?:he|she|i) wanted|so that nobody)|"
    r"(?:这次|今天|本次)(?:谈话|面谈|辅导)?(?:就|主要|的)?(?:是)?(?:想|希望|目的|目标)|^目标|(?:定|设)个?目标|我(?:想|希望|要)(?:让|他|她)"
)
# A wish in so many words, which nobody takes on by the day that it names.
WISH = deferred(r"^希望|^目标|我们的目标")
# What the talk was about, and with whom, in a line near the head that says no more.
TALK_ABOUT = deferred(
    r"^(?:it|this|the (?:talk|chat|meeting|session)) (?:was|is) (?:to be )?(?:all |mainly |mostly |really )?about\b"
)
TALK_WITH = deferred(
    r"\b(?:supervision|1[:-]1|1-2-1|one[- ](?:to|on)[- ]one|coaching|session|catch[- ]?up|chat|talk|meeting|sit[- ]?down)\b.{0,12}(?:\bw/|\bwith )\s*(?!me\b)[a-z]|"
    rf"\b(?:1[-:]1|1on1|1-2-1) (?!\d)[a-z]+|^present (?:were|was|are)\b|^[a-z]+(?: [a-z]+)? / (?=[^/]*$)[a-z0-9 ]*\b(?:{TRADES})\b|"
    r"^[a-z]+ ?(?:今天|昨天|上午|下午|刚)* ?(?:call|ping|来?找|约)了? ?我|^我\s*[:：]\s*[a-z]+"
)
# What the coach learnt of the employee.
LEARNT_OF = deferred(
    r"\bi(?:'ve| have)? (?:learn(?:t|ed) (?:that )?(?:he|she|they)|(?:hadn't|had not) (?:reali[sz]ed|known|seen) |never knew |(?:under|over)(?:rated|estimated) )|^(?:i )?(?:didn't|did not) know that\b|\bwhich i (?:hadn't|had not|didn't) expect(?:ed)?\b|\b(?:had(?:n't| not)|didn't) reali[sz]ed? how (?:much|hard|well|good|many)\b|^i(?:'d| had) (?:thought|had) \w+ (?:was|down as|for)\b|\bthan i(?:'d| had)? (?:gave|given|thought|expected|assumed)\b|"
    r"没想到[他她]|(?:之前|以前)(?:是)?我?(?:小看|低估|高估)了?|才(?:知道|发现)[他她]|[他她]其实(?:是|很|比)|我(?:小看|低估|高估)了?[他她]"
)
# What the employee can do since.
CAN_NOW = deferred(
    r"\b(?:showed|taught|walked) (?:him|her|them)\b.*\b(?:he|she|they) (?:can|did|could|got|now|managed)\b|\bcan now\b|\b(?:he|she|they) can (?:do|run|use|handle|manage|make|read|set)\b.{0,40}\bnow\b|[他她今天也]学会了|\bpracti[sc]ed (?:twice|it|on|three)|^learned[:]|\bwas news to (?:him|her|them)\b|\bnow knows how\b|"
    r"(?:教|带)(?:了)?[他她].{2,20}(?:会了|学会|能自己|上手|做对|掌握)"
)
# In what mood somebody went.
WENT_AWAY = deferred(
    r"\b(?:sounded|seemed|looked|went off|left|walked off)(?: much| a bit| a lot| rather)? (?:lighter|grinning|less [a-z]+|more (?:relaxed|at ease|cheerful))\b|(?:感觉|看着|觉得)[他她]没那么|\b(?:left|seemed|went (?:out|off|away|home|back)|looked|walked (?:out|off))\b(?: \w+)? ?(?:visibly |much |a (?:lot|bit) )?(?:relieved|brighter|lighter|happier|calmer|cheerful|joking|smiling|whistling|flat|deflated|upbeat|encouraged|keener|quieter)\b|"
    r"(?:挺|很|蛮|特别)(?:兴奋|高兴|开心|激动|低落|沮丧|平静)|心态.{0,8}(?:开|open|好|松|稳)|"
    r"(?:谈完|聊完|走的时候|结束时).{0,4}(?:说|讲)?(?:没|不)那么|(?:谈完|聊完|聊下来|走的时候|临走|出门)(?:[他她人]|的时候|整个人)*.{0,6}(?:轻松|踏实|松快|没那么|笑|精神|有劲|高兴|低落)|(?:心里|人)(?:踏实|松快|轻松|亮堂)|我(?:踏实|松快|轻松)多?了"
)
# How the coach's way of talking went down.
WAY_WORKED = deferred(
    r"(?:那句|这句|这一?问|问[他她][^，。,]{0,10})(?:话)?(?:很|挺|最)?(?:管用|好使|有用)|\b(?:ran|did|kept|held) it\b.{0,40}\bworked\b|(?:不插话|[等听][他她]说完).{0,10}(?:效果|有用|管用)|\b(?:did|done) more than\b|\bwon'?t do that ag|\b(?:question|approach|exercise|role[- ]?play|silence|listening)\b.{0,40}\b(?:worked|felt|fell|helped|backfired)\b|"
    r"(?:问题?|题目|话)(?:问得|说得|提得)太|(?:这招|这么问|这种问法|开放式|先听|让[他她]先说).{0,12}(?:管用|好使|有用|有效|不行|没用)"
)
# What the coach would do another time.
HINDSIGHT = deferred(
    r"^(?:shd|should|cd|could) have\b|\bought to have\b|\b(?:if i (?:did|had|were|was|could) .{0,30}(?:again|over|earlier|sooner)|next time i(?:'d| would|'ll| will)?\b|i (?:should|could) have\b|i should've|wish i had|with hindsight|in hindsight)|"
    r"(?:要是|如果|假如)(?:能)?(?:重来|再来|再谈)|我(?:应该|本该|早该|该)(?:早|先|多|少)|下次我(?:要|会|得|应该|该)(?!.*(?:检查|看看|跟进))"
)
# Whose account it is: 守田讲…, "Sherry 说：…".
TOLD_BY = deferred(r"^(?:[\u4e00-\u9fff]{2,3}|[a-z]+ ?)(?:自己)?[说讲](?![好定明清成服])(?!.{0,8}[前内](?:把|要))")
# The same with a word for it.
VIEW_OF = deferred(
    r"(?:'s|\bhis|\bher|\btheir) (?:view|version|take|story|account|side|line) (?:was|is)\b|的(?:说法|讲法|看法)(?:是|[:])"
)
# What was looked up, and what it shows.
SHOWS = deferred(
    r"\b(?:tickets?|logs?|records?|sheets?|diary|system|data|figures|register|photos?|cctv|export|report)\b(?: \w+){0,2} (?:shows?|showed|says?|gives?)\b|"
    r"(?:[调看翻查])(?:过|了)(?:一?[遍下])?(?:监控|记录|台账|数据|工单|后台|系统)|回头[翻查调看](?:了)?[\u4e00-\u9fff]{0,4}(?:系统|记录|监控|台账|工单)|把.{0,8}(?:数据|记录|监控|台账|报表|单子|工单)(?:都)?(?:拉|调|翻|导)(?:了)?出来|一?查(?:了)?(?:后台|监控|记录|系统)|调阅|调出|"
    r"(?:记录|系统|台账|报表|监控|工单|单子|登记[本表]|后台)[上里]?(?:显示|写着|查到|看到)"
)
# What it is not, before a semicolon.
NOT_THAT = deferred(r"(?:\b(?:(?:is|was) not|isn't|wasn't)\b.*|不(?:是|在).*)[;；]\s*$")
# Nobody had told them: a cause, and nothing that they came to see.
NEVER_TOLD = deferred(
    r"\b(?:nobody|no one|never) (?:had )?(?:ever )?(?:been )?(?:told|showed|shown|explained)\b|(?:没有?人|从来?没)(?:跟|给|和)?[他她](?:说|讲|教)过"
)
# A thing to be done, by nobody yet: "lane rope rota to be redone".
TO_BE_DONE = deferred(
    r"^(?!.*\b(?:going|used|able|seems?|needs?|has|have|had|ought|want(?:s|ed)?) to be\b)[\w' /-]{3,40} to be (?:looked at|done|redone|made|written|sent|bought|found|[a-z]+ed)\b"
)
# What holds for more than this one employee.
FOR_ALL = deferred(
    r"^对(?:网点|全[组队店科班]|整个|团队|大家|其他)|\bthe whole (?:desk|team|crew|office|shop|ward|department|store|kitchen)\b|\bwish(?:es)? the (?:department|team|centre)\b|别的(?:科|组|店|班|队|棚|部门|车间|门店|站).{0,10}[也都]|\bacross (?:all|the) (?:the )?(?:teams|crews|sites|shifts|stores)\b|\bthe (?:centre|center|site|shop|firm|company|department) needs\b|"
    r"^(?:a )?(?:note|lesson|point|takeaway|one)s? (?:to self )?for (?:all|the (?:whole|team|crew|shift|others|rest)|every(?:one|body)|us all)\b|"
    r"\b(?:the whole team|the rest of the (?:team|crew)|other (?:crews|teams)) (?:could|should|needs?|will)\b|(?:全组|全队|全班组|全店|全科|整个(?:组|队|团队|班组|部门)|其他人|大家)(?:都)?(?:要|得|该|应该|可以|能)"
)
# The coach's own note of what to do: `me: get her a seat`.
MINE = deferred(
    r"^(?:me|myself)\s*[:–-]\s*(?:to\s+)?(?!\w+(?:ed|ght|nt)\b|saw\b|told\b|had\b|was\b|said\b|went\b)[a-z]+ "
)
ASKED = deferred(r"[?？]|什么|吗[。！]?$|还是.{1,8}呢?$|\b(?:what|why|how|which)\b.*\?")
# The coach has told somebody to do it: 我让她把照图重摆一遍.
TOLD_TO = deferred(r"(?:我|就|已经?)让[他她](?:先|也|回去)?(?:把|每|周|下周|明天)")
# The title that tools give to what they wrote down: 会议录音_2026-03-12.
RECORDED = deferred(r"录音|转写|转录|文字稿|妙记|听悟|逐字稿|\btranscri(?:pt|ption|bed)\b|\brecording\b")
# When a tool wrote down, exported or printed what was said: not when it was said.
STAMPED = deferred(
    r"(?:转写|转录|导出|下载|打印|上传)(?:时间|日期|于)|\b(?:exported|transcribed|downloaded|printed|uploaded)(?: on| at|:)"
)
# What the notes themselves set apart from the talk.
APART = deferred(
    r"(?:与|跟|和)(?:本次|这次|今天)(?:谈话|辅导|面谈|的事)?无关|不属于(?:本次|这次)|\b(?:is|are) (?:not part of|separate from|nothing to do with) (?:this|it|today)\b"
)
# What came after a question that the coach asked.
REPLY = deferred(
    r"^(?:[他她](?:说(?!原来|明白|想通|以前)|想了?|愣|答|数|说不|没|沉默|半天|支吾)|半天|沉默)|^(?:a )?(?:long )?(?:silence|pause)|^(?:he|she) (?:paused|thought|went quiet|couldn't|could not|named|listed|counted)"
)
TAKES_ON = deferred(r"(?:我来|我去|我带|我把|我给|我约|你来|你去|你把|你给)|\b(?:i'll|i will|you'll|can you)\b")
# What is promised for a day is an action; without one it may be support that goes on.
PROMISED = deferred(r"^(?:i'll|i will|i'm going to|我(?:来|去|会|给|把|带|约|找|跟|陪)|[他她]答应)")
# What the coach takes on for once, to clear the way: a task, and no support that goes on.
UNDERTAKES = deferred(
    r"(?i:\b(?:i'll|i will|i'm going to|i(?:'ve)? (?:said|promised|offered|agreed) (?:that )?(?:i(?:'d| would)|to))\b)|"
    r"我(?:这边|也|就|自己|再|先|得|要|回头|明天|后天|今天|这[两几]天|[下本这]?周.?)*(?:来|去|会|找|跟|给|把|帮|请|让|叫|问|向|约|和|申请|协调|安排|负责)|"
    r"^(?:[\u4e00-\u9fff]{1,3}(?:总|工|主任|经理|店长|站长|场长|组长|主管)|主任|经理|店长|站长|场长|组长|主管|[A-Z][a-z]+ ?)(?:这边|会|去|来|尽快|想办法|负责)"
)
# What stays offered: whenever, each week, until it works.
STANDING = deferred(
    r"都|每[周天月次个半]|随时|持续|一直|就行|别管|打.{0,2}电话|陪|只要|要是|如果|有(?:问题|困难|事|需要)|支持|旁听|盯|头[一两]|前[一两三几]次|"
    r"\b(?:whenever|always|every|each|any ?time|if|back(?:ing)? (?:him|her|them|you)|door|support|weekly|monthly|sit in|shadow|in the meantime|keep|for the (?:first|next))\b"
)
# Somebody is to do it, told without a day: "Mr Thwaite will order rolls", "to be stripped down by maintenance".
IS_TO_DO = deferred(
    r"^(?:then |and |so |- )?(?:(?:mr|ms|mrs|dr)\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? (?:will|is (?:going )?to|has agreed to|agreed to) (?!be\b|need\b|have\b|know\b|see\b)[a-z]+|"
    r"\bto be [a-z]+(?:ed|en|t|n)\b.{0,30}\bby (?!the end\b)[a-z]+"
)
# Notes say that nobody has said when, or who: what they say it of is a task.
UNASSIGNED = deferred(
    r"(?:哪天|什么时候|几时|时间|日期|谁去|谁来|谁负责|谁)(?:[\u4e00-\u9fff]{0,3})?(?:没定|没说|未定|待定|没讲|还没)|没(?:说|定|讲)(?:哪天|谁|时间|日期|什么时候|期限)|"
    r"\bno (?:date|deadline|day|owner|name)(?: yet| fixed| set| agreed| down)?\b|\b(?:nobody|no one) (?:assigned|named|down for it)\b|\bdate tb[cd]\b"
)
# A line by itself near the head that only names a matter: 客户承接复盘.
TITLED = deferred(r"[\u4e00-\u9fff]{3,18}(?:复盘|回顾|改进|问题|规划|提升|超标|滞后|整改)")
# How long one talked with whom: 跟她说了一刻钟.
TALKED_FOR = deferred(r"(?:跟|和|与)[^，。,]{1,6}(?:聊|谈|说|坐)了[^，。,]{0,5}(?:分钟|刻钟|小时|钟头)")
# What notes mention beside the talk, and say so.
UNRELATED = deferred(
    r"(?:的事|这事|那事)?(?:另说|另谈|另议|改天另说)[。.]?$|是?另一(?:件|回|码)事|不归这[回次事]|[跟和与]这事没关系|你(?:别|不用)管|[他她]不用管|不归(?:我们|咱们|你)|(?:那|这)?是(?:[小老阿].|[他她])的(?:活|事)(?=$|[，,。])|不算这里的|(?:与|跟|和)(?:本次|这次|他|她|[\u4e00-\u9fff]{2,3})(?:谈话|面谈)?(?:无关|没关系|不相干)|不(?:归|是)[他她\u4e00-\u9fff]{1,3}(?:管|的事)|"
    r"\bnot (?:his|hers|her|[a-z]+'s)(?: job| task| business)?[)\s.]*$|\bnothing to do with (?:this|him|her|the talk)\b|\bunrelated\b"
)
# A day on which two will look at something together is the next meeting, whoever says it.
TOGETHER = deferred(r"(?:我俩|咱俩|我们俩|我们两个|咱们|我们|一起).{0,6}(?:翻|看|对一?[对下遍]|过一?[过下遍]|碰|聊)")
LOOK_AT = deferred(r"^(?:到时候?|就)?(?:主要|重点)看|^chk\b|\bwant to see (?:by then )?(?:whether|if|how)\b")
FUTURE = deferred(r"再|下次|下回|跟进|\b(?:follow[- ]?up|again|next)\b")
