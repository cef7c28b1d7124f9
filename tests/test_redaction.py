"""What is taken out of notes before they leave, that none of it is in any byte of any request, and that it comes back.

The embedded model is not at hand here: people are found by form and by the user's list. What it adds is in
`test_local_privacy.py`, how much is found at all in `benchmarks/redaction_table.py`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import EndpointError, SummarizerError
from summarizer.notes.reading import from_bytes
from summarizer.providers.settings import load_settings, resolve
from summarizer.redaction import How, find_all
from summarizer.redaction.kinds import Kind, Value
from summarizer.redaction.mapping import Redaction, RedactionError
from summarizer.redaction.numbers import numbers
from tests.support.batch_service import run_requests
from tests.support.command import COMMAND, Ran, in_process, lines, summarizer
from tests.support.endpoint import Behaviour, Endpoint, Reply, Request, answers, cut_off, says, tells_on

NOTES = """\
5月6日下午在仓库二楼和苏禾谈了四十分钟
苏禾说夜班拣货老是漏扫条码，自己也着急，电话 １３８-1234 5678
我抽查三张出库单，漏扫的都在凌晨两点以后，客户是北岭冷链有限公司
说到底是夜班没有人复核，工号：K0417，身份证 11010519491231002X
苏禾5月20日前写好夜班复核清单，抄送 su.he@beiling.example，卡号 6222 0200 0000 0000 009
——郭经理
"""
# As they stand, and as somebody who has the request could look for them.
SECRETS = [
    "苏禾",
    "北岭",
    "K0417",
    "11010519491231002",
    "su.he",
    "beiling",
    "郭经理",
    "13812345678",
    "6222020000000000009",
]
SAID: dict[str, Any] = {
    "basics": {"coachee": "苏禾", "coach": "郭经理"},
    "plan": {"actions": [{"task": "写好夜班复核清单", "owner": "苏禾", "due": "5月20日前"}]},
}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    (tmp_path / "notes.txt").write_text(NOTES, "utf-8")
    (tmp_path / "names.txt").write_text("# 项目组\n苏禾\n", "utf-8")
    return tmp_path


def ran_in_process(*arguments: str | Path) -> Ran:
    """Run a command in this process, which has paid for the imports; what it fails with is its one line."""
    try:
        return in_process(*arguments)
    except SummarizerError as error:
        return Ran(error.exit_code, "", str(error))


@pytest.fixture(autouse=True)
def _no_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_RETRIES", "0")


def drafted(folder: Path, endpoint: Endpoint, *more: str, form: str = "json") -> Ran:
    where = ("--base-url", endpoint.base_url, "--model", "quill-7b", "--format", form)
    return ran_in_process("draft", folder / "notes.txt", *where, "--redact-names", folder / "names.txt", *more)


def found_in(data: bytes, secrets: Iterable[str] = SECRETS) -> list[str]:
    """Which secrets a request tells, in whatever way it spells or groups them."""
    text = data.decode()
    texts = [text, json.dumps(json.loads(text), ensure_ascii=False)]
    squeezed = [re.sub(r"[\s\-()+.]", "", said) for said in texts]
    wide = "".join(chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char for char in squeezed[1])
    return [secret for secret in secrets if any(secret in said for said in [*texts, *squeezed, wide])]


def repeats(request: Request, mangle: Any = lambda placeholder: placeholder) -> dict[str, Any]:
    """The values of `SAID` in the words of a model that saw only what was sent."""
    said = request.text
    coachee = re.search(r"和(\[PERSON_\d+\])谈", said)
    coach = re.search(r"——(\[PERSON_\d+\])经理", said)
    assert coachee
    assert coach
    who = mangle(coachee[1])
    return {
        "basics": {"coachee": who, "coach": f"{mangle(coach[1])}经理"},
        "plan": {"actions": [{"task": "写好夜班复核清单", "owner": who, "due": "5月20日前"}]},
    }


def honest(mangle: Any = lambda placeholder: placeholder) -> Behaviour:
    return lambda request: answers(repeats(request, mangle))(request)


def values(draft: dict[str, Any]) -> dict[str, Any]:
    basics, actions = draft["summary"]["basics"], draft["summary"]["plan"]["actions"]
    return {
        "basics": {name: (basics[name] or {}).get("text") for name in SAID["basics"]},
        "plan": {
            "actions": [
                {name: (action[name] or {}).get("text", "").partition("（")[0] for name in ("task", "owner", "due")}
                for action in actions
            ]
        },
    }


# A draft


def test_no_byte_of_a_request_tells_what_was_found_and_the_draft_tells_all(notes: Path) -> None:
    with Endpoint(says("{"), cut_off(), then=honest()) as endpoint:
        ran = drafted(notes, endpoint)
    assert ran.code == 0, ran.err
    assert len(endpoint.requests) > 3  # asked, corrected, and asked in pieces
    for request in endpoint.requests:
        assert found_in(request.data) == []
        assert found_in(json.dumps(dict(request.headers)).encode()) == []
    draft = json.loads(ran.out)
    assert values(draft) == SAID
    assert not re.search(r"[A-Z]+_\d", ran.out)
    coachee = draft["summary"]["basics"]["coachee"]
    line = NOTES.splitlines()[coachee["evidence"][0]["line"] - 1]
    assert line[coachee["evidence"][0]["start"] : coachee["evidence"][0]["end"]] == "苏禾"


def test_a_markdown_draft_has_no_placeholder_left(notes: Path) -> None:
    with Endpoint(then=honest()) as endpoint:
        ran = drafted(notes, endpoint, form="md")
    assert ran.code == 0, ran.err
    assert "苏禾" in ran.out
    assert not re.search(r"[A-Z]+(?:\\?_)\d", ran.out)


def test_each_window_of_long_notes_is_hidden(notes: Path) -> None:
    long = "".join(f"第{number}段：{NOTES.splitlines()[number % 6]}，说了又说，再记一遍\n" for number in range(1, 700))
    (notes / "notes.txt").write_text(long, "utf-8")
    with Endpoint(then=answers()) as endpoint:
        ran = drafted(notes, endpoint)
    assert ran.code == 0, ran.err
    assert len(endpoint.requests) > 1
    assert all(found_in(request.data) == [] for request in endpoint.requests)
    same = {found for request in endpoint.requests for found in re.findall(r"和(\[PERSON_\d+\])谈", request.text)}
    assert len(same) == 1


@pytest.mark.parametrize(
    "mangle",
    [
        pytest.param(lambda said: said.replace("_", " "), id="space"),
        pytest.param(lambda said: said.strip("[]"), id="no-brackets"),
        pytest.param(lambda said: said.rstrip("]"), id="not-closed"),
        pytest.param(lambda said: said.replace("[", "〔 ").replace("]", " 〕"), id="other-brackets"),
        pytest.param(lambda said: said.replace("_", "-"), id="dash"),
    ],
)
def test_a_mangled_placeholder_is_put_back_where_there_is_no_doubt(notes: Path, mangle: Any) -> None:
    with Endpoint(then=honest(mangle)) as endpoint:
        ran = drafted(notes, endpoint)
    assert values(json.loads(ran.out)) == SAID


@pytest.mark.parametrize("foreign", ["[PERSON_99]", "[PHONE_1]", "[人员_1]", "PERSON_0"])
def test_a_placeholder_that_stands_for_nothing_is_a_gap(notes: Path, foreign: str) -> None:
    with Endpoint(then=answers({"basics": {"coachee": f"苏 {foreign}"}})) as endpoint:
        ran = drafted(notes, endpoint)
    draft = json.loads(ran.out)
    assert foreign.strip("[]") not in ran.out
    assert any(gap["field"] == "basics.coachee" and gap["kind"] != "vague" for gap in draft["gaps"])


def test_words_of_the_notes_that_look_like_a_placeholder_come_back_as_they_were(notes: Path) -> None:
    (notes / "notes.txt").write_text(f"{NOTES}模板里写着 [PERSON_1]，苏禾照抄了 PHONE_2\n", "utf-8")

    def quoting(request: Request) -> Reply:
        line = next(line for line in request.text.splitlines() if "模板里写着" in line)
        return answers({"diagnosis": {"verification": line.partition("| ")[2]}})(request)

    with Endpoint(then=quoting) as endpoint:
        ran = drafted(notes, endpoint)
    said = json.loads(ran.out)["summary"]["diagnosis"]["verification"]["text"]
    assert said == "模板里写着 [PERSON_1]，苏禾照抄了 PHONE_2"


def test_the_run_stops_before_a_request_that_would_tell(notes: Path) -> None:
    """A model that guesses a name would have it sent back with the correction."""
    with Endpoint(says('{"basics": "苏禾"}'), then=honest()) as endpoint:
        ran = drafted(notes, endpoint)
    assert (ran.code, ran.out) == (3, "")
    assert len(endpoint.requests) == 1
    assert "PERSON" in ran.err
    assert found_in(json.dumps(ran.err).encode()) == []


def test_without_the_model_and_without_names_nothing_is_sent(notes: Path) -> None:
    with Endpoint() as endpoint:
        ran = ran_in_process("draft", notes / "notes.txt", "--base-url", endpoint.base_url, "--model", "m", "--redact")
    assert (ran.code, ran.out) == (2, "")
    assert endpoint.requests == []
    assert len(lines(ran.err)) == 1
    assert "--redact-names" in ran.err


def test_what_is_not_covered_without_the_model_is_said_even_when_quiet(notes: Path) -> None:
    with Endpoint(then=honest()) as endpoint:
        ran = drafted(notes, endpoint, "-q")
    assert ran.code == 0
    assert "embedded model is not on this machine" in ran.err


TALK = """\
说话人1：岑溪，你先说说这周怎么样？
说话人2：夜班还是漏扫，我抽了三张单，都在凌晨。
说话人1：那你打算怎么办？
说话人2：我5月20日前写好夜班复核清单。
"""
STATED = ("--coach", "林小满", "--coachee", "说话人2")


def as_told(request: Request) -> Reply:
    """What a model says that is told who is who, in the words of the request."""
    assert re.search(r"辅导人是 \[PERSON_\d+\]", request.text)  # the model is told
    speaker = re.search(r"(\[PERSON_\d+\])[：:] ?我5月20日前", request.text)
    assert speaker
    return answers(
        {"plan": {"actions": [{"task": "写好夜班复核清单", "owner": speaker[1], "due": "5月20日前", "measure": None}]}}
    )(request)


def people(draft: dict[str, Any]) -> list[str]:
    summary = draft["summary"]
    return [
        summary["basics"]["coach"]["text"],
        summary["basics"]["coachee"]["text"],
        summary["plan"]["actions"][0]["owner"]["text"],
    ]


def test_who_is_who_is_stated_and_no_request_tells_the_names(notes: Path) -> None:
    """岑溪 is a speaker by number: it is from the talk that the name is known, before it is taken out."""
    (notes / "notes.txt").write_text(TALK, "utf-8")
    with Endpoint(then=as_told) as endpoint:
        ran = drafted(notes, endpoint, *STATED)
    assert ran.code == 0, ran.err
    assert endpoint.requests
    assert all(found_in(request.data, ["林小满", "小满", "岑溪"]) == [] for request in endpoint.requests)
    draft = json.loads(ran.out)
    assert people(draft) == ["林小满", "岑溪", "岑溪"]
    assert draft["summary"]["basics"]["coach"]["origin"] == "reviewer"  # the notes do not have it
    span = draft["summary"]["basics"]["coachee"]["evidence"][0]
    assert TALK.splitlines()[span["line"] - 1].partition("：")[2][span["start"] : span["end"]] == "岑溪"


def test_a_stated_name_that_a_model_guesses_stops_the_run(notes: Path) -> None:
    (notes / "notes.txt").write_text(TALK, "utf-8")
    with Endpoint(says('{"basics": "林小满"}')) as endpoint:
        ran = drafted(notes, endpoint, *STATED)
    assert (ran.code, len(endpoint.requests)) == (3, 1)


@pytest.mark.parametrize("label", ["经理", "说话人1"])
def test_a_label_that_is_no_name_stays_as_it_is(notes: Path, label: str) -> None:
    (notes / "notes.txt").write_text(TALK.replace("说话人1", label), "utf-8")
    with Endpoint(then=answers()) as endpoint:
        ran = drafted(notes, endpoint, "--coach", label)
    assert ran.code == 0, ran.err
    assert all(label in request.text for request in endpoint.requests)


def test_evidence_points_to_the_notes_as_they_were(notes: Path) -> None:
    with Endpoint(then=honest()) as endpoint:
        draft = json.loads(drafted(notes, endpoint).out)
    told = (notes / "notes.txt").read_text("utf-8").split("\n")
    coachee = draft["summary"]["basics"]["coachee"]
    assert [told[span["line"] - 1][span["start"] : span["end"]] for span in coachee["evidence"]] == [coachee["text"]]


def test_words_for_a_part_in_the_talk_are_no_names(notes: Path) -> None:
    turns = ["经理：这周怎么样？", "员工：还行，就是忙。", "经理：忙什么？", "员工：我一个人顶两个人。"]
    (notes / "notes.txt").write_text("\n".join(turns * 2), "utf-8")
    with Endpoint() as endpoint:
        assert drafted(notes, endpoint).code == 0
    assert all("员工" in request.text and "经理" in request.text for request in endpoint.requests)


def test_the_speakers_of_a_transcript_are_hidden(notes: Path) -> None:
    turns = ["林小满：这周怎么样？", "裴度：还行，就是忙。", "林小满：忙什么？", "裴度：裴度我一个人顶两个人。"]
    (notes / "notes.txt").write_text("\n".join(turns * 2), "utf-8")
    with Endpoint() as endpoint:
        assert drafted(notes, endpoint).code == 0
    for request in endpoint.requests:
        assert found_in(request.data, ["林小满", "小满", "裴度"]) == []
        assert "[PERSON_1]" in request.text


# Many files


def test_what_one_file_of_a_batch_tells_is_hidden_in_all(notes: Path) -> None:
    folder = notes / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("周三和大家谈了排班，岑溪没来\n", "utf-8")
    (folder / "b.txt").write_text("辅导对象：岑溪\n谈了四十分钟\n", "utf-8")
    with Endpoint() as endpoint:
        ran = ran_in_process(
            "batch", "run", folder, "-o", notes / "out", "--base-url", endpoint.base_url, "--model", "m",
            "--redact-names", notes / "names.txt",
        )  # fmt: skip
    assert ran.code == 0, ran.err
    assert len(endpoint.requests) == 2
    assert all(found_in(request.data, ["岑溪"]) == [] for request in endpoint.requests)
    said = "".join(request.text for request in endpoint.requests)
    assert len(set(re.findall(r"(?:，|：)(\[PERSON_\d+\])", said))) == 1


def test_a_batch_stops_before_a_request_that_would_tell(notes: Path) -> None:
    with Endpoint(then=says('{"basics": "苏禾"}')) as endpoint:
        ran = summarizer(
            "batch", "run", notes / "notes.txt", "-o", notes / "out", "--base-url", endpoint.base_url, "--model", "m",
            "--redact-names", notes / "names.txt",
        )  # fmt: skip
    assert ran.code == 3
    assert len(endpoint.requests) == 1


def exported(folder: Path, *more: str) -> Ran:
    return ran_in_process(
        "batch", "export", folder / "notes.txt", "-o", folder / "req.jsonl", "--target", "openai", "--model", "m",
        "--redact-names", folder / "names.txt", *more,
    )  # fmt: skip


def imported(folder: Path) -> Ran:
    return ran_in_process("batch", "import", folder / "results.jsonl", "-o", folder / "out")


def test_an_export_tells_nothing_and_its_import_puts_all_back(notes: Path) -> None:
    ran = exported(notes)
    assert ran.code == 0, ran.err
    requests = (notes / "req.jsonl").read_text("utf-8").splitlines()
    for line in requests:
        assert found_in(line.encode()) == []
    kept = notes / "req.redaction.json"
    assert kept.name in ran.err
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with Endpoint(then=honest()) as endpoint:
        results = run_requests(requests, endpoint.base_url)
    (notes / "results.jsonl").write_text("\n".join(map(json.dumps, results)), "utf-8")
    ran = imported(notes)
    assert ran.code == 0, ran.err
    assert values(json.loads(next((notes / "out").rglob("notes.txt.json")).read_text("utf-8"))) == SAID


def test_an_export_with_stated_names_tells_none_of_them(notes: Path) -> None:
    (notes / "notes.txt").write_text(TALK, "utf-8")
    ran = exported(notes, *STATED)
    assert ran.code == 0, ran.err
    requests = (notes / "req.jsonl").read_text("utf-8").splitlines()
    assert all(found_in(line.encode(), ["林小满", "小满", "岑溪"]) == [] for line in requests)
    with Endpoint(then=as_told) as endpoint:
        results = run_requests(requests, endpoint.base_url)
    (notes / "results.jsonl").write_text("\n".join(map(json.dumps, results)), "utf-8")
    ran = imported(notes)
    assert ran.code == 0, ran.err
    draft = json.loads(next((notes / "out").rglob("notes.txt.json")).read_text("utf-8"))
    assert people(draft) == ["林小满", "岑溪", "岑溪"]


def test_a_batch_tells_none_of_the_stated_names(notes: Path) -> None:
    (notes / "notes.txt").write_text(TALK, "utf-8")
    with Endpoint(then=as_told) as endpoint:
        ran = ran_in_process(
            "batch", "run", notes / "notes.txt", "-o", notes / "out", "--base-url", endpoint.base_url, "--model", "m",
            "--redact-names", notes / "names.txt", *STATED,
        )  # fmt: skip
    assert ran.code == 0, ran.err
    assert all(found_in(request.data, ["林小满", "小满", "岑溪"]) == [] for request in endpoint.requests)
    assert people(json.loads(next((notes / "out").rglob("notes.txt.json")).read_text("utf-8"))) == [
        "林小满",
        "岑溪",
        "岑溪",
    ]


def test_the_ids_of_an_export_do_not_let_a_guess_be_checked(notes: Path) -> None:
    exported(notes)
    first = (notes / "req.jsonl").read_text("utf-8")
    assert hashlib.sha256(NOTES.encode()).hexdigest()[:12] not in first
    exported(notes, "--force")
    ids = [json.loads(text.splitlines()[0])["custom_id"] for text in (first, (notes / "req.jsonl").read_text("utf-8"))]
    assert ids[0] != ids[1]  # nothing that others know leads to them


@pytest.mark.parametrize("fault", ["gone", "broken", "of-another-export"])
def test_an_import_without_its_own_mapping_is_refused(notes: Path, fault: str) -> None:
    exported(notes)
    kept = notes / "req.redaction.json"
    old = kept.read_bytes()
    if fault == "of-another-export":
        exported(notes, "--force")
        kept.write_bytes(old)
    elif fault == "broken":
        kept.write_bytes(old[: len(old) // 2])
    else:
        kept.unlink()
    (notes / "results.jsonl").write_text("{}\n", "utf-8")
    ran = imported(notes)
    assert ran.code == 2
    assert kept.name in ran.err
    assert len(lines(ran.err)) == 1


# What is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("手机13812345678，微信同号", ["13812345678"]),
        ("手机１３８ １２３４ ５６７８", ["138 1234 5678"]),
        ("打＋86-138-1234-5678", ["+86-138-1234-5678", "13812345678"]),
        ("座机(010)6552 9988", ["(010)6552 9988"]),
        ("ring +44 20 7946 0958 or (415) 555-0132", ["+44 20 7946 0958", "(415) 555-0132"]),
        ("分机：8021", ["分机:8021"]),
        ("身份证11010519491231002x已核", ["11010519491231002x"]),
        ("身份证号：110105194912310021", ["110105194912310021"]),  # mistyped: its checksum is wrong
        ("旧证 110105491231002", ["110105491231002"]),
        ("卡 4111 1111 1111 1111 2025年到期", ["4111 1111 1111 1111"]),
        ("工号是 A-20417", ["A-20417"]),
        ("employee no. 40177", ["40177"]),
        ("微信：wang_fang88，QQ 30571962", ["wang_fang88", "30571962"]),
        ("写信到 ａ.ｂ＠corp.example", ["a.b@corp.example"]),
        ("2025-10-26 到 2025-11-05，共 3.5 小时", []),
        ("完成率 75%，新增 12345 条，预算 1,200,000 元", []),
        ("订单 20251026000123456 延误", []),
        ("4111 1111 1111 1112", []),
        ("微信群里没人回", []),
        ("badge of honour", []),
    ],
)
def test_numbers_that_lead_to_a_person(line: str, found: list[str]) -> None:
    assert sorted(value.text for value in numbers(line)) == sorted(found)


@pytest.mark.parametrize(
    "spelling", ["138 1234 5678", "138-1234-5678", "１３８１２３４５６７８", "(138)12345678", "138\u200b1234\u200b5678"]
)
def test_a_number_is_found_again_however_it_is_grouped(spelling: str) -> None:
    redaction = Redaction()
    redaction.add([Value(Kind.PHONE, "13812345678")])
    hidden = redaction.hide(f"打{spelling}找他")
    assert not re.search(r"[\d０-９]{3}", hidden)
    assert redaction.restore(hidden).text == f"打{spelling}找他"
    with pytest.raises(RedactionError):
        redaction.check(json.dumps({"messages": [{"content": f"打{spelling}找他"}]}).encode())


# What is left behind

CANARY = "canary-7f3e-notes-Zx81"
KEY = "sk-canary-key-5d21-Qm4"


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        pytest.param(answers({"basics": {"topic": CANARY}}), 0, id="a-draft"),
        pytest.param(tells_on(500, lambda request: f"{request.key} {request.text}"), 3, id="an-outage-that-quotes"),
    ],
)
def test_neither_notes_nor_key_are_left_anywhere(
    tmp_path: Path, behaviour: Behaviour, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on stderr, in arguments of any process, in temporary files or anywhere at home."""
    home, scratch = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    scratch.mkdir()
    monkeypatch.setenv("SUMMARIZER_API_KEY", KEY)
    source, draft, trace = tmp_path / "in.txt", tmp_path / "draft.md", tmp_path / "trace"
    source.write_text(f"辅导对象：苏禾\n主题：{CANARY}\n", "utf-8")
    tracer = shutil.which("strace")
    watched = (tracer, "-f", "-s", "4096", "-e", "trace=execve", "-o", str(trace)) if tracer else ()
    with Endpoint(then=behaviour) as endpoint:
        done = subprocess.run(
            [*watched, *COMMAND, "draft", str(source), "-v", "-o", str(draft), "--base-url", endpoint.base_url,
             "--model", "m"],
            capture_output=True, timeout=120, check=False,
            env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home),
                 "TMPDIR": str(scratch), "OPENAI_LOG": "debug"},
        )  # fmt: skip
        assert {request.key for request in endpoint.requests} == {KEY}
    assert done.returncode == code, done.stderr
    assert draft.exists() == (code == 0)
    told = done.stdout + done.stderr
    if tracer:
        # strace writes the environment as a count of variables, arguments word for word.
        told += trace.read_bytes()
        assert b"execve" in told
    files = [file for place in (home, scratch) for file in place.rglob("*") if file.is_file()]
    told += b"".join(file.read_bytes() for file in files)
    assert CANARY.encode() not in told
    assert KEY.encode() not in told
    assert [file for file in files if file.is_relative_to(scratch)] == []


# What a model lists


def listing(*script: Behaviour, then: Behaviour, notes: str) -> tuple[str, int]:
    """Notes as a redaction hides them that goes by what a model lists, and how often that was asked."""
    read = from_bytes(notes.encode(), "notes.txt")
    with Endpoint(*script, then=then) as endpoint:
        model = resolve(load_settings(base_url=endpoint.base_url, model="lister"))
        redaction = asyncio.run(find_all([read], How(model=model)))
    return redaction.hidden(read).text, len(endpoint.requests)


def test_a_listed_name_is_hidden_everywhere_and_what_stands_nowhere_is_nothing() -> None:
    listed = says('{"people": ["迪丽热巴尔", "康立群", "她", "2025"], "companies": ["精工焊培", "不存在公司"]}')
    hidden, _ = listing(then=listed, notes="季度面谈 迪丽热巴尔\n安排精工焊培来，她2025年入职\n迪丽热巴尔点头\n")
    assert hidden == "季度面谈 [PERSON_1]\n安排[COMPANY_2]来，她2025年入职\n[PERSON_1]点头"


def test_a_list_that_is_cut_off_is_asked_for_in_halves() -> None:
    long = "这一段很长，" * 12 + "迪丽热巴尔来了，" + "后面也很长，" * 6
    hidden, asked = listing(cut_off(), then=says('{"people": ["迪丽热巴尔"], "companies": []}'), notes=long)
    assert asked == 3
    assert "迪丽热巴尔" not in hidden


def test_without_a_usable_list_nothing_goes_on() -> None:
    with pytest.raises(EndpointError):
        listing(then=says("No names here."), notes="季度面谈 迪丽热巴尔\n")


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        pytest.param("店长亓晓棠夹在豆豆和大鹏中间", ["亓晓棠", "豆豆", "大鹏"], id="rare-and-double"),
        pytest.param("采购叫鲜小铺的人来，拓野那边也来", ["鲜小铺", "拓野"], id="short-companies"),
        pytest.param("三份合同写成了北辰置业和启明医疗", ["北辰", "启明医疗"], id="companies-by-trade"),
        pytest.param("DL那边我去说，抄L.J.，阿May也在", ["DL", "L.J.", "阿May"], id="initials"),
        pytest.param("我让司马青先自查，再找戚薇薇谈", ["司马青", "戚薇薇"], id="overlapping"),
        pytest.param(
            "we asked Will, and told van der Berg; Xio keeps it", ["Will", "van der Berg", "Xio"], id="english"
        ),
    ],
)
def test_people_and_companies_that_no_title_tells(said: str, hidden: list[str]) -> None:
    read = from_bytes(said.encode(), "notes.txt")
    told = asyncio.run(find_all([read], How())).hidden(read).text
    assert [name for name in hidden if name in told] == []


def test_plain_words_are_not_taken_for_names() -> None:
    said = "10月26日沟通了50分钟，KPI没达标，HR说系统卡，下周三前把报表改好，我来看"
    read = from_bytes(said.encode(), "notes.txt")
    assert asyncio.run(find_all([read], How())).hidden(read).text == said
