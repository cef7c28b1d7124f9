"""Reading notes: every encoding found in the wild, line numbers that editors agree with, one line for what fails."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.notes import Line, from_bytes, language_of, read_file, read_stream
from summarizer.notes.limits import MAX_BYTES, MAX_CHARACTERS

SIMPLIFIED = "周三下午和陈露聊了四十分钟\n她说盘点表对不上，想找仓库一起核\n\n约好月底前交新流程，KPI 92%"
TRADITIONAL = "週三下午和陳露聊了四十分鐘\n她說盤點表對不上，想找倉庫一起核對\n\n約好月底前交新流程，KPI 92%"
ENGLISH = "Forty minutes with Dana after the night shift\nStock list is off by 12 pallets\n\nShe will recount by Friday"

READABLE = [
    pytest.param(text, encoding, id=f"{name}-{encoding}")
    for name, text, encodings in (
        (
            "simplified",
            SIMPLIFIED,
            ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"],
        ),
        ("traditional", TRADITIONAL, ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5"]),
        ("english", ENGLISH, ["ascii", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]),
    )
    for encoding in encodings
]


@pytest.mark.parametrize(("text", "encoding"), READABLE)
def test_every_encoding_gives_the_same_lines(text: str, encoding: str) -> None:
    notes = from_bytes(text.encode(encoding), "notes.txt")
    assert [line.text for line in notes.lines] == text.split("\n")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        pytest.param(b"\xff\xfe", "utf-16-le", id="little-endian"),
        pytest.param(b"\xfe\xff", "utf-16-be", id="big-endian"),
        pytest.param(b"\xef\xbb\xbf", "utf-8", id="utf-8"),
    ],
)
def test_a_byte_order_mark_is_obeyed_and_not_part_of_the_text(mark: bytes, encoding: str) -> None:
    notes = from_bytes(mark + "何静：想换组".encode(encoding), "notes.txt")
    assert notes.lines == (Line(1, "何静：想换组", source_line=1),)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "not-ended"])
def test_line_ends_of_every_system_count_alike(end: str, last: bool) -> None:
    text = end.join(["first", "", "third", "  fourth"]) + (end if last else "")
    notes = from_bytes(text.encode(), "notes.txt")
    assert notes.lines == (
        Line(1, "first", source_line=1),
        Line(2, "", source_line=2),
        Line(3, "third", source_line=3),
        Line(4, "  fourth", source_line=4),
    )


def test_mixed_line_ends_are_each_one_line() -> None:
    notes = from_bytes(b"one\r\ntwo\rthree\n\r\nfive", "notes.txt")
    assert [line.text for line in notes.lines] == ["one", "two", "three", "", "five"]


@pytest.mark.parametrize("char", ["\v", "\f", "\u0085", "\u2028"], ids=["vt", "ff", "nel", "ls"])
def test_other_separators_end_no_line(char: str) -> None:
    """Editors do not count them, and evidence names lines as an editor does."""
    notes = from_bytes(f"one{char}still one\ntwo".encode(), "notes.txt")
    assert [line.text for line in notes.lines] == [f"one{char}still one", "two"]


def test_a_line_is_found_by_its_number_and_blank_ones_hold_no_content() -> None:
    notes = from_bytes("甲\n\n \u3000\n丁\n".encode(), "notes.txt")
    assert notes.line(4) == Line(4, "丁", source_line=4)
    assert [line.number for line in notes.content] == [1, 4]


def test_the_hash_is_that_of_the_bytes_as_they_came() -> None:
    plain, marked = b"Mira asked for help\r\n", b"\xef\xbb\xbfMira asked for help\n"
    assert from_bytes(plain, "a").sha256 == hashlib.sha256(plain).hexdigest()
    assert from_bytes(marked, "a").sha256 == hashlib.sha256(marked).hexdigest()


def test_a_draft_calls_the_source_by_its_name_without_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "周会 笔记.txt"
    file.write_text("罗青迟到两次", "utf-8")
    assert read_file(file).name == "周会 笔记.txt"


def test_a_stream_is_read_to_its_end() -> None:
    notes = read_stream(io.BytesIO("罗青\n迟到".encode("gb18030")))
    assert notes.name == "<stdin>"
    assert [line.text for line in notes.lines] == ["罗青", "迟到"]


EMPTY = [
    pytest.param(b"", id="no-bytes"),
    pytest.param(b"\xef\xbb\xbf", id="only-a-mark"),
    pytest.param(b" \t\r\n\n", id="blanks"),
    pytest.param("\u3000\u3000\n".encode(), id="wide-blanks"),
    pytest.param("\r\n".encode("utf-16"), id="utf-16-line-end"),
]
BINARY = [
    pytest.param(b"\xd0\xcf\x11\xe0" + bytes(40), id="doc"),
    pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), id="png"),
    pytest.param(bytes(range(256)) * 8, id="all-bytes"),
    pytest.param(bytes(500), id="zeros"),
    pytest.param(b"\x01\x02\x03\x04 text \x05\x06", id="control-characters"),
    pytest.param(b"met Dana at noon\x00 about the stock list", id="stray-zero-even-length"),
    pytest.param(b"met Dana at noon\x00 about a stock list!", id="stray-zero-odd-length"),
]
BROKEN = [
    pytest.param(b"\xef\xbb\xbfgood \xff bad", id="utf-8"),
    pytest.param(b"\xff\xfea\x00b", id="utf-16-odd-length"),
]


def _refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        from_bytes(data, "jottings.txt")
    _one_line(caught.value, message, "jottings.txt")


def _one_line(error: InputError, message: str, name: str) -> None:
    assert error.message == message
    assert int(error.exit_code) == 4
    assert str(error).startswith(f"{name}: ")
    assert "\n" not in str(error)


@pytest.mark.parametrize("data", EMPTY)
def test_input_that_says_nothing_is_refused(data: bytes) -> None:
    _refused(data, "input.empty")


@pytest.mark.parametrize("data", BINARY)
def test_input_that_is_no_text_is_refused(data: bytes) -> None:
    _refused(data, "input.binary")


@pytest.mark.parametrize("data", BROKEN)
def test_bytes_that_contradict_their_mark_are_refused(data: bytes) -> None:
    _refused(data, "input.broken_encoding")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"x" * (MAX_CHARACTERS + 1), id="characters"),
        pytest.param(b"x" * (MAX_BYTES + 1), id="bytes"),
    ],
)
def test_input_that_is_too_long_is_refused(data: bytes) -> None:
    _refused(data, "input.too_long")


def test_the_longest_input_still_fits() -> None:
    """The limit is on characters: Chinese text of that length is three times as many bytes."""
    notes = from_bytes(("很" * MAX_CHARACTERS).encode(), "notes.txt")
    assert len(notes.text) == MAX_CHARACTERS


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    _file_refused(tmp_path / "gone 了.txt", "input.missing")


def test_a_folder_is_no_notes(tmp_path: Path) -> None:
    _file_refused(tmp_path, "input.directory")


def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    file = tmp_path / "sealed.txt"
    file.write_text("confidential", "utf-8")
    file.chmod(0)
    with _without_privileges():
        _file_refused(file, "input.permission")


@pytest.mark.parametrize("way", ["loop", "below-a-file", "long-name"])
def test_any_other_failure_to_open_says_why(tmp_path: Path, way: str) -> None:
    loop, file = tmp_path / "loop", tmp_path / "plain.txt"
    loop.symlink_to(loop)
    file.write_text("hello", "utf-8")
    path = {"loop": loop, "below-a-file": file / "notes.txt", "long-name": tmp_path / ("n" * 300)}[way]
    error = _file_refused(path, "input.unreadable")
    assert error.values["cause"]


def _file_refused(path: Path, message: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read_file(path)
    _one_line(caught.value, message, str(path))
    return caught.value


@contextmanager
def _without_privileges() -> Iterator[None]:
    """Root may read everything, so for once be somebody else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("跟范敏聊排班，她想少上夜班", "zh", id="chinese"),
        pytest.param("Talked with Noor about the night shifts", "en", id="english"),
        pytest.param("review 了 Q4 的 OKR，deadline 在月底，demo 要重做", "zh", id="chinese-with-english-terms"),
        pytest.param(
            "Talked with 范敏 about the night shifts she has to cover", "en", id="english-with-a-chinese-name"
        ),
        pytest.param("范敏 1v1", "zh", id="a-name-and-a-term"),
        pytest.param("10:30 - 11:15 / 92%", "en", id="no-words"),
    ],
)
def test_the_language_is_the_one_most_is_said_in(text: str, language: str) -> None:
    assert language_of(text) == language
