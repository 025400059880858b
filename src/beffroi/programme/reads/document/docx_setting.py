"""How a .docx is set: page, language, styles, page numbers, tables, lists numbered each from 1.

The library's model is English and themed: fonts of a theme win over those of a style, and its
numbered lists go on from one another. Both are undone here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

SLATE = (0x23, 0x52, 0x7C)
PAPER = "F1EEE7"
FONT = "Calibri"
FOOT = 8.5  # points
LANGUAGE = "fr-FR"


def set_page(paper: Any, running: str) -> None:
    """A4, French, and a foot that says what it is and which page of how many."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, Pt

    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    foot = page.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(Cm(16.4), WD_TAB_ALIGNMENT.RIGHT)
    for text, code in ((f"{running}\t", "PAGE"), (" / ", "NUMPAGES")):
        foot.add_run(text)
        _field(foot, code)
    for run in foot.runs:
        run.font.size = Pt(FOOT)


def set_styles(paper: Any) -> None:
    """One font, headings in slate, every word in French for the spelling."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for lang in paper.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for name, size, above in (("Title", 22, 0), ("Heading 1", 15, 18), ("Heading 2", 12, 12)):
        style = paper.styles[name]
        _unthemed(style)
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor(*SLATE)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(6)


def _unthemed(style: Any) -> None:
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _field(paragraph: Any, code: str) -> None:
    """A number the word processor works out: PAGE, NUMPAGES."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), str(round(FOOT * 2)))  # in half points
    run.append(OxmlElement("w:rPr"))
    run[0].append(size)
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def widths_of(rows: Sequence[Sequence[str]], whole: float) -> list[float]:
    """Columns of a table in centimetres: by their longest cell, none under a ninth, at most 40 signs."""
    longest = [max(1, min(40, max(len(row[n]) for row in rows))) for n in range(len(rows[0]))]
    least = whole / 9
    room = whole - least * len(longest)
    total = sum(longest)
    return [least + room * one / total for one in longest]


def set_table(table: Any, rows: Sequence[Sequence[str]], whole: float = 16.4) -> None:
    """The head shaded and repeated on each page, no line cut in two, columns by what they hold."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    table.style = "Table Grid"
    table.autofit = False
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    widths = widths_of(rows, whole)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for line in table.rows:
        line._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    for cell in table.rows[0].cells:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), PAPER)
        cell._tc.get_or_add_tcPr().append(shade)


def numbered_from_one(paper: Any) -> int:
    """A new numbered list: its number in the document, to hang on its items with `hang`."""
    from docx.oxml.ns import qn

    style = paper.styles["List Number"].element
    model = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
    numbering = paper.part.numbering_part.numbering_definitions._numbering
    held = numbering.num_having_numId(int(model))
    made = numbering.add_num(held.abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(made.numId)


def hang(paragraph: Any, number: int) -> None:
    """Put an item in the list of this number."""
    held = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    held.get_or_add_ilvl().val = 0
    held.get_or_add_numId().val = number
