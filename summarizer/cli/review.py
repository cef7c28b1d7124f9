"""summarizer review DRAFT"""

from __future__ import annotations

import getpass
import sys
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.check import read_notes
from summarizer.cli.console import tell
from summarizer.cli.options import input_option, notes_option
from summarizer.cli.output import check_target, write_result
from summarizer.cli.worded import command, option
from summarizer.errors import Exit, UsageError
from summarizer.wording import say

if TYPE_CHECKING:
    from summarizer.record import Gap
    from summarizer.review.session import Session


@command("review", texts="review")
@click.argument("draft", type=click.Path(path_type=Path))
@notes_option
@input_option
@option("--html", type=click.Path(path_type=Path), metavar="FILE", help="option.html")
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
    from summarizer.review import read_back
    from summarizer.review.check import check_back
    from summarizer.review.files import read_document

    text = read_document(draft).text
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        raise UsageError("review.json", path=draft)
    against = read_notes(notes, input_format, quiet=False)
    read = read_back(text)
    checked = check_back(read, against)
    write_result(review_page(draft.name, text, read, checked, against), html, force)
    tell("written", path=html)


class Key(Enum):
    """What one letter means instead of an answer."""

    EDIT = "e"
    CONFIRM = "c"
    WAIVE = "w"
    SKIP = "s"
    BACK = "b"
    QUIT = "q"


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
            key = next((key for key in Key if typed.lower() == key.value and line[:1] != " "), None)
            if key is Key.QUIT:
                return None
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
            if not text:
                self._say("review.keys")
                return False
            session.answer(gap, text)
        self._say("review.saved")
        return True

    def _edited(self, gap: Gap) -> str:
        statement = self._session.statement(gap.field)
        text = click.edit(statement.text if statement else "", extension=".txt")
        return (text or "").strip()

    def _waive(self, gap: Gap) -> bool:
        if not self._session.can_waive(gap):
            self._say("review.not_waivable")
            return False
        reason = input(self._text("review.reason")).strip()
        if not reason:
            self._say("review.no_reason")
            return False
        if self._by is None:
            likely = self._session.reviewer or getpass.getuser()
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
        click.echo(shown(gap.question))
        if gap.detail:
            click.echo(shown(gap.detail))
        if statement := self._session.statement(gap.field):
            self._say("review.now", text=shown(statement.text))
        row, bracket, slot = gap.field.rpartition("].")
        task = self._session.statement(f"{row}].task") if bracket and slot != "task" else None
        if task:
            self._say("review.task", text=shown(task.text))
        lines = self._session.quoted(gap)
        for line in lines:
            click.echo(f"{'>' if line.rests else ' '}{line.number:4} {shown(line.text)}")
        if not lines:
            for note in self._session.footnotes(gap):
                click.echo(f"  {shown(note)}")
        self._say("review.keys")

    def _close(self) -> None:
        from summarizer.template import Importance

        gaps = self._session.draft.gaps
        required = sum(gap.severity is Importance.REQUIRED for gap in gaps)
        self._say("review.left" if gaps else "review.done", path=self._path, required=required, all=len(gaps))

    def _text(self, key: str, **values: object) -> str:
        return say(self._language, key, **values)

    def _say(self, key: str, **values: object) -> None:
        click.echo(self._text(key, **values))


def _key(gap: Gap) -> tuple[str, str]:
    return gap.field, gap.kind.value
