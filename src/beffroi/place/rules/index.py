"""The index of a week: what was counted over what the same hours count in the weeks of reference.

`100 × F(week) / F(reference week)`, same calendar class (domain/indicators.csv, footfall_index).
Each hour is held against the mean of the same hour, weekday and class in the weeks of reference, so
that an hour missing on one side is missing on both, and a week of holidays is not held against one
of school.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.place.rules.days import Calendar, DayClass
from beffroi.place.rules.hours import Hours, hours_of

ENOUGH = 0.8  # share of the week's hours that must be comparable [J]
WEEK = dt.timedelta(days=7)
Slot = tuple[DayClass, int]


@dataclass(frozen=True, slots=True)
class Reference:
    """The mean count of an hour of a day of a class, over the weeks of reference."""

    first: dt.date
    last: dt.date
    means: Mapping[Slot, float]


@dataclass(frozen=True, slots=True)
class WeekIndex:
    """One week: `index` None when too few of its hours can be compared (`share`)."""

    monday: dt.date
    counted: int
    expected: float
    share: float

    @property
    def index(self) -> float | None:
        """100 is as in the weeks of reference."""
        if self.share < ENOUGH or self.expected <= 0:
            return None
        return 100 * self.counted / self.expected


def reference(hours: Hours, calendar: Calendar, first: dt.date, last: dt.date) -> Reference:
    """What the weeks from `first` to `last` (both within) count, hour by hour and class by class."""
    sums: dict[Slot, list[int]] = {}
    for day in hours.days:
        if first <= day <= last:
            kind = calendar.class_of(day)
            for at in hours.of(day):
                sums.setdefault((kind, hours.local(at)), []).append(hours.counts[at])
    means = {slot: sum(counts) / len(counts) for slot, counts in sums.items()}
    return Reference(first, last, means)


def week_index(hours: Hours, calendar: Calendar, against: Reference, monday: dt.date) -> WeekIndex:
    """The index of the week that begins on `monday`."""
    counted, expected, compared, every = 0, 0.0, 0, 0
    for n in range(7):
        day = monday + dt.timedelta(days=n)
        kind = calendar.class_of(day)
        every += hours_of(day, hours.zone)
        for at in hours.of(day):
            mean = against.means.get((kind, hours.local(at)))
            if mean is not None:
                counted, expected, compared = (
                    counted + hours.counts[at],
                    expected + mean,
                    compared + 1,
                )
    return WeekIndex(monday, counted, expected, compared / every)


def indices(hours: Hours, calendar: Calendar, against: Reference) -> list[WeekIndex]:
    """Each whole week from the first to the last hour counted, silent ones too."""
    if not hours.days:
        return []
    start = hours.days[0] + dt.timedelta(days=-hours.days[0].weekday() % 7)
    weeks = (hours.days[-1] - start).days // 7 + 1
    return [week_index(hours, calendar, against, start + n * WEEK) for n in range(weeks)]


def together(weeks: Iterable[WeekIndex]) -> WeekIndex | None:
    """Several counters in one week: sums over the hours each can compare; None without any.

    A counter without an index that week is left out: it would weigh without being comparable.
    """
    kept: Sequence[Any] = [one for one in weeks if one.index is not None]
    if not kept:
        return None
    return WeekIndex(
        kept[0].monday,
        sum(one.counted for one in kept),
        sum(one.expected for one in kept),
        min(one.share for one in kept),
    )
