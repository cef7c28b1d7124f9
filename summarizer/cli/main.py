"""The `summarizer` command: which subcommands there are, and what a failure looks like from outside.

Subcommands are imported when they run: `--help` and completion must not wait for an LLM client.
"""

from __future__ import annotations

import codecs
import gc
import importlib
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from summarizer import __version__
from summarizer.cli.console import interface_language, say_error
from summarizer.cli.streams import hold_closed_ones, never_fail
from summarizer.cli.worded import Group, Option, brief, speak
from summarizer.errors import Exit, SummarizerError
from summarizer.wording import say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COMMANDS = (
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
)


@contextmanager
def _until_unread() -> Iterator[None]:
    """End well when the reader of our output went away (`| head`): nothing is wrong, and nothing more can be said.

    Click would end with 1, which here means open gaps.
    """
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _leave(Exit.DONE)


class LazyGroup(Group):
    """A group that knows its commands' names and one-line help, and imports a command only to run it."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        speak()
        with _until_unread():  # --help prints here
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _until_unread():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"summarizer.cli.{cmd_name}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def listed(self, ctx: click.Context) -> list[tuple[str, str]]:
        return [(name, brief(name)) for name in _COMMANDS]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from click.shell_completion import CompletionItem

        return [CompletionItem(name, help=said) for name, said in self.listed(ctx) if name.startswith(incomplete)]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_epilog(ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(say(interface_language(), "help.exits"))


@click.group(cls=LazyGroup, texts="main")
@click.version_option(
    __version__, prog_name="summarizer", message="%(prog)s %(version)s", cls=Option, help="option.version"
)
def cli() -> None:
    """Find the command."""


def main() -> NoReturn:
    """Run the command line and end the process with the exit code that scripts rely on."""
    # Little of what start-up makes is garbage: looking for it every 700 objects takes a tenth of a check.
    gc.set_threshold(100_000, 10, 10)
    # Looking for plugins that are not there takes longer than a command may.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    hold_closed_ones()
    _speak_any_script()
    never_fail()
    _end_as_on_ctrl_c()
    try:
        code = cli.main(prog_name="summarizer", standalone_mode=False)
        _leave(int(code) if isinstance(code, int) else Exit.DONE)
    except click.exceptions.Abort:
        _interrupted()
    except KeyboardInterrupt:
        _interrupted()
    except click.ClickException as error:
        error.show()
        _leave(error.exit_code)
    except SummarizerError as error:
        say_error(error.message, **error.values)
        _leave(error.exit_code)
    except OSError as error:
        # What a command did not expect of the system, such as a folder that went away under it.
        place = {"path": os.fsdecode(error.filename)} if error.filename else {}
        say_error("system.file" if place else "system", cause=error.strerror or type(error).__name__, **place)
        _leave(Exit.USAGE)
    except Exception as error:
        if os.environ.get("SUMMARIZER_TRACEBACK"):
            raise
        # A traceback could quote notes or keys; its type is enough to report.
        click.echo(say(interface_language(), "unexpected", cause=type(error).__name__), err=True)
        _leave(Exit.USAGE)


def _speak_any_script() -> None:
    """Let no locale keep Chinese from being shown and typed: ASCII is taken for UTF-8, others escape what they lack."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if codecs.lookup(stream.encoding).name == "ascii":
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "surrogateescape")
        elif stream.errors == "strict" and stream is not sys.stdin:
            stream.reconfigure(errors="backslashreplace")


def _end_as_on_ctrl_c() -> None:
    """Have a request to end, or the loss of the terminal, clear up as Ctrl-C does: children, locks, scratch files.

    What is ignored stays so, as `nohup` wants it.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _as_ctrl_c)


def _as_ctrl_c(number: int, frame: FrameType | None) -> None:
    handler = signal.getsignal(signal.SIGINT)  # asyncio puts its own in place
    if callable(handler):
        handler(number, frame)
    else:
        raise KeyboardInterrupt


def _interrupted() -> NoReturn:
    click.echo("", err=True)
    click.echo(say(interface_language(), "interrupted"), err=True)
    _leave(Exit.INTERRUPTED)


def _leave(code: int) -> NoReturn:
    """End now. The embedded server's threads are not waited for: Ctrl-C must not hang on a running answer."""
    with suppress(OSError):  # a full disk behind stdout was told where it was met, or here nothing was left to say
        sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
