"""Stocks: premises of a perimeter on a day, counted into the value indicators take."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable

from beffroi.observatory.rules.figures import Coverage, Stock
from beffroi.premises import reads as premises_reads
from beffroi.premises.reads import Counted
from beffroi.territory.models import Perimeter, Town

OUTSIDE = frozenset({"non_commercial_use", "demolished_merged"})
ACTIVE = frozenset({"occupied", "seasonal_closed"})


def coverage_of(town: Town, on: dt.date) -> Coverage:
    """What is known of the coverage of the source that speaks of this day."""
    told = premises_reads.coverage_on(town, on)
    if told is None:
        return Coverage()
    return Coverage(told.stock, told.vacancy, told.activity, told.rounds, told.note)


def stock_of(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
    coverage: Coverage | None = None,
) -> Stock:
    """The stock of a perimeter (the whole town when None). Two queries, three without coverage."""
    rows = premises_reads.counted(town, on, perimeter=perimeter, known_on=known_on)
    starts = premises_reads.vacancy_starts(town, on, perimeter=perimeter, known_on=known_on)
    people = _population(town, perimeter)
    return _stock(
        people, on, rows, (start for _, start in starts), coverage or coverage_of(town, on)
    )


WHOLE = frozenset({Perimeter.Kind.COMMUNE, Perimeter.Kind.EXTRACT})


def _population(town: Town, perimeter: Perimeter | None) -> int | None:
    """The commune's inhabitants, where the stock is the commune's: part of it has no density."""
    return town.population if perimeter is None or perimeter.kind in WHOLE else None


def stocks_by_street(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    coverage: Coverage | None = None,
) -> dict[int | None, Stock]:
    """The stock of each street by its id; None: street unknown. Queries as `stock_of`."""
    rows, starts = defaultdict(list), defaultdict(list)
    for row in premises_reads.counted(town, on, perimeter=perimeter):
        rows[row.street_id].append(row)
    for street_id, start in premises_reads.vacancy_starts(town, on, perimeter=perimeter):
        starts[street_id].append(start)
    coverage = coverage or coverage_of(town, on)
    return {
        street_id: _stock(None, on, found, starts[street_id], coverage)
        for street_id, found in rows.items()
    }


def _stock(
    population: int | None,
    on: dt.date,
    rows: Iterable[Counted],
    starts: Iterable[dt.date | None],
    coverage: Coverage,
) -> Stock:
    """Add counted rows up."""
    states, families, activities, networks = (Counter[str]() for _ in range(4))
    frontage = defaultdict[str, float](float)
    low_flow = personal = 0
    for row in rows:
        states[row.state] += row.count
        frontage[row.state] += row.frontage_m
        if row.state in ACTIVE:
            families[row.family] += row.count
            activities[row.activity] += row.count
            networks[row.network_kind] += row.count
            low_flow += row.count * row.low_flow
            personal += row.count * row.personal_service
    return Stock(
        on=on,
        by_state={k: v for k, v in states.items() if k not in OUTSIDE},
        by_family=families,
        by_activity=activities,
        by_network_kind=networks,
        low_flow=low_flow,
        personal_service=personal,
        vacant_since=tuple(starts),
        frontage_by_state=frontage,
        outside=sum(states[k] for k in OUTSIDE),
        population=population,
        coverage=coverage,
    )
