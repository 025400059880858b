"""How dated statements become a timeline, of doors as of shops. Values only: no database, no clock.

A first sight is never an opening: the first segment has no known start, only the day it was first
seen. Between two sightings that differ, the change is dated from the second: the day it is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Segment(Generic[Value]):
    """One situation over [start, end); `start` None: begun before anyone looked."""

    start: dt.date | None
    end: dt.date | None
    seen_on: dt.date  # first sight inside the segment
    value: Value

    def holds(self, on: dt.date) -> bool:
        """Whether the segment covers this day."""
        begun = self.start is None or self.start <= on
        return begun and (self.end is None or on < self.end)


def timeline(sightings: Iterable[tuple[dt.date, Value]]) -> tuple[Segment[Value], ...]:
    """What all sightings together say, whatever the order they came in.

    Of two sightings of the same day the later in the list counts; no sighting says nothing.
    """
    days = sorted(dict(sightings).items())
    if not days:
        return ()
    starts: list[dt.date | None] = [None, *(on for on, _ in days[1:])]
    ends: list[dt.date | None] = [*(on for on, _ in days[1:]), None]
    spans = zip(days, starts, ends, strict=True)
    return joined(Segment(start, end, on, value) for (on, value), start, end in spans)


def joined(segments: Iterable[Segment[Value]]) -> tuple[Segment[Value], ...]:
    """Neighbours of equal value made one."""
    joined: list[Segment[Value]] = []
    for segment in segments:
        if joined and joined[-1].value == segment.value and joined[-1].end == segment.start:
            joined[-1] = replace(joined[-1], end=segment.end)
        else:
            joined.append(segment)
    return tuple(joined)
