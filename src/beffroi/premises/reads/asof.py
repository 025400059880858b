"""SQL of "as it was on a day, as known at an instant", shared by the reads of this context."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

from beffroi.territory.models import Perimeter, Town

# One open row a premises and day (exclusion constraint), so these joins never multiply.
JOINS = """
FROM premises_premises p
JOIN premises_premisesstate s ON s.premises_id = p.id
  AND s.valid @> {on} AND (s.first_seen_on IS NULL OR s.first_seen_on <= {on})
  AND {known_s}
LEFT JOIN premises_occupancy o ON o.premises_id = p.id
  AND o.valid @> {on} AND (o.first_seen_on IS NULL OR o.first_seen_on <= {on})
  AND {known_o}
LEFT JOIN merchants_network n ON n.id = o.network_id
{within}
WHERE p.town_id = %(town)s AND p.in_field
"""


def as_of_sql(
    town: Town, on: dt.date, known_on: dt.datetime | None, perimeter: Perimeter | None
) -> tuple[str, dict[str, Any]]:
    """FROM and WHERE of the premises of a town (or perimeter) as of a day, with parameters."""
    return _joined("%(on)s::date", town, known_on, perimeter, {"on": on})


def each_day(select: str, values: dict[str, Any], days: Sequence[dt.date]) -> list[Any]:
    """Run a SELECT on `%(on)s` for each day, as one query; the day leads each row.

    Each day is a constant of its own part: joined to a table of days, the planner guesses that a
    day keeps few states and loops over them all (5 s instead of 1 s for 85,000 premises).
    """
    if not days:
        return []
    parts = [
        select.replace("SELECT", f"SELECT %(day{n})s::date,", 1).replace("%(on)s", f"%(day{n})s")
        for n in range(len(days))
    ]
    return rows(" UNION ALL ".join(parts), values | {f"day{n}": d for n, d in enumerate(days)})


def inside(perimeter: Perimeter | None) -> str:
    """The join that keeps the premises `p` of a perimeter; nothing for the whole town."""
    if perimeter is None:
        return ""
    return "JOIN premises_within w ON w.premises_id = p.id AND w.perimeter_id = %(perimeter)s"


def in_box(alias: str) -> str:
    """The condition that keeps what stands in a box (%(w)s, %(s)s, %(e)s, %(n)s in degrees).

    The box is found by the index on the point, which takes a millionth of a degree more; the
    bounds are then held to the digit.
    """
    at = f"{alias}lon", f"{alias}lat"
    return (
        f"point({at[0]}, {at[1]}) <@ box(point(%(w)s, %(s)s), point(%(e)s, %(n)s))"
        f" AND {at[0]} BETWEEN %(w)s AND %(e)s AND {at[1]} BETWEEN %(s)s AND %(n)s"
    )


def known_sql(alias: str, known_on: dt.datetime | None) -> str:
    """The condition that keeps the rows held for true at an instant (now when None)."""
    return f"upper_inf({alias}.recorded)" if known_on is None else f"{alias}.recorded @> %(known)s"


def _joined(
    on: str,
    town: Town,
    known_on: dt.datetime | None,
    perimeter: Perimeter | None,
    more: dict[str, Any],
) -> tuple[str, dict[str, Any]]:
    sql = JOINS.format(
        on=on,
        known_s=known_sql("s", known_on),
        known_o=known_sql("o", known_on),
        within=inside(perimeter),
    )
    asked = {"town": town.pk, "known": known_on, "perimeter": getattr(perimeter, "pk", 0)}
    return sql, asked | more


def rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Run one SELECT."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
