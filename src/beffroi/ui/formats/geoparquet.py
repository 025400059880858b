"""GeoParquet 1.1 (geoparquet.org): Parquet with WKB and a "geo" note; plain Parquet without shapes.

Rows pass to DuckDB as a file of JSON lines beside the result: one at a time they take minutes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
from shapely import to_wkb
from shapely.geometry import shape

from beffroi.ui.formats.sheet import Row, Sheet, plain

OFFLINE: dict[str, Any] = {
    "threads": 1,  # the same bytes each time
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
TYPES = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "instant": "TIMESTAMP",
}
GEOMETRY = "geometry"


def write_geoparquet(sheet: Sheet, path: Path) -> None:
    """Every column in its own type; instants in UTC."""
    lines = path.with_suffix(".ndjson")
    with lines.open("w", encoding="utf-8") as file:
        for row in sheet.rows:
            file.write(json.dumps(_told(sheet, row), ensure_ascii=False) + "\n")
    columns = {field.name: TYPES[field.kind] for field in sheet.fields}
    chosen = ", ".join(f'"{name}"' for name in columns)
    if sheet.shape:
        columns[GEOMETRY] = "VARCHAR"
        chosen += f", unhex({GEOMETRY}) AS {GEOMETRY}"
    with duckdb.connect(config=OFFLINE) as connection:
        connection.execute(_copy(sheet, chosen, path), [str(lines), columns])
    lines.unlink()


def _copy(sheet: Sheet, chosen: str, path: Path) -> str:
    notes = {"beffroi": json.dumps(dict(sheet.about), ensure_ascii=False)}
    if sheet.shape:
        notes["geo"] = json.dumps(_geo(sheet))
    written = ", ".join(f"{key}: {_quoted(text)}" for key, text in notes.items())
    return (
        f"COPY (SELECT {chosen} FROM read_json(?, format='newline_delimited', columns=?))"  # noqa: S608 - names of our own columns
        f" TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{written}}})"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _told(sheet: Sheet, row: Row) -> dict[str, object]:
    told = {
        name: plain(value).removesuffix("Z") if kind == "instant" and value else plain(value)
        for name, kind, value in zip(
            sheet.names, [field.kind for field in sheet.fields], row.values, strict=True
        )
    }
    if sheet.shape:
        told[GEOMETRY] = to_wkb(shape(row.geometry), hex=True) if row.geometry else None
    return told


def _geo(sheet: Sheet) -> dict[str, object]:
    """No "crs": the standard reads that as longitude, latitude in WGS 84."""
    about: dict[str, object] = {"encoding": "WKB", "geometry_types": [sheet.shape]}
    bounds = sheet.bounds()
    if bounds:
        about["bbox"] = list(bounds)
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: about}}
