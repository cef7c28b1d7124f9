"""Programs that tests drive and pip cannot install: a browser, an office suite."""

from __future__ import annotations

import os
import shutil

import pytest


def program(package: str, *names: str) -> str:
    """The path of the first of these programs that the machine has.

    Without any the test is skipped and says what to install; in CI, which installs it, that is a failure.
    """
    path = next(filter(None, map(shutil.which, names)), None)
    if path is not None:
        return path
    missing = f"needs {names[0]}: apt-get install -y {package}"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)
