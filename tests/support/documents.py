"""What stands in the documents that the project's readers are given."""

from __future__ import annotations

import re
from pathlib import Path


def block(page: Path, mark: str) -> str:
    """The fenced block below the comment `<!-- mark -->` of a Markdown page."""
    found = re.search(rf"<!-- {re.escape(mark)} -->\n```\w*\n(.*?)^```$", page.read_text("utf-8"), re.S | re.M)
    assert found, f"{page}: no block marked {mark!r}"
    return found[1]
