"""People named in a statement, as far as plain rules can tell."""

from __future__ import annotations

import re

from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖付代尧覃岳晋楚闫佟仝苑涂"
TWO_CHARACTER_SURNAMES = "欧阳|司徒|上官|诸葛|司马|夏侯|东方|尉迟|公孙|慕容|令狐|宇文|长孙|皇甫|端木|纳兰|独孤|南宫|西门|呼延|闻人|赫连|澹台|百里|轩辕|淳于|单于|太史|申屠|公羊|钟离|濮阳|鲜于|司空|东郭|公冶|拓跋|万俟|漆雕|巫马|乐正|谷梁|段干|羊舌|梁丘|左丘|颛孙|仲孙"
# What somebody is, behind their name at the head of English notes.
TRADES = "lead|operator|nurse|technician|clerk|cook|driver|supervisor|officer|assistant|hand|engineer|rep"
TITLES = "经理|总监|主管|主任|组长|队长|班长|店长|院长|科长|部长|园长|馆长|校长|护士长|厂长|站长|区长|场长|所长|行长|总|工|姐|哥|叔|姨|师傅|老师|医生|律师|顾问|会计"
# A nickname (小王, 老李, 阿芳) and a surname with a title (张经理, 李工) are said of people and little else.
_NICKNAME = deferred(
    r"(?<![大太最很较中缩减变弱年从幼古不])(?![小老][时师费于米计步]|小程序|小红书|小范围|小高峰|小项目|小麻烦|小车间|小花园|小游戏|小班|小空间|小文章|[小老]毛病|老方[法案式]|老习惯|老路子)"
    rf"([小老阿])([{SURNAMES}])"
)
_INTIMATE = deferred(r"(?<![\u4e00-\u9fff])阿(?![姨里伯拉尔根胶斗司])[\u4e00-\u9fff]")
NOT_BEFORE_NAMES = "和向从于时应能都全查后相那但与"
"""Surnames that before a name or a title are mostly another word: 向小明了解, 向经理汇报."""
# What makes a surname and a title of other words: 向经理汇报, 和店长, 曾任组长, 施工, 车工.
_TITLED = deferred(
    rf"(?<![实见学练])(?![{NOT_BEFORE_NAMES}])([{SURNAMES}])(?<!任(?=[组班队主经]))(?<![施车包](?=工))({TITLES})"
)
# Who begins a sentence and says, promises or is to do something is somebody: 倪帆指出, Yusuf said.
_BEGINS = deferred(
    rf"(?:^|(?<=[。；;，,]))(?![{SURNAMES}]\w?(?:率|量|表|单|度|值|数|案|划|绩|报|期|线|体|队|组|部|员|户))([{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=[会也已仍先]?(?:说(?!明)|讲(?![义课究师台解述堂评])|表示|承认|指出|坦言|自述|认为|意识到|承诺|反映|自己|想通|学会|明白|答应|保证|须|将(?!近)|负责|称(?!为|呼)))"
)
_ENGLISH_BEGINS = deferred(
    r"(?:^|(?<=[.;] ))(?!(?:The|This|That|These|Those|She|He|They|It|We|You|There|Here|Who|What|Everyone|Everybody|Nobody|No|Not|One|Some|All|Both|Each|People|Two|Three|Four|Five|Most|Many)\b)"
    r"([A-Z][a-z]{2,})(?='s\b| (?:said|says|reckons|reckoned|insists|insisted|complains|complained|blames|blamed|admits|told me|admitted|explained|noted|claims?|claimed|reports?|reported|acknowledged|recognised|recognized|reali[sz]ed|thinks|thought|feels|felt|reflected|concluded|"
    r"regretted|suggested|will|is to|was to|has agreed|agreed|promised|needs to|started out|took away)\b)"
)
_PRONOUNS = frozenset(
    "我 我们 本人 他 她 他们 她们 它 自己 咱们 双方 大家 员工 经理 辅导人 辅导对象 领导 主管 i me we us he him she her they them you "
    "it both myself employee manager coach coachee".split()
)
_PARENTHESES = deferred(r"[(（\[【〔].{0,200}?[)）\]】〕]")
_SPLIT = deferred(r"[,，、/;；&]|\s(?:and|or)\s|[和与及]")
_PLACE = r"\s(?:Street|Road|Lane|Avenue|Square|House|Hall|Park|Ltd|Inc)\b"
PLACE = deferred(_PLACE)
"""What makes an English name one of a place or a firm."""

_ENGLISH_NAME = deferred(rf"(?<=[a-z,;] )([A-Z][a-z]{{2,}})\b(?!\s*[:/]|{_PLACE})")
_NOT_NAMES = frozenset(
    "Mon Tue Tues Wed Weds Thu Thur Thurs Fri Sat Sun Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan Feb Mar Apr May Jun Jul Aug Sep "
    "Sept Oct Nov Dec January February March April June July August September October November "
    "December English Chinese Excel Word Teams Zoom Slack The This That She They Will Christmas "
    "Easter Let Street Road German French Spanish Italian Dutch Japanese American British European".split()
)


_NO_NAME = deferred(r"[我你您他她它们谁]|^(?:后来|于是|那么|那个|从来|全都|全部|都是)")


def may_be_name(text: str) -> bool:
    """Whether a stretch can be a name: 她一次 and 谈完她 have somebody in them who has one."""
    return not _NO_NAME.search(text)


_LONGEST_SIGNED = 3
_CHINESE = deferred(r"[\u4e00-\u9fff]")
_SIGNED = deferred(
    rf"^(?:[{SURNAMES}小老阿][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{0,6}}(?:{TITLES}|长|部|组|科|HR|人事)[\u4e00-\u9fff ]{{0,4}})(?=$|[\s(（,，\d])"
)
_FULL_NAME = deferred(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}")
# Somebody of whom notes speak beside the talk: 小柔那边, 老曲负责的.
_ELSEWHERE = deferred(
    rf"(?:^|[\s，。；,;])(?:ps|另外|还有|顺便)?\s{{0,4}}([小老阿][\u4e00-\u9fff]|[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
    r"(?=那边|这边|那头|那儿|负责的|手上|管的)"
)


# 安全部 could as well be somebody called An; 客运三部 could not.
_DEPARTMENT = deferred(
    rf"(?:[\u4e00-\u9fff]{{3,8}}|(?![{SURNAMES}])[\u4e00-\u9fff]{{2}})(?:科|处|部|室|组|中心)|人事|人力资源|HR"
)


def is_department(text: str) -> bool:
    """Whether a text is a part of a firm where a person's name should stand: 人事科."""
    return bool(_DEPARTMENT.fullmatch(text))


def is_full_name(text: str) -> bool:
    """Whether a text is a Chinese surname with a given name, as far as characters tell: 魏然, but not 行里."""
    return bool(_FULL_NAME.fullmatch(text)) and may_be_name(text) and text[0] not in "行全部门那这班"


_SHE, _HE = deferred(r"她|\b(?:she|her|hers)\b", re.IGNORECASE), deferred(r"他(?!们)|\b(?:he|him|his)\b", re.IGNORECASE)
_MANY, _TO_ONE = 4, 4


def pronouns_of_others(text: str) -> frozenset[str]:
    """The pronouns that cannot mean whom notes speak of all the time: he, where they say she four times as often."""
    she, he = len(_SHE.findall(text)), len(_HE.findall(text))
    if she >= max(_MANY, _TO_ONE * he):
        return frozenset({"他", "he", "him"})
    if he >= max(_MANY, _TO_ONE * she):
        return frozenset({"她", "she", "her"})
    return frozenset()


def signs(text: str) -> bool:
    """Whether a text can stand under notes as who wrote them: a name, a title, or words that are not Chinese."""
    return not _CHINESE.search(text) or len(text.strip()) <= _LONGEST_SIGNED or bool(_SIGNED.search(text))


def elsewhere(text: str) -> str | None:
    """Who a text is about, where it says first that this is somebody's business: 小柔那边."""
    found = _ELSEWHERE.search(text)
    return found[1] if found else None


def is_pronoun(text: str) -> bool:
    """Whether a value names nobody in particular: 我, 他, the manager."""
    return normalise(text).strip(" .。") in _PRONOUNS


def people(value: str) -> list[str]:
    """The parts of a value that should be people: `李明（市场部）、王芳` gives 李明 and 王芳."""
    plain = _PARENTHESES.sub(" ", value)
    return [part.strip(" 。.:：") for part in _SPLIT.split(plain) if part.strip(" 。.:：")]


def named(text: str) -> list[str]:
    """People that a sentence names, as far as their form gives them away."""
    found = ["".join(match.groups()) for match in _NICKNAME.finditer(text)]
    found += [match[0] for match in _INTIMATE.finditer(text)]
    found += ["".join(match.groups()) for match in _TITLED.finditer(text)]
    found += [match[1] for match in _ENGLISH_NAME.finditer(text) if match[1] not in _NOT_NAMES]
    found += who_says(text)
    return list(dict.fromkeys(found))


def who_says(text: str) -> list[str]:
    """People of whom a text says at the beginning of a sentence that they say, think or promise something."""
    found = [match[1] for pattern in (_BEGINS, _ENGLISH_BEGINS) for match in pattern.finditer(text)]
    return [name for name in found if name not in _NOT_NAMES and not is_pronoun(name) and may_be_name(name)]


def stands_in(name: str, notes: str) -> bool:
    """Whether the notes (normalised) name this person, in one piece or in parts.

    `Anna Kowalska` also stands in notes that say Anna here and Kowalska there, but Ann does not stand in "planned",
    and 王小芳 not in notes that say 小芳: where her surname comes from, nobody can see.
    """
    words = [word for word in re.split(r"[\s·.]+", normalise(name)) if word]
    return bool(words) and (_in(words, notes) or all(_in([word], notes) for word in words))


def turned(name: str, notes: str) -> bool:
    """Whether the notes have a surname with its title the other way about: 顾店长 for 店长 顾."""
    titled = re.fullmatch(rf"([{SURNAMES}])({TITLES}|护士|站长|行长|场长)", name)
    return bool(titled and re.search(rf"{titled[2]}\s*[:：]?\s*{titled[1]}(?![\u4e00-\u9fff])", notes))


def _in(words: list[str], notes: str) -> bool:
    pattern = r"[\s·.]*".join(r"\s*".join(map(re.escape, word)) for word in words)
    before = r"(?<![a-z])" if words[0][0].isascii() else ""
    after = r"(?![a-z])" if words[-1][-1].isascii() else ""
    return bool(re.search(f"{before}{pattern}{after}", notes))
