"""The first administrator: one link, one winner, three steps, a checklist that goes away."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from django.core import signing
from django.core.management import call_command
from django.db import connection
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.portal import first
from beffroi.territory import reads, writes
from beffroi.territory.models import ImportRun, Membership, Organisation, RoleAssignment

from . import people
from .people import LONG_AGO, person, said, signed

PASSWORD = "un mot de passe bien assez long"
TOLD = {"name": "Ada", "email": "ada@example.invalid", "password": PASSWORD, "again": PASSWORD}


def link() -> str:
    out = io.StringIO()
    call_command("first_link", stdout=out)
    return out.getvalue().strip()


@pytest.mark.django_db
def test_link_opens_an_account_then_a_body_then_a_town(client: Client) -> None:
    address = link()
    assert "attend la personne qui la tiendra" in said(client.get(address))
    assert client.post(address, TOLD)["Location"] == "/installation/organisme/"
    ada = Person.objects.get(name="Ada")
    assert reads.administers(ada)
    assert "Au nom de qui" in said(client.get("/installation/organisme/"))
    told = {"kind": "chamber", "name": "Chambre fictive", "siren": "", "title": "directrice"}
    assert client.post("/installation/organisme/", told)["Location"] == "/ouvrir-ma-ville/"
    assert Membership.objects.get(person=ada).title == "directrice"


@pytest.mark.django_db
def test_link_works_once_and_says_so_afterwards(client: Client) -> None:
    address = link()
    client.post(address, TOLD)
    assert link() == ""
    stranger = Client()
    assert "Ce lien ne s’ouvre plus" in said(stranger.get(address), 410)
    assert stranger.post(address, TOLD | {"email": "eve@example.invalid"}).status_code == 410
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_link_expires_and_cannot_be_made_up(client: Client, monkeypatch: Any) -> None:
    good = link()
    assert client.get(good[:-3] + "abc/").status_code == 410
    forged = signing.dumps("x", key="another secret", salt=first.SALT)
    assert client.get(f"/premiers-pas/{forged}/").status_code == 410
    monkeypatch.setattr(first, "HOURS", -1)
    assert client.get(good).status_code == 410
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_weak_password_and_two_that_differ_are_said(client: Client) -> None:
    address = link()
    page = said(client.post(address, TOLD | {"password": "court", "again": "court"}))
    assert "Une réponse est à revoir" in page
    page = said(client.post(address, TOLD | {"again": "autre chose"}))
    assert "Les deux mots de passe diffèrent" in page
    assert Person.objects.count() == 0


@pytest.mark.django_db
def test_account_that_exists_is_claimed_with_its_own_password(client: Client) -> None:
    Person.objects.create_person("ada@example.invalid", "Ada", PASSWORD)
    wrong = TOLD | {"password": "une autre phrase longue", "again": "une autre phrase longue"}
    assert "a déjà un compte ici" in said(client.post(link(), wrong))
    assert not first.has_administrator()
    assert client.post(link(), TOLD).status_code == 302
    assert first.has_administrator()


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_wins() -> None:
    won: list[str] = []
    gate = threading.Barrier(2)

    def run(name: str) -> None:
        gate.wait()
        try:
            first.claim(email=f"{name}@example.invalid", name=name, password=PASSWORD)
            won.append(name)
        except first.AlreadyClaimedError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[name]) for name in ("ada", "eve")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert [row.person.email for row in RoleAssignment.objects.all()] == [
        f"{won[0]}@example.invalid"
    ]
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_three_stories_of_the_second_step(client: Client) -> None:
    assert signed(people.administrator()).get("/installation/organisme/").status_code == 200
    member = person("Membre")
    people.holds(member, "town_centre_manager", people.town())
    assert signed(member).get("/installation/organisme/").status_code == 403
    told = {"kind": "chamber", "name": "Intruse", "siren": "", "title": ""}
    assert signed(member).post("/installation/organisme/", told).status_code == 403
    assert client.get("/installation/organisme/").status_code == 302
    assert Organisation.objects.count() == 0


@pytest.mark.django_db
def test_checklist_shrinks_and_goes_away(settings: Any, monkeypatch: Any) -> None:
    settings.DEMO = False  # the demo is nobody's new installation
    monkeypatch.setattr("beffroi.accounts.policies.lacks_second_factor", lambda person: False)
    ada = people.administrator()
    client = signed(ada)
    page = said(client.get("/"))
    assert "Il reste à faire" in page
    assert "Il reste à faire" not in said(Client().get("/"))
    town = people.town()
    chamber = people.body("Chambre fictive", town.insee_code)
    ImportRun.objects.create(town=town, file_name="a.csv", state=ImportRun.State.DONE)
    assert [step.done for step in first.checklist()] == [True, True, True, True, False]
    assert "Ajouter un ou une collègue" in said(client.get("/"))
    people.holds(person("Zoé"), "commerce_advisor", town)
    assert first.checklist() == []
    assert "Il reste à faire" not in said(client.get("/"))
    assert chamber.name


@pytest.mark.django_db
def test_command_makes_an_administrator(monkeypatch: Any) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    out = io.StringIO()
    call_command("create_person", "ada@example.invalid", "Ada", "--administrator", stdout=out)
    assert "tient cette installation" in out.getvalue()
    assert reads.administers(Person.objects.get())
    with pytest.raises(writes.RoleRefusedError):
        row = RoleAssignment.objects.get()
        writes.end_role(assignment=row, on=people.today(), by=None)
    assert people.today() > LONG_AGO
