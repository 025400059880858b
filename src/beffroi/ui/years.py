"""The ten-year strip of one premises: where each period stands between two dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Period:
    """One state: `key` is a family, "vacant" or "unknown"; `end` None: it lasts.

    `start` None: nobody knows since when (the bar then begins with a torn edge).
    """

    key: str
    label: str | Promise
    start: dt.date | None
    end: dt.date | None = None
    note: str | Promise = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One period in percent of the strip's width."""

    period: Period
    x: float
    width: float
    open_start: bool
    lasting: bool


@dataclass(frozen=True, slots=True)
class Tick:
    year: int
    x: float
    anchor: str


def bars(periods: Sequence[Period], since: dt.date, until: dt.date) -> list[Bar]:
    """The periods that touch [since, until), clipped to it."""
    span = (until - since).days
    if span <= 0:
        raise ValueError("the strip must end after it begins")
    shown = []
    for period in periods:
        start, end = max(period.start or since, since), min(period.end or until, until)
        if end > start:
            x, width = (start - since).days / span * 100, (end - start).days / span * 100
            lasting = period.end is None or period.end > until
            shown.append(Bar(period, round(x, 3), round(width, 3), period.start is None, lasting))
    return shown


def ticks(since: dt.date, until: dt.date, *, most: int = 6) -> list[Tick]:
    """A few first-of-January marks, far enough apart to read at 320 px."""
    span = (until - since).days
    years = [
        year for year in range(since.year, until.year + 1) if since <= dt.date(year, 1, 1) < until
    ]
    step = max(1, -(-len(years) // most))
    shown = []
    for year in years[::step]:
        x = round((dt.date(year, 1, 1) - since).days / span * 100, 3)
        shown.append(Tick(year, x, "start" if x < 4 else "end" if x > 94 else "middle"))
    return shown
