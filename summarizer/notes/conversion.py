"""The process that converts one document: bytes on stdin, Markdown in UTF-8 on stdout."""

from __future__ import annotations

import io
import sys

FEW_PAGES = 6
"""A form has a page or two, and its tables are worth the seventh of a second that markitdown takes for each; a talk
of three hours has sixty pages and no table in it."""
MAX_SECONDS = 4
"""Of processor time, loading the libraries included; a slow or busy machine takes longer by the clock."""
MAX_MEMORY = 800 * 1024 * 1024
"""Bytes of address space, of which the libraries take half before they have read anything."""


def main(kind: str) -> None:
    """Convert stdin. Ends with status 1 and a last line on stderr that says why it cannot."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # Windows has no such limits; the time limit of the caller holds everywhere.
    try:
        data = sys.stdin.buffer.read()
        text = (_many_pages(data) if kind == "pdf" else None) or _markdown(data, kind)
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    except MemoryError:
        sys.exit("takes too much memory")
    except RecursionError:
        sys.exit("nested too deeply")
    except Exception as error:
        # Whatever one of a dozen libraries says of a damaged file.
        sys.exit(str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__)


def _many_pages(data: bytes) -> str | None:
    """The text of a PDF of many pages, as it stands; None for one of few, or with no text."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        if len(document) <= FEW_PAGES:
            return None
        pages = (page.get_textpage().get_text_range() for page in document)
        # Where a line breaks a word, the hyphen comes out as no character.
        return "\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "-").replace("\x02", "-").strip() or None


def _markdown(data: bytes, kind: str) -> str:
    from markitdown import StreamInfo
    from markitdown.converters import HtmlConverter, PdfConverter

    # Not through MarkItDown itself: what it cannot convert as asked, it takes for plain text.
    converter = PdfConverter() if kind == "pdf" else HtmlConverter()
    info = StreamInfo(extension=f".{kind}", charset="utf-8" if kind == "html" else None)
    return converter.convert(io.BytesIO(data), info).markdown


if __name__ == "__main__":
    main(sys.argv[1])
