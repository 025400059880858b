"""GeoJSON (RFC 7946), one feature a line; the first column is the feature's own name too."""

from __future__ import annotations

import json
from pathlib import Path

from beffroi.ui.formats.sheet import Row, Sheet, plain


def write_geojson(sheet: Sheet, path: Path) -> None:
    """A collection, with what is said of it (licence, day, method) as members of its own."""
    head = {"type": "FeatureCollection", "name": sheet.name, "date": sheet.day.isoformat()}
    told = json.dumps(head | dict(sheet.about), ensure_ascii=False)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(told[:-1] + ', "features": [')
        for n, row in enumerate(sheet.rows):
            file.write(",\n" if n else "\n")
            file.write(_feature(sheet, row))
        file.write("\n]}\n")


def _feature(sheet: Sheet, row: Row) -> str:
    values = [plain(value) for value in row.values]
    told = {
        "type": "Feature",
        "id": values[0],
        "geometry": row.geometry,
        "properties": dict(zip(sheet.names, values, strict=True)),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
