"""Who may reach what: scopes against dated areas, two queries at most."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.period import between, since
from beffroi.territory import policies, reads
from beffroi.territory.models import AreaPlace, Organisation, RoleAssignment, Town
from beffroi.territory.policies import Form, Thing

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 1)
REDON = "35236"  # department 35, region 53, EPCI 243500741


@pytest.fixture
def redon() -> Town:
    return Town.objects.create(insee_code=REDON, name="Redon", slug="redon")


@pytest.fixture
def person() -> Person:
    return Person.objects.create_person("a@example.invalid", "Agathe")


def body(kind: str = "chamber", *covers: tuple[str, str], start: dt.date | None = None) -> Any:
    made = Organisation.objects.create(kind=kind, name=f"Fictif {kind}", valid=since(None))
    for level, code in covers:
        AreaPlace.objects.create(organisation=made, level=level, code=code, valid=since(start))
    return made


def give(person: Person, role: str, scope: str, valid: Any = None, **target: Any) -> Any:
    return RoleAssignment.objects.create(
        person=person, role=role, scope=scope, valid=valid or since(None), **target
    )


@pytest.mark.parametrize(
    "place",
    [("commune", REDON), ("epci", "243500741"), ("department", "35"), ("region", "53"),
     ("country", "fr")],
)  # fmt: skip
def test_area_of_a_body_reaches_the_towns_it_contains(
    place: tuple[str, str], person: Person, redon: Town
) -> None:
    chamber = body("chamber", place)
    give(person, roles.ADVISOR, roles.AREA, organisation=chamber)
    assert reads.acts_for(person, redon, DAY)
    if place != ("country", "fr"):
        assert not reads.acts_for(person, "13005", DAY)
    assert policies.may(person, "write", "sources", town=redon, on=DAY).body.key == chamber.key


def test_programme_reaches_its_towns(person: Person, redon: Town) -> None:
    give(
        person,
        roles.NETWORK_OFFICER,
        roles.NETWORK,
        organisation=body("network", ("programme", "acv")),
    )
    Town.objects.filter(pk=redon.pk).update(programmes=["acv"])
    redon.refresh_from_db()
    assert policies.may(person, "read", "roles", town=redon, on=DAY)
    assert not policies.may(person, "write", "sources", town=redon, on=DAY)


def test_no_right_outside_its_dates(person: Person, redon: Town) -> None:
    start, end = dt.date(2025, 1, 1), dt.date(2025, 7, 1)
    give(person, roles.MANAGER, roles.TOWN, between(start, end), town=redon)
    days = {
        day: reads.acts_for(person, redon, day) for day in (start - dt.timedelta(1), start, end)
    }
    assert list(days.values()) == [False, True, False]


def test_delegate_holds_nothing_once_the_giver_does_not(person: Person, redon: Town) -> None:
    giver = Person.objects.create_person("g@example.invalid", "Gaël")
    held = give(giver, roles.MANAGER, roles.TOWN, between(None, DAY), town=redon)
    give(person, roles.MANAGER, roles.TOWN, town=redon, delegated_from=held)
    assert reads.acts_for(person, redon, DAY - dt.timedelta(1))
    assert not reads.acts_for(person, redon, DAY)


def test_two_queries_at_most(person: Person, redon: Town, django_assert_num_queries: Any) -> None:
    for kind in ("chamber", "epci"):
        give(person, roles.ADVISOR, roles.AREA, organisation=body(kind, ("department", "35")))
    give(person, roles.MANAGER, roles.TOWN, town=redon)
    with django_assert_num_queries(2):
        assert reads.rights_of(person, DAY).holds(roles.MANAGER)
    with django_assert_num_queries(0):
        assert not reads.acts_for(AnonymousUser(), redon, DAY)
        assert policies.may(AnonymousUser(), "read", "premises_state", town=redon, on=DAY)


def test_refusal_says_who_could(person: Person, redon: Town) -> None:
    with pytest.raises(PermissionDenied, match="conseiller commerce, manager de centre-ville ou"):
        policies.check(person, "write", "sources", town=redon, on=DAY)
    give(
        person,
        roles.MANAGER,
        roles.TOWN,
        town=Town.objects.create(insee_code="99998", name="X", slug="x"),
    )
    assert "s’exerce ailleurs" in policies.may(person, "write", "sources", town=redon, on=DAY).why


def test_own_object_only(person: Person, redon: Town) -> None:
    give(person, roles.MERCHANT, roles.OWN, object_key="premises:A")
    own, other = Thing("premises:A"), Thing("premises:B")
    assert policies.may(person, "correct", "premises_state", town=redon, obj=own, on=DAY)
    refused = policies.may(person, "correct", "premises_state", town=redon, obj=other, on=DAY)
    assert not refused
    assert not policies.may(person, "write", "premises_state", town=redon, obj=own, on=DAY)


def test_median_from_three_values(redon: Town) -> None:
    def rent(units: int, form: Form = Form.MEDIAN) -> bool:
        thing = Thing(form=form, units=units)
        return bool(policies.may(AnonymousUser(), "read", "rent", town=redon, obj=thing, on=DAY))

    assert [rent(3), rent(2), rent(3, Form.ROW)] == [True, False, False]
