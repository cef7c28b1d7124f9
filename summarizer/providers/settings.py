"""What the user configured: flags over environment over a TOML file over the defaults of the presets."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from summarizer.errors import UsageError
from summarizer.providers.places import config_folder
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
    timeout: float = Field(300.0, gt=0, description="seconds that one ask may take in all, retries included")
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
        return (
            _Layers(settings_cls, init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_path())),
        )


class _Layers(PydanticBaseSettingsSource):
    """Several sources as one, the strongest first.

    What names an endpoint belongs together: where a source names another endpoint than the weaker ones, theirs is
    gone whole. Else a key or the notes would go to a mixture of two endpoints that nobody configured.
    """

    def __init__(self, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        self._sources = sources

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        raise NotImplementedError  # the sources are asked for all their values at once

    def __call__(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for source in reversed(self._sources):
            stronger = source()
            values = {name: value for name, value in values.items() if name not in _rivals(values, stronger)} | stronger
        return values


def _rivals(weaker: dict[str, Any], stronger: dict[str, Any]) -> set[str]:
    """The settings of the weaker source that speak of another endpoint than the stronger one names."""
    named = weaker | {"provider": _provider(weaker.get("provider"), weaker.get("base_url"))}
    for name in ("provider", "base_url", "model_path"):
        if name in stronger:
            return set() if stronger[name] == named.get(name) else {"provider", "base_url", "model", "model_path"}
    return set()


def _provider(provider: str | None, base_url: str | None) -> str:
    """The provider that is meant where none is named.

    Nothing configured means the embedded model: notes leave the machine only by the user's own choice.
    """
    return provider or (CUSTOM if base_url else LOCAL)


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
    def address(self) -> str:
        """The base URL as it may be shown."""
        return _without_secrets(self.base_url)

    @property
    def stays_on_machine(self) -> bool:
        return self.is_local or urlsplit(self.base_url).hostname in _LOOPBACK


def config_path() -> Path:
    """The TOML file: `$SUMMARIZER_CONFIG`, else `config.toml` in the user's configuration directory."""
    named = os.environ.get(f"{PREFIX}CONFIG")
    return Path(named) if named else config_folder() / "config.toml"


def load_settings(**flags: object) -> Settings:
    """The settings with the command line's flags on top; flags that are None were not given.

    Raises UsageError that names the setting for a value that does not fit or a key that does not exist.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
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
        raise UsageError(
            "settings.unreadable", file=config_path(), cause=getattr(error, "strerror", None) or error
        ) from error


def resolve(settings: Settings) -> Endpoint:
    """The endpoint these settings name. Raises UsageError when they contradict each other or miss a part."""
    name = _provider(settings.provider, settings.base_url)
    preset = PRESETS.get(name)
    if preset is None:
        raise UsageError("provider.unknown", provider=name, known=", ".join(PRESETS))
    if preset.name == LOCAL:
        if settings.base_url:
            raise UsageError("provider.local_base_url", base_url=_without_secrets(settings.base_url))
        path = settings.model_path
        model = path.stem if path else preset.model
        return Endpoint(preset, "", model, None, path, settings.timeout, settings.retries, settings.threads)
    if settings.model_path:
        raise UsageError("provider.model_path", provider=name)
    base_url = settings.base_url or preset.base_url
    if not base_url:
        raise UsageError("provider.base_url_missing", provider=name)
    if not _is_url(base_url):
        raise UsageError("provider.base_url_invalid", base_url=_without_secrets(base_url))
    model = settings.model or preset.model
    if not model:
        raise UsageError("provider.model_missing", provider=name)
    key = api_key(preset)
    if preset.key_variable and name != CUSTOM and not key:
        raise UsageError("provider.key_missing", provider=name, variable=preset.key_variable)
    return Endpoint(preset, base_url, model, key, None, settings.timeout, settings.retries, settings.threads)


def _is_url(text: str) -> bool:
    try:
        url = urlsplit(text)
        return url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:  # half an IPv6 address, or a port that is no number
        return False


def _without_secrets(url: str) -> str:
    """A URL without the user, password and query that can stand in one."""
    return re.sub(r"^(\w+://)?[^/]*@", lambda found: found[1] or "", url.partition("?")[0])


def api_key(preset: Preset) -> str | None:
    """The key for an endpoint, from its own variable or `SUMMARIZER_API_KEY`; never another vendor's key.

    Raises UsageError for one that no HTTP header can carry, such as a placeholder or two lines pasted as one.
    """
    for variable in (preset.key_variable, KEY_VARIABLE):
        if variable and (value := os.environ.get(variable, "").strip()):
            if not value.isascii() or not value.isprintable():
                raise UsageError("provider.key_invalid", variable=variable)
            return value
    return None
