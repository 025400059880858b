"""What a sighting says of a cell, and what all of them say of its states and its occupants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from beffroi.kernel.timeline import Segment, joined, timeline

__all__ = ["Occupant", "Segment", "Situation", "joined", "occupants_of", "states_of", "timeline"]
UNKNOWN = "unknown"  # a state that was written, and that nobody could read


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
    return joined(cut)


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
    return joined(cut)
