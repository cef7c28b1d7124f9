"""The process that converts one document: bytes on stdin, Markdown in UTF-8 on stdout."""

from __future__ import annotations

import io
import sys

MAX_MEMORY = 800 * 1024 * 1024
"""Bytes of address space, of which the libraries take half before they have read anything."""


def main(kind: str) -> None:
    """Convert stdin. Ends with status 1 and a last line on stderr that says why it cannot."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # Windows has no such limit; the time limit of the caller holds everywhere.
    try:
        from markitdown import StreamInfo
        from markitdown.converters import HtmlConverter, PdfConverter

        # Not through MarkItDown itself: what it cannot convert as asked, it takes for plain text.
        converter = PdfConverter() if kind == "pdf" else HtmlConverter()
        info = StreamInfo(extension=f".{kind}", charset="utf-8" if kind == "html" else None)
        converted = converter.convert(io.BytesIO(sys.stdin.buffer.read()), info)
        sys.stdout.buffer.write(converted.markdown.encode("utf-8", "replace"))
    except MemoryError:
        sys.exit("takes too much memory")
    except RecursionError:
        sys.exit("nested too deeply")
    except Exception as error:
        # Whatever one of a dozen libraries says of a damaged file.
        sys.exit(str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__)


if __name__ == "__main__":
    main(sys.argv[1])
