"""The same document as .docx, which legal services correct and send back."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from beffroi.programme.models import Agreement
from beffroi.programme.reads.document.docx_setting import (
    LANGUAGE,
    hang,
    numbered_from_one,
    set_page,
    set_styles,
    set_table,
)
from beffroi.programme.reads.document.whole import Data, whole
from beffroi.ui.paper.setting import as_set


def docx_of(agreement: Agreement, on: dt.date) -> bytes:
    """The document as .docx, with the text in force on this day."""
    data = as_set(whole(agreement, on))
    made = _Paper(data)
    made.cover()
    made.parties()
    made.articles()
    made.signatures()
    made.annexes()
    held = BytesIO()
    made.paper.save(held)
    return held.getvalue()


class _Paper:
    """A document being written: each part after the one before."""

    def __init__(self, data: Data) -> None:
        # Imported when a document is asked for: it costs a tenth of a second at each start.
        from docx import Document
        from docx.shared import Cm, Pt

        self.data, self.words = data, data["words"]
        self.pt, self.cm = Pt, Cm
        self.paper: Any = Document()
        self.paper.core_properties.title = data["title"]
        self.paper.core_properties.language = LANGUAGE
        self.paper.core_properties.author = "Beffroi"
        set_page(self.paper, f"{data['running']} – {data['status']}")
        set_styles(self.paper)

    def cover(self) -> None:
        """Kind, title, dates, parties."""
        self.line(self.data["kind"].upper(), size=10)
        self.paper.add_heading(self.data["title"], 0)
        for said in (self.data["reference"], self.data["dates"], self.data["status"]):
            if said:
                self.line(said)
        if self.data["fictional"]:
            self.line(self.words["fictional"], italic=True)

    def parties(self) -> None:
        """Between whom; visas; preamble."""
        self.paper.add_heading(self.words["between"], 1)
        for n, one in enumerate(self.data["parties"]):
            if n:
                self.line(self.words["and"])
            made = self.paper.add_paragraph()
            made.add_run(one["name"]).bold = True
            if one["signatory"]:
                who = ", ".join(part for part in (one["signatory"], one["capacity"]) if part)
                made.add_run(f", {self.words['represented']} {who}")
            made.add_run(",")
        self.line(self.words["together"])
        for said in self.data["visas"]:
            self.line(f"{said},")
        if self.data["preamble"]:
            self.paper.add_heading(self.words["preamble"], 1)
            self.nodes(self.data["preamble"])
        self.line(f"{self.words['agreed']} :", bold=True)

    def articles(self) -> None:
        """Every article with its tables."""
        for one in self.data["articles"]:
            self.paper.add_heading(f"{self.words['article']} {one['n']} – {one['title']}", 1)
            self.nodes(one["nodes"])

    def signatures(self) -> None:
        """A box a signatory."""
        self.line(f"{self.words['done']}.")
        rows = self.data["signatures"]
        if not rows:
            return
        table = self.paper.add_table(rows=(len(rows) + 1) // 2, cols=2)
        table.style = "Table Grid"
        for n, one in enumerate(rows):
            cell = table.cell(n // 2, n % 2)
            cell.text = ""
            cell.paragraphs[0].add_run(one["name"]).bold = True
            for said in (one["signatory"], one["capacity"]):
                if said:
                    cell.add_paragraph(said)
            day = one["day"]
            cell.add_paragraph(f"{self.words['signed']} {day}" if day else self.words["to_sign"])
            cell.add_paragraph("\n\n")

    def annexes(self) -> None:
        """Each on its page."""
        for n, one in enumerate(self.data["annexes"], start=1):
            self.paper.add_page_break()
            self.paper.add_heading(f"{self.words['annex']} {n} – {one['title']}", 1)
            self.nodes(one["nodes"])

    def line(self, text: str, *, bold: bool = False, italic: bool = False, size: int = 0) -> None:
        """A paragraph of one setting."""
        run = self.paper.add_paragraph().add_run(text)
        run.bold, run.italic = bold, italic
        if size:
            run.font.size = self.pt(size)

    def nodes(self, nodes: list[Data]) -> None:
        """Prose, lists, axes and tables; a numbered list begins where none was going on."""
        counting = 0
        for node in nodes:
            is_numbered = node["kind"] == "item" and bool(node["n"])
            counting = (counting or numbered_from_one(self.paper)) if is_numbered else 0
            if node["kind"] == "grid":
                self.grid(node)
            elif node["kind"] == "line":
                made = self.paper.add_paragraph()
                made.paragraph_format.left_indent = self.cm(0.8 * node["depth"])
                made.add_run(node["name"]).bold = True
                self.nodes(node["nodes"])
            else:
                self.prose(node, counting)

    def prose(self, node: Data, counting: int = 0) -> None:
        """A paragraph or an item of a list."""
        style = None
        if node["kind"] == "item":
            style = "List Number" if node["n"] else "List Bullet"
        made = self.paper.add_paragraph(style=style)
        if counting:
            hang(made, counting)
        for one in node["runs"]:
            run = made.add_run(one["t"])
            run.bold, run.italic = one["b"], one["i"]
            if one["url"] and one["url"] != one["t"]:
                made.add_run(f" ({one['url']})")

    def grid(self, node: Data) -> None:
        """A table: its head repeats on each page, numbers stand to the right."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        rows = [node["head"], *node["rows"], *([node["total"]] if node["total"] else [])]
        table = self.paper.add_table(rows=len(rows), cols=len(node["head"]))
        set_table(table, rows)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                said = table.cell(r, c).paragraphs[0]
                run = said.add_run(text)
                run.font.size = self.pt(9.5)
                run.bold = r == 0 or (bool(node["total"]) and r == len(rows) - 1)
                if c in node["numeric"]:
                    said.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.line(node["note"], italic=True, size=9 if node["note"] else 6)
