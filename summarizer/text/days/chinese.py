"""How Chinese says a day: 下周三, 10月26号, 月底, 三天内, 第二季度末, 中秋."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import partial

from dateutil.relativedelta import relativedelta

from summarizer.text.days import almanac, feasts
from summarizer.text.days.almanac import Days, Grain, When, one
from summarizer.text.days.reading import Reading, Sort, nothing, reading, said
from summarizer.text.numerals import number

_D = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_N = r"(?:\d{1,3}|[零一二两俩三仨四五六七八九十百]{1,8})"
_YEAR = r"(?:(?P<year>今年|本年|当年|明年|后年|去年|前年|(?<!\d)(?:20)?\d\d年|二[〇零一二三四五六七八九]{3}年)的?)"
_MONTH_NAME = r"(?<![\d一二三四五六七八九十小老阿])(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九元])\s?月(?:份)?"
_MONTH_ROUND = r"(?P<round>上上|上|这|本|当|下下|下|次)一?个?月"
_MONTH = rf"(?:{_YEAR}?{_MONTH_NAME}|{_MONTH_ROUND})的?"
_WEEK = r"(?P<week>上上|上|这|本|当|下下下?|下)一?个?(?:周|星期|礼拜)"
# 周五个人总结 is about Friday, 上周三次 and 周二三个客户 count.
_NO_COUNT = r"(?![次回场篇份趟轮遍]|[个家条项位名](?!人|案|性|访|例|款|目|单|置|牌|字)|天(?!气|天))"
_WEEKDAY = rf"(?P<weekday>[一二三四五六日天]|[1-7](?!\d|[次点:/.个]))(?![号月]){_NO_COUNT}"
_WEEKDAYS = (
    {char: number for number, char in enumerate("一二三四五六日")} | {"天": 6} | {str(n): n - 1 for n in range(1, 8)}
)
_ROUNDS = {"上上": -2, "上": -1, "下": 1, "次": 1, "下下": 2, "下下下": 3}
_YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}
_UNIT = r"(?:个?工作日|个?交易日|天|周|个?星期|个?礼拜|个月|(?<=[俩仨半])月|年|个?小时|个?钟头)"
_UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year", "小时": "hour", "钟头": "hour"}  # fmt: skip
# What follows a day and not a thing with a number: 5号交, but 5号会议室 and 3号员工.
_THING = (
    r"线|楼|机(?!会)|店(?!长|庆)|库|仓|门|床|桌|房|位|码|台|炉|窗|文|件|会议室|会客|教室|厅|车|工|员|产|舱|柜|箱|院|馆|站|区|栋|单元|层|井|厂|路|街|桩|罐|泵|电梯|标段|选手|球|地铁|出口|入口|岗|摊|展|包厢|包间|样|"
    r"模|镇|村|公路|铁路|船|航|字|钢|汽油|柴油|油|方案|项目|客户|病|技师|人|令|通知|合同|订单|批|设备|主机|服务器|池|塔|锅炉|烤箱|生产|车间|工位|工地|装置|阀|货架|收银|档口|卡|球馆|会场|食堂|宿舍|试|考场|讲|案|原料|色|胶|料"
)
_NO_THING = f"(?!{_THING})(?=$|[^\\u4e00-\\u9fff]|[一二三四五六七八九十]{{1,3}}[号日]|两[天日]|[上下早中晚前后之以内的到至与和及跟或那当起开交去来给做出发见面谈聊约碰会再答回提完定我你他她它咱您大双要就先才可能把将进从在有是也都必须截签收付结办走拿取送报考培复汇评审检验试值休请停放返拜参组安盘点查看写改补填搬装调换拆修建最正刚已没不还又凌傍夜周星礼左这全公部团队供甲乙各店关抓配通核催缴充续租退订访陪替顶帮教演练录剪播推撤删印贴寄领认批准投标招离升接迎宴庆看听带让动启落兑跑飞转])"
# 月中 and 月底 followed by the rest of another word: 9月中国区, 月底薪.
_PART = r"(?P<part>[底末]?的?最后一天|[底末]?的?最后一个工作日|的?第一天|的?第一个工作日|上半月|下半月|底(?!薪|线|板|价|盘|层|色|气|细|限|座)|末(?!尾|端|位|梢|班)|初(?!步|稿|审|试|级|版|期|次|衷|心|诊|筛|验)|中旬|上旬|下旬|中(?!旬|国|心|级|央|间|秋|午|介|层|标|台|期|班|控|餐|医|文|试))"
_NTH = r"(?P<nth>第[一二三四五1-5]|最后一|头一|首)"
_GUESS = (
    r"(?:[几数]|一两|两三|三四|四五|五六|六七|七八|八九|三五|十几|几十|二十几|若干|(?:十|二十|三十|[1-9]0)(?:多|来))"
)


def _numeral(text: str) -> int:
    """A day or a count; 0 for no numeral."""
    return 1 if text == "元" else int(number(text.replace("卅", "三十")) or 0)


def _year(match: re.Match[str], session: date) -> int | None:
    stated = said(match, "year")
    if stated is None:
        return None
    if stated in _YEARS:
        return session.year + _YEARS[stated]
    digits = "".join(
        char if char.isdigit() and char.isascii() else str("零一二三四五六七八九".find(char))
        for char in stated[:-1].replace("〇", "零")
    )
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _first(match: re.Match[str], when: When) -> date | None:
    """The first day of the month that a match names; of the present one where it names none."""
    named, around, year = said(match, "month"), said(match, "round"), _year(match, when.session)
    if named:
        month = _numeral(named)
        if not 1 <= month <= 12:
            return None
        return date(year, month, 1) if year else almanac.nearest_month(month, when)
    return almanac.month_first(when.session, _ROUNDS.get(around or "", 0))


def _date(match: re.Match[str], when: When) -> Days | None:
    day, year = _numeral(match["day"]), _year(match, when.session)
    if said(match, "month") and not year:
        return one(almanac.month_day(_numeral(match["month"]), day, when))
    first = _first(match, when)
    return one(almanac.valid(first.year, first.month, day)) if first else None


def _dates(match: re.Match[str], when: When) -> Days | None:
    """3-5号, 二十五六号, 十月10到12号."""
    first, last = _numeral(match["from"]), _numeral(match["to"])
    if last < first:
        last += first // 10 * 10
    if said(match, "month", "round"):
        start_of = _first(match, when)
        start = almanac.valid(start_of.year, start_of.month, first) if start_of else None
    else:
        start = almanac.day_of_month(first, when)
    end = almanac.valid(start.year, start.month, last) if start else None
    # 5号、10号 are two days, 5到10号 a stretch.
    listed = said(match, "listed") and last != first + 1
    return Days(start, end, Grain.SPAN) if start and end and start < end and not listed else None


def _day_only(match: re.Match[str], when: When) -> Days | None:
    return one(almanac.day_of_month(_numeral(match["day"]), when))


def _month_part(match: re.Match[str], when: When) -> Days | None:
    first, part = _first(match, when), re.sub("^[底末]?的?(?=最后|第)", "", match["part"])
    if first is None:
        return None
    last = first + relativedelta(day=31)
    bare = not said(match, "month", "round")
    if part in ("底", "末", "最后一天"):
        return one(last)
    if part == "中":
        middle = first.replace(day=15)
        return None if bare and middle < when.session else one(middle)
    if part == "第一天":
        return one(first)
    if part == "最后一个工作日":
        return one(feasts.working_day(last + timedelta(days=1), -1, chinese=True))
    if part == "第一个工作日":
        return one(feasts.working_day(first - timedelta(days=1), 1, chinese=True))
    from_day, to_day = {
        "初": (1, 10),
        "上旬": (1, 10),
        "中旬": (11, 20),
        "下旬": (21, 31),
        "上半月": (1, 15),
        "下半月": (16, 31),
    }[part]
    found = Days(first.replace(day=from_day), first + relativedelta(day=to_day), Grain.SPAN)
    # On the 20th 月初 may be the past or the next one.
    return None if bare and found.end < when.session else found._replace(grain=Grain.LOOSE)


def _nth(match: re.Match[str], when: When) -> Days | None:
    """12月第一周, 下个月最后一个周五, 本月第二个星期三."""
    first, nth = _first(match, when), match["nth"]
    if first is None:
        return None
    count = -1 if nth == "最后一" else 1 if nth in ("首", "头一") else _numeral(nth[1:])
    weekday = said(match, "weekday")
    found = one(almanac.nth_weekday(first, _WEEKDAYS[weekday], count)) if weekday else almanac.nth_week(first, count)
    return None if found and found.end < when.session and not said(match, "month", "round") else found


def _month(match: re.Match[str], when: When) -> Days | None:
    first = _first(match, when)
    return almanac.month_of(first) if first else None


def _quarter(match: re.Match[str], when: When) -> Days:
    named, size = said(match, "quarter", "q"), 3
    if named:
        span = almanac.part_of_year(size, _numeral(named), _year(match, when.session), when)
    else:
        shift = _ROUNDS.get(said(match, "round") or "", 0)
        start = date(when.session.year, (when.session.month - 1) // 3 * 3 + 1, 1) + relativedelta(months=size * shift)
        span = almanac.months(start, size)
    return _ended(match, span)


def _half(match: re.Match[str], when: When) -> Days:
    number_ = 1 if match["half"] == "上" else 2
    return _ended(match, almanac.part_of_year(6, number_, _year(match, when.session) or when.session.year, when))


def _ended(match: re.Match[str], span: Days) -> Days:
    """The stretch of a match, or the end, the first or the last week or month of it."""
    if part := said(match, "part", "part2"):
        if part.endswith("月"):
            return almanac.month_of(span.start if said(match, "first") else span.end.replace(day=1))
        week = timedelta(days=6)
        return (
            Days(span.start, span.start + week, Grain.SPAN)
            if said(match, "first")
            else Days(span.end - week, span.end, Grain.SPAN)
        )
    return Days(span.end, span.end) if said(match, "end") else span


def _year_end(match: re.Match[str], when: When) -> Days:
    return Days(*(date(_year(match, when.session) or when.session.year, 12, 31),) * 2)


def _inside(match: re.Match[str], when: When) -> Days:
    """年内, 月内: until the end of the present one."""
    session = when.session
    if "周" in match[0]:
        end = almanac.week_of(session).end
    else:
        end = date(session.year, 12, 31) if "年" in match[0] else session + relativedelta(day=31)
    return Days(session, end, Grain.SPAN, due=True)


def _week(match: re.Match[str], when: When) -> Days:
    weeks = _ROUNDS.get(match["week"], 0)
    if weekday := said(match, "weekday"):
        return Days(*(almanac.monday(when.session, weeks) + timedelta(days=_WEEKDAYS[weekday]),) * 2)
    if said(match, "weekend"):
        return almanac.weekend(when.session, weeks)
    return almanac.week_of(when.session, weeks)


def _weekday(match: re.Match[str], when: When) -> Days:
    if said(match, "past"):
        return Days(*(almanac.latest(_WEEKDAYS[match["weekday"]], when.session),) * 2)
    return Days(*(almanac.coming(_WEEKDAYS[match["weekday"]], when),) * 2)


def _around(match: re.Match[str], when: When, first: int, last: int) -> Days | None:
    start, end = (when.session + timedelta(days=days) for days in (first, last))
    return Days(start, end, Grain.DAY if first == last else Grain.SPAN)


def _days(first: int, last: int | None = None) -> partial[Days | None]:
    return partial(_around, first=first, last=first if last is None else last)


def _amount(match: re.Match[str], when: When) -> Days | None:
    """三天内, 两周后, 一个半月后, 十天前, 两周后的周五."""
    stated, unit = match["count"], match["unit"].removeprefix("个")
    side = said(match, "side") or "后"
    sign = -1 if side.endswith("前") else 1
    if unit in ("工作日", "交易日"):
        day = feasts.working_day(when.session, sign * _numeral(stated), chinese=True) if stated != "半" else None
    else:
        half = stated == "半" or bool(said(match, "more_before", "more_after"))
        times = (0 if stated == "半" else _numeral(stated)) + (0.5 if half else 0)
        day = almanac.shifted(when.session, sign * times, _UNITS[unit]) if times else None
    if day is None:
        return None
    if weekday := said(match, "weekday"):
        return one(almanac.monday(day) + timedelta(days=_WEEKDAYS[weekday])) if _UNITS.get(unit) == "week" else None
    return Days(when.session, day, Grain.SPAN, due=True) if side.endswith("内") else one(day)


_FEASTS: tuple[tuple[str, str], ...] = (
    ("元旦节?", "new_year"), ("情人节", "valentine"), ("(?:三八)?妇女节|三八节", "women"), ("劳动节", "labour"), ("(?:五四)?青年节", "youth"), ("(?:六一)?儿童节|六一节", "children"),
    ("教师节", "teachers"), ("万圣节", "halloween"), ("平安夜", "christmas_eve"), ("圣诞节?", "christmas"), ("跨年夜?", "new_year_eve"), ("除夕夜?|大年三十|年三十", "spring_eve"),
    ("大年初一|正月初一", "spring"), ("元宵节?|正月十五", "lantern"), ("端午节?", "dragon_boat"), ("七夕节?", "qixi"), ("中秋节?", "mid_autumn"), ("重阳节?", "double_ninth"), ("清明节?", "tomb_sweeping"), ("感恩节", "thanksgiving"),
)  # fmt: skip
# Weeks off, sales that last for weeks, and names of streets and shops: only 前 and 当天 make a day of them.
_SEASONS: tuple[tuple[str, str], ...] = (
    ("五一(?:节|劳动节)?|劳动节", "labour"), ("十一(?![月点号日天周个年人家位单台])|国庆节?", "national"), ("春节", "spring"), ("618|六一八", "618"), ("双(?:十一|11)", "1111"), ("双(?:十二|12)", "1212"),
    ("三八", "women"), ("五四", "youth"), ("六一", "children"), ("七一", "party"), ("八一", "army"),
)  # fmt: skip
_FEAST_AFTER = r"(?=$|[^\u4e00-\u9fff\d]|前(?!一?[天周]|[两三几\d]+(?:个|[天日周])|夕|夜)|之前|以前|当天|那天|当日|上午|下午|晚上|中午|早上|[交发开出给做])"
_ONLY_THEN = r"(?=前(?!一?[天周]|[两三几\d]+(?:个|[天日周])|夕|夜)|之前|以前|当天|那天|当日)"


def _feast(match: re.Match[str], when: When, name: str) -> Days | None:
    return one(feasts.feast(name, _year(match, when.session), when), Grain.FEAST)


def _eve(match: re.Match[str], when: When, name: str) -> Days | None:
    day = feasts.feast(name, _year(match, when.session), when)
    return one(day - timedelta(days=1)) if day else None


_NAMELESS = "上下早中晚前后之以内的要再我你他她它们去来到开交给做完成见面聊谈碰跟复提发出回补办看写拿拉约走先就会能可把和与及或至起跑查改定对还得必让带试评签搬送取收拜请休全一二三四五六七八九十两各都也有没是不在换推上轮值"
CHINESE: tuple[Reading, ...] = (
    # What looks like a day and is none: what recurs, names, numbered things, guesses, days counted from another event.
    nothing(r"(?:每|逢|每逢|每隔|隔|双|单)一?个?(?:周|星期|礼拜|月)的?(?:周|星期|礼拜|月)?(?:[一二三四五六日天末底初中]|\d(?!\d))?(?:[、和到至][一二三四五六日天])*(?:\d{1,2}|[一二三四五六七八九十]{1,3})?[号日]?(?:[、和跟及,](?:\d{1,2}|[一二三四五六七八九十]{1,3})[号日])*(?:下班|收工|打烊|闭店)?"),
    nothing(r"每(?:天|日|年|季度?|晚|早)(?:底|末|初|晚|早|上午|下午)?(?:下班|收工|打烊|闭店)?"),
    nothing(r"(?:上|下|本|这)?个?周(?!六日)[一二三四五六][二三四五六日](?![号月日点:]|[个家条项位名次]|十)|周期|周边|周转|周年|周到|周全|周密|周折|周岁|周知|周围|周日(?=均|活)|[了过满][一二两三四五六七八九十]+月(?![底末初中上下旬份\d一二三])"),
    nothing(rf"(?<![\u4e00-\u9fff上下这本])周[一二三四五六日](?![{_NAMELESS}])[\u4e00-\u9fff](?=$|[也和、与,，。]|负责|请假|迟到|离职|旷工|接手|牵头|跟进|说|提|表示|反馈|汇报|认为|主动|带|在场|参加|到岗|的(?!会|课|班)|自己|经理|主管|同学|老师|总)"),
    nothing(rf"{_GUESS}个?(?:工作日|天|日|周|星期|礼拜|月|年|小时|号)(?:之?内|以内|之?后|以后|前)?|(?:这|近|那|前|头)(?:两|几|一两|些|一)(?:天|日|周|个?月|阵|段|年)(?!的?第)内?|过(?:(?:两|几|一两|些)[天日]|(?:几|一两|些)(?:周|个?月|年)|一?[阵段])"),
    nothing(r"(?:农历|阴历|旧历)(?:\S{0,4}?月)?(?:初|廿|十|二十|三十|\d)?[一二三四五六七八九十\d]*|(?:正|腊|冬|[一二三四五六七八九十]{1,2})月初[一二三四五六七八九十]|(?:腊|冬|正)月(?!十五|初一)[初廿一二三四五六七八九十]*"),
    nothing(r"(?:上|下|本|这)?一?个?(?:[一二三四]季度?|季度?)[初中](?!心|控|期)"),
    nothing(rf"(?:{_N}|半)个?(?:天|周|星期|月|季度|年){_N}[次回趟]|{_N}月(?:之?内(?!部|容)|以内)"),
    nothing(r"后天(?=养成|形成|努力|培养|因素|环境|教育|失调|习得|性)|先天|今日头条|明日之星|生日|节日|近日|改日|即日|次日|隔天|隔日|第二天|翌日|当天|当日|那天"),
    nothing(r"(?:年|节|假期?|春节|国庆节?|五一|元旦|中秋节?|端午节?|清明节?|十一|双十一|双十二|618)(?:过?后|以后|之后|期间|假期|放假|长假|小长假|假日?|档|大促|活动|前后)|(?<![今明去前后本当\d])年前|节前|年初|年中(?!旬)"),
    nothing(rf"[\u4e00-\u9fff]完[\u4e00-\u9fff]{{0,4}}?的?(?:{_N}|半)(?:个半?)?{_UNIT}(?:之?内|以内|之?后|以后)"),
    nothing(rf"(?:(?:收到|接到|拿到|交付|回来|完成|到货|出来|通过|会议?|课|报到|下单|付款|审批|验收|培训)(?:之后|以后|后|起|满)|(?:入职|上线|转正|结束|结案|签约|签完|开业|到岗|发布|开工|上岗|成立)(?:之后|以后|后|起|满)?)的?第?(?:{_N}|半)(?:个半?)?{_UNIT}(?:之?内|以内|之?后|以后)?"),
    nothing(r"(?:之日起|之后|以后|后)的?[\d一二两三四五六七八九十半]+个?(?:天|日|周|星期|月|工作日|小时)(?:之?内|以内)"),
    nothing(rf"大大后天|那一?个?(?:周|星期|礼拜)[一二三四五六日天]?|再下一?个?(?:周|星期|礼拜|月)[一二三四五六日天]?|周六福|(?:周周|天天|月月)(?:[一二三四五六日])?|第\s?{_N}(?:号|日|周|天|个?月|年)|{_D}号(?:{_THING})"),
    # Dates.
    reading(rf"{_MONTH}\s?(?P<from>{_D})[日号]?(?:到|至|-|~|–|—|(?P<listed>[、和跟及与]))(?P<to>{_D})(?:[日号](?!\d)|两[天日])", _dates),
    reading(rf"{_MONTH}\s?(?P<day>{_D})\s?(?:[日号]|(?=$|[\s,.;、。:()前早上中下晚和跟与到至~-])(?![,.:]\d)(?!\s?[次个]))", _date),
    reading(rf"(?<![第\d.])(?P<from>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]?(?:到|至|-|~|–|—|(?P<listed>[、和跟及与]))(?P<to>{_D})(?:[日号]{_NO_THING}|两[天日])", _dates),
    reading(rf"(?<![第\d.])(?P<from>{_D})[日号](?P<listed>[、和跟及与])(?P<to>{_D})[日号]", _dates),
    reading(r"(?P<from>[二三]?十[一二三四五六七八])(?P<to>[二三四五六七八九])[号日]", _dates),
    reading(rf"(?<![第\d.:/月])(?P<day>{_D})(?:号{_NO_THING}|日(?!内|游|均|报|元|本|志|后|常|子|程|期|结|清|用))(?!\d)", _day_only),
    reading(rf"(?:{_MONTH}月?|(?<![个\d蜜满])月){_PART}", _month_part),
    reading(rf"(?:{_MONTH}|(?<![个\d])月)的?{_NTH}(?:个?(?:完整)?(?:周|星期|礼拜)(?![一二三四五六日天])|个?(?:周|星期|礼拜){_WEEKDAY})", _nth),
    reading(rf"(?<![个\d]){_MONTH}(?![龄嫂薪租饼]|\s?{_D}[日号])", _month),
    # Quarters, halves, years.
    reading(rf"(?:{_YEAR}?(?:第?(?P<quarter>[一二三四1-4])季度|(?<![a-z\d])q(?P<q>[1-4])(?!\d))|(?P<round>上|这|本|当|下)一?个?季度?|(?<![一二三四四])季度?(?=末|底|结束))的?(?:(?P<end>末|底|结束|最后一天)|(?P<first>第一|头一|首)(?P<part>周|个?星期|个?月)|(?P<last>最后一)(?P<part2>周|个?星期|个?月))?", _quarter),
    reading(rf"{_YEAR}?(?P<half>上|下)半年的?(?P<end>末|底|结束|最后一天)?", _half),
    reading(rf"(?:{_YEAR}年?|(?<![一二两三四五六七八九十\d半多几个])年)(?:(?:底|末(?!尾)|终)(?!奖|考|评|总结|会|报|审|述|盘点)|结束|的?最后一天)", _year_end),
    reading(r"(?<![一二两三四五六七八九十\d半多几个整去明后上下本这])(?:周|今年|本年度?|年|本月|这个月|当月|月)之?(?:内(?!部|容)|以内)", _inside),
    # Weeks.
    reading(rf"{_WEEK}的?(?:周|星期|礼拜)?{_WEEKDAY}", _week),
    reading(rf"{_WEEK}(?P<weekend>末|六日)?", _week),
    reading(rf"(?<![老小阿一两三四五六每\d])(?:周|星期|礼拜){_WEEKDAY}(?P<past>(?:上午|下午|晚上)?(?:已经?|刚刚?|才刚))?", _weekday, Sort.WEEKDAY),
    reading(r"(?<![一两三四五六每\d])(?:周末|周六日|双休日)", lambda match, when: almanac.weekend(when.floor or when.session)),
    # Days around today.
    reading(r"今明(?:两|二)[天日]", _days(0, 1)),
    reading(r"明后(?:两|二)?[天日]", _days(1, 2)),
    reading(r"大后天", _days(3)),
    reading(r"后天", _days(2)),
    reading(r"明[天日早晚儿]", _days(1)),
    reading(r"今[天日早晚儿]", _days(0)),
    reading(r"昨[天日晚儿]", _days(-1)),
    reading(r"大前天", _days(-3)),
    reading(r"(?<![\d一二两三四五六七八九十几数])前天", _days(-2)),
    reading(r"(?:下班|收工|打烊|闭店)(?=之?前)", _days(0), Sort.WEAK),
    # Amounts.
    reading(rf"(?<!提前)(?<![第\d.满])(?P<count>{_N}|半)(?:(?P<more_before>个半)(?=月|小时|星期))?(?P<unit>{_UNIT})(?P<more_after>半)?(?P<side>之?内(?!部|容|外|心|训|测)|以内|之?后(?!续|面|台|期|勤|端)|以后|过后|之前|以前|前(?!天|台|期|端|任))(?:的?(?:周|星期|礼拜){_WEEKDAY})?", _amount),
    reading(r"(?<![第\d.满])(?P<count>\d{1,2}|[一二三四五六七八九十]+)(?P<unit>日)(?P<side>之?内|以内)", _amount),
    reading(rf"(?:再过|(?<![超不经通已熬度])过)(?P<count>{_N}|半)(?:(?P<more_before>个半)(?=月|小时|星期))?(?P<unit>{_UNIT})(?P<more_after>半)?(?:之?后|以后)?", _amount),
)  # fmt: skip
"""Matches normalised text (`summarizer.text.normal`)."""

ANY_FEAST = "|".join(words for words, _ in (*_FEASTS, *_SEASONS))
CHINESE_FEASTS: tuple[Reading, ...] = (
    *(reading(rf"{_YEAR}?(?:{words}){_FEAST_AFTER}", partial(_feast, name=name)) for words, name in _FEASTS),
    *(reading(rf"{_YEAR}?(?:{words}){_ONLY_THEN}", partial(_feast, name=name)) for words, name in _SEASONS),
    *(reading(rf"{_YEAR}?(?:{words})的?前(?:一[天日]|夕|夜)", partial(_eve, name=name)) for words, name in (*_FEASTS, *_SEASONS)),
    *(nothing(rf"(?:{words})的?前(?!夕|夜|一[天日])(?:{_N}|几)个?(?:天|周|星期|月)") for words, _ in (*_FEASTS, *_SEASONS)),
)  # fmt: skip
"""Likewise, of texts that name one (`ANY_FEAST`)."""
