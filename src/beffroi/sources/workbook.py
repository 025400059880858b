"""The first sheet of an .xlsx workbook as lines of texts, a row at a time.

Bounds first (`safety`), then the content. Dates, which are numbers with a look, come out as
2026-03-12.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from django.utils.translation import gettext as _

from beffroi.sources import safety
from beffroi.sources.records import UnreadableSource
from beffroi.sources.safety import refusals

MOST_CELL = 10_000
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EPOCH = dt.date(1899, 12, 30)  # of .xlsx: day 60 is a 29 February 1900 that never was
DATE_LOOKS = frozenset([*range(14, 18), 22, *range(27, 32), *range(45, 48), *range(50, 59)])
LOOKS_LIKE_DAYS = re.compile(r"(?<![\\\"\[])[dyj]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a table may be: bytes as sent and unpacked, rows, columns."""

    size: int
    unpacked: int
    rows: int
    columns: int


SMALL = Bounds(5_000_000, 60_000_000, 1_000, 60)  # a table that a person fills
LARGE = Bounds(60_000_000, 400_000_000, 60_000, 200)  # the survey of a whole town


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the file, from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


def cut(cells: Iterable[str], most: int) -> tuple[str, ...]:
    """Cells as they are kept: without ends, within their length, no more than `most`."""
    kept = [cell.strip()[:MOST_CELL].replace("\x00", "") for cell in list(cells)[:most]]
    return tuple(kept)


def read_lines(path: Path, bounds: Bounds) -> Iterator[Line]:
    """The rows of a workbook's first sheet one after the other, never the sheet as a whole."""
    if path.stat().st_size > bounds.size:
        raise refused(_("« %(name)s » est trop lourd : gardez les seules lignes utiles."), path)
    safety.inspect(path, most_unpacked=bounds.unpacked)
    for read, line in enumerate(first_sheet(path, bounds.columns)):
        if read > bounds.rows:
            raise refused(_("« %(name)s » a trop de lignes : gardez les seules utiles."), path)
        yield line


def first_sheet(path: Path, columns: int) -> Iterator[Line]:
    """The rows of the first sheet, empty ones too; raises `UnreadableSource`."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _sheet(path, archive, columns)
    except (zipfile.BadZipFile, KeyError, ET.ParseError, ValueError, EOFError) as error:
        said = _("« %(name)s » n’est pas un classeur lisible : enregistrez-le en .xlsx ou en CSV.")
        raise refused(said, path) from error


def _sheet(path: Path, archive: zipfile.ZipFile, columns: int) -> Iterator[Line]:
    """The first sheet of a workbook, a row at a time."""
    names = sorted(
        (name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
        key=lambda name: int(re.sub(r"\D", "", name)),
    )
    shared, dated = _shared(path, archive), _dated_looks(path, archive)
    for row in _rows(path, archive, names[0] if names else "xl/worksheets/sheet1.xml"):
        cells = [""] * columns
        for place, cell in enumerate(row.iter(f"{MAIN}c")):
            at = _column(cell.get("r", ""), place)
            if at < columns:
                cells[at] = _value(cell, shared, dated)
        yield Line(int(row.get("r", "0") or 0), _trimmed(cut(cells, columns)))


def _rows(path: Path, archive: zipfile.ZipFile, name: str) -> Iterator[ET.Element]:
    """The rows of a sheet as they come; each is let go once it is read."""
    try:
        with archive.open(name) as stream:
            for _event, element in iterparse(stream, events=("end",), forbid_dtd=True):
                if element.tag == f"{MAIN}row":
                    yield element
                    element.clear()
    except DefusedXmlException as error:
        raise refusals.entities(path) from error


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


def refused(sentence: str, path: Path) -> UnreadableSource:
    """A table that cannot be read, by the name of its file."""
    return UnreadableSource(sentence % {"name": path.name}, code="table")
