"""« Organismes »: list, page, area, people, merger; three stories, history, few queries."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory import reads, writes
from beffroi.territory.models import AreaPlace, Membership, Organisation, RoleAssignment

from . import people
from .people import LONG_AGO, days, person, said, signed, today

pytestmark = pytest.mark.django_db
REDON = "35236"


@pytest.fixture
def ada() -> Person:
    return people.administrator()


@pytest.fixture
def chamber() -> Organisation:
    return people.body("Chambre fictive", REDON)


@pytest.fixture
def dana(chamber: Organisation) -> Person:
    """Who administers the chamber."""
    made = person("Dana Roux")
    writes.join_body(person=made, organisation=chamber, title="directrice", start=LONG_AGO, by=None)
    writes.give_role(
        person=made, role=roles.BODY_ADMIN, scope=roles.AREA, organisation=chamber, start=LONG_AGO, by=None
    )  # fmt: skip
    return made


def test_empty_list_says_how_to_begin(ada: Person) -> None:
    assert "Commencez par le vôtre" in said(signed(ada).get("/organismes/"))
    page = said(signed(person("Autre")).get("/organismes/"))
    assert "La personne qui administre l’installation inscrit les organismes" in page


def test_three_stories_of_a_body(
    chamber: Organisation, dana: Person, ada: Person, client: Client
) -> None:
    address = f"/organismes/{chamber.key}/"
    page = said(signed(dana).get(address))
    assert "directrice" in page
    assert "Redon" in page
    assert "Changer le territoire" in page
    assert "Fusionner" not in page
    assert "Fusionner" in said(signed(ada).get(address))
    stranger = signed(person("Autre"))
    page = said(stranger.get(address))
    assert "Redon" in page
    assert "directrice" not in page
    assert "Dana" not in page
    assert client.get(address).status_code == 302
    for path in ("corriger/", "territoire/", "personnes/", "fusionner/"):
        assert stranger.get(address + path).status_code == 403, path
        assert stranger.post(address + path, {}).status_code == 403, path
    assert stranger.get("/organismes/inscrire/").status_code == 403
    assert signed(dana).get(address + "fusionner/").status_code == 403
    assert signed(dana).get("/organismes/inscrire/").status_code == 403
    assert stranger.get("/organismes/inconnu/").status_code == 404


def test_body_is_named_and_its_siren_checked(ada: Person) -> None:
    client = signed(ada)
    told = {"kind": "town", "name": "Mairie fictive", "siren": "123 456 789", "town": ""}
    assert "n’est pas un SIREN" in said(client.post("/organismes/inscrire/", told))
    answer = client.post("/organismes/inscrire/", told | {"siren": "732 829 320"})
    made = Organisation.objects.get()
    assert (answer["Location"], made.siren) == (f"/organismes/{made.key}/territoire/", "732829320")
    again = said(client.post("/organismes/inscrire/", told | {"siren": "732829320"}))
    assert "Une réponse est à revoir" in again
    client.post(f"/organismes/{made.key}/corriger/", told | {"name": "Mairie", "siren": ""})
    made.refresh_from_db()
    assert (made.name, made.siren) == ("Mairie", "")
    assert "a corrigé la fiche" in said(client.get(f"/organismes/{made.key}/"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [("redon", "commune:35236"), ("35236", "commune:35236"), ("bretagne", "region:53"),
     ("ille-et-vil", "department:35"), ("243500741", "epci:243500741"), ("acv", "programme:acv")],
)  # fmt: skip
def test_places_are_found_by_name_or_code(
    asked: str, found: str, chamber: Organisation, dana: Person
) -> None:
    page = said(signed(dana).get(f"/organismes/{chamber.key}/territoire/", {"lieu": asked}))
    assert f'value="{found}"' in page


def test_place_is_covered_then_left(chamber: Organisation, dana: Person) -> None:
    address, client = f"/organismes/{chamber.key}/territoire/", signed(dana)
    client.post(address, {"place": "department:56", "start": f"{today()}", "source": "arrêté"})
    assert AreaPlace.objects.get(level="department").source == "arrêté"
    assert client.post(address, {"place": "department:ZZ", "start": ""}).status_code == 404
    client.post(address + "quitter/", {"place": "department:56", "on": f"{days(30)}"})
    assert AreaPlace.objects.get(level="department").valid.upper == days(30)
    page = said(client.post(address + "quitter/", {"place": "region:53", "on": f"{today()}"}, follow=True))  # fmt: skip
    assert "ne couvre pas ce lieu" in page
    assert "a ajouté au territoire de Chambre fictive : Morbihan" in said(client.get(f"/organismes/{chamber.key}/"))  # fmt: skip


def test_person_joins_with_a_role_on_the_area_and_leaves(
    chamber: Organisation, dana: Person
) -> None:
    client = signed(dana)
    told = {"email": "zoe@example.invalid", "name": "Zoé", "title": "conseillère",
            "role": roles.ADVISOR, "start": f"{today()}", "last": ""}  # fmt: skip
    client.post(f"/organismes/{chamber.key}/personnes/", told)
    zoe = Person.objects.get(email="zoe@example.invalid")
    assert reads.acts_for(zoe, REDON)
    row = Membership.objects.get(person=zoe)
    client.post(f"/organismes/{chamber.key}/personnes/{row.pk}/quitter/")
    row.refresh_from_db()
    assert row.valid.upper == days(1)
    other = people.body("Autre organisme")
    assert client.post(f"/organismes/{other.key}/personnes/{row.pk}/quitter/").status_code == 403


def test_merger_is_shown_then_done(chamber: Organisation, dana: Person, ada: Person) -> None:
    region = people.body("Chambre fictive de région")
    address = f"/organismes/{chamber.key}/fusionner/"
    client = signed(ada)
    told = {"into": region.key, "on": f"{today()}"}
    page = said(client.get(address, told))
    assert "Chambre fictive de région couvrira aussi 1 lieu" in page
    assert "1 membre passera à" in page
    assert "1 rôle se gardera" in page
    assert not hasattr(Organisation.objects.get(pk=chamber.pk), "merged_by")
    client.post(address, told)
    assert Membership.objects.filter(organisation=region, person=dana).exists()
    page = said(client.get(f"/organismes/{chamber.key}/"))
    assert "fait partie de Chambre fictive de région" in page
    assert "Ajouter une personne" not in page
    again = said(client.post(address, told))
    assert "fait déjà partie d’un autre organisme" in again


def test_list_and_page_ask_few_queries(ada: Person, django_assert_max_num_queries: Any) -> None:
    for n in range(30):
        people.body(f"Organisme fictif {n}", REDON)
    body = people.body("Grande chambre fictive", REDON)
    for n in range(300):
        made = Person.objects.create(email=f"p{n}@example.invalid", name=f"P{n}")
        row = RoleAssignment(person=made, role=roles.ADVISOR, scope=roles.AREA, organisation=body)
        row.valid = body.valid
        row.save()
        Membership.objects.create(person=made, organisation=body, valid=body.valid)
    client = signed(ada)
    with django_assert_max_num_queries(10):
        assert "31 organismes" in said(client.get("/organismes/"))
    with django_assert_max_num_queries(24):
        said(client.get(f"/organismes/{body.key}/"))
