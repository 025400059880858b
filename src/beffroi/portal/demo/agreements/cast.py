"""Who acts in the invented agreements: bodies of the demo and their people."""

from __future__ import annotations

from dataclasses import dataclass

from beffroi.accounts.models import Person
from beffroi.kernel.period import since
from beffroi.portal.demo.agreements.told import agreement
from beffroi.portal.demo.people import CHAMBER, HALL, NETWORK, PEOPLE, START
from beffroi.territory.models import Organisation, Town
from beffroi.territory.writes import cover

_OF_THE_DEMO = {"chamber": CHAMBER[0], "hall": HALL[0], "network": NETWORK[0]}


@dataclass(frozen=True, slots=True)
class Cast:
    """The town, its bodies by the name the files give them, and who enters what."""

    town: Town
    bodies: dict[str, Organisation]
    advisor: Person
    manager: Person

    def body(self, name: str | None) -> Organisation | None:
        """A body by its name in the files."""
        return self.bodies[name] if name else None

    def of(self, name: str) -> Person:
        """Who enters what this body does: the manager for the town hall, else the advisor."""
        return self.manager if name in ("hall", "manager") else self.advisor


def cast_of(town: Town) -> Cast:
    """Bodies and people, those missing being made."""
    held = {one.key: one for one in Organisation.objects.filter(key__in=_OF_THE_DEMO.values())}
    bodies = {name: held[key] for name, key in _OF_THE_DEMO.items()}
    for name, facts in agreement()["bodies"].items():
        bodies[name] = _body(town, **facts)
    people = {one.key: one for one in Person.objects.filter(key__in=[row[0] for row in PEOPLE])}
    return Cast(town, bodies, people["demo-conseillere"], people["demo-manager"])


def _body(town: Town, key: str, kind: str, name: str) -> Organisation:
    values = {"kind": kind, "name": name, "valid": since(START), "is_fictional": True}
    body, new = Organisation.objects.get_or_create(key=key, defaults=values)
    if new:
        cover(organisation=body, level="commune", code=town.insee_code, start=START, by=None)
    return body
