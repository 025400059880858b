"""« Où pourrais-je ouvrir une poissonnerie ? »: a trade named, vacant premises ranked with reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from beffroi.premises import writes
from beffroi.premises.models import Premises
from beffroi.premises.reads import trades
from beffroi.premises.rules.trades.places import (
    FAR,
    NEAR,
    POINTS,
    Neighbour,
    Place,
    Why,
    metres,
    rank,
)
from beffroi.premises.rules.trades.plan import Wish
from beffroi.territory import writes as territory
from beffroi.territory.models import Street, Town
from tests.premises import factories as make
from tests.premises import made_trades as made
from tests.premises.factories import D19, D21

ON = dt.date(2024, 5, 1)
FOOD = Neighbour("Au Levain", "alimentaire", vacant=False)
PLACE = Place("A", 0.0, 46.0, "vacant", 7, frozenset({3}), ON, "", "", ())
FISH = {"activity": "poissonnerie", "family": "alimentaire"}


def reasons(place: Place, *wishes: Wish, same: Any = ()) -> set[Why]:
    (one,) = rank([place], **FISH, wishes=wishes, same=same, on=ON)
    assert one.points == sum(POINTS[why] for why in one.reasons)
    return set(one.reasons)


def test_what_the_town_wants_here_counts_most_and_once() -> None:
    street, sector, town = (
        Wish(1, True, "poissonnerie", street=7),
        Wish(2, True, "", "alimentaire", sector=3),
        Wish(3, True, "poissonnerie"),
    )
    assert reasons(PLACE, street, sector, town) == {Why.STREET}
    assert reasons(PLACE, sector, town) == {Why.SECTOR}
    assert reasons(PLACE, town) == {Why.TOWN}
    assert reasons(replace(PLACE, street=8), street) == set()
    assert reasons(PLACE, replace(street, wanted=False)) == {Why.UNWANTED}


def test_what_stood_there_and_beside() -> None:
    assert reasons(replace(PLACE, last_activity="poissonnerie")) == {Why.SAME_TRADE}
    assert reasons(replace(PLACE, last_family="alimentaire")) == {Why.SAME_FAMILY}
    assert reasons(replace(PLACE, neighbours=(FOOD,))) == set()
    assert reasons(replace(PLACE, neighbours=(FOOD, FOOD))) == {Why.KIN}
    empty = replace(FOOD, vacant=True)
    assert reasons(replace(PLACE, neighbours=(FOOD, empty))) == set()


def test_distance_to_the_nearest_alike() -> None:
    degree = metres(0.0, 46.0, 0.0, 47.0)
    assert degree == pytest.approx(111_195, rel=0.001)
    for away, expected in ((NEAR - 5, {Why.CLOSE}), (NEAR + 5, set()), (FAR + 5, {Why.ALONE})):
        assert reasons(PLACE, same=[(0.0, 46.0 + away / degree), (0.0, 46.5)]) == expected
    assert reasons(PLACE) == set()  # none in the town: nothing to be far from


def test_emptiness_that_lasts_and_works_are_told() -> None:
    old = replace(PLACE, since=ON - dt.timedelta(days=730))
    assert reasons(old) == {Why.LONG_EMPTY}
    assert reasons(replace(old, since=ON - dt.timedelta(days=729))) == set()
    assert reasons(replace(PLACE, since=None)) == set()  # nobody knows since when
    assert reasons(replace(PLACE, state="works_unknown")) == {Why.WORKS}


@given(st.permutations([replace(PLACE, public_id=key) for key in "ABCD"]))
def test_equal_places_keep_one_order(places: list[Place]) -> None:
    told = rank(places, **FISH, wishes=(), same=(), on=ON)
    assert [one.place.public_id for one in told] == list("ABCD")


@pytest.mark.parametrize(
    "asked",
    ["Poissonnerie", "poisonnerie", "POISSON", "poissonneries", "fishmonger", "Poissonnerié"],
)
def test_search_forgives_accents_case_plurals_a_letter_and_the_language(asked: str) -> None:
    assert trades.trades_meant(asked) == ["poissonnerie"]


def test_search_asks_back_when_several_are_meant_and_says_when_none() -> None:
    assert len(trades.trades_meant("réparation")) > 1
    assert trades.trades_meant("zzzz") == trades.trades_meant("  ") == []


@pytest.fixture
def town() -> Town:
    """A baker, an empty door where fish was sold, a bank; one street further another empty door."""
    place = make.town(lon=0.0, lat=46.0)
    make.two_streets(place)
    bread = make.seen("node/1", name="Au Levain", frontage_m=5.0)
    fish = make.seen("node/2", lon=0.001, name="Marée", frontage_m=6.5, **FISH)
    far = make.seen("node/3", lon=0.002, name="La Toile", activity="textile-mercerie", family="equipement_maison")  # fmt: skip
    make.observe(place, D19, bread, fish, far, source=make.source(place, D19, "survey", "1"))
    empty = [make.seen("node/2", "vacant", lon=0.001), make.seen("node/3", "vacant", lon=0.002)]
    make.observe(place, D21, bread, *empty, source=make.source(place, D21, "survey", "1"))
    writes.place_on_streets(town=place, noted={}, scheme="osm")
    return place


pages = pytest.mark.django_db


@pages
@pytest.mark.system("001-04")
def test_page_answers_with_vacant_premises_and_its_reasons(client: Client, town: Town) -> None:
    street = Street.objects.of(town).get(name="Rue du Four")
    made.wish(made.plan(town), street=street)
    page = client.get("/essai/ou-ouvrir/?metier=poissonnerié").content.decode()
    keys = {ref: Premises.objects.of(town).get(refs__value=ref).public_id for ref in ("node/1", "node/2", "node/3")}  # fmt: skip
    assert page.index(f'id="{keys["node/2"]}"') < page.index(f'id="{keys["node/3"]}"')
    assert f'id="{keys["node/1"]}"' not in page  # somebody trades there
    for words in ("souhaitée dans cette rue (+3)", "la même activité s’y tenait (+2)", "6,5", "Poissonnerie (Marée)", "Au Levain (Alimentaire)"):  # fmt: skip
        assert words in page.replace("\u202f", " "), words
    assert "n’est pas forcément à louer" in page
    assert "<svg" in page
    english = client.get("/en/essai/where-to-open/?metier=fishmonger").content.decode()
    assert "wanted in this street (+3)" in english
    assert "souhait" not in english


@pages
def test_page_says_what_it_found_nothing_for(client: Client, town: Town) -> None:
    assert (
        "Aucune activité ne ressemble"
        in client.get("/essai/ou-ouvrir/?metier=zzzz").content.decode()
    )
    several = client.get("/essai/ou-ouvrir/?metier=réparation").content.decode()
    assert "Laquelle" in several
    for nonsense in ("?activite=zzz", "?metier=" + "a" * 500, "?activite=hors_perimetre", ""):
        assert client.get(f"/essai/ou-ouvrir/{nonsense}").status_code == 200
    empty = make.town("99009", "Vide")
    assert client.get(f"/{empty.slug}/ou-ouvrir/?metier=librairie").status_code == 200


@pages
def test_team_reads_more_and_nobody_else_does(town: Town) -> None:
    door = Premises.objects.of(town).get(refs__value="node/2")
    door.observations.filter(state="vacant").update(comment="Clé chez le notaire.")
    made.wish(made.plan(town, audience="town"))
    team = "/essai/ou-ouvrir/equipe/?activite=poissonnerie"
    outsiders = [Client(), Client(), Client()]
    outsiders[1].force_login(make.person("Zoé"))
    other = make.person("Eli")
    territory.give_role(person=other, town=make.town("99002", "Ailleurs"), role="town_centre_manager", start=D19, by=None)  # fmt: skip
    outsiders[2].force_login(other)
    for outside in outsiders:
        page = outside.get("/essai/ou-ouvrir/?activite=poissonnerie").content.decode()
        assert "notaire" not in page
        assert "souhaitée dans la ville (" not in page
        assert outside.get(team).status_code in (302, 403)
    member = Client()
    member.force_login(make.advisor_of(town))
    page = member.get(team).content.decode()
    assert "Clé chez le notaire." in page
    assert "souhaitée dans la ville (+1)" in page
    told = member.get(f"{team}&format=csv")
    assert told["Content-Type"].startswith("text/csv")
    assert told.content.decode().count(door.public_id) == 1


@pages
def test_page_costs_the_same_with_more_vacant_doors(client: Client, town: Town) -> None:
    client.get("/essai/ou-ouvrir/?metier=poissonnerie")
    with CaptureQueriesContext(connection) as few:
        client.get("/essai/ou-ouvrir/?metier=poissonnerie")
    more = [make.seen(f"node/{n}", "vacant", lon=0.0001 * n) for n in range(30, 36)]
    make.observe(town, D21, *more, source=make.source(town, D21, "notice"), partial=True)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/essai/ou-ouvrir/?metier=poissonnerie").content.decode()
    assert page.count('class="place"') == 8
    assert len(many) == len(few) <= 14
