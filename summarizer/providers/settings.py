"""What the user configured: flags over environment over a TOML file over the defaults of the presets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from summarizer.errors import UsageError
from summarizer.providers.presets import CUSTOM, LOCAL, PRESETS, Preset
from summarizer.template import Language

PREFIX = "SUMMARIZER_"
KEY_VARIABLE = f"{PREFIX}API_KEY"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class Settings(BaseSettings):
    """The settings; each is a key of the TOML file and, with `SUMMARIZER_` before it, a variable.

    API keys are not among them: they come from the environment only, so that no file holds one.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", env_ignore_empty=True)

    provider: str | None = Field(None, description="preset to use; `local` when neither it nor base_url is set")
    base_url: str | None = Field(None, description="any OpenAI-compatible endpoint, e.g. http://host:8000/v1")
    model: str | None = Field(None, description="model name as the endpoint knows it")
    model_path: Path | None = Field(None, description="a GGUF file of your own for the embedded server")
    language: Language | None = Field(None, description="language of the draft; that of the notes when not set")
    timeout: float = Field(180.0, gt=0, description="seconds that one call to a remote endpoint may take in all")
    retries: int = Field(3, ge=0, le=10, description="how often a call is repeated after 429, 5xx or a lost connection")
    threads: int | None = Field(None, ge=1, description="threads of the embedded model; all cores when not set")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_path()))


class Endpoint(NamedTuple):
    """Where one run sends its asks, and how."""

    preset: Preset
    base_url: str
    model: str
    api_key: str | None
    model_path: Path | None
    timeout: float
    retries: int
    threads: int | None

    @property
    def is_local(self) -> bool:
        return self.preset.name == LOCAL

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    @property
    def stays_on_machine(self) -> bool:
        return self.is_local or urlsplit(self.base_url).hostname in _LOOPBACK


def config_path() -> Path:
    """The TOML file: `$SUMMARIZER_CONFIG`, else `config.toml` in the user's configuration directory."""
    named = os.environ.get(f"{PREFIX}CONFIG")
    return Path(named) if named else platformdirs.user_config_path("summarizer") / "config.toml"


def load_settings(**flags: object) -> Settings:
    """The settings with the command line's flags on top; flags that are None were not given.

    Raises UsageError that names the setting for a value that does not fit or a key that does not exist.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            "settings.invalid",
            setting=name,
            cause=first["msg"],
            variable=PREFIX + name.upper(),
            file=config_path(),
        ) from error
    except (SettingsError, ValueError, OSError) as error:
        raise UsageError("settings.unreadable", file=config_path(), cause=error) from error
    return _without_configured_rivals(settings, given)


def _without_configured_rivals(settings: Settings, given: dict[str, object]) -> Settings:
    """A provider named on the command line is not bent by a base URL or model configured for another one."""
    updates: dict[str, object] = {}
    if "provider" in given and given["provider"] != Settings().provider:
        updates = {name: None for name in ("base_url", "model", "model_path") if name not in given}
    elif "base_url" in given and "provider" not in given:
        updates = {"provider": None, "model": given.get("model")}
    elif "model_path" in given and "provider" not in given and "base_url" not in given:
        updates = {"provider": LOCAL, "base_url": None, "model": None}
    return settings.model_copy(update=updates)


def resolve(settings: Settings) -> Endpoint:
    """The endpoint these settings name. Raises UsageError when they contradict each other or miss a part.

    Nothing configured means the embedded model: notes leave the machine only by the user's own choice.
    """
    name = settings.provider or (CUSTOM if settings.base_url else LOCAL)
    preset = PRESETS.get(name)
    if preset is None:
        raise UsageError("provider.unknown", provider=name, known=", ".join(PRESETS))
    if preset.name == LOCAL:
        if settings.base_url:
            raise UsageError("provider.local_base_url", base_url=settings.base_url)
        path = settings.model_path
        model = path.stem if path else preset.model
        return Endpoint(preset, "", model, None, path, settings.timeout, settings.retries, settings.threads)
    if settings.model_path:
        raise UsageError("provider.model_path", provider=name)
    base_url = settings.base_url or preset.base_url
    if not base_url:
        raise UsageError("provider.base_url_missing", provider=name)
    if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
        raise UsageError("provider.base_url_invalid", base_url=base_url)
    model = settings.model or preset.model
    if not model:
        raise UsageError("provider.model_missing", provider=name)
    key = api_key(preset)
    if preset.key_variable and name != CUSTOM and not key:
        raise UsageError("provider.key_missing", provider=name, variable=preset.key_variable)
    return Endpoint(preset, base_url, model, key, None, settings.timeout, settings.retries, settings.threads)


def api_key(preset: Preset) -> str | None:
    """The key for an endpoint, from its own variable or `SUMMARIZER_API_KEY`; never another vendor's key."""
    for variable in (preset.key_variable, KEY_VARIABLE):
        if variable and (value := os.environ.get(variable, "").strip()):
            return value
    return None
