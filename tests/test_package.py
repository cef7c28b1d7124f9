"""The wheel alone, as somebody gets it who has no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path

import pytest

from summarizer.rendering import render
from tests.support.drafts import draft_of
from tests.support.endpoint import Endpoint, answers
from tests.test_finalize import FULL, NOTES

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and the wheel that was built from nothing but that."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT], check=True, stdout=subprocess.DEVNULL
    )
    return out


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in a fresh environment that has the wheel and its dependencies, and knows of no checkout."""
    home = tmp_path_factory.mktemp("fresh")
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    (wheel,) = built.glob("*.whl")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel], check=True
    )
    # The dependencies are those of this environment. Only a folder of packages has its .pth files read, and what is
    # named in one is none: the checkout that is installed here stays unknown.
    packages = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
    Path(packages, "dependencies.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return python.parent / "summarizer"


def ran(command: Path, *arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [command, *arguments], cwd=cwd, env=dict(os.environ), capture_output=True, encoding="utf-8", check=False
    )


def test_the_wheel_alone_drafts_checks_and_finalizes(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(NOTES.text, "utf-8")
    (tmp_path / "draft.md").write_text(render(draft_of(FULL), NOTES), "utf-8")
    where = "import summarizer, sys; print(summarizer.__file__)"
    assert ran(installed.with_name("python"), "-c", where, cwd=tmp_path).stdout.startswith(str(installed.parent.parent))
    assert "Usage: summarizer" in ran(installed, "--help", cwd=tmp_path).stdout
    assert ran(installed, "template", "--language", "zh", cwd=tmp_path).stdout.startswith("# 工作辅导总结")
    checked = ran(installed, "check", "draft.md", "--notes", "notes.txt", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert ran(installed, "finalize", "draft.md", "-o", "summary.docx", cwd=tmp_path).returncode == 0
    page = ran(installed, "review", "draft.md", "--notes", "notes.txt", "--html", "review.html", cwd=tmp_path)
    assert page.returncode == 0, page.stderr
    with Endpoint(answers({"basics": {"coachee": "李明"}})) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "quill-7b")
        drafted = ran(installed, "draft", "notes.txt", *at, cwd=tmp_path)
    assert drafted.returncode == 0, drafted.stderr
    assert "- **辅导对象**：李明" in drafted.stdout


def test_the_wheel_has_the_weights_of_the_reader(installed: Path, tmp_path: Path) -> None:
    probe = (
        "from summarizer.reading.classifier import weights\n"
        "from summarizer.reading.dictation import probe\n"
        "assert weights() and probe('zh') and probe('en')\n"
        "print('read')"
    )
    done = ran(installed.with_name("python"), "-c", probe, cwd=tmp_path)
    assert done.stdout == "read\n", done.stderr


def test_the_source_archive_holds_what_it_takes_to_test_it(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    for name in ("pyproject.toml", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "README.zh.md", ".ci/run"):
        assert name in names
    for folder in ("tests", "fixtures", "prompts", "docs", "benchmarks"):
        assert any(name.startswith(f"{folder}/") for name in names)
