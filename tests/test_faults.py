"""What the machine, the network and the caller do to a run: its exit code, its one line, and what is left on disk."""

from __future__ import annotations

import json
import os
import shutil
import signal
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect  # type: ignore[import-untyped]
import pytest

from summarizer.providers.local import store
from summarizer.rendering import render
from tests.support.command import COMMAND, Ran, lines, summarizer
from tests.support.drafts import draft_of, noted
from tests.support.endpoint import (
    Behaviour,
    Endpoint,
    Reply,
    Request,
    answers,
    breaks_off,
    fails,
    hangs_up,
    says,
    shows,
)
from tests.support.warm import Warm

NOTES = "周三和陈露聊了四十分钟\n她说盘点表对不上\n陈露周五前交盘点差异表\n"
GOOD = answers({"basics": {"coachee": "陈露"}})
ONCE = {"SUMMARIZER_RETRIES": "0"}
CHINESE = {"LANG": "zh_CN.UTF-8"}


@pytest.fixture(scope="module")
def run() -> Iterator[Warm]:
    with Warm() as warm:
        yield warm


@pytest.fixture(scope="module")
def unprivileged() -> Iterator[Warm]:
    """The command under a user whom permissions bind: root without the right to pass over them, or whoever this is."""
    if os.geteuid() != 0:
        with Warm() as warm:
            yield warm
        return
    if shutil.which("setpriv") is None:
        pytest.skip("needs setpriv: apt-get install -y util-linux")
    with Warm("setpriv", "--bounding-set=-dac_override,-dac_read_search") as warm:
        yield warm


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.txt"
    file.write_text(NOTES, "utf-8")
    return file


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft that lacks nothing."""
    file = tmp_path / "draft.md"
    file.write_text(render(draft_of({"basics.coachee": "陈露"}), noted(*NOTES.splitlines())), "utf-8")
    return file


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 kB, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, room: int = 0) -> None:
    """Leave so many bytes on a disk."""
    free = shutil.disk_usage(disk).free
    (disk / "somebody else's").write_bytes(bytes(max(0, free - room)))


def at(endpoint: Endpoint | str) -> tuple[str, ...]:
    return "--base-url", endpoint if isinstance(endpoint, str) else endpoint.base_url, "--model", "quill-7b"


def told(ran: Ran, code: int, *parts: str) -> str:
    """The line that a failed run ends with, after at most one that says where the notes go."""
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err
    said = [line for line in lines(ran.err) if "notes go to" not in line and "笔记将发送到" not in line]
    assert len(said) == 1, ran.err
    for part in parts:
        assert part in said[0]
    return said[0]


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# The disk

WRITERS: dict[str, list[str]] = {
    "draft": ["draft", "notes.txt", "-o", "{}/new.md"],
    "check": ["check", "draft.md", "-o", "{}/new.txt"],
    "page": ["review", "draft.md", "--notes", "notes.txt", "--html", "{}/new.html"],
    "blank": ["template", "-o", "{}/new.md"],
    "batch": ["batch", "run", "notes.txt", "-o", "{}/out"],
    "export": ["batch", "export", "notes.txt", "-o", "{}/new.jsonl", "--target", "openai", "--model", "m"],
    "ics": ["ics", "dated.json", "-o", "{}/new.ics"],
    "document": ["finalize", "final.md", "-o", "{}/new.docx"],
}


@pytest.fixture
def drafts(draft: Path, notes: Path, complete: str) -> Path:
    """A folder with notes and drafts of every kind."""
    folder = draft.parent
    (folder / "final.md").write_text(complete, "utf-8")
    dated = {
        "summary": {"basics": {"date": {"text": "2025-10-26"}}, "follow_up": {"time": {"text": "2025-11-03 10:00"}}}
    }
    (folder / "dated.json").write_text(json.dumps(dated), "utf-8")
    return folder


@pytest.fixture(scope="module")
def complete() -> str:
    """A draft that can be made final."""
    from tests.test_finalize import FULL

    return render(draft_of(FULL), noted(*NOTES.splitlines()))


def writing(run: Warm, what: str, folder: Path, target: Path, **how: Any) -> Ran:
    """Run one of the commands that write a file, into a folder."""
    arguments = [argument.format(target) for argument in WRITERS[what]]
    if what not in ("draft", "batch"):
        return run(*arguments, cwd=folder, **how)
    with Endpoint(then=GOOD) as endpoint:
        return run(*arguments, *at(endpoint), cwd=folder, **how)


@pytest.mark.parametrize("what", WRITERS)
def test_a_full_disk_is_one_line_and_leaves_nothing(run: Warm, drafts: Path, disk: Path, what: str) -> None:
    fill(disk)
    told(writing(run, what, drafts, disk, env=CHINESE), 2, str(disk), "磁盘已满")
    left = {name for name in names(disk) if name != "somebody else's"}
    assert left <= ({"out"} if what == "batch" else set())  # whose record is resumed from


@pytest.mark.parametrize("what", ["draft", "document", "page"])
def test_a_disk_that_fills_up_midway_leaves_the_old_file(run: Warm, drafts: Path, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    ending = WRITERS[what][-1].rpartition("/")[2]
    (folder / ending).write_text("old", "utf-8")
    arguments = [argument.format(folder) for argument in WRITERS[what]]
    with Endpoint(then=GOOD) as endpoint:
        more = at(endpoint) if what == "draft" else ()
        told(run(*arguments, "--force", *more, cwd=drafts, largest=700), 2, "cannot be written")
    assert names(folder) == [ending]
    assert (folder / ending).read_text("utf-8") == "old"


def test_an_answer_that_does_not_fit_on_the_disk_leaves_the_draft_as_it_was(disk: Path, draft: Path) -> None:
    file = disk / "draft.md"
    shutil.copy(draft, file)
    before = file.read_bytes()
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], "review", str(file)], env=dict(os.environ), encoding="utf-8")
    child.expect_exact("> ", timeout=30)
    fill(disk)
    child.sendline("2025年11月10日上午十点")
    child.expect_exact("cannot be written (No space left on device)", timeout=30)
    child.expect(pexpect.EOF, timeout=30)
    child.close()
    assert child.exitstatus == 2
    assert file.read_bytes() == before
    assert names(disk) == ["draft.md", "somebody else's"]


def test_a_batch_stops_asking_when_nothing_can_be_written(run: Warm, tmp_path: Path, disk: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"{NOTES}{number}", "utf-8")
    with Endpoint(then=GOOD) as endpoint:
        arguments = ["batch", "run", str(folder), "-o", str(disk / "out"), "--jobs", "2", *at(endpoint)]
        told(run(*arguments), 2, str(disk / "out"), "No space left on device", "the same command goes on")
        asked = len(endpoint.requests)
        assert 0 < asked < 30
        for draft in (disk / "out").rglob("*.json"):
            json.loads(draft.read_text("utf-8"))
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        assert run(*arguments).code == 0
    assert len(list((disk / "out").rglob("*.json"))) == 40
    assert not list((disk / "out").rglob(".[!s]*"))


@pytest.mark.parametrize("what", WRITERS)
def test_a_read_only_disk_is_one_line(run: Warm, drafts: Path, disk: Path, what: str) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    told(writing(run, what, drafts, disk, env=CHINESE), 2, str(disk), "磁盘是只读的")


@pytest.mark.parametrize("arguments", [["check", "draft.md"], ["--help"], ["models", "list"]], ids=" ".join)
def test_a_full_disk_behind_stdout(run: Warm, draft: Path, arguments: list[str]) -> None:
    told(run(*arguments, cwd=draft.parent, stdout=Path("/dev/full")), 2, "No space left on device")


# The home folder


@pytest.mark.parametrize("home", ["/nonexistent", "{notes}"], ids=["missing", "a-file"])
def test_drafting_on_an_endpoint_needs_no_home(run: Warm, notes: Path, home: str) -> None:
    env = {"HOME": home.format(notes=notes), "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None}
    with Endpoint(then=GOOD) as endpoint:
        assert run("draft", notes, *at(endpoint), env=env).code == 0


@pytest.mark.parametrize("home", ["/proc/nowhere", "{notes}"], ids=["missing", "a-file"])
def test_without_a_place_for_the_model_one_is_asked_for(run: Warm, notes: Path, home: str) -> None:
    env = {"HOME": home.format(notes=notes), "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None}
    ran = run("models", "pull", "-q", env=env)
    told(ran, 3, "the model cannot be stored", "XDG_CACHE_HOME")


def test_a_user_without_a_home_is_told_which_variable_to_set(notes: Path) -> None:
    alien = ["unshare", "--user", "--map-user=54321"]
    if shutil.which("unshare") is None or subprocess.run([*alien, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no user can be made up here")
    gone = {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None, "USER": None, "LOGNAME": None}
    with Warm(*alien) as run:
        told(run("draft", notes, env=gone), 2, "HOME", "XDG_CONFIG_HOME")
        told(run("models", "path", env=gone), 2, "HOME", "XDG_CACHE_HOME")


# Permissions


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["draft", "secret.txt"], 4, id="notes"),
        pytest.param(["draft", "notes.txt", "--previous", "secret.txt"], 4, id="last-summary"),
        pytest.param(["check", "secret.txt"], 4, id="draft"),
        pytest.param(["check", "draft.md", "--notes", "secret.txt"], 4, id="notes-of-a-draft"),
        pytest.param(["finalize", "secret.txt"], 4, id="document"),
        pytest.param(["batch", "run", "shut", "-o", "out"], 4, id="folder"),
        pytest.param(["batch", "run", ".", "-o", "out"], 4, id="folder-below"),
        pytest.param(["batch", "export", "shut", "-o", "x.jsonl", "--target", "vllm", "--model", "m"], 4, id="export"),
        pytest.param(["draft", "notes.txt", "-o", "closed/new.md"], 2, id="output"),
        pytest.param(["finalize", "draft.md", "-o", "closed/new.docx"], 2, id="output-of-finalize"),
        pytest.param(["batch", "run", "notes.txt", "-o", "closed/out"], 2, id="output-of-batch"),
    ],
)
def test_what_is_not_permitted_is_one_line(unprivileged: Warm, drafts: Path, arguments: list[str], code: int) -> None:
    (drafts / "secret.txt").write_text(NOTES, "utf-8")
    (drafts / "secret.txt").chmod(0)
    for name, mode in (("shut", 0), ("closed", 0o555)):
        (drafts / name).mkdir()
        (drafts / name).chmod(mode)
    before = names(drafts)
    where = at("http://127.0.0.1:9/v1") if arguments[0] == "draft" or "run" in arguments else ()
    told(unprivileged(*arguments, *where, cwd=drafts, env=CHINESE), code, "没有", "权限")
    assert set(names(drafts)) - set(before) <= {"out"}
    (drafts / "shut").chmod(0o700)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["draft", "notes.txt/x.txt"], 4, id="notes"),
        pytest.param(["check", "draft.md/x.md"], 4, id="draft"),
        pytest.param(["draft", "notes.txt", "-o", "notes.txt/new.md"], 2, id="output"),
        pytest.param(["batch", "run", "notes.txt", "-o", "notes.txt/out"], 2, id="output-of-batch"),
    ],
)
def test_a_path_below_a_file_is_one_line(run: Warm, drafts: Path, arguments: list[str], code: int) -> None:
    where = at("http://127.0.0.1:9/v1") if "draft.md/x.md" not in arguments else ()
    told(run(*arguments, *where, cwd=drafts, env=CHINESE), code, "路径中有一段不是文件夹")


def test_settings_that_cannot_be_read_are_named(unprivileged: Warm, notes: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("model = 'm'\n", "utf-8")
    file.chmod(0)
    ran = unprivileged("draft", notes, *at("http://127.0.0.1:9/v1"), env={"SUMMARIZER_CONFIG": str(file)})
    told(ran, 2, f"{file}: cannot be read as settings (Permission denied)")


# Locales and names


@pytest.mark.parametrize("locale", [{"LANG": "C"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}], ids=str)
def test_any_locale_and_any_name_from_notes_to_document(tmp_path: Path, complete: str, locale: dict[str, str]) -> None:
    folder = tmp_path / "面谈 记录 😀"
    folder.mkdir()
    (folder / "笔记 1 😀.txt").write_text(NOTES, "utf-8")
    (folder / "定稿 😀.md").write_text(complete, "utf-8")
    with Endpoint(then=GOOD) as endpoint:
        made = summarizer("batch", "run", folder, "-o", folder / "出 😀", *at(endpoint), env=locale, cwd=tmp_path)
    assert made.code == 0, made.err
    drafts = {path.name for path in (folder / "出 😀").rglob("*.md")}
    assert "笔记 1 😀.txt.md" in drafts
    document = summarizer("finalize", "定稿 😀.md", "-o", "总 结 😀.html", env=locale, cwd=folder)
    assert (document.code, document.out) == (0, "")
    assert "总 结 😀.html" in document.err
    assert "陈露" in (folder / "总 结 😀.html").read_text("utf-8")


def test_a_name_that_is_no_utf_8_ends_no_command(run: Warm, draft: Path, notes: Path) -> None:
    odd = draft.with_name(os.fsdecode("草稿.md".encode("gb18030")))
    draft.rename(odd)
    assert run("review", odd, "--notes", notes, "--html", odd.with_name("page.html")).code == 0
    checked = summarizer_bytes("check", odd)
    assert checked.returncode == 1
    assert os.fsencode(odd) in checked.stdout


def summarizer_bytes(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, check=False)


# Ends


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
@pytest.mark.parametrize("what", ["draft", "batch"])
def test_a_request_to_end_is_taken_as_ctrl_c(tmp_path: Path, notes: Path, what: str, number: int) -> None:
    asked, over = threading.Event(), threading.Event()

    def keeps_silent(request: Request) -> Reply:
        asked.set()
        over.wait(30)
        return fails(503)(request)

    target = tmp_path / "new"
    command = {"draft": ["draft"], "batch": ["batch", "run"]}[what]
    with Endpoint(then=keeps_silent) as endpoint:
        process = subprocess.Popen(
            [*COMMAND, *command, notes, "-o", target, *at(endpoint)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert asked.wait(60)
        process.send_signal(number)
        said, err = process.communicate(timeout=30)
        over.set()
    told(Ran(process.returncode, said, err), 130, "interrupted")
    assert [name for name in names(tmp_path) if name not in ("notes.txt", "new")] == []
    assert target.exists() == (what == "batch")


def test_a_review_that_is_ended_keeps_its_answers_and_leaves_no_lock(draft: Path) -> None:
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], "review", str(draft)], env=dict(os.environ), encoding="utf-8")
    child.expect_exact("> ", timeout=30)
    child.sendline("2025年11月10日上午十点")
    child.expect_exact("已保存", timeout=30)
    child.kill(signal.SIGTERM)
    child.expect(pexpect.EOF, timeout=30)
    child.close()
    assert child.exitstatus == 130
    assert "2025年11月10日上午十点" in draft.read_text("utf-8")
    assert names(draft.parent) == ["draft.md"]


KILLED = """
import os, signal, sys
from pathlib import Path
from summarizer.atomic import atomic
with atomic(Path(sys.argv[1]), replace=True) as file:
    file.write(b"half of a draft")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only Linux has files without a name")
@pytest.mark.parametrize("old", [True, False], ids=["old-file", "no-file"])
def test_killed_in_the_middle_of_writing_nothing_is_left(tmp_path: Path, old: bool) -> None:
    file = tmp_path / "draft.md"
    if old:
        file.write_text("old", "utf-8")
    done = subprocess.run([COMMAND[0], "-c", KILLED, file], check=False)
    assert done.returncode == -signal.SIGKILL
    assert names(tmp_path) == (["draft.md"] if old else [])
    assert not old or file.read_text("utf-8") == "old"


# Streams that nobody reads


def piped(command: str, *arguments: str | Path, cwd: Path) -> Ran:
    """Run a pipeline of bash in which `"$@"` is the command; the exit code is that of the command."""
    script = f"{command}; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script, "bash", *COMMAND, *map(str, arguments)],
        capture_output=True, stdin=subprocess.DEVNULL, cwd=cwd, text=True, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


def test_a_reader_that_has_seen_enough_changes_no_exit_code(draft: Path) -> None:
    ran = piped('"$@" | head -1', "check", draft, cwd=draft.parent)
    assert (ran.code, ran.err, len(lines(ran.out))) == (1, "", 1)
    assert piped('"$@" 2>&1 | true', "finalize", draft, cwd=draft.parent) == (1, "", "")
    assert piped('"$@" 2>&1 | true', "check", "gone.md", cwd=draft.parent) == (4, "", "")


def test_work_goes_on_where_nobody_hears_what_is_said(notes: Path) -> None:
    with Endpoint(then=GOOD) as endpoint:
        for number, streams in enumerate(("2>&1 | true", "2>/dev/full", "<&- >&- 2>&-")):
            out = notes.with_name(f"{number}.md")
            assert piped(f'"$@" {streams}', "draft", notes, "-o", out, *at(endpoint), cwd=notes.parent) == (0, "", "")
            assert out.read_text("utf-8").startswith("# 工作辅导总结\n")


# The network


def both(run: Warm, notes: Path, where: str, code_of_batch: int, *parts: str, **env: str) -> None:
    """A draft and a batch fail in the same line, and write no draft."""
    folder = notes.parent
    for locale in ({}, CHINESE):
        ran = run("draft", notes, "-o", folder / "new.md", *at(where), env={**ONCE, **env, **locale})
        line = told(ran, 3, *(parts if not locale else ()))
    assert any("一" <= char <= "鿿" for char in line)
    batch = run("batch", "run", notes, "-o", folder / "out", *at(where), env={**ONCE, **env})
    assert batch.code == code_of_batch, batch.err
    assert "Traceback" not in batch.err
    for part in parts:
        assert part in batch.err
    assert not (folder / "new.md").exists()
    assert not list((folder / "out").glob("notes*"))


FAILED, GIVEN_UP = 1, 3


@pytest.mark.parametrize(
    ("behaviour", "code_of_batch", "parts"),
    [
        pytest.param(breaks_off(), FAILED, ["closed the connection before the answer was complete"], id="dies-midway"),
        pytest.param(hangs_up(), FAILED, ["closed the connection"], id="dies"),
        pytest.param(says("{"), FAILED, ["no answer in the asked-for form"], id="half-an-answer"),
        pytest.param(fails(404, "no such model"), GIVEN_UP, ["does not know the model quill-7b"], id="no-such-model"),
        pytest.param(fails(413, ""), FAILED, ["too long for quill-7b"], id="too-large"),
        pytest.param(
            fails(400, "the request exceeds the available context size, try increasing it"),
            FAILED, ["too long for quill-7b"], id="context-llama.cpp",
        ),
        pytest.param(
            fails(400, "This model's maximum context length is 4096 tokens. However, you requested 5000"),
            FAILED, ["too long for quill-7b"], id="context-vllm",
        ),
        pytest.param(
            fails(400, "Range of input length should be [1, 30720]"),
            FAILED, ["too long for quill-7b"], id="context-dashscope",
        ),
        pytest.param(fails(400, "Prompt 超长"), FAILED, ["too long for quill-7b"], id="context-zhipu"),
        pytest.param(
            fails(400, "no", code="context_length_exceeded"), FAILED, ["too long for quill-7b"], id="context-by-code"
        ),
        pytest.param(shows("<h1>Sign in</h1>"), FAILED, ["proxy or login page"], id="page-for-an-answer"),
        pytest.param(shows("<h1>Blocked</h1>", 403), GIVEN_UP, ["a web page (HTTP 403)", "NO_PROXY"], id="page-403"),
    ],
)  # fmt: skip
def test_an_endpoint_that_fails_is_one_line(
    run: Warm, notes: Path, behaviour: Behaviour, code_of_batch: int, parts: list[str]
) -> None:
    with Endpoint(then=behaviour) as endpoint:
        both(run, notes, endpoint.base_url, code_of_batch, endpoint.host, *parts)


def test_a_host_that_nobody_knows(run: Warm, notes: Path) -> None:
    both(run, notes, "http://nonexistent.invalid/v1", FAILED, "nonexistent.invalid: connection failed", "address")


def test_a_proxy_that_answers_with_a_page(run: Warm, notes: Path) -> None:
    with Endpoint(then=shows("<h1>Please log in</h1>", 407)) as proxy:
        url = f"http://{proxy.host}"
        both(run, notes, "http://llm.invalid/v1", GIVEN_UP, "llm.invalid", "web page (HTTP 407)", http_proxy=url)
        both(run, notes, "https://llm.invalid/v1", GIVEN_UP, "llm.invalid", "HTTPS_PROXY", https_proxy=url)


@pytest.mark.parametrize(
    "variables",
    [{"https_proxy": "127.0.0.1:9:x"}, {"all_proxy": "socks5://127.0.0.1:9"}, {"SSL_CERT_FILE": "/nowhere.pem"}],
    ids=lambda variables: "".join(variables),
)
def test_variables_of_the_network_that_are_no_good(run: Warm, notes: Path, variables: dict[str, str]) -> None:
    ran = run("draft", notes, *at("https://llm.invalid/v1"), env=variables)
    told(ran, 2, "variables for proxies and certificates", "SSL_CERT_FILE")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine that nobody signed but itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl: apt-get install -y openssl")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "own.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", made],
        capture_output=True, check=True,
    )  # fmt: skip
    return made, key


def test_a_certificate_that_nobody_vouches_for(run: Warm, notes: Path, certificate: tuple[Path, Path]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with Endpoint(then=GOOD, tls=context) as endpoint:
        both(run, notes, endpoint.base_url, GIVEN_UP, "certificate is not to be trusted", "SSL_CERT_FILE")
        assert endpoint.requests == []
        trusted = run("draft", notes, *at(endpoint), env={"SSL_CERT_FILE": str(certificate[0])})
        assert trusted.code == 0, trusted.err


@pytest.mark.parametrize("key", ["sk-heron-5520\n", "  sk-heron-5520\r\n"], ids=repr)
def test_a_key_with_a_line_end(run: Warm, notes: Path, key: str) -> None:
    with Endpoint(then=GOOD) as endpoint:
        assert run("draft", notes, *at(endpoint), env={"SUMMARIZER_API_KEY": key}).code == 0
    assert {request.key for request in endpoint.requests} == {"sk-heron-5520"}


# The embedded model; a wheel with other bytes is in test_models_pull


def test_a_model_cut_short_since_it_was_verified_is_not_used(run: Warm, notes: Path) -> None:
    path = store.model_file()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"GGUF" + bytes(5000))
    store.mark_verified(path)
    assert store.is_verified(path)
    os.truncate(path, 2000)
    nothing_to_fetch = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    for command in (["draft", str(notes)], ["batch", "run", str(notes), "-o", str(notes.parent / "out")]):
        ran = run(*command, "-q", env=nothing_to_fetch)
        said = lines(ran.err)
        assert (ran.code, len(said)) == (3, 2)
        assert "fetching the embedded model" in said[0]
        assert "download failed" in said[1]
    assert names(notes.parent) in (["notes.txt"], ["notes.txt", "out"])


def test_a_model_of_ones_own_that_is_cut_short_is_named(run: Warm, notes: Path, tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    model = tmp_path / "own.gguf"
    model.write_bytes(b"GGUF\x03\0\0\0" + bytes(100))
    told(run("draft", notes, "-q", "--model-path", model), 3, f"{model}: llama.cpp cannot load this model")
