"""The one day that a text means, where it means one: for what is to happen on it."""

from __future__ import annotations

from datetime import date

from summarizer.text.normal import normalise
from summarizer.text.patterns import deferred
from summarizer.text.quantities import Measure, quantities
from summarizer.text.resolve import Span, resolve

_AGAIN = deferred(r"每|\bevery\b|\beach\b|\b(?:week|dai|month)ly\b")
_CHOICE = deferred(r"或|还是|\bor\b")


def definite_day(text: str, session: date | None) -> date | None:
    """The one day that a text means; None for a range, a repetition, a choice, or a day that cannot be known.

    `session` is the day of the talk. A date written out counts, whatever weekday stands before it.
    """
    found = quantities(text)
    written = {quantity.value for quantity in found if quantity.measure is Measure.DATE}
    weekdays = {quantity.value for quantity in found if quantity.measure is Measure.WEEKDAY}
    whole = {value for value in written if all(value)}
    plain = normalise(text)
    if len(whole or written) > 1 or _AGAIN.search(plain) or (len(weekdays) > 1 and _CHOICE.search(plain)):
        return None
    if whole:
        try:
            return date(*(int(part) for part in whole.pop()))
        except ValueError:
            return None
    if session is None or (not written and len(weekdays) > 1):
        return None
    day = resolve(text, session)
    return None if day is None or day.span is Span.RANGE else day.end
