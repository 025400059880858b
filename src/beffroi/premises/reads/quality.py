"""What is known and not known of a town's premises on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from beffroi.premises.reads.asof import as_of_sql, rows
from beffroi.territory.models import Town

COUNTS = """SELECT town_id, count(*) FROM premises_premises
WHERE town_id = ANY(%(towns)s) AND in_field GROUP BY town_id"""


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


_counted: dict[int, tuple[int, int]] = {}  # town → data version, premises; one pair a town


def counts_by_town(towns: Iterable[Town]) -> dict[int, int]:
    """Premises followed in each of these towns, by the town's key.

    One query for the towns whose data moved since this process last looked, none otherwise.
    """
    versions = {town.pk: town.data_version for town in towns}
    moved = [pk for pk, version in versions.items() if _counted.get(pk, (-1, 0))[0] != version]
    found = dict(rows(COUNTS, {"towns": moved})) if moved else {}
    _counted.update({pk: (versions[pk], found.get(pk, 0)) for pk in moved})
    return {pk: _counted[pk][1] for pk in versions}


def forget_counts() -> None:
    """Look again at every town: for benches and tests."""
    _counted.clear()
