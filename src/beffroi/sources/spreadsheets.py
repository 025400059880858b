"""A small table that a person fills in a spreadsheet: CSV or .xlsx, as lines of texts.

Bounds first (`safety`), then the content: titles on the first line that holds any, at most
`MOST_ROWS` rows. Dates of a .xlsx, which are numbers with a look, come out as 2026-03-12.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from beffroi.sources import safety
from beffroi.sources.records import UnreadableSource
from beffroi.sources.safety import refusals

MOST_BYTES = 5_000_000
MOST_UNPACKED = 60_000_000
MOST_ROWS = 1_000
MOST_COLUMNS = 60
MOST_CELL = 10_000
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EPOCH = dt.date(1899, 12, 30)  # of .xlsx: day 60 is a 29 February 1900 that never was
DATE_LOOKS = frozenset([*range(14, 18), 22, *range(27, 32), *range(45, 48), *range(50, 59)])
LOOKS_LIKE_DAYS = re.compile(r"(?<![\\\"\[])[dyj]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the file, from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRead:
    """Titles and rows; `left` rows beyond the limit were not read."""

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    left: int = 0


def read_table(path: Path) -> TableRead:
    """The table of a file; raises `UnreadableSource` with a sentence for the person."""
    if path.stat().st_size > MOST_BYTES:
        raise _refused(_("« %(name)s » dépasse 5 Mo : gardez les seules lignes utiles."), path)
    safety.inspect(path, most_unpacked=MOST_UNPACKED)
    with path.open("rb") as file:
        packed = file.read(4) == b"PK\x03\x04"
    lines = _xlsx(path) if packed else _csv(path)
    return _table(path, lines)


def _table(path: Path, lines: Iterable[Line]) -> TableRead:
    titles: tuple[str, ...] = ()
    kept: list[Line] = []
    left = 0
    for line in lines:
        if not any(line.cells):
            continue
        if not titles:
            titles = line.cells
        elif len(kept) < MOST_ROWS:
            kept.append(line)
        else:
            left += 1
    if not kept:
        raise _refused(_("« %(name)s » ne contient aucune ligne sous ses titres."), path)
    return TableRead(titles, tuple(kept), left)


def _csv(path: Path) -> Iterator[Line]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")  # what spreadsheets on Windows write
    first = text.lstrip("\r\n").partition("\n")[0]
    sign = max(";,\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        for cells in reader:
            yield Line(reader.line_num, _cells(cells))
    except csv.Error as error:
        said = _("« %(name)s » contient une ligne mal formée : enregistrez-le de nouveau.")
        raise _refused(said, path) from error


def _cells(cells: Iterable[str]) -> tuple[str, ...]:
    kept = [cell.strip()[:MOST_CELL].replace("\x00", "") for cell in list(cells)[:MOST_COLUMNS]]
    return tuple(kept)


def _xlsx(path: Path) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _sheet(path, archive)
    except (zipfile.BadZipFile, KeyError, ET.ParseError, ValueError, EOFError) as error:
        said = _("« %(name)s » n’est pas un classeur lisible : enregistrez-le en .xlsx ou en CSV.")
        raise _refused(said, path) from error


def _sheet(path: Path, archive: zipfile.ZipFile) -> Iterator[Line]:
    """The first sheet of a workbook."""
    names = sorted(
        (name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    shared = _shared(path, archive)
    dated = _dated_looks(path, archive)
    for row in _xml(path, archive, names[0] if names else "xl/worksheets/sheet1.xml").iter(
        f"{MAIN}row"
    ):
        cells = [""] * MOST_COLUMNS
        for place, cell in enumerate(row.iter(f"{MAIN}c")):
            at = _column(cell.get("r", ""), place)
            if at < MOST_COLUMNS:
                cells[at] = _value(cell, shared, dated)
        yield Line(int(row.get("r", "0") or 0), _trimmed(_cells(cells)))


def _xml(path: Path, archive: zipfile.ZipFile, name: str) -> ET.Element:
    """One part, refused when it declares a type or entities."""
    try:
        return fromstring(archive.read(name), forbid_dtd=True)
    except DefusedXmlException as error:
        raise refusals.entities(path) from error


def _shared(path: Path, archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found = _xml(path, archive, "xl/sharedStrings.xml").iter(f"{MAIN}si")
    return ["".join(part.text or "" for part in one.iter(f"{MAIN}t")) for one in found]


def _dated_looks(path: Path, archive: zipfile.ZipFile) -> set[int]:
    """Numbers of the cell styles that show a day."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    root = _xml(path, archive, "xl/styles.xml")
    own = {
        int(one.get("numFmtId", 0))
        for one in root.iter(f"{MAIN}numFmt")
        if LOOKS_LIKE_DAYS.search(re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", one.get("formatCode", "")))
    }
    styles = root.find(f"{MAIN}cellXfs")
    looks = [int(one.get("numFmtId", 0)) for one in (styles if styles is not None else ())]
    return {n for n, look in enumerate(looks) if look in DATE_LOOKS or look in own}


def _value(cell: ET.Element, shared: list[str], dated: set[int]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    text = cell.findtext(f"{MAIN}v") or ""
    if kind == "s":
        return shared[int(text)] if text.isdigit() and int(text) < len(shared) else ""
    if kind == "n" and text and int(cell.get("s", 0)) in dated:
        return _day(text)
    return re.sub(r"\.0$", "", text) if kind == "n" else text


def _day(text: str) -> str:
    number = float(text)
    if not 0 < number < 2_958_466:  # 31 December 9999
        return text
    return (EPOCH + dt.timedelta(days=int(number))).isoformat()


def _column(ref: str, otherwise: int) -> int:
    """0 for A, 26 for AA."""
    letters = re.match(r"[A-Z]{1,3}", ref)
    if letters is None:
        return otherwise
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max((n for n, cell in enumerate(cells, 1) if cell), default=0)
    return cells[:last]


def _refused(sentence: str, path: Path) -> UnreadableSource:
    return UnreadableSource(sentence % {"name": path.name}, code="table")
