"""What a short command must not wait for: imports and patterns that its draft does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.text.patterns import deferred

DRAFT = Path(__file__).parents[1] / "fixtures" / "drafts" / "zh-li-ming.md"
NOTES = Path(__file__).parents[1] / "fixtures" / "notes" / "zh-li-ming.txt"


def imported(*arguments: str) -> set[str]:
    """The modules that a run of the command imports, as the interpreter itself reports them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "summarizer", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_help_imports_no_models() -> None:
    assert not imported("--help") & {"pydantic", "markdown_it", "summarizer.template", "asyncio"}


def test_check_without_notes_imports_no_grounding_and_no_drafting() -> None:
    modules = imported("check", str(DRAFT))
    assert "summarizer.review.check" in modules
    unneeded = {
        "asyncio",
        "rapidfuzz",
        "summarizer.drafting.run",
        "summarizer.drafting.merge",
        "summarizer.reading",
        "summarizer.verification.checking",
        "summarizer.verification.grounding",
        "summarizer.verification.carried",
    }
    assert not modules & unneeded


def test_check_with_notes_imports_no_drafting_by_a_model() -> None:
    modules = imported("check", str(DRAFT), "--notes", str(NOTES))
    assert "summarizer.verification.grounding" in modules
    assert not modules & {"asyncio", "openai", "instructor", "summarizer.drafting.run", "summarizer.drafting.schema"}


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    broken = deferred("(")  # to compile it is to fail
    assert broken.pattern == "("
    with pytest.raises(Exception, match="missing \\)"):
        broken.search("text")


def test_a_deferred_pattern_finds_what_a_compiled_one_does() -> None:
    day = deferred(r"(?P<month>\d+)/(?P<day>\d+)")
    assert [found["day"] for found in day.finditer("10/26, 11/3")] == ["26", "3"]
    assert day.sub("–", "on 10/26") == "on –"
    assert day.groupindex == {"month": 1, "day": 2}
