"""« 21 ouvertures en trois ans »: never without the closures, the dates, and what became of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.observatory.reads.movements import complete_days, movements
from beffroi.premises import reads as premises
from beffroi.premises import writes
from beffroi.territory import reads as territory
from beffroi.territory import writes as drawing
from beffroi.territory.models import Town
from tests.observatory import towns
from tests.premises import factories as make

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2022 + n, 5, 10) for n in range(4)]
DRESS = {"activity": "pret-a-porter", "family": "equipement_personne"}


@pytest.fixture
def town() -> Town:
    """Ten doors, four complete rounds: two open in 2023 and one of them leaves in 2025, three close."""
    place = make.town(lon=0.0, lat=46.0)
    make.two_streets(place)
    for day, empty, new in (
        (DAYS[0], {0, 1}, {}),
        (DAYS[1], set(), {0: "Neuf", 1: "Bref"}),
        (DAYS[2], {5, 6, 7}, {0: "Neuf", 1: "Bref"}),
        (DAYS[3], {1, 5, 6, 7}, {0: "Neuf"}),
    ):
        doors = [_door(n, empty, new) for n in range(10)]
        make.observe(place, day, *doors, source=make.source(place, day, "survey", "1"))
    writes.place_on_streets(town=place, noted={}, scheme="osm")
    outline = writes.observed_outline(place, margin_m=60)
    drawn = drawing.add_perimeter(town=place, kind="town_centre", name="Centre", by=None, is_default=True, geometry=outline)  # fmt: skip
    writes.place_within(town=place, perimeter=drawn)
    return place


def _door(n: int, empty: set[int], new: dict[int, str]) -> Any:
    if n in empty:
        return make.seen(f"node/{n}", "vacant", lon=n / 10_000)
    facts = {"name": new[n], **DRESS} if n in new else {}
    return make.seen(f"node/{n}", lon=n / 10_000, **facts)


@pytest.mark.system("003-20")
def test_figure_is_printed_gross_and_net_with_its_dates(client: Client, town: Town) -> None:
    page = client.get(f"/essai/mouvements/?du={DAYS[0]}&au={DAYS[3]}").content.decode()
    said = " ".join(page.replace("\u202f", " ").replace("\xa0", " ").split())
    assert "2 ouvertures, 4 fermetures : solde" in said
    assert "−2" in said
    assert "du 10 mai 2022 au 10 mai 2025, même périmètre aux deux dates" in said
    assert "1 sur 2 ouvertures étaient encore là au relevé du 10 mai 2025" in said
    assert "net.v1" in page
    assert "openings.v1" in page
    assert "Bref" in page


def test_net_is_gross_less_closures_on_any_period_and_agrees_with_the_moves(town: Town) -> None:
    place = territory.perimeter(town)
    for first in DAYS:
        for last in DAYS:
            if first < last:
                seen = movements(town, first, last, perimeter=place)
                told = premises.moves(town, first, last, perimeter=place)
                assert (seen.churn.openings, seen.churn.closures) == (told.openings, told.closures)
                assert seen.figures["net"].value == told.openings - told.closures
                assert len(seen.came) == told.openings


def test_survival_of_few_openings_is_refused_with_its_reason(town: Town) -> None:
    seen = movements(town, DAYS[0], DAYS[3])
    assert {figure.verdict for figure in seen.survival.values()} == {"cannot_tell"}
    assert seen.still_there == 1


def test_survival_of_many_is_followed_to_the_last_round() -> None:
    place = make.town()
    for day, n in ((DAYS[0], 0), (DAYS[1], 40), (DAYS[3], 30)):
        doors = [_door(i, set(range(n, 40)), dict.fromkeys(range(n), "Neuf")) for i in range(40)]
        make.observe(place, day, *doors, source=make.source(place, day, "survey", "1"))
    seen = movements(place, DAYS[0], DAYS[3])
    assert len(seen.came) == 40
    assert seen.still_there == 30
    one, two = seen.survival[1], seen.survival[2]
    assert (one.verdict, one.value) == ("value", 1.0)
    assert (two.verdict, two.value) == ("value", 0.75)  # gone midway between two rounds
    assert two.formula_id == "survival_n.v1"
    assert seen.survival[3].verdict == "cannot_tell"


def test_a_round_of_few_doors_bounds_no_period(client: Client, town: Town) -> None:
    make.source(town, dt.date(2025, 9, 1), "survey", "0.3")
    assert complete_days(town) == DAYS
    empty = make.town("99003", "Seul")
    page = client.get(f"/{empty.slug}/mouvements/")
    assert page.status_code == 200
    assert "Il faut deux relevés complets" in page.content.decode()


def test_invented_town_is_not_held_against_real_ones(client: Client) -> None:
    place = towns.town()
    towns.surveyed(place, vacant=5, on=towns.FIRST)
    towns.surveyed(place, vacant=7, on=towns.SECOND)
    page = client.get(f"/{place.slug}/mouvements/").content.decode()
    assert "pas de semblables" in page


def test_page_reads_in_english_exports_and_costs_the_same(client: Client, town: Town) -> None:
    client.get("/essai/mouvements/")
    with CaptureQueriesContext(connection) as few:
        client.get("/essai/mouvements/")
    assert len(few) <= 12
    english = client.get("/en/essai/movements/").content.decode()
    assert "openings" in english
    assert "Ouvertures" not in english
    told = client.get(f"/essai/mouvements/?du={DAYS[0]}&au={DAYS[3]}&format=csv").content.decode()
    assert told.count("\n") == 3
    for nonsense in ("?du=hier", "?du=2030-01-01&au=2000-01-01", f"?du={DAYS[3]}&au={DAYS[0]}"):
        assert client.get(f"/essai/mouvements/{nonsense}").status_code == 200
