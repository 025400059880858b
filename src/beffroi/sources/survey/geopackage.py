"""The largest layer of a GeoPackage, by Python's own sqlite3 and shapely's WKB reader.

GeoPackage is SQLite with tables of a known shape (OGC 12-128r18), and a survey is one layer of a few
thousand rows: a GDAL build of 60 MB (pyogrio) is not worth its weight, and its drivers would open
whatever else a stranger sends. A hostile file meets bounds first: nothing but reading is allowed, no
view and no virtual table is read, and time is counted.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from beffroi.sources.outline_refusals import refused
from beffroi.sources.records import UnreadableSource
from beffroi.sources.survey.table import MOST_COLUMNS, MOST_POINTS, MOST_ROWS, SurveyTable, table_of

MAGIC = b"SQLite format 3\x00"
SECONDS = 60.0
STEPS = 100_000  # of SQLite's machine between two looks at the clock
MOST_BLOB = 20_000_000
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes, by the flag of the header
ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}
LAYERS = """SELECT c.table_name, g.column_name, s.organization, s.organization_coordsys_id
FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table'
WHERE c.data_type = 'features' AND m.sql NOT LIKE 'CREATE VIRTUAL%'"""


def read_geopackage(path: Path) -> SurveyTable:
    """The layer of the most rows; raises `UnreadableSource` for anything else than a GeoPackage."""
    try:
        connection = _opened(path)
        try:
            return _largest(path, connection)
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        said = _("n’est pas un GeoPackage lisible : exportez-le de nouveau depuis votre SIG")
        raise refused(path, said, "geopackage") from error


def _opened(path: Path) -> sqlite3.Connection:
    """Read only, by an address that no journal or lock file follows."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True)
    connection.execute("PRAGMA trusted_schema = OFF")
    if hasattr(connection, "setlimit"):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_BLOB)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    end = time.monotonic() + SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > end), STEPS)
    connection.set_authorizer(_allow)
    return connection


def _allow(act: int, *_about: Any) -> int:
    return sqlite3.SQLITE_OK if act in ALLOWED else sqlite3.SQLITE_DENY


def _largest(path: Path, connection: sqlite3.Connection) -> SurveyTable:
    layers = connection.execute(LAYERS).fetchmany(MOST_COLUMNS)
    if not layers:
        raise refused(path, _("ne contient aucune couche d’objets géographiques"), "no_layer")
    sizes = {layer: _rows(connection, layer[0]) for layer in layers}
    ordered = sorted(layers, key=lambda layer: -sizes[layer])
    name, geometry, organization, number = ordered[0]
    if sizes[ordered[0]] > MOST_ROWS:
        raise refused(path, _("contient trop de lignes pour le relevé d’une ville"), "too_many")
    cursor = connection.execute(f"SELECT * FROM {_quoted(name)}")  # noqa: S608 - quoted, read only
    titles = [column[0] for column in cursor.description]
    at = titles.index(geometry)
    crs = f"EPSG:{number}" if str(organization).upper() == "EPSG" else ""
    shown = titles[:at] + titles[at + 1 :]
    rows = _lines(path, cursor, at)
    return table_of(path, shown, rows, crs=crs, layers=tuple(layer[0] for layer in ordered))


def _rows(connection: sqlite3.Connection, table: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()  # noqa: S608 - quoted
    return int(found[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _lines(path: Path, cursor: Any, at: int) -> Iterator[tuple[int, list[Any], Any]]:
    points = 0
    for place, row in enumerate(cursor, 1):
        drawn = _shape(row[at])
        points += 0 if drawn is None else int(shapely.get_num_coordinates(drawn))
        if points > MOST_POINTS:
            said = _("contient plus d’un million de points : gardez la seule couche du relevé")
            raise refused(path, said, "too_fine")
        values = [_plain(value) for value in (*row[:at], *row[at + 1 :])]
        yield place, values, drawn


def _plain(value: Any) -> Any:
    return "" if isinstance(value, bytes) else value  # a picture, a style: no fact of a door


def _shape(blob: Any) -> BaseGeometry | None:
    """A GeoPackage geometry: "GP", version, flags, place of its system, envelope, then WKB."""
    if not isinstance(blob, bytes) or len(blob) < 8 or not blob.startswith(b"GP"):
        return None
    start = 8 + ENVELOPES.get(blob[3] >> 1 & 7, len(blob))
    try:
        drawn = shapely.force_2d(shapely.from_wkb(blob[start:]))
    except (shapely.ShapelyError, TypeError, ValueError):
        return None
    return None if drawn is None or drawn.is_empty else drawn


__all__ = ["MAGIC", "UnreadableSource", "read_geopackage"]
