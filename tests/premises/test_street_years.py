"""Ten years of a street and of a door: frames by look, strips by door, without any script."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.accounts.models import Person
from beffroi.premises import reads, writes
from beffroi.premises.models import Premises
from beffroi.premises.reads import street_histories
from beffroi.territory.models import Street, Town
from tests.premises import factories as make
from tests.premises.factories import D19, D21, D23

pytestmark = pytest.mark.django_db
FISH = {"activity": "poissonnerie", "family": "alimentaire"}
WEAR = {"activity": "pret-a-porter", "family": "equipement_personne"}
PAGE = "/essai/rues/rue-du-four/dix-ans/"


@pytest.fixture
def town() -> Town:
    """A fishmonger leaves, its door stays empty, then clothes are sold there; a shop becomes a flat."""
    place = make.town(lon=0.0, lat=46.0)
    make.two_streets(place)
    for day, first, second in (
        (D19, make.seen("node/1", name="Marée", house_number="3", **FISH), make.seen("node/2", lon=0.001)),
        (D21, make.seen("node/1", "vacant"), make.seen("node/2", lon=0.001)),
        (D23, make.seen("node/1", name="La Maille", **WEAR), make.seen("node/2", "non_commercial_use", lon=0.001)),
    ):  # fmt: skip
        make.observe(place, day, first, second, source=make.source(place, day, "survey", "1"))
    writes.place_on_streets(town=place, noted={}, scheme="osm")
    return place


@pytest.mark.system("003-11")
def test_any_premises_opens_on_its_ten_year_strip(client: Client, town: Town) -> None:
    opened = 0
    for door in Premises.objects.of(town):
        page = client.get(f"/essai/locaux/{door.public_id}/").content.decode()
        assert 'class="years__bars"' in page
        opened += 1
    assert opened == 2
    first = Premises.objects.of(town).get(refs__value="node/1")
    page = client.get(f"/essai/locaux/{first.public_id}/").content.decode()
    strip = page[page.index("years__list") :]
    assert strip.index("Marée") < strip.index("La Maille")


@pytest.mark.system("003-11")
def test_histories_outlive_who_noted_them(client: Client, town: Town) -> None:
    before = client.get(PAGE).content
    Person.objects.all().delete()
    assert client.get(PAGE).content == before


def test_each_look_is_a_frame_and_each_door_a_line(client: Client, town: Town) -> None:
    page = client.get(PAGE).content.decode()
    assert page.count('class="frame"') == 3
    for day in (D19, D21, D23):
        assert f"/essai/rues/rue-du-four/?date={day}" in page
    said = " ".join(page.replace("\u202f", " ").replace("\xa0", " ").split())
    assert "2 locaux, 0 vide" in said
    assert "2 locaux, 1 vide" in said
    assert "1 local, 0 vide" in said  # the flat is no shop any more
    assert "La Maille" in said
    assert "<script" not in page.partition("<main")[2].partition("</main>")[0]


def test_frames_count_what_the_street_page_counts(town: Town) -> None:
    street = Street.objects.of(town).get(slug="rue-du-four")
    told = street_histories(town, street)
    assert [one.premises.house_number for one in told] == ["3", ""]
    for day in (D19, D21, D23):
        cells = reads.cell_list(town, day, street=street)
        vacant = sum(cell.vacant for cell in cells)
        held = [
            row for one in told for row in one.states
            if day in row.valid and (row.first_seen_on is None or row.first_seen_on <= day)
        ]  # fmt: skip
        assert len(held) == len(cells)
        assert sum(row.kind == "vacant" for row in held) == vacant


def test_page_costs_the_same_with_more_doors_and_reads_in_english(
    client: Client, town: Town
) -> None:
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    more = [make.seen(f"node/{n}", lon=n / 20_000) for n in range(10, 16)]
    make.observe(town, D23, *more, source=make.source(town, D23, "notice"), partial=True)
    writes.place_on_streets(town=town, noted={}, scheme="osm")
    with CaptureQueriesContext(connection) as many:
        assert client.get(PAGE).content.decode().count('class="lapse__door"') == 9
    assert len(many) == len(few) <= 11  # eight reads, and the transaction
    english = client.get("/en/essai/streets/rue-du-four/ten-years/")
    assert english.status_code == 200
    assert "Relevé après relevé" not in english.content.decode()
    assert client.get("/essai/rues/rue-de-lorme/dix-ans/").status_code in (200, 404)
