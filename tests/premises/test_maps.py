"""The map of a town: drawn once, for one language, day, choice and version of the data."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from beffroi.premises import reads
from beffroi.premises.reads import maps
from beffroi.territory import reads as territory
from beffroi.territory import writes
from beffroi.territory.tasks import keep_beforehand
from tests.observatory import towns

pytestmark = pytest.mark.django_db
FRONT, WHOLE = "/saint-vire/", "/saint-vire/carte/"


@pytest.fixture
def town() -> Any:
    territory.clear_shelf()
    made = towns.town()
    towns.surveyed(made)
    made.refresh_from_db()
    yield made
    territory.clear_shelf()


@pytest.fixture
def drawings(monkeypatch: Any) -> list[str]:
    """What is really drawn, from now on."""
    found: list[str] = []
    draw = maps._svg

    def noted(view: Any, *args: Any) -> str:
        found.append(view.town.slug)
        return draw(view, *args)

    monkeypatch.setattr(maps, "_svg", noted)
    return found


@pytest.mark.parametrize("path", ["/", FRONT, WHOLE, "/en/", "/en/saint-vire/"])
def test_map_the_worker_drew_is_the_one_the_page_would_draw(
    town: Any, client: Client, drawings: list[str], path: str
) -> None:
    drawn = client.get(path).content
    assert b"map__svg" in drawn
    assert drawings
    keep_beforehand(0)
    territory.clear_shelf()
    drawings.clear()
    assert client.get(path).content == drawn
    assert drawings == []


def test_home_and_front_page_share_one_drawing(
    town: Any, client: Client, drawings: list[str]
) -> None:
    for path in ("/", FRONT, "/", FRONT):
        client.get(path)
    assert len(drawings) == 1
    client.get("/en/")
    assert len(drawings) == 2, "another language is another map: its links and words differ"


def test_english_map_leads_to_english_pages_and_french_to_french(town: Any, client: Client) -> None:
    keep_beforehand(0)
    territory.clear_shelf()
    assert b'href="/en/saint-vire/' in _map(client, "/en/saint-vire/")
    assert b'href="/en/' not in _map(client, FRONT)


def _map(client: Client, path: str) -> bytes:
    return client.get(path).content.split(b'class="map__svg"', 1)[1].split(b"</svg>")[0]


@pytest.mark.parametrize("moved", ["data", "path", "name", "filter", "day"])
def test_old_map_is_not_shown(town: Any, client: Client, drawings: list[str], moved: str) -> None:
    towns.surveyed(town, vacant=9, on=towns.FIRST)
    keep_beforehand(0)
    drawings.clear()
    asked = WHOLE
    if moved == "data":
        writes.touch(town)
    elif moved == "path":
        writes.move_town(town=town, slug="saint-vire-sur-oust", by=towns.person())
        asked = "/saint-vire-sur-oust/carte/"
    elif moved == "name":
        type(town).objects.filter(pk=town.pk).update(name="Saint-Vire-les-Bains")
    elif moved == "filter":
        asked += "?familles=vacant"
    else:
        asked += f"?date={towns.FIRST}"
    client.get(asked)
    assert len(drawings) == 1


def test_choice_of_families_in_any_order_is_one_name(town: Any) -> None:
    from django.utils.datastructures import MultiValueDict

    one, other, third = (
        reads.look(town.slug, MultiValueDict({"familles": chosen}))
        for chosen in (["services", "vacant"], ["vacant", "services", "vacant"], ["vacant"])
    )
    with override("fr"):
        assert maps._name(one, 1.0) == maps._name(other, 1.0) != maps._name(third, 1.0)


def test_counts_by_town_ask_for_what_moved_only(town: Any, django_assert_num_queries: Any) -> None:
    from tests.observatory.towns import town as another

    other = another("Saint-Autre", "00043")
    with django_assert_num_queries(1):
        assert reads.counts_by_town([town, other]) == {town.pk: 45, other.pk: 0}
    with django_assert_num_queries(0):
        assert reads.counts_by_town([other, town]) == {town.pk: 45, other.pk: 0}
    towns.surveyed(other, total=6)
    with django_assert_num_queries(1):
        assert reads.counts_by_town([town, other]) == {town.pk: 45, other.pk: 6}
