"""A Markdown document as one HTML page that stands alone: nothing is fetched, nothing runs, ready to be printed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from summarizer.rendering.parsing import boxed, html_pieces, notes_before, parser, printable, runs_on, safe_link, title
from summarizer.template import Language
from summarizer.wording import say

_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 46rem; color: #1f1f1f; background: #fff;
  font: 1rem/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", Arial, sans-serif; }
html[lang=en] body { font-family: Arial, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.3; margin: 0 0 1.5rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid #d8dbe0; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
ul, ol { padding-left: 1.4rem; margin: .3rem 0; }
li { margin: .2rem 0; }
p { margin: .4rem 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .95em; }
th, td { border: 1px solid #b9bec6; padding: .35rem .55rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { background: #edeff2; overflow-wrap: normal; white-space: nowrap; }
blockquote { margin: .6rem 0; padding-left: 1rem; border-left: 3px solid #b9bec6; color: #444; }
pre { white-space: pre-wrap; }
a { color: #0b57a4; }
.footnotes-sep, .footnote-backref { display: none; }
.footnotes { font-size: .9em; color: #444; }
.footnote-ref { line-height: 0; }
.footnote-ref::before { content: "\\2060"; }
.footnote-ref a { text-decoration: none; }
h2.record { font-size: .85rem; margin-top: 3rem; border-bottom: 0; }
h2.record ~ p { font-size: .8rem; line-height: 1.5; color: #555; }
@page { size: A4; margin: 20mm 18mm; }
@media print {
  body { padding: 0; max-width: none; font-size: 10.5pt; line-height: 1.5; }
  h1, h2, h3 { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
"""


def web_page(markdown: str, language: Language) -> str:
    """The document as a page. Raw HTML in it shows as text, pictures by what they are called, no script as anything."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{"zh-CN" if language == "zh" else "en"}">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title(markdown))}</title>\n"
        f"<style>{_STYLE}</style>\n"
        "</head>\n"
        "<body>\n"
        f"<main>\n{_body(markdown, language)}</main>\n"
        "</body>\n"
        "</html>\n"
    )


def _body(markdown: str, language: Language) -> str:
    printer = _printer()
    env: dict[str, object] = {}
    tokens = notes_before(printer.parse(printable(markdown), env), say(language, "final.record"))
    return str(printer.renderer.render(tokens, printer.options, env))


@cache
def _printer() -> MarkdownIt:
    """Markdown's own HTML, but for what could fetch, run or hide something."""
    printer = parser()
    for name, rule in (
        ("html_block", _raw_block),
        ("html_inline", _raw),
        ("image", _picture),
        ("text", _text),
        ("link_open", _link_open),
        ("softbreak", _line_end),
        ("footnote_caption", _note_number),
    ):
        printer.add_render_rule(name, rule)
    return printer


def _raw(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return "".join("<br>\n" if piece is None else escape(piece) for piece in html_pieces(tokens[at].content))


def _raw_block(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    shown = _raw(self, tokens, at, options, env).strip()
    return f"<p>{shown}</p>\n" if shown else ""


def _picture(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return escape(tokens[at].content)


def _text(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return escape(boxed(tokens[at].content) if at == 0 else tokens[at].content, quote=False)


def _link_open(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    if not safe_link(str(tokens[at].attrs.get("href", ""))):
        tokens[at].attrs = {}
    return self.renderToken(tokens, at, options, env)


def _line_end(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    around = tokens[at - 1].content if at else "", tokens[at + 1].content if at + 1 < len(tokens) else ""
    return "" if runs_on(*around) else "\n"


def _note_number(self: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    return f"[{tokens[at].meta['id'] + 1}]"  # the same for every place that rests on it
