"""The page of effects: what it says of an invented town, of a cohort, and above towns."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from beffroi.kernel.period import between
from beffroi.programme.reads.effects import effect_of, openings_since
from beffroi.programme.rules.effect import Why
from tests.observatory import towns

from . import made

pytestmark = pytest.mark.django_db
WALKS = [dt.date(year, 5, 17) for year in (2021, 2022, 2024, 2025)]
SINCE = dt.date(2023, 1, 1)


def walked(name: str, code: str, vacant: list[int]) -> object:
    place = towns.town(name, code)
    for day, count in zip(WALKS, vacant, strict=True):
        towns.surveyed(place, vacant=count, total=12, on=day)
    return place


@pytest.mark.system("002-04")
def test_a_town_and_its_cohort_are_read_on_the_same_days() -> None:
    own = walked("Saint-Vire", "00042", [6, 6, 3, 3])
    others = [walked(f"Vieux-Pont {n}", f"0005{n}", [6, 6, 6, 6]) for n in range(2)]
    found = effect_of(own, SINCE, "vacancy_rate", others).found  # type: ignore[arg-type]
    assert found.before == pytest.approx(0.5)
    assert found.after == pytest.approx(0.25)
    assert found.effect == pytest.approx(-0.25)
    assert Why.FEW_TOWNS in found.why  # two towns: nobody can tell


@pytest.mark.system("003-01")
def test_openings_are_told_gross_net_and_compared() -> None:
    own = walked("Saint-Vire", "00042", [6, 6, 3, 4])
    other = walked("Vieux-Pont", "00051", [6, 6, 6, 6])
    told = openings_since(own, SINCE, [other])  # type: ignore[arg-type,list-item]
    assert told is not None
    assert (told.opened - told.closed, told.net) == (2, 2)
    assert (told.start, told.end) == (WALKS[1], WALKS[-1])
    assert told.peers == 1
    assert told.peers_rate == 0


def test_the_page_says_what_keeps_it_from_telling(django_assert_max_num_queries: object) -> None:
    own = walked("Saint-Vire", "00042", [6, 6, 3, 4])
    row = made.agreement(
        own,  # type: ignore[arg-type]
        made.chamber(own),  # type: ignore[arg-type]
        valid=between(SINCE, dt.date(2026, 1, 1)),
    )
    client = Client()
    client.force_login(made.manager(own))  # type: ignore[arg-type]
    address = f"/saint-vire/conventions/{row.key}/effets/"
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        page = client.get(address).content.decode()
    assert "On ne peut pas dire" in page
    assert "Brut" in page and "Net" in page and "Comparé" in page
    assert client.get(f"{address}?indicateur=n'importe").status_code == 200
    stranger = Client()
    stranger.force_login(made.stranger())
    assert stranger.get(address).status_code == 403


def test_above_towns_the_page_leads_to_each_town() -> None:
    place = made.town()
    chamber = made.chamber(place)
    frame = made.agreement(None, chamber, title="Cadre")
    made.agreement(place, chamber, made.hall(place), parent=frame, title="Convention du Val")
    client = Client()
    client.force_login(made.advisor(chamber))
    assert "Convention du Val" in client.get(f"/conventions/{frame.key}/effets/").content.decode()
