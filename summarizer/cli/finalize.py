"""summarizer finalize DRAFT"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from summarizer.cli.console import tell
from summarizer.cli.options import input_option, notes_option, output_options
from summarizer.cli.output import check_target, form_for, write_result
from summarizer.errors import Exit

_FORMS = ("md", "docx", "html")


@click.command("finalize")
@click.argument("draft", type=click.Path(path_type=Path, allow_dash=True))
@notes_option
@input_option
@output_options(list(_FORMS))
@click.option("--keep-evidence", is_flag=True, help="Keep the lines of the notes that it rests on, as an appendix.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and what is still open.")
def command(
    draft: Path,
    notes: Path | None,
    input_format: str | None,
    output: Path | None,
    form: str | None,
    force: bool,
    keep_evidence: bool,
    quiet: bool,
) -> Exit:
    """Turn the reviewed DRAFT (Markdown or JSON) into the final document, without what belongs to the review.

    Ends with 1 and the list while required gaps are open, or statements in doubt are not confirmed, changed or removed.
    """
    check_target(output, force)
    from summarizer.cli.check import read_draft, read_notes, report
    from summarizer.review.finalize import blocking, finalize

    against = read_notes(notes, input_format, quiet) if notes else None
    given = read_draft(draft, against)
    open_ = blocking(given.checked)
    if open_:
        tell("final.refused", name=given.name, count=len(open_))
        for line in report(given.checked.model_copy(update={"gaps": open_}), given.back, given.name, given.text):
            click.echo(line, err=True)
        return Exit.OPEN_GAPS
    ...
