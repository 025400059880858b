"""What changed in a perimeter: moves between rounds, doors, walks along the windows, vacancies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby, pairwise

from beffroi.observatory.reads.cache import remembered
from beffroi.observatory.rules.figures import Churn, Frontage, Sights, Spell, Spells
from beffroi.premises import reads as premises
from beffroi.premises.reads import Changed
from beffroi.territory.models import Perimeter, Street, Town

GONE = frozenset({"demolished_merged"})
OPEN = frozenset({"occupied", "seasonal_closed", "works_with_taker"})


@remembered
def churn_over(
    town: Town,
    days: Sequence[dt.date],
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[Churn]:
    """Openings and closures between consecutive days, oldest first; one query."""
    periods = list(pairwise(sorted(days)))
    found = premises.moves_over(town, periods, perimeter=perimeter, known_on=known_on)
    return [
        Churn(start, end, moved.stock_start, moved.openings, moved.closures, moved.mutations)
        for (start, end), moved in zip(periods, found, strict=True)
    ]


@remembered
def doors_changed(
    town: Town,
    before: dt.date,
    after: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[Changed]:
    """Premises whose state changed between two days, by street; one query."""
    return premises.changed(town, before, after, perimeter=perimeter, known_on=known_on)


def sights_of(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    street: Street | None = None,
    known_on: dt.datetime | None = None,
) -> Sights:
    """The last sight of each cell of the stock; one query."""
    found = premises.last_sights(town, on, perimeter=perimeter, street=street, known_on=known_on)
    return Sights(on, tuple(door.seen_on for door in found))


@remembered
def frontage_of(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    street: Street | None = None,
    known_on: dt.datetime | None = None,
) -> Frontage:
    """The windows met along each side of each street, in walking order; one query.

    A bank or an office is no active window; a door whose window nobody measured is left out of the
    walk and counted in `measured`.
    """
    found = premises.fronts(
        town,
        on,
        perimeter=perimeter,
        street_id=street.pk if street else None,
        known_on=known_on,
    )
    kept = [row for row in found if row[2] not in GONE]
    sides = []
    for _side, rows in groupby(kept, key=lambda row: row[:2]):
        sides.append(tuple((_kind(row[2], row[3]), row[4]) for row in rows if row[4] is not None))
    known = sum(row[4] is not None for row in kept)
    return Frontage(tuple(side for side in sides if side), known / len(kept) if kept else None)


def _kind(state: str, low_flow: bool) -> str:
    if state in OPEN:
        return "bank_office" if low_flow else "active"
    return "vacant" if state in ("vacant", "works_unknown") else "blank"


@remembered
def vacancy_spells(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> Spells:
    """Vacancies whose beginning is known, as they stood on a day; one query."""
    found = premises.vacancies(town, perimeter=perimeter, known_on=known_on)
    return Spells(
        on,
        tuple(
            Spell(row.start, row.end if row.end and row.end <= on else None)
            for row in found
            if row.start is not None and row.start <= on
        ),
    )
