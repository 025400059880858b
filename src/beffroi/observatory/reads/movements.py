"""Openings and closures of one perimeter over one period: gross, net, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from beffroi.observatory.reads.changes import churn_over
from beffroi.observatory.reads.peers import peers_of, towns_here
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Churn, Figure, Spell, Spells
from beffroi.observatory.rules.peers import comparison
from beffroi.observatory.rules.sentences import Sentence
from beffroi.premises import reads as premises
from beffroi.premises.reads import COMPLETE, Came, coverage_over, known_days
from beffroi.territory.models import Perimeter, Town

NEAR = dt.timedelta(days=183)  # a peer's look this near of ours speaks of the same period [J]


@dataclass(frozen=True, slots=True)
class Movements:
    """What moved between two complete looks. `openings`, `closures`, `net` are figures of the registry.

    `came` are the openings themselves; `survival` theirs, by years. `against`: beside like towns.
    """

    churn: Churn
    figures: dict[str, Figure]
    came: tuple[Came, ...]
    survival: dict[int, Figure]
    against: Sentence | str

    @property
    def still_there(self) -> int:
        """How many of those that came were there at the last look."""
        return sum(one.left is None or one.left > self.churn.end for one in self.came)


def complete_days(town: Town, *, known_on: dt.datetime | None = None) -> list[dt.date]:
    """The looks that saw nearly every door: a period is bounded by two of them. Two queries."""
    told = coverage_over(town, known_days(town), known_on=known_on)
    return [day for day, said in told.items() if said and (said.vacancy or 0.0) >= COMPLETE]


def movements(
    town: Town,
    first: dt.date,
    last: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> Movements:
    """The moves of a perimeter after `first` and up to `last`. Four queries, and some a peer."""
    (churn,) = churn_over(town, (first, last), perimeter=perimeter, known_on=known_on)
    found = premises.came(town, first, last, perimeter=perimeter, known_on=known_on)
    figures = registry.compute_all("churn", churn)
    days = complete_days(town, known_on=known_on)
    return Movements(
        churn, figures, tuple(found), _survival(found, last, days), _against(town, churn, figures)
    )


def _survival(found: Sequence[Came], last: dt.date, days: Sequence[dt.date]) -> dict[int, Figure]:
    """One, two and three years on. A round sees late, never wrong: what it saw happened between it
    and the one before, and is placed midway; a shop is followed from the day it was seen.
    """
    spells = tuple(
        Spell(_midway(one.on, days), one.left and _midway(one.left, days), one.on) for one in found
    )
    return {
        years: registry.compute("survival_n", Spells(last, spells), years=years, lag_days=0)
        for years in (1, 2, 3)
    }


def _midway(day: dt.date, days: Sequence[dt.date]) -> dt.date:
    """Between a round and the complete one before it; a day that no round gave is its own."""
    before = [one for one in days if one < day]
    if day not in days or not before:
        return day
    return before[-1] + (day - before[-1]) / 2


def _against(town: Town, churn: Churn, figures: dict[str, Figure]) -> Sentence | str:
    """The net rate beside like towns surveyed over the same period; nothing for an invented town."""
    group = peers_of(town)
    if group is None:
        return ""
    told = [_same_period(peer, churn) for peer in towns_here(group)]
    theirs = [registry.compute("net_rate", one) for one in told if one is not None]
    return comparison(figures["net_rate"], theirs)


def _same_period(peer: Town, churn: Churn) -> Churn | None:
    days = complete_days(peer)
    first, last = (_nearest(days, day) for day in (churn.start, churn.end))
    if first is None or last is None or first >= last:
        return None
    return churn_over(peer, (first, last))[0]


def _nearest(days: Sequence[dt.date], to: dt.date) -> dt.date | None:
    near = [day for day in days if abs(day - to) <= NEAR]
    return min(near, key=lambda day: abs(day - to), default=None)
