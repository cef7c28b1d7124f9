"""summarizer doctor"""

from __future__ import annotations

import asyncio
import importlib.util
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.cli.console import interface_language, say_error
from summarizer.cli.options import endpoint_options
from summarizer.cli.worded import command
from summarizer.errors import EndpointError, Exit
from summarizer.wording import say

if TYPE_CHECKING:
    from summarizer.providers.settings import Endpoint


@command("doctor", texts="doctor")
@endpoint_options
def doctor_command(provider: str | None, base_url: str | None, model: str | None, model_path: Path | None) -> int:
    """What is configured, and one tiny call."""
    from summarizer.providers.settings import config_path, load_settings, resolve

    path = config_path()
    _show("config", str(path) if path.exists() else _say("doctor.config_absent", path=path))
    extra = importlib.util.find_spec("xllamacpp") is not None
    _show("extra", _say("doctor.extra_present" if extra else "doctor.extra_absent"))
    _show("embedded", _embedded_state())
    endpoint = resolve(load_settings(provider=provider, base_url=base_url, model=model, model_path=model_path))
    _show("provider", endpoint.preset.name)
    if not endpoint.is_local:
        _show("endpoint", endpoint.address)
    _show("model", endpoint.model)
    _show("key", _masked(endpoint))
    _show("notes_go", _say("doctor.nowhere") if endpoint.stays_on_machine else endpoint.host)
    return _probe(endpoint)


def _probe(endpoint: Endpoint) -> int:
    from summarizer.providers.probe import probe

    started = time.monotonic()
    try:
        right = asyncio.run(probe(endpoint))
    except EndpointError as error:
        _show("reach", _say("doctor.failed"))
        say_error(error.message, **error.values)
        return Exit.ENDPOINT
    _show("reach", _say("doctor.reached", seconds=f"{time.monotonic() - started:.1f}"))
    _show("structured", _say("doctor.ok" if right else "doctor.unexpected"))
    return Exit.DONE if right else Exit.ENDPOINT


def _masked(endpoint: Endpoint) -> str:
    key = endpoint.api_key
    if key:
        return f"{key[:3]}…{key[-2:]}" if len(key) >= 12 else "…"
    variable = endpoint.preset.key_variable
    return _say("doctor.key_none", variable=variable) if variable else _say("doctor.key_unneeded")


def _embedded_state() -> str:
    from summarizer.providers.local import store

    path = store.model_file()
    state = "present" if store.is_verified(path) else "unverified" if path.exists() else "absent"
    return f"{store.EMBEDDED.name}: {_say(f'models.{state}')}"


def _show(name: str, value: str) -> None:
    click.echo(_say("doctor.setting", name=_say(f"doctor.{name}"), value=value))


def _say(key: str, **values: object) -> str:
    return say(interface_language(), key, **values)
