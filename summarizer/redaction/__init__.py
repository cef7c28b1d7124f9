"""What is taken out of notes before they leave the machine, and put back into the draft: `docs/privacy.md`."""

from summarizer.redaction.drafts import hidden, restored
from summarizer.redaction.finding import How, find_all, guard, model_installed, names_in
from summarizer.redaction.mapping import Redaction, RedactionError

__all__ = [
    "How",
    "Redaction",
    "RedactionError",
    "find_all",
    "guard",
    "hidden",
    "model_installed",
    "names_in",
    "restored",
]
