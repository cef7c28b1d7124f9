"""Notes in, numbered lines out."""

from summarizer.notes.model import Line, Notes, language_of
from summarizer.notes.reading import from_bytes, read_file, read_stream

__all__ = ["Line", "Notes", "from_bytes", "language_of", "read_file", "read_stream"]
