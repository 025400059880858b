"""GeoPackage 1.3 (OGC 12-128r17), written with the standard library's SQLite."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import Any

from shapely import to_wkb
from shapely.geometry import shape

from beffroi.ui.formats.sheet import Row, Sheet, plain, points_of

WGS84 = 4326
WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)
SCHEMA = """
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL,
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name), UNIQUE (table_name));
"""
SYSTEMS = (
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
    ("WGS 84 geodetic", WGS84, "EPSG", WGS84, WKT, "longitude/latitude"),
)
TYPES = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "DOUBLE",
    "date": "DATE",
    "instant": "DATETIME",
}


def write_geopackage(sheet: Sheet, path: Path) -> None:
    """One layer, or one table of attributes where nothing is placed."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(SCHEMA)
        file.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)
        file.execute(_table(sheet))
        _describe(file, sheet)
        marks = ", ".join("?" * (len(sheet.fields) + bool(sheet.shape)))
        names = ", ".join(f'"{name}"' for name in [*sheet.names, *(["geom"] * bool(sheet.shape))])
        file.executemany(
            f'INSERT INTO "{sheet.name}" ({names}) VALUES ({marks})',  # noqa: S608 - our own names
            (_values(sheet, row) for row in sheet.rows),
        )


def _table(sheet: Sheet) -> str:
    columns = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    columns += [f'"{field.name}" {TYPES[field.kind]}' for field in sheet.fields]
    if sheet.shape:
        columns.append(f"geom {sheet.shape.upper()}")
    return f'CREATE TABLE "{sheet.name}" ({", ".join(columns)})'


def _describe(file: sqlite3.Connection, sheet: Sheet) -> None:
    """Name, licence and day of the layer; the day is the data's, never the clock's."""
    about = "\n".join(f"{key}: {text}" for key, text in sheet.about)
    kind = "features" if sheet.shape else "attributes"
    bounds = (sheet.shape and sheet.bounds()) or (None,) * 4
    changed = f"{sheet.day.isoformat()}T00:00:00.000Z"
    told = (sheet.name, kind, sheet.title, about, changed, *bounds, WGS84 if sheet.shape else 0)
    file.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", told)
    if sheet.shape:
        column = (sheet.name, "geom", sheet.shape.upper(), WGS84, 0, 0)
        file.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", column)


def _values(sheet: Sheet, row: Row) -> tuple[Any, ...]:
    values = tuple(plain(value) for value in row.values)
    return (*values, _blob(row.geometry)) if sheet.shape else values


def _blob(geometry: Any) -> bytes | None:
    """The header of the standard (little-endian; an envelope for lines), then WKB."""
    if geometry is None:
        return None
    box = b"" if geometry["type"] == "Point" else _envelope(geometry)
    flags = 0x03 if box else 0x01
    return struct.pack("<2sBBi", b"GP", 0, flags, WGS84) + box + bytes(to_wkb(shape(geometry)))


def _envelope(geometry: Any) -> bytes:
    points = points_of(geometry)
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return struct.pack("<4d", min(lons), max(lons), min(lats), max(lats)) if points else b""
