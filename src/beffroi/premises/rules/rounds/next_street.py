"""Which street to walk next: where what we no longer know weighs most.

A door seen long ago has probably changed; how probably, the town's own changes say: the hazard is
what was seen to change over the years watched. Two sources that disagree, or a report of a
resident, are doubts that no age explains. A street near the vacancy threshold weighs more: there a
door more or less decides what is said of it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

YEAR = 365.25
# [J] Before a town was seen twice: a door in ten changes a year, believed as much as 20 door-years.
PRIOR_CHANGES, PRIOR_YEARS = 2.0, 20.0
DISAGREE, REPORTED = 0.5, 0.8  # [J] chance that the door is not as we say
THRESHOLD, NEARNESS = (
    0.10,
    0.05,
)  # vacancy that calls for massive action (domain.md §3.1); its reach


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of one door: last seen, whether sources disagree, whether residents reported."""

    seen_on: dt.date | None
    vacant: bool = False
    disagrees: bool = False
    reports: int = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """What the town's doors were seen to do between sights: changes, over so many years watched."""

    changes: int
    years: float

    @property
    def hazard(self) -> float:
        """Changes a door and year; the prior speaks while little was watched."""
        return (self.changes + PRIOR_CHANGES) / (self.years + PRIOR_YEARS)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a street is worth a walk; `score` orders, the rest explains."""

    score: float
    cells: int
    expected: float  # doors that are probably not as we say
    oldest: dt.date | None  # the last sight of the door longest unseen
    never: int
    disagreeing: int
    reports: int
    rate: float | None  # vacant of all
    near: float  # 1 on the threshold, 0 far from it
    recent: float  # share of doors seen in the last twelve months


def doubt(sight: Sight, hazard: float, on: dt.date) -> float:
    """Chance from 0 to 1 that a door is no longer as it was seen."""
    parts = [1.0 if sight.seen_on is None else _aged(sight.seen_on, hazard, on)]
    parts += [DISAGREE] * sight.disagrees + [REPORTED] * min(sight.reports, 3)
    return 1 - math.prod(1 - part for part in parts)


def _aged(seen_on: dt.date, hazard: float, on: dt.date) -> float:
    years = max(0, (on - seen_on).days) / YEAR
    return 1 - math.exp(-hazard * years)


def nearness(rate: float | None) -> float:
    """How near a street's vacancy is to the threshold: 1 on it, 0.37 five points away."""
    return 0.0 if rate is None else math.exp(-abs(rate - THRESHOLD) / NEARNESS)


def reason(sights: Sequence[Sight], hazard: float, on: dt.date) -> Reason:
    """Doubt × weight of one street."""
    expected = sum(doubt(sight, hazard, on) for sight in sights)
    seen = [sight.seen_on for sight in sights if sight.seen_on]
    rate = sum(sight.vacant for sight in sights) / len(sights) if sights else None
    near = nearness(rate)
    return Reason(
        score=expected * (1 + near),
        cells=len(sights),
        expected=expected,
        oldest=min(seen, default=None),
        never=len(sights) - len(seen),
        disagreeing=sum(sight.disagrees for sight in sights),
        reports=sum(sight.reports for sight in sights),
        rate=rate,
        near=near,
        recent=recently(seen, on) / len(sights) if sights else 0.0,
    )


def recently(seen: Iterable[dt.date], on: dt.date, days: int = 365) -> int:
    """How many of these sights are no older than so many days."""
    return sum(0 <= (on - day).days <= days for day in seen)
