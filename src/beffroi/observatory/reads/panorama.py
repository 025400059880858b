"""Everything a dashboard says of a perimeter on a day, counted and computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from beffroi.observatory.reads.cache import remembered
from beffroi.observatory.reads.counts import Counts, count
from beffroi.observatory.reads.kept import counts_kept
from beffroi.observatory.reads.register import Register
from beffroi.observatory.reads.watched import Watched, alert_of, asked_in, crossed_of
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.churn import still
from beffroi.observatory.rules.figures import Churn, Figure, Spells, Stock, StreetStock
from beffroi.observatory.rules.series import Crossing
from beffroi.premises.reads import Changed
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
    """The whole picture, from what the worker counted or else counted now."""
    kept = None if known_on else counts_kept(town, on, perimeter)
    return panorama_of(kept or count(town, on, perimeter=perimeter, known_on=known_on))


def panorama_of(counts: Counts) -> Panorama:
    """Every figure of what was counted."""
    asked = asked_in(counts.rule)
    told = register_figures(counts.register)
    if counts.on is None or counts.vacancies is None or counts.frontage is None:
        return Panorama(None, register=counts.register, register_figures=told)
    rounds, churns = counts.rounds, counts.churns
    found = {
        **stock_figures(rounds[-1], rounds[:-1], asked),
        **churn_figures(churns[-1] if churns else None),
        **registry.compute_all("series", rounds),
        **registry.compute_all("frontage", counts.frontage),
        **_where_and_how_long(counts.streets, counts.vacancies),
    }
    return Panorama(
        counts.on, rounds[-1], rounds, churns, tuple(crossed_of(rounds, asked)), counts.streets,
        counts.since, counts.changed, found, counts.register, told,
    )  # fmt: skip


def _where_and_how_long(streets: tuple[StreetStock, ...], spells: Spells) -> dict[str, Figure]:
    found = registry.compute_all("streets", streets) if streets else {}
    return found | {"vacancy_spell_median": registry.compute("vacancy_spell_median", spells)}


def stock_figures(
    stock: Stock, before: tuple[Stock, ...], asked: Watched = ()
) -> dict[str, Figure]:
    """Every indicator of one day; the alert follows the town's rule, and what it did before."""
    return registry.compute_all("stock", stock) | {"vacancy_alert": alert_of(stock, before, asked)}


def churn_figures(churn: Churn | None) -> dict[str, Figure]:
    """Every indicator of a period; refusals when no period is known."""
    if churn is not None:
        return registry.compute_all("churn", churn)
    return {known.code: still(known.code) for known in registry.all_indicators("churn")}


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
