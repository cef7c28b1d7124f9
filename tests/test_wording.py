"""The tables of texts against each other and against the code that uses them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

import summarizer
from summarizer.record import GapKind
from summarizer.template import Importance, Language
from summarizer.verification.grounding import Fault
from summarizer.wording import en, say, zh

TABLES: dict[Language, dict[str, str]] = {"zh": zh.TEXTS, "en": en.TEXTS}
AREAS = "|".join(sorted({key.partition(".")[0] for key in en.TEXTS if "." in key}))
KEY = re.compile(rf"({AREAS})(\.[a-z_]+)+")
FILE_ENDINGS = (".md", ".json", ".txt", ".html", ".css")


class Use(NamedTuple):
    """One call that names a text outright; `values` is None where they are passed on as a whole (`**about`)."""

    where: str
    key: str
    values: frozenset[str] | None


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    """The program's modules, parsed; not the tables themselves."""
    root = Path(summarizer.__file__).parent
    files = [file for file in sorted(root.rglob("*.py")) if file.parent.name != "wording"]
    return tuple((str(file.relative_to(root)), ast.parse(file.read_text("utf-8"))) for file in files)


@cache
def _scripts() -> str:
    """The scripts of the review page."""
    return "\n".join(file.read_text("utf-8") for file in sorted(Path(summarizer.__file__).parent.rglob("*.js")))


@cache
def _strings() -> frozenset[str]:
    """Every string literal of the program."""
    return frozenset(
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ) | frozenset(re.findall(r'"([\w.]+)"', _scripts()))


@cache
def _prefixes() -> frozenset[str]:
    """What keys begin with that are put together where they are used: `f"draft.kind.{kind}"`."""
    heads = (
        node.values[0].value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant)
    )
    in_scripts = re.findall(r"`([\w.]+)\$\{", _scripts())
    return frozenset(
        head for head in (*heads, *in_scripts) if isinstance(head, str) and re.match(rf"({AREAS})\.[a-z_.]*$", head)
    )


def _uses() -> Iterator[Use]:
    for name, tree in _trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = str(getattr(node.func, "attr", getattr(node.func, "id", "")))
            if not (called in {"say", "_say", "tell", "say_error"} or called.endswith("Error")):
                continue
            keys = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            passed_on = any(keyword.arg is None for keyword in node.keywords)
            values = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            for key in keys:
                if key in en.TEXTS or KEY.fullmatch(key):
                    yield Use(f"{name}:{node.lineno}", key, None if passed_on else values)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _is_used(key: str) -> bool:
    built = (key.removeprefix(prefix) for prefix in _prefixes() if key.startswith(prefix))
    return key in _strings() or any(rest in _strings() for rest in built)


def test_both_languages_have_the_same_texts() -> None:
    assert list(zh.TEXTS) == list(en.TEXTS)


@pytest.mark.parametrize("key", en.TEXTS)
def test_both_languages_have_the_same_places_to_fill(key: str) -> None:
    assert _places(zh.TEXTS[key]) == _places(en.TEXTS[key])
    assert all(name.isidentifier() for name in _places(en.TEXTS[key]))


@pytest.mark.parametrize("key", en.TEXTS)
def test_every_text_is_one_line_in_its_own_language(key: str) -> None:
    assert key.startswith(("help.", "example.")) or "\n" not in zh.TEXTS[key] + en.TEXTS[key]
    assert not re.search("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", en.TEXTS[key])
    words = re.sub(r"\{\w+\}", "", en.TEXTS[key])
    if re.search("[a-z]", words):
        assert zh.TEXTS[key] != en.TEXTS[key]
        assert re.search("[\u4e00-\u9fff\uff00-\uffef]", zh.TEXTS[key])


@pytest.mark.parametrize("key", en.TEXTS)
def test_every_text_is_used(key: str) -> None:
    assert _is_used(key), f"no code says {key}: remove it from both tables"


def test_every_key_in_the_code_has_a_text() -> None:
    named = {text for text in _strings() if KEY.fullmatch(text) and not text.endswith(FILE_ENDINGS)} - _prefixes()
    called = {use.key for use in _uses()}
    assert len(named) > 50  # else the search is broken, not the tables
    assert sorted((named | called) - set(en.TEXTS)) == []


def test_every_key_that_is_put_together_has_texts() -> None:
    assert {"draft.kind.", "doctor.", "models."} <= _prefixes()
    assert [prefix for prefix in _prefixes() if not any(key.startswith(prefix) for key in en.TEXTS)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_severity_and_fault_has_a_text(language: Language) -> None:
    keys = [
        *(f"draft.kind.{kind}" for kind in GapKind),
        *(f"draft.severity.{severity}" for severity in Importance),
        *(str(fault) for fault in Fault),
    ]
    assert all(say(language, key, what="…") for key in keys)


def test_every_place_is_filled_where_a_text_is_used() -> None:
    uses = list(_uses())
    assert len(uses) > 50
    unfilled = {
        use.where: _places(en.TEXTS[use.key]) - use.values
        for use in uses
        if use.values is not None and use.key in en.TEXTS and not _places(en.TEXTS[use.key]) <= use.values
    }
    assert unfilled == {}


def test_values_are_never_read_as_places() -> None:
    """Notes and file names may hold braces."""
    assert say("en", "input.missing", name="{cause}") == "{cause}: no such file"
