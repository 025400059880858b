"""Stocks: premises of a perimeter on a day, counted into the value indicators take."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from beffroi.observatory.reads.cache import remembered
from beffroi.observatory.rules.figures import Coverage, Stock, StreetStock
from beffroi.premises import reads as premises_reads
from beffroi.premises.reads import OUTSIDE, Counted, SourceCoverage
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Street, Town

WHOLE = frozenset({Perimeter.Kind.COMMUNE, Perimeter.Kind.EXTRACT})
ACTIVE = frozenset({"occupied", "seasonal_closed"})


def coverage_of(town: Town, on: dt.date, *, known_on: dt.datetime | None = None) -> Coverage:
    """What is known of the coverage of the source that speaks of this day."""
    return _coverage(premises_reads.coverage_on(town, on, known_on=known_on))


def stock_of(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> Stock:
    """The stock of a perimeter (the whole town when None). Three queries."""
    return stocks_over(town, (on,), perimeter=perimeter, known_on=known_on)[0]


@remembered
def stocks_over(
    town: Town,
    days: Sequence[dt.date],
    *,
    perimeter: Perimeter | None = None,
    street: Street | None = None,
    known_on: dt.datetime | None = None,
) -> list[Stock]:
    """The stock of a perimeter, or of a street, on each day, in the order asked.

    Three queries, however many days.
    """
    within: Any = {"perimeter": perimeter, "street": street, "known_on": known_on}
    rows, starts = defaultdict(list), defaultdict(list)
    for day, row in premises_reads.counted_over(town, days, **within):
        rows[day].append(row)
    for day, start in premises_reads.vacancy_starts_over(town, days, **within):
        starts[day].append(start)
    told = premises_reads.coverage_over(town, days, known_on=known_on)
    living = None if street else population_of(town, perimeter)
    return [_stock(day, rows[day], starts[day], _coverage(told[day]), living) for day in days]


@remembered
def stocks_by_street(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> dict[int | None, Stock]:
    """The stock of each street (by its id; None: street unknown). Three queries in all."""
    rows, starts = defaultdict(list), defaultdict(list)
    for row in premises_reads.counted(town, on, perimeter=perimeter, known_on=known_on):
        rows[row.street_id].append(row)
    for street_id, start in premises_reads.vacancy_starts(
        town, on, perimeter=perimeter, known_on=known_on
    ):
        starts[street_id].append(start)
    coverage = coverage_of(town, on, known_on=known_on)
    return {
        street_id: _stock(on, found, starts[street_id], coverage, None)
        for street_id, found in rows.items()
    }


@remembered
def street_stocks(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[StreetStock]:
    """The named streets with their stocks, by name; premises of no known street are in none.

    `public_id` is the street's address in its town. Four queries.
    """
    found = stocks_by_street(town, on, perimeter=perimeter, known_on=known_on)
    named = territory.streets(town).filter(pk__in=[key for key in found if key])
    rows = named.values_list("pk", "name", "slug").order_by("name", "pk")
    return [StreetStock(name, found[pk], public_id=slug) for pk, name, slug in rows]


def population_of(town: Town, perimeter: Perimeter | None) -> int | None:
    """The commune's inhabitants, where the stock is the commune's: part of it has no density."""
    return town.population if perimeter is None or perimeter.kind in WHOLE else None


def _coverage(told: SourceCoverage | None) -> Coverage:
    if told is None:
        return Coverage()
    return Coverage(told.stock, told.vacancy, told.activity, told.rounds, told.note)


def _stock(
    on: dt.date,
    rows: Iterable[Counted],
    starts: Iterable[dt.date | None],
    coverage: Coverage,
    population: int | None,
) -> Stock:
    """Add counted rows up."""
    rows = list(rows)
    states, frontage = _sum(rows, "state"), defaultdict[str, float](float)
    for row in rows:
        frontage[row.state] += row.frontage_m
    active = [row for row in rows if row.state in ACTIVE]
    return Stock(
        on=on,
        by_state={k: v for k, v in states.items() if k not in OUTSIDE},
        by_family=_sum(active, "family"),
        by_activity=_sum(active, "activity"),
        by_network_kind=_sum(active, "network_kind"),
        low_flow=sum(row.count for row in active if row.low_flow),
        personal_service=sum(row.count for row in active if row.personal_service),
        vacant_since=tuple(starts),
        frontage_by_state=frontage,
        outside=sum(states[k] for k in OUTSIDE),
        population=population,
        coverage=coverage,
    )


def _sum(rows: Iterable[Counted], by: str) -> Counter[str]:
    """Premises by one of their facts."""
    found: Counter[str] = Counter()
    for row in rows:
        found[getattr(row, by)] += row.count
    return found
