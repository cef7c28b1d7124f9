"""summarizer completion SHELL"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from summarizer.cli.worded import command

SHELLS = ("bash", "zsh", "fish")


@command("completion", texts="completion")
@click.argument("shell", type=click.Choice(SHELLS))
def completion_command(shell: str) -> None:
    """Print the script of a shell, which asks the command itself what could follow."""
    found = get_completion_class(shell)
    assert found is not None, "click knows these"
    click.echo(found(click.Command(None), {}, "summarizer", "_SUMMARIZER_COMPLETE").source(), nl=False)
