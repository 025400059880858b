"""Vacancy through the rounds: points, alert raised and lifted, what moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules import alert
from beffroi.observatory.rules.figures import Figure, Stock
from beffroi.observatory.rules.registry import compute, get
from beffroi.observatory.rules.sentences import Sentence, count, percent, say
from beffroi.observatory.rules.states import SHOP_STATES, VACANT_STATES


@dataclass(frozen=True, slots=True)
class Point:
    """One round of a series."""

    on: dt.date
    figure: Figure


@dataclass(frozen=True, slots=True)
class Crossing:
    """The day of the round at which the alert was raised or lifted."""

    on: dt.date
    kind: Literal["raised", "lifted"]
    rate: float
    vacant: int
    total: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Public ids of the premises that made the rate move between two dates."""

    emptied: tuple[str, ...] = ()
    refilled: tuple[str, ...] = ()
    left: tuple[str, ...] = ()  # no longer shops, or no longer there
    joined: tuple[str, ...] = ()


def series(rounds: Iterable[Stock], code: str = "vacancy_rate", **parameters: Any) -> list[Point]:
    """One figure per round, oldest first; a round that cannot tell keeps its place."""
    known = {k: v for k, v in parameters.items() if k in get(code).defaults}
    ordered = sorted(rounds, key=lambda stock: stock.on)
    return [Point(stock.on, compute(code, stock, **known)) for stock in ordered]


def complete(
    rounds: Iterable[Stock], *, min_completeness: float = 0.9, min_premises: int = 10
) -> list[Stock]:
    """The rounds a rate may be read from, oldest first."""
    return sorted(
        (
            stock
            for stock in rounds
            if (stock.coverage.vacancy or 0.0) >= min_completeness and stock.total >= min_premises
        ),
        key=lambda stock: stock.on,
    )


def crossings(
    rounds: Iterable[Stock],
    *,
    threshold: float = 0.10,
    hysteresis: float = 0.01,
    min_excess: int = 2,
    min_completeness: float = 0.9,
    min_premises: int = 20,
    without_low_flow: bool = False,
) -> list[Crossing]:
    """When the alert was raised and when it was lifted, from complete rounds only."""
    found: list[Crossing] = []
    ringing = False
    kept = complete(rounds, min_completeness=min_completeness, min_premises=min_premises)
    for stock in kept:
        now = alert.state(
            stock, threshold=threshold, hysteresis=hysteresis, min_excess=min_excess,
            ringing=ringing, without_low_flow=without_low_flow,
        )  # fmt: skip
        if (now == "ringing") != ringing:
            ringing = not ringing
            kind: Literal["raised", "lifted"] = "raised" if ringing else "lifted"
            rate = stock.vacant / stock.total
            found.append(Crossing(stock.on, kind, rate, stock.vacant, stock.total))
    return found


def moved(before: Iterable[tuple[str, str]], after: Iterable[tuple[str, str]]) -> Moved:
    """Which premises changed the rate, from two lists of (public id, state)."""
    old = {key: state for key, state in before if state in SHOP_STATES}
    new = {key: state for key, state in after if state in SHOP_STATES}
    both = sorted(old.keys() & new.keys())
    return Moved(
        emptied=tuple(k for k in both if old[k] not in VACANT_STATES and new[k] in VACANT_STATES),
        refilled=tuple(k for k in both if old[k] in VACANT_STATES and new[k] not in VACANT_STATES),
        left=tuple(sorted(old.keys() - new.keys())),
        joined=tuple(sorted(new.keys() - old.keys())),
    )


def conversions_note(before: Stock, after: Stock) -> Sentence | str:
    """Said when the rate fell while shops left the stock: what it would be had they stayed, vacant."""
    gone = after.outside - before.outside
    if gone <= 0 or not before.total or not after.total:
        return ""
    now = after.vacant / after.total
    if now >= before.vacant / before.total:
        return ""
    plural = ngettext_lazy(
        "%(count)s local a quitté le commerce : vide et compté, il porterait le taux à %(rate)s.",
        "%(count)s locaux ont quitté le commerce : vides et comptés, ils porteraient le taux à "
        "%(rate)s.",
        "n",
    )
    kept = (after.vacant + gone) / (after.total + gone)
    return say(plural, n=gone, count=count(gone), rate=percent(kept))
