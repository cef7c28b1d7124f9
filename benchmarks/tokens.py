"""Tokens a draft on an endpoint costs, against the one call that most programs would make.

The draft is made for real, against a loopback endpoint that answers what gold says; what it was sent and what it said
is counted with the embedded model's own tokenizer. The one call has the notes as they are, the JSON schema of the whole
summary and one sentence of instruction.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from measured import ROOT, table

sys.path.insert(0, str(ROOT))

from summarizer.api import draft_notes
from summarizer.drafting.schema import answer_model
from summarizer.evaluation.gold import Case, FactGroups, load_cases
from summarizer.notes import read_file
from summarizer.providers.local import store
from summarizer.providers.local.server import parameters
from summarizer.providers.settings import load_settings, resolve
from summarizer.template import Summary, field_spec, fields
from tests.support.endpoint import Endpoint, Reply, Request, answers

CASES = ("zh-pharmacy-counter", "en-software-qa", "zh-b2b-sales-transcript", "zh-printing-plant-40min")
ONE_CALL = {
    "zh": "根据下面的笔记填写辅导总结，只回答一个符合 JSON Schema 的 JSON 对象。\n\n{schema}\n\n{notes}",
    "en": "Fill in the coaching summary from these notes: one JSON object of this schema.\n\n{schema}\n\n{notes}",
}

Count = Callable[[str], int]


class Cost(NamedTuple):
    """Tokens of prompts without the schema, of the schema, of answers; and how many calls."""

    calls: int
    prompt: int
    schema: int
    answer: int

    @property
    def sent(self) -> int:
        return self.prompt + self.schema


def counter() -> Count:
    """The embedded model's tokenizer, behind its own server."""
    import xllamacpp

    server = xllamacpp.Server(parameters(store.model_file(), "benchmark", 512, 1))
    address = urlsplit(server.listening_address)
    headers = {"Authorization": "Bearer benchmark", "Content-Type": "application/json"}

    def count(text: str) -> int:
        with closing(http.client.HTTPConnection(address.hostname or "", address.port or 0)) as line:
            line.request("POST", "/tokenize", json.dumps({"content": text}).encode(), headers)
            # The server lives as long as this function, and would wait for a connection that is left open.
            return len(json.loads(line.getresponse().read())["tokens"]) if server else 0

    return count


def gold_values(case: Case) -> dict[str, Any]:
    """What gold says, nested as the field paths are, each with a line to rest on."""

    def said(facts: FactGroups | None) -> dict[str, Any] | None:
        return {"text": "，".join(group[0] for group in facts), "lines": [1]} if facts else None

    values: dict[str, Any] = {}
    for path, facts in case.gold.present.items():
        if field_spec(path).slots:
            continue
        node = values
        *parents, name = path.split(".")
        for parent in parents:
            node = node.setdefault(parent, {})
        node[name] = [said(facts)] if field_spec(path).many else said(facts)
    slots = ("task", "owner", "due", "measure")
    values.setdefault("plan", {})["actions"] = [
        {slot: said(getattr(action, slot)) for slot in slots} for action in case.gold.actions
    ]
    return values


def ours(case: Case, provider: str, count: Count) -> Cost:
    """What a draft of the case costs on a preset: its schema goes beside the prompt, or into it."""
    said: list[str] = []

    def behave(request: Request) -> Reply:
        reply = answers(gold_values(case))(request)
        said.append(json.loads(reply.body)["choices"][0]["message"]["content"])
        return reply

    with Endpoint(then=behave) as endpoint:
        settings = load_settings(provider=provider, base_url=endpoint.base_url, model="m")
        asyncio.run(draft_notes(read_file(case.notes), resolve(settings)))
        sent = endpoint.requests
    beside = [request for request in sent if request.body.get("response_format", {}).get("type") == "json_schema"]
    schema = sum(count(json.dumps(request.schema, ensure_ascii=False)) for request in beside)
    return Cost(len(sent), sum(count(request.text) for request in sent), schema, sum(map(count, said)))


def told_once(schema: dict[str, Any]) -> dict[str, Any]:
    """The same schema with a text that cites lines described once, where it now stands at every field."""
    cited = schema["$defs"]["Basics"]["properties"]["coachee"]["anyOf"][0]

    def shortened(node: Any) -> Any:
        if node == cited:
            return {"$ref": "#/$defs/Cited"}
        if isinstance(node, dict):
            return {name: shortened(inner) for name, inner in node.items()}
        return [shortened(inner) for inner in node] if isinstance(node, list) else node

    short = shortened(schema)
    return {**short, "$defs": {**short["$defs"], "Cited": cited}}


def one_call(case: Case, count: Count) -> Cost:
    """The same in one call, with the schema that Pydantic makes of the summary; its answer has no evidence."""
    schema = json.dumps(Summary.model_json_schema(), ensure_ascii=False)
    prompt = ONE_CALL[case.gold.language].format(schema="", notes=case.notes.read_text("utf-8"))
    summary = Summary.model_validate(_without_lines(gold_values(case)))
    return Cost(1, count(prompt), count(schema), count(summary.model_dump_json(exclude={"origin"})))


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_lines(inner) for name, inner in value.items() if name != "lines"}
    return [_without_lines(inner) for inner in value] if isinstance(value, list) else value


def measure(cases: tuple[str, ...] = CASES) -> str:
    """The section about tokens."""
    os.environ["DEEPSEEK_API_KEY"] = "none"
    count = counter()
    rows: list[list[object]] = []
    for case in load_cases(ROOT / "fixtures" / "gold" / "dev"):
        if case.name not in cases:
            continue
        baseline = one_call(case, count)
        for name, cost in (
            ("schema beside the prompt (`openai`)", ours(case, "custom", count)),
            ("schema in the prompt (`deepseek`)", ours(case, "deepseek", count)),
            ("one call", baseline),
        ):
            ratio = (cost.sent + cost.answer) / (baseline.sent + baseline.answer)
            row = [cost.calls, f"{cost.prompt:,}", f"{cost.schema:,}" if cost.schema else "", f"{cost.answer:,}"]
            rows.append([case.name, name, *row, f"{cost.sent + cost.answer:,}", f"{ratio:.2f}"])
    schema = answer_model(fields()).model_json_schema()
    compact, once = (count(json.dumps(one, ensure_ascii=False)) for one in (schema, told_once(schema)))
    indented = count(json.dumps(schema, ensure_ascii=False, indent=2))
    head = ["notes", "how", "calls", "prompt", "schema", "answer", "together", "of one call"]
    return f"""## Tokens of a draft on an endpoint, against one call

{__doc__.strip().partition(chr(10) * 2)[2]}
How an endpoint bills a schema that goes beside the prompt differs; here it counts as the text it is.

{table(head, rows)}

Most of what a page of notes costs is the schema, {compact:,} tokens. Where it goes into the prompt, Instructor writes
it with indentation: {indented:,}. Said once and referred to, instead of at every field, what a text with its lines
looks like would make it {once:,}. That is the place where prompts can still be shortened; it is not done, because
whether a large model answers as well has to be scored on one.
"""
