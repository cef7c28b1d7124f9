"""Plain code that checks every statement of a summary against the notes and reports the gaps."""

from summarizer.verification.unread import unread
from summarizer.verification.verify import Verified, forget, verify

__all__ = ["Verified", "forget", "unread", "verify"]
