"""What the fictional town is made of. Values only: whoever stores them chooses the tables.

Every interval is half-open, [start, end): `start` None means "before anyone looked", `end` None
"still so". Refs are stable for a seed. Every record is simulated and must be marked so when shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from beffroi.sources.records import GroundSeen, SourceFacts, StreetSeen

StateKind = Literal[
    "occupied", "vacant", "works_with_taker", "works_unknown",
    "non_commercial_use", "seasonal_closed", "demolished_merged",
]  # fmt: skip
NetworkKind = Literal["", "integrated", "franchise", "coop"]


@dataclass(frozen=True, slots=True)
class Network:
    """An invented chain; `activity` is a subfamily code."""

    slug: str
    name: str
    kind: NetworkKind
    activity: str


@dataclass(frozen=True, slots=True)
class Premises:
    """One cell. `footprint` is GeoJSON (WGS 84), the ground floor behind its shop window."""

    ref: str
    street: str
    side: Literal["left", "right"]  # of the street's direction as drawn
    house_number: str  # odd on the left, even on the right, growing along the street
    along_m: float  # middle of the façade along the street, metres from its beginning
    frontage_m: float
    area_class: Literal["<300", "300-1000", ">1000"]
    sales_area_m2: int
    position: Literal["mid", "corner"]
    lon: float
    lat: float
    footprint: Mapping[str, Any]
    building_ref: str
    fringe: float  # 0 the heart of the town, 1 its edge
    existing_from: dt.date | None = None  # set when born of a merge or a split
    existing_to: dt.date | None = None  # set when merged or split away
    parents: tuple[str, ...] = ()
    zone: Literal["centre", "edge"] = "centre"


@dataclass(frozen=True, slots=True)
class State:
    """What a premises truly was, over [start, end)."""

    premises: str
    kind: StateKind
    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True, slots=True)
class Occupancy:
    """One occupant of one premises over [start, end); `shop` is stable through a move or merge."""

    premises: str
    shop: str
    sign: str
    activity: str  # subfamily code of domain/naf_families.csv
    family: str
    network: str  # slug, "" for an independent
    start: dt.date | None
    end: dt.date | None
    opening_hours: str = ""
    personal_service: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One survey of the centre. `completeness` is seen / planned, measured on the observations."""

    ref: str
    name: str
    start: dt.date
    end: dt.date  # exclusive
    published_on: dt.date
    planned: int
    seen: int
    missed_streets: tuple[str, ...] = ()
    protocol_version: str = "relevé 1.0"

    @property
    def completeness(self) -> float:
        return self.seen / self.planned

    @property
    def whole(self) -> bool:
        """Every planned street was walked: a rate and a trend may rest on it."""
        return not self.missed_streets


@dataclass(frozen=True, slots=True)
class Observation:
    """What the surveyor wrote at one door. `recorded_to` is set when it was corrected later."""

    ref: str
    round: str
    premises: str
    seen_at: dt.date
    state: StateKind
    activity: str
    sign: str
    recorded_from: dt.date
    recorded_to: dt.date | None = None
    corrects: str = ""  # ref of the observation this one replaces
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A milestone of the town's story, for captions: `title` is a French sentence."""

    on: dt.date
    kind: Literal["edge_store", "action", "merge", "split", "conversion"]
    title: str
    premises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Perimeter:
    """A named polygon (GeoJSON, WGS 84). `valid_from` None: since always."""

    slug: str
    name: str
    kind: Literal["commune", "town_centre", "ort_sector", "activity_zone"]
    geometry: Mapping[str, Any]
    valid_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FictionalTown:
    """The whole town: plan, truth, what the rounds saw of it."""

    name: str
    code: str  # "00001": there is no departement 00
    slug: str
    facts: SourceFacts
    population: Mapping[int, int]
    streets: tuple[StreetSeen, ...]
    ground: tuple[GroundSeen, ...]
    perimeters: tuple[Perimeter, ...]
    networks: tuple[Network, ...]
    premises: tuple[Premises, ...]
    states: tuple[State, ...]
    occupancies: tuple[Occupancy, ...]
    rounds: tuple[Round, ...]
    observations: tuple[Observation, ...]
    events: tuple[Event, ...]
