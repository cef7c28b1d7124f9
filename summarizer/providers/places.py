"""The user's folders for settings and for what can be fetched again."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from summarizer.errors import UsageError

_NAME = "summarizer"


def config_folder() -> Path:
    """Where settings stand. Raises UsageError for a user without a home, as a service may be."""
    try:
        return platformdirs.user_config_path(_NAME)
    except RuntimeError as error:
        raise UsageError("settings.homeless", variable="XDG_CONFIG_HOME") from error


def cache_folder() -> Path:
    """Where the embedded model is kept. Raises UsageError likewise."""
    try:
        return platformdirs.user_cache_path(_NAME)
    except RuntimeError as error:
        raise UsageError("settings.homeless", variable="XDG_CACHE_HOME") from error
