"""The base of everything a model is asked to answer with."""

from __future__ import annotations

import re
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

_THOUGHT = re.compile(r"^\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_FENCE = re.compile(r"```(?:json)?\s*\n?(.*?)```", re.DOTALL)


class Answer(BaseModel):
    """A response model that reads JSON as models really send it.

    Every Instructor mode parses through `model_validate_json`, so cleaning the text here makes each of them
    survive a `<think>` prefix, a code fence and a sentence before or after the object.
    """

    model_config = ConfigDict(extra="ignore")

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode("utf-8", "replace")
        return super().model_validate_json(_json_part(text), **options)


def _json_part(text: str) -> str:
    text = _THOUGHT.sub("", text).strip()
    if text.startswith("{"):
        return text
    fenced = _FENCE.search(text)
    if fenced and fenced.group(1).lstrip().startswith("{"):
        return fenced.group(1).strip()
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text
