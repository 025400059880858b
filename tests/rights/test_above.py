"""What stands above towns is the business of its bodies."""

from __future__ import annotations

import datetime as dt

import pytest

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory import writes
from beffroi.territory.models import Town
from beffroi.territory.policies import Thing, may

from .people import body

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 1)


def advisor_of(kind: str, town: Town) -> tuple[Person, str]:
    made = body(kind, town)
    person: Person = Person.objects.create_person(f"{kind}@example.invalid", kind)
    writes.give_role(
        person=person,
        role=roles.ADVISOR,
        scope=roles.AREA,
        organisation=made,
        start=DAY,
        by=None,
    )
    return person, made.key


def test_a_role_held_for_a_party_counts_and_a_neighbour_s_does_not() -> None:
    town = Town.objects.create(insee_code="99803", name="Valclair", slug="valclair")
    party, key = advisor_of("chamber", town)
    neighbour, other = advisor_of("epci", town)
    national = Thing("agreement:A", bodies=frozenset({key}))
    assert key != other
    assert may(party, "write", "agreement", obj=national, on=DAY)
    assert not may(neighbour, "write", "agreement", obj=national, on=DAY)
    assert not may(None, "read", "agreement", obj=national, on=DAY)


def test_within_a_town_the_bodies_of_an_object_add_no_right() -> None:
    town, far = (
        Town.objects.create(insee_code=code, name=name, slug=name.lower())
        for code, name in (("99803", "Valclair"), ("99804", "Valsombre"))
    )
    party, key = advisor_of("chamber", town)
    local = Thing("agreement:A", bodies=frozenset({key}))
    assert may(party, "write", "agreement", town=town, obj=local, on=DAY)
    assert not may(party, "write", "agreement", town=far, obj=local, on=DAY)
