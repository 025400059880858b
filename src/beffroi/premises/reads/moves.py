"""What changed between two days: openings, closures, doors that emptied or filled, vacancies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from beffroi.premises.models import Lineage
from beffroi.premises.reads.asof import as_of_sql, inside, known_sql, rows
from beffroi.territory.models import Perimeter, Town


class Moves(NamedTuple):
    """What changed over [start, end), and the stock it changed."""

    stock_start: int
    openings: int
    closures: int
    mutations: int


class Vacancy(NamedTuple):
    """A time a premises stood empty; `start` None: nobody knows since when."""

    premises_id: int
    start: dt.date | None
    end: dt.date | None
    first_seen_on: dt.date | None


MOVES = """
WITH held AS MATERIALIZED (
  SELECT o.premises_id, lower(o.valid) AS since, upper(o.valid) AS until, o.first_seen_on
  FROM premises_occupancy o JOIN premises_premises p ON p.id = o.premises_id {within}
  WHERE p.town_id = %(town)s AND p.in_field AND {known}
)
SELECT
  count(*) FILTER (WHERE (since IS NULL OR since <= a) AND (until IS NULL OR until > a)
                     AND (first_seen_on IS NULL OR first_seen_on <= a)),
  count(*) FILTER (WHERE since > a AND since <= b),
  count(*) FILTER (WHERE until > a AND until <= b),
  count(DISTINCT premises_id) FILTER (
    WHERE (since > a AND since <= b) OR (until > a AND until <= b))
FROM unnest(%(starts)s::date[], %(ends)s::date[]) WITH ORDINALITY AS period(a, b, place)
LEFT JOIN held ON true GROUP BY place ORDER BY place
"""


def moves(town: Town, start: dt.date, end: dt.date, *, perimeter: Perimeter | None = None) -> Moves:
    """Openings and closures seen after `start` and up to `end`; see `moves_over`."""
    return moves_over(town, [(start, end)], perimeter=perimeter)[0]


def moves_over(
    town: Town,
    periods: Sequence[tuple[dt.date, dt.date]],
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[Moves]:
    """The moves of each period, in the order asked; one query.

    A change is dated from the round that saw it, so two rounds bound the period: what the round
    of `end` saw counts, what that of `start` saw does not. First sights are not openings.
    """
    if not periods:
        return []
    sql = MOVES.format(within=inside(perimeter), known=known_sql("o", known_on))
    values = {
        "town": town.pk,
        "starts": [start for start, _ in periods],
        "ends": [end for _, end in periods],
        "known": known_on,
        "perimeter": getattr(perimeter, "pk", 0),
    }
    return [Moves(*row) for row in rows(sql, values)]


class Changed(NamedTuple):
    """A premises whose state differs between two days; a state None: it was not there."""

    public_id: str
    house_number: str
    street: str
    name_before: str
    name_after: str
    before: str | None
    after: str | None


CHANGED = """
-- MATERIALIZED: with stale statistics the planner would run one inside the other, door by door
WITH old AS MATERIALIZED ({old}), new AS MATERIALIZED ({new})
SELECT p.public_id, p.house_number, coalesce(t.name, ''), coalesce(old.name, ''),
  coalesce(new.name, ''), old.kind, new.kind
FROM old FULL JOIN new ON new.id = old.id
JOIN premises_premises p ON p.id = coalesce(old.id, new.id)
LEFT JOIN territory_street t ON t.id = p.street_id
WHERE old.kind IS DISTINCT FROM new.kind ORDER BY t.name NULLS LAST, p.along_m, p.id
"""


def changed(
    town: Town,
    before: dt.date,
    after: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[Changed]:
    """Premises whose state is not the same on two days, by street; one query."""
    old, values = as_of_sql(town, before, known_on, perimeter)
    new, _values = as_of_sql(town, after, known_on, perimeter)
    told = "SELECT p.id, s.kind, o.name "
    sql = CHANGED.format(old=told + old.replace("%(on)s", "%(before)s"), new=told + new)
    return [Changed(*row) for row in rows(sql, values | {"before": before, "on": after})]


def merged_away(town: Town) -> frozenset[str]:
    """Public ids of the cells that became part of another one; one query."""
    links = Lineage.objects.of(town).filter(kind=Lineage.Kind.MERGE)
    return frozenset(links.values_list("parent__public_id", flat=True))


VACANCIES = """
SELECT s.premises_id, lower(s.valid), upper(s.valid), s.first_seen_on
FROM premises_premisesstate s JOIN premises_premises p ON p.id = s.premises_id {within}
WHERE p.town_id = %(town)s AND p.in_field AND {known} AND s.kind IN ('vacant', 'works_unknown')
ORDER BY s.premises_id, s.valid
"""


def vacancies(
    town: Town,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[Vacancy]:
    """Every time a premises stood empty, as far as known; works prolong it. One query."""
    sql = VACANCIES.format(within=inside(perimeter), known=known_sql("s", known_on))
    values = {"town": town.pk, "known": known_on, "perimeter": getattr(perimeter, "pk", 0)}
    found: list[Vacancy] = []
    for row in rows(sql, values):
        now, last = Vacancy(*row), found[-1] if found else None
        if last and last.premises_id == now.premises_id and last.end == now.start is not None:
            found[-1] = last._replace(end=now.end)
        else:
            found.append(now)
    return found


def fronts(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    street_id: int | None = None,
    known_on: dt.datetime | None = None,
) -> list[tuple[int, str, str, bool, float | None]]:
    """(street, side, state, low flow, metres) of the doors whose place in a street is known.

    In walking order; one query.
    """
    body, values = as_of_sql(town, on, known_on, perimeter)
    asked = "" if street_id is None else " AND p.street_id = %(street)s"
    sql = f"""SELECT p.street_id, p.side, s.kind, coalesce(o.low_flow, false), p.frontage_m {body}
        AND p.street_id IS NOT NULL{asked} ORDER BY p.street_id, p.side, p.along_m, p.id"""
    return [
        (street, side, state, low, None if metres is None else float(metres))
        for street, side, state, low, metres in rows(sql, values | {"street": street_id})
    ]
