"""What those who carry the project on read, held to the project."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import summarizer
from tests.support.documents import block

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def layers() -> list[set[str]]:
    """The rooms of the import contract, the highest layer first."""
    contract = next(one for one in PROJECT["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return [{name.strip().removeprefix("summarizer.") for name in layer.split("|")} for layer in contract["layers"]]


def rooms() -> set[str]:
    """The packages and modules that exist."""
    found = [path for path in (ROOT / "summarizer").iterdir() if path.stem[0] != "_"]
    return {path.stem for path in found if path.suffix == ".py" or (path / "__init__.py").exists()}


def picture() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "picture.py"))


def test_the_contract_names_every_room() -> None:
    assert set.union(*layers()) == rooms()


def test_the_page_of_the_architecture_names_every_room() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)(?:/|\.py)` \|", text, re.M)) == rooms()
    assert "](architecture.svg)" in text


def test_the_picture_shows_every_room_and_is_up_to_date() -> None:
    drawn = (DOCS / "architecture.svg").read_text("utf-8")
    assert drawn == picture()["picture"](), "run: python docs/picture.py"
    assert set(re.findall(r'data-room="(\w+)"', drawn)) == rooms()
    assert "prefers-color-scheme: dark" in drawn


def test_no_arrow_of_the_picture_goes_against_the_contract() -> None:
    height = {room: index for index, layer in enumerate(reversed(layers())) for room in layer}
    between = [(one, other) for one, other in picture()["ARROWS"] if one in height and other in height]
    assert len(between) > 5
    assert [(one, other) for one, other in between if height[one] >= height[other]] == []


def test_no_two_boxes_of_the_picture_stand_on_each_other() -> None:
    drawn = picture()
    places = [(box.column, box.row) for box in (drawn["ROOMS"] | drawn["OUTSIDE"]).values()]
    assert len(places) == len(set(places))


# Dependencies


def named(requirement: str) -> str:
    """The package that a requirement is for."""
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower()


def test_the_table_of_dependencies_is_complete() -> None:
    text = (DOCS / "dependencies.md").read_text("utf-8")
    extras: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
    wanted = {named(one): "" for one in PROJECT["project"]["dependencies"]}
    for extra, requirements in extras.items():
        wanted |= {named(one): extra for one in requirements if extra not in ("dev", "train", "fuzz")}
    table = text.partition("| --- |")[2]
    rows = dict(re.findall(r"^\| ([\w-]+)(?: \(extra `(\w+)`\))? \| [^|]+ \| [^|]+ \|$", table, re.M))
    assert rows == wanted
    for requirement in [*extras["dev"], *extras["train"], *extras["fuzz"]]:
        assert named(requirement) in text, requirement


@pytest.mark.parametrize("where", ["dependencies", *PROJECT["project"]["optional-dependencies"]])
def test_every_dependency_has_a_lower_bound_and_no_upper_one(where: str) -> None:
    """Pip, given names without bounds, walks back to versions that do not work."""
    project = PROJECT["project"]
    for requirement in project["dependencies"] if where == "dependencies" else project["optional-dependencies"][where]:
        assert ">=" in requirement, requirement
        assert "<" not in requirement, requirement


# CONTRIBUTING


def commands_of(mark: str) -> list[list[str]]:
    return [shlex.split(line) for line in block(ROOT / "CONTRIBUTING.md", mark).splitlines()]


def test_the_checks_that_are_asked_for_are_those_of_ci() -> None:
    assert [Path(words[0]).name for words in commands_of("checks")] == ["ruff", "ruff", "mypy", "lint-imports"]
    ci = (ROOT / ".ci/run").read_text("utf-8")
    assert "CONTRIBUTING.md" in ci
    taken = subprocess.run(
        ["bash", "-c", re.search(r"^sed -n .*CONTRIBUTING.md \| grep '[^']*'", ci, re.M)[0]],  # type: ignore[index]
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [shlex.split(line) for line in taken.stdout.splitlines()] == commands_of("checks")


@pytest.mark.parametrize("command", commands_of("generated"), ids=" ".join)
def test_what_writes_the_generated_files_runs_and_changes_nothing(command: list[str], tmp_path: Path) -> None:
    copy = tmp_path / "project"
    for name in ("docs", "summarizer", "prompts"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    env = {**os.environ, "PYTHONPATH": str(copy), "LANG": "zh_CN.UTF-8"}
    subprocess.run([sys.executable, *command[1:]], cwd=copy, env=env, check=True)
    generated = ("docs/cli.md", "docs/architecture.svg", "summarizer/wording/locale/zh/LC_MESSAGES/messages.mo")
    assert [name for name in generated if (copy / name).read_bytes() != (ROOT / name).read_bytes()] == []


PAGES = ["CONTRIBUTING.md", "README.md", "README.zh.md", *(f"docs/{page.name}" for page in DOCS.glob("*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    linked = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    here = [target for target in linked if target and "://" not in target and not target.startswith("mailto:")]
    assert [target for target in here if not ((ROOT / page).parent / target).exists()] == []


def test_the_version_is_one() -> None:
    assert PROJECT["project"]["version"] == summarizer.__version__


def test_the_licence_is_the_one_that_is_named() -> None:
    assert PROJECT["project"]["license"] == "Apache-2.0"
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.split()[:4] == ["Apache", "License", "Version", "2.0,"]
