"""Giving, ending and delegating roles."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel import permission
from beffroi.kernel.models import AuditEntry
from beffroi.kernel.period import between, since
from beffroi.territory import policies, reads, writes
from beffroi.territory.models import Organisation, RoleAssignment, Town

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 1)
START, END = dt.date(2025, 1, 1), dt.date(2026, 1, 1)


def person(name: str) -> Person:
    return Person.objects.create_person(f"{name}@example.invalid", name)


@pytest.fixture
def town() -> Town:
    return Town.objects.create(insee_code="99801", name="Valbourg", slug="valbourg")


def manager(town: Town, name: str = "manager", end: dt.date | None = END) -> RoleAssignment:
    return writes.give_role(
        person=person(name), role=roles.MANAGER, town=town, start=START, end=end, by=None
    )


def admin(name: str, **dates: Any) -> RoleAssignment:
    return writes.give_role(
        person=person(name),
        role=roles.INSTALLATION_ADMIN,
        scope=roles.INSTALLATION,
        start=START,
        by=None,
        **dates,
    )


def test_same_role_again_is_the_one_held(town: Town) -> None:
    row = manager(town)
    again = writes.give_role(
        person=row.person, role=row.role, town=town, start=DAY, end=END, by=None
    )
    assert again == row
    assert AuditEntry.objects.filter(verb="territory.role_given").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(person=row.person, role=row.role, town=town, valid=since(DAY))


@pytest.mark.parametrize(
    ("role", "scope", "named"),
    [
        (roles.MERCHANT, roles.TOWN, ("town",)),
        (roles.MANAGER, roles.TOWN, ()),
        (roles.MANAGER, roles.DISTRICT, ("town",)),
        (roles.INSTALLATION_ADMIN, roles.INSTALLATION, ("town",)),
        ("mayor", roles.TOWN, ("town",)),
    ],
)
def test_role_without_its_target_is_refused(
    role: str, scope: str, named: tuple[str, ...], town: Town
) -> None:
    target = {"town": town} if named else {}
    with pytest.raises(writes.RoleRefusedError):
        writes.give_role(person=person("p"), role=role, scope=scope, start=DAY, by=None, **target)
    assert not RoleAssignment.objects.exists()


def test_district_must_be_one_of_the_town(town: Town) -> None:
    with pytest.raises(writes.RoleRefusedError, match="n’a pas de périmètre"):
        writes.give_role(
            person=person("p"), role=roles.MANAGER, scope=roles.DISTRICT, town=town,
            district="nowhere", start=DAY, by=None,
        )  # fmt: skip


def test_ended_role_holds_until_its_end(town: Town) -> None:
    row = manager(town)
    writes.end_role(assignment=row, on=DAY, by=None)
    held = [reads.acts_for(row.person, town, day) for day in (DAY - dt.timedelta(1), DAY)]
    assert held == [True, False]


def test_role_ended_before_it_began_never_holds(town: Town) -> None:
    row = manager(town)
    writes.end_role(assignment=row, on=START, by=None)
    assert not any(reads.acts_for(row.person, town, day) for day in (START, DAY))
    assert writes.give_role(person=row.person, role=row.role, town=town, start=DAY, by=None) != row


def test_delegation_ends_with_the_role_it_comes_from(town: Town) -> None:
    giver, other = manager(town), person("other")
    writes.delegate(assignment=giver, to=other, start=DAY, until=END, by=giver.person)
    assert reads.acts_for(other, town, DAY)
    later = DAY + dt.timedelta(30)
    writes.end_role(assignment=giver, on=later, by=None)
    assert [reads.acts_for(other, town, day) for day in (DAY, later)] == [True, False]


def test_delegation_longer_than_the_role_is_refused(town: Town) -> None:
    giver, other = manager(town), person("other")
    for start, until in ((DAY, END + dt.timedelta(1)), (START - dt.timedelta(1), DAY), (DAY, DAY)):
        with pytest.raises(writes.RoleRefusedError):
            writes.delegate(assignment=giver, to=other, start=start, until=until, by=giver.person)


def test_delegated_role_is_not_delegated_again_nor_by_a_stranger(town: Town) -> None:
    giver, other, third = manager(town), person("other"), person("third")
    with pytest.raises(PermissionDenied):
        writes.delegate(assignment=giver, to=third, start=DAY, until=END, by=other)
    held = writes.delegate(assignment=giver, to=other, start=DAY, until=END, by=giver.person)
    with pytest.raises(writes.RoleRefusedError, match="à nouveau"):
        writes.delegate(assignment=held, to=third, start=DAY, until=END, by=other)
    with pytest.raises(writes.RoleRefusedError, match="propre rôle"):
        writes.delegate(assignment=giver, to=giver.person, start=DAY, until=END, by=giver.person)


def test_delegate_of_an_administrator_gives_no_role(town: Town) -> None:
    boss, other = admin("boss"), person("other")
    writes.delegate(assignment=boss, to=other, start=DAY, until=END, by=boss.person)
    asked = {"role": roles.MANAGER, "scope": roles.TOWN, "town": town, "on": DAY}
    assert policies.check_give(boss.person, **asked)
    with pytest.raises(PermissionDenied):
        policies.check_give(other, **asked)
    assert reads.administers(other, DAY)


def test_administrator_of_a_body_gives_roles_on_its_area_only(town: Town) -> None:
    mine, yours = (
        Organisation.objects.create(kind="chamber", name=f"Chambre fictive {n}", valid=since(None))
        for n in (1, 2)
    )
    boss = person("boss")
    writes.give_role(
        person=boss, role=roles.BODY_ADMIN, scope=roles.AREA, organisation=mine, start=START, by=None
    )  # fmt: skip
    wanted = {"role": roles.ADVISOR, "scope": roles.AREA, "on": DAY}
    assert policies.check_give(boss, organisation=mine, **wanted).body.key == mine.key
    for refused in (
        {**wanted, "organisation": yours},
        {"role": roles.MANAGER, "scope": roles.TOWN, "town": town, "on": DAY},
        {"role": roles.INSTALLATION_ADMIN, "scope": roles.INSTALLATION, "on": DAY},
        {"role": roles.NETWORK_OFFICER, "scope": roles.REGION, "region": "53", "on": DAY},
    ):
        with pytest.raises(PermissionDenied):
            policies.check_give(boss, **refused)


def test_last_administrator_stays() -> None:
    first = admin("first")
    admin("leaving", end=DAY)
    asleep = admin("asleep")
    Person.objects.filter(pk=asleep.person_id).update(is_active=False)
    writes.delegate(assignment=first, to=person("deputy"), start=DAY, until=END, by=first.person)
    with pytest.raises(writes.RoleRefusedError, match="dernière personne"):
        writes.end_role(assignment=first, on=DAY, by=None)
    admin("second")
    writes.end_role(assignment=first, on=DAY, by=None)
    assert not reads.administers(first.person, DAY)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_end_each_other() -> None:
    rows = [admin("first"), admin("second")]
    gate, refused = threading.Barrier(2), []

    def end(row: RoleAssignment) -> None:
        try:
            gate.wait(10)
            writes.end_role(assignment=row, on=DAY, by=None)
        except writes.RoleRefusedError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=end, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1
    assert sum(reads.administers(row.person, DAY) for row in rows) == 1


def test_right_given_within_a_request_is_seen_at_once(town: Town) -> None:
    someone, said = person("someone"), []

    def page(_request: Any) -> Any:
        said.append(reads.acts_for(someone, town, DAY))
        writes.give_role(person=someone, role=roles.MANAGER, town=town, start=START, by=None)
        said.append(reads.acts_for(someone, town, DAY))

    permission.AudienceMiddleware(page)(None)  # type: ignore[arg-type]
    assert said == [False, True]


days = st.integers(0, 12).map(lambda n: DAY + dt.timedelta(n))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(role=st.tuples(days, days), lent=st.tuples(days, days), ended=st.none() | days)
def test_delegate_never_holds_what_the_giver_does_not(
    town: Town, role: tuple[Any, Any], lent: tuple[Any, Any], ended: Any
) -> None:
    RoleAssignment.objects.all().delete()
    giver, other = (
        Person.objects.get_or_create(email=f"{name}@example.invalid", name=name)[0]
        for name in ("giver", "other")
    )
    lower, upper = sorted(role)
    row = RoleAssignment.objects.create(
        person=giver, role=roles.MANAGER, town=town, valid=between(lower, upper)
    )
    with contextlib.suppress(writes.RoleRefusedError):
        writes.delegate(assignment=row, to=other, start=lent[0], until=lent[1], by=giver)
    if ended:
        writes.end_role(assignment=row, on=ended, by=None)
    for n in range(-1, 14):
        day = DAY + dt.timedelta(n)
        inside = lower <= day < upper and not (ended and day >= ended)
        assert reads.acts_for(giver, town, day) == inside
        assert not reads.acts_for(other, town, day) or (inside and lent[0] <= day < lent[1])


def test_role_asked_for_longer_than_it_is_held_is_not_said_to_be_given(town: Town) -> None:
    row = manager(town)
    longer = {"person": row.person, "role": row.role, "town": town, "start": DAY, "by": None}
    with pytest.raises(writes.RoleRefusedError, match="a déjà ce rôle"):
        writes.give_role(end=END + dt.timedelta(30), **longer)
    row.refresh_from_db()
    assert row.valid.upper == END


def test_role_is_not_extended_over_the_same_role_that_follows(town: Town) -> None:
    row = manager(town, end=DAY)
    writes.give_role(person=row.person, role=row.role, town=town, start=END, by=None)
    with pytest.raises(writes.RoleRefusedError, match="a déjà ce rôle"):
        writes.extend_role(assignment=row, until=None, today=START, by=row.person)
    row.refresh_from_db()
    assert row.valid.upper == DAY
