"""The figures of the notes, by value: of the many in a long talk few can be alike to a given one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from summarizer.text.quantities import Measure, Quantity, quantities
from summarizer.text.units import unit

_MILLION = Decimal(1_000_000)

_CALENDAR = (Measure.DATE, Measure.PERIOD)
_COMPARABLE: dict[Measure, tuple[Measure, ...]] = {
    Measure.NUMBER: (Measure.NUMBER, Measure.PERCENT, Measure.TIME),
    Measure.PERCENT: (Measure.NUMBER, Measure.PERCENT, *_CALENDAR),
    Measure.TIME: (Measure.NUMBER, Measure.TIME),
    Measure.DATE: (*_CALENDAR, Measure.PERCENT),
    Measure.PERIOD: (*_CALENDAR, Measure.PERCENT),
    Measure.WEEKDAY: (Measure.WEEKDAY,),
    Measure.DURATION: (Measure.DURATION,),
}
"""Of which measures a figure can be that is alike to one of a measure: at 3 may be a time, 1/3 a share or a day."""


class Figured:
    """Texts, by their keys, with the figures in each; single figures may be added."""

    def __init__(self, texts: Iterable[tuple[int, str]] = ()) -> None:
        self._plain: dict[Decimal, list[tuple[int, Quantity, str]]] = {}
        self._others: dict[Measure, list[tuple[int, Quantity, str]]] = {}
        for key, text in texts:
            for quantity in quantities(text):
                self.add(key, quantity, text)

    def add(self, key: int, quantity: Quantity, text: str) -> None:
        """One figure of a text."""
        if _is_plain(quantity, text):
            self._plain.setdefault(quantity.value[0], []).append((key, quantity, text))
        else:
            self._others.setdefault(quantity.measure, []).append((key, quantity, text))

    def near(self, quantity: Quantity) -> Iterator[tuple[int, Quantity, str]]:
        """Every figure that may be alike to a given one, and the key and the text of where it stands."""
        if quantity.measure in (Measure.NUMBER, Measure.PERCENT):
            value = quantity.value[0]
            yield from self._plain.get(value, ())
            if quantity.measure is Measure.NUMBER:
                yield from self._plain.get(value * _MILLION, ())  # 2m may be two million
        for measure in _COMPARABLE[quantity.measure]:
            yield from self._others.get(measure, ())


def _is_plain(quantity: Quantity, text: str) -> bool:
    """Whether a figure is a whole number and nothing beside it can make more of it: a unit, "at" before it, 7.40."""
    value = quantity.value[0]
    if quantity.measure is not Measure.NUMBER or value != value.to_integral_value() or unit(quantity, text):
        return False
    beside = text[: quantity.start].rstrip()[-1:] + text[quantity.end :].lstrip()[:1]
    return not any(char.isascii() and char.isalpha() for char in beside)
