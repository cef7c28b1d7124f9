"""The public functions, as a program that depends on them calls them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest

import summarizer
from summarizer import (
    Checked,
    Drafted,
    EndpointError,
    Final,
    InputError,
    OpenGapsError,
    SummarizerError,
    UsageError,
    check,
    draft,
    finalize,
)
from summarizer.rendering import render
from tests.support.command import summarizer as command
from tests.support.documents import block
from tests.support.drafts import draft_of, gap_at
from tests.support.endpoint import Endpoint, answers, fails
from tests.test_finalize import FULL, NOTES

PAGE = Path(__file__).parent.parent / "docs" / "api.md"
HEAVY = {"pydantic", "openai", "instructor", "rapidfuzz", "numpy", "click", "summarizer.api"}


def values(endpoint: Endpoint) -> dict[str, str]:
    """The environment that sends a draft to this endpoint."""
    return {"SUMMARIZER_BASE_URL": endpoint.base_url, "SUMMARIZER_MODEL": "quill-7b"}


def nested() -> dict[str, dict[str, object]]:
    """The full summary as a model answers it: every statement with the lines it rests on."""
    out: dict[str, dict[str, object]] = {}
    for path, value in FULL.items():
        area, _, name = path.partition(".")
        out.setdefault(area, {})[name] = value
    return out


def test_the_example_of_the_docs_runs(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(NOTES.text, "utf-8")
    (tmp_path / "example.py").write_text(block(PAGE, "example: the tests run it"), "utf-8")
    with Endpoint(answers(nested())) as endpoint:
        ran = subprocess.run(
            [sys.executable, "example.py"],
            cwd=tmp_path,
            env={**os.environ, **values(endpoint)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
    assert "coachee: 李明" in ran.stdout
    assert len(endpoint.requests) >= 1
    assert (tmp_path / "draft.md").read_text("utf-8").startswith("# 工作辅导总结")
    assert docx.Document(str(tmp_path / "summary.docx")).paragraphs[0].text == "工作辅导总结"


def test_importing_the_package_imports_nothing_heavy() -> None:
    probe = "import sys, summarizer; print(*sys.modules, sep='\\n'); assert 'draft' in dir(summarizer)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stdout.split())


def test_what_is_public_is_there_and_nothing_else() -> None:
    assert all(getattr(summarizer, name).__module__.startswith("summarizer.") for name in summarizer.__all__)
    with pytest.raises(AttributeError, match="sketch"):
        _ = summarizer.sketch
    assert (Path(summarizer.__file__).parent / "py.typed").is_file()


# draft


@pytest.mark.parametrize("as_text", [True, False], ids=["text", "path"])
def test_a_draft_is_the_one_of_the_command(tmp_path: Path, as_text: bool) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(NOTES.text, "utf-8")
    with Endpoint(then=answers(nested())) as endpoint:
        drafted: Drafted = draft(NOTES.text if as_text else file, base_url=endpoint.base_url, model="quill-7b")
        ran = command("draft", file, "--base-url", endpoint.base_url, "--model", "quill-7b")
    assert drafted.record.summary.basics.coachee is not None
    assert drafted.record.summary.basics.coachee.text == "李明"
    assert drafted.record.source.name == ("<text>" if as_text else "notes.txt")
    assert ran.code == 0
    if not as_text:
        assert drafted.markdown == ran.out


def test_a_draft_may_be_made_where_a_loop_is_running() -> None:
    async def in_a_notebook() -> Drafted:
        return draft(NOTES.text, base_url=endpoint.base_url, model="quill-7b")

    with Endpoint(answers(nested())) as endpoint:
        assert asyncio.run(in_a_notebook()).record.language == "zh"


def test_last_session_is_followed_up() -> None:
    with Endpoint(answers({})) as endpoint:
        last = render(draft_of(FULL), NOTES)
        drafted = draft("今天又谈了一次", previous=last, base_url=endpoint.base_url, model="quill-7b")
    assert [one.origin for one in drafted.record.summary.follow_up.checks] == ["previous"] * 2


def test_failures_are_errors_of_the_package(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: no such file"):
        draft(tmp_path / "gone.txt")
    with pytest.raises(InputError, match="<text>: there is nothing in it"):
        draft(" \n")
    with pytest.raises(UsageError, match="unknown provider"):
        draft("聊了聊", provider="nobody")
    with pytest.raises(EndpointError, match="summarizer models pull"):
        draft("聊了聊")
    with Endpoint(then=fails(401)) as endpoint, pytest.raises(SummarizerError) as caught:
        draft("聊了聊", base_url=endpoint.base_url, model="quill-7b")
    assert caught.value.exit_code == 3


# check and finalize


def test_a_check_says_what_is_open_and_what_was_not_understood() -> None:
    text = render(draft_of({**FULL, "follow_up.time": "尽快"}), NOTES) + "\n- **心情**：好\n"
    checked: Checked = check(text)
    assert checked.open_required
    assert ("follow_up.time", "vague") in {(gap.field, gap.kind.value) for gap in checked.record.gaps}
    assert [remark.text for remark in checked.remarks if "心情" in remark.text]
    assert not check(render(draft_of(FULL), NOTES), notes=NOTES.text).open_required


def test_json_goes_in_where_markdown_does() -> None:
    assert not check(draft_of(FULL).model_dump_json()).open_required
    with pytest.raises(InputError, match="line 1"):
        check("{]")


def test_finalize_gives_the_document_in_every_form(tmp_path: Path) -> None:
    file = tmp_path / "draft.md"
    file.write_text(render(draft_of(FULL), NOTES), "utf-8")
    document: Final = finalize(file)
    assert document.markdown == command("finalize", file).out
    assert document.on == date.today()
    assert docx.Document(BytesIO(document.word())).paragraphs[0].text == "工作辅导总结"
    assert document.html().startswith("<!DOCTYPE html>")


def test_finalize_refuses_what_is_open_and_names_it() -> None:
    values = {path: value for path, value in FULL.items() if path != "follow_up.time"}
    with pytest.raises(OpenGapsError, match="cannot be made final yet") as caught:
        finalize(render(draft_of(values, [gap_at("follow_up.time")]), NOTES))
    assert [gap.field for gap in caught.value.gaps] == ["follow_up.time"]
    assert caught.value.exit_code == 1
