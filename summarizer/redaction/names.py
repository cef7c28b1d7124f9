"""People and companies whose names their form gives away: speakers, labels, titles, and what follows from a full name.

What has no such form is found by the embedded model (`listing`), or named by the user.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from summarizer.drafting.people import says_a_part
from summarizer.notes import Notes, language_of
from summarizer.notes.speakers import GENERIC
from summarizer.redaction.capitals import by_capitals
from summarizer.redaction.kinds import Kind, Value, folded
from summarizer.redaction.segmented import by_dictionary
from summarizer.template import Kind as FieldKind
from summarizer.template import fields
from summarizer.text.names import SURNAMES, TITLES, TWO_CHARACTER_SURNAMES, is_pronoun, named, people

_TITLE = f"副?(?:{TITLES})|护士|教练|先生|女士|小姐|太太|教授|大夫|书记|处长|局长|站长|行长|场长|董事长|董|主席|阿姨|同学|妈妈|爸爸"
# Surnames that are far more often another word before a title: 和经理谈, 向主管汇报.
_WORDS = "和向从于时应能都全查后相那但与会给常边由在让到为"
_BEFORE_TITLE = re.compile(
    rf"(?<![实见学练施])(?P<name>{TWO_CHARACTER_SURNAMES}|(?!师[姐哥叔傅]|[{_WORDS}])[{SURNAMES}])(?<!任(?=[组班队主经]))(?<![车包员职](?=工))(?=(?P<title>{_TITLE}))"
)
# Where the word begins that a clause is about: 何平以为…, 我和卓越看了….
_ROLES = "实习生 徒弟 导师 师姐 师兄 同事 客户 主管 组长 店长 班长 护士长 经理 专员 采购 会计".split()
_EDGE = (
    r"(?:^|(?<=[\s，。；：、,;:（(“”\"—])|(?<=[和跟给与对让找由到叫问替帮约请])|"
    + "|".join(f"(?<={role})" for role in _ROLES)
    + ")"
)
_BEGINS = re.compile(rf"{_EDGE}(?=([\u4e00-\u9fff]{{2,3}}))", re.MULTILINE)
# Who is to do something by a day, or does what only people do.
_DOES = re.compile(
    rf"{_EDGE}((?![{_WORDS}])[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=\d{1,2}[月号日/.]|[下本上这]周|周[一二三四五六日天]|明[天早晚]|今[天晚]|月底|年底|承认|答应|负责|同意|反馈|解释|点头|觉得|认为|坦言|试了|陪着|带着|主动)",
    re.MULTILINE,
)  # fmt: skip
# What comes after a name of two characters more often than it ends one of three.
_GOES_ON = "说谈聊讲会也在把给的了是和跟同要想去来做看问我他她自觉认已再先就能可以从将今明下本周负反带又还都只没不"
# What 小 makes of other words than names.
_CALLED = re.compile(
    rf"{_EDGE}(小(?![时组心结计区型学孩额数幅事家步吃票程红范高项麻车花游班空文于费白朋伙姑盘店队规块段部批众说看视节题节目])|阿(?![姨里伯拉尔根胶斗司]))([\u4e00-\u9fff])"
    r"(?=[说和跟会也要在把能独再已就去来今明先负对以给，。、；：,:;)）\s]|$)", re.MULTILINE
)  # fmt: skip
_TRADE = re.compile(
    rf"(?:{_EDGE}|(?<=供应商)|(?<=厂家))(?P<name>[\u4e00-\u9fff]{{2,4}}(?:纸业|粮油|贸易|科技|印务|实业|传媒|建材|置业|药业|重工|劳保))", re.MULTILINE
)  # fmt: skip
_TRADE_LISTED = re.compile(
    r"(?:客户|供应商|厂家|承运商)(?:有|是|还有|[一二三两四五]家|为)*[:：]?(?P<names>[\u4e00-\u9fff]{3,6}(?:、[\u4e00-\u9fff]{3,10})+)"
)
_COMMON = frozenset(
    "谈话 谈话人 谈这个 家长 家属 满二十 满三个 红了 别一个 别的 车队 车间 居委会 班主任 班长 高危 高架 高峰 蓝的 冷库 公司 公告 平时 平台 平均 元月 方案 方法 "
    "方式 方面 路上 顾问 单子 单据 麻烦 宿管 周五 周一 周二 周三 周四 周六 周日 周末 周报 周会 计量室 计划 计算 成本 成绩 成果 项目 任务 任何 安排 安全 关于 关键 "
    "温度 明天 明年 明确 包装 包括 管理 段时间 季度 金额 强调 白天 白板 东西 连续 连着 文档 文件 水平 钱款 时间 毛病 程序 程度 家乡 单独坐 那咱俩 那我直 别的不 后来她 明年再 边吃边 经验在 满满 成功 车上 国强调 经过 经理 万一 万元 双方 年底 年初 "
    "习惯 相关 曾经 何时 何处 许多 许诺 左右 简单 易错 古怪 国家 国庆 应急 牛奶 花了 马上 常规 严重 严格 于是 应该 应当 能力 胡乱 游客 宣传 席位 施工".split()
)
_KIN = re.compile(
    r"(?P<name>(?![大小师表学空帅的二三老的亲堂同这那哪个位名])[\u4e00-\u9fff](?<!姐)(?<!哥))(?P<title>[姐哥])(?![姐哥妹弟们夫])"
)
_AFTER_TITLE = re.compile(
    rf"(?P<title>组长|店长|班长|主管|经理|主任|科长|总监|护士长|师傅|会计)\s?(?P<name>(?![{_WORDS}])[{SURNAMES}])(?=[同说也要将来去带答安负,，。;；、:：\s]|$)"
)
_WITH = re.compile(
    rf"(?:[和跟与同找约]|对象|联系人|对接人|导师|徒弟|师姐|师兄|师傅|实习生|新人)[:：\s]{{0,2}}"
    rf"((?![{_WORDS}])[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=[聊谈说沟复面对一过做的(（,，、:：\s]|$)"
)
_CHINESE_NAME = re.compile(rf"(?:{TWO_CHARACTER_SURNAMES})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}")
_COMPOUND_NAME = re.compile(rf"(?:{TWO_CHARACTER_SURNAMES})")
_MIXED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+")
_LATIN = "[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ɏ'’\\-]{1,40}"
# In Chinese notes a Latin word with a capital is somebody's name, else a product's.
_LATIN_WORD = re.compile(
    r"(?<![A-Za-z0-9@._\-])(?:[A-Z][a-z]{2,}|[A-Z][a-z](?=\s[A-Z][a-z]))(?:\s[A-Z][a-z]+)*(?![A-Za-z0-9@_])"
)
_NOT_PEOPLE = frozenset(
    "App Notion Figma Coaching Teams Zoom Slack Excel Word Outlook Jira Trello Python Java Web Email Wechat Client Expenses Team Staff Driver Superior Today Private Courier Offer Review Demo Bug Team "
    "Leader Manager Android Linux Windows Office Chrome Tableau Photoshop Sketch Git Docker Redis Kafka Spark Scrum Sprint Agile Monday "
    "Tuesday Wednesday Thursday Friday Saturday Sunday Plan Action Goal Reality Options Will Where What Next The Feedback".split()
)
_NOT_PEOPLE_EN = _NOT_PEOPLE | frozenset(
    "She They His Her Their Our Your This That These Those There Then When While After Before What Which Why How And But Not Now "
    "January February March April May June July August September October November December Sunday Mon Tue Wed Thu Fri Sat Sun "
    "English Chinese Monday's Due Owner Check Follow Target Date Time Place Name Notes Coach Coachee Employee Root Cause Both Each "
    "Rep Yes Yeah Okay Nothing Supervisor Adviser Ma'am Mrs Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Tues Weds Thur Thurs Easter Christmas Well Maybe Let Did Does Can Could Should Would Has Have Had Are Was Were For From With Asked Agreed Said Says".split()
)
_LATIN_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam)\b\.?\s+({_LATIN}(?:\s{_LATIN}){{0,2}})")
_LATIN_PAIR = re.compile(
    rf"(?:\b(?:with|from|of|by|and|to|for|ask|asked|told|tell|met|called|call)|[;,:])\s((?!(?:The|This|That|Mr|Mrs|Ms|Dr)\b){_LATIN}(?:\s{_LATIN})+)"
)
_LATIN_NAME = re.compile(rf"{_LATIN}(?:\s(?:{_LATIN}|[A-Z]\.|van|von|de|da|bin|al)){{0,3}}")
_EXTRA_LABELS = (
    "姓名 名字 员工 员工姓名 被辅导人 辅导对象 辅导人 教练 经理 主管 上级 直接上级 导师 参加人 参加 参会人 参会 联系人 对接人 负责人 责任人 "
    "记录人 客户 主持人 name|employee|coach|coachee|manager|supervisor|line manager|attendees|participants|present|contact|owner|mentor|with"
)
_LONGEST_LATIN = 4
_CHINESE_COMPANY = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）()]{2,24}?(?:(?:股份|责任)?有限公司|集团|公司|银行|事务所|合作社|工作室)(?:（[\u4e00-\u9fff]{2,6}）)?"
)
_CUT = re.compile(r".*(?:[的和跟给在到去由对与是把被让请为向从找约用叫陪及]|供应商|客户|承包商|甲方|乙方|下面|来自)")
_NO_COMPANY = re.compile(
    r"^(?:我|我们|咱们|本|分|子|总|母|贵|该|他们|她们|整个|一家|这家|那家|两家|几家|各|外包|物流|客户|供应商|保险|装修|快递|新|老|原|前|同|上市|全|大|小|某)*(?:公司|集团|银行|事务所|工作室|合作社)$"
)
# A company of which only that is said: 回公司, 这件事公司.
_PLAIN_COMPANY = re.compile(
    r"(?:[在到去回个这那不没要事钱用村车域植译]|投诉到|以后)(?:公司|集团|合作社|工作室|银行)$|^(?:以后|面罩走|一次性)"
)
_INDUSTRY = (
    "(?:股份|责任)?有限公司|集团|公司|科技|数据|信息|网络|软件|智能|电子|电器|机械|贸易|物流|食品|包装|纸业|印务|广告|传媒|建筑|工程|建设|"
    "实业|控股|咨询|酒店|银行|会计师|律师|事务所|劳保|餐饮|服饰|医药|医疗|器械|粮油|维修|叉车"
)
_PLACES = frozenset(
    "北京 上海 广州 深圳 杭州 南京 苏州 武汉 成都 重庆 天津 西安 长沙 青岛 大连 宁波 厦门 无锡 佛山 东莞 中国 中原 华东 华南 华北 西南".split()
)
_LATIN_COMPANY = re.compile(
    rf"{_LATIN}(?:\s(?:&|and|of|{_LATIN})){{0,4}}?,?\s(?:Inc|Ltd|LLC|PLC|plc|GmbH|AG|Corp|Co|Corporation|Company|Limited|Group|Bank|Holdings|Partners|& Sons)\b\.?"
)
_NOT_NAMED_LATIN = frozenset(
    "the north south east west new first national general united global international great royal".split()
)


def by_form(notes: Notes) -> list[Value]:
    """People and companies of the notes that can be told without a model."""
    found: list[Value] = []
    chinese = language_of(notes.text) == "zh"
    for line in notes.lines:
        if line.speaker and not GENERIC.fullmatch(line.speaker) and not says_a_part(line.speaker):
            found += person(line.speaker)
        text = folded(line.text)
        found += [*_titled(text), *_labelled(text), *companies(text)]
        found += [Value(Kind.PERSON, name) for name in named(text) if not _is_title(name)]
        found += [Value(Kind.PERSON, match[1]) for match in _LATIN_PAIR.finditer(text)]
        found += [value for match in _WITH.finditer(text) for value in person(match[1])]
        found += [Value(Kind.PERSON, match[0]) for match in _MIXED.finditer(text)]
    found += by_capitals((folded(line.text) for line in notes.lines), chinese)
    if chinese:
        found += by_dictionary(folded(line.text) for line in notes.lines)
        found += _recurring(folded("\n".join(line.text for line in notes.lines)))
    else:
        found += _recurring_latin(folded("\n".join(line.text for line in notes.lines)))
    for line in notes.lines:
        if chinese:
            text = folded(line.text)
            found += [Value(Kind.PERSON, word) for word in _LATIN_WORD.findall(text) if word not in _NOT_PEOPLE]
    return found


def _recurring(text: str) -> list[Value]:
    """Words that begin with a surname and stand at the head of clauses time and again, or once whole and once without it."""
    found = [Value(Kind.PERSON, "".join(match.groups())) for match in _CALLED.finditer(text)]
    found += [value for match in _DOES.finditer(text) if match[1] not in _COMMON for value in person(match[1])]
    begins: Counter[str] = Counter()
    for match in _BEGINS.finditer(text):
        begins.update({match[1][:2], match[1]})
    for word, count in begins.items():
        if word[0] not in SURNAMES or word[0] in _WORDS or word in _COMMON or word[:2] in _COMMON:
            continue
        whole = count > 1 and not any(
            other != word and other.startswith(word) and begins[other] == count for other in begins
        )
        goes_on = len(word) == 3 and word[2] in _GOES_ON and begins[word[:2]] > count
        if (whole and not goes_on) or (len(word) == 3 and word[1:] in begins):
            found += person(word)
    return found


def _recurring_latin(text: str) -> list[Value]:
    """Words of English notes that stand there with a capital more than once, and never without."""
    small = set(re.findall(r"(?<![A-Za-z'])[a-z]+", text))
    counts = Counter(re.findall(rf"(?<![A-Za-z])({_LATIN}?)(?='s\b|(?![\w'’]))", text))
    return [
        Value(Kind.PERSON, word)
        for word, count in counts.items()
        if count > 1
        and len(word) > 2
        and word[1:].islower()
        and not word.startswith("I'")
        and word.lower() not in small | _NOT_NAMED_LATIN
        and word not in _NOT_PEOPLE_EN
    ]


def person(text: str) -> list[Value]:
    """What a text that should be a person comes to: a name, or a surname where it stands by its title."""
    name = folded(text).strip(" .,:;。、—-*")
    if is_pronoun(name):
        return []
    if latin := _LATIN_TITLED.fullmatch(name):
        name = latin[1]
    if title := re.fullmatch(rf"(.{{1,4}}?)(?:{_TITLE})", name):
        if len(title[1]) == 1 or _COMPOUND_NAME.fullmatch(title[1]):
            return [Value(Kind.PERSON, title[1], after=name[len(title[1]) :])]
        name = title[1]
    if not name or is_pronoun(name) or not any(map(str.isalpha, name)):
        return []
    chinese = re.fullmatch(r"[\u4e00-\u9fff·]+", name)
    if len(name) < 2 or (chinese and len(name) > 12) or (name.isascii() and not name[0].isupper()):
        return []
    return [Value(Kind.PERSON, name)]


def companies(text: str) -> list[Value]:
    """Companies with a word that only companies have in their names."""
    found = [match[0].strip(" ,") for match in _LATIN_COMPANY.finditer(text)]
    for match in _CHINESE_COMPANY.finditer(text):
        name = match[0]
        while (cut := _CUT.match(name)) and len(name) - cut.end() >= 4:
            name = name[cut.end() :]
        if not _NO_COMPANY.match(name) and not _PLAIN_COMPANY.search(name):
            found.append(name)
    found += [match["name"] for match in _TRADE.finditer(text)]
    found += [name for match in _TRADE_LISTED.finditer(text) for name in match["names"].split("、")]
    return [Value(Kind.COMPANY, name) for name in found]


def company_parts(name: str) -> list[str]:
    """What a company is called for short: its name without what it does, without its legal form."""
    if name.isascii():
        first = name.split()[0]
        return [first] if len(first) > 3 and first.lower() not in _NOT_NAMED_LATIN and first != name else []
    bare = re.sub(r"[（(].*?[)）]", "", name)
    shorter = [re.sub(rf"(?:{_INDUSTRY})$", "", bare)]
    while shorter[-1] != (next_ := re.sub(rf"(?:{_INDUSTRY})$", "", shorter[-1])):
        shorter.append(next_)
    return [part for part in shorter if len(part) >= 2 and part != name and part not in _PLACES]


def name_parts(name: str) -> list[str]:
    """Other ways to call somebody of this name: given name, nicknames out of it, the parts of a Western name."""
    if _MIXED.fullmatch(name):
        parts = name.split("·")
        return [*parts, *(part[start:] for part in parts for start in range(1, len(part) - 1))]
    if _CHINESE_NAME.fullmatch(name) and 2 <= len(name) <= 4:
        surname = match[0] if (match := _COMPOUND_NAME.match(name)) else name[0]
        given = name[len(surname) :]
        ends = {given[:1], given[-1:]} - {""}
        called = [f"{call}{end}" for end in ends for call in "小阿老"]
        called += [f"{end}{call}" for end in ends for call in "哥姐总叔姨弟妹仔"]
        return [*([given] if len(given) > 1 else []), *([surname] if len(surname) > 1 else []), *called]
    if re.fullmatch(r"[\u4e00-\u9fff]{2}", name) and name[0] in "小老阿":
        return []
    words = name.split()
    return [word for word in words if len(words) > 1 and len(word) > 1 and word[0].isupper()]


def _titled(text: str) -> Iterator[Value]:
    for match in _BEFORE_TITLE.finditer(text):
        yield Value(Kind.PERSON, match["name"], after=match["title"])
    for match in _AFTER_TITLE.finditer(text):
        yield Value(Kind.PERSON, match["name"], before=text[match.start("title") : match.start("name")])
    for match in _KIN.finditer(text):
        yield Value(Kind.PERSON, match["name"], after=match["title"])
    for match in _LATIN_TITLED.finditer(text):
        yield Value(Kind.PERSON, match[1])


def _is_title(name: str) -> bool:
    """Whether a word is a title, or a surname with its title, which is taken without it."""
    return bool(re.fullmatch(rf"(?:{TWO_CHARACTER_SURNAMES}|[{SURNAMES}])(?:{_TITLE})|Mrs|Miss|Prof|Madam", name))


@cache
def _label_form() -> re.Pattern[str]:
    chinese, english = _EXTRA_LABELS.split(" name|", 1)
    labels = {*chinese.split(), *("name|" + english).split("|")}
    for field in fields():
        for spec in (field, *field.slots):
            if spec.kind is FieldKind.PERSON:
                labels |= set(spec.info.label)
    words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    return re.compile(
        rf"(?:^|(?<=[\s,，;；|(（*]))(?:{words})\s*\**\s*:\**\s*(?P<value>[^,;。；|]{{1,40}})", re.IGNORECASE
    )


_SPACED = re.compile(
    r"(?:^|(?<=[\s,，;；|]))(?:姓名|员工|被?辅导对象|被?辅导人|对象|参加人|主管|直接上级)\s+(?P<name>[\u4e00-\u9fff·]{2,4})(?=[\s(（,，。;；]|$)"
)


def _labelled(text: str) -> Iterator[Value]:
    for match in _SPACED.finditer(text):
        yield from person(match["name"])
    for match in _label_form().finditer(text):
        value = re.split(r"\s{2,}|\s(?=[\u4e00-\u9fff]{2,6}:)", match["value"].strip())[0]
        for part in people(value):
            part = part.strip()
            if re.fullmatch(r"[\u4e00-\u9fff·]{1,4}|[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)+", part):
                yield from person(part)
            elif name := _LATIN_NAME.match(part):
                yield from person(name[0])


def with_parts(values: Iterable[Value], text: str) -> list[Value]:
    """The values, and what else the people and companies among them are called in the text."""
    text = folded(text)
    found = dict.fromkeys(values)
    for value in list(found):
        if value.before or value.after:
            continue
        parts = name_parts(value.text) if value.kind is Kind.PERSON else ()
        parts = company_parts(value.text) if value.kind is Kind.COMPANY else parts
        found |= dict.fromkeys(Value(value.kind, part) for part in parts if part in text)
    return list(found)
