"""What every test runs under: a home of its own, and nothing of the machine's configuration."""

from __future__ import annotations

import os
from collections.abc import Iterator

import platformdirs
import pytest
from hypothesis import HealthCheck, settings

from summarizer.providers.presets import PRESETS

_LOCALE = ("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")

settings.register_profile(
    "default", max_examples=200, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", settings.get_profile("default"), max_examples=2500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(autouse=True)
def isolated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep a test from the user's settings, keys, locale and cache, and the user's files from the test.

    Tests marked `model` keep the real cache (the embedded model is a gigabyte) and the way to the network.
    """
    drives_model = request.node.get_closest_marker("model") is not None
    cache = platformdirs.user_cache_path()
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in _inherited(drives_model):
            patch.delenv(name, raising=False)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
        patch.setenv("XDG_CACHE_HOME", str(cache if drives_model else home / ".cache"))
        patch.setenv("LANG", "C.UTF-8")
        yield


def _inherited(drives_model: bool) -> set[str]:
    """The variables that would tell a test something about this machine."""
    names = {name for name in os.environ if name.startswith("SUMMARIZER_")} | set(_LOCALE)
    names |= {preset.key_variable for preset in PRESETS.values() if preset.key_variable}
    return names if drives_model else names | set(_PROXIES)
