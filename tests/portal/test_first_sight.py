"""A town opens from its INSEE code alone, and its page is worth seeing."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.portal.imports import import_file
from beffroi.territory.models import RoleAssignment, Street, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(client: Client) -> Client:
    client.force_login(Person.objects.create_person("a@example.invalid", "Ana Imaginaire"))
    return client


def said(answer) -> str:
    return re.sub(r"[\u202f\u00a0]", " ", answer.content.decode())


def test_code_alone_opens_a_town_with_its_outline_population_programmes_and_peers(signed) -> None:
    answer = signed.post(
        "/ouvrir-ma-ville/44036/", {"sans-fichier": "1", "role": "commerce_advisor"}
    )
    assert answer["Location"] == "/chateaubriant/"
    page = said(signed.get("/chateaubriant/"))
    assert re.search(r"Châteaubriant : \d+ \d{3} habitants", page)
    assert "Action cœur de ville" in page
    assert "ANCT" in page
    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480"' in page
    assert "Des communes qui lui ressemblent" in page
    assert "/ouvrir-ma-ville/44036/#carte" in page
    assert "/chateaubriant/reglages/" in page
    assert RoleAssignment.objects.get(town__insee_code="44036").person.name == "Ana Imaginaire"


def test_town_without_a_shipped_outline_says_how_it_comes(signed: Client) -> None:
    signed.post("/ouvrir-ma-ville/01001/", {"sans-fichier": "1"})
    page = said(signed.get(f"/{Town.objects.get().slug}/"))
    assert "Son contour n’est pas encore connu" in page
    assert "/ouvrir-ma-ville/01001/#contour" in page


def test_stranger_reads_the_first_page_and_is_offered_no_settings(signed: Client) -> None:
    signed.post("/ouvrir-ma-ville/44036/", {"sans-fichier": "1"})
    assert "/reglages/" not in said(Client().get("/chateaubriant/"))


def test_first_page_asks_few_queries(signed: Client, django_assert_max_num_queries) -> None:
    signed.post("/ouvrir-ma-ville/44036/", {"sans-fichier": "1"})
    with django_assert_max_num_queries(10):
        Client().get("/chateaubriant/")


BAN = "id;numero;nom_voie;code_postal;code_insee;lon;lat\n" + "".join(
    f"{n};{n};{name};35600;{code};-2.08;47.65\n"
    for n, (name, code) in enumerate(
        [("Rue Imaginaire", "35236"), ("Rue Imaginaire", "35236"), ("Quai Inventé", "35236"),
         ("Rue d’Ailleurs", "44036"), ("", "35236")]
    )
)  # fmt: skip
LINES = """{"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"NOM_VOIE":"Rue Imaginaire"},"geometry":
  {"type":"LineString","coordinates":[[-2.08,47.65],[-2.079,47.651]]}},
 {"type":"Feature","properties":{"nom_voie":"Quai Inventé"},"geometry":
  {"type":"MultiLineString","coordinates":[[[-2.08,47.65],[-2.07,47.65]]]}}]}"""


@pytest.fixture
def town(signed: Client) -> Town:
    signed.post("/ouvrir-ma-ville/35236/", {"sans-fichier": "1"})
    return Town.objects.get()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
def test_streets_come_from_an_address_table(town: Town, tmp_path, encoding: str) -> None:
    path = tmp_path / "adresses-35.csv"
    path.write_bytes(BAN.encode(encoding))
    run = import_file(town=town, path=path, by=None)
    assert run.state == "done", run.sentence
    assert [s.name for s in Street.objects.of(town)] == ["Quai Inventé", "Rue Imaginaire"]
    assert run.report["facts"] == {"elsewhere": 1, "nameless": 1}
    again = import_file(town=town, path=path, by=None)
    assert "rien n’a changé" in again.sentence


def test_drawn_streets_complete_those_only_named(town: Town, tmp_path) -> None:
    (tmp_path / "a.csv").write_text(BAN)
    (tmp_path / "b.geojson").write_text(LINES)
    import_file(town=town, path=tmp_path / "a.csv", by=None)
    run = import_file(town=town, path=tmp_path / "b.geojson", by=None)
    assert run.state == "done", run.sentence
    assert Street.objects.of(town).count() == 2
    assert all(street.lines for street in Street.objects.of(town))
    import_file(town=town, path=tmp_path / "a.csv", by=None)
    assert all(street.lines for street in Street.objects.of(town)), "a name never undoes a line"


def test_table_of_another_commune_is_refused(town: Town, tmp_path) -> None:
    (tmp_path / "a.csv").write_text(BAN.replace("35236", "29232"))
    run = import_file(town=town, path=tmp_path / "a.csv", by=None)
    assert run.state == "refused"
    assert "aucune voie de la commune 35236" in run.sentence
