"""A real Chromium without a window, and a review page open in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Download, Locator, Page, sync_playwright

from tests.support.programs import program

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = (
    "--no-sandbox",  # the tests may run as root; what they open are files of their own
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_WATCH = "document.addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective))"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium with an empty profile of its own."""
    path = program("chromium fonts-noto-cjk", *_NAMES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


class Opened:
    """A review page in the browser, and all it did that a page of ours must not do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialogs: list[str] = []
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("dialog", self._on_dialog)
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))

    def _on_dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.type)
        dialog.accept()

    def place(self, path: str) -> Locator:
        """The block of one field path."""
        return self.page.locator(f'[data-key="{path}"]')

    def tool(self, name: str, path: str) -> None:
        """Press one of the buttons of a place, as a hand on the mouse does."""
        self.place(path).focus()
        self.page.locator(f'[data-key="{name}-{path}"]').click()

    def fill(self, path: str, text: str) -> None:
        """Write a text into a place."""
        self.tool("edit" if self.place(path).locator("[data-tool=edit]").count() else "write", path)
        self.page.locator(f'[data-key="input-{path}"]').fill(text)
        self.page.keyboard.press("Enter")

    def lit(self) -> list[str]:
        """What of the notes is lit, in their order."""
        return self.page.locator("mark.lit").all_inner_texts()

    def counts(self) -> dict[str, int]:
        """How many gaps of each severity the filters say there are."""
        return {
            name: int(self.page.locator(f'[data-key="filter-{name}"]').inner_text().split()[-1])
            for name in ("required", "recommended", "optional")
        }

    def downloaded(self, to: Path) -> bytes:
        """Press the button and keep what comes, under the name it comes with."""
        with self.page.expect_download() as waiting:
            self.page.locator("[data-key=download]").click()
        download: Download = waiting.value
        download.save_as(to / download.suggested_filename)
        return (to / download.suggested_filename).read_bytes()


@contextmanager
def opened(browser: Browser, file: Path, **context: Any) -> Iterator[Opened]:
    """The page of a file, in a profile of its own; `context` may set viewport and colour scheme."""
    profile = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **context})
    profile.add_init_script(_WATCH)
    page = Opened(profile.new_page())
    page.page.goto(file.as_uri())
    page.page.wait_for_selector(".gaps")
    yield page
    profile.close()
