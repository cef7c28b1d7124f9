"""Whisper and WhisperX in JSON, and lists of timed words or segments as other recognisers write them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from typing import Any

from summarizer.errors import InputError
from summarizer.notes.clock import seconds
from summarizer.notes.turns import Fragment, Read, Remarks, lines_of
from summarizer.text.patterns import deferred

_LOOKS = deferred(r"\s*+(?:\{\s*(?:\"|\})|\[\s*[{\]])")
_FIRST_ITEM = deferred(r"(?:\"(?:segments|transcription)\"\s{0,20}:\s{0,20}|^\s{0,20})\[")
_BETWEEN = deferred(r"[\s,]*")


def is_json(text: str) -> bool:
    """Whether a text begins like a JSON object or a list of them; `[00:01:23]` does not."""
    return bool(_LOOKS.match(text))


def read_json(text: str, name: str) -> Read:
    """The turns of a recogniser's JSON. Segments without words are remarked on, by their position.

    Of a file that breaks off, what stands before the break is read. Raises InputError for JSON that holds no words.
    """
    remarks = Remarks()
    try:
        items = _items(json.loads(text))
    except RecursionError as error:
        raise InputError("input.bad_json", name=name, line=1, cause="nested too deeply") from error
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        items = list(_before_the_break(text))
        if not items:
            raise InputError("input.bad_json", name=name, line=line, cause=getattr(error, "msg", error)) from error
        remarks.add("read.cut_off", line)
    scale = _scale(items)
    fragments: list[Fragment] = []
    for position, item in enumerate(items, 1):
        words = _words(item)
        if not words.strip():
            remarks.add("read.no_words_entry", position)
            continue
        fragments.append(Fragment(words, _speaker(item), _start(item, scale)))
    if not fragments:
        raise InputError("input.no_words", name=name)
    return Read(lines_of(fragments, whole_turns=True), remarks.all())


def _items(document: Any) -> list[Any]:
    """The segments of a document: Whisper's, whisper.cpp's, a list of segments or words, or just its text."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        for key in ("segments", "transcription"):
            if isinstance(document.get(key), list) and document[key]:
                return list(document[key])
        return [document]
    return []


def _before_the_break(text: str) -> Iterator[Any]:
    """The whole segments of a file that is cut off or broken further on."""
    head = _FIRST_ITEM.search(text)
    decoder = json.JSONDecoder()
    position = head.end() if head else len(text)
    while True:
        position = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]
        try:
            item, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        yield item


def _words(item: Any) -> str:
    if text := _text(item):
        return text
    words = item.get("words") if isinstance(item, dict) else None
    return " ".join(filter(None, map(_text, words))) if isinstance(words, list) else ""


def _text(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    text = next((item[key] for key in ("text", "word") if isinstance(item.get(key), str)), "")
    return _writable(text)


def _writable(text: str) -> str:
    """A text that a file can hold: JSON may escape one half of a pair of surrogates (`\\ud83d`)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _speaker(item: dict[str, Any]) -> str | None:
    speaker = item.get("speaker")
    if isinstance(speaker, bool) or not isinstance(speaker, str | int):
        return None
    return " ".join(_writable(str(speaker)).split())[:60] or None


def _start(item: dict[str, Any], scale: float) -> float | None:
    start = item.get("start")
    if start is None and isinstance(stamps := item.get("timestamps"), dict):
        return seconds(str(stamps.get("from", ""))[:20])
    if isinstance(start, bool) or not isinstance(start, int | float):
        return None
    time = start * scale if abs(start) < 1e12 else math.inf
    return time if math.isfinite(time) and time >= 0 else None


def _scale(items: Sequence[Any]) -> float:
    """Seconds a unit of time: Whisper writes seconds with fractions, others whole milliseconds.

    Whole numbers are milliseconds if most pieces would else last longer than anybody speaks a word or a sentence.
    """
    spans = [
        (item["start"], item["end"])
        for item in items
        if isinstance(item, dict) and type(item.get("start")) is int and type(item.get("end")) is int
    ]
    long = sum(end - start > 30 for start, end in spans)
    return 0.001 if spans and long > len(spans) / 2 else 1.0
