"""Hours that were not counted, and hours that a counter in trouble counted.

A counter that has fallen silent says 0 and one that hangs repeats itself: such hours would pass for
empty streets. They are left out of every figure, and told. The bounds are ours [J].
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Literal

from beffroi.place.rules.hours import HOUR, Hours

SILENT = 4  # zeros in a row, where a usual hour of that time counts `BUSY` or more
BUSY = 20
STUCK = 6  # times the same number, `BUSY` or more, hour after hour
Why = Literal["missing", "silent", "stuck"]


@dataclass(frozen=True, slots=True)
class Gap:
    """From the first hour without a count to the first with one again."""

    start: dt.datetime
    end: dt.datetime
    why: Why

    @property
    def hours(self) -> int:
        """Its length."""
        return (self.end - self.start) // HOUR


def gaps(hours: Hours) -> list[Gap]:
    """Every gap between the first and the last hour counted, in order."""
    found = [*_missing(sorted(hours.counts)), *_silent(hours), *_stuck(hours)]
    return sorted(found, key=lambda gap: gap.start)


def sound(hours: Hours) -> Hours:
    """The same counts without the hours of a counter in trouble."""
    return hours.without(
        gap.start + n * HOUR
        for gap in gaps(hours)
        if gap.why != "missing"
        for n in range(gap.hours)
    )


def _missing(seen: Sequence[dt.datetime]) -> Iterator[Gap]:
    for before, after in pairwise(seen):
        if after - before > HOUR:
            yield Gap(before + HOUR, after, "missing")


def _runs(hours: Hours) -> Iterator[tuple[int, list[dt.datetime]]]:
    """Hours in a row that count the same."""
    ordered = sorted(hours.counts)
    place = {at: n for n, at in enumerate(ordered)}

    def alike(at: dt.datetime) -> tuple[int, dt.datetime]:
        return hours.counts[at], at - place[at] * HOUR  # the same as long as no hour is missing

    for (count, _start), run in groupby(ordered, key=alike):
        yield count, list(run)


def _silent(hours: Hours) -> Iterator[Gap]:
    usual = usual_hours(hours)
    for count, run in _runs(hours):
        heard = [at for at in run if usual.get(_slot(hours, at), 0) >= BUSY]
        if count == 0 and len(heard) >= SILENT:
            yield Gap(run[0], run[-1] + HOUR, "silent")


def _stuck(hours: Hours) -> Iterator[Gap]:
    for count, run in _runs(hours):
        if count >= BUSY and len(run) >= STUCK:
            yield Gap(run[0], run[-1] + HOUR, "stuck")


def usual_hours(hours: Hours) -> dict[tuple[bool, int], float]:
    """The median count of each hour of the wall, Sundays apart; zeros are heard only if usual."""
    slots: dict[tuple[bool, int], list[int]] = {}
    for at, count in hours.counts.items():
        slots.setdefault(_slot(hours, at), []).append(count)
    return {slot: median(counts) for slot, counts in slots.items()}


def _slot(hours: Hours, at: dt.datetime) -> tuple[bool, int]:
    local = at.astimezone(hours.zone)
    return local.weekday() == 6, local.hour
