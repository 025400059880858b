"""XLSX (ECMA-376): the table, and a second sheet that says what it is.

Every text is an inline string, which no spreadsheet runs as a formula.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from beffroi.ui.formats.sheet import Field, Sheet, plain

MOST_ROWS = 1_048_575  # of the format, less the line of titles
MOST_TEXT = 32_767  # characters of a cell
EPOCH = dt.date(1899, 12, 30)
FIRST = (1980, 1, 1, 0, 0, 0)  # the same bytes each time: no clock in the archive
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>'
    '<xf xfId="0" numFmtId="14" applyNumberFormat="1"/>'
    '<xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>'
)
DAY, BOLD = 1, 2  # places in cellXfs


def write_xlsx(sheet: Sheet, path: Path) -> None:
    """Raises `ValueError` beyond what a sheet of the format holds."""
    if len(sheet.rows) > MOST_ROWS:
        raise ValueError(f"{sheet.name}: {len(sheet.rows)} rows do not fit a worksheet")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _frame(sheet.name):
            _part(archive, name, [text])
        rows = ([*row.values] for row in sheet.rows)
        _part(archive, "xl/worksheets/sheet1.xml", _worksheet(sheet.names, rows))
        _part(archive, "xl/worksheets/sheet2.xml", _worksheet(["", ""], _about(sheet)))


def _part(archive: zipfile.ZipFile, name: str, texts: Iterable[str]) -> None:
    told = zipfile.ZipInfo(name, FIRST)
    told.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(told, "w", force_zip64=True) as part:
        part.write(HEAD.encode())
        for text in texts:
            part.write(text.encode())


def _frame(name: str) -> Iterator[tuple[str, str]]:
    kinds = {"workbook.xml": "sheet.main", "styles.xml": "styles"}
    kinds |= {f"worksheets/sheet{n}.xml": "worksheet" for n in (1, 2)}
    parts = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{TYPES}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    yield (
        "[Content_Types].xml",
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>',
    )
    yield "_rels/.rels", _links([("officeDocument", "xl/workbook.xml")])
    sheets = [("worksheet", f"worksheets/sheet{n}.xml") for n in (1, 2)]
    yield "xl/_rels/workbook.xml.rels", _links([*sheets, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES
    named = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="r{n}"/>'
        for n, title in enumerate((name[:31], "lisez-moi"), 1)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>',
    )


def _links(links: Sequence[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{RELS}">{told}</Relationships>'


def _worksheet(titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield (
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews><sheetData>"
    )
    yield f"<row>{''.join(_text(title, BOLD) for title in titles)}</row>"
    for row in rows:
        yield f"<row>{''.join(map(_cell, row))}</row>"
    yield "</sheetData></worksheet>"


def _cell(value: Any) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return f'<c s="{DAY}"><v>{(value - EPOCH).days}</v></c>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value!r}</v></c>"
    return _text(str(plain(value)))


def _text(text: str, look: int = 0) -> str:
    kept = escape(NOT_XML.sub("", text)[:MOST_TEXT])
    return f'<c t="inlineStr" s="{look}"><is><t xml:space="preserve">{kept}</t></is></c>'


def _about(sheet: Sheet) -> Iterator[list[str]]:
    yield [sheet.title, ""]
    yield from ([key, text] for key, text in sheet.about)
    yield ["", ""]
    yield from ([one.name, _said(one)] for one in sheet.fields)


def _said(field: Field) -> str:
    return str(field.about)
