"""Each opening and each closure seen since the first look at a town, door by door."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from beffroi.premises.reads.asof import inside, known_sql, rows
from beffroi.territory.models import Perimeter, Town


class Opened(NamedTuple):
    """Somebody came to a door, or left it; `on` is the day of the look that saw it."""

    public_id: str
    kind: str  # "opening" | "closure"
    on: dt.date
    name: str
    activity: str
    family: str
    house_number: str
    street: str
    lon: float
    lat: float


OPENED = """
WITH held AS (
  SELECT o.premises_id, lower(o.valid) AS since, upper(o.valid) AS until, o.name, o.activity,
    o.family
  FROM premises_occupancy o JOIN premises_premises p ON p.id = o.premises_id
  WHERE p.town_id = %(town)s AND p.in_field AND {known} AND o.audience = 'public'
)
SELECT p.public_id, seen.kind, seen.day, held.name, held.activity, held.family, p.house_number,
  coalesce(t.name, ''), p.lon, p.lat
FROM held
CROSS JOIN LATERAL (VALUES ('opening', since), ('closure', until)) AS seen(kind, day)
JOIN premises_premises p ON p.id = held.premises_id
LEFT JOIN territory_street t ON t.id = p.street_id
WHERE seen.day > %(first)s AND seen.day <= %(last)s
ORDER BY seen.day, p.public_id, seen.kind
"""


def opened(town: Town, first: dt.date, last: dt.date) -> list[Opened]:
    """What `moves_over` counts after `first` and up to `last`, one row each; one query.

    A first sight is no opening: nothing is said of what was there at the first look.
    """
    sql = OPENED.format(known=known_sql("o", None))
    return [Opened(*row) for row in rows(sql, {"town": town.pk, "first": first, "last": last})]


class Came(NamedTuple):
    """Somebody who came to a door after one look and up to another; `left` None: still there."""

    public_id: str
    name: str
    activity: str
    family: str
    house_number: str
    street: str
    on: dt.date
    left: dt.date | None


CAME = """
SELECT p.public_id, o.name, o.activity, o.family, p.house_number, coalesce(t.name, ''),
  lower(o.valid), upper(o.valid)
FROM premises_occupancy o
JOIN premises_premises p ON p.id = o.premises_id {within}
LEFT JOIN territory_street t ON t.id = p.street_id
WHERE p.town_id = %(town)s AND p.in_field AND {known} AND o.audience = 'public'
  AND lower(o.valid) > %(first)s AND lower(o.valid) <= %(last)s
ORDER BY lower(o.valid), t.name NULLS LAST, p.along_m, p.id
"""


def came(
    town: Town,
    first: dt.date,
    last: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[Came]:
    """The openings `moves_over` counts, each with the day it was seen gone. One query."""
    sql = CAME.format(within=inside(perimeter), known=known_sql("o", known_on))
    asked = {"town": town.pk, "first": first, "last": last, "known": known_on}
    return [Came(*row) for row in rows(sql, asked | {"perimeter": getattr(perimeter, "pk", 0)})]
