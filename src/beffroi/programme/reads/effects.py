"""What a town's figures did before and after an agreement, beside towns like it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from beffroi.observatory import reads as observatory
from beffroi.observatory.rules.figures import Churn
from beffroi.observatory.rules.registry import compute
from beffroi.premises import reads as premises
from beffroi.programme.rules.effect import Estimate, Panel, estimate
from beffroi.programme.rules.openings import Told, told
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town

MEASURED = ("vacancy_rate", "chain_share", "vacant_frontage_share")
MOST_TOWNS = 40  # three queries each: the largest peer groups are cut at the nearest


@dataclass(frozen=True, slots=True)
class Effect:
    """One indicator of a town before and after, with its cohort."""

    code: str
    since: dt.date
    perimeter: Perimeter | None
    panel: Panel
    found: Estimate


def cohort_of(town: Town) -> list[Town]:
    """Towns of the installation that resemble this one; an invented town has none."""
    group = observatory.peers_of(town)
    return observatory.towns_here(group)[:MOST_TOWNS] if group else []


def effect_of(town: Town, since: dt.date, code: str, cohort: Sequence[Town]) -> Effect:
    """The effect of what began on `since` on an indicator of the town's default perimeter.

    Each town is read on the days this one was walked, in its own default perimeter.
    """
    perimeter = territory.perimeter(town)
    days = tuple(premises.known_days(town))
    panel = Panel(
        days,
        _series(town, days, code),
        {one.name: _series(one, days, code) for one in cohort},
    )
    return Effect(code, since, perimeter, panel, estimate(panel, since))


def _series(town: Town, days: tuple[dt.date, ...], code: str) -> tuple[float | None, ...]:
    """The indicator on each day; None before the town was first walked, or where it cannot tell."""
    if not days:
        return ()
    walked = premises.known_days(town)
    first = walked[0] if walked else dt.date.max
    stocks = observatory.stocks_over(town, days, perimeter=territory.perimeter(town))
    figures = [compute(code, stock) if stock.on >= first else None for stock in stocks]
    return tuple(
        float(one.value) if one and one.verdict == "value" and one.value is not None else None
        for one in figures
    )


def openings_since(town: Town, since: dt.date, cohort: Sequence[Town]) -> Told | None:
    """Openings of the town between the walks around `since` and the last, gross, net, compared."""
    own = _churn(town, since)
    if own is None:
        return None
    others = {one.name: churn for one in cohort if (churn := _churn(one, since))}
    return told(own, others)


def _churn(town: Town, since: dt.date) -> Churn | None:
    """Moves between the last walk before `since` (else the first after) and the latest one."""
    days = premises.known_days(town)
    before = [day for day in days if day <= since]
    start = before[-1] if before else next(iter(days), None)
    if start is None or start == days[-1]:
        return None
    return observatory.churn_over(town, (start, days[-1]), perimeter=territory.perimeter(town))[0]
