"""Quantities in statements and notes: equal across the forms people write them in, different otherwise."""

# ruff: noqa: E501  (tables of texts are read a line an entry)

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import cn2an
import pytest

from summarizer.text.normal import normalise
from summarizer.text.numerals import number
from summarizer.text.quantities import Measure, Quantity, quantities, same
from summarizer.verification.figures import alike

EQUAL: dict[str, tuple[Measure, list[str]]] = {
    "three quarters": (Measure.PERCENT, ["75%", "百分之七十五", "７５％", "75 %", "七成五", "七成半", "75 percent"]),
    "seven and a half per cent": (Measure.PERCENT, ["7.5%", "百分之七点五", "７．５％", "百分之7.5", "7.5 percent"]),
    "a half": (Measure.PERCENT, ["50%", "一半", "五成", "百分之五十", "二分之一"]),
    "a third": (Measure.PERCENT, ["三分之一", "3分之1"]),
    "all": (Measure.PERCENT, ["100%", "百分之百", "百分百", "百分之一百"]),
    "half an hour": (Measure.DURATION, ["半小时", "30分钟", "半个小时", "三十分钟", "30 minutes", "half an hour", "30min", "0.5小时", "半个钟头"]),
    "an hour": (Measure.DURATION, ["1小时", "一个小时", "60分钟", "六十分钟", "an hour", "one hour", "1h", "１小时"]),
    "an hour and a half": (Measure.DURATION, ["1.5小时", "一个半小时", "90分钟", "1小时30分", "一点五小时", "an hour and a half", "one and a half hours", "ninety minutes", "1.5 hours", "1 hr 30 min"]),
    "three quarters of an hour": (Measure.DURATION, ["45分钟", "三刻钟", "四十五分钟", "45 mins", "forty-five minutes"]),
    "a fortnight": (Measure.DURATION, ["两周", "14天", "两个星期", "two weeks", "2 weeks", "十四天"]),
    "a day with its year": (Measure.DATE, ["2025-10-26", "2025/10/26", "2025.10.26", "2025年10月26日", "二〇二五年十月二十六日", "二零二五年十月二十六日", "Oct. 26, 2025", "26 October 2025", "２０２５年１０月２６日"]),
    "a day": (Measure.DATE, ["10/26", "10月26日", "十月二十六号", "Oct 26", "10.26", "10月26", "10 月 26 日", "October 26th", "26 October", "the 26th of October"]),
    "two in the afternoon": (Measure.TIME, ["下午两点", "14:00", "2 pm", "下午2点", "下午二点", "14点", "十四点", "2pm", "2:00 pm", "１４：００", "下午两点钟"]),
    "half past nine": (Measure.TIME, ["上午九点半", "9:30 am", "上午9:30", "早上九点半", "上午九点三十"]),
    "a quarter past nine": (Measure.TIME, ["上午九点一刻", "9:15 am", "上午九点十五分"]),
    "midnight": (Measure.TIME, ["晚上十二点", "凌晨12点", "12 am"]),
    "wednesday": (Measure.WEEKDAY, ["周三", "星期三", "礼拜三", "Wednesday", "Wed", "周3"]),
    "next monday": (Measure.WEEKDAY, ["下周一", "下星期一", "下礼拜一", "next Monday"]),
    "ten months in": (Measure.PERIOD, ["10月份", "十月份", "10月", "十月"]),
    "two thousand": (Measure.NUMBER, ["2000", "2,000", "两千", "二千", "２０００", "2k", "2千"]),
    "thirty-five thousand": (Measure.NUMBER, ["35000", "3.5万", "三万五", "三万五千", "三点五万", "3.5w", "35,000"]),
    "thirteen": (Measure.NUMBER, ["13", "十三", "thirteen", "１３"]),
    "twenty-five": (Measure.NUMBER, ["25", "二十五", "twenty-five"]),
    "two": (Measure.NUMBER, ["2", "两", "二", "俩", "two"]),
}  # fmt: skip

DIFFERENT: list[tuple[str, str]] = [
    ("75%", "7.5%"), ("75%", "百分之七"), ("75%", "75"), ("三分之一", "三分之二"), ("七成", "七成五"),
    ("30分钟", "30小时"), ("3分钟", "三小时"), ("半小时", "半天"), ("50分钟", "15分钟"), ("一个半小时", "一小时"), ("两周", "两天"),
    ("三", "十三"), ("3", "13"), ("3", "3万"), ("三百", "三千"), ("three", "thirteen"), ("twenty-five", "twenty"), ("two", "twelve"),
    ("10/26", "11/26"), ("10月26日", "10月27日"), ("2025-10-26", "2024-10-26"), ("十月", "十一月"), ("10月", "10个月"), ("2025年", "2024年10月26日"), ("26号", "10月16日"),
    ("下午两点", "上午两点"), ("14:00", "14:30"), ("下午两点", "下午三点"), ("2 pm", "2 am"), ("12 am", "12 pm"), ("晚上十二点", "中午十二点"), ("九点半", "九点"),
    ("周三", "周四"), ("下周三", "这周三"), ("上周五", "下周五"), ("next Friday", "this Friday"),
]  # fmt: skip

LEFT_UNSAID: list[tuple[str, str]] = [
    ("10月26日", "2025年10月26日"), ("26号", "10/26"), ("by the 26th", "Oct 26"), ("10月", "10/26"), ("2025年", "2025-10-26"),
    ("两点", "14:00"), ("9:30", "上午九点半"), ("周三", "下周三"), ("Friday", "next Friday"),
]  # fmt: skip

NOT_NUMBERS = [
    "一起", "统一", "十分满意", "一定", "一直", "万一", "唯一", "一些", "一样", "一下", "一旦", "专一", "逐一核对", "原因之一", "第一时间",
    "好一点", "快一点", "千万别", "百般", "四处", "两难", "再三叮嘱", "三心二意", "乱七八糟", "三番五次", "接二连三", "一对一", "1-on-1", "1on1",
    "one-on-one", "no one", "someone", "周期", "周到", "完成", "成长", "七八个", "三五天", "半天没说话", "she sat down with him", "May asked", "the tenant",
]  # fmt: skip

IN_CONTEXT: list[tuple[str, list[tuple[Measure, str]]]] = [
    ("10月3次返工", [(Measure.PERIOD, "10月"), (Measure.NUMBER, "3")]),
    ("每周一次", [(Measure.NUMBER, "一")]),
    ("周五个人总结", [(Measure.WEEKDAY, "周五")]),
    ("10.26 周日下午", [(Measure.DATE, "10.26"), (Measure.WEEKDAY, "周日")]),
    ("版本3.5下周五上", [(Measure.NUMBER, "3.5"), (Measure.WEEKDAY, "下周五")]),
    ("提了两点建议", [(Measure.NUMBER, "两")]),
    ("10/26 聊了50分钟，达成75%", [(Measure.DATE, "10/26"), (Measure.DURATION, "50分钟"), (Measure.PERCENT, "75%")]),
    ("三成完成", [(Measure.PERCENT, "三成")]),
    ("2025年10月26日14:30", [(Measure.DATE, "2025年10月26日"), (Measure.TIME, "14:30")]),
    ("thirteen of the 45 calls on Sat morning", [(Measure.NUMBER, "thirteen"), (Measure.NUMBER, "45"), (Measure.WEEKDAY, "sat")]),
    ("定于Oct 26和周三3pm各谈30min", [(Measure.DATE, "oct 26"), (Measure.WEEKDAY, "周三"), (Measure.TIME, "3pm"), (Measure.DURATION, "30min")]),
    ("定期1-on-1聊了半小时", [(Measure.DURATION, "半小时")]),
    ("十点十分开会，谈十分钟", [(Measure.TIME, "十点十分"), (Measure.DURATION, "十分钟")]),
]  # fmt: skip


PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "fixtures" / "quantities" / "pairs.jsonl").read_text("utf-8").splitlines()
]
UNREAD = {"一打"}
"""A dozen; 打 is to hit, to call and much else before that."""


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, f"{text}: {found}"
    return found[0]


@pytest.mark.parametrize(("measure", "forms"), EQUAL.values(), ids=EQUAL.keys())
def test_one_quantity_in_all_its_forms(measure: Measure, forms: list[str]) -> None:
    for form in forms:
        assert only(form).measure is measure, form
    for one, other in combinations(forms, 2):
        assert same(only(one), only(other)), f"{one} / {other}"
        assert same(only(other), only(one)), f"{other} / {one}"


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=lambda text: text)
def test_different_quantities(one: str, other: str) -> None:
    pairs = [(mine, theirs) for mine in quantities(one) for theirs in quantities(other)]
    assert pairs
    assert not all(same(mine, theirs) for mine, theirs in pairs)


@pytest.mark.parametrize(("less", "more"), LEFT_UNSAID, ids=lambda text: text)
def test_what_one_side_leaves_unsaid_does_not_differ(less: str, more: str) -> None:
    assert same(only(less), only(more))
    assert same(only(more), only(less))


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_words_with_numerals_count_nothing(text: str) -> None:
    assert not [quantity for quantity in quantities(text) if not quantity.article]


@pytest.mark.parametrize(("text", "expected"), IN_CONTEXT, ids=[text for text, _ in IN_CONTEXT])
def test_quantities_in_a_sentence(text: str, expected: list[tuple[Measure, str]]) -> None:
    found = quantities(text)
    assert [(quantity.measure, quantity.text) for quantity in found] == expected
    for quantity in found:
        assert normalise(text)[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize(
    "text",
    [
        "13月40日",
        "25:00",
        "百分之",
        "二〇二五",
        "点点点",
        "周",
        "1/0",
        "0月0日",
        "half",
        "²½①",
        "٣٠ دقيقة",
        "一" * 300,
        "9" * 400,
    ],
)
def test_odd_numerals_break_nothing(text: str) -> None:
    for quantity in quantities(text):
        assert normalise(text)[quantity.start : quantity.end] == quantity.text


def test_small_numerals_are_what_the_library_makes_of_them() -> None:
    for value in range(1, 1000):
        said = cn2an.an2cn(value)
        assert number(said) == value
        assert number(said.replace("一十", "十")) == value
    assert [number(said) for said in ("两百", "两百零五", "三百五", "一千二")] == [200, 205, 350, 1200]


def says_the_same(one: str, other: str) -> bool:
    """Whether each quantity of either text is, with its unit, one of the other."""
    texts = normalise(one), normalise(other)
    mine, theirs = (quantities(text) for text in texts)
    return bool(mine and theirs) and all(
        any(alike(here, here_text, there, there_text) for there in among)
        for held, here_text, among, there_text in (
            (mine, texts[0], theirs, texts[1]),
            (theirs, texts[1], mine, texts[0]),
        )
        for here in held
    )


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['one']} | {pair['other']}")
def test_pairs(pair: dict[str, Any]) -> None:
    if pair["one"] not in UNREAD:
        assert says_the_same(pair["one"], pair["other"]) is pair["equal"]
