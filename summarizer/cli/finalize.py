"""summarizer finalize DRAFT"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from summarizer.cli.console import tell
from summarizer.cli.options import output_options
from summarizer.cli.output import check_target, form_for, write_result
from summarizer.errors import Exit

_FORMS = ["md", "docx", "html"]


@click.command("finalize")
@click.argument("draft", type=click.Path(path_type=Path, allow_dash=True))
@output_options(_FORMS)
@click.option("--notes", type=click.Path(path_type=Path), metavar="FILE", help="Ground the draft in its notes again.")
@click.option("--keep-evidence", is_flag=True, help="Keep the lines of the notes that it rests on, as an appendix.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and what is still open.")
def command(
    draft: Path, output: Path | None, form: str | None, force: bool, notes: Path | None, keep_evidence: bool, quiet: bool
) -> int:
    """Turn the reviewed DRAFT into the final document, without what belongs to the review.

    Exits 1 with the list while required gaps are open, or statements that the notes do not bear out are not confirmed.
    """
    check_target(output, force)
