"""Text made comparable: full and half width, case and spacing no longer differ, offsets still known."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.text.patterns import deferred

_QUOTES = str.maketrans("“”„‟‘’‚‛「」『』﹁﹂", '""""\'\'\'\'""""""')
_CLAUSE_END = deferred(r"[，,。；;！!？?、\n]+|(?<=[a-z])\.\s|\s-\s")
_WORD = deferred(r"[a-z][a-z'’-]*|\d+(?:[.,:/-]\d+)*%?|[\u3400-\u9fff]")

# Words that any sentence may hold; finding them in the notes says nothing.
_EMPTY_ZH = set(
    "的了是在和与及或也都就还又把被给对到从向以而且但并等这那其他她它们我你您个们所之于为有会要能可让将已并很更最呢吗吧啊着过说表示认为员工经理辅导"
)
_EMPTY_EN = frozenset(
    "a an the of to in on at for and or but with by from as is are was were be been being he she they his her their "
    "its it i me my we us our you your that this these those will would can could should may might has have had do does "
    "did not no so then than there here what which who when where how if because about into over under up out all also "
    "very more most says said say employee manager coach coachee".split()
)

REMEMBERED = 2**15
"""Texts whose form is kept: the lines of a talk of some hours with their clauses, which every statement is held against."""


class Normal(NamedTuple):
    """Normalised text, and for each of its characters the code point it came from in the original."""

    text: str
    origin: Sequence[int]


@lru_cache(maxsize=REMEMBERED)
def normalise(text: str) -> str:
    """NFKC, lower case, one kind of quotes, one space for any white space and none in front."""
    return with_origin(text).text


@lru_cache(maxsize=REMEMBERED)
def with_origin(text: str) -> Normal:
    """Like `normalise`, with the way back to offsets of the original."""
    plain = text.translate(_FORMS)
    # As long as it was, and nothing to join: then every character keeps its place, as in nearly all lines.
    if len(plain) == len(text) and "  " not in plain and not plain.startswith(" "):
        return Normal(plain, range(len(text)))
    chars: list[str] = []
    origin: list[int] = []
    for index, cluster in _clusters(text) if any(map(unicodedata.combining, text)) else enumerate(text):
        for piece in _composed(cluster):
            if piece.isspace():
                if not chars or chars[-1] == " ":
                    continue
                piece = " "
            chars.append(piece)
            origin.append(index)
    return Normal("".join(chars), tuple(origin))


class _Forms(dict[int, str]):
    """The form of each character by its code point, worked out when a text first holds it.

    Any white space is one space, and what joins the character before it two: never a form that keeps its place.
    """

    def __missing__(self, point: int) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        piece = _composed(chr(point))
        self[point] = form = "  " if unicodedata.combining(chr(point)) else " " if piece.isspace() else piece
        return form


_FORMS = _Forms()


@lru_cache(maxsize=4096)
def _composed(cluster: str) -> str:
    return unicodedata.normalize("NFKC", cluster).translate(_QUOTES).lower()


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each character with the combining marks that follow it: only together do they compose (e + ´ = é)."""
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not unicodedata.combining(text[index]):
            yield start, text[start:index]
            start = index


def clauses(text: str) -> list[str]:
    """The clauses of a statement, at the punctuation that people write; never empty ones."""
    return [piece.strip() for piece in _CLAUSE_END.split(text) if piece.strip()]


def content(text: str) -> list[str]:
    """What carries the meaning of a normalised text: its words, or for Chinese its characters, less the empty ones."""
    return [
        word[:6] if word.isascii() and word.isalpha() else word
        for word in _WORD.findall(text)
        if word not in _EMPTY_ZH and word not in _EMPTY_EN
    ]
