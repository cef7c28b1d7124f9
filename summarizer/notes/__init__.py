"""Notes and transcripts in, numbered lines out."""

from summarizer.notes.formats import InputFormat
from summarizer.notes.model import Line, Notes, Remark, language_of
from summarizer.notes.reading import from_bytes, read_file, read_stream

__all__ = ["InputFormat", "Line", "Notes", "Remark", "from_bytes", "language_of", "read_file", "read_stream"]
