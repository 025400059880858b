"""The demo's people and bodies: all fictional, one click to be one of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.period import since
from beffroi.territory.models import Membership, Organisation, Town
from beffroi.territory.writes import cover, give_role

PEOPLE = (
    ("demo-conseillere", "conseillere@demo.invalid", "Camille Aubrac", roles.ADVISOR),
    ("demo-manager", "manager@demo.invalid", "Sacha Morvan", roles.MANAGER),
    ("demo-elue", "elue@demo.invalid", "Noor Kervadec", roles.ELECTED),
    ("demo-enqueteur", "enqueteur@demo.invalid", "Robin Estrade", roles.SURVEYOR),
    ("demo-commercante", "commercante@demo.invalid", "Maïa Tréguer", roles.MERCHANT),
    ("demo-chambre", "chambre@demo.invalid", "Dominique Laval", roles.BODY_ADMIN),
    ("demo-reseau", "reseau@demo.invalid", "Ange Tissot", roles.NETWORK_OFFICER),
    ("demo-exploitation", "exploitation@demo.invalid", "Lou Barbier", roles.INSTALLATION_ADMIN),
)
CHAMBER = ("demo-chambre-org", "chamber", "Chambre fictive des Trois-Rivières")
NETWORK = ("demo-reseau-org", "network", "Réseau fictif des centres-villes")
HALL = ("demo-ville-org", "town", "Mairie fictive de Clairvoisne")
FICTIONAL_TOWN = "00001"  # Clairvoisne
START = dt.date(2015, 1, 1)


def load_people(towns: list[Town]) -> None:
    """People who do not exist: an advisor for all towns of a chamber, a manager of one town…"""
    people = {role: _person(key, email, name) for key, email, name, role in PEOPLE}
    chamber, network = _body(*CHAMBER), _body(*NETWORK)
    for town in towns:
        for body in (chamber, network):
            cover(organisation=body, level="commune", code=town.insee_code, start=START, by=None)
    _give(people, roles.ADVISOR, roles.AREA, chamber, organisation=chamber)
    _give(people, roles.BODY_ADMIN, roles.AREA, chamber, organisation=chamber)
    _give(people, roles.NETWORK_OFFICER, roles.NETWORK, network, organisation=network)
    _give(people, roles.INSTALLATION_ADMIN, roles.INSTALLATION, None)
    own = next((town for town in towns if town.insee_code == FICTIONAL_TOWN), None)
    if own is not None:
        hall = _body(*HALL, town=own)
        _give(people, roles.MANAGER, roles.TOWN, hall, town=own)
        _give(people, roles.SURVEYOR, roles.TOWN, hall, town=own)
        _give(people, roles.ELECTED, roles.TOWN, hall, town=own)


def _person(key: str, email: str, name: str) -> Person:
    found = Person.objects.filter(key=key).first()
    return found or Person.objects.create_person(email, name, key=key, is_fictional=True)


def _body(key: str, kind: str, name: str, town: Town | None = None) -> Organisation:
    values = {"kind": kind, "name": name, "town": town, "valid": since(START), "is_fictional": True}
    return Organisation.objects.get_or_create(key=key, defaults=values)[0]


def _give(
    people: dict[str, Person], role: str, scope: str, body: Organisation | None, **target: Any
) -> None:
    """The role, held for the body, of which the person is a member."""
    person = people[role]
    more: dict[str, Any] = {"acting_for": body} if body else {}
    give_role(person=person, role=role, scope=scope, start=START, by=None, **target, **more)
    if body is not None:
        member = {"person": person, "organisation": body}
        title = {"title": str(roles.NAMES[role]), "valid": since(START)}
        Membership.objects.get_or_create(**member, defaults=title)
