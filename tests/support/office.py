"""Word files through the eyes of the program that opens them: LibreOffice, and what it prints."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def printed(document: Path, folder: Path) -> str:
    """The text of every page of a document as LibreOffice lays it out. Skips the test where there is no LibreOffice."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("needs libreoffice-writer and poppler-utils, which .ci/run installs")
    done = subprocess.run(
        [office, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(document)],
        capture_output=True, check=False, timeout=180,
    )  # fmt: skip
    pages = folder / f"{document.stem}.pdf"
    assert pages.exists(), done.stderr.decode()
    text = subprocess.run([reader, "-layout", str(pages), "-"], capture_output=True, check=True, timeout=60)
    return text.stdout.decode()
