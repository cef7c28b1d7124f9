"""Options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from summarizer.cli.worded import option

F = TypeVar("F", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, readable=False)
"""A file or folder. Whether it can be read is found out by reading it, and told as what it is: no wrong usage."""

FILE_OR_DASH = click.Path(path_type=Path, readable=False, allow_dash=True)

INPUT_FORMATS = ("text", "transcript", "vtt", "srt", "json", "docx", "pdf", "html")
"""Those of `summarizer.notes.InputFormat`, which takes too long to import for `--help`."""


def _all(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for one in reversed(options):
            function = one(function)
        return function

    return decorate


def endpoint_options(function: F) -> F:
    """Which model answers."""
    return _all(
        option("--provider", metavar="NAME", help="option.provider"),
        option("--base-url", metavar="URL", help="option.base_url"),
        option("--model", metavar="NAME", help="option.model"),
        option("--model-path", type=FILE, metavar="FILE.gguf", help="option.model_path"),
    )(function)


def input_option(function: F) -> F:
    """How the notes are to be read."""
    return option("--input-format", type=click.Choice(INPUT_FORMATS), help="option.input_format")(function)


def notes_option(function: F) -> F:
    """What a draft is checked against."""
    return option("--notes", type=FILE, metavar="NOTES", help="option.notes")(function)


def file_options(function: F) -> F:
    """Where the result goes."""
    return _all(
        option("-o", "--output", type=FILE, metavar="FILE", help="option.output"),
        option("--force", is_flag=True, help="option.force"),
    )(function)


def output_options(formats: list[str]) -> Callable[[F], F]:
    """Where the result goes, and in which form."""
    return _all(
        option("-o", "--output", type=FILE, metavar="FILE", help="option.output"),
        option(
            "--format",
            "form",
            type=click.Choice(formats),
            default=None,
            help="option.format",
            values={"default": formats[0]},
        ),
        option("--force", is_flag=True, help="option.force"),
    )


def folder_option(function: F) -> F:
    """Where many drafts go."""
    return option(
        "-o",
        "--output",
        "out",
        required=True,
        type=click.Path(path_type=Path, file_okay=False, readable=False),
        metavar="DIR",
        help="option.out",
    )(function)


def language_option(function: F) -> F:
    """In which language the document is written."""
    return option("--language", type=click.Choice(["zh", "en"]), help="option.language")(function)


def quiet_option(text: str = "option.quiet") -> Callable[[F], F]:
    """Say less on stderr; `text` is the key of what is left."""
    return option("-q", "--quiet", is_flag=True, help=text)


def redact_options(function: F) -> F:
    """What is taken out of the notes before they leave the machine."""
    return _all(
        option("--redact", is_flag=True, help="option.redact"),
        option("--redact-names", type=FILE, metavar="FILE", help="option.redact_names"),
    )(function)


def verbosity_options(function: F) -> F:
    """How much is said on stderr."""
    return _all(quiet_option(), option("-v", "--verbose", is_flag=True, help="option.verbose"))(function)


def people_options(function: F) -> F:
    """Who is who, where the notes do not say it or a reader may get it wrong."""
    return _all(
        option("--coach", metavar="NAME", help="option.coach"),
        option("--coachee", metavar="NAME", help="option.coachee"),
    )(function)
