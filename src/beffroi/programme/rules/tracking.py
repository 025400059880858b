"""How far an indicator is on the way from its baseline to its target, in words and as a share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NEAR = dt.timedelta(days=366)  # a national value older than a year says nothing of the day


class Way(StrEnum):
    """Where the measured value stands between baseline and target."""

    REACHED = "reached"
    CLOSER = "closer"
    STILL = "still"
    FARTHER = "farther"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day; `source` in words."""

    on: dt.date
    value: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """`share` of the way gone: 0 at the baseline, 1 at the target; None when it cannot be told."""

    way: Way
    share: Decimal | None = None
    overdue: bool = False  # the day of the target has passed and it is not reached


def progress(
    *,
    baseline: Decimal | None,
    target: Decimal | None,
    measured: Decimal | None,
    rises: bool,
    target_on: dt.date | None = None,
    on: dt.date | None = None,
) -> Progress:
    """Where `measured` stands; `rises`: the indicator is better when it goes up."""
    if measured is None or target is None:
        return Progress(Way.UNKNOWN)
    if measured >= target if rises else measured <= target:
        return Progress(Way.REACHED, Decimal(1))
    overdue = target_on is not None and on is not None and target_on < on
    if baseline is None or baseline == target:
        return Progress(Way.UNKNOWN, None, overdue)
    share = (measured - baseline) / (target - baseline)
    way = Way.STILL if share == 0 else Way.CLOSER if share > 0 else Way.FARTHER
    return Progress(way, share, overdue)


def last(points: Iterable[Point], on: dt.date | None = None) -> Point | None:
    """The latest value, not after `on`."""
    known = [point for point in points if on is None or point.on <= on]
    return max(known, key=lambda point: point.on, default=None)


@dataclass(frozen=True, slots=True)
class Gap:
    """The local value less the national one known on that day."""

    on: dt.date
    local: Decimal
    national: Decimal
    known: dt.date  # of the national value
    source: str = ""

    @property
    def value(self) -> Decimal:
        """Local minus national, in the indicator's unit."""
        return self.local - self.national


def gaps(local: Sequence[Point], national: Sequence[Point]) -> list[Gap]:
    """Local minus national on each local day; days without a national value of the year are left."""
    found = []
    for point in sorted(local, key=lambda one: one.on):
        near = last(national, point.on)
        if near is not None and point.on - near.on <= NEAR:
            found.append(Gap(point.on, point.value, near.value, near.on, near.source))
    return found


def own_share(found: Sequence[Gap]) -> Decimal | None:
    """What the town moved more than the country between the first and last days.

    None for one day, or where the country has one value only: it is not known to have stood still.
    """
    if not found or found[0].known == found[-1].known:
        return None
    return found[-1].value - found[0].value
