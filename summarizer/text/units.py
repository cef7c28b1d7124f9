"""Units behind numbers: what is measured in the same thing, and how much of it one is."""

from __future__ import annotations

import re
from decimal import Decimal

from summarizer.text.patterns import deferred, just_before
from summarizer.text.quantities import Measure, Quantity

# What measures the same thing, and how many of the first unit of its row one of it is.
_DIMENSIONS: dict[str, dict[str, str]] = {
    "length": {"米": "1", "公尺": "1", "m": "1", "metres": "1", "meters": "1", "metre": "1", "厘米": "0.01", "公分": "0.01", "cm": "0.01", "毫米": "0.001", "mm": "0.001", "公里": "1000", "千米": "1000", "km": "1000", "里": "500", "尺": "0.3333", "寸": "0.0333", "feet": "0.3048", "ft": "0.3048", "foot": "0.3048", "inches": "0.0254", "inch": "0.0254", "miles": "1609", "mile": "1609", "yards": "0.9144", "丝": "0.00001"},
    "mass": {"公斤": "1", "千克": "1", "kg": "1", "kilos": "1", "kilo": "1", "斤": "0.5", "两": "0.05", "克": "0.001", "g": "0.001", "grams": "0.001", "吨": "1000", "t": "1000", "tonnes": "1000", "tons": "1000", "lb": "0.4536", "lbs": "0.4536", "pounds": "0.4536", "oz": "0.02835"},
    "money": {"元": "1", "块": "1", "块钱": "1", "人民币": "1"},
    "pounds": {"quid": "1", "£": "1", "gbp": "1"},
    "dollars": {"$": "1", "dollars": "1", "usd": "1", "美元": "1", "刀": "1"},
    "euro": {"€": "1", "euros": "1", "eur": "1", "欧元": "1"},
    "area": {"亩": "1", "公顷": "15", "平米": "0.0015", "平方米": "0.0015", "acres": "6.07", "hectares": "15"},
    "volume": {"升": "1", "l": "1", "litres": "1", "liters": "1", "毫升": "0.001", "ml": "0.001", "pints": "0.568", "pint": "0.568", "gallons": "3.785"},
    "moment": {"秒": "1", "秒钟": "1", "seconds": "1", "s": "1", "sec": "1", "secs": "1", "毫秒": "0.001", "ms": "0.001", "milliseconds": "0.001"},
    "fahrenheit": {"f": "1", "°f": "1", "℉": "1"},
    "heat": {"c": "1", "度": "1", "°c": "1", "℃": "1", "degrees": "1"},
    "pages": {"页": "1", "pages": "1", "slides": "1"},
}  # fmt: skip
_UNITS = {unit: (dimension, Decimal(factor)) for dimension, row in _DIMENSIONS.items() for unit, factor in row.items()}
_UNIT = deferred(
    r"\s*(" + "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True)) + r")(?![a-z]|外|房|店|班|板)"
)
_SIGN = deferred(r"([£$€])\s*$")


def unit(quantity: Quantity, text: str) -> tuple[str, Decimal] | None:
    """The dimension of the unit behind a number (or the sign before it), and its size."""
    if quantity.measure is not Measure.NUMBER:
        return None
    if sign := just_before(_SIGN, text, quantity.start):
        return _UNITS[sign[1]]
    found = _UNIT.match(text, quantity.end)
    return _UNITS[found[1]] if found else None
