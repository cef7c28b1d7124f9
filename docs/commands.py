"""Write `docs/cli.md` from what `--help` says: python docs/commands.py"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from summarizer.cli.layout import Formatter
from summarizer.cli.main import cli
from summarizer.cli.worded import Context

PAGE = Path(__file__).resolve().parent / "cli.md"

HEAD = """# Commands

What `summarizer COMMAND --help` says, of every command. Written by `python docs/commands.py`; the tests hold it to the
code. In a Chinese locale all of it is in Chinese.
"""


class _Narrow(Context):
    """As wide as any terminal, whatever the one is like that this runs in."""

    def make_formatter(self) -> click.HelpFormatter:
        return Formatter(width=78)


def page() -> str:
    """The page, with the command line's help in the language of the locale."""
    parts = [f"## `{path}`\n\n```text\n{said}\n```\n" for path, said in _helps(cli, "summarizer", None)]
    return "\n".join([HEAD, *parts])


def _helps(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    context = _Narrow(command, info_name=name, parent=parent)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            assert found is not None, below
            yield from _helps(found, below, context)


def main() -> None:
    """Write the page, in English."""
    os.environ["LC_ALL"] = "C"
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
