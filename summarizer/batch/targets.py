"""The batch services that requests are exported for, and what each of them takes."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.providers.presets import OPENAI, PRESETS, AnswerMode, Preset

URL = "/v1/chat/completions"
"""Of every request; all four services take it."""


class Target(NamedTuple):
    """A service. `lines` and `bytes` are the most one file may have, `line` the bytes of a line; None: no limit."""

    preset: Preset
    lines: int | None
    bytes: int | None
    line: int | None
    source: str
    """The page that says so."""

    @property
    def takes_schema(self) -> bool:
        """Whether answers can be held to a JSON schema; else the schema is told to the model, for any JSON object."""
        return self.preset.mode is AnswerMode.JSON_SCHEMA


_MB = 1_000_000  # the smaller of the two meanings of MB, so that either is kept

TARGETS: dict[str, Target] = {
    "openai": Target(
        PRESETS[OPENAI], 50_000, 200 * _MB, None, "https://platform.openai.com/docs/api-reference/batch/create"
    ),
    "dashscope": Target(
        PRESETS["qwen"], 50_000, 500 * _MB, 6 * _MB, "https://help.aliyun.com/zh/model-studio/batch-inference"
    ),
    "siliconflow": Target(
        PRESETS["siliconflow"], 5_000, 1000 * _MB, None, "https://docs.siliconflow.cn/cn/userguide/guides/batch"
    ),
    "vllm": Target(
        PRESETS["vllm"], None, None, None, "https://docs.vllm.ai/en/stable/cli/run-batch.html"
    ),
}  # fmt: skip


def target_model(name: str) -> str:
    """The model a service is asked for where the user names none; empty where there is no such model."""
    return TARGETS[name].preset.model
