"""How much of one clause another text carries: the same words, or words of the same meaning."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from summarizer.text.normal import REMEMBERED
from summarizer.text.quantities import quantities
from summarizer.text.synonyms import english_rows, meanings, stemmed

_UNIT = re.compile(r"[a-z][a-z'’]*|[\u3400-\u9fff]")
_ENGLISH_WORD = re.compile(r"[a-z][a-z'’]*")

# What any clause may hold, in either language; whether the notes hold it says nothing.
_EMPTY_CHINESE = frozenset(
    "的了是在和与及或也都就还又把被给对到从向以而且但并等这那其他她它们我你您个些之于为有会要能可让将已更最呢吗吧啊呀嘛哦嗯着过地得后前上下里中内时间次便则即若如且曾正由很挺太蛮极较颇均"
)
_EMPTY_ENGLISH = frozenset(
    "a an the of to in on at for and or but with by from as is are was were be been being he she they his her their him them its it i me "
    "my we us our you your that this these those will would can could should may might has have had having do does did so then than there "
    "here what which who whom whose when where how if about into over under up out off also very more most s d ll re ve m t while during "
    "after before until still just only too such some any one own per each".split()
)

# What a summary puts around what was said: who said it, that it was agreed, that it is to be done.
_FRAME = re.compile(
    "双方|负责|承担|须|需要|必须|应当|务必|表示|承认|认为|指出|坦言|自述|说明|确认|发现|显示|核实|谈话|本次|此次|辅导|进行|方面|情况|相关|由于|因为|因此|从而|并且|而且|仍然|已经|"
    "谈到|提到|提出|讲到|反映|认识到|意识到|了解到|约定|商定|定于|计划|目标是|目标为|目的是|希望|今后|日后|后续|届时|期间|以便|用于|作为|通过|针对|围绕|展开|关于|对于|方式|形式|日期|时间|地点|时长|"
    "一名|两名|一位|自己|本人|自身|其中|另外|同时|当时|当天|本月|本周|当日|再次|重新|主动|直接|共计|共有|分别|均为|例如|包括|以及|并非|而非|并无|没有|不再|而是|只是|仅仅|甚至|确实|具体|"
    "组织|造成|导致|使得|转为|改为|转变|改由|感到|成为|达到|开展|完成|处理|实际|原本|原先|那样|这样|此前|之前|之后|后面|前面|最后|目前|现在|眼下|如果|若是|虽然|但是|不过|尽管|每个|每次|每天"
)
_FRAME_ENGLISH = frozenset(
    "say said says explain explained note noted mention mentioned report reported admit admitted claim claimed state stated observe observed learn learned "
    "agree agreed plan planned intend intends conversation talk session meeting took place takes taken take rather than instead because order make making made "
    "start started begin began become get gets come comes came go goes went going first once future now ever never not no need needs able also well again "
    "problem fact lies lie partly involve involved concern concerned show shows showed shown result turn turns turned use used want wants wanted coach coachee employee "
    "manager herself himself themselves together next close end currently time day week month number total another other others since between against without within "
    "according found find finds felt feel feels think thinks thought believe believed believes see saw seen know knew like set put pass done doing keep kept left".split()
)


def framed(text: str) -> frozenset[int]:
    """The positions of a normalised text that belong to words of the frame, not of what was said."""
    positions = {spot for found in _FRAME.finditer(text) for spot in range(found.start(), found.end())}
    for found in _ENGLISH_WORD.finditer(text):
        if found[0] in _FRAME_ENGLISH:
            positions.update(range(found.start(), found.end()))
    return frozenset(positions)


_NONE: frozenset[int] = frozenset()


class Unit(NamedTuple):
    """A Chinese character or an English word of a text; `empty` ones carry no meaning of their own."""

    start: int
    end: int
    text: str
    rows: frozenset[int]
    empty: bool


@lru_cache(maxsize=REMEMBERED)
def units(text: str) -> tuple[Unit, ...]:
    """The units of a normalised text without its quantities, which are compared on their own."""
    counted = {
        spot for quantity in quantities(text) if not quantity.article for spot in range(quantity.start, quantity.end)
    }
    known = meanings(text)
    found: list[Unit] = []
    for match in _UNIT.finditer(text):
        if match.start() in counted:
            continue
        if match[0].isascii():
            stem = stemmed(match[0])
            empty = match[0] in _EMPTY_ENGLISH
            found.append(Unit(match.start(), match.end(), stem, english_rows(stem), empty))
        else:
            rows = known.get(match.start(), _NONE)
            found.append(Unit(match.start(), match.end(), match[0], rows, match[0] in _EMPTY_CHINESE))
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def words(text: str) -> frozenset[str]:
    """The units of a text as they stand."""
    return frozenset([unit.text for unit in units(text)])


@lru_cache(maxsize=REMEMBERED)
def rows(text: str) -> frozenset[int]:
    """Everything of the table of synonyms that a text holds; rows of Chinese and English never meet."""
    return _NONE.union(*[unit.rows for unit in units(text) if unit.rows])


@lru_cache(maxsize=REMEMBERED)
def meant(clause: str) -> tuple[Unit, ...]:
    """The units of a clause that carry meaning: neither empty nor of the frame."""
    told = [unit for unit in units(clause) if not unit.empty]
    frame = framed(clause) if told else frozenset()
    return tuple(unit for unit in told if unit.start not in frame)


def carried(clause: str, text: str) -> list[tuple[Unit, bool]]:
    """For every unit of a clause that carries meaning, whether a text holds it or a word of its meaning."""
    told = meant(clause)
    if not told:
        return []
    held, known = words(text), rows(text)
    return [(unit, unit.text in held or not known.isdisjoint(unit.rows)) for unit in told]


def share(clause: str, text: str) -> float:
    """The share of a clause's meaningful units that a text carries; 0 for a clause without any."""
    found = carried(clause, text)
    return sum(held for _, held in found) / len(found) if found else 0.0


def unheard(clause: str, text: str) -> str:
    """The longest stretch of a clause of which a text carries nothing: its units, joined; "" if it carries all."""
    longest: list[Unit] = []
    run: list[Unit] = []
    for unit, held in carried(clause, text):
        run = [] if held else [*run, unit]
        if len(run) > len(longest):
            longest = run
    return clause[longest[0].start : longest[-1].end] if longest else ""
