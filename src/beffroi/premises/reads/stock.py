"""Counts of premises on a day, and their moves between two days: one query each."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from beffroi.premises.reads.asof import as_of_sql, rows
from beffroi.territory.models import Perimeter, Town

# What left the commercial stock: never in a rate's base.
OUTSIDE = frozenset({"non_commercial_use", "demolished_merged"})


class Counted(NamedTuple):
    """So many premises of the same street, state and trade."""

    street_id: int | None
    state: str
    family: str
    activity: str
    network_kind: str  # "" = independent
    low_flow: bool
    personal_service: bool
    count: int  # type: ignore[assignment] # hides tuple.count, which nobody asks
    frontage_m: float


def counted(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[Counted]:
    """Premises of the field of observation, counted by street, state and trade."""
    body, values = as_of_sql(town, on, known_on, perimeter)
    sql = f"""
        SELECT p.street_id, s.kind, coalesce(o.family, ''), coalesce(o.activity, ''),
               coalesce(n.kind, ''), coalesce(o.low_flow, false),
               coalesce(o.personal_service, false), count(*), coalesce(sum(p.frontage_m), 0)
        {body} GROUP BY 1, 2, 3, 4, 5, 6, 7"""
    return [Counted(*row) for row in rows(sql, values)]


def vacancy_starts(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[tuple[int | None, dt.date | None]]:
    """(street, first day known to be vacant or None) of each vacant premises."""
    body, values = as_of_sql(town, on, known_on, perimeter)
    sql = f"""SELECT p.street_id, lower(s.valid) {body}
        AND s.kind IN ('vacant', 'works_unknown')"""
    return [(street, start) for street, start in rows(sql, values)]


class Moves(NamedTuple):
    """What changed over [start, end), and the stock it changed."""

    stock_start: int
    openings: int
    closures: int
    mutations: int


MOVES = """
WITH held AS (
  SELECT o.premises_id, o.valid, o.first_seen_on FROM premises_occupancy o
  JOIN premises_premises p ON p.id = o.premises_id {within}
  WHERE p.town_id = %(town)s AND p.in_field AND upper_inf(o.recorded)
)
SELECT
  count(*) FILTER (WHERE valid @> %(start)s::date AND first_seen_on <= %(start)s),
  count(*) FILTER (WHERE lower(valid) > %(start)s AND lower(valid) <= %(end)s),
  count(*) FILTER (WHERE upper(valid) > %(start)s AND upper(valid) <= %(end)s),
  count(DISTINCT premises_id) FILTER (
    WHERE (lower(valid) > %(start)s AND lower(valid) <= %(end)s)
       OR (upper(valid) > %(start)s AND upper(valid) <= %(end)s))
FROM held
"""


def moves(town: Town, start: dt.date, end: dt.date, *, perimeter: Perimeter | None = None) -> Moves:
    """Openings and closures seen after `start` and up to `end`.

    A change is dated from the round that saw it, so two rounds bound the period: what the round
    of `end` saw counts, what that of `start` saw does not. First sights are not openings.
    """
    within = (
        "JOIN premises_within w ON w.premises_id = p.id AND w.perimeter_id = %(perimeter)s"
        if perimeter
        else ""
    )
    values = {"town": town.pk, "start": start, "end": end, "perimeter": getattr(perimeter, "pk", 0)}
    return Moves(*rows(MOVES.format(within=within), values)[0])
