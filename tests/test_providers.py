"""Which endpoint a run goes to, with which key, how it is asked, and what the user is told of it."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import platformdirs
import pytest
from click.testing import CliRunner, Result

from summarizer.api import draft_notes
from summarizer.cli.main import cli
from summarizer.errors import EndpointError, UsageError
from summarizer.notes import from_bytes
from summarizer.providers.presets import PRESETS
from summarizer.providers.probe import probe
from summarizer.providers.settings import Endpoint as Resolved
from summarizer.providers.settings import load_settings, resolve
from tests.support.command import COMMAND, lines, summarizer
from tests.support.endpoint import Behaviour, Endpoint, answers, fails, says

NOTES = "昨天和白露通了二十分钟电话\n她说排班表总是晚到\n"
OWN_KEY = "sk-own-11d07e54c2"
KEYS = {
    preset.key_variable: f"sk-{name}-77aa{number:02}"
    for number, (name, preset) in enumerate(PRESETS.items())
    if preset.key_variable and name != "custom"
}
REMOTE = sorted(set(PRESETS) - {"local", "custom"})


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of every vendor, and one of the user's own."""
    for variable, key in {**KEYS, "SUMMARIZER_API_KEY": OWN_KEY}.items():
        monkeypatch.setenv(variable, key)


@pytest.fixture
def config() -> Path:
    """The settings file, not written yet."""
    path = platformdirs.user_config_path("summarizer") / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def configure(config: Path, monkeypatch: pytest.MonkeyPatch, file: Mapping[str, str], env: Mapping[str, str]) -> None:
    config.write_text("".join(f'{name} = "{value}"\n' for name, value in file.items()), "utf-8")
    for name, value in env.items():
        monkeypatch.setenv(f"SUMMARIZER_{name.upper()}", value)


def resolved(**flags: Any) -> Resolved:
    return resolve(load_settings(**flags))


def draft(**flags: Any) -> None:
    """A draft made in this process at the endpoint the flags name."""
    asyncio.run(draft_notes(from_bytes(NOTES.encode(), "notes.txt"), resolved(**flags)))


def refusal(**flags: Any) -> str:
    """The one line that tells what is wrong with the settings."""
    with pytest.raises(UsageError) as refused:
        resolved(**flags)
    line = str(refused.value)
    assert refused.value.exit_code == 2
    assert len(line.splitlines()) == 1
    return line


# Where settings come from


@pytest.mark.parametrize(
    ("file", "env", "flag", "model"),
    [
        pytest.param(None, None, None, "gpt-4.1-mini", id="preset"),
        pytest.param("from-file", None, None, "from-file", id="file-over-preset"),
        pytest.param("from-file", "from-env", None, "from-env", id="env-over-file"),
        pytest.param("from-file", "from-env", "from-flag", "from-flag", id="flag-over-env"),
        pytest.param("from-file", None, "from-flag", "from-flag", id="flag-over-file"),
        pytest.param("from-file", "", None, "from-file", id="empty-variable-is-not-set"),
    ],
)
@pytest.mark.usefixtures("keys")
def test_the_nearer_setting_wins(
    file: str | None,
    env: str | None,
    flag: str | None,
    model: str,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    configure(
        config,
        monkeypatch,
        {"provider": "openai"} | ({"model": file} if file is not None else {}),
        {"model": env} if env is not None else {},
    )
    assert resolved(model=flag).model == model


def test_each_setting_is_taken_from_the_nearest_place_that_has_it(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(
        config,
        monkeypatch,
        {"base_url": "http://file.example:81/v1", "model": "a", "timeout": "11", "retries": "5", "language": "en"},
        {"timeout": "12", "retries": "4"},
    )
    settings = load_settings(retries=2)
    assert (settings.timeout, settings.retries, settings.language) == (12.0, 2, "en")
    endpoint = resolve(settings)
    assert (endpoint.host, endpoint.model, endpoint.timeout, endpoint.retries) == ("file.example:81", "a", 12.0, 2)


def test_a_variable_names_another_settings_file(config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.toml"
    other.write_text('provider = "ollama"\nmodel = "b"\n', "utf-8")
    configure(config, monkeypatch, {"provider": "vllm", "model": "a"}, {"config": str(other)})
    assert (resolved().preset.name, resolved().model) == ("ollama", "b")


# name of the setting: value, as (file, environment, flags)
CUSTOM = {"base_url": "http://gpu.example/v1", "model": "own-9b"}
MIXTURES: dict[str, tuple[dict[str, str], dict[str, str], dict[str, str], tuple[str, str, str]]] = {
    "nothing": ({}, {}, {}, ("local", "", "qwen2.5-coder-1.5b-instruct-q4_k_m")),
    "own-endpoint": (CUSTOM, {}, {}, ("custom", "http://gpu.example/v1", "own-9b")),
    "provider-flag-over-own-endpoint": (
        CUSTOM, {}, {"provider": "ollama"}, ("ollama", "http://localhost:11434/v1", "qwen2.5:7b"),
    ),
    "provider-variable-over-own-endpoint": (
        CUSTOM, {"provider": "openai"}, {}, ("openai", "https://api.openai.com/v1", "gpt-4.1-mini"),
    ),
    "local-flag-over-own-endpoint": (
        {}, CUSTOM, {"provider": "local"}, ("local", "", "qwen2.5-coder-1.5b-instruct-q4_k_m"),
    ),
    "address-flag-over-provider": (
        {"provider": "deepseek", "model": "deepseek-chat"}, {}, CUSTOM, ("custom", "http://gpu.example/v1", "own-9b"),
    ),
    "address-variable-over-provider": (
        {"provider": "deepseek", "model": "deepseek-chat"}, CUSTOM, {}, ("custom", "http://gpu.example/v1", "own-9b"),
    ),
    "address-flag-over-address": (
        CUSTOM, {}, {"base_url": "http://two.example/v1", "model": "m"}, ("custom", "http://two.example/v1", "m"),
    ),
    "model-flag-for-provider": (
        {"provider": "ollama"}, {}, {"model": "phi4"}, ("ollama", "http://localhost:11434/v1", "phi4"),
    ),
    "same-provider-keeps-its-model": (
        {"provider": "ollama", "model": "phi4"}, {}, {"provider": "ollama"},
        ("ollama", "http://localhost:11434/v1", "phi4"),
    ),
    "provider-at-another-address": (
        {}, {}, {"provider": "vllm", **CUSTOM}, ("vllm", "http://gpu.example/v1", "own-9b"),
    ),
    "own-file-over-provider": (
        {"provider": "openai", "model": "gpt-4.1"}, {}, {"model_path": "/models/tern.gguf"}, ("local", "", "tern"),
    ),
    "own-file-kept-by-local-flag": (
        {"model_path": "/models/tern.gguf"}, {}, {"provider": "local"}, ("local", "", "tern"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("mixture", MIXTURES)
@pytest.mark.usefixtures("keys")
def test_two_endpoints_are_never_mixed(mixture: str, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, env, flags, expected = MIXTURES[mixture]
    configure(config, monkeypatch, file, env)
    endpoint = resolved(**flags)
    assert (endpoint.preset.name, endpoint.base_url, endpoint.model) == expected


# Settings that are refused


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("colour = 3", ["colour"], id="unknown"),
        pytest.param("retries = -1", ["retries", "SUMMARIZER_RETRIES"], id="out-of-range"),
        pytest.param('timeout = "soon"', ["timeout"], id="no-number"),
        pytest.param('language = "fr"', ["language"], id="no-such-language"),
        pytest.param("model = [", [], id="not-toml"),
        pytest.param('api_key = "sk-left-in-a-file"', ["api_key"], id="key-in-the-file"),
        pytest.param("\x00", [], id="not-text"),
    ],
)
def test_a_settings_file_that_does_not_fit_is_refused(text: str, parts: list[str], config: Path) -> None:
    config.write_text(text, "utf-8")
    line = refusal()
    for part in [str(config), *parts]:
        assert part in line
    assert "sk-left" not in line


def test_a_settings_file_in_another_encoding_is_refused(config: Path) -> None:
    config.write_bytes('model = "模型"'.encode("gb18030"))
    assert str(config) in refusal()


@pytest.mark.parametrize("provider", [None, "ollama"])
def test_a_variable_that_does_not_fit_is_named(provider: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "soon")
    assert "SUMMARIZER_TIMEOUT" in refusal(provider=provider)


def test_a_flag_stands_in_for_a_variable_that_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_LANGUAGE", "fr")
    assert load_settings(language="zh", provider="ollama").language == "zh"


@pytest.mark.parametrize(
    ("flags", "parts"),
    [
        pytest.param({"provider": "opanai"}, ["opanai", *PRESETS], id="unknown-provider"),
        pytest.param({"provider": "custom", "model": "m"}, ["custom", "--base-url"], id="no-address"),
        pytest.param({"provider": "vllm"}, ["vllm", "--model"], id="vllm-without-model"),
        pytest.param({"base_url": "http://gpu.example/v1"}, ["--model"], id="address-without-model"),
        pytest.param({"provider": "local", "base_url": "http://gpu.example/v1"}, ["gpu.example"], id="local-elsewhere"),
        pytest.param({"provider": "ollama", "model_path": "a.gguf"}, ["--model-path", "ollama"], id="file-elsewhere"),
        *(
            pytest.param({"base_url": url, "model": "m"}, [shown], id=f"url-{number}")
            for number, (url, shown) in enumerate(
                {
                    "gpu.example/v1": "gpu.example/v1",
                    "ftp://gpu.example/v1": "ftp://gpu.example/v1",
                    "http://": "http://",
                    "http://[::1/v1": "http://[::1/v1",
                    "http://gpu.example:port/v1": "gpu.example:port",
                    "http://gpu.example:99999/v1": "gpu.example:99999",
                    "ftp://wren:sesame@gpu.example": "ftp://gpu.example",
                }.items()
            )
        ),
    ],
)
def test_settings_that_name_no_endpoint_are_refused(flags: dict[str, str], parts: list[str]) -> None:
    line = refusal(**flags)
    for part in parts:
        assert part in line
    assert "sesame" not in line


# Keys


@pytest.mark.parametrize("provider", [name for name in REMOTE if PRESETS[name].key_variable])
def test_without_its_key_a_provider_is_refused_and_the_variable_named(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = PRESETS[provider].key_variable
    for variable, key in KEYS.items():
        if variable != own:
            monkeypatch.setenv(variable, key)
    line = refusal(provider=provider)
    assert str(own) in line
    assert not any(key in line for key in KEYS.values())


@pytest.mark.parametrize("key", ["密钥", "sk-one\nsk-two", "sk-\x1b[0m"], ids=["chinese", "two-lines", "control"])
def test_a_key_no_header_can_carry_is_refused_by_its_variable(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOONSHOT_API_KEY", key)
    line = refusal(provider="moonshot")
    assert "MOONSHOT_API_KEY" in line
    assert key not in line


def sent_at(**flags: Any) -> tuple[str | None, str]:
    """The key that a call sends, and all it sends."""
    with Endpoint() as endpoint:
        asyncio.run(probe(resolved(**{"base_url": endpoint.base_url, "model": "m", **flags})))
    (request,) = endpoint.requests
    return request.key, f"{dict(request.headers)} {request.body}"


@pytest.mark.parametrize("provider", REMOTE)
@pytest.mark.usefixtures("keys")
def test_a_provider_gets_its_own_key_and_no_other(provider: str) -> None:
    key, sent = sent_at(provider=provider)
    own = KEYS.get(PRESETS[provider].key_variable or "", OWN_KEY)
    assert key == own
    assert [other for other in (*KEYS.values(), OWN_KEY) if other in sent] == [own]


@pytest.mark.usefixtures("keys")
def test_an_address_of_ones_own_gets_ones_own_key() -> None:
    key, sent = sent_at()
    assert key == OWN_KEY
    assert not any(other in sent for other in KEYS.values())


@pytest.mark.parametrize("how", ["flag", "variable", "file"])
def test_an_address_of_ones_own_never_gets_a_vendors_key(
    how: str, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, key in KEYS.items():
        monkeypatch.setenv(variable, key)
    with Endpoint() as endpoint:
        named = {"base_url": endpoint.base_url, "model": "m"}
        weaker = {"provider": "deepseek"} if how != "file" else {}
        configure(config, monkeypatch, named if how == "file" else weaker, named if how == "variable" else {})
        draft(**(named if how == "flag" else {}))
    (request,) = endpoint.requests
    assert not any(key in f"{dict(request.headers)}" for key in KEYS.values())


def test_ones_own_key_serves_where_the_vendors_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_API_KEY", f" {OWN_KEY}\n")
    assert sent_at(provider="zhipu")[0] == OWN_KEY


@pytest.mark.parametrize(("provider", "told"), [("openai", True), ("moonshot", False), ("custom", False)])
@pytest.mark.usefixtures("keys")
def test_only_openai_is_told_what_openais_variables_say(
    provider: str, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-plover")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-plover")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Gateway: token-plover")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    sent = sent_at(provider=provider)[1]
    assert sent.count("plover") == (3 if told else 0)


# How each is asked


THINKING_OFF: dict[str, dict[str, Any]] = {
    "qwen": {"enable_thinking": False},
    "siliconflow": {"enable_thinking": False},
    "zhipu": {"thinking": {"type": "disabled"}},
    "vllm": {"chat_template_kwargs": {"enable_thinking": False}},
}
BY_SCHEMA = {"openai", "ollama", "vllm", "custom"}


@pytest.mark.parametrize("provider", [*REMOTE, "custom"])
@pytest.mark.usefixtures("keys")
def test_a_provider_is_asked_in_its_way(provider: str) -> None:
    """Thinking is off where the vendor has a switch for it, also in a correction; others would refuse the switch."""
    with Endpoint(says("{"), then=answers()) as endpoint:
        draft(provider=provider, base_url=endpoint.base_url, model="m-1")
    assert len(endpoint.requests) > 1
    common = {"model", "messages", "temperature", "max_tokens", "response_format"}
    for request in endpoint.requests:
        body = request.body
        assert request.path == "/v1/chat/completions"
        assert (body["model"], body["temperature"]) == ("m-1", 0)
        assert body["response_format"]["type"] == ("json_schema" if provider in BY_SCHEMA else "json_object")
        assert {name: body[name] for name in body.keys() - common} == THINKING_OFF.get(provider, {})


# Where the notes go


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.txt"
    file.write_text(NOTES, "utf-8")
    return file


def test_another_machine_is_named_before_the_first_byte_even_when_quiet(
    notes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy stands in for the way to that machine."""
    said: list[str] = []
    told = tmp_path / "stderr"
    with Endpoint(on_connect=lambda: said.append(told.read_text("utf-8"))) as proxy, told.open("wb") as stderr:
        monkeypatch.setenv("http_proxy", f"http://{proxy.host}")
        code = run_into(stderr, "draft", notes, "--base-url", "http://gpu.example/v1", "--model", "m", "-q")
    assert code == 0
    assert [request.path for request in proxy.requests] == ["http://gpu.example/v1/chat/completions"]
    (line,) = lines(said[0])
    assert "gpu.example" in line
    assert lines(told.read_text("utf-8")) == [line]


def run_into(stderr: BinaryIO, *arguments: str | Path) -> int:
    """Run the command with this file as its stderr, so that others can read along."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, stderr=stderr, stdout=subprocess.DEVNULL, timeout=60, check=False).returncode


def run(*arguments: str | Path) -> Result:
    """Run the command in this process; what it would exit with is the result's `return_value`."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], standalone_mode=False)


def test_this_machine_is_named_unless_quiet(notes: Path) -> None:
    with Endpoint() as endpoint:
        where = ("--base-url", endpoint.base_url.replace("//", "//wren:sesame@"), "--model", "m")
        told, quiet = run("draft", notes, *where), run("draft", notes, *where, "-q")
    assert len(endpoint.requests) == 2
    assert endpoint.host in lines(told.stderr)[0]
    assert "sesame" not in told.stderr
    assert quiet.stderr == ""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_what_is_for_this_machine_passes_no_proxy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Endpoint() as proxy, Endpoint() as endpoint:
        for variable in ("http_proxy", "all_proxy"):
            monkeypatch.setenv(variable, f"http://{proxy.host}")
        draft(base_url=endpoint.base_url.replace("127.0.0.1", name), model="m")
    assert len(endpoint.requests) == 1
    assert proxy.requests == []


@pytest.mark.usefixtures("keys")
def test_where_the_embedded_model_fails_nobody_else_is_asked(
    notes: Path, tmp_path: Path, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "broken.gguf"
    own.write_bytes(b"GGUF" + b"\xff" * 64)
    with Endpoint() as endpoint:
        configure(config, monkeypatch, {"provider": "openai"}, {"base_url": endpoint.base_url, "model": "m"})
        for variable in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(variable, f"http://{endpoint.host}")
        ran = summarizer("draft", notes, "--model-path", own)
    assert (ran.code, ran.out) == (3, "")
    announced, told = lines(ran.err)
    assert "stay on this machine" in announced
    assert "broken.gguf" in told or "summarizer[local]" in told
    assert endpoint.requests == []


@pytest.mark.usefixtures("keys")
def test_where_an_endpoint_fails_nobody_else_is_asked(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Endpoint() as other, Endpoint(then=fails(401)) as endpoint:
        configure(config, monkeypatch, {"base_url": other.base_url, "model": "m"}, {})
        with pytest.raises(EndpointError):
            draft(base_url=endpoint.base_url, model="m")
    assert other.requests == []


# doctor

CAPITAL = answers({"city": "Paris"})


def doctor(behaviour: Behaviour, *arguments: str) -> tuple[Result, Endpoint]:
    with Endpoint(then=behaviour) as endpoint:
        return run("doctor", "--base-url", endpoint.base_url, "--model", "quill-7b", *arguments), endpoint


def test_doctor_shows_what_is_configured_and_makes_one_tiny_structured_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", "sk-tern-9f3b07a6")
    ran, endpoint = doctor(CAPITAL, "--provider", "qwen")
    assert ran.return_value == 0
    assert ran.stderr == ""
    (request,) = endpoint.requests
    assert request.key == "sk-tern-9f3b07a6"
    assert request.body["max_tokens"] <= 200
    assert request.body["enable_thinking"] is False
    shown = dict(line.split(": ", 1) for line in lines(ran.stdout))
    assert (shown["provider"], shown["model"]) == ("qwen", "quill-7b")
    assert shown["endpoint"] == endpoint.base_url
    assert shown["reachable"].startswith("yes")
    assert shown["structured answer"] == "yes"
    assert shown["key"].startswith("sk-")
    assert "tern" not in ran.stdout
    assert "07a6" not in ran.stdout


@pytest.mark.parametrize("key", ["sk-1", "0123456789ab", "k" * 64], ids=["short", "twelve", "long"])
def test_doctor_shows_no_more_than_a_glimpse_of_a_key(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_API_KEY", key)
    ran, _ = doctor(CAPITAL)
    shown = next(line for line in lines(ran.stdout) if line.startswith("key: ")).removeprefix("key: ")
    assert "…" in shown
    assert len(shown.replace("…", "")) <= len(key) // 2
    assert key not in ran.stdout


def test_doctor_shows_no_password_of_an_address() -> None:
    with Endpoint(then=CAPITAL) as endpoint:
        url = endpoint.base_url.replace("//", "//wren:sesame@") + "?token=tern"
        ran = run("doctor", "--base-url", url, "--model", "m")
    assert f"endpoint: {endpoint.base_url}" in lines(ran.stdout)
    assert "sesame" not in ran.output
    assert "tern" not in ran.output


@pytest.mark.parametrize(
    ("behaviour", "reached", "told"),
    [
        pytest.param(fails(401), "no", "SUMMARIZER_API_KEY", id="401"),
        pytest.param(says("Paris, of course."), "no", "form", id="no-json"),
        pytest.param(answers({"city": " "}), "yes", "", id="blank"),
    ],
)
def test_doctor_exits_3_where_the_endpoint_does_not_answer_as_it_must(
    behaviour: Behaviour, reached: str, told: str
) -> None:
    ran, endpoint = doctor(behaviour)
    assert ran.return_value == 3
    assert any(line.startswith(f"reachable: {reached}") for line in lines(ran.stdout))
    if told:
        (line,) = lines(ran.stderr)
        assert endpoint.host in line
        assert told in line


def test_doctor_says_which_key_is_missing_and_that_notes_would_stay() -> None:
    ran, endpoint = doctor(CAPITAL)
    assert "SUMMARIZER_API_KEY" in ran.stdout
    assert "stay on this machine" in ran.stdout
    assert endpoint.requests[0].key == "none"


def test_doctor_ends_its_process_with_the_exit_code() -> None:
    """The key it was refused with stays masked on both streams."""
    key = "sk-tern-9f3b07a6"
    with Endpoint(then=fails(403, f"wrong key {key}")) as endpoint:
        ran = summarizer("doctor", "--base-url", endpoint.base_url, "--model", "m", env={"SUMMARIZER_API_KEY": key})
    assert ran.code == 3
    assert len(lines(ran.err)) == 1
    assert key not in ran.out + ran.err
    assert endpoint.host in ran.out


def test_doctor_with_settings_that_name_no_endpoint_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("doctor", "--provider", "siliconflow")
    assert isinstance(ran.exception, UsageError)
    assert "SILICONFLOW_API_KEY" in str(ran.exception)
