"""« Équipe » and « Mes rôles »: three stories a page, few queries, dates as people mean them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory import reads, writes
from beffroi.territory.models import Organisation, RoleAssignment, Town

from . import people
from .people import days, person, said, signed, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return people.town()


@pytest.fixture
def camille(town: Town) -> Person:
    made = person("Camille Aubrac")
    people.holds(made, roles.ADVISOR, town)
    return made


@pytest.fixture
def dana(town: Town) -> Person:
    made = person("Dana Roux")
    people.holds(made, roles.BODY_ADMIN, town)
    return made


def added(**more: str) -> dict[str, str]:
    told = {"email": "zoe@example.invalid", "name": "Zoé Petit", "role": roles.MANAGER}
    return told | {"place": "town", "start": f"{today()}", "last": ""} | more


def test_team_says_role_place_body_end_and_giver(town: Town, camille: Person, dana: Person) -> None:
    chamber = people.body("Chambre fictive", town.insee_code)
    zoe = person("Zoé Petit")
    writes.give_role(
        person=zoe, role=roles.ADVISOR, scope=roles.AREA, organisation=chamber, acting_for=chamber,
        start=people.LONG_AGO, end=days(31), by=dana,
    )  # fmt: skip
    page = said(signed(camille).get("/saint-vire/equipe/"))
    assert "3 personnes agissent pour Saint-Vire" in page
    assert "tout son territoire" in page
    assert f"{days(30):%d/%m/%Y}" in page
    assert "Dana Roux" in page
    own, others = page.split("Par leur organisme")
    assert "Camille Aubrac" in own.split("<table")[1]
    assert "Zoé Petit" in others and "Zoé Petit" not in own
    assert "Par leur organisme" not in said(signed(elsewhere()).get("/ailleurs/equipe/"))


def elsewhere() -> Person:
    """The advisor of another town."""
    noa = person("Noa")
    people.holds(noa, roles.ADVISOR, people.town("Ailleurs", "00043"))
    return noa


def test_team_told_of_a_diagnosis_holds_those_of_an_area_that_holds_the_town(
    town: Town, camille: Person
) -> None:
    near, far = people.body("Près", town.insee_code), people.body("Loin", "00043")
    officers = {}
    for body, role, end in (
        (near, roles.ADVISOR, None),
        (far, roles.ADVISOR, None),
        (near, roles.MANAGER, days(-1)),
        (near, roles.ELECTED, None),
    ):
        one = officers[body.name, role] = person(f"{body.name} {role}")
        writes.give_role(
            person=one, role=role, scope=roles.AREA, organisation=body, acting_for=body,
            start=people.LONG_AGO, end=end, by=None,
        )  # fmt: skip
    assert set(reads.team_of(town, today())) == {camille, officers["Près", roles.ADVISOR]}


def test_three_stories_of_the_team(
    town: Town, camille: Person, dana: Person, client: Client
) -> None:
    assert "Ajouter une personne" in said(signed(dana).get("/saint-vire/equipe/"))
    page = said(signed(camille).get("/saint-vire/equipe/"))
    assert "Pour ajouter quelqu’un, ou changer un rôle : Dana Roux" in page
    assert "Ajouter une personne" not in page
    assert signed(camille).get("/saint-vire/equipe/ajouter/").status_code == 403
    assert signed(camille).post("/saint-vire/equipe/ajouter/", added()).status_code == 403
    neighbour = person("Noa")
    people.holds(neighbour, roles.BODY_ADMIN, people.town("Ailleurs", "00043"))
    assert signed(neighbour).get("/saint-vire/equipe/").status_code == 403
    assert signed(neighbour).post("/saint-vire/equipe/ajouter/", added()).status_code == 403
    assert client.get("/saint-vire/equipe/").status_code == 302
    assert Person.objects.filter(name="Zoé Petit").count() == 0


def test_somebody_new_is_invited_and_holds_the_role(town: Town, dana: Person) -> None:
    answer = signed(dana).post("/saint-vire/equipe/ajouter/", added(last=f"{days(9)}"), follow=True)
    assert "Zoé Petit" in said(answer)
    row = RoleAssignment.objects.get(person__name="Zoé Petit")
    assert (row.valid.upper, row.given_by) == (days(10), dana.key)
    assert not row.person.has_usable_password()
    (letter,) = mail.outbox
    assert letter.to == [row.person.email]
    link = next(word for word in letter.body.split() if "/invitation/" in word)
    assert link.startswith("http")
    assert link not in said(answer), "the link is its owner's"


@pytest.mark.parametrize(
    "backend", ["django.core.mail.backends.console.EmailBackend", "tests.portal.people.NoMail"]
)
def test_link_is_handed_over_where_no_mail_leaves(
    backend: str, town: Town, dana: Person, settings: Any
) -> None:
    settings.EMAIL_BACKEND = backend
    page = said(signed(dana).post("/saint-vire/equipe/ajouter/", added(), follow=True))
    assert "Remettez vous-même ce lien" in page
    assert "/invitation/" in page


def test_form_says_what_is_missing(town: Town, dana: Person) -> None:
    client = signed(dana)
    page = said(client.post("/saint-vire/equipe/ajouter/", added(name="")))
    assert "Cette adresse est nouvelle ici" in page
    page = said(client.post("/saint-vire/equipe/ajouter/", added(last=f"{days(-1)}")))
    assert "Le dernier jour vient avant le premier" in page
    page = said(client.post("/saint-vire/equipe/ajouter/", added(role=roles.INSTALLATION_ADMIN)))
    assert "Une réponse est à revoir" in page


def test_team_of_three_hundred_asks_no_more_queries(
    town: Town, dana: Person, django_assert_max_num_queries: Any
) -> None:
    for n in range(300):
        made = Person(email=f"p{n}@example.invalid", name=f"P{n}")
        made.save()
        RoleAssignment.objects.create(
            person=made, role=roles.MANAGER, scope=roles.TOWN, town=town, given_by=dana.key,
            valid=reads.assignments().first().valid,
        )  # fmt: skip
    client = signed(dana)
    with django_assert_max_num_queries(11):
        assert "301 personnes" in said(client.get("/saint-vire/equipe/"))


def test_role_ends_at_once_or_on_a_day_and_lasts_longer(town: Town, dana: Person) -> None:
    zoe = person("Zoé")
    row = people.holds(zoe, roles.MANAGER, town)
    client = signed(dana)
    client.post(f"/roles/{row.key}/finir/", {"last": f"{days(5)}"})
    row.refresh_from_db()
    assert row.valid.upper == days(6)
    client.post(f"/roles/{row.key}/prolonger/", {"last": f"{days(40)}"})
    row.refresh_from_db()
    assert row.valid.upper == days(41)
    page = said(client.post(f"/roles/{row.key}/prolonger/", {"last": f"{days(-3)}"}), 422)
    assert "Cette date est passée" in page
    client.post(f"/roles/{row.key}/finir/", {"now": "1"})
    assert not reads.acts_for(zoe, town)


def test_three_stories_of_a_role(town: Town, camille: Person, dana: Person, client: Client) -> None:
    row = RoleAssignment.objects.get(person=camille)
    assert "Mettre fin à ce rôle" in said(signed(dana).get(f"/roles/{row.key}/"))
    mine = said(signed(camille).get(f"/roles/{row.key}/"))
    assert "Rendre ce rôle" in mine
    assert "Prolonger" not in mine
    assert signed(camille).post(f"/roles/{row.key}/prolonger/", {"last": ""}).status_code == 403
    neighbour = person("Noa")
    people.holds(neighbour, roles.MANAGER, people.town("Ailleurs", "00043"))
    other = signed(neighbour)
    assert other.get(f"/roles/{row.key}/").status_code == 403
    assert other.post(f"/roles/{row.key}/finir/", {"now": "1"}).status_code == 403
    assert client.post(f"/roles/{row.key}/finir/", {"now": "1"}).status_code == 302
    assert reads.acts_for(camille, town)
    assert other.get("/roles/inconnu/").status_code == 404


def test_role_is_lent_seen_by_both_and_taken_back(town: Town, camille: Person) -> None:
    sacha = person("Sacha Morvan")
    people.holds(sacha, roles.ELECTED, town)
    row = RoleAssignment.objects.get(person=camille)
    told = {"to": sacha.key, "start": f"{today()}", "last": f"{days(20)}"}
    answer = signed(camille).post(f"/roles/{row.key}/preter/", told, follow=True)
    assert "Prêtés à des collègues" in said(answer)
    assert reads.acts_for(sacha, town)
    page = said(signed(sacha).get("/mes-roles/"))
    assert "Reçus d’un collègue" in page
    assert "Camille Aubrac" in page
    assert "prêté par Camille Aubrac" in said(signed(camille).get("/saint-vire/equipe/"))
    lent = RoleAssignment.objects.get(delegated_from=row)
    stranger = person("Inconnue")
    assert signed(stranger).post(f"/roles/{lent.key}/reprendre/").status_code == 403
    signed(camille).post(f"/roles/{lent.key}/reprendre/")
    assert not reads.acts_for(sacha, town)


def test_only_a_colleague_receives_and_only_the_holder_lends(town: Town, camille: Person) -> None:
    row = RoleAssignment.objects.get(person=camille)
    stranger = person("Inconnue")
    told = {"to": stranger.key, "start": f"{today()}", "last": f"{days(20)}"}
    assert "Aucun collègue pour l’instant" in said(signed(camille).get(f"/roles/{row.key}/preter/"))
    signed(camille).post(f"/roles/{row.key}/preter/", told)
    assert signed(stranger).post(f"/roles/{row.key}/preter/", told).status_code == 403
    assert RoleAssignment.objects.filter(person=stranger).count() == 0


def test_whoever_acts_on_the_area_is_a_colleague_of_its_towns(town: Town, camille: Person) -> None:
    near = people.body("Chambre fictive", town.insee_code)
    far = people.body("Chambre lointaine", "00099")
    named = {"Zoé": near, "Loïs": far}
    for name, body in named.items():
        writes.give_role(
            person=person(name), role=roles.ADVISOR, scope=roles.AREA, organisation=body,
            start=people.LONG_AGO, by=None,
        )  # fmt: skip
    zoe = Person.objects.get(name="Zoé")
    assert [one.name for one in reads.colleagues_of(camille, today())] == ["Zoé"]
    assert [one.name for one in reads.colleagues_of(zoe, today())] == ["Camille Aubrac"]
    row = RoleAssignment.objects.get(person=camille)
    page = said(signed(camille).get(f"/roles/{row.key}/preter/"))
    assert "Zoé" in page and "Loïs" not in page


def test_somebody_without_a_role_is_told_how_to_begin() -> None:
    page = said(signed(person("Nouvelle")).get("/mes-roles/"))
    assert "Vous n’avez encore aucun rôle" in page
    assert "/ouvrir-ma-ville/" in page


def test_who_gives_up_a_role_is_not_led_to_a_closed_page(town: Town, camille: Person) -> None:
    row = RoleAssignment.objects.get(person=camille)
    answer = signed(camille).post(f"/roles/{row.key}/finir/", {"now": "1"}, follow=True)
    assert "Dernier jour de ce rôle" in said(answer)


def test_who_administers_a_town_names_no_body_of_others(town: Town, dana: Person) -> None:
    chamber = people.body("Chambre fictive", town.insee_code)
    hall = people.body("Mairie fictive", town.insee_code, kind="town")
    Organisation.objects.filter(pk=hall.pk).update(town=town)
    page = said(signed(dana).post("/saint-vire/equipe/ajouter/", added(acting_for=chamber.key)))
    assert "Sélectionnez un choix valide" in page
    assert not RoleAssignment.objects.filter(acting_for=chamber).exists()
    signed(dana).post("/saint-vire/equipe/ajouter/", added(acting_for=hall.key))
    assert RoleAssignment.objects.filter(acting_for=hall).exists()
    ada = people.administrator()
    told = added(acting_for=chamber.key, email="lou@example.invalid", name="Lou")
    signed(ada).post("/saint-vire/equipe/ajouter/", told)
    assert RoleAssignment.objects.filter(acting_for=chamber).exists()
