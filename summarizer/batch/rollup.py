"""The roll-up of a batch: `index.md`, `index.csv` and `index.html`, written a row at a time: there may be many."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from html import escape
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from summarizer.atomic import atomic
from summarizer.batch.disk import unwritable
from summarizer.batch.sources import INDEX
from summarizer.batch.store import Failure, Reported, Status, Store
from summarizer.rendering.escaping import block, cell, shown
from summarizer.template import Importance, Language, field_spec
from summarizer.wording import say

_FIELDS = 10
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula; some take the wide forms for the narrow ones."""

_CSV_COLUMNS = (
    *("file", "status", "draft", "required", "recommended", "optional", "missing"),
    *("seconds", "calls", "prompt_tokens", "completion_tokens", "failure"),
)

_STYLE = """
body{font:15px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{border-bottom:1px solid #ccc;padding:.35rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{white-space:nowrap}.n{text-align:right;font-variant-numeric:tabular-nums}.failed{color:#a40000}.open{font-weight:600}
@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#16181c}th,td{border-color:#444}a{color:#8ab4ff}.failed{color:#ff8a80}}
"""


def write_rollup(store: Store, out: Path, language: Language) -> Path:
    """Write the three forms over all files of OUT and return the path of the Markdown one.

    Raises UsageError where one cannot be written.
    """
    forms: dict[str, Callable[[Store, Language], Iterator[str]]] = {"md": _markdown, "csv": _csv, "html": _html}
    for ending, form in forms.items():
        path = out / f"{INDEX}.{ending}"
        try:
            with atomic(path, replace=True) as file:
                for text in form(store, language):
                    file.write(text.encode("utf-8", "replace"))
        except OSError as error:
            raise unwritable(error, path) from error
    return out / f"{INDEX}.md"


def told(failure: Failure, language: Language) -> str:
    """Why a file failed, in one line."""
    return " ".join(say(language, failure.message, **failure.values).split())


def field_name(path: str, language: Language) -> str:
    """The label of a field, for a path with or without positions."""
    return field_spec(path).info.label.get(language)


def _csv(store: Store, language: Language) -> Iterator[str]:
    yield "\ufeff"  # without it Excel reads Chinese in the encoding of its own country
    yield _csv_row(_CSV_COLUMNS)
    for line in store.report():
        done = line.status is Status.DONE
        gaps = [line.gaps[severity] if done else "" for severity in Importance]
        cost = line.cost
        yield _csv_row(
            (
                *(line.shown, line.status.value, f"{line.target}.md" if done else "", *gaps),
                " ".join(line.missing) if done else "",
                *(
                    (f"{cost.seconds:.2f}", cost.calls, cost.prompt_tokens, cost.completion_tokens)
                    if done
                    else [""] * 4
                ),
                told(line.failure, language) if line.failure else "",
            )
        )


def _csv_row(values: tuple[object, ...]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_inert(value) for value in values])
    return line.getvalue()


def _inert(value: object) -> object:
    """A cell that no spreadsheet takes for a formula, whatever a file is called."""
    if not isinstance(value, str):
        return value
    text = shown(value)
    return f"'{text}" if value.lstrip(" ").startswith(_FORMULA) or text.lstrip(" ").startswith(_FORMULA) else text


def _markdown(store: Store, language: Language) -> Iterator[str]:
    def text(key: str, **values: object) -> str:
        return say(language, f"index.{key}", **values)

    yield f"# {text('title')}\n\n{_counted(store, language)}\n"
    if fields := store.most_missing(_FIELDS):
        yield f"\n## {text('missing')}\n\n| {text('field')} | {text('files')} |\n| --- | ---: |\n"
        for field, files in fields:
            yield f"| {cell(field_name(field, language))} | {files} |\n"
    failures = (line for line in store.report() if line.failure)
    for number, line in enumerate(failures):
        if line.failure:
            head = f"\n## {text('failures')}\n\n" if number == 0 else ""
            yield f"{head}- {block(line.shown)}{say(language, 'draft.colon')}{cell(told(line.failure, language))}\n"
    heads = _heads(language)
    yield f"\n## {text('all')}\n\n| {' | '.join(heads)} |\n| --- | --- |{' ---: |' * (len(heads) - 2)}\n"
    for line in store.report():
        name = cell(line.shown)
        if line.status is Status.DONE:
            name = f"[{name}]({_link(line)})"
        yield f"| {name} | {' | '.join(_cells(line, language))} |\n"


def _html(store: Store, language: Language) -> Iterator[str]:
    def text(key: str, **values: object) -> str:
        return escape(say(language, f"index.{key}", **values))

    def row(cells: Iterator[tuple[str, str, str]]) -> str:
        return "<tr>" + "".join(f"<{tag}{kind}>{inner}</{tag}>" for tag, kind, inner in cells) + "</tr>\n"

    style = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    yield (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text('title')}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{text('title')}</h1>\n"
        f"<p>{escape(_counted(store, language))}</p>\n"
    )
    if fields := store.most_missing(_FIELDS):
        yield f"<h2>{text('missing')}</h2>\n<table>\n<thead>\n"
        yield row(iter([("th", ' scope="col"', text("field")), ("th", ' scope="col" class="n"', text("files"))]))
        yield "</thead>\n<tbody>\n"
        for field, files in fields:
            yield row(iter([("td", "", escape(field_name(field, language))), ("td", ' class="n"', str(files))]))
        yield "</tbody>\n</table>\n"
    yield f"<h2>{text('all')}</h2>\n<table>\n<thead>\n"
    yield row(("th", ' scope="col"' + _column(number), escape(head)) for number, head in enumerate(_heads(language)))
    yield "</thead>\n<tbody>\n"
    for line in store.report():
        name = escape(shown(line.shown))
        if line.status is Status.DONE:
            name = f'<a href="{escape(_link(line))}">{name}</a>'
        status, *numbers = _cells(line, language, escaped=False)
        kind = ' class="failed"' if line.failure else ""
        yield row(
            chain(
                [("td", "", name), ("td", kind, escape(status))],
                (("td", ' class="n"', escape(number)) for number in numbers),
            )
        )
    yield "</tbody>\n</table>\n</body>\n</html>\n"


def _column(number: int) -> str:
    return ' class="n"' if number > 1 else ""


def _heads(language: Language) -> list[str]:
    severities = [say(language, f"draft.severity.{severity.value}").capitalize() for severity in Importance]
    return [say(language, f"index.{name}") for name in ("file", "status")] + severities + [
        say(language, f"index.{name}") for name in ("seconds", "prompt_tokens", "completion_tokens")
    ]  # fmt: skip


def _cells(line: Reported, language: Language, escaped: bool = True) -> list[str]:
    """The cells behind the name: the status, with the cause of a failure, and numbers where there is a draft."""
    status = say(language, f"index.status.{line.status.value}")
    if line.failure:
        status = f"{status}{say(language, 'draft.colon')}{told(line.failure, language)}"
    numbers = [""] * 6
    if line.status is Status.DONE:
        cost = line.cost
        numbers = [str(line.gaps[severity]) for severity in Importance]
        numbers += [f"{cost.seconds:.1f}", str(cost.prompt_tokens), str(cost.completion_tokens)]
    return [cell(status) if escaped else shown(status), *numbers]


def _counted(store: Store, language: Language) -> str:
    counts = store.counts()
    return say(
        language,
        "index.counted",
        files=sum(counts.values()),
        done=counts[Status.DONE],
        failed=counts[Status.FAILED],
        pending=counts[Status.PENDING],
    )


def _link(line: Reported) -> str:
    """A link to a draft beside the index. `./`, because a name may look like a scheme."""
    return "./" + quote(f"{line.target}.md", safe="/")
