"""What a year of an agreement came to: where each action goes in its review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from beffroi.programme.rules.status import Status


class Part(StrEnum):
    """The part of a review an action is told in."""

    DONE = "done"
    LATE = "late"
    RUNNING = "running"
    DROPPED = "dropped"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Worked:
    """An action as its review reads it. `steps`: the days its steps were done; `moved`: last change."""

    status: str
    start: dt.date | None = None
    end: dt.date | None = None
    steps: tuple[dt.date, ...] = ()
    moved: dt.date | None = None
    slips: bool = False  # what dates say today (rules.delays): asked of the year that runs
    missed: tuple[str, dt.date] | None = None  # the first step of the year left undone at its end


def last_day(year: int, today: dt.date) -> dt.date:
    """The day a review speaks of: the last of its year, today while the year runs."""
    return min(dt.date(year, 12, 31), today)


def over_on(one: Worked) -> dt.date | None:
    """The day an action was done or abandoned: its last step, else its last day, else its last change.

    Nobody types that day: an abandoned action ends the day somebody said so.
    """
    if one.status == Status.ABANDONED:
        return one.moved
    if one.status != Status.DONE:
        return None
    return max(one.steps, default=None) or one.end or one.moved


def part_of(one: Worked, year: int, on: dt.date) -> Part | None:
    """Where the review of `year`, as of `on`, tells this action; None when it has nothing to say."""
    ended = over_on(one)
    if ended is not None and ended.year < year:
        return None
    if ended is not None and ended <= on:
        return Part.DROPPED if one.status == Status.ABANDONED else Part.DONE
    if one.end is not None and one.end < on:
        return Part.LATE
    if one.missed is not None or (one.slips and ended is None):
        return Part.LATE
    if one.start is not None and one.start <= on:
        return Part.RUNNING
    return Part.RUNNING if one.status == Status.IN_PROGRESS else Part.NEXT


def first_missed(
    steps: Iterable[tuple[str, dt.date, dt.date | None]], on: dt.date
) -> tuple[str, dt.date] | None:
    """Of (title, planned, done) steps, the first that was planned by this day and not done by it."""
    left = [
        (planned, title)
        for title, planned, done in steps
        if planned <= on and not (done and done <= on)
    ]
    return min(left)[::-1] if left else None


def years_of(
    first: dt.date | None, last: dt.date | None, today: dt.date, written: Iterable[int] = ()
) -> list[int]:
    """The years an agreement may be reviewed for, the latest first: those it ran, up to this one."""
    known = set(written)
    if first is not None:
        until = min(last or today, today).year
        known |= set(range(first.year, until + 1))
    return sorted(known, reverse=True)
