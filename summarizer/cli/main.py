"""The `summarizer` command: which subcommands there are, and what a failure looks like from outside.

Subcommands are imported when they run: `--help` and completion must not wait for an LLM client.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from summarizer import __version__
from summarizer.errors import Exit, SummarizerError

_COMMANDS = {
    "draft": "Draft the coaching summary of raw notes, with every gap flagged.",
    "check": "Check an edited draft anew and list what is open.",
    "review": "Close the gaps of a draft one by one.",
    "finalize": "Turn a reviewed draft into the final document: Markdown, Word or HTML.",
    "ics": "Write a draft's follow-up and due dates as a calendar file.",
    "batch": "Draft many files: here, or through a batch service.",
    "template": "Print the blank template, or its JSON schema.",
    "evaluate": "Score a model against gold.",
    "models": "Fetch and list the embedded model.",
    "doctor": "Show what is configured and whether it answers.",
}


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


class LazyGroup(click.Group):
    """A group that knows its commands' names and one-line help, and imports a command only to run it."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
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
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 open required gaps, 2 usage, 3 endpoint failed, 4 input unreadable, 130 interrupted.",
)
@click.version_option(__version__, prog_name="summarizer")
def cli() -> None:
    """Turn a manager's raw coaching or 1-on-1 notes into a coaching summary: drafted by a model, verified against
    the notes by plain code, with every gap flagged for a person to settle.

    With nothing configured the model runs on this machine and the notes stay on it.
    """


def main() -> NoReturn:
    """Run the command line and end the process with the exit code that scripts rely on."""
    from summarizer.cli.console import interface_language, say_error

    # Little of what start-up makes is garbage: looking for it every 700 objects takes a tenth of a check.
    gc.set_threshold(100_000, 10, 10)
    # Looking for plugins that are not there takes longer than a command may.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        code = cli.main(standalone_mode=False)
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
    except Exception as error:
        if os.environ.get("SUMMARIZER_TRACEBACK"):
            raise
        # A traceback could quote notes or keys; its type is enough to report.
        from summarizer.wording import say

        click.echo(say(interface_language(), "unexpected", cause=type(error).__name__), err=True)
        _leave(Exit.USAGE)


def _interrupted() -> NoReturn:
    from summarizer.cli.console import interface_language
    from summarizer.wording import say

    click.echo("", err=True)
    click.echo(say(interface_language(), "interrupted"), err=True)
    _leave(Exit.INTERRUPTED)


def _leave(code: int) -> NoReturn:
    """End now. The embedded server's threads are not waited for: Ctrl-C must not hang on a running answer."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
