"""A small table that a person fills in a spreadsheet: CSV or .xlsx, as lines of texts.

Bounds first (`safety`), then the content: titles on the first line that holds any, at most
`MOST_ROWS` rows. Dates of a .xlsx, which are numbers with a look, come out as 2026-03-12.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from beffroi.sources import safety
from beffroi.sources.workbook import SMALL, Line, cut, first_sheet, refused

MOST_ROWS = SMALL.rows


@dataclass(frozen=True, slots=True)
class TableRead:
    """Titles and rows; `left` rows beyond the limit were not read."""

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    left: int = 0


def read_table(path: Path) -> TableRead:
    """The table of a file; raises `UnreadableSource` with a sentence for the person."""
    if path.stat().st_size > SMALL.size:
        raise refused(_("« %(name)s » dépasse 5 Mo : gardez les seules lignes utiles."), path)
    safety.inspect(path, most_unpacked=SMALL.unpacked)
    with path.open("rb") as file:
        packed = file.read(4) == b"PK\x03\x04"
    lines = first_sheet(path, SMALL.columns) if packed else _csv(path)
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
        raise refused(_("« %(name)s » ne contient aucune ligne sous ses titres."), path)
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
            yield Line(reader.line_num, cut(cells, SMALL.columns))
    except csv.Error as error:
        said = _("« %(name)s » contient une ligne mal formée : enregistrez-le de nouveau.")
        raise refused(said, path) from error
