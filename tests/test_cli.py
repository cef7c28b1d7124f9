"""The command line from outside: exit codes, what goes where, and what is left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

from summarizer.rendering import render
from tests.support.command import COMMAND, Ran, in_process, lines, summarizer
from tests.support.drafts import draft_of, gap_at, noted
from tests.support.endpoint import Endpoint, Reply, Request, answers, fails

CHINESE = {"LANG": "zh_CN.UTF-8"}
ASCII_ONLY = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
NOTES = "周三下午和陈露聊了四十分钟\n她说盘点表对不上，想找仓库一起核\n"
COMMANDS = [
    "draft",
    "check",
    "review",
    "finalize",
    "ics",
    "batch",
    "template",
    "evaluate",
    "models",
    "doctor",
    "completion",
]
HEAVY = {"pydantic", "openai", "instructor", "rich", "httpx2", "xllamacpp", "rapidfuzz", "platformdirs"}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "notes.txt"
    file.write_text(NOTES, "utf-8")
    return file


def at(endpoint: Endpoint) -> tuple[str, ...]:
    """The options that send a draft to this endpoint."""
    return ("--base-url", endpoint.base_url, "--model", "quill-7b")


def failed(ran: Ran, code: int, *parts: str) -> None:
    """The command ended with this code and told one line about it, and printed no result."""
    assert (ran.code, ran.out) == (code, "")
    assert len(lines(ran.err)) == 1, ran.err
    for part in parts:
        assert part in ran.err


# Help and usage


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], *([command, "--help"] for command in COMMANDS)], ids=" ".join
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    probe = (
        "import sys; from summarizer.cli.main import cli\n"
        f"cli.main({arguments!r}, prog_name='summarizer', standalone_mode=False)\n"
        "print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    said, _, loaded = done.stdout.rstrip().rpartition("\n")
    assert "summarizer" in said
    assert "click" in loaded.split()
    assert HEAVY.isdisjoint(loaded.split())


def test_help_lists_every_command_and_the_exit_codes() -> None:
    ran = summarizer("--help")
    assert (ran.code, ran.err) == (0, "")
    assert set(COMMANDS) <= set(ran.out.split())
    assert "130 interrupted" in " ".join(ran.out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_listed_command_explains_itself(command: str) -> None:
    ran = summarizer(command, "--help")
    assert ran.code == 0
    assert f"summarizer {command} " in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["sketch"], id="unknown-command"),
        pytest.param(["draft", "--colour"], id="unknown-option"),
        pytest.param(["--loud"], id="unknown-global-option"),
        pytest.param(["draft", "a.txt", "b.txt"], id="too-many-arguments"),
        pytest.param(["template", "--format", "pdf"], id="unknown-format"),
        pytest.param(["template", "--language", "fr"], id="unknown-language"),
        pytest.param(["models", "push"], id="unknown-subcommand"),
    ],
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    ran = summarizer(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err


# template


@pytest.mark.parametrize(("language", "title"), [("zh", "# 工作辅导总结"), ("en", "# Coaching Summary")])
def test_template_prints_the_blank_template(language: str, title: str) -> None:
    ran = summarizer("template", "--language", language)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[0] == title


def test_template_speaks_the_language_of_the_locale() -> None:
    assert summarizer("template", env=CHINESE).out == summarizer("template", "--language", "zh").out
    assert summarizer("template").out == summarizer("template", "--language", "en").out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_template_as_json_is_the_schema_of_the_summary(language: str) -> None:
    ran = summarizer("template", "--format", "json", "--language", language)
    schema = json.loads(ran.out)
    assert next(iter(schema["properties"])) == "basics"
    assert schema["$defs"]["Action"]["required"] == ["task"]
    assert schema["$defs"]["FollowUp"]["properties"]["time"]["x-importance"] == "required"


@pytest.mark.parametrize(("name", "as_json"), [("blank.json", True), ("blank.JSON", True), ("blank.md", False)])
def test_the_ending_of_the_output_decides_the_format(tmp_path: Path, name: str, as_json: bool) -> None:
    assert summarizer("template", "-o", tmp_path / name).code == 0
    assert (tmp_path / name).read_text("utf-8").startswith("{") is as_json


# Input


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        pytest.param("gone.txt", None, "no such file", id="missing"),
        pytest.param("gone 了.txt", None, "no such file", id="missing-with-a-chinese-name"),
        pytest.param("line\nbreak.txt", None, "no such file", id="missing-with-a-line-break-in-its-name"),
        pytest.param("empty.txt", b"", "nothing in it", id="empty"),
        pytest.param("scan.png", b"\x89PNG\r\n", "not a text file (PNG)", id="binary"),
        pytest.param(".", None, "is a folder", id="folder"),
    ],
)
def test_notes_that_cannot_be_read_exit_4_in_one_line(
    tmp_path: Path, name: str, content: bytes | None, cause: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with Endpoint() as endpoint:
        ran = summarizer("draft", file, *at(endpoint))
    failed(ran, 4, cause, tmp_path.name if name == "." else name.split("\n")[0])
    assert endpoint.requests == []


@pytest.mark.parametrize("arguments", [["draft"], ["draft", "-"]], ids=["no-argument", "dash"])
def test_an_empty_pipe_exits_4(arguments: list[str]) -> None:
    failed(summarizer(*arguments), 4, "<stdin>", "nothing in it")


@pytest.mark.parametrize(
    ("locale", "invitation", "refusal"),
    [
        pytest.param("C.UTF-8", "Paste your notes, then press Ctrl-D", "nothing in it", id="english"),
        pytest.param("zh_CN.UTF-8", "请粘贴笔记，最后另起一行按 Ctrl-D 结束", "里面没有内容", id="chinese"),
    ],
)
def test_a_terminal_is_told_how_to_paste_and_how_to_end(locale: str, invitation: str, refusal: str) -> None:
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], "draft"], env={**os.environ, "LANG": locale}, encoding="utf-8")
    child.expect_exact(invitation, timeout=20)
    child.sendeof()
    child.expect_exact(refusal, timeout=20)
    child.expect(pexpect.EOF, timeout=20)
    child.close()
    assert child.exitstatus == 4


def test_notes_pasted_into_a_terminal_are_drafted(tmp_path: Path) -> None:
    out = tmp_path / "draft.json"
    with Endpoint() as endpoint:
        child = pexpect.spawn(
            COMMAND[0], [*COMMAND[1:], "draft", *at(endpoint), "-o", str(out)], env=dict(os.environ), encoding="utf-8"
        )
        child.expect_exact("Paste your notes", timeout=20)
        child.sendline("Talked to Noor about the night shift")
        child.sendline("She asked for a swap")
        child.sendeof()
        child.expect_exact("written", timeout=20)
        child.expect(pexpect.EOF, timeout=20)
        child.close()
    assert child.exitstatus == 0
    assert json.loads(out.read_text("utf-8"))["source"]["lines"] == 2


# Output


def test_an_existing_file_is_refused_before_any_model_work(tmp_path: Path, notes: Path) -> None:
    out = tmp_path / "draft.md"
    out.write_text("signed by both", "utf-8")
    with Endpoint() as endpoint:
        ran = summarizer("draft", notes, "-o", out, *at(endpoint))
    failed(ran, 2, str(out), "--force")
    assert endpoint.requests == []
    assert out.read_text("utf-8") == "signed by both"


def test_an_existing_file_is_refused_before_the_notes_are_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "draft.md"
    out.touch()
    failed(summarizer("draft", tmp_path / "gone.txt", "-o", out), 2, "--force")


def test_force_replaces_the_file_and_makes_it_private(tmp_path: Path, notes: Path) -> None:
    out = tmp_path / "draft.json"
    out.write_text("old", "utf-8")
    out.chmod(0o644)
    with Endpoint() as endpoint:
        ran = in_process("draft", notes, "-o", out, "--force", *at(endpoint))
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(out.read_text("utf-8"))["language"] == "zh"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["draft.md", "二月 面谈 记录.md"], ids=["plain", "spaces-and-chinese"])
def test_a_new_file_is_private_and_alone(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "总结 二月"
    folder.mkdir()
    ran = summarizer("template", "-o", folder / name, env={"LANG": "C", "LC_ALL": "C"})
    assert (ran.code, ran.out) == (0, "")
    assert [entry.name for entry in folder.iterdir()] == [name]
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert (folder / name).read_text("utf-8") == summarizer("template").out


def test_a_relative_output_is_beside_the_caller(tmp_path: Path) -> None:
    assert summarizer("template", "-o", "blank.md", cwd=tmp_path).code == 0
    assert (tmp_path / "blank.md").is_file()


def test_a_missing_folder_is_refused_before_any_model_work(tmp_path: Path, notes: Path) -> None:
    out = tmp_path / "nowhere" / "draft.md"
    with Endpoint() as endpoint:
        ran = summarizer("draft", notes, "-o", out, *at(endpoint))
    failed(ran, 2, str(out), "cannot be written", "No such file or directory")
    assert endpoint.requests == []
    assert not out.parent.exists()


def test_a_folder_is_no_output(tmp_path: Path) -> None:
    failed(summarizer("template", "-o", tmp_path, "--force"), 2, "is a folder")
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_no_output_even_with_force(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    failed(summarizer("template", "-o", pipe, "--force"), 2, str(pipe), "not a regular file")
    assert pipe.is_fifo()


def test_a_link_is_kept_and_what_it_points_to_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old", "utf-8")
    link.symlink_to(real)
    failed(summarizer("template", "-o", link), 2, "--force")
    assert summarizer("template", "-o", link, "--force").code == 0
    assert link.is_symlink()
    assert real.read_text("utf-8").startswith("# Coaching Summary")


def test_a_link_to_nothing_is_an_existing_file(tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(tmp_path / "gone.md")
    failed(summarizer("template", "-o", link), 2, "--force")


def test_a_write_that_fails_midway_leaves_the_old_file_and_no_scratch(tmp_path: Path) -> None:
    out = tmp_path / "blank.md"
    out.write_text("old", "utf-8")
    limited = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *COMMAND, "template", "-o", out, "--force"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    failed(Ran(limited.returncode, limited.stdout, limited.stderr), 2, str(out), "cannot be written")
    assert [entry.name for entry in tmp_path.iterdir()] == ["blank.md"]
    assert out.read_text("utf-8") == "old"


def test_a_full_disk_behind_stdout_is_one_line() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with full.open("wb") as sink:
        done = subprocess.run([*COMMAND, "template"], stdout=sink, stderr=subprocess.PIPE, text=True, check=False)
    failed(Ran(done.returncode, "", done.stderr), 2, "<stdout>", "cannot be written")


@pytest.mark.parametrize("arguments", [["template"], ["--help"], ["draft", "--help"], ["models", "list"]], ids=" ".join)
def test_a_reader_that_goes_away_is_no_failure(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run([*COMMAND, *arguments], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_result_alone_is_on_stdout(notes: Path) -> None:
    with Endpoint() as endpoint:
        ran = in_process("draft", notes, "--format", "json", *at(endpoint))
    assert ran.code == 0
    assert json.loads(ran.out)["source"]["name"] == "notes.txt"
    assert endpoint.host in ran.err


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(b"one on one.txt", id="spaces"),
        pytest.param("面谈 记录（二月）.txt".encode(), id="chinese"),
        pytest.param(b"|`*[^1].md", id="markdown"),
        pytest.param("面谈.txt".encode("gb18030"), id="not-utf-8"),
    ],
)
@pytest.mark.parametrize("form", ["md", "json"])
def test_notes_may_have_any_name(tmp_path: Path, name: bytes, form: str) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    file.write_text(NOTES, "utf-8")
    with Endpoint() as endpoint:
        ran = in_process("draft", file, "--format", form, *at(endpoint))
    assert ran.code == 0
    if form == "json":
        assert json.loads(ran.out)["source"]["name"] == name.decode("utf-8", "replace")


# Interruption


def test_ctrl_c_while_the_model_works_leaves_no_half_file(tmp_path: Path, notes: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    asked, over = threading.Event(), threading.Event()

    def keeps_silent(request: Request) -> Reply:
        asked.set()
        over.wait(30)
        return fails(503)(request)

    with Endpoint(keeps_silent) as endpoint:
        process = subprocess.Popen(
            [*COMMAND, "draft", notes, "-o", folder / "draft.md", *at(endpoint)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert asked.wait(30)
        process.send_signal(signal.SIGINT)
        said, told = process.communicate(timeout=10)
        over.set()
    assert (process.returncode, said) == (130, "")
    assert "interrupted" in lines(told)[-1]
    assert "Traceback" not in told
    assert list(folder.iterdir()) == []


def test_ctrl_c_while_pasting_exits_130() -> None:
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], "draft"], env=dict(os.environ), encoding="utf-8")
    child.expect_exact("Paste your notes", timeout=20)
    child.sendintr()
    child.expect_exact("interrupted", timeout=20)
    child.expect(pexpect.EOF, timeout=20)
    child.close()
    assert child.exitstatus == 130


# Languages and locales


@pytest.mark.parametrize(
    ("env", "cause"),
    [
        pytest.param({"LANG": "zh_CN.UTF-8"}, "找不到这个文件", id="zh-cn"),
        pytest.param({"LANG": "zh_TW.UTF-8"}, "找不到这个文件", id="zh-tw"),
        pytest.param({"LANG": "en_GB.UTF-8"}, "no such file", id="en"),
        pytest.param({"LANG": "C"}, "no such file", id="c"),
        pytest.param({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "no such file", id="lc-all-wins"),
        pytest.param({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, "找不到这个文件", id="lc-messages-wins"),
        pytest.param({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "找不到这个文件", id="empty-means-unset"),
        pytest.param({"LANG": "en_GB.UTF-8", "LANGUAGE": "zh_CN:en"}, "找不到这个文件", id="language-wins"),
        pytest.param({"LANG": "zh_CN.UTF-8", "LANGUAGE": "fr:en_US"}, "no such file", id="first-known-language"),
        pytest.param({"LANG": "C", "LANGUAGE": "zh_CN"}, "no such file", id="c-has-no-language"),
    ],
)
def test_messages_are_in_the_language_of_the_locale(tmp_path: Path, env: dict[str, str], cause: str) -> None:
    failed(summarizer("draft", tmp_path / "无.txt", env=env), 4, cause, "无.txt")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["sketch"], "没有 'sketch' 这个命令", id="unknown-command"),
        pytest.param(["draft", "--formt"], "没有 '--formt' 这个选项", id="unknown-option"),
        pytest.param(["draft", "a", "b"], "多出了参数（b）", id="too-many-arguments"),
        pytest.param(["template", "--format", "pdf"], "'pdf' 不在可选范围内", id="unknown-format"),
        pytest.param(["batch", "run"], "缺少参数 'PATHS...'", id="missing-argument"),
        pytest.param(["batch", "run", "x", "-o", "y", "--jobs", "0"], "0 超出范围", id="out-of-range"),
        pytest.param(["batch", "import", "gone.jsonl", "-o", "y"], "文件 'gone.jsonl' 不存在", id="missing-file"),
        pytest.param(["draft", "-o"], "选项 '-o' 后面要跟一个值", id="missing-value"),
        pytest.param(["check", "gone.md", "-o", "/nowhere/x"], "（文件或文件夹不存在）", id="cause-of-the-system"),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_locale(arguments: list[str], said: str, tmp_path: Path) -> None:
    ran = summarizer(*arguments, env=CHINESE, cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not re.search(r"Usage|Error|Try |for help", ran.err)


def test_what_libraries_say_of_a_file_is_in_the_language_of_the_locale(tmp_path: Path) -> None:
    draft = tmp_path / "draft.json"
    draft.write_text('{"summary": {"basics": {"colour": null}}}', "utf-8")
    assert "summary.basics.colour 不合格式：没有这一项" in summarizer("check", draft, env=CHINESE).err
    draft.write_text('{"summary": ', "utf-8")
    assert "（这里应有一个值）" in summarizer("check", draft, env=CHINESE).err


def test_the_language_of_messages_is_not_that_of_the_document(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    with Endpoint() as endpoint:
        ran = in_process("draft", notes, "--language", "en", *at(endpoint))
    assert ran.out.startswith("# Coaching Summary")
    assert "笔记将发送到" in ran.err


@pytest.mark.parametrize(
    "env",
    [
        pytest.param({"LANG": "C"}, id="lang-c"),
        pytest.param(ASCII_ONLY, id="ascii-only"),
    ],
)
def test_a_plain_locale_garbles_nothing(notes: Path, env: dict[str, str]) -> None:
    with Endpoint(answers({"diagnosis": {"self_report": "盘点表对不上"}})) as endpoint:
        ran = summarizer("draft", notes, *at(endpoint), env=env)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("# 工作辅导总结\n")
    assert "盘点表对不上" in ran.out


def test_chinese_can_be_shown_and_typed_where_the_locale_is_ascii(tmp_path: Path) -> None:
    draft = tmp_path / "草稿.md"
    draft.write_text(render(draft_of({"basics.coachee": "李明"}, [gap_at("basics.coach")]), noted(NOTES)), "utf-8")
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], "review", str(draft)], env={**os.environ, **ASCII_ONLY}, encoding="utf-8"
    )
    child.expect_exact("下次跟进定在哪一天、几点？", timeout=20)
    child.expect_exact("> ", timeout=20)
    child.sendline("2025年11月10日上午十点")
    child.expect_exact("已保存", timeout=20)
    child.sendline("q")
    child.expect(pexpect.EOF, timeout=20)
    child.close()
    assert "- **跟进时间点**：2025年11月10日上午十点" in draft.read_text("utf-8")


@pytest.mark.parametrize("encoding", ["latin-1", "gbk", "ascii"])
def test_what_a_terminal_cannot_show_ends_no_command(tmp_path: Path, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "XDG_CACHE_HOME": str(tmp_path / "缓存 😀")}
    done = subprocess.run(
        [*COMMAND, "models", "path"],
        env={**os.environ, **env},
        capture_output=True,
        check=True,
    )
    assert done.stdout.endswith(b".gguf\n")
    assert done.stderr == b""
