"""How sightings become a timeline. Values only: no database, no clock.

A first sight is never an opening: the first segment has no known start, only the day it was first
seen. Between two sightings that differ, the change is dated from the second: the day it is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
UNKNOWN = "unknown"  # a state that was written, and that nobody could read


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
    return _joined(Segment(start, end, on, value) for (on, value), start, end in spans)


def _joined(segments: Iterable[Segment[Value]]) -> tuple[Segment[Value], ...]:
    """Neighbours of equal value made one."""
    joined: list[Segment[Value]] = []
    for segment in segments:
        if joined and joined[-1].value == segment.value and joined[-1].end == segment.start:
            joined[-1] = replace(joined[-1], end=segment.end)
        else:
            joined.append(segment)
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Occupant:
    """Who stands behind the window, as seen from the pavement."""

    name: str = ""
    activity: str = ""
    family: str = ""
    network_ref: str = ""
    trade_tag: str = ""
    low_flow: bool = False
    personal_service: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """What a sighting says of a cell: its state, and its occupant when it has one."""

    state: str
    occupant: Occupant | None = None

    def as_data(self) -> dict[str, Any]:
        """For a JSON column; empty attributes are left out."""
        if self.occupant is None:
            return {}
        return {word: value for word, value in asdict(self.occupant).items() if value}

    @classmethod
    def from_data(cls, state: str, occupant: dict[str, Any]) -> Situation:
        """Back from the columns of an observation."""
        return cls(state, Occupant(**occupant) if occupant else None)


def states_of(segments: Iterable[Segment[Situation]]) -> tuple[Segment[str], ...]:
    """The states alone; a change of occupant does not cut them."""
    cut = tuple(Segment(s.start, s.end, s.seen_on, s.value.state) for s in segments)
    return _joined(cut)


def occupants_of(segments: Iterable[Segment[Situation]]) -> tuple[Segment[Occupant], ...]:
    """The occupants alone, without the empty spells; works by a taker do not cut them.

    Nor does a sighting whose state nobody could say: it is no departure, whoever was there is held
    to be there still.
    """
    kept: list[Segment[Occupant | None]] = []
    for s in segments:
        if s.value.state != UNKNOWN:
            kept.append(Segment(s.start, s.end, s.seen_on, s.value.occupant))
        elif kept:
            kept[-1] = replace(kept[-1], end=s.end)
    cut = (Segment(s.start, s.end, s.seen_on, s.value) for s in kept if s.value is not None)
    return _joined(cut)
