"""Invented series of counts for the tests: a calm town where the market and the school year show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from beffroi.place.rules.hours import HOUR, Hours, midnight

PARIS = ZoneInfo("Europe/Paris")
MONDAY = dt.date(2025, 1, 6)
Rate = Callable[[dt.date, int], int]


def usual(day: dt.date, hour: int) -> int:
    """Shops open from nine to nineteen; twice as many on Saturdays, few on Sundays."""
    if not 9 <= hour < 19:
        return 3
    return {5: 200, 6: 30}.get(day.weekday(), 100) + hour


def series(first: dt.date, days: int, rate: Rate = usual) -> dict[dt.datetime, int]:
    """Every hour from the first day on, by instant."""
    at, end = midnight(first, PARIS), midnight(first + dt.timedelta(days=days), PARIS)
    found = {}
    while at < end:
        local = at.astimezone(PARIS)
        found[at] = rate(local.date(), local.hour)
        at += HOUR
    return found


def hours(first: dt.date = MONDAY, days: int = 140, rate: Rate = usual) -> Hours:
    """The same as a counter's hours."""
    return Hours(PARIS, series(first, days, rate))
