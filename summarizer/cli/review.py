"""summarizer review DRAFT"""

from __future__ import annotations

import getpass
import os
import sys
import unicodedata
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.check import read_notes
from summarizer.cli.console import tell
from summarizer.cli.options import FILE, input_option, notes_option
from summarizer.cli.output import check_target, write_result
from summarizer.cli.worded import command, option
from summarizer.errors import Exit, UsageError
from summarizer.wording import say

if TYPE_CHECKING:
    from summarizer.record import Gap
    from summarizer.review.session import Session


@command("review", texts="review")
@click.argument("draft", type=FILE)
@notes_option
@input_option
@option("--html", type=FILE, metavar="FILE", help="option.html")
@option("--force", is_flag=True, help="option.force")
def review_command(draft: Path, notes: Path | None, input_format: str | None, html: Path | None, force: bool) -> None:
    """A draft, a person and the gaps between them."""
    if html is not None:
        _write_page(draft, notes, input_format, html, force)
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("review.no_terminal")
    from summarizer.review.check import open_required
    from summarizer.review.session import Session, alone_with

    with alone_with(draft):
        session = Session(draft, read_notes(notes, input_format, quiet=False) if notes else None)
        stopped = _Walk(session, draft).run()
    if stopped:
        click.get_current_context().exit(Exit.INTERRUPTED)
    if open_required(session.draft):
        click.get_current_context().exit(Exit.OPEN_GAPS)


def _write_page(draft: Path, notes: Path | None, input_format: str | None, html: Path, force: bool) -> None:
    if notes is None:
        raise UsageError("review.html_notes")
    check_target(html, force)
    from summarizer.page import review_page
    from summarizer.review.check import check_back
    from summarizer.review.files import drafted, is_json, read_document

    text = read_document(draft).text
    if is_json(text):
        raise UsageError("review.json", path=draft)
    against = read_notes(notes, input_format, quiet=False)
    read = drafted(text, str(draft))
    checked = check_back(read, against)
    # What is not UTF-8 in a name has no place on a page.
    name = os.fsencode(draft.name).decode("utf-8", "replace")
    write_result(review_page(name, text, read, checked, against), html, force)
    tell("written", path=html)


class Key(Enum):
    """What one letter means instead of an answer."""

    EDIT = "e"
    CONFIRM = "c"
    WAIVE = "w"
    SKIP = "s"
    BACK = "b"
    QUIT = "q"
    HELP = "h"


_ASIDE = "#|"
"""What the lines begin with that an editor shows and that are no part of the answer."""


class _Walk:
    def __init__(self, session: Session, path: Path) -> None:
        self._session = session
        self._path = path
        self._language = session.draft.language
        self._passed: set[tuple[str, str]] = set()
        self._history: list[Gap] = []
        self._by: str | None = None

    def run(self) -> bool:
        """Ask about one gap after the other until none is left, or the reviewer has enough.

        Returns whether it was broken off. What was answered until then is in the file.
        """
        stopped = False
        try:
            gap = self._next()
            while gap is not None:
                gap = self._ask(gap)
        except KeyboardInterrupt:
            stopped = True
            click.echo()
        except EOFError:
            click.echo()
        self._close()
        return stopped

    def _next(self) -> Gap | None:
        return next((gap for gap in self._session.draft.gaps if _key(gap) not in self._passed), None)

    def _ask(self, gap: Gap) -> Gap | None:
        """Show a gap, take one decision, and say which gap comes next; None to stop."""
        self._show(gap)
        while True:
            line = input("> ")
            typed = line.strip()
            key = _key_of(line)
            if key is Key.QUIT:
                return None
            if key is Key.HELP or (key is None and line[:1] != " " and len(typed) == 1 and typed.isascii()):
                self._help()
                continue
            if key is Key.BACK:
                if not self._history:
                    self._say("review.first")
                    continue
                back = self._history.pop()
                self._passed.discard(_key(back))
                return back
            if self._decide(gap, key, typed):
                self._history.append(gap)
                return self._next()

    def _help(self) -> None:
        self._say("review.help")
        for key in Key:
            if key is not Key.HELP:
                self._say(f"review.help.{key.value}")
        self._say("review.help.letter")

    def _decide(self, gap: Gap, key: Key | None, typed: str) -> bool:
        """Whether that settled the gap for now."""
        session = self._session
        if key is Key.SKIP:
            self._passed.add(_key(gap))
            return True
        if key is Key.CONFIRM:
            if not session.can_confirm(gap):
                self._say("review.nothing_to_confirm")
                return False
            session.confirm(gap)
        elif key is Key.WAIVE:
            return self._waive(gap)
        else:
            text = self._edited(gap) if key is Key.EDIT else typed
            if text is None:
                return False
            if not text:
                self._say("review.keys")
                return False
            session.answer(gap, text)
            self._tell_what_became(gap, text)
            return True
        self._say("review.saved")
        return True

    def _tell_what_became(self, gap: Gap, text: str) -> None:
        """Say that an answer is saved, the day it turned out to mean, and whether it is still too vague."""
        from summarizer.rendering.escaping import shown

        self._say("review.saved")
        said = self._session.statement(gap.field)
        if said and said.text != text and said.text.startswith(text):
            self._say("review.now", text=shown(said.text))
        for vague in self._session.still_vague(gap.field):
            self._say("review.still_vague", question=shown(vague.question))

    def _edited(self, gap: Gap) -> str | None:
        """What an editor made of the statement, with the question below it; None where there is no editor to open."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not editor:  # whatever else is installed may be one that its user cannot leave
            self._say("review.no_editor")
            return None
        statement = self._session.statement(gap.field)
        aside = [self._text("review.editor_aside", mark=_ASIDE), *self._asked(gap), *self._evidence(gap)]
        below = "".join(f"{_ASIDE} {line}\n" for text in aside for line in text.splitlines())
        try:
            text = (
                click.edit(f"{statement.text if statement else ''}\n\n{below}", editor=editor, extension=".txt") or ""
            )
        except (click.ClickException, OSError, ValueError) as error:
            # It does not start, fails, is not quoted as a shell wants it, or leaves what is no UTF-8.
            self._say("review.editor_failed", editor=editor, cause=str(error).rpartition(": ")[2])
            return None
        return "\n".join(line for line in text.splitlines() if not line.startswith(_ASIDE)).strip()

    def _waive(self, gap: Gap) -> bool:
        session = self._session
        if not session.can_waive(gap):
            unread = session.can_confirm(gap) and session.statement(gap.field) is None
            self._say("review.read_it" if unread else "review.not_waivable")
            return False
        reason = input(self._text("review.reason")).strip() or input(self._text("review.reason_again")).strip()
        if not reason:
            self._say("review.no_reason")
            self._say("review.keys")
            return False
        if self._by is None:
            likely = self._session.reviewer or _user()
            self._by = input(self._text("review.by", name=likely)).strip() or likely
        self._session.waive(gap, reason, self._by, date.today())
        self._say("review.saved")
        return True

    def _show(self, gap: Gap) -> None:
        from summarizer.rendering.escaping import shown
        from summarizer.rendering.names import field_name

        language = self._language
        gaps = self._session.draft.gaps
        number = next((n for n, other in enumerate(gaps, 1) if _key(other) == _key(gap)), 0)
        severity, kind = say(language, f"draft.severity.{gap.severity}"), say(language, f"draft.kind.{gap.kind}")
        click.echo()
        count = f"[{number}/{len(gaps)}] " if number else ""
        click.secho(f"{count}{severity} · {field_name(gap.field, language)} · {kind}", bold=True)
        for line in self._asked(gap):
            click.echo(line)
        if statement := self._session.statement(gap.field):
            self._say("review.now", text=shown(statement.text))
        row, bracket, slot = gap.field.rpartition("].")
        task = self._session.statement(f"{row}].task") if bracket and slot != "task" else None
        if task:
            self._say("review.task", text=shown(task.text))
        for line in self._evidence(gap):
            click.echo(line)
        self._say("review.keys")

    def _asked(self, gap: Gap) -> list[str]:
        """The question, and what is known about it."""
        from summarizer.rendering.escaping import shown

        return [shown(text) for text in (gap.question, gap.detail) if text]

    def _evidence(self, gap: Gap) -> list[str]:
        """The lines of the notes around it, else its footnotes."""
        from summarizer.rendering.escaping import shown

        quoted = self._session.quoted(gap)
        if not quoted:
            return [f"  {shown(note)}" for note in self._session.footnotes(gap)]
        return [f"{'>' if line.rests else ' '}{line.number:4} {shown(line.text)}" for line in quoted]

    def _close(self) -> None:
        from summarizer.cli.check import what_finalize_says
        from summarizer.template import Importance

        gaps = self._session.draft.gaps
        required = sum(gap.severity is Importance.REQUIRED for gap in gaps)
        self._say("review.left" if gaps else "review.done", path=self._path, required=required, all=len(gaps))
        for line in what_finalize_says(self._session.draft, str(self._path)):
            click.echo(line)

    def _text(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)

    def _say(self, key: str, **values: object) -> None:
        click.echo(self._text(key, **values))


def _user() -> str:
    """Who is logged in; a number where the system has no name, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # the second from Python 3.13 on
        return str(os.getuid())


def _key_of(line: str) -> Key | None:
    """The key that a line is; an answer of one letter has a space before it."""
    if line[:1] == " ":
        return None
    typed = unicodedata.normalize("NFKC", line).strip().lower()
    return Key.HELP if typed == "?" else next((key for key in Key if typed == key.value), None)


def _key(gap: Gap) -> tuple[str, str]:
    return gap.field, gap.kind.value
