"""summarizer template"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from summarizer.cli.console import interface_language
from summarizer.cli.options import output_options
from summarizer.cli.output import form_for, write_result
from summarizer.cli.worded import command, option


@command("template", texts="template")
@output_options(["md", "json"])
@option("--language", type=click.Choice(["zh", "en"]), help="option.template_language")
def template_command(output: Path | None, form: str | None, force: bool, language: Literal["zh", "en"] | None) -> None:
    """The blank template."""
    from summarizer.rendering.blank import blank_markdown, json_schema

    as_json = form_for(form, output, "md") == "json"
    write_result(json_schema() if as_json else blank_markdown(language or interface_language()), output, force)
