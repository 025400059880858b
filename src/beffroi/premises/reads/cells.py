"""Premises one by one, as they were on a day: for the map, the lists and the street page."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.premises.reads.asof import as_of_sql, in_box, rows
from beffroi.territory.models import Perimeter, Street, Town

VACANT = ("vacant", "works_unknown")


@dataclass(frozen=True, slots=True)
class Cell:
    """One premises on a day."""

    public_id: str
    lon: float
    lat: float
    house_number: str
    street: str
    street_slug: str
    side: str
    along_m: float | None
    state: str
    since: dt.date | None
    first_seen_on: dt.date | None
    name: str
    family: str
    activity: str
    network_kind: str
    frontage_m: float | None
    street_origin: str
    street_doubtful: bool
    footprint: Any

    @property
    def vacant(self) -> bool:
        """Empty, or under works for nobody known."""
        return self.state in VACANT


COLUMNS = """
  p.public_id, p.lon, p.lat, p.house_number, coalesce(t.name, ''), coalesce(t.slug, ''), p.side,
  p.along_m, s.kind, lower(s.valid), s.first_seen_on, coalesce(o.name, ''), coalesce(o.family, ''),
  coalesce(o.activity, ''), coalesce(n.kind, ''), p.frontage_m, p.street_origin, p.street_doubtful,
  {footprint}"""


# Degrees shrink eastwards by the cosine of the latitude: without it "near" is an ellipse.
NEAREST = "((p.lon - %(lon)s) * cosd(%(lat)s)) ^ 2 + (p.lat - %(lat)s) ^ 2"


def cell_list(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    street: Street | None = None,
    families: Sequence[str] = (),
    vacant_only: bool = False,
    doubtful_only: bool = False,
    bbox: tuple[float, float, float, float] | None = None,
    limit: int | None = None,
    offset: int = 0,
    nearest: tuple[float, float] | None = None,
    known_on: dt.datetime | None = None,
    footprints: bool = False,
    after: str | None = None,
) -> list[Cell]:
    """Premises of a town on a day, by street, side and place along it. One query.

    `after` (a public id, "" for the first page) gives those that follow it, by public id instead.

    `families` keeps those trades ("vacant" among them keeps the empty ones); `bbox` is west,
    south, east, north in degrees. `nearest` (lon, lat) gives the nearest first instead.
    """
    body, values = as_of_sql(town, on, known_on, perimeter)
    body = body.replace("WHERE", "LEFT JOIN territory_street t ON t.id = p.street_id\nWHERE", 1)
    asked = _asked(values, street, families, vacant_only, doubtful_only, bbox) + _following(after)
    columns = COLUMNS.format(footprint="p.footprint" if footprints else "NULL")
    sql = f"""SELECT {columns} {body} {asked}
        ORDER BY {_order(nearest, after)}, p.id LIMIT %(limit)s OFFSET %(offset)s"""
    lon, lat = nearest or (0.0, 0.0)
    page = {"limit": limit, "offset": offset, "lon": lon, "lat": lat, "after": after}
    # Django hands raw jsonb over as text.
    return [Cell(*(*r[:-1], r[-1] and json.loads(r[-1]))) for r in rows(sql, values | page)]


def _order(nearest: tuple[float, float] | None, after: str | None) -> str:
    if after is not None:
        return "p.public_id"
    return NEAREST if nearest else "t.name NULLS LAST, p.side, p.along_m"


def _following(after: str | None) -> str:
    return "" if after is None else " AND p.public_id > %(after)s"


def _asked(
    values: dict[str, Any],
    street: Street | None,
    families: Sequence[str],
    vacant_only: bool,
    doubtful_only: bool,
    bbox: tuple[float, float, float, float] | None,
) -> str:
    """The conditions asked for; fills their parameters in."""
    said = ["s.kind <> 'demolished_merged'"]  # a cell that is no more is not drawn
    if street is not None:
        said.append("p.street_id = %(street)s")
        values["street"] = street.pk
    if families:
        said.append("(o.family = ANY(%(families)s) OR (%(empty)s AND s.kind = ANY(%(vacant)s)))")
        values |= {"families": list(families), "empty": "vacant" in families}
    if vacant_only:
        said.append("s.kind = ANY(%(vacant)s)")
    if doubtful_only:
        said.append("p.street_doubtful")
    if bbox:
        said.append(in_box("p."))
        values |= dict(zip("wsen", bbox, strict=True))
    values["vacant"] = list(VACANT)
    return "".join(f" AND {condition}" for condition in said)


def street_cells(town: Town, street: Street, on: dt.date) -> dict[str, list[Cell]]:
    """The doors of a street in walking order, by side."""
    sides: dict[str, list[Cell]] = {}
    for cell in cell_list(town, on, street=street):
        sides.setdefault(cell.side, []).append(cell)
    for cells in sides.values():
        cells.sort(key=lambda cell: (cell.along_m is None, cell.along_m or 0.0))
    return sides
