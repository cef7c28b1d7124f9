"""What `--help` says, in both languages, and what a shell completes."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pexpect  # type: ignore[import-untyped]
import pytest

from summarizer.cli.layout import cells, wrapped
from summarizer.cli.main import cli
from summarizer.cli.worded import Command, Context, Group, Option, speak
from summarizer.wording.catalogue import FILE, compiled
from summarizer.wording.zh_borrowed import CLICK
from tests.support.command import COMMAND, summarizer

DOCS = Path(__file__).parent.parent / "docs"
SHELLS = ("bash", "zsh", "fish")


Words = tuple[str, ...]


def commands(command: click.Command = cli, path: Words = ()) -> Iterator[tuple[Words, click.Command]]:
    """Every command with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, (*path, name))


EVERY = dict(commands())
PATHS = pytest.mark.parametrize("path", EVERY, ids=" ".join)
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def help_of(path: Words, language: str, patch: pytest.MonkeyPatch) -> str:
    """The help of a command in a language."""
    patch.setenv("LANG", {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}[language])
    patch.setenv("COLUMNS", "80")
    speak()
    context = Context(cli, info_name="summarizer")
    for name in path:
        context = Context(EVERY[path[: path.index(name) + 1]], info_name=name, parent=context)
    return context.command.get_help(context)


def examples(path: Words, language: str, patch: pytest.MonkeyPatch) -> list[str]:
    """The commands of its examples."""
    heading = {"zh": "示例：", "en": "Examples:"}[language]
    said = help_of(path, language, patch).partition(f"{heading}\n")[2].partition("\n\n")[0]
    return [line.strip() for line in said.splitlines() if not line.lstrip().startswith("#")]


@PATHS
def test_every_command_and_option_has_its_texts_in_the_tables(path: Words) -> None:
    command = EVERY[path]
    assert isinstance(command, Command | Group)
    assert all(isinstance(param, Option | click.Argument) for param in command.params)


@PATHS
@LANGUAGES
def test_help_fits_a_terminal(path: Words, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = help_of(path, language, monkeypatch)
    assert max(map(cells, said.splitlines())) <= 80
    assert not re.search(r"^\s*[，。、；：）]", said, re.M)


@PATHS
def test_chinese_help_holds_no_english_sentence(path: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    said = help_of(path, "zh", monkeypatch).partition("\n")[2].partition("示例：")[0]
    assert not re.search(r"\b(?:the|and|or|of|is|to|Show|Options|required)\b", said)


@PATHS
@LANGUAGES
def test_examples_are_commands_that_parse(
    path: Words, language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = examples(path, language, monkeypatch)
    assert lines
    for line in lines:
        words = shlex.split(re.split(r"\)?\"$| > ", line)[0].removeprefix('eval "$('))
        for word in words:
            if word.endswith(".jsonl"):
                Path(word).touch()
        assert words.pop(0) == "summarizer"
        command: click.Command = cli
        parent: click.Context | None = None
        while isinstance(command, click.Group):
            context = Context(command, info_name=command.name, parent=parent)
            found = command.get_command(context, words.pop(0))
            assert found is not None, line
            command, parent = found, context
        command.make_context(command.name, words, parent=parent)


@PATHS
def test_both_languages_show_the_same_commands(path: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    def verbs(language: str) -> list[str]:
        return [
            " ".join(re.findall(r"summarizer [a-z]+|--[a-z-]+", line)) for line in examples(path, language, monkeypatch)
        ]

    assert verbs("zh") == verbs("en")


def test_the_catalogue_is_compiled_from_the_table() -> None:
    assert FILE.read_bytes() == compiled(CLICK), "run: python -m summarizer.wording.catalogue"


def test_the_page_of_commands_is_up_to_date() -> None:
    written: str = runpy.run_path(str(DOCS / "commands.py"))["page"]()
    assert (DOCS / "cli.md").read_text("utf-8") == written, "run: python docs/commands.py"


# Lines


def test_a_chinese_text_is_broken_by_its_width_and_not_before_a_sign() -> None:
    said = "草稿写到标准输出或 FILE，开头的清单（见下）列出缺失、含糊、没有依据的地方。"
    lines = wrapped(said, 20)
    assert "".join(lines).replace(" ", "") == said.replace(" ", "")
    assert all(cells(line) <= 20 for line in lines)
    assert not any(line[0] in "，。、）" or line[-1] in "（" for line in lines)


def test_an_english_text_is_broken_at_spaces() -> None:
    assert wrapped("one two three four", 9) == ["one two", "three", "four"]
    assert wrapped("a-very-long-word-indeed x", 9) == ["a-very-long-word-indeed", "x"]


# Completion


@pytest.fixture
def command_on_the_path(tmp_path: Path) -> Path:
    """A folder with the command in it by the name that shells know, as the installation puts it there."""
    script = tmp_path / "bin" / "summarizer"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n', "utf-8")
    script.chmod(0o755)
    return script.parent


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_one_that_it_understands(shell: str, tmp_path: Path) -> None:
    ran = summarizer("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert "_SUMMARIZER_COMPLETE" in ran.out
    if found := shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(ran.out, "utf-8")
        subprocess.run([found, "-n", script], check=True)


def test_bash_completes_commands_options_choices_and_files(tmp_path: Path, command_on_the_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here: apt-get install -y bash")
    (tmp_path / "面谈.md").touch()
    (tmp_path / "草稿").mkdir()
    env = {**os.environ, "PATH": f"{command_on_the_path}:{os.environ['PATH']}", "TERM": "xterm"}
    child = pexpect.spawn(bash, ["--norc", "--noprofile"], env=env, cwd=str(tmp_path), encoding="utf-8", timeout=20)
    child.sendline("bind 'set enable-bracketed-paste off'; eval \"$(summarizer completion bash)\"; PS1=REA''DY")
    child.expect_exact("READY")
    for typed, completed in (
        ("fina", "finalize "),
        ("batch exp", "batch export "),
        ("draft --inp", "draft --input-format "),
        ("template --format js", "template --format json "),
        ("check 面", "check 面谈.md "),
        ("batch run x -o 草", "batch run x -o 草稿/"),
    ):
        child.send(f"summarizer {typed}\t")
        child.expect_exact(f"summarizer {completed}")
        child.sendcontrol("u")
    child.sendline("exit")
    child.expect(pexpect.EOF)
    child.close()


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_what_could_follow(shell: str) -> None:
    env = {"_SUMMARIZER_COMPLETE": f"{shell}_complete", "COMP_WORDS": "summarizer fi", "COMP_CWORD": "1"}
    if shell == "fish":
        env["COMP_CWORD"] = "fi"
    ran = summarizer(env={**env, "LANG": "zh_CN.UTF-8"})
    assert "finalize" in ran.out
    assert "把审阅过的草稿变成正式文档" in ran.out


def test_completing_a_command_imports_no_command() -> None:
    probe = (
        "import atexit, sys; sys.argv = ['summarizer']\n"
        "from summarizer.cli import main\n"
        "atexit.register(lambda: print(*(name for name in sys.modules if name.startswith('summarizer.cli.'))))\n"
        "main.cli.main(prog_name='summarizer')\n"
    )
    env = {"_SUMMARIZER_COMPLETE": "bash_complete", "COMP_WORDS": "summarizer d", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env={**os.environ, **env}
    )
    *said, loaded = done.stdout.splitlines()
    assert said == ["plain,draft", "plain,doctor"]
    light = ("main", "console", "layout", "streams", "worded")
    assert set(loaded.split()) == {f"summarizer.cli.{name}" for name in light}
