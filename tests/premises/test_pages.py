"""The pages of a town's map, streets and premises: what they say, to whom, in how many queries."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beffroi.kernel.models import AuditEntry
from beffroi.premises.models import Premises
from tests.premises import factories as make
from tests.premises.factories import D21

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.street_with_a_doubt()


def queries(client, path):
    """The answer and how many SELECTs it took (BEGIN, SET and COMMIT are the same for all)."""
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path)
    return answer, sum(query["sql"].startswith(("SELECT", "WITH", "\n")) for query in caught)


@pytest.mark.parametrize(
    ("path", "says", "most"),
    [
        ("carte/", "3 locaux relevés", 9),
        ("rues/", "Des locaux vides dans", 6),
        ("rues/rue-du-four/", "local vide", 7),
        ("locaux/", "Au Levain", 7),
        ("locaux/a-verifier/", "Entre deux", 8),
    ],
)
def test_page_says_what_it_must_in_few_queries(client, town, path, says, most):
    answer, asked = queries(client, f"/essai/{path}")
    assert answer.status_code == 200
    assert says in answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert asked <= most


def test_list_costs_the_same_with_more_premises(client, town):
    _, few = queries(client, "/essai/locaux/")
    more = [make.seen(f"node/{n}", lon=n / 100_000) for n in range(10, 40)]
    make.observe(town, D21, *more)
    _, many = queries(client, "/essai/locaux/")
    assert many == few


def test_map_as_data_holds_the_asked_box_only(client, town):
    answer = client.get("/essai/carte/locaux.geojson", {"bbox": "-0.0005,45.9,0.0005,46.1"})
    names = [feature["properties"]["name"] for feature in json.loads(answer.content)["features"]]
    assert names == ["Au Levain"]


def test_nonsense_box_is_refused_with_a_sentence(client, town):
    answer = client.get("/essai/carte/locaux.geojson", {"bbox": "ici"})
    assert answer.status_code == 400
    assert "quatre nombres" in answer.content.decode()


def test_nonsense_in_the_address_counts_as_not_asked(client, town):
    asked = {"date": "hier", "perimetre": "nulle-part", "page": "-3", "familles": "x"}
    assert client.get("/essai/locaux/", asked).status_code == 200


def test_day_before_the_first_sight_is_empty_not_invented(client, town):
    answer = client.get("/essai/carte/", {"date": "2001-01-01"})
    assert "personne n’a encore relevé" in answer.content.decode()


def test_csv_neither_runs_nor_lies(client, town):
    make.observe(town, D21, make.seen("node/9", name='=HYPERLINK("x")'))
    lines = client.get("/essai/locaux/?format=csv&date=2021-05-03").content.decode().splitlines()
    assert len(lines) == 1 + 4
    assert any("'=HYPERLINK" in line for line in lines)


def test_premises_seen_once_has_no_history(client, town):
    door = Premises.objects.of(town).get(refs__value="node/1")
    page = client.get(f"/essai/locaux/{door.public_id}/").content.decode()
    assert "Vu une seule fois" in page


def test_premises_of_another_town_is_not_found(client, town):
    make.town("99002", "Ailleurs")
    door = Premises.objects.of(town).first()
    assert client.get(f"/ailleurs/locaux/{door.public_id}/").status_code == 404


@pytest.fixture
def doubtful(town):
    door = Premises.objects.of(town).get(refs__value="node/3")
    assert door.street_doubtful
    return f"/essai/locaux/{door.public_id}/rue/", door


def test_advisor_of_the_town_settles_a_street_in_one_tap(client, town, doubtful):
    address, door = doubtful
    client.force_login(make.advisor_of(town))
    assert client.post(address, {"rue": "rue-de-lorme"}).status_code == 302
    door.refresh_from_db()
    assert (door.street.name, door.street_doubtful) == ("Rue de l’Orme", False)
    assert AuditEntry.objects.filter(verb="premises.street_corrected").count() == 1


def test_advisor_of_another_town_may_not(client, town, doubtful):
    address, door = doubtful
    client.force_login(make.advisor_of(make.town("99002", "Ailleurs"), "Bob"))
    assert client.post(address, {"rue": "rue-de-lorme"}).status_code == 403
    door.refresh_from_db()
    assert door.street_doubtful


def test_stranger_is_sent_to_sign_in(client, town, doubtful):
    address, door = doubtful
    answer = client.post(address, {"rue": "rue-de-lorme"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")
    door.refresh_from_db()
    assert door.street_doubtful


def test_wide_view_of_many_doors_is_gathered_and_counted(client, town, monkeypatch):
    monkeypatch.setattr("beffroi.premises.views.feeds.MOST", 2)
    answer = client.get("/essai/carte/locaux.geojson", {"bbox": "-0.01,45.9,0.01,46.1"})
    told = [feature["properties"] for feature in json.loads(answer.content)["features"]]
    assert sum(spot["count"] for spot in told) == 3
    assert sum(spot["emptied"] for spot in told) == 1


def test_street_page_offers_its_rate_and_its_poster(client, town):
    page = client.get("/essai/rues/rue-du-four/").content.decode()
    assert "/essai/indicateurs/taux-de-vacance/?rue=rue-du-four" in page
    assert "/essai/rues/rue-du-four/affiche.pdf" in page


@pytest.mark.parametrize("path", ["carte/", "rues/", "locaux/"])
def test_town_nobody_has_looked_at_says_how_to_begin(client, db, path):
    make.town("99003", "Vierge")
    page = client.get(f"/vierge/{path}").content.decode()
    assert "Personne n’a encore relevé" in page
    assert "<svg" in page and "map__svg" not in page
