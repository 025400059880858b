"""Premises of a wide view, gathered on a grid: a city seen from above is counts, not doors.

The doors of a day are read once a process (the worker keeps those of the last day): a viewport is
then added up in memory, in some milliseconds for 85,000 doors.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.premises.reads.asof import in_box, known_sql, rows
from beffroi.premises.reads.cells import VACANT
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

Box = tuple[float, float, float, float]  # west, south, east, north in degrees
ACROSS = 18  # cells of the grid in each direction: circles that do not touch on a map of 840 px
CROWD = "crowd"
KEPT = 8  # towns whose doors a process remembers, some 2 MB each for 85,000


class Gathered(NamedTuple):
    """So many premises around a place, so many of them vacant; degrees."""

    lon: float
    lat: float
    doors: int
    vacant: int


def how_many(town: Town, box: Box, most: int) -> int:
    """Premises in a box, whatever their state, counted up to `most` + 1: tells whether to gather.

    One query on an index.
    """
    sql = f"""SELECT count(*) FROM (SELECT 1 FROM premises_premises p WHERE p.town_id = %(town)s
        AND p.in_field AND {in_box("p.")} LIMIT %(limit)s) AS found"""  # noqa: S608 - our own text
    values = {"town": town.pk, "limit": most + 1, **dict(zip("wsen", box, strict=True))}
    return int(rows(sql, values)[0][0])


def gathered(town: Town, on: dt.date, box: Box) -> list[Gathered]:
    """Premises of a box on a day, by cell of a grid, without trades.

    Cells that are no more, or no longer shops, are left out. One query at most, none once the
    process knows the doors of the day.
    """
    lon, lat, empty = _doors(town.pk, town.data_version, on)
    west, south, east, north = box
    here = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    lon, lat, empty = lon[here], lat[here], empty[here]
    across = np.floor((lon - west) * ACROSS / ((east - west) or 1.0)).astype(int)
    cell = across * (ACROSS + 1) + np.floor(
        (lat - south) * ACROSS / ((north - south) or 1.0)
    ).astype(int)
    doors = np.bincount(cell)
    spots = np.flatnonzero(doors)
    lons, lats, vacant = (np.bincount(cell, weights=one)[spots] for one in (lon, lat, empty))
    count = doors[spots]
    told = zip(lons / count, lats / count, count, vacant, strict=True)
    return [Gathered(float(x), float(y), int(n), int(v)) for x, y, n, v in told]


def crowd_name(on: dt.date) -> str:
    """What the worker keeps the doors of a day under."""
    return f"{CROWD}/{on}"


def crowd(town: Town, on: dt.date) -> list[list[float]]:
    """Longitudes, latitudes and whether vacant (1 or 0) of the doors of a day. One query."""
    sql = f"""
        SELECT round(p.lon::numeric, 6)::float8, round(p.lat::numeric, 6)::float8,
          (s.kind = ANY(%(vacant)s))::int
        FROM premises_premises p
        JOIN premises_premisesstate s ON s.premises_id = p.id AND s.valid @> %(on)s::date
          AND (s.first_seen_on IS NULL OR s.first_seen_on <= %(on)s) AND {known_sql("s", None)}
        WHERE p.town_id = %(town)s AND p.in_field
          AND s.kind NOT IN ('non_commercial_use', 'demolished_merged')"""  # noqa: S608 - our own text
    found = rows(sql, {"town": town.pk, "on": on, "vacant": list(VACANT)})
    return [list(column) for column in zip(*found, strict=True)] or [[], [], []]


@lru_cache(maxsize=KEPT)
def _doors(town: int, _version: int, on: dt.date) -> NDArray[Any]:
    place = Town.objects.get(pk=town)
    text = territory.kept(place, crowd_name(on)).get(crowd_name(on))
    return np.array(crowd(place, on) if text is None else json.loads(text), dtype=float)
