"""A Markdown document as a reader's parser sees it: CommonMark, GFM tables and task lists, footnotes, dollar maths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

# All that a draft is made of. Raw HTML, code, links, images, emphasis, rules, maths and the rest would be text that
# the parser took for markup.
_EXPECTED = {
    "root", "heading", "paragraph", "inline", "text", "strong", "blockquote", "bullet_list", "list_item",
    "table", "thead", "tbody", "tr", "th", "td", "footnote_ref", "footnote_block", "footnote", "footnote_anchor",
    "html_block",  # the record, which closes a draft
    "html_inline",  # the plugin's checkboxes are raw HTML to the parser; nothing else may be
}  # fmt: skip
_CHECKBOX = re.compile(r'^<input class="task-list-item-checkbox" disabled="disabled" type="checkbox">$')
# Nothing in it ends the comment, or would be markup if it ended.
_RECORD = re.compile(r"^<!-- summarizer \{(?:(?!--)[^<>&])*\} -->\n$")


_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_PARSER.use(footnote_plugin).use(dollarmath_plugin).use(deflist_plugin).use(tasklists_plugin)


class Item(NamedTuple):
    """A list item: its bold label, its text without label and footnote numbers, and what hangs below it."""

    label: str
    text: str
    references: list[str]
    items: list[Item]
    table: list[list[str]]


class Document(NamedTuple):
    """What a parser finds in a draft; `sections` holds the list items under each heading."""

    headings: list[tuple[int, str]]
    banner: str
    tasks: list[str]
    sections: dict[str, list[Item]]
    footnotes: dict[str, str]
    references: list[str]
    bold: list[str]

    def field(self, heading: str, label: str) -> Item:
        """The item with this label under this heading, however deep."""
        found = [item for item in _walk(self.sections[heading]) if item.label == label]
        assert len(found) == 1, f"{heading} / {label}: {len(found)} items"
        return found[0]

    def labels(self, heading: str) -> list[str]:
        return [item.label for item in _walk(self.sections[heading]) if item.label]


def parse(markdown: str) -> Document:
    """Parse a draft; fails if it holds anything that a draft is not made of."""
    tree = SyntaxTreeNode(_PARSER.parse(markdown))
    unexpected = {node.type for node in tree.walk()} - _EXPECTED
    assert not unexpected, f"{unexpected} in:\n{markdown}"
    headings: list[tuple[int, str]] = []
    sections: dict[str, list[Item]] = {}
    tasks: list[str] = []
    records: list[str] = []
    banner, footnotes = "", {}
    for node in tree.children:
        if node.type == "heading":
            headings.append((int(node.tag[1:]), _text(node)))
            sections[headings[-1][1]] = []
        elif node.type == "bullet_list" and "contains-task-list" in str(node.attrs.get("class", "")):
            tasks += [_task(item) for item in node.children]
        elif node.type == "bullet_list":
            sections[headings[-1][1]] += [_item(item) for item in node.children]
        elif node.type == "blockquote":
            banner = _text(node)
        elif node.type == "html_block":
            records.append(node.content)
        elif node.type == "footnote_block":
            footnotes = {str(note.meta["label"]): _text(note) for note in node.children}
        else:
            raise AssertionError(f"{node.type} at the top level: {_text(node)}")
    raw = [node.content for node in tree.walk() if node.type == "html_inline"]
    assert len(raw) == len(tasks), f"raw HTML in:\n{markdown}"
    assert len(records) == 1
    assert _RECORD.match(records[0])
    assert markdown.endswith(records[0])
    return Document(
        headings,
        banner,
        tasks,
        sections,
        footnotes,
        [str(node.meta["label"]) for node in tree.walk() if node.type == "footnote_ref"],
        [_text(node) for node in tree.walk() if node.type == "strong"],
    )


def _walk(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.items)


def _text(node: SyntaxTreeNode) -> str:
    """The text a reader sees, without footnote numbers and their way back."""
    return "".join(child.content for child in node.walk() if child.type == "text")


def _task(node: SyntaxTreeNode) -> str:
    boxes = [child.content for child in node.walk() if child.type == "html_inline"]
    assert len(boxes) == 1, boxes
    assert _CHECKBOX.match(boxes[0]), boxes
    return _text(node).removeprefix(" ")


def _item(node: SyntaxTreeNode) -> Item:
    own, lists, table = "", [], []
    label, references = "", []
    for child in node.children:
        if child.type == "paragraph":
            inline = child.children[0]
            own = _text(inline)
            first = inline.children[0]
            if first.type == "text" and not first.content and len(inline.children) > 1:
                first = inline.children[1]  # the parser puts nothing before what is bold
            label = _text(first) if first.type == "strong" and not _text(first).startswith("〔") else ""
            references = [str(part.meta["label"]) for part in inline.walk() if part.type == "footnote_ref"]
        elif child.type == "bullet_list":
            lists += [_item(item) for item in child.children]
        elif child.type == "table":
            table = [[_text(cell) for cell in row.children] for row in child.walk() if row.type == "tr"]
        else:
            raise AssertionError(f"{child.type} in a list item")
    if label:
        own = re.sub(r"^(?:：|: ?)", "", own[len(label) :])
    return Item(label, own, references, lists, table)
