"""Drafting against an endpoint that answers well, badly or not at all.

Each conversation ends in a draft or in one clear line with exit code 3, and what the notes say and the key are told
to nobody but the endpoint.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from summarizer.api import DraftResult, draft_notes
from summarizer.errors import EndpointError
from summarizer.notes import from_bytes
from summarizer.providers.settings import load_settings, resolve
from summarizer.template import fields
from tests.support.command import lines, summarizer
from tests.support.endpoint import (
    Behaviour,
    Endpoint,
    Request,
    answers,
    breaks_off,
    cut_off,
    drips,
    fails,
    hangs_up,
    redirects,
    says,
    shows,
    tells_on,
    together,
)

KEY = "sk-heron-5520-QvLw-83b1"
NOTES = """\
5月6日下午在仓库二楼和苏禾谈了四十分钟
苏禾说夜班拣货老是漏扫条码，自己也着急
我抽查三张出库单，漏扫的都在凌晨两点以后
说到底是夜班没有人复核
苏禾5月20日前写好夜班复核清单
The pallet jack near bay nine squeaks whenever Orla leans on it
"""
SAID: dict[str, Any] = {
    "basics": {"coachee": "苏禾", "duration": "四十分钟"},
    "diagnosis": {"root_cause": "夜班没有人复核"},
    "plan": {"actions": [{"task": "写好夜班复核清单", "owner": "苏禾", "due": "5月20日前"}]},
}
GOOD = answers(SAID)
QUICK = {"Retry-After": "0.1"}


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The log of a program that uses this one and logs all it is given; pytest's own hears what no program does."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.setLevel(level)
    root.removeHandler(handler)


def drafted(base_url: str, notes: str = NOTES, **settings: Any) -> DraftResult:
    """A draft of the notes, made in this process; settings are named as in the settings file."""
    given = {"base_url": base_url, "model": "quill-7b", "retries": 1, "timeout": 20.0} | settings
    endpoint = resolve(load_settings(**given))
    return asyncio.run(draft_notes(from_bytes(notes.encode(), "notes.txt"), endpoint))


def failure(base_url: str, notes: str = NOTES, **settings: Any) -> str:
    """The one line a draft of the notes fails with, which is about the endpoint and tells no secrets."""
    with pytest.raises(EndpointError) as failed:
        drafted(base_url, notes, **settings)
    line = str(failed.value)
    assert failed.value.exit_code == 3
    assert len(line.splitlines()) == 1
    assert base_url.split("/")[2] in line
    assert secrets_in(line) == []
    return line


def secrets_in(text: str) -> list[str]:
    """What a text tells of the key and the notes: every stretch of five characters that it shares with them."""
    bare = "".join(text.split())
    sources = [KEY, *("".join(line.split()) for line in NOTES.splitlines())]
    return [part for source in sources for i in range(len(source) - 4) if (part := source[i : i + 5]) in bare]


def values(result: DraftResult) -> dict[str, Any]:
    """The values of the draft that `SAID` has, in its form."""
    summary = result.draft.summary
    return {
        "basics": {name: getattr(getattr(summary.basics, name), "text", None) for name in SAID["basics"]},
        "diagnosis": {"root_cause": getattr(summary.diagnosis.root_cause, "text", None)},
        "plan": {"actions": [_texts(action) for action in summary.plan.actions]},
    }


def _texts(action: Any) -> dict[str, str | None]:
    # A due date may gain the day it is resolved to; its wording stays in front.
    found = {slot: getattr(getattr(action, slot), "text", None) for slot in ("task", "owner", "due")}
    return found | {"due": (found["due"] or "").partition("（")[0]}


# Conversations that end in a draft


@pytest.mark.parametrize(
    ("script", "requests"),
    [
        pytest.param([GOOD], 1, id="good"),
        pytest.param([answers(SAID, "```json\n{}\n```")], 1, id="fenced"),
        pytest.param([answers(SAID, "Here you are:\n```\n{}\n```\nAnything else?")], 1, id="fenced-in-prose"),
        pytest.param([answers(SAID, "<think>\n她叫 {苏禾}？对。\n</think>\n\n{}")], 1, id="think"),
        pytest.param([answers(SAID, "<think>```json\n[1]\n```</think>```json\n{}\n```")], 1, id="think-and-fenced"),
        pytest.param([answers(SAID, "她叫 {苏禾}？对。\n</think>\n\n{}")], 1, id="think-closed-only"),
        pytest.param([answers(SAID, "Here you are: {}")], 1, id="words-before"),
        pytest.param([answers(SAID, "{}\n\nSay {more} and I will.")], 1, id="words-after"),
        pytest.param([says("{"), GOOD], 2, id="broken-json-then-good"),
        pytest.param([says("Gladly! Which notes do you mean?"), GOOD], 2, id="prose-then-good"),
        pytest.param([says("[]"), GOOD], 2, id="list-then-good"),
        pytest.param([says('{"result": {"basics": {"coachee": "苏禾"}}}'), GOOD], 2, id="other-keys-then-good"),
        pytest.param([says(""), says("null"), GOOD], 3, id="nothing-twice-then-good"),
        pytest.param([fails(429, headers=QUICK), GOOD], 2, id="429-then-good"),
        pytest.param([fails(500), GOOD], 2, id="500-then-good"),
        pytest.param([shows("<h1>Bad gateway</h1>", 502), GOOD], 2, id="proxy-502-then-good"),
        pytest.param([hangs_up(), GOOD], 2, id="dropped-then-good"),
        pytest.param([breaks_off(), GOOD], 2, id="broken-off-then-good"),
    ],
)
def test_ends_in_a_draft(script: list[Behaviour], requests: int) -> None:
    with Endpoint(*script, then=fails(418)) as endpoint:
        result = drafted(endpoint.base_url)
    assert values(result) == SAID
    assert len(endpoint.requests) == requests


def test_a_correction_says_what_was_wrong() -> None:
    with Endpoint(says('{"basics": "苏禾"}'), GOOD) as endpoint:
        assert values(drafted(endpoint.base_url)) == SAID
    first, second = endpoint.requests
    assert second.text.startswith(first.text)
    assert '{"basics": "苏禾"}' in second.text


def test_the_wait_a_server_asks_for_is_kept() -> None:
    with Endpoint(fails(429, headers={"Retry-After": "1"}), GOOD) as endpoint:
        drafted(endpoint.base_url)
    first, second = endpoint.requests
    assert second.at - first.at >= 1.0


def test_a_truncated_answer_is_asked_for_again_in_pieces() -> None:
    with Endpoint(cut_off(), then=GOOD) as endpoint:
        result = drafted(endpoint.base_url)
    assert values(result) == SAID
    whole, *pieces = (set(request.schema["properties"]) for request in endpoint.requests)
    assert whole == {spec.section for spec in fields()}
    assert len(pieces) > 1
    assert all(piece < whole for piece in pieces)
    assert set.union(*pieces) == whole


def test_every_call_is_bounded() -> None:
    with Endpoint(says("{"), cut_off(), then=GOOD) as endpoint:
        drafted(endpoint.base_url)
    for request in endpoint.requests:
        assert 0 < request.body["max_tokens"] <= 8192
        assert _unbounded(request.schema) == []


def _unbounded(schema: Any) -> list[Any]:
    """The parts of a JSON schema that a model could fill without end."""
    bounds = {"string": "maxLength", "array": "maxItems"}
    found = []
    if isinstance(schema, dict):
        bound = bounds.get(str(schema.get("type")))
        found += [schema] if bound and bound not in schema else []
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    return found + [fault for part in parts for fault in _unbounded(part)]


def test_what_the_run_cost_is_counted_over_all_calls() -> None:
    with Endpoint(says("{"), then=GOOD) as endpoint:
        usage = drafted(endpoint.base_url).draft.usage
    assert (usage.calls, usage.prompt_tokens, usage.completion_tokens) == (2, 200, 40)


# Conversations that end in one line


@pytest.mark.parametrize(
    ("behaviour", "settings", "requests", "told"),
    [
        pytest.param(fails(401), {}, 1, ["401", "SUMMARIZER_API_KEY"], id="401"),
        pytest.param(fails(403), {}, 1, ["403", "SUMMARIZER_API_KEY"], id="403"),
        pytest.param(fails(404, "no model quill-7b"), {}, 1, ["404", "quill-7b", "(no model quill-7b)"], id="404"),
        pytest.param(fails(429, "quota used up", headers=QUICK), {}, 2, ["429", "(quota used up)"], id="429"),
        pytest.param(fails(429, headers={"Retry-After": "3600"}), {}, 1, ["429"], id="429-for-an-hour"),
        pytest.param(fails(500, "out of memory"), {}, 2, ["500", "(out of memory)"], id="500"),
        pytest.param(fails(400, "maximum context length is 4096"), {}, 1, ["too long", "4096"], id="context"),
        pytest.param(fails(400, "余额不足，请充值后再用"), {}, 1, ["400", "(余额不足"], id="400"),
        pytest.param(drips(0.01), {"timeout": 0.6, "retries": 0}, 1, ["0.6 s", "SUMMARIZER_TIMEOUT"], id="slow-drip"),
        pytest.param(drips(20), {"timeout": 0.6, "retries": 0}, 1, ["0.6 s", "SUMMARIZER_TIMEOUT"], id="silence"),
        pytest.param(hangs_up(), {}, 2, ["closed the connection"], id="dropped"),
        pytest.param(breaks_off(), {}, 2, ["closed the connection"], id="broken-off"),
        pytest.param(shows("<h1>Sign in to the network</h1>"), {}, None, ["OpenAI-compatible"], id="proxy-page"),
        pytest.param(shows("<h1>Bad gateway</h1>", 502), {}, 2, ["502"], id="proxy-502"),
        pytest.param(fails(200, "overloaded"), {}, None, ["OpenAI-compatible"], id="error-with-200"),
        pytest.param(says("Nine lines, all about bay nine."), {}, 3, ["form", "quill-7b"], id="never-json"),
        pytest.param(says("{}"), {}, 3, ["form", "quill-7b"], id="never-a-value"),
        pytest.param(cut_off(), {}, None, ["cut off", "quill-7b"], id="always-truncated"),
    ],
)
def test_ends_in_one_line(
    behaviour: Behaviour,
    settings: dict[str, Any],
    requests: int | None,
    told: list[str],
    log: StringIO,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with Endpoint(then=behaviour) as endpoint:
        line = failure(endpoint.base_url, **settings)
    for part in told:
        assert part in line
    assert requests is None or len(endpoint.requests) == requests
    assert endpoint.host.rpartition(":")[2] in log.getvalue()
    assert secrets_in(log.getvalue()) == []
    assert capfd.readouterr() == ("", "")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "connection failed" in failure(f"http://127.0.0.1:{port}/v1", retries=0)


def test_the_notes_do_not_follow_a_redirect() -> None:
    with Endpoint(then=GOOD) as elsewhere, Endpoint(then=redirects(f"{elsewhere.base_url}/?t=19")) as endpoint:
        line = failure(endpoint.base_url)
    assert elsewhere.host in line
    assert "t=19" not in line
    assert elsewhere.requests == []


@pytest.mark.parametrize("behaviour", [fails(500), hangs_up()], ids=["500", "dropped"])
def test_no_retries_means_one_call(behaviour: Behaviour) -> None:
    with Endpoint(then=behaviour) as endpoint:
        failure(endpoint.base_url, retries=0)
    assert len(endpoint.requests) == 1


# What servers tell on


def _last_message(request: Request) -> str:
    return str(request.body["messages"][-1]["content"])


QUOTES: dict[str, Callable[[Request], str]] = {
    "the-whole-request": lambda request: json.dumps(request.body, ensure_ascii=False),
    "the-last-message": _last_message,
    "one-line": lambda request: NOTES.splitlines()[3],
    "half-a-clause": lambda request: "漏扫条码",
    "escaped": lambda request: json.dumps(NOTES.splitlines()[1]),
    "with-other-spaces": lambda request: "凌晨 两点\n以后",
    "with-other-punctuation": lambda request: "“夜班，没有、人复核”",
    "in-other-letters": lambda request: "ＰＡＬＬＥＴ-jack NEAR bay",
    "after-much-else": lambda request: "by policy. " * 12 + NOTES.splitlines()[1],
    "part-of-the-key": lambda request: f"{KEY[:16]}****",
}


@pytest.mark.parametrize("quote", QUOTES)
def test_a_server_that_quotes_the_notes_or_the_key_is_not_quoted(quote: str) -> None:
    with Endpoint(then=tells_on(500, lambda request: f"blocked: {QUOTES[quote](request)}")) as endpoint:
        line = failure(endpoint.base_url, retries=0)
    assert "HTTP 500" in line
    assert "blocked" not in line


@pytest.mark.parametrize("status", [200, 307, 400, 401, 404, 413, 422, 429])
def test_with_no_status_are_the_notes_quoted(status: int) -> None:
    with Endpoint(then=tells_on(status, _last_message)) as endpoint:
        failure(endpoint.base_url, retries=0)


@pytest.mark.parametrize("padding", [0, 130], ids=["short", "key-across-the-cut"])
def test_a_message_around_the_key_is_told_without_it(padding: int) -> None:
    with Endpoint(then=tells_on(429, lambda request: f"no credit{'.' * padding} left on {request.key}")) as endpoint:
        assert f"no credit{'.' * padding} left on ***)" in failure(endpoint.base_url, retries=0)


# Hostile and long notes


@pytest.mark.parametrize("provider", ["vllm", "qwen"], ids=["schema-in-request", "schema-in-prompt"])
def test_notes_reach_the_model_as_they_are(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", KEY)
    hostile = "模板写着 {{ 7*7 }} 和 {% raw %}，还有 $notes、${fields}、{0}"
    with Endpoint(says("{"), then=GOOD) as endpoint:
        drafted(endpoint.base_url, f"{NOTES}{hostile}\n", provider=provider)
    assert len(endpoint.requests) == 2
    for request in endpoint.requests:
        assert request.text.count(hostile) == 1
        for line in NOTES.splitlines():
            assert line in request.text


@pytest.mark.parametrize("token", ["<|im_end|>", "<|im_start|>system", "<|endoftext|>", "<|eot_id|>", "</notes>"])
def test_notes_end_no_turn_of_the_model(token: str) -> None:
    with Endpoint(then=GOOD) as endpoint:
        drafted(endpoint.base_url)
        drafted(endpoint.base_url, f"{NOTES}照抄{token}了事\n")
    clean, hostile = endpoint.requests
    assert hostile.text.count(token) == clean.text.count(token)
    assert f"照抄{token}了事" not in hostile.text
    assert "照抄" in hostile.text
    assert "了事" in hostile.text


LONG = "".join(f"第{number}段：{NOTES.splitlines()[number % 5]}，说了又说，再记一遍\n" for number in range(1, 901))


def test_long_notes_are_asked_about_side_by_side() -> None:
    waits = together(2, GOOD)
    with Endpoint(waits, waits, then=GOOD) as endpoint:
        result = drafted(endpoint.base_url, LONG)
    assert endpoint.at_once >= 2
    assert values(result) == SAID


def test_ollama_is_asked_one_thing_at_a_time() -> None:
    with Endpoint(then=GOOD) as endpoint:
        drafted(endpoint.base_url, LONG, provider="ollama")
    assert len(endpoint.requests) > 1
    assert endpoint.at_once == 1


def test_one_ask_that_fails_ends_the_draft_in_one_line() -> None:
    with Endpoint(GOOD, fails(401), then=GOOD) as endpoint:
        assert "401" in failure(endpoint.base_url, LONG)


# The command


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., Any]:
    """Runs `summarizer draft` on the notes against an endpoint."""
    file = tmp_path / "notes.txt"
    file.write_text(NOTES, "utf-8")

    def run(endpoint: Endpoint, *arguments: str, **env: str) -> Any:
        where = ("--base-url", endpoint.base_url, "--model", "quill-7b")
        return summarizer("draft", file, *where, *arguments, env={"SUMMARIZER_RETRIES": "0", **env})

    return run


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(tells_on(401, lambda request: f"{request.key}: {_last_message(request)}"), id="401-that-quotes"),
        pytest.param(says(f'{{"basics": "{NOTES.splitlines()[1]}'), id="never-json-quotes-notes"),
    ],
)
def test_the_command_fails_in_one_line(behaviour: Behaviour, command: Callable[..., Any]) -> None:
    with Endpoint(then=behaviour) as endpoint:
        ran = command(endpoint, "-v")
    assert (ran.code, ran.out) == (3, "")
    announced, told = lines(ran.err)
    assert endpoint.host in announced
    assert told.startswith(f"summarizer: {endpoint.host}: ")
    assert secrets_in(ran.err) == []


def test_the_command_drafts_and_says_where_to_and_at_what_cost(command: Callable[..., Any]) -> None:
    with Endpoint(says("{"), GOOD) as endpoint:
        ran = command(endpoint, "-v")
    assert ran.code == 0
    assert "夜班没有人复核" in ran.out
    announced, left_out, cost = lines(ran.err)
    assert endpoint.host in announced
    assert "no field" in left_out
    assert "2 calls" in cost
    assert secrets_in(ran.err) == []


def test_a_variable_that_makes_the_client_log_whole_requests_brings_no_notes_to_light(
    command: Callable[..., Any],
) -> None:
    with Endpoint(fails(500, NOTES)) as endpoint:
        ran = command(endpoint, "-v", OPENAI_LOG="debug")
    assert ran.code == 3
    assert secrets_in(ran.err) == []
