"""The review page in a real browser: what it shows, what can be done on it, and what it must never do."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from summarizer.notes import Notes
from summarizer.page import review_page
from summarizer.record import Draft, Gap, GapKind
from summarizer.rendering import render
from summarizer.review import read_back
from summarizer.template import EvidenceSpan, Importance, Language, Statement
from tests.support.browser import Opened, chromium, opened
from tests.support.command import summarizer
from tests.support.drafts import draft_of, gap_at, noted, reviewed, said
from tests.test_rendering import HOSTILE

# Every way that text is known to have got out of its place in a page.
ATTACKS = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</textarea><img src=x onerror=alert(3)>",
    "<!--<script>", "-->", "<!-- summarizer {} -->",
    "<a href='javascript:alert(4)'>x</a>", "[x](javascript:alert(5))", "![x](http://evil.example/x.png)",
    "<svg/onload=alert(6)>", "<iframe srcdoc='<script>alert(7)</script>'>", "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>", "\" onmouseover=\"alert(8)",
    "' autofocus onfocus='alert(9)",
    "{data}", "{script}", "{{7*7}}", "${alert(10)}", "\\u003cscript\\u003e", "a\u2028b\u2029c", "&lt;b&gt; &#60;",
    "左\u202e右\u2066x", "\u200b\u00ad看不见", "</style>", "]]>", "__proto__", "constructor",
]  # fmt: skip
GAPS = [
    gap_at("basics.topic", question="主题是什么？"),
    gap_at("basics.coach", GapKind.UNSUPPORTED, "草稿写的是“王经理”，属实吗？"),
    gap_at("plan.actions[0].due", GapKind.VAGUE, "“尽快”具体是哪一天？"),
    gap_at("plan.actions[0].measure", question="怎样算完成？"),
    gap_at("reflection.success", question="最成功的是什么？", severity=Importance.RECOMMENDED),
    gap_at("reflection.team", question="有什么启发？", severity=Importance.OPTIONAL),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def _notes() -> Notes:
    return noted("👍👍 李明说𠮷田的报表没交，尽快交", "", "他有点灰心", "王经理")


def _span(notes: Notes, line: int, text: str) -> Statement:
    start = notes.line(line).text.index(text)
    return said(text, (line, start, start + len(text)))


def _draft(language: Language = "zh") -> Draft:
    notes = _notes()
    values = {
        "basics.coachee": _span(notes, 1, "李明"),
        "basics.coach": "王经理",
        "diagnosis.self_report": _span(notes, 3, "他有点灰心"),
        "plan.options": ["甲", "乙"],
        "plan.actions": [{"task": _span(notes, 1, "𠮷田的报表"), "owner": _span(notes, 1, "李明"), "due": "尽快"}],
    }
    return draft_of(values, GAPS, language=language)


def _file(folder: Path, draft: Draft, notes: Notes, name: str = "li-ming.md", others: Notes | None = None) -> Path:
    text = render(draft, notes)
    notes = others or notes
    read = read_back(text)
    page = folder / "page.html"
    page.write_text(review_page(name, text, read, read.draft.model_copy(update={"gaps": draft.gaps}), notes), "utf-8")
    return page


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Opened]:
    with opened(browser, _file(folder, _draft(), _notes())) as it:
        yield it
        assert (it.complaints, len(it.requests)) == ([], 1)


# What it must never do


def test_nothing_of_hostile_texts_runs_and_all_show_as_themselves(browser: Browser, folder: Path) -> None:
    texts = [*ATTACKS, *HOSTILE]
    notes = noted(*[" ".join(text.split()) for text in texts])
    gaps = [Gap(field=f"plan.options[{i}]", kind=GapKind.UNSURE, severity=Importance.REQUIRED, question=t, detail=t)
            for i, t in enumerate(texts)]  # fmt: skip
    values = {"plan.options": texts, "plan.discussion": [said(t, (i, 0, 3)) for i, t in enumerate(texts, 1)]}
    draft = draft_of(values, gaps, source="<script>alert('s')</script>.txt", model="</script><b>")
    with opened(browser, _file(folder, draft, notes, name='"><script>alert(1)</script>.md')) as it:
        for index, text in enumerate(texts):
            block = it.page.locator(f'[data-key="plan.options[{index}]"]')
            assert _seen(block.locator(".text bdi").inner_text()) == _seen(text)
        assert [_seen(line) for line in it.page.locator(".words").all_inner_texts()] == [
            _seen(line.text) for line in notes.lines
        ]
        for key in (f"plan.options[{ATTACKS.index(attack)}]" for attack in ATTACKS[:4]):
            it.fill(key, "</textarea><script>alert(11)</script>")
        it.page.mouse.move(700, 400)
        assert it.downloaded(folder)
        assert (it.dialogs, it.complaints, len(it.requests)) == ([], [], 1)
        assert it.page.locator("script").count() == 2


def _seen(text: str) -> str:
    """A text as the page shows it: what cannot be seen by number, spaces of any width as one."""
    unseen = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\0-\x1f\x7f-\x9f]")
    spaced = " ".join(re.sub(r"[\t\n\r]", " ", text).split(" "))
    return "".join(unseen.sub(lambda found: f"U+{ord(found[0]):04X}", spaced).split())


def test_the_page_carries_all_it_needs_and_may_load_nothing(folder: Path) -> None:
    page = _file(folder, _draft(), _notes()).read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    allowed = dict(part.split(" ", 1) for part in policy[1].split("; "))
    assert allowed["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    for tag, name in (("style", "style-src"), ('script type="module"', "script-src")):
        body = re.search(rf"<{tag}>(.*?)</{tag.split()[0]}>", page, re.DOTALL)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert allowed[name] == f"'sha256-{digest}'"
    assert not re.search(r"\s(?:src|on\w+|style)=|@import|url\(|localStorage|sessionStorage|indexedDB|fetch\(", page)


def test_nothing_is_kept_in_the_browser(page: Opened) -> None:
    page.fill("basics.topic", "KPI")
    kept = "[localStorage.length, sessionStorage.length, document.cookie.length]"
    assert page.page.evaluate(kept) == [0, 0, 0]


# Notes and draft beside each other


def test_a_statement_lights_exactly_what_it_rests_on(page: Opened) -> None:
    page.place("plan.actions[0].task").hover()
    assert page.lit() == ["𠮷田的报表"]
    page.place("basics.coachee").focus()
    page.page.mouse.move(5, 5)
    assert page.lit() == ["李明"]


def test_what_scrolls_below_a_resting_pointer_lights_nothing(page: Opened) -> None:
    page.place("basics.coachee").hover()
    page.place("diagnosis.self_report").focus()
    page.page.locator(".pane.draft").evaluate("(pane) => pane.scrollBy(0, 30)")
    page.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.lit() == ["他有点灰心"]


def test_a_slot_that_is_missing_lights_its_action(page: Opened) -> None:
    page.place("plan.actions[0].measure").focus()
    assert page.lit() == ["李明", "𠮷田的报表"]


def test_a_line_lights_what_rests_on_it(page: Opened) -> None:
    page.page.locator("#line-1 .words").hover()
    lit = page.page.locator(".place.lit").evaluate_all("all => all.map((one) => one.dataset.key)")
    assert lit == ["basics.coachee", "plan.actions[0].task", "plan.actions[0].owner"]


def test_a_transcript_shows_who_speaks_and_when(browser: Browser, folder: Path) -> None:
    cues = "WEBVTT\n\n00:01:05.000 --> 00:01:08.000\n<v 李明>报表没交\n"
    (folder / "talk.vtt").write_text(cues, "utf-8")
    (folder / "draft.md").write_text(render(draft_of({"basics.coachee": "李明"}), noted("x")), "utf-8")
    ran = summarizer("review", folder / "draft.md", "--notes", folder / "talk.vtt", "--html", folder / "page.html")
    assert ran.code == 0, ran.err
    with opened(browser, folder / "page.html") as it:
        assert it.page.locator(".line").inner_text().split() == ["第", "1", "行", "1", "00:01:05", "李明", "报表没交"]


def test_other_notes_than_the_draft_was_made_from_are_named_so(browser: Browser, folder: Path) -> None:
    notes = _notes()
    draft = _draft()
    draft.source.sha256 = notes.sha256
    with opened(browser, _file(folder, draft, notes)) as it:
        assert it.page.locator(".notes .warning").count() == 0
    with opened(browser, _file(folder, draft, notes, others=noted("别的笔记"))) as it:
        assert it.page.locator(".notes .warning").is_visible()


# Gaps


def test_gaps_are_counted_and_filtered(page: Opened) -> None:
    assert page.counts() == {"required": 4, "recommended": 1, "optional": 1}
    page.page.locator("[data-key=filter-required]").click()
    assert page.page.locator(".gap-list li").count() == 2
    page.fill("reflection.success", "问对了问题")
    assert page.counts() == {"required": 4, "recommended": 0, "optional": 1}


def test_a_gap_leads_to_its_place(page: Opened) -> None:
    page.page.locator(".gap-list a", has_text="衡量标准").click()
    assert page.page.evaluate("document.activeElement.dataset.key") == "plan.actions[0].measure"
    assert page.place("plan.actions[0].measure").is_visible()


# Changing the draft


def test_what_is_typed_and_decided_is_in_the_download(page: Opened, folder: Path) -> None:
    page.fill("basics.topic", "Q3 | 复盘 *与* <规划>")
    page.tool("confirm", "basics.coach")
    page.tool("waive", "plan.actions[0].measure")
    page.page.keyboard.type("没有谈到")
    page.page.keyboard.press("Tab")
    page.page.keyboard.type("王芳")
    page.page.keyboard.press("Enter")
    page.tool("remove", "plan.options[0]")
    page.tool("write", "follow_up.checks")
    page.page.keyboard.type("看报表")
    page.page.keyboard.press("Enter")
    page.page.locator('[data-key="add-plan.actions"]').click()
    page.page.keyboard.type("约老周")
    page.page.keyboard.press("Enter")
    page.fill("plan.actions[+2].owner", "我")
    read = read_back(page.downloaded(folder).decode("utf-8"))
    summary = read.draft.summary
    assert summary.basics.topic == reviewed("Q3 | 复盘 *与* <规划>")
    assert summary.basics.coach == reviewed("王经理")
    assert [item.text for item in summary.plan.options] == ["乙"]
    assert summary.follow_up.checks == [reviewed("看报表")]
    assert (summary.plan.actions[1].task, summary.plan.actions[1].owner) == (reviewed("约老周"), reviewed("我"))
    assert [(waiver.field, waiver.reason, waiver.by) for waiver in read.draft.waivers] == [
        ("plan.actions[0].measure", "没有谈到", "王芳")
    ]
    assert read.remarks == ()


def test_a_stretch_that_no_model_read_stays_open_until_it_has_been_seen(browser: Browser, folder: Path) -> None:
    notes = _notes()
    whole = [EvidenceSpan(line=line, start=0, end=len(notes.line(line).text)) for line in (3, 4)]
    gap = gap_at("plan.actions", question="第3行到第4行这一段没有读成，里面还约定了什么？").model_copy(
        update={"evidence": whole}
    )
    draft = _draft().model_copy(update={"gaps": [gap, *GAPS]})
    with opened(browser, _file(folder, draft, notes)) as page:
        assert page.counts()["required"] == 5
        page.page.locator('[data-key="add-plan.actions"]').click()
        page.page.keyboard.type("约老周")
        page.page.keyboard.press("Enter")
        assert page.place("plan.actions").locator(".question").count() == 1
        page.page.locator("[data-tool=seen]").click()
        assert page.place("plan.actions").count() == 0
        text = page.downloaded(folder).decode("utf-8")
    (entry,) = [line for line in text.splitlines() if "没有读成" in line and line.startswith("- [")]
    assert entry.startswith("- [x]")
    (folder / "done.md").write_text(text, "utf-8")
    told = summarizer("check", str(folder / "done.md"))
    assert "没有读成" not in told.out + told.err


def test_a_change_can_be_taken_back(page: Opened, folder: Path) -> None:
    before = render(_draft(), _notes())
    page.fill("basics.coachee", "张三")
    page.tool("revert", "basics.coachee")
    page.tool("remove", "plan.options[1]")
    page.page.locator("[data-key=undo]").click()
    assert page.downloaded(folder).decode("utf-8") == before


def test_keys_alone_do_it_all(page: Opened, folder: Path) -> None:
    keys = page.page.keyboard
    keys.press("n")
    assert page.page.evaluate("document.activeElement.dataset.key") == "basics.coach"
    keys.press("c")
    keys.press("n")
    keys.press("Enter")
    keys.type("KPI 复盘")
    keys.press("Enter")
    keys.press("n")
    keys.press("n")
    keys.press("w")
    keys.type("没谈")
    keys.press("Tab")
    keys.type("王芳")
    keys.press("Enter")
    keys.press("n")
    keys.press("p")
    keys.press("p")
    keys.press("e")
    keys.press("Control+A")
    keys.type("10月29日")
    keys.press("Escape")
    keys.press("?")
    assert page.page.locator("dialog").is_visible()
    keys.press("Escape")
    with page.page.expect_download() as waiting:
        keys.press("Control+s")
    waiting.value.save_as(folder / "out.md")
    draft = read_back((folder / "out.md").read_text("utf-8")).draft
    assert draft.summary.basics.coach == reviewed("王经理")
    assert draft.summary.basics.topic == reviewed("KPI 复盘")
    assert [waiver.field for waiver in draft.waivers] == ["plan.actions[0].measure"]
    assert draft.summary.plan.actions[0].due == Statement(text="尽快")


def test_tab_reaches_every_place_and_what_has_the_focus_is_seen(page: Opened) -> None:
    reached: list[str] = []
    for _ in range(400):
        page.page.keyboard.press("Tab")
        here = "document.activeElement"
        key, outline, tag = page.page.evaluate(
            f"[{here}.dataset.key ?? '', getComputedStyle({here}).outlineStyle, {here}.tagName]"
        )
        if tag == "BODY":  # past the last one
            break
        reached.append(key)
        assert outline != "none", key
    places = page.page.locator(".place").evaluate_all("all => all.map((one) => one.dataset.key)")
    assert set(places) <= set(reached)


def test_enter_of_an_input_method_does_not_save(page: Opened) -> None:
    page.tool("write", "basics.topic")
    field = page.page.locator("textarea")
    field.fill("fu pan")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    field.dispatch_event("keydown", {"key": "Escape", "keyCode": 229})
    assert field.input_value() == "fu pan"


def test_leaving_with_changes_asks_first(page: Opened, folder: Path) -> None:
    page.page.mouse.click(5, 200)
    page.page.reload()
    assert page.dialogs == []
    page.requests.pop()
    page.fill("basics.topic", "KPI")
    page.page.reload()
    assert page.dialogs == ["beforeunload"]
    page.requests.pop()
    page.fill("basics.topic", "KPI")
    page.downloaded(folder)
    page.page.reload()
    page.requests.pop()
    assert page.dialogs == ["beforeunload"]


def test_single_letters_can_be_switched_off(page: Opened) -> None:
    page.page.keyboard.press("?")
    page.page.locator("dialog input").uncheck()
    page.page.keyboard.press("Escape")
    page.place("basics.coach").focus()
    page.page.keyboard.press("c")
    assert page.counts()["required"] == 4


# For everybody, on every screen, on paper


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("zh", "light", 1440), ("zh", "dark", 1440), ("en", "light", 390), ("en", "dark", 1000)],
)
def test_axe_finds_nothing_serious(browser: Browser, folder: Path, language: Language, scheme: str, width: int) -> None:
    file = _file(folder, _draft(language), _notes())
    with opened(browser, file, color_scheme=scheme, viewport={"width": width, "height": 800}) as it:
        it.tool("waive", "basics.topic")
        it.place("plan.actions[0].task").focus()
        found = Axe().run(it.page).response["violations"]
        serious = [
            f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found if rule["impact"] in ("serious", "critical")
        ]
        assert serious == []
        it.page.keyboard.press("?")
        found = Axe().run(it.page).response["violations"]
        assert [rule["id"] for rule in found if rule["impact"] in ("serious", "critical")] == []


def test_a_phone_shows_one_column_and_no_scrollbar_across(browser: Browser, folder: Path) -> None:
    with opened(
        browser, _file(folder, _draft(), _notes()), viewport={"width": 360, "height": 740}, has_touch=True
    ) as it:
        tops = it.page.evaluate("['.gaps', '.draft', '.notes'].map((n) => document.querySelector(n).offsetTop)")
        assert tops == sorted(tops)
        assert it.page.evaluate("document.documentElement.scrollWidth") == 360
        it.place("diagnosis.self_report").tap()
        assert "他有点灰心" in it.place("diagnosis.self_report").locator(".peek").inner_text()


def test_on_paper_there_are_draft_and_notes_and_no_buttons(page: Opened) -> None:
    page.page.emulate_media(media="print")
    assert page.page.locator("button:visible").count() == 0
    assert page.place("basics.topic").locator(".question").is_visible()
    assert page.page.locator("#line-4").is_visible()
    order = "['.draft', '.notes'].map((name) => document.querySelector(name).getBoundingClientRect().top)"
    assert page.page.evaluate(order) == sorted(page.page.evaluate(order))


def test_an_english_draft_has_an_english_page(browser: Browser, folder: Path) -> None:
    draft = draft_of({"basics.coachee": "Mia"}, [gap_at("basics.coach", question="Who coached?")], language="en")
    with opened(browser, _file(folder, draft, noted("Mia and I spoke"))) as it:
        it.tool("waive", "basics.coach")
        it.page.keyboard.press("?")
        assert not re.search("[\u3000-\u9fff\uff00-\uffef]", it.page.locator("body").inner_text())


# From the command line


def test_the_command_writes_a_page_whose_download_check_accepts(browser: Browser, folder: Path) -> None:
    notes, draft, page = folder / "li-ming.txt", folder / "li-ming.md", folder / "li-ming.html"
    notes.write_text("10/26 和李明线上聊了50分钟\n他说报表没交，有点灰心\n", "utf-8")
    draft.write_text(render(draft_of({"basics.coachee": "李明", "basics.coach": "赵总"}), noted("x")), "utf-8")
    ran = summarizer("review", draft, "--notes", notes, "--html", page)
    assert (ran.code, ran.out) == (0, "")
    assert page.stat().st_mode & 0o777 == 0o600
    with opened(browser, page) as it:
        assert "赵总" in it.page.locator(".gap-list").inner_text()  # nobody of that name is in the notes
        it.tool("confirm", "basics.coach")
        it.fill("basics.topic", "报表")
        draft.write_bytes(it.downloaded(folder / "downloads"))
    open_gaps = summarizer("check", draft, "--notes", notes).out
    assert "辅导人" not in open_gaps
    assert "辅导主题" not in open_gaps
    assert "辅导日期" in open_gaps


def test_the_page_shows_the_words_of_the_file(browser: Browser, folder: Path) -> None:
    """A check resolves 下周三 in what it reports; the file says what it says until somebody changes it."""
    notes, draft, page = folder / "n.txt", folder / "d.md", folder / "p.html"
    notes.write_text("2025年10月26日和李明谈\n李明下周三前交分析\n", "utf-8")
    values = {"basics.date": "2025年10月26日", "plan.actions": [{"task": "交分析", "due": "下周三前"}]}
    draft.write_text(render(draft_of(values), noted("x")), "utf-8")
    assert summarizer("review", draft, "--notes", notes, "--html", page).code == 0
    with opened(browser, page) as it:
        assert it.place("plan.actions[0].due").locator(".text bdi").inner_text() == "下周三前"
        assert it.downloaded(folder / "downloads") == draft.read_bytes()


def test_the_command_replaces_nothing_and_asks_for_notes(folder: Path) -> None:
    draft, notes, page = folder / "d.md", folder / "n.txt", folder / "p.html"
    draft.write_text(render(_draft(), _notes()), "utf-8")
    notes.write_text("李明", "utf-8")
    page.write_text("mine", "utf-8")
    assert summarizer("review", draft, "--html", folder / "q.html").code == 2
    assert summarizer("review", draft, "--notes", notes, "--html", page).code == 2
    assert page.read_text("utf-8") == "mine"
    assert summarizer("review", draft, "--notes", notes, "--html", page, "--force").code == 0
