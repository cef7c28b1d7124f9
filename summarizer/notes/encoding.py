"""From bytes to text, for the encodings that notes come in."""

from __future__ import annotations

import codecs

from summarizer.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_MAGIC = {
    b"PK\x03\x04": "docx/zip",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "doc/xls",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"ID3": "MP3",
    b"RIFF": "WAV",
    b"OggS": "OGG",
    b"\x1f\x8b": "gzip",
    b"\x7fELF": "ELF",
}
_BINARY_SHARE = 0.02
"""Notes hold no control characters; a file with more than this share of them is not text."""
_UTF16_ZEROS = 0.25
"""Share of zero bytes from which a file without a mark may be Latin text in UTF-16."""


def decode(data: bytes, name: str) -> str:
    """The text of a file.

    A byte order mark decides; else UTF-8 when it is valid UTF-8 (nothing else is by chance); else what
    charset-normalizer finds, with GB18030 preferred, since that is what Chinese editors write.
    Raises InputError for binary files and for bytes that are text in no encoding found.
    """
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise InputError("input.binary", name=name, kind=kind)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(_decoded(data, encoding, name), name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _checked(_guessed(data, name), name)
    if "\0" in text:
        # Latin text in UTF-16 is valid UTF-8 too, half of it zeros; with only a few of them it is no text at all.
        if data.count(0) < len(data) * _UTF16_ZEROS:
            raise InputError("input.binary", name=name, kind="NUL")
        return _checked(_without_bom(data, name), name)
    return _checked(text, name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError("input.broken_encoding", name=name, encoding=encoding, byte=error.start) from error


def _without_bom(data: bytes, name: str) -> str:
    """UTF-16 without its mark: every other byte of Latin text, spaces and line ends is zero."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > 0:
        encoding = "utf-16-be" if even > odd else "utf-16-le"
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise InputError("input.binary", name=name, kind="NUL")


def _guessed(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    # GB18030 accepts nearly any bytes: it is believed only where what comes out is mostly common characters.
    if text and sum("\u4e00" <= char <= "\u9fff" or char.isascii() for char in text) > 0.7 * len(text):
        return text
    if len(data) % 2 == 0 and b"\0" in data:
        try:
            return _without_bom(data, name)
        except InputError:
            pass
    best = from_bytes(data).best()
    if best is None:
        raise InputError("input.binary", name=name, kind="?")
    return str(best)


def _checked(text: str, name: str) -> str:
    strange = sum(char < " " and char not in "\t\n\r\f\v\x1b" for char in text) + text.count("\ufffd")
    if strange > _BINARY_SHARE * len(text):
        raise InputError("input.binary", name=name, kind="?")
    return text
