"""The demo's people: fictional, one click to be one of them."""

from __future__ import annotations

import datetime as dt

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory.models import Town
from beffroi.territory.writes import assign_role

PEOPLE = (
    ("demo-conseillere", "conseillere@demo.invalid", "Camille Aubrac", roles.ADVISOR),
    ("demo-manager", "manager@demo.invalid", "Sacha Morvan", roles.MANAGER),
)


def load_people(towns: list[Town]) -> None:
    """One advisor and one town-centre manager who do not exist, acting for every demo town."""
    for key, email, name, role in PEOPLE:
        person = Person.objects.filter(key=key).first() or Person.objects.create_person(
            email, name, key=key, is_fictional=True
        )
        for town in towns:
            assign_role(person=person, town=town, role=role, start=dt.date(2015, 1, 1))
