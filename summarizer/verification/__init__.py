"""Plain code that checks every statement of a summary against the notes and reports the gaps."""

from summarizer.verification.carried import carry_over
from summarizer.verification.unread import is_unread, unread
from summarizer.verification.verify import Verified, forget, verify

__all__ = ["Verified", "carry_over", "forget", "is_unread", "unread", "verify"]
