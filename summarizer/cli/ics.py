"""summarizer ics DRAFT"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from summarizer.cli.console import tell, tell_in
from summarizer.cli.output import check_target, write_result
from summarizer.errors import Exit


@click.command("ics")
@click.argument("draft", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE instead of stdout."
)
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and what is left out.")
def command(draft: Path, output: Path | None, force: bool, quiet: bool) -> Exit:
    """Write the follow-up and the due dates of DRAFT (Markdown or JSON) as an iCalendar file.

    Only definite days are written; what has none, or is not confirmed yet, is named. Exits 1 where nothing is left.
    """
    check_target(output, force)
    from summarizer.cli.check import read_draft
    from summarizer.rendering.calendar import calendar
    from summarizer.rendering.names import field_name

    name, _, _, checked = read_draft(draft, None)
    made = calendar(checked, datetime.now(UTC))
    for left in made.left_out:
        tell_in(checked.language, left.message, field=field_name(left.field, checked.language), text=left.text)
    if made.text is None:
        tell_in(checked.language, "calendar.empty", name=name)
        return Exit.OPEN_GAPS
    write_result(made.text, output, force)
    if output and not quiet:
        tell("written", path=output)
    return Exit.DONE
