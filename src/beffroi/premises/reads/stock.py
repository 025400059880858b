"""Counts of premises on a day or on several: one query each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from beffroi.premises.reads.asof import as_of_sql, each_day, rows
from beffroi.territory.models import Perimeter, Street, Town

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


_ANY = dt.date.min  # `each_day` puts every day in its place


def counted_over(
    town: Town,
    days: Sequence[dt.date],
    *,
    perimeter: Perimeter | None = None,
    street: Street | None = None,
    known_on: dt.datetime | None = None,
) -> list[tuple[dt.date, Counted]]:
    """(day, premises of that state and trade) for every day asked, streets together; one query."""
    body, values = _in_street(as_of_sql(town, _ANY, known_on, perimeter), street)
    sql = f"""
        SELECT NULL::bigint, s.kind, coalesce(o.family, ''), coalesce(o.activity, ''),
               coalesce(n.kind, ''), coalesce(o.low_flow, false),
               coalesce(o.personal_service, false), count(*), coalesce(sum(p.frontage_m), 0)
        {body} GROUP BY 3, 4, 5, 6, 7, 8"""
    return [(day, Counted(*row)) for day, *row in each_day(sql, values, days)]


def vacancy_starts_over(
    town: Town,
    days: Sequence[dt.date],
    *,
    perimeter: Perimeter | None = None,
    street: Street | None = None,
    known_on: dt.datetime | None = None,
) -> list[tuple[dt.date, dt.date | None]]:
    """(day, first day known to be vacant) of each premises vacant on each day asked; one query."""
    body, values = _in_street(as_of_sql(town, _ANY, known_on, perimeter), street)
    sql = f"""SELECT lower(s.valid) {body}
        AND s.kind IN ('vacant', 'works_unknown')"""
    return [(day, start) for day, start in each_day(sql, values, days)]


def tags_over(
    town: Town,
    days: Sequence[dt.date],
    codes: Sequence[str],
    *,
    perimeter: Perimeter | None = None,
) -> list[tuple[dt.date, str, int]]:
    """(day, code, active premises) for the codes a survey's producer wrote; one query."""
    body, values = as_of_sql(town, _ANY, None, perimeter)
    sql = f"""SELECT o.trade_tag, count(*) {body}
        AND s.kind IN ('occupied', 'seasonal_closed') AND o.trade_tag = ANY(%(codes)s)
        GROUP BY o.trade_tag"""
    found = each_day(sql, values | {"codes": list(codes)}, days)
    return [(day, code, count) for day, code, count in found]


def _in_street(
    asked: tuple[str, dict[str, Any]], street: Street | None
) -> tuple[str, dict[str, Any]]:
    """Keep one street of what was asked."""
    body, values = asked
    if street is None:
        return asked
    return f"{body} AND p.street_id = %(street)s", values | {"street": street.pk}
