"""summarizer models pull|list|path"""

from __future__ import annotations

import click

from summarizer.cli.console import download_bar, interface_language, tell
from summarizer.cli.options import quiet_option
from summarizer.cli.worded import group
from summarizer.wording import say


@group("models", texts="models")
def models_command() -> None:
    """The embedded model."""


@models_command.command("pull", texts="models_pull")
@quiet_option("option.quiet_pull")
def pull_command(quiet: bool) -> None:
    """Fetch it."""
    from summarizer.providers.local import store
    from summarizer.providers.local.pull import pull

    if not store.is_verified(store.model_file()) and not quiet:
        tell("pulling", size=f"{store.EMBEDDED.size / 1e9:.1f}", path=store.models_dir())
    with download_bar(quiet) as progress:
        path = pull(progress, waiting=lambda: tell("pull.waiting"))
    if not quiet:
        tell("models.ready", path=path)


@models_command.command("list", texts="models_list")
def list_command() -> None:
    """Say whether it is there."""
    from summarizer.providers.local import store

    path = store.model_file()
    state = "present" if store.is_verified(path) else "unverified" if path.exists() else "absent"
    model = store.EMBEDDED
    click.echo(
        f"{model.name}\t{model.size / 1e9:.2f} GB\t{model.licence}\t{say(interface_language(), f'models.{state}')}"
    )


@models_command.command("path", texts="models_path")
def path_command() -> None:
    """Say where it is."""
    from summarizer.providers.local import store

    click.echo(store.model_file())
