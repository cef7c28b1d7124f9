"""Every text a user sees, in one table a language. The tables have the same keys and the same places to fill."""

from __future__ import annotations

from typing import Literal

from summarizer.wording import en, zh
from summarizer.wording.zh_borrowed import CAUSES

_TABLES = {"zh": zh.TEXTS, "en": en.TEXTS}


def say(language: Literal["zh", "en"], key: str, **values: object) -> str:
    """The text of a key in a language, its places filled. Raises KeyError for a key there is no text for.

    A `cause` comes from the system or a library, in English; in Chinese it is said in Chinese where that is known.
    """
    if language == "zh" and "cause" in values:
        values["cause"] = CAUSES.get(str(values["cause"]), values["cause"])
    return _TABLES[language][key].format(**values)


def texts(language: Literal["zh", "en"], *areas: str) -> dict[str, str]:
    """The texts whose keys begin with one of `areas`, their places unfilled: for a page that fills them itself."""
    return {key: text for key, text in _TABLES[language].items() if key.startswith(areas)}


__all__ = ["say", "texts"]
