"""Premises of a wide view, gathered on a grid: a city seen from above is counts, not doors."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from beffroi.premises.reads.asof import known_sql, rows
from beffroi.premises.reads.cells import VACANT
from beffroi.territory.models import Town

Box = tuple[float, float, float, float]  # west, south, east, north in degrees
ACROSS = 18  # cells of the grid in each direction: circles that do not touch on a map of 840 px


class Gathered(NamedTuple):
    """So many premises around a place, so many of them vacant; degrees."""

    lon: float
    lat: float
    doors: int
    vacant: int


def how_many(town: Town, box: Box) -> int:
    """Premises in a box, whatever their state: tells whether to gather. One query on an index."""
    sql = """SELECT count(*) FROM premises_premises WHERE town_id = %(town)s AND in_field
        AND lon BETWEEN %(w)s AND %(e)s AND lat BETWEEN %(s)s AND %(n)s"""
    return int(rows(sql, {"town": town.pk, **dict(zip("wsen", box, strict=True))})[0][0])


def gathered(town: Town, on: dt.date, box: Box) -> list[Gathered]:
    """Premises of a box on a day, by cell of a grid. One query, without trades.

    Cells that are no more, or no longer shops, are left out.
    """
    sql = f"""
        SELECT avg(p.lon), avg(p.lat), count(*), count(*) FILTER (WHERE s.kind = ANY(%(vacant)s))
        FROM premises_premises p
        JOIN premises_premisesstate s ON s.premises_id = p.id AND s.valid @> %(on)s::date
          AND (s.first_seen_on IS NULL OR s.first_seen_on <= %(on)s) AND {known_sql("s", None)}
        WHERE p.town_id = %(town)s AND p.in_field
          AND p.lon BETWEEN %(w)s AND %(e)s AND p.lat BETWEEN %(s)s AND %(n)s
          AND s.kind NOT IN ('non_commercial_use', 'demolished_merged')
        GROUP BY floor((p.lon - %(w)s) * {ACROSS} / (%(e)s::float8 - %(w)s)),
                 floor((p.lat - %(s)s) * {ACROSS} / (%(n)s::float8 - %(s)s))"""  # noqa: S608 - our own text
    values = {"town": town.pk, "on": on, "vacant": list(VACANT)}
    return [Gathered(*row) for row in rows(sql, values | dict(zip("wsen", box, strict=True)))]
