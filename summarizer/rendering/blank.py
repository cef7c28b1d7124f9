"""The blank template: what a person without a model would fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from summarizer.rendering.layout import document
from summarizer.template import LEAD, TITLE, Language, Summary, Text, fields
from summarizer.wording import say


def blank_markdown(language: Language) -> str:
    """The template as Markdown: its headings, labels and guiding questions, in its order."""
    return document(_lines(language))


def json_schema() -> str:
    """The JSON schema of `summary`, with label, guiding question and importance on every field."""
    return json.dumps(Summary.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def _lines(language: Language) -> Iterator[str]:
    def text(value: Text) -> str:
        return value.get(language)

    colon = say(language, "draft.colon")
    yield f"# {text(TITLE)}"
    yield ""
    yield text(LEAD)
    above: list[str] = []
    group = ""
    for spec in fields():
        headings: list[tuple[str, Text | None]] = []
        for section in spec.sections:
            if section.chapter:
                headings.append((text(section.chapter.heading), section.chapter.lead))
            headings.append((text(section.heading), section.lead))
        names = [name for name, _ in headings]
        for depth, (name, lead) in enumerate(headings):
            if above[: depth + 1] != names[: depth + 1]:
                yield ""
                yield f"{'#' * (depth + 2)} {name}"
                yield ""
                if lead:
                    yield text(lead)
                    yield ""
                group = ""
                above = names[: depth + 1]
        above = names
        named = text(spec.info.group) if spec.info.group else ""
        if named and named != group:
            yield f"- **{named}**"
        group = named
        indent = "  " if named else ""
        yield f"{indent}- **{text(spec.info.label)}**{colon}{text(spec.info.guide)}"
        if spec.slots:
            yield ""
            yield f"{indent}  | {' | '.join(text(slot.info.label) for slot in spec.slots)} |"
            yield f"{indent}  |{' --- |' * len(spec.slots)}"
            yield f"{indent}  | {' | '.join(text(slot.info.guide) for slot in spec.slots)} |"
