"""Word files through the eyes of the program that opens them: LibreOffice, and what it prints."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support.programs import program


def printed(document: Path, folder: Path) -> str:
    """The text of every page of a document as LibreOffice lays it out."""
    office, reader = program("libreoffice-writer-nogui", "soffice"), program("poppler-utils", "pdftotext")
    done = subprocess.run(
        [office, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(document)],
        capture_output=True, check=False, timeout=180,
    )  # fmt: skip
    pages = folder / f"{document.stem}.pdf"
    assert pages.exists(), done.stderr.decode()
    text = subprocess.run([reader, "-layout", str(pages), "-"], capture_output=True, check=True, timeout=60)
    return text.stdout.decode()
