"""summarizer evaluate DIR"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import click

from summarizer.cli.console import tell
from summarizer.cli.options import FILE, endpoint_options, output_options, verbosity_options
from summarizer.cli.output import check_target, form_for, write_result
from summarizer.cli.worded import command


@command("evaluate", texts="evaluate")
@click.argument("directory", metavar="DIR", type=FILE)
@output_options(["md", "json"])
@endpoint_options
@verbosity_options
def evaluate_command(
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
    """Drafts against gold."""
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
            score = scored.score
            tell(
                "evaluate.scored",
                name=scored.name,
                f1=f"{score.f1:.2f}",
                false=len(score.false_unflagged),
                seconds=f"{scored.draft.usage.seconds:.0f}",
            )

    scored = asyncio.run(evaluate(cases, endpoint, on_case))
    text = markdown(scored) if as_form == "md" else json.dumps(as_json(scored), ensure_ascii=False, indent=1) + "\n"
    write_result(text, output, force)
