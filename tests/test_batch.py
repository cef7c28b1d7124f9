"""`summarizer batch run` as a user runs it: real processes, a real endpoint on loopback, kills and all."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import threading
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from summarizer.batch.sources import find_sources, mirrored
from tests.support.command import COMMAND, Ran, summarizer
from tests.support.endpoint import Behaviour, Endpoint, Reply, Request, answers, fails, hangs_up, says

GOOD = answers({"basics": {"coachee": "陈露"}})


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Six notes in two folders, two of them with the same name."""
    folder = tmp_path / "notes"
    (folder / "old").mkdir(parents=True)
    for name in ("a.txt", "a.md", "b.txt", "c.txt", "old/a.txt", "old/d.txt"):
        (folder / name).write_text(f"周三和陈露聊了四十分钟\n她说盘点表对不上，{name}\n", "utf-8")
    return folder


def batch(folder: Path, endpoint: Endpoint, *more: str, env: dict[str, str] | None = None) -> Ran:
    """Run the batch over `notes` into `out`, as from their folder."""
    at = ("--base-url", endpoint.base_url, "--model", "quill-7b")
    return summarizer("batch", "run", "notes", "-o", "out", *at, *more, cwd=folder, env=env)


def events(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.err.splitlines()]


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def about(name: str, behaviour: Behaviour, otherwise: Behaviour = GOOD) -> Behaviour:
    """One behaviour for the asks about one file, another for the rest."""
    return lambda request: (behaviour if name in request.text else otherwise)(request)


# Drafts and their names


def test_every_file_has_its_draft_under_its_own_name(tmp_path: Path, notes: Path) -> None:
    with Endpoint(then=GOOD) as endpoint:
        ran = batch(tmp_path, endpoint)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.count(endpoint.host) == 1
    names = {f"notes/{path}" for path in files(notes)}
    drafts = {f"{name}.{ending}" for name in names for ending in ("md", "json")}
    assert files(tmp_path / "out") == drafts | {f"index.{end}" for end in ("md", "csv", "html")} | {
        ".summarizer-batch.sqlite"
    }
    for name in names:
        draft = json.loads((tmp_path / "out" / f"{name}.json").read_text("utf-8"))
        assert draft["summary"]["basics"]["coachee"]["text"] == "陈露"
        assert draft["source"]["name"] == Path(name).name
        assert draft["usage"]["calls"] == 1
        assert (tmp_path / "out" / f"{name}.md").stat().st_mode & 0o777 == 0o600


def test_as_many_asks_at_once_as_there_are_jobs(tmp_path: Path, notes: Path) -> None:
    def slowly(request: Request) -> Reply:
        deadline = time.monotonic() + 5
        while endpoint.at_once < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        return GOOD(request)

    with Endpoint(then=slowly) as endpoint:
        assert batch(tmp_path, endpoint, "--jobs", "3").code == 0
    assert endpoint.at_once == 3


@pytest.mark.parametrize(
    "name",
    [
        "con.txt",
        "a:b?.txt",
        "tail. ",
        "-rf.txt",
        "x\ny.txt",
        "\u202egnp.txt",
        "长" * 80 + ".txt",
        "..a..txt",
        "=1+1.csv",
    ],
)
def test_an_odd_name_gives_a_name_that_is_safe_everywhere(name: str) -> None:
    safe = mirrored((name,))
    assert mirrored((name,)) == safe
    assert not set(safe) & set('\n:?*<>|"\\/\u202e')
    assert len(safe.encode()) <= 200
    assert safe.strip(" .") == safe
    assert not safe.lower().startswith("con.")


@pytest.mark.parametrize("place", [("index",), ("INDEX",), ("..", "up.txt"), (".hidden",)])
def test_no_draft_replaces_the_roll_up_or_leaves_out(place: tuple[str, ...]) -> None:
    name = mirrored(place)
    assert name.casefold() != "index"
    assert not any(part.startswith(".") for part in name.split("/"))


def test_names_that_meet_get_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(f"和陈露聊了，{folder}", "utf-8")
    (tmp_path / "one" / "SAME.txt").write_text("和陈露聊了，大写", "utf-8")
    home = tmp_path / "home"
    home.mkdir()
    with Endpoint(then=GOOD) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "m")
        given = [tmp_path / "one" / "same.txt", tmp_path / "two" / "same.txt", tmp_path / "one" / "SAME.txt"]
        ran = summarizer("batch", "run", *given, "-o", "out", *at, cwd=home)
    assert ran.code == 0, ran.err
    drafts = {name.casefold() for name in files(home / "out") if name.endswith(".json")}
    assert len(drafts) == 3


def test_globs_and_folders_name_files_and_out_is_not_among_them(
    tmp_path: Path, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (notes / "scan.png").write_bytes(b"\x89PNG")
    (notes / ".git").mkdir()
    (notes / ".git" / "x.txt").write_text("x", "utf-8")
    others: list[Path] = []
    monkeypatch.chdir(tmp_path)
    found = [source.place for source in find_sources([Path("notes")], notes / "old", tmp_path, others.append)]
    assert [place[-1] for place in found] == ["a.md", "a.txt", "b.txt", "c.txt"]
    assert others == [notes / "scan.png"]
    globbed = find_sources([Path("notes/**/a.*")], tmp_path / "out", tmp_path)
    assert [source.place for source in globbed] == [("notes", "a.md"), ("notes", "a.txt"), ("notes", "old", "a.txt")]


# Resuming


def test_only_what_changed_is_drafted_again(tmp_path: Path, notes: Path) -> None:
    with Endpoint(then=GOOD) as endpoint:
        batch(tmp_path, endpoint)
        first = len(endpoint.requests)
        (notes / "b.txt").write_text("周四和陈露又聊了一次", "utf-8")
        (tmp_path / "out" / "notes" / "c.txt.json").unlink()
        ran = batch(tmp_path, endpoint, "--log-json")
    outcomes = {event["file"]: event["outcome"] for event in events(ran) if event["event"] == "file"}
    assert {name for name, outcome in outcomes.items() if outcome == "drafted"} == {"notes/b.txt", "notes/c.txt"}
    assert len(outcomes) == 6
    assert len(endpoint.requests) == first + 2


def test_another_model_drafts_everything_anew(tmp_path: Path, notes: Path) -> None:
    with Endpoint(then=GOOD) as endpoint:
        batch(tmp_path, endpoint)
        batch(tmp_path, endpoint, "--model", "quill-70b")
    assert len(endpoint.requests) == 12


def test_a_draft_that_a_person_edited_is_not_replaced(tmp_path: Path, notes: Path) -> None:
    with Endpoint(then=GOOD) as endpoint:
        batch(tmp_path, endpoint)
        edited = tmp_path / "out" / "notes" / "b.txt.md"
        edited.write_text("审阅过了", "utf-8")
        (notes / "b.txt").write_text("周四和陈露又聊了一次", "utf-8")
        ran = batch(tmp_path, endpoint)
        assert ran.code == 1
        assert "b.txt.md: was edited" in ran.err
        assert edited.read_text("utf-8") == "审阅过了"
        assert batch(tmp_path, endpoint, "--force", "--retry-failed").code == 0
    assert "审阅过了" not in edited.read_text("utf-8")


def test_killed_three_times_nothing_is_lost_or_done_twice(tmp_path: Path) -> None:
    """5% of the calls fail in each of four ways; every file ends drafted or listed."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(f"周三和陈露聊了四十分钟，第{number}次\n", "utf-8")
    faults = (fails(429, headers={"Retry-After": "0.2"}), fails(500), hangs_up(), says("Gladly!"))

    def now_and_then(request: Request) -> Reply:
        time.sleep(0.05)
        number = len(endpoint.requests)
        return (faults[number // 10 % 4] if number % 10 == 0 else GOOD)(request)

    out = tmp_path / "out"
    with Endpoint(then=now_and_then) as endpoint:
        run = [*COMMAND, "batch", "run", "notes", "-o", "out", "--base-url", endpoint.base_url, "--model", "m"]
        for kill in range(3):
            process = subprocess.Popen([*run, "--jobs", "4"], cwd=tmp_path, stderr=subprocess.DEVNULL)
            while len(list(out.rglob("*.json"))) < 12 * (kill + 1) and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            process.wait()
        asked = len(endpoint.requests)
        whole = {path: path.stat().st_mtime_ns for path in out.rglob("*.json")}
        ran = summarizer(*run[3:], "--jobs", "4", "--log-json", cwd=tmp_path)
        again = sum(path.stat().st_mtime_ns != before for path, before in whole.items())
    told = [event for event in events(ran) if event["event"] == "file"]
    assert len(told) == 60
    assert {event["outcome"] for event in told} <= {"drafted", "unchanged", "failed", "still failed"}
    listed = {event["file"] for event in told if event["failure"]}
    drafted = {f"notes/{path.name.removesuffix('.json')}" for path in out.rglob("*.txt.json")}
    assert drafted | listed == {f"notes/{number:02}.txt" for number in range(60)}
    assert not drafted & listed
    assert again <= 8  # those in flight at the last kill, written and not yet recorded
    assert len(endpoint.requests) - asked < 60
    for path in out.rglob("*.json"):
        json.loads(path.read_text("utf-8"))


def test_an_interrupted_run_goes_on(tmp_path: Path, notes: Path) -> None:
    def first_only(request: Request) -> Reply:
        if len(endpoint.requests) > 1:
            time.sleep(0.2)
        return GOOD(request)

    with Endpoint(then=first_only) as endpoint:
        run = [*COMMAND, "batch", "run", "notes", "-o", "out", "--base-url", endpoint.base_url, "--model", "m"]
        process = subprocess.Popen([*run, "--jobs", "1"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
        while not endpoint.requests:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "the same command goes on" in told
        assert batch(tmp_path, endpoint, "--model", "m").code == 0


def test_two_runs_do_not_share_an_out(tmp_path: Path, notes: Path) -> None:
    over = threading.Event()

    def slowly(request: Request) -> Reply:
        over.wait(60)
        return GOOD(request)

    with Endpoint(then=slowly) as endpoint:
        run = [*COMMAND, "batch", "run", "notes", "-o", "out", "--base-url", endpoint.base_url, "--model", "m"]
        process = subprocess.Popen(run, cwd=tmp_path, stderr=subprocess.DEVNULL)
        while not endpoint.requests and process.poll() is None:
            time.sleep(0.01)
        ran = batch(tmp_path, endpoint)
        process.kill()
        process.wait()
        over.set()
    assert ran.code == 2
    assert "another summarizer" in ran.err


# Failures


def test_a_failing_file_stops_no_other(tmp_path: Path, notes: Path) -> None:
    (notes / "empty.txt").write_text("", "utf-8")
    with Endpoint(then=about("old/d.txt", says("No."))) as endpoint:
        ran = batch(tmp_path, endpoint)
        assert ran.code == 1
        assert "no draft of notes/empty.txt" in ran.err
        assert "no draft of notes/old/d.txt" in ran.err
        assert len(list((tmp_path / "out").rglob("*.txt.md"))) == 4
        before = len(endpoint.requests)
        again = batch(tmp_path, endpoint)
        assert again.code == 1
        assert len(endpoint.requests) == before
        batch(tmp_path, endpoint, "--retry-failed")
        assert len(endpoint.requests) > before


def test_a_refusal_makes_every_worker_wait(tmp_path: Path, notes: Path) -> None:
    def slowly(request: Request) -> Reply:
        time.sleep(0.3)  # or the other worker has its answer, and has asked again, before the refusal is read
        return GOOD(request)

    with Endpoint(fails(429, headers={"Retry-After": "2"}), then=slowly) as endpoint:
        ran = batch(tmp_path, endpoint, "--jobs", "2", "--log-json")
    assert ran.code == 0
    assert len(endpoint.requests) == 7
    first = endpoint.requests[0].at
    assert sum(request.at < first + 1.9 for request in endpoint.requests) <= 2  # those under way already
    assert any(event["event"] == "pause" and event["seconds"] == 2.0 for event in events(ran))


def test_waiting_for_its_turn_is_not_the_endpoint_s_time(tmp_path: Path, notes: Path) -> None:
    with Endpoint(fails(429, headers={"Retry-After": "2"}), then=GOOD) as endpoint:
        ran = batch(tmp_path, endpoint, "--jobs", "2", env={"SUMMARIZER_TIMEOUT": "1"})
    assert ran.code == 0
    assert len(list((tmp_path / "out" / "notes").rglob("*.json"))) == 6


def test_nothing_is_loaded_for_verification_once_it_was_rehearsed() -> None:
    code = """
import sys
from summarizer.verification import rehearse, verify
from summarizer.notes.reading import from_bytes
from summarizer.template import Summary
rehearse()
before = set(sys.modules)
text = "3/18 三点五万 Erin finishes half of the twenty orders by next Wednesday 3 pm, 小吴 8 月底前"
summary = Summary.model_validate({"plan": {"actions": [{"task": {"text": text}, "due": {"text": "8 月底前"}}]}})
verify(summary, from_bytes(text.encode(), "notes.txt"), "zh")
print(sorted(set(sys.modules) - before))
"""
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("behaviour", "asks", "told"),
    [(fails(401), 8, "401"), (fails(404), 8, "404"), (fails(429, headers={"Retry-After": "99999"}), 8, "429")],
    ids=["key", "model", "rate"],
)
def test_an_endpoint_that_will_not_have_us_ends_the_run(
    tmp_path: Path, notes: Path, behaviour: Behaviour, asks: int, told: str
) -> None:
    with Endpoint(then=behaviour) as endpoint:
        ran = batch(tmp_path, endpoint, "--jobs", "1")
        assert ran.code == 3
        assert told in ran.err
        assert len(endpoint.requests) < asks
    with Endpoint(then=GOOD) as endpoint:
        assert batch(tmp_path, endpoint).code == 0
    assert len(endpoint.requests) == 6


def test_a_dead_endpoint_is_given_up_and_costs_no_file_its_turn(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    for number in range(30):
        (tmp_path / "notes" / f"{number}.txt").write_text(f"和陈露聊了{number}", "utf-8")
    quick = {"SUMMARIZER_RETRIES": "0"}
    with Endpoint(then=hangs_up()) as endpoint:
        assert batch(tmp_path, endpoint, env=quick).code == 3
        assert len(endpoint.requests) < 30
    with Endpoint(then=GOOD) as endpoint:
        assert batch(tmp_path, endpoint).code == 0
    assert len(endpoint.requests) == 30


def test_limit_and_dry_run(tmp_path: Path, notes: Path) -> None:
    with Endpoint(then=GOOD) as endpoint:
        ran = batch(tmp_path, endpoint, "--dry-run")
        assert ran.code == 0
        assert len(ran.out.splitlines()) == 6
        assert all(int(line.split("\t")[0]) > 100 for line in ran.out.splitlines())
        assert not (tmp_path / "out").exists()
        assert endpoint.requests == []
        batch(tmp_path, endpoint, "--limit", "2")
        assert len(endpoint.requests) == 2
        assert len(batch(tmp_path, endpoint, "--dry-run").out.splitlines()) == 4


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["gone.txt", "-o", "out"], 4),
        (["notes", "-o", "notes"], 2),
        (["notes/a.txt", "-o", "notes"], 2),
        (["notes"], 2),
    ],
)
def test_what_cannot_be_run_is_refused_before_any_work(
    tmp_path: Path, notes: Path, arguments: list[str], code: int
) -> None:
    ran = summarizer("batch", "run", *arguments, "--base-url", "http://127.0.0.1:9", "--model", "m", cwd=tmp_path)
    assert ran.code == code
    assert not (tmp_path / "out").exists()


# The roll-up


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def rolled(tmp_path: Path) -> Path:
    """OUT of a batch over files with hostile names, one of which failed."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in ("=cmd|' calc'!A0.txt", "<img src=x onerror=alert(1)>.txt", "[x](javascript:1)|`.txt", "plain.txt"):
        (folder / name).write_text(f"和陈露聊了四十分钟 {len(name)}", "utf-8")
    (folder / "@empty.txt").write_text(" ", "utf-8")
    with Endpoint(then=GOOD) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "m")
        assert summarizer("batch", "run", ".", "-o", "../out", *at, cwd=folder).code == 1
    return tmp_path / "out"


def test_the_table_for_spreadsheets_holds_no_formula(rolled: Path) -> None:
    with (rolled / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 5
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    by_name = {row["file"]: row for row in rows}
    assert by_name["'@empty.txt"]["status"] == "failed"
    assert "nothing in it" in by_name["'@empty.txt"]["failure"]
    assert int(by_name["plain.txt"]["required"]) > 5
    assert by_name["plain.txt"]["prompt_tokens"] == "100"
    assert "follow_up.time" in by_name["plain.txt"]["missing"].split()


def test_the_page_runs_nothing_and_links_every_draft(rolled: Path) -> None:
    page = Page((rolled / "index.html").read_text("utf-8"))
    policy = next(attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe"} == set()
    assert not any(name.startswith("on") or name == "src" for _, attrs in page.tags for name in attrs)
    links = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a"]
    assert len(links) == 4
    for link in links:
        assert link.startswith("./")
        assert (rolled / unquote(link)).is_file()
    assert "<img src=x onerror=alert(1)>.txt" in page.text


def test_the_markdown_counts_and_ranks(rolled: Path) -> None:
    text = (rolled / "index.md").read_text("utf-8")
    assert "5 files: 4 drafted, 1 failed, 0 not tried." in text
    assert text.index("Fields most often missing") < text.index("Failures") < text.index("All files")
    assert "[x](javascript" not in text


def test_a_terminal_has_one_bar_for_all(tmp_path: Path, notes: Path) -> None:
    import pexpect  # type: ignore[import-untyped]

    with Endpoint(then=GOOD) as endpoint:
        arguments = ["batch", "run", "notes", "-o", "out", "--base-url", endpoint.base_url, "--model", "m"]
        child = pexpect.spawn(sys.executable, ["-m", "summarizer", *arguments], cwd=str(tmp_path), encoding="utf-8")
        child.expect_exact("6/6", timeout=30)
        child.expect_exact("6 drafted", timeout=30)
        child.expect(pexpect.EOF, timeout=20)
        child.close()
    assert child.exitstatus == 0
