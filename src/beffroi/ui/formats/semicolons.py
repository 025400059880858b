"""CSV, through the one writer that keeps a cell from being a formula."""

from __future__ import annotations

from pathlib import Path

from shapely.geometry import shape

from beffroi.ui.exports import write_csv
from beffroi.ui.formats.sheet import Row, Sheet, plain

WKT = "geometrie_wkt"  # lines have no two columns of their own, as points have


def write_semicolons(sheet: Sheet, path: Path) -> None:
    """Semicolons, UTF-8, points for decimals; the geometry of lines as WKT in a last column."""
    drawn = sheet.shape == "MultiLineString"
    header = [*sheet.names, WKT] if drawn else sheet.names
    with path.open("w", encoding="utf-8", newline="") as file:
        write_csv(file, header, (_line(row, drawn) for row in sheet.rows))


def _line(row: Row, drawn: bool) -> list[object]:
    values = [plain(value) for value in row.values]
    if drawn:
        values.append(shape(row.geometry).wkt if row.geometry else "")
    return values
