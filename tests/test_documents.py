"""Word files and pages: structure, language, and nothing that fetches, runs or tells on its author."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from summarizer.rendering.web import web_page
from summarizer.rendering.word import word
from tests.support.office import printed

DAY = date(2026, 3, 4)
MARKDOWN = """\
# 工作辅导总结

## 基础信息

- **辅导对象**：李明
- **辅导背景**
  - **触发原因**：Q3完成率才75%，
    周报空[^1]
    - 第三层
      - 第四层

### 探讨与方案共创

1. 方案A
2. 方案B

   第二段 ~~删去~~ *强调* `code`

- **最终行动计划**：

  | 序号 | 任务 | 时间节点 |
  | --- | --- | --- |
  | 1 | 交ROI分析，三样都要有 | 三样齐全<br>销售认可 |

1. 重新编号

> 引用

- [ ] 没做
- [x] 做了

---

[网页](https://example.com/a) <!-- 不见 -->

## 附录

[^1]: 第 6 行：“周报空”
"""
HOSTILE = """\
# <script>alert(1)</script>

<img src=x onerror=alert(1)> [a](javascript:alert(1)) ![p](https://example.com/p.png) [b](data:text/html,x)
[c](https://example.com/?q="><script>alert(2)</script>) <https://example.com/auto>

<iframe src="https://example.com"></iframe>

| a |
| --- |
| <b onclick=x>y</b> |
"""
TAGS = set(
    "html head meta title style body main h1 h2 h3 h4 h5 h6 p ul ol li table thead tbody tr th td".split()
) | set("strong em s a code pre blockquote hr br sup section".split())


def opened(markdown: str, language: str = "zh") -> Document:
    return docx.Document(io.BytesIO(word(markdown, "zh" if language == "zh" else "en", DAY)))


class Seen(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


# Word


def test_a_word_file_uses_words_own_styles() -> None:
    document = opened(MARKDOWN)
    styled = [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in document.paragraphs]
    assert styled[:8] == [
        ("Heading 1", "工作辅导总结"),
        ("Heading 2", "基础信息"),
        ("List Bullet", "辅导对象：李明"),
        ("List Bullet", "辅导背景"),
        ("List Bullet 2", "触发原因：Q3完成率才75%，周报空\u20601"),
        ("List Bullet 3", "第三层"),
        ("List Bullet 3", "第四层"),
        ("Heading 3", "探讨与方案共创"),
    ]
    assert ("List Continue", "第二段 删去 强调 code") in styled
    assert ("List Bullet", "☑ 做了") in styled
    (table,) = document.tables
    assert table.style is not None
    assert table.style.name == "Table Grid"
    assert [cell.text for cell in table.rows[1].cells] == ["1", "交ROI分析，三样都要有", "三样齐全\n销售认可"]
    assert next(table.rows[0]._tr.iter(qn("w:tblHeader")), None) is not None


def test_every_numbered_list_begins_anew() -> None:
    numbered = [paragraph for paragraph in opened(MARKDOWN).paragraphs if paragraph.style.name == "List Number"]  # type: ignore[union-attr]
    lists = [paragraph._p.pPr.numPr.numId.val for paragraph in numbered]  # type: ignore[union-attr]
    assert [numbered[0].text, numbered[1].text, numbered[2].text] == ["方案A", "方案B", "重新编号"]
    assert lists[0] == lists[1] != lists[2]


def test_the_file_names_no_author_and_speaks_its_language() -> None:
    document = opened(MARKDOWN)
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.title, properties.language) == ("工作辅导总结", "zh-CN")
    assert properties.created == properties.modified == datetime(2026, 3, 4, tzinfo=UTC)
    assert opened("# A", "en").core_properties.language == "en-US"
    for name in ("Normal", "Heading 1", "Heading 2"):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
        assert fonts.get(qn("w:eastAsiaTheme")) is None
    said = next(document.styles.element.iter(qn("w:lang")))
    assert said.get(qn("w:eastAsia")) == "zh-CN"


def test_word_follows_no_link_but_to_pages_and_addresses() -> None:
    document = opened(HOSTILE)
    targets = {part.target_ref for part in document.part.rels.values() if part.is_external}
    assert len(targets) == 2
    assert all(target.startswith("https://example.com/") for target in targets)
    assert "<script>alert(1)</script>" in document.paragraphs[0].text


def test_libreoffice_prints_every_word(tmp_path: Path) -> None:
    file = tmp_path / "document.docx"
    file.write_bytes(word(MARKDOWN, "zh", DAY))
    # It sets a thin space between Chinese and Latin, which comes out as a space.
    text = "".join(printed(file, tmp_path).split())
    for expected in (
        "触发原因：Q3完成率才75%，周报空",
        "1.方案A",
        "1.重新编号",
        "交ROI分析，三样都要有",
        "☑做了",
        "1/1",
    ):
        assert expected in text
    assert "第6行：“周报空”" in text
    assert "不见" not in text


# Pages


def test_a_page_stands_alone_and_runs_nothing() -> None:
    page = web_page(HOSTILE, "en")
    seen = Seen(page)
    assert {tag for tag, _ in seen.elements} <= TAGS
    assert {name for _, attributes in seen.elements for name in attributes} <= {
        "lang", "charset", "http-equiv", "content", "name", "href",
    }  # fmt: skip
    links = [attributes["href"] or "" for tag, attributes in seen.elements if tag == "a" and "href" in attributes]
    assert links
    assert all(link.startswith("https://") for link in links)
    assert "<script>alert(1)</script>" in seen.text


def test_a_page_s_policy_lets_its_own_style_in_and_nothing_else() -> None:
    page = web_page(MARKDOWN, "zh")
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(a["content"] for tag, a in Seen(page).elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert '<html lang="zh-CN">' in page
    assert "周报空" in page
    assert "不见" not in page
    assert "75%，周报空" in page  # the end of a line leaves no gap between Chinese characters


ANY = st.text(st.characters(codec="utf-8"), max_size=200) | st.text("#-*|[]()^:<>!`~ \n1x中", max_size=120)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY)
@example("| a |\n| --- |\n| b | c |\n")
@example("[^1]\n\n[^1]: a\n\n    ```\n    b\n    ```\n")
@example("- \n  1. \n     > - x\x0b\x00")
def test_any_text_makes_a_file_that_opens_and_a_page_of_known_elements(markdown: str) -> None:
    file = word(markdown, "zh", DAY)
    assert zipfile.ZipFile(io.BytesIO(file)).testzip() is None
    docx.Document(io.BytesIO(file))
    assert {tag for tag, _ in Seen(web_page(markdown, "zh")).elements} <= TAGS
