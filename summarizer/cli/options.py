"""Options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

INPUT_FORMATS = ("text", "transcript", "vtt", "srt", "json", "docx", "pdf", "html")
"""Those of `summarizer.notes.InputFormat`, which takes too long to import for `--help`."""


def _all(*options: Callable[[F], F]) -> Callable[[F], F]:
    def decorate(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def endpoint_options(function: F) -> F:
    """Which model answers."""
    return _all(
        click.option("--provider", metavar="NAME", help="Preset: local, openai, deepseek, qwen, moonshot, zhipu, "
                     "siliconflow, ollama, vllm. Default: local, the embedded model."),
        click.option("--base-url", metavar="URL", help="Any OpenAI-compatible endpoint."),
        click.option("--model", metavar="NAME", help="Model name as the endpoint knows it."),
        click.option("--model-path", type=click.Path(path_type=Path), metavar="FILE.gguf",
                     help="A model file of your own for the embedded server."),
    )(function)  # fmt: skip


def input_option(function: F) -> F:
    """How the notes are to be read."""
    return click.option(
        "--input-format", type=click.Choice(INPUT_FORMATS), help="How to read NOTES. Default: as their content shows."
    )(function)


def notes_option(function: F) -> F:
    """What a draft is checked against."""
    return click.option(
        "--notes", type=click.Path(path_type=Path), metavar="NOTES", help="The notes that DRAFT was made from."
    )(function)


def output_options(formats: list[str]) -> Callable[[F], F]:
    """Where the result goes, and in which form."""
    return _all(
        click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE",
                     help="Write to FILE instead of stdout."),
        click.option("--format", "form", type=click.Choice(formats), default=None,
                     help=f"Default: by the ending of FILE, else {formats[0]}."),
        click.option("--force", is_flag=True, help="Replace FILE if it exists."),
    )  # fmt: skip


def language_option(function: F) -> F:
    """In which language the document is written."""
    return click.option("--language", type=click.Choice(["zh", "en"]), help="Language of the document.")(function)


def verbosity_options(function: F) -> F:
    """How much is said on stderr."""
    return _all(
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and where the notes go."),
        click.option("-v", "--verbose", is_flag=True, help="Say what the run cost."),
    )(function)


def people_options(function: F) -> F:
    """Who is who, where the notes do not say it or a reader may get it wrong."""
    return _all(
        click.option("--coach", metavar="NAME", help="Who coached: a name, or a speaker of the transcript (说话人1)."),
        click.option("--coachee", metavar="NAME", help="Who was coached, likewise."),
    )(function)
