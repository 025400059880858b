"""Who opens a town: anybody signed in in the demo, elsewhere those whom the table lets."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.country import country_pack
from beffroi.kernel.period import since
from beffroi.portal.policies import can_open
from beffroi.territory import writes
from beffroi.territory.models import Organisation
from beffroi.territory.reads import town_of

pytestmark = pytest.mark.django_db
PAGE = "/ouvrir-ma-ville/35236/"
START = dt.date(2020, 1, 1)


def client_of(name: str, role: str = "", scope: str = "", **target: Any) -> Client:
    person = Person.objects.create_person(f"{name}@example.invalid", name)
    if role:
        writes.give_role(person=person, role=role, scope=scope, start=START, by=None, **target)
    client = Client()
    client.force_login(person)
    return client


def chamber(department: str) -> Organisation:
    made = Organisation.objects.create(
        kind="chamber", name=f"Chambre fictive {department}", valid=since(None), is_fictional=True
    )
    writes.cover(organisation=made, level="department", code=department, start=None, by=None)
    return made


def test_in_the_demo_anybody_signed_in_opens() -> None:
    assert client_of("stranger").get(PAGE).status_code == 200


@pytest.mark.parametrize("open_already", [False, True])
def test_elsewhere_the_administrator_and_those_whose_area_holds_the_commune(
    settings: Any, open_already: bool
) -> None:
    settings.DEMO = False
    if open_already:  # and nobody acts for it by a role on the town itself
        writes.open_town(insee_code="35236", name="Redon", by=None)
    assert client_of("stranger").get(PAGE).status_code == 403
    client_of("admin", roles.INSTALLATION_ADMIN, roles.INSTALLATION)
    admin = Person.objects.get(name="admin")  # who meets the second factor first: asked here
    commune = country_pack("fr").find_commune("35236")
    assert can_open(admin, commune, town_of("35236"))
    assert not can_open(Person.objects.get(name="stranger"), commune, town_of("35236"))
    here = client_of("here", roles.ADVISOR, roles.AREA, organisation=chamber("35"))
    assert here.get(PAGE).status_code == 200
    elsewhere = client_of("elsewhere", roles.ADVISOR, roles.AREA, organisation=chamber("17"))
    assert elsewhere.get(PAGE).status_code == 403
    elected = client_of("elected", roles.ELECTED, roles.AREA, organisation=chamber("44"))
    assert elected.get(PAGE).status_code == 403


def test_town_of_an_area_in_the_demo_is_no_longer_anybodys() -> None:
    here = chamber("35")
    client_of("here", roles.ADVISOR, roles.AREA, organisation=here)
    writes.open_town(insee_code="35236", name="Redon", by=None)
    assert client_of("stranger").get(PAGE).status_code == 403
