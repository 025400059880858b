"""SQL of "as it was on a day, as known at an instant", shared by the reads of this context."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection

from beffroi.territory.models import Perimeter, Town

# One open row a premises and day (exclusion constraint), so these joins never multiply.
JOINS = """
FROM premises_premises p
JOIN premises_premisesstate s ON s.premises_id = p.id
  AND s.valid @> %(on)s::date AND (s.first_seen_on IS NULL OR s.first_seen_on <= %(on)s)
  AND {known_s}
LEFT JOIN premises_occupancy o ON o.premises_id = p.id
  AND o.valid @> %(on)s::date AND (o.first_seen_on IS NULL OR o.first_seen_on <= %(on)s)
  AND {known_o}
LEFT JOIN merchants_network n ON n.id = o.network_id
{within}
WHERE p.town_id = %(town)s AND p.in_field
"""


def as_of_sql(
    town: Town, on: dt.date, known_on: dt.datetime | None, perimeter: Perimeter | None
) -> tuple[str, dict[str, Any]]:
    """FROM and WHERE of the premises of a town (or perimeter) as of a day, with parameters."""
    within = (
        "JOIN premises_within w ON w.premises_id = p.id AND w.perimeter_id = %(perimeter)s"
        if perimeter
        else ""
    )
    known = "upper_inf({0}.recorded)" if known_on is None else "{0}.recorded @> %(known)s"
    sql = JOINS.format(known_s=known.format("s"), known_o=known.format("o"), within=within)
    values = {
        "town": town.pk,
        "on": on,
        "known": known_on,
        "perimeter": getattr(perimeter, "pk", 0),
    }
    return sql, values


def rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Run one SELECT."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
