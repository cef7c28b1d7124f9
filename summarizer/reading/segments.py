"""Cutting notes into segments: the sentence-sized pieces that each answer one question of the template, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.notes import Line, Notes
from summarizer.reading.forms import (
    Heading,
    Place,
    bullet_end,
    cells,
    columns_of,
    heading_of,
    is_rule,
    labelled_within,
    labels_of,
    pair_of,
    side_by_side,
    slots_of,
    ticked,
)
from summarizer.reading.labels import labelled_field
from summarizer.text.names import SURNAMES, TITLES, signs
from summarizer.text.patterns import deferred

ACTIONS = "plan.actions"
MAX_SEGMENT = 128
"""Characters; a longer stretch is cut at commas, or where dictation changes the subject."""

_LONGEST = 1_000
"""Characters; nobody writes so much without a stop or a comma. What looks at a segment may take the square of its length."""

_SENTENCE_END = deferred(
    r"(?<=[。！？!?；;])[”\"」』）)]*\s*|(?<=[a-z\d)]\.)\s+(?=[A-Z])|(?<=[a-z]{3}\.)(?<!etc\.)(?<!min\.)(?<!avg\.)(?<!max\.)(?<!hrs\.)(?<!ins\.)(?<!rox\.)(?<!mtg\.)(?<!ext\.)\s+(?=[a-z]{2,} \S+ )|(?:(?<!\s)\s++|(?<=[。！？!?]))(?=(?:——?|--?)\s?[^\s\d—-][^\s—-]{1,9}$)|(?=——?\s?[^\s\d—-][^\s—-]{1,9}$)"
)
# A list in a sentence, and what the coach had somebody do about what was said.
_ENUMERATED = deferred(r"(?=[①②③④⑤⑥⑦⑧⑨⑩])|(?<=[，,])(?=我(?:就|也)?让[他她](?:先|回去)?(?:把|每))")
# Where somebody else's account, or what was looked up, begins in one sentence of written notes.
_ACCOUNTS = deferred(
    rf"(?<=[，,])(?=(?:我|[{SURNAMES}][\u4e00-\u9fff]{{0,2}}(?:{TITLES}))(?:后来|一|去|又|就)?(?:查|翻了|调了|看了)(?:了|过|后台|记录|监控|系统|台账)?)|"
    r"(?<=[，,])(?=[他她](?:自己)?(?:说|讲|觉得))|(?<=[，,])(?=\d{1,2}月\d{1,2}[号日][^，,。]{0,12}再)|"
    r"\s[-–—]\s(?=(?:he|she|they) (?:says?|said|reckons|thinks|feels)\b)"
)
_TURN = deferred(
    r"(?<=.{12})(?=(?:然后|另外|还有就是|接下来|下次|下一次|最后|我问|我就问|他说|她说|我说|我查|我看了|我翻|所以说|其实就是|说到底|"
    r"要是重来|以后|我答应|我会|我来|让他|让她))"
)
_SIGNATURE = deferred(r"^[—–-]{1,3}\s*(?=[^\s—–-][^—–。，,.;；:：]{1,30}$)")
_BEHIND = deferred(r"(?<=\S)\s*(?:——|--)\s*([\u4e00-\u9fff]{2,6}|[A-Z][\w.'-]{1,20}(?: [A-Z][\w.'-]{0,20})?)$")
# Who signs in English, with what they are: `Femi, programme editor`.
_WITH_TITLE = deferred(
    r"[A-Z][\w.'-]{0,30}(?: [A-Z][\w.'-]{0,30}){0,2}, [a-z][a-z ]{4,40}|(?!Thanks|Regards|Done|End|None)[A-Z][a-z]{2,30}(?: [A-Z][a-z]{1,30})?"
)
# A label of a form with nothing behind it.
_BLANK = deferred(r"[^:：。，,]{1,12}[:：][\s_＿—（）()]*")
_WORD = deferred(r"[^\W_]")
_COMMA = deferred(r"(?<=[，,])")
# What a listener says to show that they listen.
_LISTENING = deferred(
    r"(?:嗯|啊|哦|噢|呃|唉|哎|好|好的|好嘞|好吧|对|是|是的|是吧|行|行吧|成|可以|明白|知道|知道了|懂了|没错|没有|有|也是|谢谢|哈|呵|嘿|喂|拜拜|再见|"
    r"yeah|yes|yep|no|nope|ok|okay|right|sure|mm|mhm|uh|um|hm|huh|oh|ah|er|fine|good|great|exactly|thanks|thank you|bye|cool|true)"
    r"(?:[\W_]*(?:嗯|啊|哦|呃|好|的|对|是|行|了|吧|呀|嘛|哈|嘿|喂|yeah|yes|no|ok|okay|right|sure|mm|uh|um|hm|oh|good))*[\W_]*",
    re.IGNORECASE,
)
_MARKER = deferred(r"^\s*[①②③④⑤⑥⑦⑧⑨⑩]\s*")


class Slot(NamedTuple):
    """A cell of a table that holds one part of an action: the part's name, where it begins in its line, what it says."""

    name: str
    start: int
    text: str


class Segment(NamedTuple):
    """A piece of one line. `start` and `end` are code points in the line; `text` is that stretch.

    `field` is the field path that a form's label names (`辅导对象：…`), None where there is no such label.
    `speaker` is who says it, where the notes are a transcript that names its speakers. `slots` are the parts of an
    action that a table keeps apart: with their places in the line. `leaning` is the field that a heading in people's
    own words above it means.
    """

    line: int
    start: int
    end: int
    text: str
    field: str | None = None
    speaker: str | None = None
    slots: tuple[Slot, ...] = ()
    leaning: str | None = None


def spoken(notes: Notes) -> list[Segment]:
    """The segments of a transcript's turns; none in notes that somebody wrote."""
    if not any(line.speaker for line in notes.content):
        return []
    return [piece for piece in segments(notes) if piece.speaker]


def segments(notes: Notes, ends: Mapping[int, Sequence[int]] | None = None) -> tuple[Segment, ...]:
    """The segments of the notes in their order. A label at the head of a line goes with all its sentences.

    A label with nothing behind it is a form's heading: it goes with the bullets below it, up to the next label. A
    heading that is marked as one (`## 四、教师自述`) goes with all that stands below it. `ends` says for lines of
    dictation where their sentences end (`summarizer.reading.dictation`); the other lines have punctuation that does.
    """
    found: list[Segment] = []
    heading: Heading | None = None
    marker = ""
    columns: dict[int, str] | None = None
    heads: dict[int, str] | None = None
    for line in notes.content:
        if cells(line.text):
            if is_rule(line.text):
                continue
            if head := columns_of(line.text):
                columns = head
                continue
            if labelled := labels_of(line.text):
                heads = labelled
                continue
            if heads:
                row = cells(line.text)
                found += [_valued(line, path, row[at]) for at, path in heads.items() if at < len(row)]
                heads = None
                continue
            found += _row(line, columns)
            continue
        columns = None
        offset = bullet_end(line.text)
        lead = line.text[:offset]
        if over := heading_of(line.text):
            heading, marker = over, lead
            if over.field is None and not over.stays:
                heading = None
            elif over.field is None and over.leaning is None:
                found += _cut(line, offset, None, ends)
            continue
        if beside := side_by_side(line.text):
            found += [_valued(line, path, cell) for path, cell in beside]
            continue
        bulleted = bool(lead.strip()) or line.text[:1].isspace()
        if heading and marker.strip() and not heading.stays and lead == marker:
            heading = None  # the list below a bullet ends where its own kind of bullet comes again
        field, after = labelled_within(heading, line.text[offset:])
        if field is None:
            field, after = labelled_field(line.text[offset:])
        if field is not None:
            offset += after
            heading = heading if heading and heading.stays else None
        elif heading and (bulleted or heading.stays):
            field = heading.field
        else:
            heading = None
        leaning = heading.leaning if heading and field is None else None
        found += [piece._replace(leaning=leaning) for piece in _cut(line, offset, field, ends)]
    return (*found[:-1], *_signed_behind(_signature(found[-1]))) if found else ()


def _row(line: Line, columns: dict[int, str] | None) -> Iterator[Segment]:
    """A row of a table: an action with its slots, or a label and its value, or else just its cells."""
    if columns:
        slots = slots_of(line.text, columns)
        if task := slots.get("task"):
            text = line.text[task.start : task.end]
            parts = tuple(Slot(name, cell.start, line.text[cell.start : cell.end]) for name, cell in slots.items())
            yield Segment(line.number, task.start, task.end, text, ACTIONS, None, parts)
        return
    if pair := pair_of(line.text):
        path, cell = pair
        yield Segment(line.number, cell.start, cell.end, line.text[cell.start : cell.end], path)
        return
    yield from _cut(line, 0, None, None)


def _valued(line: Line, path: str, cell: Place) -> Segment:
    return Segment(line.number, cell.start, cell.end, line.text[cell.start : cell.end], path, line.speaker)


def _signature(last: Segment) -> Segment:
    """Who signs the notes has written them, and who writes them has coached: `——张经理` at their end."""
    if last.field is None and _WITH_TITLE.fullmatch(last.text):
        return last._replace(field="basics.coach")
    signed = _SIGNATURE.match(last.text)
    if last.field is not None or not signed or not signs(last.text[signed.end() :]):
        return last
    return Segment(last.line, last.start + signed.end(), last.end, last.text[signed.end() :], "basics.coach")


def _signed_behind(last: Segment) -> tuple[Segment, ...]:
    """The last sentence and the signature behind it in the same line: `…去看看她 ——郎站`."""
    behind = _BEHIND.search(last.text)
    if behind is None or not signs(behind[1]):
        return (last,)
    said = last._replace(end=last.start + behind.start(), text=last.text[: behind.start()])
    start = last.start + behind.start(1)
    return said, Segment(last.line, start, start + len(behind[1]), behind[1], "basics.coach")


def _cut(line: Line, offset: int, field: str | None, ends: Mapping[int, Sequence[int]] | None) -> Iterator[Segment]:
    if (boxes := ticked(line.text[offset:])) is not None:
        for box in boxes:
            start, end = offset + box.start, offset + box.end
            yield Segment(line.number, start, end, line.text[start:end], field, line.speaker)
        return
    position = offset
    told = (ends or {}).get(line.number)
    whole = _pieces(line.text[offset:], line.speaker is not None) if told is None else _at(line.text, (offset, *told))
    for piece in (part[at : at + _LONGEST] for part in whole for at in range(0, len(part), _LONGEST)):
        start = position
        position += len(piece)
        marker = _MARKER.match(piece)
        lead = marker.end() if marker else len(piece) - len(piece.lstrip())
        text = piece[lead:].rstrip(" \t\u3000")
        if _says_something(text, line.speaker is not None):
            yield Segment(line.number, start + lead, start + lead + len(text), text, field, line.speaker)


def _at(text: str, cuts: Sequence[int]) -> list[str]:
    return [text[one:other] for one, other in pairwise((*cuts, len(text))) if other > one]


def _says_something(text: str, spoken: bool) -> bool:
    return bool(_WORD.search(text)) and not _BLANK.fullmatch(text) and not (spoken and _LISTENING.fullmatch(text))


def _pieces(text: str, spoken: bool) -> list[str]:
    pieces: list[str] = []
    for sentence in _split(_SENTENCE_END, text):
        for item in _split(_ENUMERATED, sentence):
            for account in [item] if spoken else _split(_ACCOUNTS, item):
                pieces += _short_enough(account)
    return pieces


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    """Split at empty matches or at white space, keeping every character."""
    cuts = [0, *sorted({match.end() for match in pattern.finditer(text)} - {0, len(text)}), len(text)]
    return [text[one:other] for one, other in pairwise(cuts) if other > one]


def _short_enough(text: str) -> list[str]:
    if len(text) <= MAX_SEGMENT // (1 if text.isascii() else 2):
        return [text]
    if "，" in text or "," in text:
        return _packed(_split(_COMMA, text), MAX_SEGMENT if text.isascii() else MAX_SEGMENT // 2)
    if text.isascii() or " " in text.strip():
        return [text]
    return _split(_TURN, text)


def _packed(pieces: list[str], limit: int) -> list[str]:
    """Clauses joined up to a length, so that a sentence is cut as rarely as its length allows."""
    packed: list[str] = []
    for piece in pieces:
        if packed and len(packed[-1]) + len(piece) <= limit:
            packed[-1] += piece
        else:
            packed.append(piece)
    return packed
