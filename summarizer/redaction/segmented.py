"""Names in Chinese notes by what a dictionary of words knows of them: rjieba's tags, and words that it does not have.

A word is taken rather than left: one that was no name comes back into the draft as it was, a name that is left is sent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summarizer.redaction.kinds import Kind, Value
from summarizer.text.names import SURNAMES, TITLES

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
# What the dictionary has for names of people, and what its guesses make of other words of such notes.
_NO_PERSON = frozenset(
    "师傅 老师傅 明白 谢谢 顾问 阿姨 高峰 安静 陈述 换人 晋升 关东煮 白班 白白 宁可 高危 上周一 上周二 上周三 上周四 上周五 老总 张表 科里 卡住 "
    "张嘴 张口 盖章 卡尺 太久 连麦 红单子 顾客 老大夫 老太太 阿公 花名册 列全 卡针 班前会 雅阁 石沉大海 绿植 勾稽 小休 智驾 那宗 扎针 玉米 封边 显微镜 "
    "老三 老大 老二 关怀 麻木 艾特 马克笔 安卓 里拉 蓝图 宝贝 育婴 真香 燕麦 安抚 香薰 麻利 明星 安保 都灵 那格 瓦当 但凡 加冰 后仓 那阵子 养老院 老大姐 "
    "安全检查 多云 司康 安监 卡顿 安全带 小格子 两毛 保时捷 师姐 师兄 师弟 师妹 师父 英文名 和蔼 温馨 阳光 高管 白领 高手 高层 金融 金额 华东 东方 文化 "
    "元旦 成功 严谨 强烈 强势 温和 通过 关注 单纯 安心 万一 曾经 常规 乐观 康复 平和 平静 平稳 小姐 姑娘 大叔 大姐 大哥 大妈 大爷 爷爷 奶奶 姥姥 姥爷 舅舅 "
    "姑姑 叔叔 伯伯 阿婆 婆婆 公公 宝宝 太太 先生 女士 家属 小结 小组 小时 老师 老板 老人 老家 老是 老化 仓管 开个 微信 许诺 主管".split()
)
# What ends a guessed name that is a name with the next word's beginning: 逯鸣岐聊, 小郎顶.
_NEXT = "说谈聊讲会也在把给的了是和跟同要想去来做看问我他她自觉认已再先就能可以从将今明下本周负反带又还都只没不定录顶接分重开入换打发交写管报排"
_PREFIX = "小老阿"
_NO_PREFIXED = re.compile(
    r"[小老阿](?:时|组|心|结|计|区|型|学|孩|额|数|幅|事|家|步|吃|票|程|红|范|高|麻|车|花|游|班|空|文|于|费|白|师|板|是|婆|公|大|乡|毛|方|路|习|化|问|员|客|年|人|实|规|样|话)"
)
# Characters of words that no dictionary has to have: 我来, 有个, 先问, 改了.
_PLAIN = frozenset(
    "我你您他她它咱俩们这那哪谁有没无不别未先再又才就都全光只还也很太最挺更一二两三四五六七八九十几多少每个位条张台本句次遍回趟单批份套版笔号点楼层床"
    "了过着的得地把被给让叫用对向从到在是做干搞弄看说问讲谈聊听写读念记想怕来去走进出上下前后里外中内间起完好错漏改换重新旧开关停打发收放拿排查试跑补传扫"
    "录压挪算数报提带教练考评审签批买卖付退货款价率表图样品件例群屏码库网机线区罐塔站店铺摊桌椅门窗墙板片色纸笔包箱盒袋瓶桶杯碗盘锅灯电水气油火风雨雪热冷"
    "快慢早晚夜周月日年时分秒天假班岗组队员工客户主管学徒差错事话术法案则项目标准程序流水账务税票证照检验质量安环保修维养护理医药针床病患手术室科院校课训"
).difference("管水金鱼花田池林")
_LEADS = (
    "客户|供应商|承运商|物流|隔壁|甲方|乙方|厂家|竞品|合作方|代理商|中介|同事|员工|店长|组长|主管|经理|主持人|导师|师傅|徒弟|学徒|实习生|新人|搭档|采购|会计|财务|销售|"
    "客服|司机|护士|律师|老公|老婆|爱人|妈|爸|儿子|女儿|叫|找|约|问|跟|和|替"
)
_LED = re.compile(rf"(?:{_LEADS})$")
_FOLLOWED = re.compile(
    r"(?:那边|这边|那头|那儿|他们|老师|主任|经理|主管|总监|总|工|姐|哥|说|讲|觉得|认为|负责|来|反映|投诉|派|丢|催|承认|答应|解释|提出|自己|被|也|的采购|的人|的客户)"
)
_STRONG_TRADE = frozenset(
    "医疗 乳业 置业 机电 纸业 粮油 建材 实业 传媒 药业 重工 科技 贸易 印务 地产 置地 生物 制药 网络科技 环保科技 重机 食品厂 餐饮 影业 服饰 家居 物业".split()
)
_WEAK_TRADE = frozenset(
    "物流 包装 人力 广告 食品 软件 电子 速递 快递 保险 证券 银行 超市 酒店 咨询 劳务 印刷 装饰 汽车 培训 教育 事务所 数据 信息 集团 公司 有限公司".split()
)
_NAMING_TAGS = ("nr", "nz", "ns", "nt", "x")


_BESIDE = 8
"""Characters before and after a word that tell what it is."""


class _Word(NamedTuple):
    text: str
    tag: str
    start: int
    known: bool
    """Whether the dictionary has it; else it is a guess of where a word begins and ends."""


def by_dictionary(texts: Iterable[str]) -> list[Value]:
    """People and companies of the lines of Chinese notes."""
    read = [(text, _words(text)) for text in texts]
    often = Counter(word.text for _, words in read for word in words if not word.known)
    return [value for text, words in read for value in _of_line(text, words, often)]


def _words(text: str) -> list[_Word]:
    import rjieba

    found, start = [], 0
    for word, tag in rjieba.tag(text):
        start = text.index(word, start)
        found.append(_Word(word, tag, start, rjieba.has_word(word)))
        start += len(word)
    return found


def _of_line(text: str, words: list[_Word], often: Counter[str]) -> Iterator[Value]:
    for place, word in enumerate(words):
        if not _CHINESE.fullmatch(word.text):
            continue
        end = word.start + len(word.text)
        before, after = text[max(0, word.start - _BESIDE) : word.start], text[end : end + _BESIDE]
        if word.text in _STRONG_TRADE or word.text in _WEAK_TRADE:
            yield from _company(words, place)
        if word.tag.startswith("nr"):
            yield from _tagged(word, before, after)
            beside = words[place + 1] if place + 1 < len(words) else None
            if beside and beside.tag.startswith(_NAMING_TAGS) and _CHINESE.fullmatch(beside.text):
                yield Value(Kind.PERSON, word.text + beside.text)
        elif word.text in _NO_PERSON:
            continue
        elif word.known and _is_firm(word, before, after):
            yield Value(Kind.COMPANY, word.text)
        elif not word.known and _is_name(word, before, after, often):
            yield from _people(word.text)
        if len(word.text) == 1 and after.startswith(word.text) and word.text not in _PLAIN and not word.known:
            yield Value(Kind.PERSON, word.text * 2)
    for found in re.finditer(rf"[{_PREFIX}][{SURNAMES}]", text):
        if not _NO_PREFIXED.match(found[0]):
            yield Value(Kind.PERSON, found[0])
    # 冼冼, 薇薇: no dictionary need have them, and a guess cuts them in two.
    for found in re.finditer(rf"[{SURNAMES}]?([\u4e00-\u9fff])\1", text):
        if found[1] not in _PLAIN and found[1] not in _DOUBLED:
            yield Value(Kind.PERSON, found[0])
            yield Value(Kind.PERSON, found[1] * 2)


_DOUBLED = frozenset(
    "天常慢刚谢爸妈爷奶哥姐弟妹叔伯姑舅婆公宝太试看聊说想谈走问查等偷渐往种偏仅恰白默悄轻深紧牢远步处人家时日夜年月代层点滴样件条星隐频连略匆急稳好多少大小高低满乱松明足纷本整统统些娃狠死早晚凑转歇"
)


_WITH_TITLE = re.compile(rf".(?:{TITLES})")
_COMPOUND = re.compile("司马|上官|诸葛|欧阳|东方|皇甫|尉迟|慕容|令狐|宇文|长孙|司徒|夏侯|南宫|端木|公孙")


def _tagged(word: _Word, before: str, after: str) -> Iterator[Value]:
    """A word that is tagged as a name, with the surname that stands before a given name alone."""
    if word.text in _NO_PERSON or any(char in "我你您他她这那" for char in word.text):
        return
    if len(word.text) == 1:
        return  # a surname: with its title it is found by form
    if not _WITH_TITLE.fullmatch(word.text):  # that is found by form, and its title stays
        yield from _people(word.text)
    if _COMPOUND.fullmatch(word.text):
        yield from (Value(Kind.PERSON, word.text + after[:more]) for more in (1, 2) if _CHINESE.fullmatch(after[:more]))
    elif before[-1:] and before[-1] in SURNAMES and len(word.text) == 2 and before[-1] not in _BEFORE_NAMES:
        yield Value(Kind.PERSON, before[-1] + word.text)


_BEFORE_NAMES = "和向从于时应能都全查后相那但与会给常边由在让到为跟对"


def _people(text: str) -> Iterator[Value]:
    """A name, and without what may be the beginning of the next word."""
    yield Value(Kind.PERSON, text)
    if len(text) >= 3 and text[-1] in _NEXT:
        yield Value(Kind.PERSON, text[:-1])


def _is_name(word: _Word, before: str, after: str, often: Counter[str]) -> bool:
    if not 2 <= len(word.text) <= 4 or any(char in _PLAIN for char in word.text[:2]):
        return False
    if _NO_PREFIXED.match(word.text):
        return False
    surname = word.text[0] in SURNAMES and word.text[0] not in _BEFORE_NAMES
    return bool(
        surname or word.text[0] in _PREFIX or often[word.text] > 1 or _LED.search(before) or _FOLLOWED.match(after)
    )


_FIRM_LED = re.compile(r"(?:客户|供应商|承运商|物流|隔壁|甲方|乙方|厂家|竞品|代理商)$")
_NO_FIRM = frozenset(
    "经理 主管 人员 公司 负责人 老板 部门 代表 方面 单位 现场 要求 投诉 意见 电话 系统 名单 资料 信息 需求 关系 服务 订单".split()
)


def _is_firm(word: _Word, before: str, after: str) -> bool:
    """A word of the dictionary's that stands where a firm is named and does what somebody does: 物流速达丢了一箱."""
    return bool(
        word.tag in ("n", "nz")
        and len(word.text) > 1
        and word.text not in _NO_FIRM
        and _FIRM_LED.search(before)
        and _FOLLOWED.match(after)
    )


def _company(words: list[_Word], place: int) -> Iterator[Value]:
    """A company that is called by its trade (北辰置业): the words before it that are none of the sentence's."""
    first = place
    while first and place - first < 3 and _CHINESE.fullmatch(words[first - 1].text):
        word = words[first - 1]
        names = word.tag.startswith(_NAMING_TAGS) or not word.known
        if not names and not (len(word.text) == 1 and word.tag[:1] in "gnvazhj" and word.text not in _PLAIN):
            if (
                first == place
                and words[place].text in _STRONG_TRADE
                and len(word.text) == 2
                and word.tag[:1] in "nvazj"
            ):
                first -= 1
            break
        first -= 1
    if first < place:
        name = "".join(word.text for word in words[first : place + 1])
        yield Value(Kind.COMPANY, name)
        if len(short := name[: -len(words[place].text)]) > 1:
            yield Value(Kind.COMPANY, short)
