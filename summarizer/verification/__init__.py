"""Plain code that checks every statement of a summary against the notes and reports the gaps."""

from summarizer.verification.carried import carry_over
from summarizer.verification.verify import Verified, verify

__all__ = ["Verified", "carry_over", "verify"]
