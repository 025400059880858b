"""When each door was last seen, and how often the town's doors were seen to change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from beffroi.premises.reads.asof import as_of_sql, rows
from beffroi.premises.rules.rounds.next_street import YEAR, Watched
from beffroi.territory.models import Perimeter, Street, Town

# What a higher context knows of doors that residents say have changed: premises key → reports.
ReportCounter = Callable[[Town], Mapping[int, int]]
_counters: list[ReportCounter] = []


def count_reports(counter: ReportCounter) -> None:
    """Say how many reports wait on each door; called once, in `AppConfig.ready()`."""
    if counter not in _counters:
        _counters.append(counter)


def reports_by_door(town: Town) -> dict[int, int]:
    """Reports that wait, by premises; empty while nobody counts any."""
    found: dict[int, int] = {}
    for counter in _counters:
        for door, n in counter(town).items():
            found[door] = found.get(door, 0) + n
    return found


class LastSight(NamedTuple):
    """One door of the stock: its street, state, last sight, and whether two sources disagree."""

    premises_id: int
    street_id: int | None
    state: str
    seen_on: dt.date | None
    disagrees: bool


# The last word of each source that speaks of the door's last two years; "not seen" says nothing.
LAST = """
LEFT JOIN LATERAL (
  SELECT max(b.seen_on) AS seen_on FROM premises_observation b
  JOIN territory_source q ON q.id = b.source_id AND q.removed_at IS NULL
  WHERE b.premises_id = p.id AND b.state <> 'not_seen' AND b.seen_on <= %(on)s
) seen ON true
LEFT JOIN LATERAL (
  SELECT count(DISTINCT last.state) > 1 AS disagrees FROM (
    SELECT DISTINCT ON (q.kind) b.state, b.seen_on FROM premises_observation b
    JOIN territory_source q ON q.id = b.source_id AND q.removed_at IS NULL
    WHERE b.premises_id = p.id AND b.state <> 'not_seen' AND b.seen_on <= %(on)s
    ORDER BY q.kind, b.seen_on DESC
  ) last WHERE last.seen_on > %(on)s::date - 730
) said ON true
"""


def last_sights(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    street: Street | None = None,
    known_on: dt.datetime | None = None,
) -> list[LastSight]:
    """The doors of the stock on a day with their last sight. One query."""
    body, values = as_of_sql(town, on, known_on, perimeter)
    body = body.replace("WHERE", LAST + "WHERE", 1)
    asked = "AND s.kind NOT IN ('demolished_merged', 'non_commercial_use')"
    if street is not None:
        asked += " AND p.street_id = %(street)s"
        values["street"] = street.pk
    sql = f"""SELECT p.id, p.street_id, s.kind, seen.seen_on, coalesce(said.disagrees, false)
        {body} {asked}"""
    return [LastSight(*row) for row in rows(sql, values)]


# Each pair of sights that follow each other at a door: did it change, over how many days?
WATCHED = """
SELECT count(*) FILTER (WHERE changed), coalesce(sum(days), 0) FROM (
  SELECT (b.state, b.occupant->>'name') IS DISTINCT FROM
      (lag(b.state) OVER door, lag(b.occupant->>'name') OVER door) AND lag(b.seen_on) OVER door IS NOT NULL AS changed,
    b.seen_on - lag(b.seen_on) OVER door AS days
  FROM premises_observation b
  JOIN premises_premises p ON p.id = b.premises_id
  JOIN territory_source q ON q.id = b.source_id AND q.removed_at IS NULL
  WHERE p.town_id = %(town)s AND b.state <> 'not_seen'
  WINDOW door AS (PARTITION BY b.premises_id ORDER BY b.seen_on, b.id)
) pairs
"""


def watched(town: Town) -> Watched:
    """How often doors were seen to change over the years watched. One query."""
    ((changes, days),) = rows(WATCHED, {"town": town.pk})
    return Watched(int(changes), float(days) / YEAR)


def by_street(sights: Iterable[LastSight]) -> dict[int, list[LastSight]]:
    """Doors of known streets, by street."""
    found: dict[int, list[Any]] = {}
    for sight in sights:
        if sight.street_id is not None:
            found.setdefault(sight.street_id, []).append(sight)
    return found
