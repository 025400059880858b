"""SQL of "as it was on a day, as known at an instant", shared by the reads of this context."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection

from beffroi.territory.models import Perimeter, Town

# One open row a premises and day (exclusion constraint), so these joins never multiply.
JOINS = """
FROM {days}premises_premises p
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
    return _joined("", "%(on)s::date", town, known_on, perimeter, {"on": on})


def over_sql(
    town: Town, days: Sequence[dt.date], known_on: dt.datetime | None, perimeter: Perimeter | None
) -> tuple[str, dict[str, Any]]:
    """As `as_of_sql` for several days at once; `d.day` is the day of each row."""
    every = "unnest(%(days)s::date[]) AS d(day) CROSS JOIN "
    return _joined(every, "d.day", town, known_on, perimeter, {"days": list(days)})


def inside(perimeter: Perimeter | None) -> str:
    """The join that keeps the premises `p` of a perimeter; nothing for the whole town."""
    if perimeter is None:
        return ""
    return "JOIN premises_within w ON w.premises_id = p.id AND w.perimeter_id = %(perimeter)s"


def known_sql(alias: str, known_on: dt.datetime | None) -> str:
    """The condition that keeps the rows held for true at an instant (now when None)."""
    return f"upper_inf({alias}.recorded)" if known_on is None else f"{alias}.recorded @> %(known)s"


def _joined(
    days: str,
    on: str,
    town: Town,
    known_on: dt.datetime | None,
    perimeter: Perimeter | None,
    more: dict[str, Any],
) -> tuple[str, dict[str, Any]]:
    sql = JOINS.format(
        days=days,
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
