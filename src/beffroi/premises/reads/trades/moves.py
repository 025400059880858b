"""Arrivals and departures of a town with their trade, street and sectors; changes door by door."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from beffroi.premises.models import Premises
from beffroi.premises.reads.asof import known_sql, rows
from beffroi.premises.rules.trades.changes import OccupancyChange, Spell, changes
from beffroi.premises.rules.trades.plan import Move
from beffroi.territory.models import Street, Town

MOVED = """
WITH held AS (
  SELECT o.premises_id, lower(o.valid) AS since, upper(o.valid) AS until, o.name, o.activity,
    o.family
  FROM premises_occupancy o JOIN premises_premises p ON p.id = o.premises_id
  WHERE p.town_id = %(town)s AND p.in_field AND {known} AND o.audience = 'public'{street}
)
SELECT seen.kind, seen.day, p.public_id, held.name, held.activity, held.family, p.house_number,
  p.street_id, coalesce(t.name, ''), coalesce(t.slug, ''),
  ARRAY(SELECT w.perimeter_id FROM premises_within w WHERE w.premises_id = p.id)
FROM held
CROSS JOIN LATERAL (VALUES ('arrival', since), ('departure', until)) AS seen(kind, day)
JOIN premises_premises p ON p.id = held.premises_id
LEFT JOIN territory_street t ON t.id = p.street_id
WHERE seen.day > %(first)s AND seen.day <= %(last)s
ORDER BY seen.day, t.name, p.public_id, seen.kind DESC
"""


def moved(town: Town, first: dt.date, last: dt.date, *, street: Street | None = None) -> list[Move]:
    """Who came and who left after `first` and up to `last`, as `moves_over` counts them. One query."""
    own = "" if street is None else " AND p.street_id = %(street)s"
    sql = MOVED.format(known=known_sql("o", None), street=own)
    asked = {"town": town.pk, "first": first, "last": last, "street": street and street.pk}
    return [Move(*(*row[:-1], frozenset(row[-1]))) for row in rows(sql, asked)]


# Every spell of the doors that changed in the period: what stood there before may be years old.
SPELLS = """
WITH told AS (
  SELECT o.premises_id AS door, 'trading' AS kind, o.valid, o.name, o.activity, o.family,
    o.first_seen_on
  FROM premises_occupancy o JOIN premises_premises p ON p.id = o.premises_id
  WHERE p.town_id = %(town)s AND p.in_field AND {known_o} AND o.audience = 'public'{street}
  UNION ALL
  SELECT s.premises_id, s.kind, s.valid, '', '', '', s.first_seen_on
  FROM premises_premisesstate s JOIN premises_premises p ON p.id = s.premises_id
  WHERE p.town_id = %(town)s AND p.in_field AND {known_s} AND s.audience = 'public'{street}
    AND s.kind IN ('vacant', 'works_unknown', 'non_commercial_use', 'demolished_merged')
), moved AS (
  SELECT DISTINCT door FROM told WHERE lower(valid) > %(first)s AND lower(valid) <= %(last)s
)
SELECT door, kind, lower(valid), upper(valid), name, activity, family FROM told JOIN moved USING (door)
ORDER BY door, lower(valid) NULLS FIRST, first_seen_on NULLS FIRST
"""


@dataclass(frozen=True, slots=True)
class DoorChange:
    """A change with the door it happened at."""

    change: OccupancyChange
    premises: Premises


def occupancy_changes(
    town: Town, first: dt.date, last: dt.date, *, street: Street | None = None
) -> list[DoorChange]:
    """What changed behind the doors after `first` and up to `last`, the latest first. Two queries."""
    own = "" if street is None else " AND p.street_id = %(street)s"
    sql = SPELLS.format(known_o=known_sql("o", None), known_s=known_sql("s", None), street=own)
    asked: dict[str, Any] = {"town": town.pk, "first": first, "last": last}
    told = rows(sql, asked | {"street": street and street.pk})
    found = [one for one in changes(Spell(*row) for row in told) if first < one.on <= last]
    doors = Premises.objects.of(town).select_related("street").in_bulk({one.door for one in found})
    return [DoorChange(one, doors[one.door]) for one in reversed(found)]


LEFT = """
SELECT o.activity, max(o.family), max(upper(o.valid)),
  (array_agg(p.public_id ORDER BY upper(o.valid) DESC))[1]
FROM premises_occupancy o JOIN premises_premises p ON p.id = o.premises_id
WHERE p.town_id = %(town)s AND p.in_field AND {known} AND o.audience = 'public' AND o.activity <> ''
  AND (lower(o.valid) IS NULL OR lower(o.valid) <= %(on)s)
  AND (o.first_seen_on IS NULL OR o.first_seen_on <= %(on)s)
GROUP BY o.activity HAVING bool_and(coalesce(upper(o.valid) <= %(on)s, false)) ORDER BY max(upper(o.valid)) DESC, 1
"""


def lost_trades(town: Town, on: dt.date) -> list[tuple[str, str, dt.date, str]]:
    """(trade, family, day its last shop was seen gone, that door) of trades no door has any more."""
    sql = LEFT.format(known=known_sql("o", None))
    return [tuple(row) for row in rows(sql, {"town": town.pk, "on": on})]
