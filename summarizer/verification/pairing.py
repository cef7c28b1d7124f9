"""What goes with what: a figure or a side that the notes give, but to another thing than a statement does.

`回款率44%，平均31%` has two right figures in the wrong places, and `西头不亮` a right word beside a wrong one. Each figure
or side is compared by what stands around it, with the same one in the notes and with its rivals there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from summarizer.text.quantities import Measure, Quantity, quantities
from summarizer.verification.figured import Figured
from summarizer.verification.figures import RATIO, TIMED, alike
from summarizer.verification.overlap import Unit, meant
from summarizer.verification.passages import Passages

_AS_MUCH = 0.6
"""The share of what stands around a figure that must stand around a rival of it in the notes."""

_MARGIN = 0.35
"""How much less of it stands around the same figure there."""

_SHARED = 2
"""Meaningful units that must be shared with the rival's surroundings."""

_PART = re.compile(
    r"[,，。;；:：、!！?？]|\s(?:where|while|whereas|against|when|but|and)\s|而(?!且)|其中|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])"
)

_BY = re.compile(r"\b(?:by|before|starting|from|until|due)(?: on)?(?: (?:mon|tues|wednes|thurs|fri|satur|sun)day)? $")
_UP_TO = re.compile(r"[之以]?前|起|开始")
_AGAIN = re.compile(
    r"再|看|见|碰|聊|谈|查|听|复|下次|对一|\b(?:next|again|meet|look|check|review|see|talk|read|listen|go (?:through|over))\b"
)

# Two sides of one thing, where a statement and the notes may each speak of both.
_SIDES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        ("东[头侧边面区门]", "西[头侧边面区门]"),
        ("南[头侧边面区门]", "北[头侧边面区门]"),
        ("左", "右"),
        ("上午|早上|早间", "下午|晚上|晚间"),
        ("早班|白班", "晚班|夜班"),
        ("新版|新的|新款", "旧版|旧的|老版|旧款|老款"),
        ("线上", "线下"),
        (r"\bmornings?\b", r"\bafternoons?\b|\bevenings?\b"),
        (r"\bnew\b", r"\bold\b"),
    )
)
_SIDE = re.compile("|".join(side.pattern for both in _SIDES for side in both))


class _Held(NamedTuple):
    """A figure, or a side (which pair, which of it), and where in its text it stands: between two bounds."""

    text: str
    figure: Quantity | None
    side: tuple[int, int] | None
    whole: str
    start: int
    end: int
    before: int
    after: int

    @property
    def around(self) -> tuple[Unit, ...]:
        """The units around it within its bounds; worked out when asked for: of most figures of a talk nobody asks."""
        return tuple(
            unit
            for unit in meant(self.whole)
            if self.before <= unit.start < self.start or self.end <= unit.start < self.after
        )


class _Kin:
    """All figures of one measure in the notes, or all sides of one thing, by value and by what stands around them."""

    def __init__(self) -> None:
        self._all: list[_Held] = []
        self._figures = Figured()

    def add(self, held: _Held) -> None:
        number = len(self._all)
        self._all.append(held)
        if held.figure:
            self._figures.add(number, held.figure, held.whole)

    @cached_property
    def _beside(self) -> dict[str | int, list[int]]:
        beside: dict[str | int, list[int]] = {}
        for number, held in enumerate(self._all):
            for key in {key for unit in held.around for key in _keys(unit)}:
                beside.setdefault(key, []).append(number)
        return beside

    def same(self, mine: _Held) -> list[_Held]:
        """Those that say the same as a figure or side."""
        if mine.figure is None:
            return [other for other in self._all if _equal(mine, other)]
        near = sorted({number for number, _, _ in self._figures.near(mine.figure)})
        return [self._all[number] for number in near if _equal(mine, self._all[number])]

    def nearest(
        self, mine: _Held, same: Iterable[_Held], weight: Callable[[str], float]
    ) -> tuple[float, int, _Held | None]:
        """Of those that say something else the one with most around it of what is around a figure or side.

        With the share that is, by weight, and in units. The last of several comes first.
        """
        shares: dict[int, float] = defaultdict(float)
        beside: list[Collection[int]] = []
        around = mine.around
        total = sum(weight(unit.text) for unit in around)
        for unit in around:
            worth = weight(unit.text)
            holding: Collection[int] = self._beside.get(unit.text, ())
            if unit.rows:
                holding = set(holding).union(*(self._beside.get(row, ()) for row in unit.rows))
            for number in holding:
                shares[number] += worth
            beside.append(holding)
        barred = {id(one) for one in same}
        others = {number: share for number, share in shares.items() if id(self._all[number]) not in barred}
        most = max(others.values(), default=0.0)
        found = [number for number, share in others.items() if share == most]
        if not found or not total:
            return 0.0, 0, None
        units: Counter[int] = Counter()
        for holding in beside:
            units.update(set(found).intersection(holding))
        best = max(found, key=lambda number: (units[number], number))
        return most / total, units[best], self._all[best]


def _keys(unit: Unit) -> Iterator[str | int]:
    yield unit.text
    yield from unit.rows


class Pairs:
    """Compares what figures and sides belong to in statements with what they belong to in one set of notes."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages

    def wrong(self, text: str) -> Iterator[str]:
        """The figures and sides of a normalised statement that the notes give to something else."""
        held = list(_held(text))
        for mine in held:
            if mine.figure and (mine.figure.article or RATIO.match(text, mine.figure.end) or _vague_day(mine.figure)):
                continue
            kin = self._there.get(_kind(mine))
            same = kin.same(mine) if kin else []
            if kin is None or not same:
                continue
            kept = max(self._likeness(mine, other)[0] for other in same)
            if 1.0 - kept < _MARGIN:
                continue  # no rival has more than all of what stands around it
            best, shared, rival = kin.nearest(mine, same, self._passages.weight)
            if rival is None or best < _AS_MUCH or best - kept < _MARGIN:
                continue
            twins = [other for other in held if _equal(other, rival)]
            moved = any(self._moved(twin, same, rival) for twin in twins)
            if moved or (not twins and shared >= _SHARED):
                yield mine.text

    def due_only(self, text: str) -> bool:
        """Whether the day that a text gives is in the notes no more than one by which, or from which, a thing is done."""
        held = [
            (passage.text[: other.start], passage.text[other.end :])
            for passage in self._passages.all
            for other in quantities(passage.text)
            for quantity in quantities(text)
            if quantity.measure in TIMED and alike(quantity, text, other, passage.text)
        ]
        return bool(held) and all(
            (_BY.search(before) or _UP_TO.match(after)) and not _AGAIN.search(before + after) for before, after in held
        )

    def _moved(self, twin: _Held, mine: Iterable[_Held], own: _Held) -> bool:
        """Whether the rival, where the statement has it too, stands there rather where the other one should."""
        there, here = max(self._likeness(twin, other)[0] for other in mine), self._likeness(twin, own)[0]
        return there >= here and (there > 0 or twin.side is not None)

    @cached_property
    def _there(self) -> dict[Measure | int | None, _Kin]:
        turns = {passage.line: passage.turn for passage in self._passages.all}
        there: dict[Measure | int | None, _Kin] = {}
        for held in (held for turn in turns.values() for held in _held(turn)):
            there.setdefault(_kind(held), _Kin()).add(held)
        return there

    def _likeness(self, one: _Held, other: _Held) -> tuple[float, int]:
        """The share of what stands around one that stands around the other too, by weight, and in units."""
        mine, theirs = one.around, other.around
        known, rows = {unit.text for unit in theirs}, {row for unit in theirs for row in unit.rows}
        shared = [unit for unit in mine if unit.text in known or unit.rows & rows]
        total = sum(self._passages.weight(unit.text) for unit in mine)
        return (sum(self._passages.weight(unit.text) for unit in shared) / total if total else 0.0), len(shared)


def _held(text: str) -> Iterator[_Held]:
    figures = [(figure.start, figure.end, figure, None) for figure in quantities(text)]
    sides = [
        (match.start(), match.end(), None, (pair, which))
        for pair, both in enumerate(_SIDES if _SIDE.search(text) else ())
        for which, side in enumerate(both)
        for match in side.finditer(text)
    ]
    if not figures and not sides:
        return
    cuts = [(cut.start(), cut.end()) for cut in _PART.finditer(text)]
    for kind in (figures, sorted(sides, key=lambda held: held[:2])):
        for start, end, figure, side in kind:
            # What lies between two figures is said of either; a side may be what a figure is of.
            bounds = [*cuts, *((other[0], other[1]) for other in kind)]
            before = max([0, *(last for _, last in bounds if last <= start)])
            after = min([len(text), *(first for first, _ in bounds if first >= end)])
            yield _Held(text[start:end], figure, side, text, start, end, before, after)


def _kind(held: _Held) -> Measure | int | None:
    """What can be compared with what: figures of one measure, or the sides of one thing."""
    return held.figure.measure if held.figure else held.side and held.side[0]


def _vague_day(figure: Quantity) -> bool:
    """Whether a figure is a month or a year without a day: many things may be of one month."""
    return figure.measure in (Measure.DATE, Measure.PERIOD) and not figure.value[-1]


def _equal(one: _Held, other: _Held) -> bool:
    if one.figure and other.figure:
        return alike(one.figure, one.whole, other.figure, other.whole)
    return one.side is not None and one.side == other.side
