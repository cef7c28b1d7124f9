"""The Batch API form: what is exported, and what comes of answers in any order and of any kind."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming
from pydantic import TypeAdapter

from summarizer.batch import targets
from summarizer.batch.export import export
from summarizer.batch.form import Recipe
from summarizer.batch.sources import Source
from tests.support.batch_service import BatchService, Json, run_requests
from tests.support.command import Ran, summarizer
from tests.support.endpoint import Behaviour, Endpoint, answers, cut_off, fails, says

GOOD = answers({"basics": {"coachee": "陈露"}, "plan": {"actions": [{"task": "核对盘点表", "owner": "陈露"}]}})
TARGETS = ["openai", "dashscope", "siliconflow", "vllm"]


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(5):
        text = f"周三和陈露聊了四十分钟\n陈露周五前核对盘点表，第{number}次\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    (folder / "twin.txt").write_text((folder / "0.txt").read_text("utf-8"), "utf-8")
    return folder


def exported(folder: Path, *more: str, target: str = "openai", out: str = "req.jsonl") -> list[str]:
    ran = summarizer("batch", "export", "notes", "-o", out, "--target", target, "--model", "m", *more, cwd=folder)
    assert ran.code == 0, ran.err
    return (folder / out).read_text("utf-8").splitlines() if (folder / out).exists() else []


def imported(folder: Path, results: list[Json] | str, *more: str) -> Ran:
    text = results if isinstance(results, str) else "\n".join(json.dumps(result) for result in results)
    (folder / "results.jsonl").write_text(text + "\n", "utf-8")
    return summarizer("batch", "import", "results.jsonl", "-o", "out", *more, cwd=folder)


def answered(lines: list[str], behaviour: Behaviour = GOOD) -> list[Json]:
    with Endpoint(then=behaviour) as endpoint:
        return run_requests(lines, endpoint.base_url)


def drafts(folder: Path) -> dict[str, Any]:
    return {path.name: json.loads(path.read_text("utf-8")) for path in (folder / "out").rglob("*.txt.json")}


# Export


@pytest.mark.parametrize("target", TARGETS)
def test_every_line_fits_the_published_schema(tmp_path: Path, notes: Path, target: str) -> None:
    """`BatchRequestInput` of OpenAI's API description; the body by the types that its client is generated with."""
    body = TypeAdapter(CompletionCreateParamsNonStreaming)
    lines = exported(tmp_path, target=target)
    assert len(lines) == 5  # two files with the same content ask once
    ids = set()
    for line in lines:
        request = json.loads(line)
        assert set(request) == {"custom_id", "method", "url", "body"}
        assert (request["method"], request["url"]) == ("POST", "/v1/chat/completions")
        assert 0 < len(request["custom_id"]) <= 64
        ids.add(request["custom_id"])
        body.validate_python(request["body"])
        extra = set(request["body"]) - set(CompletionCreateParamsNonStreaming.__annotations__)
        assert extra <= ({"enable_thinking", "chat_template_kwargs"} if target != "openai" else set()) | {
            *("messages", "model", "max_tokens", "temperature", "response_format")
        }
        assert request["body"]["messages"][-1]["role"] == "user"
        kind = request["body"]["response_format"]["type"]
        assert kind == ("json_schema" if target in ("openai", "vllm") else "json_object")
        told = "JSON Schema" in request["body"]["messages"][0]["content"]
        assert told is (kind == "json_object")
    assert len(ids) == 5


def test_files_are_cut_at_the_limits_of_the_target(
    tmp_path: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With limits that five notes reach; those of the services take tens of thousands."""
    small = targets.TARGETS["openai"]._replace(lines=2, bytes=40_000)
    monkeypatch.setitem(targets.TARGETS, "openai", small)
    sources = [Source(path, ("notes", path.name)) for path in sorted(notes.iterdir())]
    made = export(sources, tmp_path / "req.jsonl", Recipe("openai", "m"), force=False)
    assert [path.name for path in made.shards] == ["req.jsonl", "req-2.jsonl", "req-3.jsonl"]
    assert [len(path.read_text("utf-8").splitlines()) for path in made.shards] == [2, 2, 1]
    assert all(path.stat().st_size <= 40_000 for path in made.shards)
    lines = [line for path in made.shards for line in path.read_text("utf-8").splitlines()]
    assert lines == exported(tmp_path, out="whole.jsonl")


def test_an_export_is_not_replaced_unasked(tmp_path: Path, notes: Path) -> None:
    exported(tmp_path)
    again = summarizer("batch", "export", "notes", "-o", "req.jsonl", "--target", "openai", cwd=tmp_path)
    assert again.code == 2
    assert "already exists" in again.err


# Import


def test_a_round_trip_drafts_every_file(tmp_path: Path, notes: Path) -> None:
    ran = imported(tmp_path, answered(exported(tmp_path)))
    assert (ran.code, ran.out) == (0, "")
    made = drafts(tmp_path)
    assert set(made) == {f"{path.name}.json" for path in notes.iterdir()}
    for draft in made.values():
        assert draft["summary"]["basics"]["coachee"]["text"] == "陈露"
        assert draft["summary"]["plan"]["actions"][0]["task"]["evidence"][0]["line"] == 2
        assert draft["model"] == {"provider": "openai", "name": "m", "prompts": "zh/draft@2"}
        assert draft["usage"]["prompt_tokens"] == 100
    assert made["0.txt.json"]["summary"] == made["twin.txt.json"]["summary"]
    assert "6 files: 6 drafted" in (tmp_path / "out" / "index.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(None, "no answer to request", id="missing"),
        pytest.param(fails(400, "content filter"), "failed (content filter)", id="http-error"),
        pytest.param(cut_off(), "cut off", id="truncated"),
        pytest.param(says("Gladly! Which notes?"), "not of the form", id="prose"),
    ],
)
def test_a_file_without_an_answer_is_listed_and_asked_for_again(
    tmp_path: Path, notes: Path, spoil: Behaviour | None, told: str
) -> None:
    lines = exported(tmp_path)
    spoilt = answered(lines[3:4], spoil) if spoil else []
    ran = imported(tmp_path, [*spoilt, *answered(lines[:3] + lines[4:])])
    assert ran.code == 1
    assert told in ran.err
    assert "notes/3.txt" in ran.err
    assert len(drafts(tmp_path)) == 5
    again = exported(tmp_path, "--only-failed", "out", out="again.jsonl")
    sections = len({json.loads(line)["custom_id"].rpartition("-")[2] for line in again})
    assert (len(again), sections) == ((7, 7) if "cut off" in told else (1, 1))
    ran = imported(tmp_path, answered(again), "--manifest", "again.manifest.jsonl")
    assert ran.code == 0, ran.err
    made = drafts(tmp_path)
    assert len(made) == 6
    assert made["3.txt.json"]["summary"]["plan"]["actions"][0]["owner"]["text"] == "陈露"
    assert exported(tmp_path, "--only-failed", "out", out="third.jsonl") == []


def test_error_objects_and_broken_lines_are_survived(tmp_path: Path, notes: Path) -> None:
    lines = exported(tmp_path)
    results = answered(lines)
    results[0] |= {"response": None, "error": {"code": "batch_expired", "message": "not done in time"}}
    results[1]["response"]["body"] = {"choices": []}
    text = "\n".join(["{", "[]", '"x"', "\udcff".encode("utf-8", "replace").decode(), *map(json.dumps, results)])
    ran = imported(tmp_path, text)
    assert ran.code == 1
    assert "4 lines of the results are none" in ran.err
    assert "not done in time" in ran.err
    assert len(drafts(tmp_path)) == 4


def test_a_bad_answer_does_not_replace_a_good_one(tmp_path: Path, notes: Path) -> None:
    lines = exported(tmp_path)
    imported(tmp_path, answered(lines))
    assert imported(tmp_path, answered(lines, fails(500))).code == 0


def test_notes_changed_since_the_export_are_not_drafted(tmp_path: Path, notes: Path) -> None:
    results = answered(exported(tmp_path))
    (notes / "4.txt").write_text("别的内容", "utf-8")
    ran = imported(tmp_path, results)
    assert ran.code == 1
    assert "notes/4.txt: was changed after the export" in ran.err


def test_without_its_manifest_nothing_is_imported(tmp_path: Path) -> None:
    ran = imported(tmp_path, [])
    assert ran.code == 2
    assert "--manifest" in ran.err


# An endpoint with the Batch API


def test_submit_status_fetch_import(tmp_path: Path, notes: Path) -> None:
    exported(tmp_path)
    with Endpoint(fails(500), then=GOOD) as endpoint, BatchService(endpoint.base_url) as service:
        at = ("--base-url", service.base_url)
        sent = summarizer("batch", "submit", "req.jsonl", *at, cwd=tmp_path)
        assert sent.code == 0, sent.err
        assert service.base_url.split("/")[2] in sent.err
        assert service.uploads == ["batch"]
        name = sent.out.strip()
        early = summarizer("batch", "fetch", name, "-o", "results.jsonl", *at, cwd=tmp_path)
        assert (early.code, "in_progress" in early.err) == (3, True)
        assert not (tmp_path / "results.jsonl").exists()
        told = summarizer("batch", "status", name, *at, cwd=tmp_path)
        assert told.out.split("\t") == [name, "completed", "4 done, 1 failed, 5 in all\n"]
        assert summarizer("batch", "fetch", name, "-o", "results.jsonl", *at, cwd=tmp_path).code == 0
    ran = summarizer("batch", "import", "results.jsonl", "-o", "out", cwd=tmp_path)
    assert ran.code == 1
    # The file whose ask failed: `0.txt` came first, and its twin shares the answer.
    assert set(drafts(tmp_path)) == {f"{number}.txt.json" for number in range(1, 5)}


def test_the_embedded_model_is_no_service(tmp_path: Path) -> None:
    ran = summarizer("batch", "status", "batch_1")
    assert ran.code == 2
    assert "no batch service" in ran.err


# A real server


@pytest.mark.model
def test_an_exported_file_runs_on_llama_cpp(tmp_path: Path) -> None:
    from summarizer.providers.local.server import serve
    from summarizer.providers.settings import load_settings, resolve

    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "tiny.txt").write_text("3月5日我和陈露谈了40分钟。陈露3月12日前核对盘点表。\n", "utf-8")
    lines = exported(tmp_path, target="vllm")

    async def run() -> list[Json]:
        async with serve(resolve(load_settings(provider="local"))) as served:
            return await asyncio.to_thread(run_requests, lines, f"{served.url}/v1", served.api_key, 900.0)

    results = asyncio.run(run())
    assert results[0]["response"]["status_code"] == 200
    ran = imported(tmp_path, results)
    assert ran.code == 0, ran.err
    # What a model of this size makes of a whole template is not the point; that its answer fits and comes home is.
    draft = drafts(tmp_path)["tiny.txt.json"]
    said = results[0]["response"]["body"]
    assert draft["usage"]["prompt_tokens"] == said["usage"]["prompt_tokens"] > 500
    assert set(json.loads(said["choices"][0]["message"]["content"])) == set(draft["summary"])
