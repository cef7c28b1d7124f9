"""Draw `docs/architecture.svg`, the rooms of the program and how data flows through them: python docs/picture.py

Every room has its place here; the tests hold rooms and arrows to the import contract of `pyproject.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

PICTURE = Path(__file__).resolve().parent / "architecture.svg"

WIDTH, HEIGHT = 124, 58
STEP_X, STEP_Y = 146, 104
MARGIN = 16


class Box(NamedTuple):
    """Where something stands on the grid, and what it is in a few words."""

    column: float
    row: float
    said: str


ROOMS = {
    "cli": Box(1, 0, "the command line"),
    "evaluation": Box(2, 0, "against gold"),
    "batch": Box(3, 0, "many files"),
    "api": Box(4, 0, "what commands do"),
    "notes": Box(0, 2, "numbered lines"),
    "reading": Box(1, 2, "what answers what"),
    "drafting": Box(2, 2, "asks the model"),
    "verification": Box(3, 2, "evidence, gaps"),
    "rendering": Box(4, 2, "as a document"),
    "review": Box(5, 2, "read back, final"),
    "page": Box(5, 1, "in the browser"),
    "redaction": Box(1, 3, "names stay here"),
    "providers": Box(2, 3, "the only way out"),
    "record": Box(0, 4.3, "the JSON contract"),
    "text": Box(1, 4.3, "dates, quantities"),
    "template": Box(2, 4.3, "fields, walked"),
    "errors": Box(3, 4.3, "exit codes"),
    "wording": Box(4, 4.3, "zh and en"),
    "atomic": Box(5, 4.3, "whole files"),
}

OUTSIDE = {
    "notes.txt": Box(0, 1, "or a transcript"),
    "a model": Box(3, 3, "embedded or yours"),
    "draft.md": Box(4, 3, "a person edits it"),
    "the document": Box(5, 3, "Word, HTML, .md"),
}
"""What is no room of ours."""

ARROWS = (
    ("notes.txt", "notes"),
    ("notes", "reading"),
    ("reading", "drafting"),
    ("providers", "drafting"),
    ("a model", "providers"),
    ("drafting", "verification"),
    ("verification", "rendering"),
    ("rendering", "draft.md"),
    ("draft.md", "review"),
    ("review", "page"),
    ("review", "the document"),
)
"""The way of the data; between two rooms the second may import the first."""

BANDS = ((0, "what people and programs call"), (4.3, "what every room may use"))

STYLE = """
    .paper { fill: #ffffff } .band { fill: #f0f3f7 } .room { fill: #dbe7f7; stroke: #39618f }
    .outside { fill: none; stroke: #6b7480; stroke-dasharray: 4 3 } .name { fill: #14202e; font-weight: 600 }
    .said, .label { fill: #47525f } .way { stroke: #39618f; fill: none } .head { fill: #39618f }
    text { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; text-anchor: middle }
    .name { font-size: 15px } .said, .label { font-size: 12px } .label { text-anchor: start }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #0f151c } .band { fill: #18212b } .room { fill: #22364e; stroke: #86aede }
      .outside { stroke: #97a2ae } .name { fill: #eef3f9 } .said, .label { fill: #b7c2ce }
      .way { stroke: #86aede } .head { fill: #86aede }
    }
"""


def picture() -> str:
    """The picture as SVG, whose colours follow those of the reader: light or dark."""
    boxes = ROOMS | OUTSIDE
    width = MARGIN * 2 + STEP_X * 5 + WIDTH
    height = MARGIN * 2 + int(STEP_Y * 4.3) + HEIGHT + 14
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">',
        '  <title id="title">How data flows through the rooms of summarizer</title>',
        f"  <style>{STYLE}  </style>",
        '  <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">',
        '    <path class="head" d="M0 0 8 4 0 8z"/>',
        "  </marker>",
        f'  <rect class="paper" width="{width}" height="{height}" rx="8"/>',
        *_bands(width),
        *(_way(boxes[one], boxes[other]) for one, other in ARROWS),
        *(_box(name, box, "room") for name, box in ROOMS.items()),
        *(_box(name, box, "outside") for name, box in OUTSIDE.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _at(box: Box) -> tuple[int, int]:
    return MARGIN + int(box.column * STEP_X), MARGIN + 14 + int(box.row * STEP_Y)


def _bands(width: int) -> Iterator[str]:
    for row, said in BANDS:
        _, y = _at(Box(0, row, ""))
        yield f'  <rect class="band" x="6" y="{y - 24}" width="{width - 12}" height="{HEIGHT + 32}" rx="6"/>'
        yield f'  <text class="label" x="{MARGIN}" y="{y - 9}">{escape(said)}</text>'


def _box(name: str, box: Box, kind: str) -> str:
    x, y = _at(box)
    middle = x + WIDTH // 2
    return (
        f'  <g data-{kind}="{escape(name)}">'
        f'<rect class="{kind}" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
        f'<text class="name" x="{middle}" y="{y + 25}">{escape(name)}</text>'
        f'<text class="said" x="{middle}" y="{y + 44}">{escape(box.said)}</text></g>'
    )


def _way(one: Box, other: Box) -> str:
    (x, y), (to_x, to_y) = _at(one), _at(other)
    if one.row == other.row:
        right = to_x > x
        start, end = (x + WIDTH if right else x, y + HEIGHT // 2), (to_x if right else to_x + WIDTH, to_y + HEIGHT // 2)
    elif one.column == other.column:
        down = to_y > y
        start, end = (x + WIDTH // 2, y + HEIGHT if down else y), (to_x + WIDTH // 2, to_y if down else to_y + HEIGHT)
    else:
        start, end = (x + WIDTH - 12, y), (to_x + 12, to_y + HEIGHT)
    line = f"M{start[0]} {start[1]}L{end[0]} {end[1]}"
    return f'  <path class="way" d="{line}" stroke-width="1.6" marker-end="url(#tip)"/>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
