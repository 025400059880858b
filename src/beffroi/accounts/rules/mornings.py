"""When a digest is due: at seven in the reader's morning, whatever the clocks do.

Pure functions of an instant and a time zone. A day has one morning, so at most one daily digest;
a week has one Monday morning. A missed morning is caught up later the same day, once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping

from beffroi.accounts.rules.subjects import DAILY, WEEKLY, SubjectError

HOUR = 7
Clocks = Callable[[Mapping[int, Collection[str]]], Mapping[int, dt.tzinfo]]
_clocks: list[Clocks] = []


def tell_time_with(clocks: Clocks) -> None:
    """Who knows the clock of a reader: readers (their numbers) with the codes of the towns that what
    they wait for speaks of in, zones out; a reader left out has the clock of the installation.
    """
    _clocks[:] = [clocks]


def by_clock(
    waiting: Mapping[int, Collection[str]], ours: dt.tzinfo
) -> dict[dt.tzinfo, frozenset[int]]:
    """The readers of each clock."""
    zones = _clocks[0](waiting) if _clocks and waiting else {}
    found: dict[dt.tzinfo, set[int]] = {}
    for reader in waiting:
        found.setdefault(zones.get(reader, ours), set()).add(reader)
    return {zone: frozenset(readers) for zone, readers in found.items()}


def latest_morning(rhythm: str, now: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """The day of the last morning that has come for this rhythm, at this instant."""
    local = now.astimezone(zone)
    day = local.date() if local.hour >= HOUR else local.date() - dt.timedelta(days=1)
    if rhythm == DAILY:
        return day
    if rhythm == WEEKLY:
        return day - dt.timedelta(days=day.weekday())
    raise SubjectError(f"no digest is {rhythm!r}")


def morning_of(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The instant at which the digest of this day closes: what is told later waits for the next."""
    return dt.datetime(day.year, day.month, day.day, HOUR, tzinfo=zone).astimezone(dt.UTC)
