"""What a reading gathers, element by element."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from beffroi.sources.osm.ground import Found
from beffroi.sources.records import Fault, GroundSeen, PremisesSeen, StreetSeen


@dataclass(frozen=True, slots=True)
class OutOfField:
    """An establishment the observatory leaves out, and why (a subfamily of the country pack)."""

    ref: str
    tag: str
    reason: str
    name: str = ""


@dataclass
class Harvest:
    premises: list[PremisesSeen] = field(default_factory=list)
    streets: list[StreetSeen] = field(default_factory=list)
    ground: list[GroundSeen] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    outside: list[OutOfField] = field(default_factory=list)
    unknown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, found: Iterable[Found]) -> None:
        for record in found:
            if isinstance(record, StreetSeen):
                self.streets.append(record)
            elif isinstance(record, GroundSeen):
                self.ground.append(record)
            else:
                self.faults.append(record)
