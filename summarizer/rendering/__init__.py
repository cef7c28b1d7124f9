"""A verified summary as a document."""

from summarizer.rendering.blank import blank_markdown, json_schema
from summarizer.rendering.json import render_json
from summarizer.rendering.markdown import render

__all__ = ["blank_markdown", "json_schema", "render", "render_json"]
