"""summarizer finalize DRAFT"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.console import tell, tell_in
from summarizer.cli.options import input_option, notes_option, output_options
from summarizer.cli.output import check_target, form_for, write_result
from summarizer.errors import Exit

if TYPE_CHECKING:
    from summarizer.template import Language

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
    as_form = form_for(form, output, "md", _FORMS)
    from summarizer.cli.check import not_understood, read_draft, read_notes, report
    from summarizer.review.check import blocking
    from summarizer.review.finalize import final_document

    against = read_notes(notes, input_format, quiet) if notes else None
    name, text, read, checked = read_draft(draft, against)
    if open_ := blocking(checked):
        tell_in(checked.language, "final.refused", name=name, count=len(open_))
        for line in report(checked.model_copy(update={"gaps": open_}), read, name, text):
            click.echo(line, err=True)
        return Exit.OPEN_GAPS
    today = date.today()
    markdown = final_document(checked, read, text, against, today, keep_evidence, to_sign=as_form != "md")
    write_result(_rendered(markdown, as_form, checked.language, today), output, force)
    for line in not_understood(read, name) if read and not quiet else ():
        click.echo(line, err=True)
    if output and not quiet:
        tell("written", path=output)
    return Exit.DONE


def _rendered(markdown: str, form: str, language: Language, on: date) -> str | bytes:
    if form == "docx":
        from summarizer.rendering.word import word

        return word(markdown, language, on)
    if form == "html":
        from summarizer.rendering.web import web_page

        return web_page(markdown, language)
    return markdown
