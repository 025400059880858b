"""Everything a dashboard says of a perimeter on a day, counted and computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from beffroi.observatory.reads.cache import remembered
from beffroi.observatory.reads.changes import (
    churn_over,
    doors_changed,
    frontage_of,
    vacancy_spells,
)
from beffroi.observatory.reads.kept import kept_panorama
from beffroi.observatory.reads.register import Register, register_of
from beffroi.observatory.reads.stocks import stocks_over, street_stocks
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.churn import still
from beffroi.observatory.rules.figures import Churn, Figure, Spells, Stock, StreetStock
from beffroi.observatory.rules.series import Crossing, crossings
from beffroi.premises import reads as premises
from beffroi.premises.reads import COMPLETE, Changed
from beffroi.territory.models import Perimeter, Town


@dataclass(frozen=True, slots=True)
class Panorama:
    """One perimeter on one day. `rounds` are the known days up to it, oldest first.

    `churns` lie between complete rounds; `changed` are the doors that moved since `since`, the
    complete round before. `figures` and `register_figures` are by indicator code.
    """

    on: dt.date | None
    stock: Stock | None = None
    rounds: tuple[Stock, ...] = ()
    churns: tuple[Churn, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    streets: tuple[StreetStock, ...] = ()
    since: dt.date | None = None
    changed: tuple[Changed, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    register: Register | None = None
    register_figures: Mapping[str, Figure] = field(default_factory=dict)


@remembered
def panorama(
    town: Town,
    on: dt.date | None,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> Panorama:
    """The whole picture, as the worker counted it or else counted now."""
    kept = None if known_on else kept_panorama(town, on, perimeter)
    return kept or count_panorama(town, on, perimeter=perimeter, known_on=known_on)


def count_panorama(
    town: Town,
    on: dt.date | None,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> Panorama:
    """The whole picture, in a number of queries that depends neither on rounds nor on streets."""
    within: Any = {"perimeter": perimeter, "known_on": known_on}
    told = register_figures(register := register_of(town))
    if on is None:
        return Panorama(None, register=register, register_figures=told)
    rounds, churns, since = _through_time(town, on, within)
    streets = tuple(street_stocks(town, on, **within))
    found = {
        **stock_figures(rounds[-1], rounds[:-1]),
        **churn_figures(churns[-1] if churns else None),
        **registry.compute_all("series", rounds),
        **registry.compute_all("frontage", frontage_of(town, on, **within)),
        **_where_and_how_long(streets, vacancy_spells(town, on, **within)),
    }
    moved = tuple(doors_changed(town, since, on, **within)) if since else ()
    return Panorama(
        on, rounds[-1], rounds, churns, tuple(crossings(rounds)), streets, since, moved, found,
        register, told,
    )  # fmt: skip


def _through_time(
    town: Town, on: dt.date, within: Mapping[str, Any]
) -> tuple[tuple[Stock, ...], tuple[Churn, ...], dt.date | None]:
    """Every round up to a day, the moves between complete ones, the complete one before the day."""
    days = (*(day for day in premises.known_days(town) if day < on), on)
    rounds = tuple(stocks_over(town, days, **within))
    complete = [s.on for s in rounds if s.total and (s.coverage.vacancy or 0.0) >= COMPLETE]
    churns = tuple(churn_over(town, tuple(complete), **within))
    since = complete[-2] if len(complete) > 1 and complete[-1] == on else None
    return rounds, churns, since


def _where_and_how_long(streets: tuple[StreetStock, ...], spells: Spells) -> dict[str, Figure]:
    found = registry.compute_all("streets", streets) if streets else {}
    return found | {"vacancy_spell_median": registry.compute("vacancy_spell_median", spells)}


def stock_figures(stock: Stock, before: tuple[Stock, ...]) -> dict[str, Figure]:
    """Every indicator of one day; the alert remembers whether it rang on the rounds before."""
    found = registry.compute_all("stock", stock)
    if ringing(before):
        found["vacancy_alert"] = registry.compute("vacancy_alert", stock, ringing=True)
    return found


def churn_figures(churn: Churn | None) -> dict[str, Figure]:
    """Every indicator of a period; refusals when no period is known."""
    if churn is not None:
        return registry.compute_all("churn", churn)
    return {known.code: still(known.code) for known in registry.all_indicators("churn")}


def ringing(before: tuple[Stock, ...]) -> bool:
    """Whether the alert was on after these rounds."""
    crossed = crossings(before)
    return bool(crossed) and crossed[-1].kind == "raised"


def register_figures(register: Register | None) -> dict[str, Figure]:
    """Movements of the last settled year, and survival; none without a register."""
    if register is None:
        return {}
    found: dict[str, Figure] = {}
    churn = register.churn()
    if churn is not None:
        found = registry.compute_all("churn", churn)
        del found["mutation_rate"]  # a register of businesses sees no premises
    found["survival_n"] = registry.compute("survival_n", register.opened, lag_days=0)
    return found
