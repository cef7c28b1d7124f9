"""What click says in Chinese, as the file that gettext wants: python -m summarizer.wording.catalogue writes it.

Click asks gettext for its texts, and gettext reads compiled catalogues only. The texts stand in `zh_borrowed.py`.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path

from summarizer.wording.zh_borrowed import CLICK

FOLDER = Path(__file__).parent / "locale"
"""Where `gettext.bindtextdomain` looks."""

FILE = FOLDER / "zh/LC_MESSAGES/messages.mo"

_HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
_MAGIC = 0x950412DE


def compiled(table: Mapping[str, str]) -> bytes:
    """A catalogue in the .mo format of GNU gettext; a key with a plural has it behind a NUL."""
    texts = sorted((key.encode(), text.encode()) for key, text in {"": _HEADER, **table}.items())
    keys, values = zip(*texts, strict=True)
    start = 7 * 4
    at = start + 2 * 8 * len(texts)
    index = b""
    for strings in (keys, values):
        for string in strings:
            index += struct.pack("<II", len(string), at)
            at += len(string) + 1
    head = struct.pack("<7I", _MAGIC, 0, len(texts), start, start + 8 * len(texts), 0, 0)
    return head + index + b"".join(string + b"\0" for string in (*keys, *values))


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_bytes(compiled(CLICK))
