"""summarizer evaluate DIR"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import click

from summarizer.cli.options import endpoint_options, output_options, verbosity_options
from summarizer.cli.output import check_target, form_for, write_result


@click.command("evaluate")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@output_options(["md", "json"])
@endpoint_options
@verbosity_options
def command(
    directory: Path,
    output: Path | None,
    form: str | None,
    force: bool,
    provider: str | None,
    base_url: str | None,
    model: str | None,
    model_path: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Score a model's drafts against the gold in DIR: pairs NAME.txt|md|vtt|srt and NAME.gold.json.

    Reports what was found, what was flagged, and what is false without a flag. --format json holds every draft.
    """
    check_target(output, force)
    as_form = form_for(form, output, "md")
    from summarizer.cli.draft import announce, pull_if_needed
    from summarizer.evaluation.gold import load_cases
    from summarizer.evaluation.report import Scored, as_json, markdown
    from summarizer.evaluation.run import evaluate
    from summarizer.providers.settings import load_settings, resolve

    cases = load_cases(directory)
    endpoint = resolve(load_settings(provider=provider, base_url=base_url, model=model, model_path=model_path))
    pull_if_needed(endpoint, quiet)
    announce(endpoint, quiet)

    def on_case(scored: Scored) -> None:
        if not quiet:
            false = len(scored.score.false_unflagged)
            click.echo(
                f"{scored.name}: F1 {scored.score.f1:.2f}, false {false}, {scored.draft.usage.seconds:.0f} s", err=True
            )

    scored = asyncio.run(evaluate(cases, endpoint, on_case))
    text = markdown(scored) if as_form == "md" else json.dumps(as_json(scored), ensure_ascii=False, indent=1) + "\n"
    write_result(text, output, force)
