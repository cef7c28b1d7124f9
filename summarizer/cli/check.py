"""summarizer check DRAFT"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.console import tell, tell_in, tell_remarks
from summarizer.cli.options import FILE_OR_DASH, input_option, notes_option, output_options, quiet_option
from summarizer.cli.output import check_target, form_for, write_result
from summarizer.cli.worded import command
from summarizer.errors import Exit
from summarizer.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from summarizer.notes import Notes
    from summarizer.record import Draft
    from summarizer.review import ReadBack
    from summarizer.review.given import Reviewed


@command("check", texts="check")
@click.argument("draft", type=FILE_OR_DASH)
@notes_option
@input_option
@output_options(["text", "json", "md"])
@quiet_option("option.quiet_check")
def check_command(
    draft: Path,
    notes: Path | None,
    input_format: str | None,
    output: Path | None,
    form: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """A draft to the list of what is open in it."""
    check_target(output, force)
    as_form = form_for(form, output, "text")
    from summarizer.review.check import open_required

    against = read_notes(notes, input_format, quiet) if notes else None
    name, text, read, checked = read_draft(draft, against)
    if as_form == "text":
        lines = [*report(checked, read, name, text), *what_finalize_says(checked, name)]
        lines += in_no_field(checked, against, notes) if against else ()
        result = "".join(f"{line}\n" for line in lines)
    elif as_form == "json":
        from summarizer.rendering import render_json

        result = render_json(checked)
    else:
        from summarizer.review.anew import draft_anew

        result = draft_anew(checked, against, read, text)
    write_result(result, output, force)
    if as_form != "text" and read:
        for line in not_understood(read, name):
            click.echo(line, err=True)
    if output and not quiet:
        tell("written", path=output)
    if open_required(checked):
        click.get_current_context().exit(Exit.OPEN_GAPS)


def read_draft(path: Path, notes: Notes | None) -> Reviewed:
    """Read a draft in Markdown or JSON and check it, against its notes where they are given."""
    from summarizer.review.given import reviewed

    name = "<stdin>" if str(path) == "-" else str(path)
    given = reviewed(_text(path, name), name, notes)
    if given.read:
        _tell_other_notes(given.read, notes, name)
    return given


def _text(path: Path, name: str) -> str:
    from summarizer.notes.limits import MAX_BYTES
    from summarizer.review.files import of_bytes, read_document

    if name == "<stdin>":
        return of_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), name).text
    return read_document(path).text


def read_notes(path: Path, input_format: str | None, quiet: bool) -> Notes:
    """The notes that a draft is checked against."""
    from summarizer.notes import InputFormat, read_file

    notes = read_file(path, InputFormat(input_format) if input_format else None)
    tell_remarks(notes, path, quiet)
    return notes


def _tell_other_notes(read: ReadBack, notes: Notes | None, name: str) -> None:
    known = read.provenance.source if read.provenance else None
    if notes and known and known.sha256 != notes.sha256:
        tell_in(read.draft.language, "check.other_notes", name=name, source=known.name)


def report(draft: Draft, read: ReadBack | None, name: str, text: str) -> Iterator[str]:
    """A line for each gap, with its place in the file for editors to jump to; then what was not understood."""
    from summarizer.rendering.escaping import shown
    from summarizer.rendering.names import field_name

    language = draft.language
    for gap in draft.gaps:
        where = f"{name}:{_line(read, gap.field, text)}" if read else f"{name}: {gap.field}"
        severity, kind = say(language, f"draft.severity.{gap.severity}"), say(language, f"draft.kind.{gap.kind}")
        detail = say(language, "check.detail", detail=gap.detail) if gap.detail else ""
        head = f"{severity} · {field_name(gap.field, language)} · {kind}{say(language, 'draft.colon')}"
        yield shown(f"{where}: {head}{gap.question}{detail}")
    if read:
        yield from not_understood(read, name)
    if not draft.gaps:
        yield f"{name}: {say(language, 'check.clean')}"


def _line(read: ReadBack, path: str, text: str) -> int:
    """The line of a field, or of the list it belongs to; the first one where its label is gone."""
    from summarizer.review.source import Lines

    place = read.places.get(path) or read.places.get(path.partition("[")[0])
    return Lines(text).number(place.start) if place else 1


def not_understood(read: ReadBack, name: str) -> Iterator[str]:
    """A line for each thing in the file that belongs to no field."""
    from summarizer.rendering.escaping import shown

    for remark in read.remarks:
        yield f"{name}:{remark.line}: {say(read.draft.language, remark.message, text=shown(remark.text))}"


def what_finalize_says(draft: Draft, name: str) -> Iterator[str]:
    """A line on whether the draft could be made final now, which is stricter than having no required gap."""
    from summarizer.review.check import blocking
    from summarizer.template import Importance

    refused = blocking(draft)
    required = sum(gap.severity is Importance.REQUIRED for gap in refused)
    key = "check.finalize_refuses" if refused else "check.finalize_ready"
    counts = {"all": len(refused), "required": required, "doubts": len(refused) - required}
    yield f"{name}: {say(draft.language, key, **counts)}"


def in_no_field(draft: Draft, notes: Notes, path: Path | None) -> Iterator[str]:
    """A line for each stretch of the notes that nothing in the draft rests on; of a talk their number alone."""
    from summarizer.rendering.escaping import shown
    from summarizer.verification.unused import is_talk, unused

    left = unused(draft.summary, notes)
    if left and is_talk(notes):
        yield f"{path}: {say(draft.language, 'check.unused_turns', count=len({span.line for span in left}))}"
        return
    for span in left:
        line = notes.line(span.line)
        text = shown(line.text[span.start : span.end])
        yield f"{path}:{line.source_line or line.number}: {say(draft.language, 'check.unused', text=text)}"
