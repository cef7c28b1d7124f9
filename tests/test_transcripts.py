"""Transcripts of every tool become lines that keep who said what and when; nothing is lost without a word."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.errors import InputError, SummarizerError
from summarizer.notes import InputFormat, Notes, from_bytes, read_file
from summarizer.notes.conversion import FEW_PAGES
from summarizer.notes.turns import MAX_WIDTH, width
from summarizer.rendering import render
from tests.support.command import lines, summarizer
from tests.support.drafts import draft_of, said
from tests.support.endpoint import Endpoint

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "fixtures" / "transcripts"
SAMPLES = ROOT.parent / "shared" / "samples"

Spoken = tuple[str | None, str | None, str, int | None]
"""Clock, speaker, words, line of the file."""

READ: dict[str, list[Spoken]] = {
    "captions.sbv": [
        ("00:00:00", None, "We said we would look at the rota again. It still has two gaps on Sundays.", 2),
    ],
    "captions.srt": [
        ("00:00:01", "纪舟", "你先说说，这个月的盘点为什么拖到九号？", 3),
        ("00:00:06", "何苗", "系统里的库位没改，我是一格一格对的。对了三天。", 11),
        (None, "纪舟", "那下次怎么办？", 22),
        ("00:00:21", "何苗", "下次月底前我先把库位改掉。", 26),
    ],
    "export.pdf": [
        (None, None, "带教谈话", None),
        ("00:00:03", "彭青", "这周的巡房你漏了两间。", None),
        ("00:00:08", "邹然", "是，我换班的时候没看表。", None),
        ("00:00:15", "彭青", "那以后换班先看表，周五我来看。", None),
    ],
    "feishu.txt": [
        (None, None, "2026年3月4日 下午 2:05|18分钟 20秒", 1),
        ("00:00:03", "说话人 1", "先说好的，上周的晨会你带得很稳。", 8),
        ("00:00:03", "说话人 1", "就是白板没人看。", 9),
        ("00:00:14", "说话人 2", "嗯，大家都站得远，看不清上面的字。", 12),
        ("00:00:31", "说话人 1", "我们改到下午 2:30 开，灯开着。", 18),
        ("01:02:40", "说话人 2", "行，周五前我把字号换成大的。", 21),
    ],
    "form.docx": [
        (None, None, "面谈记录", None),
        (None, None, "辅导对象：沈一川", None),
        (None, None, "辅导日期：2026-04-02", None),
        (None, None, "行动计划：", None),
        (None, None, "- 每天核一次到货单", None),
        (None, None, "- 四月十日前交清单", None),
        (None, None, "跟进定在周四下午", None),
        (None, None, "辅导人：季安", None),
    ],
    "iflyrec.txt": [
        ("00:00:03", "主管", "今天就一件事，夜班的温度记录。", 1),
        ("00:00:09", "小柯", "漏了两次，我知道。", 2),
        ("00:00:12", "主管", "为什么漏？", 3),
        ("00:00:15", "小柯", "那个点正好在换班，没人记得是谁的。", 4),
    ],
    "labelled.txt": [
        (None, "发言人1", "这次主要想听你说说排班。", 1),
        (None, "发言人2", "周末我连着上了三周。", 2),
        (None, "发言人1", "嗯。", 3),
        (None, "发言人2", "我想以后隔周休一次，行不行都可以商量。", 4),
        (None, "发言人1", "可以，我月底前给你新的表。", 6),
    ],
    "minutes.md": [
        (None, None, "---", 1),
        (None, None, "title: Line 4 check-in", 2),
        (None, None, "date: 2026-02-10T08:30:00", 3),
        (None, None, "attendees: [Ines, Rob]", 4),
        (None, None, "---", 5),
        (None, None, "## Transcript", 7),
        ("00:00:00", "SPEAKER_0", "Rob, how is the new line doing?", 9),
        ("00:00:04", "SPEAKER_1", "Two stops a shift, mostly the feeder.", 11),
        (None, None, "## Next steps", 13),
        (None, None, "- Rob checks the feeder by Friday", 15),
    ],
    "named.txt": [
        (None, None, "录音转写 2026年8月11日 09:40", 1),
        (None, None, "说话人：俞晴、骆远", 2),
        ("00:00:02", "俞晴", "喂 听得到吗", 5),
        ("00:00:05", "骆远", "听得到 你说", 7),
        (None, "俞晴", "先看上个月的拜访 一共十二家", 9),
        ("00:00:18", "骆远", "嗯 有三家没去成", 11),
        ("00:00:24", "俞晴", "那这三家 下周补上", 13),
    ],
    "otter.txt": [
        (
            "00:00:00",
            "Mireille Kagan",
            "Let's look at the two audits. The first went well, and the second was missing the calibration sheets.",
            2,
        ),
        ("00:00:14", "Ted", "That was me. I had them on my desk.", 8),
        ("00:00:21", "Unknown Speaker", "Sorry, wrong room.", 11),
        ("01:02:05", "Mireille Kagan", "So by 30 June you scan them the same day.", 14),
    ],
    "page.html": [
        ("00:00:03", "Nadia Brandt", "Let us talk about the two late reports.", None),
        ("00:00:09", "Jo Tanaka", "Both were waiting for the lab.", None),
        ("00:00:15", "Nadia Brandt", "Then ask the lab on Mondays.", None),
    ],
    "rolling.vtt": [
        ("00:00:01", None, "so let's start with the returns you had in May", 6),
    ],
    "teams-old.docx": [
        ("00:00:05", "Ada Brook", "Did the supplier answer?", None),
        ("00:00:09", "Lee Chan", "Only about the price.", None),
        ("00:00:13", "Ada Brook", "Then call them on Monday.", None),
    ],
    "teams.docx": [
        (None, None, "Weekly check-in", None),
        (None, None, "June 3, 2026, 9:00AM", None),
        (None, None, "14m 20s", None),
        ("00:00:05", "Petra Lund", "How is the new gauge working out?", None),
        ("00:00:11", "Sam Okoro", "It drifts after lunch, so I recalibrate.", None),
        ("00:00:19", "Petra Lund", "Write the times down until Friday, please.", None),
        ("01:02:03", "Sam Okoro", "I will.", None),
    ],
    "teams.vtt": [
        ("00:00:04", "卫岚", "早，小满，坐。今天二十分钟，聊聊返工的事。", 7),
        ("00:00:07", "丁小满", "好。上周那批窗框返了三十一件，我自己量的时候都合格，装上去就翘。", 11),
        ("00:00:14", "卫岚", "我看了记录，量的都是刚下线的热件。", 20),
        ("00:00:14", "丁小满", "啊，对。", 20),
        ("00:12:31", "丁小满", "那我从明天起等两个小时再量，R&D 那张表也补上。", 24),
    ],
    "tencent.docx": [
        (None, None, "腾讯会议 会议转写", None),
        ("00:00:03", "葛青山", "这个月的抽检你怎么看？", None),
        ("00:00:09", "任小路", "不合格的都是同一台机器。", None),
        ("00:00:16", "葛青山", "那先停一天，查一下。", None),
    ],
    "tencent.txt": [
        ("00:00:02", "唐越", "这次想跟你聊聊客户投诉。", 1),
        ("00:00:07", "方知夏(市场部)", "好，我也想说这个。", 3),
        ("00:00:12", "唐越", "上个月一共七起，四起是发货晚了。", 5),
        ("00:00:20", "方知夏(市场部)", "是，仓库换系统那周最多。", 7),
    ],
    "tingwu.txt": [
        (None, None, "新人带教复盘", 1),
        (None, None, "2026年5月20日", 2),
        ("00:00:05", "发言人 1", "你来了三个礼拜，感觉怎么样？", 3),
        ("00:00:11", "发言人 2", "还行吧，就是电话一多就慌。", 4),
        ("00:00:18", "发言人 1", "慌的时候你会先做什么？", 5),
        ("01:20:05", "发言人 2", "先记下来再回，我打算做个本子。", 6),
    ],
    "whisper.json": [
        ("00:00:00", None, "So the stock list. It was off by twelve pallets.", None),
    ],
    "whisper.txt": [
        (
            "00:00:00",
            None,
            "So how did the first week go? Better than I thought, but the tickets keep coming in at five.",
            1,
        ),
    ],
    "whisperx.json": [
        ("00:00:00", "SPEAKER_00", "上周的巡检单你看了吗？", None),
        ("00:00:04", "SPEAKER_01", "看了，缺了两张，我今天补。", None),
        ("00:00:07", None, "好。", None),
    ],
    "words.json": [
        ("00:00:00", None, "Could you recount them?", None),
    ],
    "zoom-chat.txt": [
        ("15:14:56", "Lena Ortiz", "link to the checklist is in the folder", 1),
        ("15:15:20", "Bo Lind", "thanks, I will fill it in by Thursday", 3),
    ],
    "zoom.vtt": [
        (
            "00:00:02",
            "Hanna Voss",
            "Thanks for staying late, Tariq. I wanted to talk about the handover: "
            "it went wrong twice in the last week.",
            5,
        ),
        ("00:00:12", "Tariq Aziz", "Yes. I left before the night shift had signed.", 17),
        ("00:00:17", "Hanna Voss", "So what would help you stay until they have?", 21),
    ],
}

REMARKS = {
    "captions.srt": [("read.bad_time", (18,)), ("read.no_time", (22,))],
    "feishu.txt": [("read.left_out", (3, 4, 6))],
    "named.txt": [("read.bad_time", (8,))],
    "otter.txt": [("read.left_out", (16,))],
    "teams.docx": [("read.left_out", (4, 13))],
    "whisper.json": [("read.no_words_entry", (2,))],
}
CONVERTED = ("export.pdf", "page.html")


def spoken(notes: Notes) -> list[Spoken]:
    return [(line.clock, line.speaker, line.text, line.source_line) for line in notes.lines]


def refused(data: bytes, message: str, form: InputFormat | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        from_bytes(data, "talk.bin", form=form)
    assert caught.value.message == message
    assert int(caught.value.exit_code) == 4
    assert "\n" not in str(caught.value)
    assert "talk.bin" in str(caught.value)
    return caught.value


# What each format keeps


def test_every_fixture_is_expected() -> None:
    assert set(READ) == {file.name for file in FOLDER.iterdir()}


@pytest.mark.parametrize("name", READ)
def test_a_format_keeps_words_speakers_times_and_places(name: str) -> None:
    notes = read_file(FOLDER / name)
    assert spoken(notes) == READ[name]
    assert [line.number for line in notes.lines] == list(range(1, len(notes.lines) + 1))
    assert [tuple(remark) for remark in notes.remarks] == REMARKS.get(name, [])


@pytest.mark.parametrize("name", [name for name in READ if name not in CONVERTED])
def test_the_content_tells_the_format_whatever_the_name(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    assert spoken(from_bytes(data, "pasted")) == READ[name]
    assert spoken(from_bytes(data, "wrong.json")) == READ[name]


@pytest.mark.parametrize("name", ["captions.srt", "feishu.txt", "labelled.txt", "whisperx.json", "teams.vtt"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["crlf", "cr"])
def test_encodings_and_line_ends_do_not_matter(name: str, encoding: str, end: str) -> None:
    text = (FOLDER / name).read_text("utf-8").replace("\n", end)
    assert spoken(from_bytes(text.encode(encoding), "x")) == READ[name]


PLAIN = [
    path
    for folder in ("notes", "gold/dev", "gold/test")
    for path in sorted((ROOT / "fixtures" / folder).iterdir())
    if path.suffix in (".txt", ".md") and "transcript" not in path.stem
]


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.name)
def test_notes_stay_as_they_stand(path: Path) -> None:
    notes = read_file(path)
    assert notes.text.split("\n") == path.read_text("utf-8").rstrip("\n").split("\n")
    assert all(line.number == line.source_line and line.speaker is None for line in notes.lines)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("签到 9:00\n培训 9:30\n午休 12:00\n复盘 14:00\n散会 15:00", id="an-agenda"),
        pytest.param("9:00\n签到\n9:30\n培训\n10:00\n复盘", id="an-agenda-of-times"),
        pytest.param("姓名：李明\n部门：市场\n日期：10/26\n主题：复盘\n目标：签三家", id="a-form"),
        pytest.param(
            "任务：写表\n责任人：李明\n任务：开会\n责任人：王芳\n任务：复盘\n责任人：李明", id="a-list-of-actions"
        ),
        pytest.param("Employee: Jo\nManager: Sam\nDate: 2 May\nTopic: returns\nGoal: fewer", id="an-english-form"),
        pytest.param("跟李明约了 14:00\n他说：做不完\n我说：先做急的", id="quotes-in-notes"),
    ],
)
def test_what_only_looks_like_turns_is_notes(text: str) -> None:
    assert [line.text for line in from_bytes(text.encode(), "x").lines] == text.split("\n")


@pytest.mark.parametrize("path", sorted(ROOT.glob("fixtures/gold/*/*.[vs][tr]t")), ids=lambda path: path.name)
def test_the_gold_recordings_lose_no_word(path: Path) -> None:
    notes = read_file(path)
    raw = path.read_text("utf-8")
    words = "".join("".join(line.text.split()) for line in notes.lines)
    assert len({line.speaker for line in notes.lines}) == 2
    assert all(line.time is not None for line in notes.lines)
    for line in raw.splitlines():
        if line.strip() and "-->" not in line and not line.strip().isdigit() and line != "WEBVTT":
            plain = line.removesuffix("</v>").split(">", 1)[-1] if line.startswith("<v") else line.split("：", 1)[-1]
            assert "".join(plain.split()) in words


# Told apart on purpose


def test_an_input_format_wins_over_the_content() -> None:
    data = (FOLDER / "feishu.txt").read_bytes()
    as_notes = from_bytes(data, "x", form=InputFormat.TEXT)
    assert [line.text for line in as_notes.lines] == data.decode().rstrip("\n").split("\n")
    one_turn = "李明 3:07\n我周五交。".encode()
    assert from_bytes(one_turn, "x").lines[0].speaker is None
    assert spoken(from_bytes(one_turn, "x", form=InputFormat.TRANSCRIPT)) == [("00:03:07", "李明", "我周五交。", 2)]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        (InputFormat.DOCX, "input.broken_document"),
        (InputFormat.PDF, "input.broken_document"),
        (InputFormat.JSON, "input.bad_json"),
        (InputFormat.TRANSCRIPT, "input.no_turns"),
    ],
)
def test_notes_in_a_format_they_are_not_in_are_refused(form: InputFormat, message: str) -> None:
    refused("今天聊了排班".encode(), message, form)


def test_the_ending_decides_where_the_content_does_not() -> None:
    broken = "1\n00:00:0x --> 00:00:0y\n罗青：我来晚了。\n".encode()
    notes = from_bytes(broken, "talk.srt")
    assert spoken(notes) == [(None, "罗青", "我来晚了。", 3)]
    assert [tuple(remark) for remark in notes.remarks] == [("read.bad_time", (2,))]


# Turns and long lines


def test_a_long_turn_is_cut_at_sentences_with_the_time_each_begins() -> None:
    sentence = "我把这周拜访过的客户按行业重新排了一遍，发现真正有预算的只有三家。"
    cues = "".join(
        f"00:{index // 6:02}:{index % 6 * 10:02}.000 --> 00:{index // 6:02}:{index % 6 * 10 + 9:02}.000\n"
        f"<v 马越>{sentence}\n\n"
        for index in range(30)
    )
    found = from_bytes(f"WEBVTT\n\n{cues}".encode(), "x.vtt").lines
    assert "".join(line.text for line in found) == sentence * 30
    assert all(width(line.text) <= MAX_WIDTH and line.text.endswith("。") for line in found)
    assert [line.clock for line in found] == [
        f"00:{index // 6:02}:{index % 6 * 10:02}" for index in range(0, 30, MAX_WIDTH // width(sentence))
    ]


def test_a_turn_without_any_sentence_end_is_cut_all_the_same() -> None:
    found = from_bytes(json.dumps({"text": "哈" * 1000 + "a" * 1000}).encode(), "x").lines
    assert "".join(line.text for line in found) == "哈" * 1000 + "a" * 1000
    assert all(width(line.text) <= MAX_WIDTH for line in found)


def test_cues_without_punctuation_keep_a_gap_between_clauses() -> None:
    cues = "1\n00:00:01,000 --> 00:00:02,000\n喂 听得到吗\n\n2\n00:00:02,000 --> 00:00:03,000\n那我们开始\n"
    assert [line.text for line in from_bytes(cues.encode(), "x").lines] == ["喂 听得到吗 那我们开始"]


def test_people_who_say_the_same_thing_twice_are_heard_twice() -> None:
    cues = "".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},000\n{text}\n\n"
        for n, text in enumerate(["甲：对。", "乙：对。", "甲：好的。", "甲：好的。", "乙：那就周五。"])
    )
    found = from_bytes(cues.encode(), "x").lines
    assert [line.text for line in found] == ["对。", "对。", "好的。好的。", "那就周五。"]


NAME = st.text("李明王芳赵越钱安孙宁", min_size=2, max_size=3)
WORDS = st.text("我们把周报改成每天下午交然后再看结果", min_size=4, max_size=60).map(lambda text: text + "。")


def _hms(at: int) -> str:
    return f"{at // 3600:02}:{at // 60 % 60:02}:{at % 60:02}"


WRITERS: dict[str, Callable[[int, str, str], str]] = {
    "teams": lambda at, name, text: f"{_hms(at)}.000 --> {_hms(at + 9)}.000\n<v {name}>{text}</v>\n\n",
    "srt": lambda at, name, text: f"{at}\n{_hms(at)},000 --> {_hms(at + 9)},000\n{name}：{text}\n\n",
    "feishu": lambda at, name, text: f"{name} {_hms(at)} \n{text}\n\n",
    "tencent": lambda at, name, text: f"{name}({_hms(at)}): {text}\n\n",
    "iflyrec": lambda at, name, text: f"[{_hms(at)}] {name}：{text}\n",
    "tingwu": lambda at, name, text: f"{name} {_hms(at)} {text}\n",
    "three-lines": lambda at, name, text: f"{name}\n{_hms(at)}\n{text}\n",
    "time-first": lambda at, name, text: f"{_hms(at)} {name}\n{text}\n\n",
    "zoom": lambda at, name, text: f"[{name}] {_hms(at)}\n{text}\n\n",
}


@pytest.mark.parametrize("tool", WRITERS)
@settings(max_examples=40, deadline=None)
@given(
    names=st.lists(NAME, min_size=2, max_size=3, unique=True),
    talk=st.lists(st.tuples(st.integers(0, 2), WORDS), min_size=4, max_size=12),
)
def test_what_is_planted_in_a_tools_layout_is_found(tool: str, names: list[str], talk: list[tuple[int, str]]) -> None:
    turns = [
        (at * 40, names[who % len(names)], text)
        for at, (who, text) in enumerate([(0, "开始吧。"), (1, "好的。"), *talk])
    ]
    text = ("WEBVTT\n\n" if tool == "teams" else "") + "".join(WRITERS[tool](*turn) for turn in turns)
    found = from_bytes(text.encode(), "x").lines
    assert [(line.clock, line.speaker, line.text) for line in found] == [
        (_hms(at), name, text) for at, name, text in turns
    ]


# Evidence


@pytest.mark.parametrize(
    ("name", "number", "quote", "footnote"),
    [
        ("teams.vtt", 5, (0, 14), "00:12:31 丁小满：“那我从明天起等两个小时再量，R&D 那张表也补上。”"),
        ("whisper.json", 1, (0, 5), "00:00:00："),
        ("labelled.txt", 5, (0, 5), "第 6 行 发言人1："),
        ("feishu.txt", 1, (0, 5), "第 1 行："),
        ("form.docx", 2, (0, 5), "第 2 行：“辅导对象：沈一川”"),
    ],
)
def test_a_footnote_leads_back_to_the_recording(name: str, number: int, quote: tuple[int, int], footnote: str) -> None:
    draft = draft_of({"basics.topic": said("话题", (number, *quote))})
    assert f"[^1]: {footnote}" in render(draft, read_file(FOLDER / name)).replace("\\", "").replace("&amp;", "&")


# Broken files


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as running:
        yield running


def test_the_command_says_line_by_line_what_could_not_be_read(endpoint: Endpoint) -> None:
    file = FOLDER / "captions.srt"
    ran = summarizer("draft", file, "--base-url", endpoint.base_url, "--model", "m")
    assert ran.code == 0
    assert f"{file}: line 18: the time cannot be read; the words are kept without it" in lines(ran.err)
    assert f"{file}: line 22: words without a time; kept without it" in lines(ran.err)


def test_quiet_still_tells_what_is_broken_but_not_what_the_tool_had_added(endpoint: Endpoint) -> None:
    loud, quiet = (
        summarizer("draft", FOLDER / name, "-q", "--base-url", endpoint.base_url, "--model", "m").err
        for name in ("named.txt", "feishu.txt")
    )
    assert "line 8" in loud
    assert "left out" not in quiet


def test_the_command_refuses_an_unreadable_document_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "talk.docx"
    file.write_bytes((FOLDER / "teams.docx").read_bytes()[:9000])
    ran = summarizer("draft", file)
    assert (ran.code, ran.out) == (4, "")
    assert len(lines(ran.err)) == 1
    assert "talk.docx: broken, or no Word file at all" in ran.err


def test_the_command_takes_an_input_format(endpoint: Endpoint) -> None:
    ran = summarizer(
        "draft", FOLDER / "teams.vtt", "--input-format", "text", "--base-url", endpoint.base_url, "--model", "m"
    )
    assert ran.code == 0
    assert "teams.vtt（24 行）" in ran.out
    assert summarizer("draft", FOLDER / "teams.vtt", "--input-format", "word").code == 2


def test_json_that_breaks_off_gives_what_stands_before() -> None:
    text = (FOLDER / "whisperx.json").read_text("utf-8")
    notes = from_bytes(text[: text.index("看了，")].encode(), "x.json")
    assert [line.text for line in notes.lines] == ["上周的巡检单你看了吗？"]
    assert [tuple(remark) for remark in notes.remarks] == [("read.cut_off", (4,))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"name": "x", "version": 2}', "input.no_words"),
        ('[{"start": 1, "end": 2, "speaker": "speaker0"}]', "input.no_words"),
        ('{"segments": [', "input.bad_json"),
        ('{"a": ' * 100_000, "input.bad_json"),
        ('[{"text": "a", "start": ' + "9" * 5000 + "}]", "input.bad_json"),
    ],
    ids=["other-json", "only-who", "cut-at-once", "deep", "long-number"],
)
def test_json_without_words_is_refused(text: str, message: str) -> None:
    refused(text.encode(), message)


@pytest.mark.parametrize("start", ["NaN", "1e999", "-5", '"soon"', "null", "true"])
def test_a_time_that_is_none_costs_no_words(start: str) -> None:
    notes = from_bytes(f'{{"segments": [{{"start": {start}, "text": "hello there"}}]}}'.encode(), "x")
    assert spoken(notes) == [(None, None, "hello there", None)]


def test_the_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "markitdown", None)
    error = refused((FOLDER / "export.pdf").read_bytes(), "input.needs_extra")
    assert "pip install 'summarizer[documents]'" in str(error)


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF with these lines on its pages."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, written in enumerate(pages):
        shown = "BT /F1 11 Tf 60 780 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in written) + " ET"
        page = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {page} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    made, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return f"{made}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")


@pytest.mark.parametrize("count", [FEW_PAGES, FEW_PAGES + 1], ids=["few", "many"])
def test_a_talk_of_many_pages_reads_like_one_of_few(count: int) -> None:
    asked, told = "Turn {} of the talk about the stock count.", "Answer {}."
    pages = [[f"Dana Reyes 00:0{n}:05", asked.format(n), f"Lee Park 00:0{n}:35", told.format(n)] for n in range(count)]
    turns = [(line.speaker, line.text) for line in from_bytes(pdf(pages), "talk.pdf").lines]
    assert turns == [
        turn for n in range(count) for turn in (("Dana Reyes", asked.format(n)), ("Lee Park", told.format(n)))
    ]


# Hostile files

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def word(xml: str, **parts: bytes) -> bytes:
    """A Word document with this text, and more parts."""
    template, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(template)
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, xml if part.filename == "word/document.xml" else old.read(part))
        for name, data in parts.items():
            new.writestr(f"word/media/{name}", data)
    return made.getvalue()


def test_the_maker_of_word_documents_makes_readable_ones() -> None:
    assert from_bytes(word(BODY.format(PARAGRAPH.format("周五交表"))), "x").text == "周五交表"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    refused(word(BODY.format(PARAGRAPH.format("a")), picture=bytes(100 * 2**20)), "input.bomb")
    refused(word(BODY.format(PARAGRAPH.format("a") * 700_000)), "input.too_long")
    refused(word(BODY.format(PARAGRAPH.format("a")), picture=b"<a>" + b"x" * 13 * 2**20), "input.too_long")


def test_no_entity_reaches_a_file_or_grows(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    outer = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    refused(word(outer + BODY.format(PARAGRAPH.format("a &e; b"))), "input.broken_document")
    names = "abcdefghi"
    grown = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise(names))
    laughs = f'<!DOCTYPE x [<!ENTITY a "lololol">{grown}]>'
    refused(word(laughs + BODY.format(PARAGRAPH.format("&i;"))), "input.broken_document")


def test_other_archives_are_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    refused(made.getvalue(), "input.binary")
    refused(b"PK\x03\x04" + bytes(40), "input.broken_document")
    refused(b"%PDF-1.7\n1 0 obj", "input.broken_document")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("WEBVTT\n\n00:00.000 --> 00:01.000\n" + "<v a>" * 300_000, id="voices"),
        pytest.param("WEBVTT\n\n00:00.000 --> 00:01.000\n" + "<" * 3_000_000, id="brackets"),
        pytest.param("WEBVTT\n\n" + "00:00.000 --> 00:01.000\n" * 100_000, id="timings"),
        pytest.param("WEBVTT\n\n" + ("00:00.000 --> 00:00.100\n" + "好\n" * 10_000 + "\n") * 20, id="large-cues"),
        pytest.param(("a " * 79 + "\n") * 2_500, id="long-names"),
        pytest.param("a\n" * 200_000, id="short-lines"),
        pytest.param("[" * 390_000, id="list-of-lists"),
        pytest.param("[{}" + ",{}" * 1_000_000 + "]", id="empty-objects"),
    ],
)
def test_no_text_takes_long(text: str) -> None:
    started = time.process_time()
    with suppress(InputError):
        from_bytes(text.encode(), "x")
    assert time.process_time() - started < 5


SEEDS = {name: (FOLDER / name).read_bytes() for name in READ if name not in CONVERTED}
TEXTUAL = [form for form in InputFormat if form not in (InputFormat.PDF, InputFormat.HTML)]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Data with a few bytes cut out, doubled, exchanged or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(changed) + 1)
        end = min(len(changed), start + chance.choice((1, 2, 9, 80)))
        piece = chance.choice(
            (b"", bytes(changed[start:end]) * 2, chance.randbytes(3), b"\n", b"-->", b"<v ", b": ", b"00:01")
        )
        changed[start:end] = piece
    return bytes(changed)


@settings(max_examples=300, deadline=None)
@given(
    name=st.sampled_from(sorted(SEEDS)),
    chance=st.randoms(use_true_random=False),
    form=st.sampled_from([None, *TEXTUAL]),
)
def test_damaged_files_are_read_or_refused(name: str, chance: random.Random, form: InputFormat | None) -> None:
    # A few bytes changed in an HTML page or a PDF would start a process each; test_other_archives has one.
    data = mutated(SEEDS[name], chance)
    _read_or_refused(data, form)


@settings(max_examples=300, deadline=None)
@given(
    text=st.text(st.sampled_from("a李 :：\n\r\t0159.,-><v/[](){}\"'*#WEBVTT\u3000\\&;。"), max_size=200),
    form=st.sampled_from([None, *TEXTUAL]),
)
def test_any_text_is_read_or_refused(text: str, form: InputFormat | None) -> None:
    _read_or_refused(text.encode(), form)


def _read_or_refused(data: bytes, form: InputFormat | None) -> None:
    try:
        notes = from_bytes(data, "x", form=form)
    except SummarizerError:
        return
    assert [line.number for line in notes.lines] == list(range(1, len(notes.lines) + 1))
    assert notes.content


# Real exports, where they are at hand


def _samples() -> Iterator[Path]:
    yield from (
        path
        for path in sorted(SAMPLES.rglob("*"))
        if path.is_file() and path.name not in ("README.md", "PATTERNS.md") and "_diarization" not in path.name
    )


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this checkout")
def test_every_sample_reads() -> None:
    read = {path: read_file(path) for path in _samples()}
    assert len(read) > 40
    for path, notes in read.items():
        assert notes.content, path
        if path.suffix in (".vtt", ".srt", ".sbv"):
            assert any(line.time is not None for line in notes.lines), path
        if path.parent.name in ("otter_txt", "zh_tools"):
            assert all(line.speaker for line in notes.lines if line.time is not None), path


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this checkout")
def test_the_published_table_of_samples_is_what_is_read() -> None:
    script = ROOT / "benchmarks" / "samples_table.py"
    table = subprocess.run([sys.executable, script, SAMPLES], capture_output=True, text=True, check=True).stdout
    assert table in (ROOT / "docs" / "formats.md").read_text("utf-8")
    assert [line.split("`")[1] for line in table.splitlines() if "| refused |" in line] == [
        f"formats/stt_word_json/english_{number}_diarization.json" for number in (1, 2)
    ]
