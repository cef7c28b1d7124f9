"""What every Word file of ours begins with: its paper, its language, fonts that have Chinese, page numbers."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from summarizer.template import Language

_LATIN, _CHINESE = "Calibri", "Microsoft YaHei"
"""Fonts that come with Word on Windows and the Mac; other programs put one of their own in the place of each."""

_INK = RGBColor(0x1F, 0x1F, 0x1F)
_HEADING_SIZES = {1: 20, 2: 15, 3: 12.5, 4: 11, 5: 11, 6: 11}

MONOSPACE = "Consolas"


def set_up(document: Document, language: Language) -> None:
    """Give a new document its paper, fonts, language and page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _speak(document, language)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.25
    _set_fonts(normal.element.get_or_add_rPr())
    for level, size in _HEADING_SIZES.items():
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(size), True, False, _INK
        style.paragraph_format.space_before = Pt(0 if level == 1 else 14 - 2 * min(level, 4))
        style.paragraph_format.space_after = Pt(4)
        _set_fonts(style.element.get_or_add_rPr())
    quote = document.styles["Quote"]
    quote.font.italic = False  # slanted Chinese is hard to read
    quote.paragraph_format.left_indent = Cm(0.8)
    document.styles["macro"].font.name = MONOSPACE
    _number_pages(section.footer.paragraphs[0])


def _speak(document: Document, language: Language) -> None:
    """Say the language, for spelling and for which shapes a shared Chinese character takes."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        _set_fonts(fonts.getparent())
    for said in (*defaults.iter(qn("w:lang")), *document.settings.element.iter(qn("w:themeFontLang"))):
        said.set(qn("w:val"), "en-US")
        said.set(qn("w:eastAsia"), "zh-CN")
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_fonts(properties: BaseOxmlElement) -> None:
    """Name the fonts outright: those of the theme have no Chinese."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for place, name in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", _CHINESE), ("cs", _LATIN)):
        fonts.set(qn(f"w:{place}"), name)
    properties.insert(0, fonts)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
