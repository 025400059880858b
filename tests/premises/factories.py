"""Towns and sightings that build the least."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from beffroi.accounts.models import Person
from beffroi.premises import writes
from beffroi.premises.models import Premises
from beffroi.sources.records import PremisesSeen, SourceFacts, StreetSeen
from beffroi.territory import writes as territory
from beffroi.territory.models import Source, Town

D19, D21, D23 = dt.date(2019, 9, 9), dt.date(2021, 5, 3), dt.date(2023, 5, 2)


def town(code: str = "99001", name: str = "Essai", **facts: Any) -> Town:
    """An open town with nothing in it."""
    return territory.open_town(insee_code=code, name=name, by=None, **facts)


def source(of: Town, on: dt.date, kind: str = "osm", complete: str | None = None) -> Source:
    """A source of that day; `complete` is the share of doors it saw, None: nobody knows."""
    made = territory.add_source(town=of, facts=SourceFacts(kind, as_of=on), label=f"{kind} {on}")
    share = None if complete is None else Decimal(complete)
    writes.state_coverage(source=made, stock=share, vacancy=share, activity=share)
    return made


def seen(ref: str, state: str = "occupied", lon: float = 0.0, **facts: Any) -> PremisesSeen:
    """A door of the test street; occupied ones sell bread unless told otherwise."""
    if state == "occupied":
        facts = {"name": ref, "activity": "boulangerie-patisserie", "family": "alimentaire"} | facts
    return PremisesSeen(ref=ref, lon=lon, lat=46.0001, state=state, **facts)


def observe(of: Town, on: dt.date, *doors: PremisesSeen, **more: Any) -> writes.SightingCounts:
    """Tell sightings of a day."""
    told = more.pop("source", None) or source(of, on)
    return writes.observe(town=of, source=told, scheme="osm", seen=doors, on=on, **more)


def two_streets(of: Town) -> None:
    """Two parallel streets about 44 m apart, running east."""
    ways = [
        StreetSeen("way/1", "Rue du Four", "residential", ((-0.01, 46.0), (0.01, 46.0))),
        StreetSeen("way/2", "Rue de l’Orme", "residential", ((-0.01, 46.0004), (0.01, 46.0004))),
    ]
    territory.store_streets(town=of, streets=ways)


def person(name: str = "Ada", **facts: Any) -> Person:
    """Somebody who may sign in."""
    return Person.objects.create_person(f"{name.lower()}@example.org", name, **facts)


def advisor_of(of: Town, name: str = "Ada") -> Person:
    """An advisor of this town."""
    who = person(name)
    territory.give_role(
        person=who, town=of, role="commerce_advisor", start=dt.date(2015, 1, 1), by=None
    )
    return who


def street_with_a_doubt() -> Town:
    """One street with an open and an empty door, one door between two streets."""
    place = town(lon=0.0, lat=46.0)
    two_streets(place)
    doors = [
        seen("node/1", name="Au Levain"),
        seen("node/2", "vacant", lon=0.001),
        seen("node/3", lon=0.002, name="Entre deux"),
    ]
    observe(place, D19, *doors)
    between = Premises.objects.of(place).filter(refs__value="node/3")
    between.update(lat=46.00019)
    writes.place_on_streets(town=place, noted={}, scheme="osm")
    writes.place_within(
        town=place,
        perimeter=territory.add_perimeter(
            town=place,
            kind="extract",
            name="Étendue",
            by=None,
            is_default=True,
            geometry=writes.observed_outline(place, margin_m=60),
        ),
    )
    return place
