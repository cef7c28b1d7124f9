"""summarizer finalize DRAFT"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from summarizer.cli.console import tell, tell_in
from summarizer.cli.options import FILE_OR_DASH, input_option, notes_option, output_options, quiet_option
from summarizer.cli.output import check_target, form_for, write_result
from summarizer.cli.worded import command, option
from summarizer.errors import Exit
from summarizer.wording import say

_FORMS = ("md", "docx", "html")


@command("finalize", texts="finalize")
@click.argument("draft", type=FILE_OR_DASH)
@notes_option
@input_option
@output_options(list(_FORMS))
@option("--keep-evidence", is_flag=True, help="option.keep_evidence")
@quiet_option("option.quiet_finalize")
def finalize_command(
    draft: Path,
    notes: Path | None,
    input_format: str | None,
    output: Path | None,
    form: str | None,
    force: bool,
    keep_evidence: bool,
    quiet: bool,
) -> Exit:
    """A reviewed draft to the document."""
    check_target(output, force)
    as_form = form_for(form, output, "md", _FORMS)
    from summarizer.cli.check import not_understood, read_draft, read_notes, report
    from summarizer.review.finalize import OpenGapsError
    from summarizer.review.given import final

    against = read_notes(notes, input_format, quiet) if notes else None
    given = read_draft(draft, against)
    try:
        made = final(given, against, date.today(), keep_evidence)
    except OpenGapsError as error:
        language = given.checked.language
        tell_in(language, "error", text=say(language, error.message, **error.values))
        open_ = given.checked.model_copy(update={"gaps": error.gaps})
        for line in report(open_, given.read, given.name, given.text):
            click.echo(line, err=True)
        return Exit.OPEN_GAPS
    write_result(
        made.word() if as_form == "docx" else made.html() if as_form == "html" else made.markdown, output, force
    )
    for line in not_understood(given.read, given.name) if given.read and not quiet else ():
        click.echo(line, err=True)
    if output and not quiet:
        tell("written", path=output)
    return Exit.DONE
