"""Commands and options whose texts stand in the tables, said in the language of the locale when they are shown."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import click

from summarizer.cli.console import interface_language
from summarizer.cli.layout import Formatter
from summarizer.wording import say
from summarizer.wording.catalogue import FOLDER


class Context(click.Context):
    """Where help is laid out by our formatter, and has a short name."""

    formatter_class = Formatter

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"help_option_names": ["-h", "--help"], **kwargs})


def brief(texts: str) -> str:
    """The one line that a list of commands has about a command: the first paragraph of its help."""
    return say(interface_language(), f"help.{texts}").partition("\n")[0]


class _Worded(click.Command):
    """What commands and groups have in common; `texts` is the end of their keys: `help.…` and `example.…`."""

    context_class = Context

    def __init__(self, *args: Any, texts: str, **kwargs: Any) -> None:
        self.texts = texts
        # Its own docstring is for those who read the code.
        super().__init__(*args, **{**kwargs, "help": None})

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(interface_language(), f"help.{self.texts}"))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found:
            found.help = say(interface_language(), "option.help")
        return found

    def get_short_help_str(self, limit: int = 0) -> str:
        return brief(self.texts)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [param.get_help_record(ctx) for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section(say(interface_language(), "heading.options")):
            formatter.write_dl([record for record in records if record])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        assert isinstance(formatter, Formatter)
        with formatter.section(say(interface_language(), "heading.examples")):
            formatter.write_lines(say(interface_language(), f"example.{self.texts}"))


class Command(_Worded):
    """A command whose help is `help.TEXTS`, with the examples of `example.TEXTS`."""


class Group(_Worded, click.Group):
    """Likewise a group of commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(say(interface_language(), "heading.commands")):
            formatter.write_dl(self.listed(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are declared."""
        return list(self.commands)

    def listed(self, ctx: click.Context) -> list[tuple[str, str]]:
        """The commands by name, each with its one line."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, command.get_short_help_str()) for name, command in found if command]


class Option(click.Option):
    """An option whose `help` is the key of its text; `values` fill the places of that."""

    def __init__(
        self,
        *args: Any,
        help: str,  # noqa: A002 - the name it has in click
        values: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self._key = help
        self._values = values or {}
        super().__init__(*args, **kwargs)

    @property
    def help(self) -> str | None:
        """The text in the language of this moment; click reads it for help and for completion."""
        return say(interface_language(), self._key, **self._values)

    @help.setter  # noqa: A003 - the name it has in click
    def help(self, text: str | None) -> None:
        """Click's constructor sets it; the key is what counts."""


def command(name: str, texts: str) -> Callable[[Callable[..., Any]], Command]:
    """Declare a command."""
    return click.command(name, cls=Command, texts=texts)


def group(name: str, texts: str) -> Callable[[Callable[..., Any]], Group]:
    """Declare a group of commands."""
    return click.group(name, cls=Group, texts=texts)


option = partial(click.option, cls=Option)
"""Declare an option; `help` is the key of its text."""


def speak() -> None:
    """Let click say its own words in Chinese where the locale is Chinese: it asks gettext for them."""
    if interface_language() == "zh":
        gettext.bindtextdomain(gettext.textdomain(), FOLDER)
