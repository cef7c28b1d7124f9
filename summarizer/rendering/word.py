"""A Markdown document as a Word file, with Word's own styles for headings, lists and tables."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import NamedTuple

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from markdown_it.tree import SyntaxTreeNode

from summarizer.rendering.columns import column_widths
from summarizer.rendering.parsing import boxed, html_pieces, plain, runs_on, safe_link, title, tree
from summarizer.rendering.wordstyles import MONOSPACE, set_up
from summarizer.template import Language
from summarizer.wording import say

_WIDTH = Cm(17)
_DEEPEST = 3
"""Levels of lists that Word has styles for; what stands deeper is set in further by hand."""


def word(markdown: str, language: Language, on: date) -> bytes:
    """The document as .docx. `on` is the day that its properties name; they name no author."""
    document = docx.Document()
    set_up(document, language)
    properties = document.core_properties
    properties.title = title(markdown)
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = "zh-CN" if language == "zh" else "en-US"
    properties.created = properties.modified = datetime.combine(on, time())
    properties.revision = 1
    _Writer(document).blocks(tree(markdown, say(language, "final.record")).children)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _Look(NamedTuple):
    """How a stretch of text looks."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False


class _Place(NamedTuple):
    """Where blocks go: how deep in lists, and the style of a paragraph there."""

    depth: int = 0
    style: str = "Normal"


_PLAIN, _TOP = _Look(), _Place()


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._small = False
        self._bookmarks = 0

    def blocks(self, nodes: list[SyntaxTreeNode], place: _Place = _TOP) -> None:
        for node in nodes:
            self._block(node, place)

    def _block(self, node: SyntaxTreeNode, place: _Place) -> None:
        if node.type == "heading":
            self._small = node.attrs.get("class") == "record"
            heading = self._paragraph(f"Heading {node.tag[1:]}", 0)
            self._inline(heading, node)
            if self._small:
                _shrink(heading)
        elif node.type == "paragraph":
            paragraph = self._paragraph(place.style, place.depth)
            self._inline(paragraph, node)
            if self._small:
                _shrink(paragraph)
        elif node.type in ("bullet_list", "ordered_list"):
            self._list(node, place.depth + 1)
        elif node.type == "blockquote":
            self.blocks(node.children, _Place(place.depth, "Quote"))
        elif node.type == "table":
            self._table(node)
        elif node.type in ("fence", "code_block"):
            self._paragraph("macro", place.depth).add_run(node.content.rstrip("\n"))
        elif node.type == "html_block":
            pieces = html_pieces(node.content.strip())
            if pieces:
                self._pieces(self._paragraph(place.style, place.depth), pieces, _Look())
        elif node.type == "hr":
            _rule(self._paragraph("Normal", 0))
        elif node.type == "footnote_block":
            self._footnotes(node)

    def _paragraph(self, style: str, depth: int) -> Paragraph:
        paragraph = self._document.add_paragraph(style=style)
        if depth > _DEEPEST:
            paragraph.paragraph_format.left_indent = Cm(0.63 * depth)
        return paragraph

    # Lists

    def _list(self, node: SyntaxTreeNode, depth: int) -> None:
        level = "" if depth == 1 else f" {min(depth, _DEEPEST)}"
        ordered = node.type == "ordered_list"
        style = f"List {'Number' if ordered else 'Bullet'}{level}"
        numbers = self._numbering(style, int(node.attrs.get("start", 1))) if ordered else None
        for item in node.children:
            paragraph = self._paragraph(style, depth)
            if numbers is not None:
                _number(paragraph, numbers)
            below = item.children
            if below and below[0].type == "paragraph":
                self._inline(paragraph, below[0], in_list=True)
                below = below[1:]
            # A label is not left alone at the foot of a page.
            paragraph.paragraph_format.keep_with_next = bool(below) or None
            self.blocks(below, _Place(depth, f"List Continue{level}"))

    def _numbering(self, style: str, start: int) -> int:
        """A numbering of its own for one list, or it would go on where the list before ended."""
        numbering = self._document.part.numbering_part.element
        used = self._document.styles[style].element.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(used).abstractNumId.val
        added = numbering.add_num(abstract)
        added.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(added.numId)

    # Tables

    def _table(self, node: SyntaxTreeNode) -> None:
        rows = [row for row in node.walk() if row.type == "tr"]
        widths = column_widths([[plain(cell) for cell in row.children] for row in rows])
        table = self._document.add_table(len(rows), len(widths), style="Table Grid")
        table.autofit = False
        # `table.cell` and `table.rows[…]` go through the whole table at each call.
        for number, (row, made) in enumerate(zip(rows, table.rows, strict=True)):
            cells = made.cells
            for cell, node_cell in zip(cells, row.children, strict=False):
                self._cell(cell, node_cell, head=number == 0)
            for cell, width in zip(cells, widths, strict=True):
                cell.width = int(width * _WIDTH)
            _keep_row(made, head=number == 0)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = int(width * _WIDTH)
        self._document.add_paragraph().paragraph_format.space_after = Pt(2)

    def _cell(self, cell: _Cell, node: SyntaxTreeNode, head: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.space_before = Pt(2)
        self._inline(paragraph, node, _Look(bold=head))
        if head:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), "EDEFF2")
            cell._tc.get_or_add_tcPr().append(shade)

    # Text

    def _inline(self, paragraph: Paragraph, node: SyntaxTreeNode, look: _Look = _PLAIN, in_list: bool = False) -> None:
        for inline in node.children:
            self._spans(paragraph, inline.children, look, in_list)

    def _spans(self, paragraph: Paragraph, nodes: list[SyntaxTreeNode], look: _Look, in_list: bool = False) -> None:
        for number, (before, node, after) in enumerate(zip([None, *nodes], nodes, [*nodes[1:], None], strict=False)):
            self._span(paragraph, before, node, after, look, boxes=in_list and number == 0)

    def _span(
        self,
        paragraph: Paragraph,
        before: SyntaxTreeNode | None,
        node: SyntaxTreeNode,
        after: SyntaxTreeNode | None,
        look: _Look,
        boxes: bool = False,
    ) -> None:
        if node.type == "text":
            _run(paragraph, boxed(node.content) if boxes else node.content, look)
        elif node.type == "code_inline":
            _run(paragraph, node.content, look._replace(code=True))
        elif node.type == "softbreak":
            if not runs_on(plain(before) if before else "", plain(after) if after else ""):
                _run(paragraph, " ", look)
        elif node.type == "hardbreak":
            paragraph.add_run().add_break()
        elif node.type == "html_inline":
            self._pieces(paragraph, html_pieces(node.content), look)
        elif node.type == "footnote_ref":
            follows = before is not None and before.type == "footnote_ref"  # 4 and 5 are not 45
            self._reference(paragraph, int(node.meta["id"]) + 1, "," if follows else "")
        elif node.type == "image":
            _run(paragraph, plain(node), look)
        elif node.type == "link" and safe_link(str(node.attrs.get("href", ""))):
            self._link(paragraph, node, look)
        else:
            look = look._replace(
                bold=look.bold or node.type == "strong",
                italic=look.italic or node.type == "em",
                strike=look.strike or node.type == "s",
            )
            self._spans(paragraph, node.children, look)

    def _pieces(self, paragraph: Paragraph, pieces: list[str | None], look: _Look) -> None:
        for piece in pieces:
            if piece is None:
                paragraph.add_run().add_break()
            else:
                _run(paragraph, piece, look)

    def _link(self, paragraph: Paragraph, node: SyntaxTreeNode, look: _Look) -> None:
        link = OxmlElement("w:hyperlink")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link.set(qn("r:id"), self._document.part.relate_to(str(node.attrs["href"]), kind, is_external=True))
        before = len(paragraph._p)
        self._spans(paragraph, node.children, look)
        for run in paragraph._p[before:]:
            Run(run, paragraph).font.underline = True
            link.append(run)
        paragraph._p.append(link)

    # Footnotes, which in a Word file stand at its end as a numbered list

    def _reference(self, paragraph: Paragraph, number: int, before: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"note{number}")
        run = paragraph.add_run(f"\u2060{before}{number}")  # on the same line as what it belongs to
        run.font.superscript = True
        link.append(run._r)
        paragraph._p.append(link)

    def _footnotes(self, node: SyntaxTreeNode) -> None:
        numbers = self._numbering("List Number", 1)
        for note in node.children:
            for position, block in enumerate(note.children):
                if block.type != "paragraph":
                    continue
                paragraph = self._paragraph("List Continue" if position else "List Number", 1)
                if not position:
                    _number(paragraph, numbers)
                    self._bookmark(paragraph, f"note{int(note.meta['id']) + 1}")
                self._inline(paragraph, block)

    def _bookmark(self, paragraph: Paragraph, name: str) -> None:
        self._bookmarks += 1
        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(kind)
            mark.set(qn("w:id"), str(self._bookmarks))
            if kind == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)


def _run(paragraph: Paragraph, text: str, look: _Look) -> None:
    if not text:
        return
    run = paragraph.add_run(text)
    # None leaves it to the style: a heading is bold without being told.
    run.bold, run.italic, run.font.strike = look.bold or None, look.italic or None, look.strike or None
    if look.code:
        run.font.name = MONOSPACE


def _shrink(paragraph: Paragraph) -> None:
    """Small print: for who looks, and not for who reads."""
    for run in paragraph.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x59, 0x59, 0x59)


def _keep_row(row: _Row, head: bool) -> None:
    """No row breaks over a page, and the first one is repeated on the next."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _number(paragraph: Paragraph, numbers: int) -> None:
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val = 0
    numbering.get_or_add_numId().val = numbers


def _rule(paragraph: Paragraph) -> None:
    border = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "BFBFBF")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    paragraph._p.get_or_add_pPr().append(border)
