"""From the Markdown draft, the single source of truth, back to a summary."""

from summarizer.review.model import Part, PartKind, Place, ReadBack, Remark, Task
from summarizer.review.reading import read_back

__all__ = ["Part", "PartKind", "Place", "ReadBack", "Remark", "Task", "read_back"]
