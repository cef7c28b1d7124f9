"""Every regular expression of the program against long repeats of its own parts: `python -m tests.fuzz.blowups`.

From each pattern come words that it matches or nearly matches; each is repeated to two lengths, one twice the other.
What takes more than `SLOW` seconds, and more than twice as long on the longer text as a linear search would, is named.
A pattern is run as the program runs it: one that is only ever matched at a place is not searched for.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._constants as codes
import re._parser as parser
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import summarizer

LENGTH = 3_000
SLOW = 0.05
GROWS = 3.0
LIMIT = 2
_AT_A_PLACE = frozenset({"match", "fullmatch"})
_NOT_MODULES = ("__main__", "providers.local.server")


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module holds, in its names, tables and tuples, under the name it has there."""
    found: dict[str, re.Pattern[str]] = {}
    seen: set[tuple[str, int]] = set()
    for info in pkgutil.walk_packages(summarizer.__path__, "summarizer."):
        if info.name.endswith(_NOT_MODULES):
            continue
        module = importlib.import_module(info.name)
        for name, value in list(vars(module).items()):
            for pattern in _inside(value, 0):
                compiled = re.compile(pattern.pattern, pattern.search.__self__.flags)
                if (key := (compiled.pattern, compiled.flags)) not in seen:
                    seen.add(key)
                    found[f"{info.name.removeprefix('summarizer.')}.{name}#{len(found)}"] = compiled
    return found


def _inside(value: Any, depth: int) -> Iterator[Any]:
    if isinstance(value, re.Pattern) or type(value).__name__ == "_Deferred":
        if isinstance(value.pattern, str):
            yield value
    elif depth < 4 and isinstance(value, dict):
        for one in (*value, *value.values()):
            yield from _inside(one, depth + 1)
    elif depth < 4 and isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _inside(one, depth + 1)
    elif depth < 4 and callable(value) and getattr(value, "__closure__", None):
        for cell in value.__closure__:
            yield from _inside(cell.cell_contents, depth + 1)


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Pieces to repeat: what a pattern matches with few and with many repetitions, cut short, and its own letters."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    words = {_word(tree, choice, more) for choice in range(3) for more in (0, 1, 3)}
    pieces = {word for word in words if word}
    pieces |= {word[:-1] for word in pieces if len(word) > 1} | {word[1:] for word in pieces if len(word) > 1}
    pieces |= {char for word in words for char in word[:40]}
    yield from sorted(pieces, key=lambda piece: (len(piece), piece))[:80]


def _word(tree: Iterable[Any], choice: int, more: int) -> str:
    """A word that a parsed pattern matches, assertions apart."""
    pieces: list[str] = []
    for code, given in tree:
        if code is codes.LITERAL:
            pieces.append(chr(given))
        elif code is codes.NOT_LITERAL:
            pieces.append("a" if given != ord("a") else "b")
        elif code is codes.ANY:
            pieces.append("a")
        elif code is codes.IN:
            pieces.append(_of_set(given, choice))
        elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            low, high, inner = given
            pieces.append(_word(inner, choice, more) * min(int(high), int(low) + more, 20))
        elif code is codes.SUBPATTERN:
            pieces.append(_word(given[3], choice, more))
        elif code is codes.ATOMIC_GROUP:
            pieces.append(_word(given, choice, more))
        elif code is codes.BRANCH:
            pieces.append(_word(given[1][choice % len(given[1])], choice, more))
    return "".join(pieces)


def _of_set(given: Any, choice: int) -> str:
    chars: list[str] = []
    negated = False
    for code, value in given:
        if code is codes.NEGATE:
            negated = True
        elif code is codes.LITERAL:
            chars.append(chr(value))
        elif code is codes.RANGE:
            chars += [chr(value[0]), chr(value[1])]
        elif code is codes.CATEGORY:
            chars.append({codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " "}.get(value, "a"))
    if negated:
        return next((char for char in "a好 1，b" if char not in chars), "z")
    return chars[choice % len(chars)] if chars else "a"


def matched_only(known: Iterable[str]) -> set[str]:
    """The names of patterns that no text is searched for: each mention in their modules calls `match` or `fullmatch`.

    A name that other modules may use is looked for in all of them.
    """
    root = Path(summarizer.__path__[0])
    sources = {path: path.read_text() for path in root.rglob("*.py")}
    found: set[str] = set()
    for name in known:
        module, _, own = name.partition("#")[0].rpartition(".")
        home = root / f"{module.replace('.', '/')}.py"
        source = sources.get(home, "") if own.startswith("_") else "\n".join(sources.values())
        uses = re.findall(rf"(?<!\w){re.escape(own)}\b(?! = )(?:\.(\w+))?", source)
        if uses and set(uses) <= _AT_A_PLACE:
            found.add(name)
    return found


def seconds(pattern: re.Pattern[str], text: str, searched: bool = True) -> float:
    """CPU seconds to go through a text, capped at `LIMIT`; to match it at its beginning, if it is not `searched`."""
    begin = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        pattern.match(text)
        pattern.fullmatch(text)
        for _ in pattern.finditer(text) if searched else ():
            pass
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begin


def slow(pattern: re.Pattern[str], searched: bool = True) -> tuple[float, float, str] | None:
    """The worst piece of a pattern, with the seconds for both lengths; None where it is quick on all."""
    worst: tuple[float, float, str] | None = None
    for piece in attacks(pattern):
        for tail in ("", "#"):
            text = piece * (LENGTH // len(piece)) + tail
            long = seconds(pattern, text + text, searched)
            if long > SLOW and (worst is None or long > worst[1]):
                short = seconds(pattern, text, searched)
                if long > GROWS * short or long >= LIMIT:
                    worst = short, long, piece
                if long >= LIMIT:
                    return worst
    return worst


def main() -> None:
    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    known = patterns()
    print(len(known), "patterns", flush=True)
    count = 0
    only_matched = matched_only(known)
    for name, pattern in known.items():
        if found := slow(pattern, name not in only_matched):
            count += 1
            print(f"{name}: {found[0]:.2f} s, {found[1]:.2f} s on {found[2]!r} repeated", flush=True)
    print(count, "slow")
    sys.exit(bool(count))


if __name__ == "__main__":
    main()
