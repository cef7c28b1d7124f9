"""summarizer models pull|list|path"""

from __future__ import annotations

import click

from summarizer.cli.console import download_bar, interface_language, tell
from summarizer.wording import say


@click.group("models")
def command() -> None:
    """Fetch and list the embedded model. It is fetched once, by itself, when a draft first needs it."""


@command.command("pull")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar.")
def pull_command(quiet: bool) -> None:
    """Download the embedded model and verify it; goes on where an earlier download stopped."""
    from summarizer.providers.local import store
    from summarizer.providers.local.pull import pull

    if not store.is_verified(store.model_file()) and not quiet:
        tell("pulling", size=f"{store.EMBEDDED.size / 1e9:.1f}", path=store.models_dir())
    with download_bar(quiet) as progress:
        path = pull(progress, waiting=lambda: tell("pull.waiting"))
    if not quiet:
        tell("models.ready", path=path)


@command.command("list")
def list_command() -> None:
    """List the embedded model: name, size, licence, whether it is on this machine."""
    from summarizer.providers.local import store

    path = store.model_file()
    state = "present" if store.is_verified(path) else "unverified" if path.exists() else "absent"
    model = store.EMBEDDED
    click.echo(
        f"{model.name}\t{model.size / 1e9:.2f} GB\t{model.licence}\t{say(interface_language(), f'models.{state}')}"
    )


@command.command("path")
def path_command() -> None:
    """Print where the embedded model is kept, whether or not it is there yet."""
    from summarizer.providers.local import store

    click.echo(store.model_file())
