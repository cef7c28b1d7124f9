"""What is known of each endpoint by name: where it is, how it wants to be asked, what to keep it from doing."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple

LOCAL = "local"
OPENAI = "openai"
CUSTOM = "custom"


class AnswerMode(StrEnum):
    """How an endpoint is made to answer in JSON; the names are Instructor's modes."""

    JSON_SCHEMA = "JSON_SCHEMA"
    JSON = "JSON"
    MD_JSON = "MD_JSON"


class PlanName(StrEnum):
    """Which plan of asks suits the model (see `summarizer.drafting.plan`)."""

    WHOLE = "whole"
    READ = "read"


class Preset(NamedTuple):
    """One endpoint. `context` and `max_answer` are in tokens."""

    name: str
    base_url: str
    key_variable: str | None
    model: str
    mode: AnswerMode
    context: int
    max_answer: int = 4096
    concurrency: int = 4
    plan: PlanName = PlanName.WHOLE
    extra_body: dict[str, Any] = {}  # noqa: RUF012 - a NamedTuple's default, never changed
    """Sent with every request: hybrid models think by default, and thinking spoils the JSON."""


# Context sizes are kept below what the vendors advertise: a window of notes never needs more.
PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            LOCAL, "", None, "qwen2.5-coder-1.5b-instruct-q4_k_m", AnswerMode.JSON_SCHEMA, 8192,
            max_answer=200, concurrency=1, plan=PlanName.READ,
        ),
        Preset(
            OPENAI, "https://api.openai.com/v1", "OPENAI_API_KEY", "gpt-4.1-mini",
            AnswerMode.JSON_SCHEMA, 64_000,
        ),
        Preset(
            "deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", "deepseek-chat",
            AnswerMode.JSON, 64_000,
        ),
        Preset(
            "qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen-plus",
            AnswerMode.JSON, 64_000, extra_body={"enable_thinking": False},
        ),
        Preset(
            "moonshot", "https://api.moonshot.cn/v1", "MOONSHOT_API_KEY", "kimi-k2-0905-preview",
            AnswerMode.JSON, 64_000,
        ),
        Preset(
            "zhipu", "https://open.bigmodel.cn/api/paas/v4", "ZHIPUAI_API_KEY", "glm-4.5-air",
            AnswerMode.JSON, 64_000, extra_body={"thinking": {"type": "disabled"}},
        ),
        Preset(
            "siliconflow", "https://api.siliconflow.cn/v1", "SILICONFLOW_API_KEY", "Qwen/Qwen3-32B",
            AnswerMode.JSON, 32_000, extra_body={"enable_thinking": False},
        ),
        Preset(
            "ollama", "http://localhost:11434/v1", None, "qwen2.5:7b", AnswerMode.JSON_SCHEMA, 8192,
            concurrency=1,
        ),
        Preset(
            "vllm", "http://localhost:8000/v1", None, "", AnswerMode.JSON_SCHEMA, 16_000,
            extra_body={"chat_template_kwargs": {"enable_thinking": False}},
        ),
        Preset(CUSTOM, "", "SUMMARIZER_API_KEY", "", AnswerMode.JSON_SCHEMA, 16_000),
    )
}  # fmt: skip
