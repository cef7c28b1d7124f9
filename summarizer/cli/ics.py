"""summarizer ics DRAFT"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from summarizer.cli.console import tell, tell_in
from summarizer.cli.options import FILE_OR_DASH, file_options, quiet_option
from summarizer.cli.output import check_target, write_result
from summarizer.cli.worded import command
from summarizer.errors import Exit


@command("ics", texts="ics")
@click.argument("draft", type=FILE_OR_DASH)
@file_options
@quiet_option("option.quiet_ics")
def ics_command(draft: Path, output: Path | None, force: bool, quiet: bool) -> Exit:
    """A draft to a calendar."""
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
