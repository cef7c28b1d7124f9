"""Word documents: paragraphs and tables to lines; transcripts of Teams and 腾讯会议 among them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.errors import InputError
from summarizer.notes.limits import MAX_CHARACTERS, too_long

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes that all parts of a document may unpack to, pictures included; a bomb has more."""
MAX_XML = 12 * 1024 * 1024
"""Bytes of its text with markup, which is several times the text."""
_MAX_PARTS = 5000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_TEXT = {f"{_W}t": None, f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_GONE = (f"{_W}del", f"{_W}moveFrom", f"{_W}sectPr", f"{_W}pPr", _FALLBACK)
"""Deleted and moved text, and the second copy of a text box for old programs."""


def is_zip(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def read_word(data: bytes, name: str) -> list[str]:
    """The lines of a document: a line a paragraph, and a row of a table (`责任人：李明` where it has two cells).

    Insertions that are still tracked are part of it, deletions are not. Headers, footers, notes, comments and pictures
    are not read. Raises InputError for archives that are no Word document, broken ones, and those that unpack to too
    much.
    """
    try:
        _check_size(data, name)
        import docx

        document = docx.Document(io.BytesIO(data)).element
        if document.getroottree().docinfo.doctype:
            # Word writes none. Their entities are not resolved, so that what they stand for would be missing.
            raise InputError("input.broken_document", name=name, kind="Word", cause="DOCTYPE")
        return list(_some(_lines(document.body), name))
    except InputError:
        raise
    except Exception as error:
        # A damaged archive fails in zipfile, zlib, lxml or python-docx, each with errors of its own.
        cause = str(error).strip().partition("\n")[0] or type(error).__name__
        raise InputError("input.broken_document", name=name, kind="Word", cause=cause[:120]) from error


def _some(lines: Iterator[str], name: str) -> Iterator[str]:
    """The lines that say anything, up to what is too much."""
    characters = 0
    for line in lines:
        if line.strip():
            characters += len(line)
            if characters > MAX_CHARACTERS:
                raise too_long(name)
            yield line


def _check_size(data: bytes, name: str) -> None:
    """Refuse before anything is unpacked. zipfile hands out no more than the sizes it is told here."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if not any(part.filename.startswith("word/") for part in parts):
            raise InputError("input.binary", name=name, kind="zip")
        if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise InputError("input.bomb", name=name, limit=MAX_UNPACKED // 2**20)
        # What is called a picture may be declared to be text, so that only its first bytes tell.
        if sum(part.file_size for part in parts if _may_be_xml(archive, part)) > MAX_XML:
            raise too_long(name)


def _may_be_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"<", b"")


def _lines(container: _Element) -> Iterator[str]:
    for child in container:
        if child.tag == _P:
            if len(child):
                yield from _paragraph(child)
        elif child.tag == _TABLE:
            for row in child.iterchildren(_ROW):
                cells = [" ".join(" ".join(_lines(cell)).split()) for cell in row.iterchildren(_CELL)]
                yield _row([cell for cell in cells if cell])
        elif child.tag not in _GONE:
            yield from _lines(child)


def _row(cells: list[str]) -> str:
    if len(cells) == 2 and len(cells[0]) <= 20:
        return f"{cells[0].rstrip('：: ')}{': ' if cells[0].isascii() else '：'}{cells[1]}"
    return " | ".join(cells)


def _paragraph(paragraph: _Element) -> Iterator[str]:
    """The lines of a paragraph; text boxes hang inside one, and come after it."""
    text: list[str] = []
    boxes: list[_Element] = []
    _gather(paragraph, text, boxes)
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    listed = style is not None and style.get(f"{_W}val", "").startswith(("ListBullet", "ListNumber"))
    numbered = listed or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    said = "".join(text)
    yield from (f"- {said}" if numbered and said.strip() else said).split("\n")
    for box in boxes:
        yield from _paragraph(box)


def _gather(element: _Element, text: list[str], boxes: list[_Element]) -> None:
    for child in element:
        tag = child.tag
        if tag == _P:
            boxes.append(child)
        elif tag in _TEXT:
            text.append(_TEXT[tag] or child.text or "")
        elif tag not in _GONE:
            _gather(child, text, boxes)
