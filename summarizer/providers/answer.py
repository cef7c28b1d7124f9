"""The base of everything a model is asked to answer with."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, Self, cast

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import InitErrorDetails

# Some chat templates put the opening tag into the prompt, so that the answer has only the closing one.
_THOUGHT = re.compile(r"^.*?</think(?:ing)?>", re.DOTALL)
_FENCE = re.compile(r"```(?:json)?\s*\n?(.*?)```", re.DOTALL)


class Answer(BaseModel):
    """A response model that reads JSON as models really send it.

    Every Instructor mode parses through `model_validate_json`, so cleaning the text here makes each of them
    survive a `<think>` prefix, a code fence and a sentence before or after the object.
    """

    model_config = ConfigDict(extra="ignore")

    @classmethod
    def model_json_schema(cls, *arguments: Any, **options: Any) -> dict[str, Any]:
        if arguments or options:
            return super().model_json_schema(*arguments, **options)
        return cast("dict[str, Any]", json.loads(_schema(cls)))

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode("utf-8", "replace")
        answer = super().model_validate_json(_json_part(text), **options)
        if cls.model_fields and not answer.model_fields_set:
            # Every key may be left out, but all of them are no answer: it is in an envelope, or about something else.
            missing = [InitErrorDetails(type="missing", loc=(name,), input={}) for name in cls.model_fields]
            raise ValidationError.from_exception_data(cls.__name__, missing)
        return answer


@cache  # Instructor asks for it at every request
def _schema(model: type[Answer]) -> str:
    return json.dumps(super(Answer, model).model_json_schema())


def _json_part(text: str) -> str:
    text = text.strip()
    if not text.startswith("{"):
        text = _THOUGHT.sub("", text).lstrip()
    if not text.startswith("{"):
        fenced = _FENCE.search(text)
        text = fenced.group(1).strip() if fenced and fenced.group(1).lstrip().startswith("{") else text
    start = text.find("{")
    try:
        end = json.JSONDecoder().raw_decode(text, start)[1] if start >= 0 else 0
    except ValueError:
        return text
    return text[start:end] or text
