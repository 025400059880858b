"""What is known and not known of a town's premises on a day."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from beffroi.premises.reads.asof import as_of_sql, rows
from beffroi.territory.models import Town


class Completeness(NamedTuple):
    """Counts of premises; name, trade and hours are asked of the occupied ones only."""

    total: int
    vacant: int
    with_street: int
    doubtful: int
    with_frontage: int
    occupied: int
    with_name: int
    with_activity: int
    with_hours: int


def completeness(town: Town, on: dt.date) -> Completeness:
    """How much of each fact is known on a day; one query."""
    body, values = as_of_sql(town, on, None, None)
    body = body.replace("WHERE", "LEFT JOIN merchants_shop h ON h.id = o.shop_id\nWHERE", 1)
    occupied = "FILTER (WHERE s.kind = 'occupied'"
    found = rows(
        f"""SELECT count(*), count(*) FILTER (WHERE s.kind IN ('vacant', 'works_unknown')),
            count(p.street_id), count(*) FILTER (WHERE p.street_doubtful),
            count(p.frontage_m), count(*) {occupied}),
            count(*) {occupied} AND coalesce(o.name, '') <> ''),
            count(*) {occupied} AND coalesce(o.family, '') <> ''),
            count(*) {occupied} AND coalesce(h.opening_hours, '') <> '') {body}""",
        values,
    )
    return Completeness(*found[0])


def counts_by_town() -> dict[int, int]:
    """Premises followed in each town, by the town's key."""
    found = rows(
        "SELECT town_id, count(*) FROM premises_premises WHERE in_field GROUP BY town_id", {}
    )
    return dict(found)
