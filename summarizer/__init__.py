"""Raw coaching notes in, a verified coaching summary out, with every gap flagged."""

from __future__ import annotations

__version__ = "0.1.0"
