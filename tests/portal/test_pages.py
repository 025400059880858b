"""The first page, the tour, the pages about the product; each by its words and its queries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beffroi.observatory import reads as observatory
from beffroi.observatory.rules import registry
from beffroi.portal.imports import import_file
from beffroi.portal.systems import systems
from beffroi.portal.views.pages import TAKES
from beffroi.premises.reads.quality import forget_counts
from beffroi.territory import writes
from beffroi.territory.models import ImportRun, Town
from beffroi.territory.tasks import keep_beforehand
from beffroi.territory.writes import open_town

from .osm_files import write_shops

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def said(answer) -> str:
    assert answer.status_code == 200
    return re.sub(r"[\u202f\u00a0]", " ", answer.content.decode())


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = writes.open_town(insee_code="35236", name="Redon", by=None)
    run = import_file(town=town, path=write_shops(tmp_path / "a.osm"), by=None)
    assert run.state == ImportRun.State.DONE, run.sentence
    return town


def test_first_page_without_a_town_leads_to_opening_one(client: Client) -> None:
    page = said(client.get("/"))
    assert 'href="/ouvrir-ma-ville/"' in page


def test_first_page_is_one_finding_and_one_map(client: Client, town: Town) -> None:
    page = said(client.get("/"))
    assert len(re.findall(r"<h1", page)) == 1
    assert page.count('class="map__svg"') == 1
    assert "Je suis conseiller commerce" in page
    assert "Commencer la visite" in page


def test_first_page_asks_few_queries(client: Client, town: Town, django_assert_max_num_queries):
    with django_assert_max_num_queries(21):  # the town's own rule of alert is one of them
        client.get("/")


@pytest.mark.parametrize(
    ("path", "first", "again"), [("/", 10, 7), ("/redon/", 8, 6)], ids=["home", "town"]
)
def test_first_pages_made_beforehand_are_the_same_and_ask_few_queries(
    client: Client, town: Town, path: str, first: int, again: int, django_assert_max_num_queries
) -> None:
    """Where the worker counted and drew, pages read it; three queries are the transaction within a test."""
    observatory.forget(), forget_counts()
    counted = said(client.get(path))
    keep_beforehand(0)
    observatory.forget(), forget_counts()
    with django_assert_max_num_queries(first):
        assert said(client.get(path)) == counted
    with django_assert_max_num_queries(again), CaptureQueriesContext(connection) as asked:
        assert said(client.get(path)) == counted
    assert not [one for one in asked if "premises_premises" in one["sql"]]


def test_list_of_towns_follows_names_and_language(client: Client, town: Town) -> None:
    assert "<strong>Redon</strong>" in said(client.get("/"))
    Town.objects.filter(pk=town.pk).update(name="Redon <la neuve>")
    assert "<strong>Redon &lt;la neuve&gt;</strong>" in said(client.get("/"))
    assert 'class="door" href="/en/redon/"' in said(client.get("/en/"))
    assert 'class="door" href="/redon/"' in said(client.get("/"))


def test_tour_stops_on_real_pages_and_can_be_left(client: Client, town: Town) -> None:
    place = client.get("/visite/2/")["Location"]
    assert place == "/redon/rues/rue-inventee/?visite=2"
    page = said(client.get(place))
    assert 'aria-label="Visite guidée"' in page
    assert 'href="/visite/3/"' in page
    assert 'href="/?visite-quittee=2"' in page
    assert "La reprendre à l’étape 2" in said(client.get("/?visite-quittee=2"))
    assert client.get("/visite/9/").status_code == 404


def test_every_stop_of_the_tour_is_a_page(client: Client, town: Town) -> None:
    for step in range(1, 6):
        assert client.get(f"/visite/{step}/", follow=True).status_code == 200


def test_page_outside_the_tour_has_no_banner(client: Client, town: Town) -> None:
    for query in ("", "?visite=0", "?visite=six"):
        assert "Visite guidée" not in said(client.get(f"/redon/carte/{query}"))


def test_systems_page_shows_every_row_with_its_state(client: Client) -> None:
    page = said(client.get("/systemes/"))
    assert page.count('class="system system--') == len(systems()) == 92
    partly = said(client.get("/systemes/?etat=partly"))
    assert partly.count('class="system system--') == page.count("system system--partly")


def test_methods_list_every_indicator_and_each_opens(client: Client) -> None:
    page = said(client.get("/methodes/"))
    for one in registry.all_indicators():
        assert reverse("method", args=[one.slug_fr]) in page
        assert one.formula_id in said(client.get(f"/methodes/{one.slug_fr}/"))
    assert client.get("/methodes/inconnue/").status_code == 404


def test_licences_page_names_what_docs_name() -> None:
    from beffroi.portal.licences import data_sets

    written = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    for row in data_sets():
        assert row["where"].rsplit("/", 1)[-1] in written, row["data_set"]
    shipped = re.findall(r"^\| [^|]+ \| `([^`]+\.gz)` \|", written, re.M)
    assert len(shipped) >= 5, "the table was not read"
    assert set(shipped) <= {row["where"] for row in data_sets()}


def test_public_pages_open(client: Client) -> None:
    for route in ("licences", "accessibility", "open_town", "methods", "systems"):
        said(client.get(reverse(route)))


def test_errors_speak_our_words(client: Client) -> None:
    answer = client.get("/visite/9/")
    assert "La visite n’a pas cette étape" in answer.content.decode()
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/connexion/", {"email": "a"})
    assert answer.status_code == 403
    assert "Le formulaire n’a pas été pris" in answer.content.decode()


def test_broken_page_says_so(settings, client: Client) -> None:
    from django.test import RequestFactory

    from beffroi.portal.views.errors import broken

    answer = broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "rien n’a été enregistré" in answer.content.decode()


def test_town_that_is_not_there_is_said_in_our_words_and_has_no_menu(client, db):
    page = client.get("/nulle-part/").content.decode()
    assert "Aucune ville n’est ouverte" in page
    assert "No Town matches" not in page
    assert "/nulle-part/carte/" not in page


def test_street_that_is_not_there_is_said_in_our_words(client, db):
    open_town(insee_code="99004", name="Bourg", by=None)
    page = client.get("/bourg/rues/introuvable/").content.decode()
    assert "No Street matches" not in page
    assert "/bourg/carte/" in page


def test_every_kind_of_data_an_indicator_reads_has_its_title_on_the_methods_page():
    assert {one.takes for one in registry.all_indicators()} <= set(TAKES)
