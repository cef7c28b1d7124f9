"""Take the picture of the review page that the READMEs show: python docs/screenshot.py

The page is made by the installed command from a draft in `fixtures/`; the picture is taken by headless Chromium
(apt-get install -y chromium fonts-noto-cjk).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
DRAFT = ROOT / "fixtures/drafts/zh-li-ming.md"
NOTES = ROOT / "fixtures/notes/zh-li-ming.txt"
PICTURE = ROOT / "docs/review.png"
LOOKED_AT = "plan.actions[0].due"


def main() -> None:
    """Write `docs/review.png`."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium found; install it: apt-get install -y chromium fonts-noto-cjk")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "review.html"
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "summarizer",
            "review",
            DRAFT,
            "--notes",
            NOTES,
            "--html",
            page_file,
        ]
        subprocess.run(command, check=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1360, "height": 800}, color_scheme="light", reduced_motion="reduce")
        page.goto(page_file.as_uri())
        place = page.locator(f'[data-key="{LOOKED_AT}"]')
        place.evaluate("(block) => { block.focus(); block.scrollIntoView({ block: 'center' }); }")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
