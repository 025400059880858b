"""« Passation »: nothing falls between, all or nothing, told and printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.territory import handover, reads, writes
from beffroi.territory.handover import Kind, Matter
from beffroi.territory.handover.registry import forget
from beffroi.territory.models import ImportRun, Membership, RoleAssignment, Town

from . import people
from .people import LONG_AGO, days, person, said, signed, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return people.town()


@pytest.fixture
def dana(town: Town) -> Person:
    made = person("Dana Roux")
    people.holds(made, roles.BODY_ADMIN, town)
    return made


@pytest.fixture
def sacha(town: Town) -> Person:
    """The manager who leaves: a role, a loan, a file, a membership."""
    made = person("Sacha Morvan")
    row = people.holds(made, roles.MANAGER, town)
    helper = person("Helga")
    people.holds(helper, roles.ELECTED, town)
    writes.delegate(assignment=row, to=helper, start=today(), until=days(60), by=made)
    ImportRun.objects.create(town=town, file_name="relevé.csv", started_by=made.key)
    body = people.body("Mairie fictive", town.insee_code, kind="town")
    writes.join_body(person=made, organisation=body, title="manager", start=LONG_AGO, by=None)
    return made


@pytest.fixture
def zoe(town: Town) -> Person:
    made = person("Zoé Petit")
    people.holds(made, roles.ADVISOR, town)
    return made


def test_page_lists_what_is_open_with_its_deadline(town: Town, sacha: Person, dana: Person) -> None:
    page = said(signed(dana).get(f"/passation/{sacha.key}/"))
    assert "Sacha Morvan laisse 3 points à reprendre" in page
    assert "relevé.csv" in page
    assert "prêté à Helga" in page
    assert "Dont 1 avec une échéance" in page


def test_everything_passes_to_one_successor(
    town: Town, sacha: Person, dana: Person, zoe: Person
) -> None:
    told = {"last": f"{days(3)}", "everything": zoe.key}
    answer = signed(dana).post(f"/passation/{sacha.key}/", told, follow=True)
    page = said(answer)
    assert "Tout est repris" in page
    assert page.count("Zoé Petit") == 3
    assert reads.acts_for(sacha, town, days(3))
    assert not reads.acts_for(sacha, town, days(4))
    held = RoleAssignment.objects.get(person=zoe, role=roles.MANAGER)
    assert held.valid.lower == days(4)
    lent = RoleAssignment.objects.get(delegated_from=held)
    assert (lent.person.name, lent.valid.upper) == ("Helga", days(60))
    assert ImportRun.objects.across_towns().get().started_by == zoe.key
    assert Membership.objects.get(person=sacha).valid.upper == days(4)
    line = said(signed(dana).get("/saint-vire/journal/"))
    assert "a confié à Zoé Petit le fichier" in line


def test_what_nobody_takes_is_said_and_must_be_meant(
    town: Town, sacha: Person, dana: Person, zoe: Person
) -> None:
    run = ImportRun.objects.across_towns().get()
    told = {"last": f"{days(3)}", "everything": zoe.key, f"import:{run.pk}": "-"}
    client = signed(dana)
    page = said(client.post(f"/passation/{sacha.key}/", told))
    assert "Personne ne reprend : relevé.csv" in page
    assert "C’est voulu" in page
    assert RoleAssignment.objects.filter(person=zoe, role=roles.MANAGER).count() == 0
    page = said(client.post(f"/passation/{sacha.key}/", told | {"meant": "1"}, follow=True))
    assert "Un point n’est repris par personne" in page
    assert ImportRun.objects.across_towns().get().started_by == sacha.key


def test_item_by_item(town: Town, sacha: Person, dana: Person, zoe: Person) -> None:
    helga = Person.objects.get(name="Helga")
    run = ImportRun.objects.across_towns().get()
    told = {"last": f"{today()}", "everything": zoe.key, f"import:{run.pk}": helga.key}
    signed(dana).post(f"/passation/{sacha.key}/", told)
    assert ImportRun.objects.across_towns().get().started_by == helga.key


def test_three_stories_of_a_handover(
    town: Town, sacha: Person, dana: Person, zoe: Person, client: Client
) -> None:
    address = f"/passation/{sacha.key}/"
    assert signed(dana).get(address).status_code == 200
    assert signed(sacha).get(address).status_code == 200
    assert signed(zoe).get(address).status_code == 403
    neighbour = person("Noa")
    people.holds(neighbour, roles.BODY_ADMIN, people.town("Ailleurs", "00043"))
    assert signed(neighbour).get(address).status_code == 403
    assert client.get(address).status_code == 302
    done = signed(dana).post(address, {"last": f"{today()}", "everything": zoe.key})
    assert signed(zoe).get(done["Location"]).status_code == 200
    assert signed(neighbour).get(done["Location"]).status_code == 403


def test_who_leaves_does_not_give_a_role_they_may_not_give(
    town: Town, sacha: Person, zoe: Person
) -> None:
    told = {"last": f"{today()}", "everything": zoe.key}
    page = said(signed(sacha).post(f"/passation/{sacha.key}/", told))
    assert "Vous ne donnez pas ce rôle" in page
    assert RoleAssignment.objects.filter(person=zoe, role=roles.MANAGER).count() == 0
    assert ImportRun.objects.across_towns().get().started_by == sacha.key


@pytest.fixture
def planted() -> Iterator[list[Any]]:
    """A kind of matter as a higher context registers one."""
    passed: list[Any] = []

    def open_matters(someone: Person, on: dt.date) -> list[Matter]:
        if someone.name != "Sacha Morvan":
            return []
        return [Matter("promise", "1", "Rappeler la boulangerie inventée", due=days(2))]

    def pass_on(*, matter: Matter, person: Person, to: Person, on: dt.date, by: Person) -> None:
        passed.append((matter.key, to.name, on))

    handover.register(Kind("promise", "Promesses", open_matters, pass_on, "Rien ne sera dit."))
    yield passed
    forget("promise")


def test_kind_of_a_higher_context_is_listed_and_passed(
    town: Town, sacha: Person, dana: Person, zoe: Person, planted: list[Any]
) -> None:
    client = signed(dana)
    page = said(client.get(f"/passation/{sacha.key}/"))
    assert "Rappeler la boulangerie inventée" in page
    assert "Rien ne sera dit." in page
    client.post(f"/passation/{sacha.key}/", {"last": f"{today()}", "everything": zoe.key})
    assert planted == [("1", "Zoé Petit", days(1))]


def test_matter_that_cannot_be_passed_leaves_all_as_it_was(
    town: Town, sacha: Person, dana: Person, zoe: Person
) -> None:
    row = RoleAssignment.objects.get(person=sacha)
    told = {"last": f"{today()}", "everything": zoe.key, f"role:{row.key}": "-", "meant": "1"}
    page = said(signed(dana).post(f"/passation/{sacha.key}/", told))
    assert "ne peut pas prêter un rôle sans le tenir" in page
    row.refresh_from_db()
    assert row.valid.upper is None
    assert AuditEntry.objects.filter(verb="territory.handed_over").count() == 0
    assert ImportRun.objects.across_towns().get().started_by == sacha.key


def test_kind_registered_twice_is_refused(planted: list[Any]) -> None:
    with pytest.raises(handover.HandoverError):
        handover.register(
            Kind("promise", "Autres", lambda person, on: [], planted.append, "")  # type: ignore[arg-type]
        )


def test_nothing_open_says_so() -> None:
    someone = person("Libre")
    assert "Rien à reprendre" in said(signed(someone).get(f"/passation/{someone.key}/"))


def test_successor_who_holds_the_role_for_a_shorter_time_holds_it_as_long(
    town: Town, sacha: Person, dana: Person, zoe: Person
) -> None:
    people.holds(zoe, roles.MANAGER, town, end=days(10))
    told = {"last": f"{today()}", "everything": zoe.key}
    lent = RoleAssignment.objects.get(delegated_from__person=sacha)
    told |= {f"lent:{lent.key}": "-", "meant": "1"}
    said(signed(dana).post(f"/passation/{sacha.key}/", told, follow=True))
    held = RoleAssignment.objects.filter(person=zoe, role=roles.MANAGER).order_by("valid")
    assert [(row.valid.lower, row.valid.upper) for row in held] == [
        (LONG_AGO, days(10)),
        (days(10), None),
    ]
