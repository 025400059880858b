"""What readers of the outside yield: plain values, no table, no town.

Coordinates are WGS 84 degrees, longitude first (GeoJSON order). Dates are `datetime.date`.
A reader yields records and faults in file order; it never raises for one bad row, and raises
`UnreadableSource` (with a sentence for the person) when the file as a whole cannot be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

GroundKind = Literal[
    "building", "water", "green", "road", "path", "rail", "car_park", "marketplace", "square"
]


class UnreadableSource(Exception):
    """The file cannot be read at all; `sentence` says to the person what to do."""

    def __init__(self, sentence: str, *, code: str = "unreadable") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


@dataclass(frozen=True, slots=True)
class Fault:
    """One refusal or doubt: where it stands, what was read, what was expected."""

    code: str  # stable word for programs: "clipped_way", "unknown_tag", "bad_siret" …
    sentence: str  # for the person, in the source language (French)
    ref: str = ""  # "way/123", a SIRET …
    line: int | None = None
    column: str = ""
    value: str = ""
    expected: str = ""
    severity: Literal["refused", "doubtful", "note"] = "refused"


@dataclass(frozen=True, slots=True)
class PremisesSeen:
    """One premises as a source shows it on a date."""

    ref: str  # stable in its source: "node/123", "round/…"
    lon: float
    lat: float
    state: str  # "occupied" or "vacant" from a map; any PremisesState kind from a round
    name: str = ""
    sign: str = ""  # brand, as written
    network_ref: str = ""  # wikidata id of the brand, when given
    activity: str = ""  # subfamily code of the country pack's nomenclature
    family: str = ""
    trade_tag: str = ""  # what decided the family: "shop=bakery", "NAF 10.71C"
    house_number: str = ""
    street_name: str = ""
    opening_hours: str = ""
    phone: str = ""
    website: str = ""
    wheelchair: str = ""
    footprint: Mapping[str, Any] | None = None  # GeoJSON Polygon when the source draws it
    building_ref: str = ""
    low_flow: bool = False  # bank, surgery, office in a shopfront: rates are given with and without
    personal_service: bool = False
    frontage_m: float | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StreetSeen:
    """One named way of a source; streets are joined by name by the context that stores them."""

    ref: str
    name: str
    kind: str  # OSM highway value
    line: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class GroundSeen:
    """One thing drawn under the premises: building, water, car park…"""

    ref: str
    kind: GroundKind
    geometry: Mapping[str, Any]  # GeoJSON
    name: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EstablishmentSeen:
    """One row of the register's current stock (StockEtablissement or a list export)."""

    siret: str
    active: bool
    created_on: dt.date | None
    naf: str
    nomenclature: str  # "NAFRev2", "NAFRev1", "NAF1993", "NAP", "NAF2025"
    commune: str  # INSEE code
    partial_diffusion: bool  # status P: never shown by name, never in an outreach list
    sign: str = ""
    headcount_band: str = ""
    house_number: str = ""
    street_name: str = ""
    postcode: str = ""
    lon: float | None = None
    lat: float | None = None
    is_head_office: bool = False


@dataclass(frozen=True, slots=True)
class EstablishmentPeriodSeen:
    """One period of an establishment's history; `end` is exclusive, None while it runs."""

    siret: str
    start: dt.date | None
    end: dt.date | None
    active: bool
    naf: str
    nomenclature: str
    commune: str
    headcount_band: str = ""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the file says of itself; `as_of` is the date its content was true."""

    kind: str  # "osm", "sirene_stock", "sirene_history", "sirene_list", "survey", "simulated"
    as_of: dt.date | None = None
    licence: str = ""
    attribution: str = ""
    url: str = ""
