"""An event against like days: how many more passed, and whether that is out of the ordinary.

The hours of the event are held against the same hours of the four nearest days alike (weekday, school
or not), without event or gap. The interval is that of one more day like those: Student's, on the
logarithm of the counts, `t · s · √(1 + 1/n)`, with `s` no less than what passers-by who come one by
one already vary (Poisson); an event inside it does not stand out.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Literal

from beffroi.place.rules.days import Calendar
from beffroi.place.rules.hours import HOUR, Hours

LIKE, LEAST = 4, 3  # days wanted; with fewer than three nothing is said
FAR = 70  # days: beyond ten weeks another season begins
# Student's t, 97.5 %, by degrees of freedom.
T = {2: 4.303, 3: 3.182}
Verdict = Literal["above", "below", "ordinary", "cannot_tell"]


@dataclass(frozen=True, slots=True)
class LikeDay:
    """A day alike, and what the event's hours count on it."""

    day: dt.date
    counted: int


@dataclass(frozen=True, slots=True)
class EventEffect:
    """What the event's hours counted, the days alike, and what one more such day would count.

    `usual`, `low` and `high` are passages; None when nothing can be told (`why`).
    """

    counted: int
    like: tuple[LikeDay, ...]
    usual: float | None = None
    low: float | None = None
    high: float | None = None
    why: Literal["", "gap", "few", "empty"] = ""

    @property
    def verdict(self) -> Verdict:
        """Whether the event stands out from days alike."""
        if self.low is None or self.high is None:
            return "cannot_tell"
        if self.counted > self.high:
            return "above"
        return "below" if self.counted < self.low else "ordinary"

    @property
    def ratio(self) -> float | None:
        """Counted over usual: 1.3 is thirty per cent more."""
        return self.counted / self.usual if self.usual else None


def effect(
    hours: Hours,
    calendar: Calendar,
    start: dt.datetime,
    end: dt.datetime,
    busy: Collection[dt.date] = (),
) -> EventEffect:
    """The effect of what happened from `start` to `end` (instants); `busy` days had events too."""
    slots = tuple(_slots(hours, start, end))
    counted = _count(hours, slots, 0)
    if counted is None or not slots:
        return EventEffect(counted or 0, (), why="gap")
    like = tuple(_alike(hours, calendar, slots, busy))
    if len(like) < LEAST:
        return EventEffect(counted, like, why="few")
    if not all(one.counted for one in like):
        return EventEffect(counted, like, why="empty")
    return _held(counted, like)


def _held(counted: int, like: tuple[LikeDay, ...]) -> EventEffect:
    logs = [math.log(one.counted) for one in like]
    middle, n = fmean(logs), len(logs)
    least = math.sqrt(1 / math.exp(middle))  # passers-by come one by one: Poisson at the least
    wide = T[n - 1] * max(stdev(logs), least) * math.sqrt(1 + 1 / n)
    low, high = math.exp(middle - wide), math.exp(middle + wide)
    return EventEffect(counted, like, math.exp(middle), low, high)


def _slots(hours: Hours, start: dt.datetime, end: dt.datetime) -> Iterator[tuple[dt.date, int]]:
    """The hours of the wall that lie wholly or partly in the event, with their day."""
    at = start.replace(minute=0, second=0, microsecond=0)
    while at < end:
        local = at.astimezone(hours.zone)
        yield local.date(), local.hour
        at += HOUR


def _count(hours: Hours, slots: tuple[tuple[dt.date, int], ...], later: int) -> int | None:
    """The same hours so many days later; None when one of them was not counted."""
    total = 0
    for day, hour in slots:
        there = [at for at in hours.of(day + dt.timedelta(days=later)) if hours.local(at) == hour]
        if not there:
            return None
        total += hours.counts[there[0]]
    return total


def _alike(
    hours: Hours,
    calendar: Calendar,
    slots: tuple[tuple[dt.date, int], ...],
    busy: Collection[dt.date],
) -> Iterator[LikeDay]:
    """The nearest days alike, before and after in turn."""
    days = sorted({day for day, _hour in slots})
    kinds = [calendar.class_of(day) for day in days]
    found = 0
    for apart in range(7, FAR + 1, 7):
        for later in (-apart, apart):
            there = [day + dt.timedelta(days=later) for day in days]
            if [calendar.class_of(day) for day in there] != kinds or set(there) & set(busy):
                continue
            counted = _count(hours, slots, later)
            if counted is not None and found < LIKE:
                found += 1
                yield LikeDay(there[0], counted)
