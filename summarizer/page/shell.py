"""The page as one file: its script and style inside, allowed by their hashes, and the data where nothing runs."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from importlib.resources import files
from typing import Any

from summarizer.template import Language
from summarizer.wording import say

_SCRIPTS = ("escaping", "dom", "state", "splicing", "notes", "draft", "gaps", "help", "main")
# In a script element only `<` can end the data early (`</script>`) or change how the rest is read (`<!--`). The others
# are escaped so that no older parser of JavaScript or XML is led astray.
_UNSAFE = re.compile("[<>&\u2028\u2029\ufeff\u0000-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]")


def assemble(language: Language, title: str, data: dict[str, Any]) -> str:
    """The whole page. `data` may hold any text: it stands in a JSON island and is shown by script as text."""
    script = "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)
    style = _asset("page.css")
    parts = {
        "lang": "zh-CN" if language == "zh" else "en",
        "policy": _policy(script, style),
        "title": html.escape(title),
        "noscript": html.escape(say(language, "page.noscript")),
        "style": style,
        "script": script,
        "data": _island(data),
    }
    # One pass: what is put in is not searched for places again.
    return re.sub(r"\{(\w+)\}", lambda found: parts[found[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _policy(script: str, style: str) -> str:
    """Nothing is loaded, sent, embedded or run but this one script and this one style."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _island(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
