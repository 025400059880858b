"""A small invented town for the tests that publish: three streets, two rounds or one map."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

from beffroi.accounts.rules import roles
from beffroi.premises import writes as premises
from beffroi.premises.models import Premises
from beffroi.sources.records import PremisesSeen, SourceFacts, StreetSeen
from beffroi.territory import writes as territory
from beffroi.territory.models import Source, Street, Town

FIRST, SECOND = dt.date(2024, 5, 14), dt.date(2025, 5, 13)
LON, LAT = 2.0, 47.0
FAMILIES = ("alimentaire", "equipement_personne", "cafes_hotels_restaurants", "services")
STREETS = ("Rue de la Halle", "Rue du Pressoir", "Quai des Tanneurs")


def town(name: str = "Saint-Vire", code: str = "00042") -> Town:
    """A town with three streets and a centre around them."""
    made = territory.open_town(
        insee_code=code, name=name, by=None, population=6_400, is_fictional=True
    )
    territory.store_streets(
        town=made,
        streets=[
            StreetSeen(f"way/{n}", street, "residential", ((LON, LAT + n / 1000), (LON + 0.004, LAT + n / 1000)))
            for n, street in enumerate(STREETS)
        ],
    )  # fmt: skip
    territory.add_perimeter(
        town=made, kind="town_centre", name="Centre-ville", geometry=_square(), by=None, is_default=True
    )  # fmt: skip
    return made


def _square() -> dict[str, Any]:
    west, south, east, north = LON - 0.001, LAT - 0.001, LON + 0.005, LAT + 0.003
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def seen(vacant: int = 5, total: int = 45) -> list[PremisesSeen]:
    """Doors in a row in each street; the first `vacant` of them empty."""
    return [_door(n, empty=n < vacant) for n in range(total)]


def _door(n: int, *, empty: bool) -> PremisesSeen:
    street, place = n % 3, n // 3
    facts: dict[str, Any] = {
        "ref": f"door/{n}",
        "lon": LON + place * 0.0002,
        "lat": LAT + street / 1000 + 0.00005,
    }
    if empty:
        return PremisesSeen(state="vacant", **facts)
    return PremisesSeen(
        state="occupied", name=f"Boutique {n}", family=FAMILIES[n % 4], activity="boulangerie-patisserie", **facts
    )  # fmt: skip


def mapped(place: Town, vacant: int = 5, total: int = 45, on: dt.date = FIRST) -> Source:
    """A map of unknown completeness."""
    source = _source(place, "osm", on)
    premises.state_coverage(
        source=source, stock=None, vacancy=None, activity=None, note="Personne n’a tout vu."
    )
    _observe(place, source, seen(vacant, total), on)
    return source


def surveyed(place: Town, vacant: int = 5, total: int = 45, on: dt.date = SECOND) -> Source:
    """A complete round."""
    source = _source(place, "survey", on)
    round_ = premises.store_round(
        town=place, source=source, perimeter=None, name=f"Relevé {on}", started_on=on, ended_on=on,
        completeness=Decimal(1),
    )  # fmt: skip
    _observe(place, source, seen(vacant, total), on, round=round_)
    return source


def _source(place: Town, kind: str, on: dt.date) -> Source:
    facts = SourceFacts(
        kind=kind, as_of=on, licence="ODbL-1.0", attribution="Arpenteurs de Saint-Vire"
    )
    return territory.add_source(
        town=place, facts=facts, label=f"Relevé du {on:%d/%m/%Y}", is_simulated=True
    )


def _observe(
    place: Town, source: Source, doors: list[PremisesSeen], on: dt.date, **more: Any
) -> None:
    premises.observe(town=place, source=source, scheme="test", seen=doors, on=on, **more)
    streets = {street.name: street for street in Street.objects.of(place)}
    cells = list(Premises.objects.of(place).order_by("pk"))
    for n, cell in enumerate(cells):
        cell.street = streets[STREETS[n % 3]]
        cell.side, cell.along_m = ("left" if n % 2 else "right"), float(n)
    Premises.objects.across_towns().bulk_update(cells, ["street", "side", "along_m"])
    for row in place.perimeters.all():
        premises.place_within(town=place, perimeter=row)


def person(email: str = "odile@saint-vire.example") -> Any:
    """Somebody who may sign in and acts for nobody yet."""
    return get_user_model().objects.create_person(
        email, email.split("@")[0].title(), "mot-de-passe"
    )


def advisor(place: Town, email: str = "odile@saint-vire.example") -> Any:
    """Somebody who acts for this town."""
    someone = person(email)
    territory.give_role(
        person=someone, town=place, role=roles.ADVISOR, start=dt.date(2020, 1, 1), by=None
    )
    return someone
