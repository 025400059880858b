"""What is written: typed columns, rows, and where each row lies (WGS 84 degrees)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Kind = Literal["text", "integer", "number", "date", "instant"]
Shape = Literal["", "Point", "MultiLineString"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name in every file (plain letters, stable), its kind, what it says."""

    name: str
    kind: Kind
    about: Any


class Row(NamedTuple):
    """Values in the order of the fields; a GeoJSON geometry, None where nobody placed it."""

    values: tuple[Any, ...]
    geometry: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to write. `about` goes into the file where the format has a place for it."""

    name: str
    title: str
    day: dt.date
    fields: Sequence[Field]
    rows: Sequence[Row]
    shape: Shape = ""
    about: Sequence[tuple[str, str]] = ()

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [field.name for field in self.fields]

    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north of what is placed, in degrees."""
        points = [point for row in self.rows for point in points_of(row.geometry)]
        if not points:
            return None
        lons, lats = [point[0] for point in points], [point[1] for point in points]
        return min(lons), min(lats), max(lons), max(lats)


def points_of(geometry: Mapping[str, Any] | None) -> list[Sequence[float]]:
    """The points of a Point or a MultiLineString."""
    if geometry is None:
        return []
    if geometry["type"] == "Point":
        return [geometry["coordinates"]]
    return [point for line in geometry["coordinates"] for point in line]


def plain(value: Any) -> Any:
    """A value as JSON and text formats write it: days and instants by ISO 8601, UTC by Z."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, dt.date) else value


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, as HTTP and the European authority tables name it."""

    key: str
    label: str
    media: str
    file_type: str  # publications.europa.eu/resource/authority/file-type/…
    placed: bool = False  # only for what has geometries


FORMATS = (
    Format("csv", "CSV", "text" + "/csv", "CSV"),
    Format("geojson", "GeoJSON", "application/geo+json", "GEOJSON", placed=True),
    Format("parquet", "GeoParquet", "application/vnd.apache.parquet", "PARQUET"),
    Format("gpkg", "GeoPackage", "application/geopackage+sqlite3", "GPKG"),
    Format(
        "xlsx",
        "XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
    ),
)
