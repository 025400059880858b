"""The list of shops and the page of one: what they say, in how many queries, and of whom."""

from __future__ import annotations

import datetime as dt
import html
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from beffroi.accounts.rules import roles
from beffroi.merchants.models import Shop, ShopStatement
from beffroi.merchants.rules.facts import Voice
from beffroi.merchants.writes import correct
from beffroi.territory import writes as territory
from beffroi.territory.models import Town
from tests.premises import factories as make

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def town() -> Town:
    """Seen ten days ago: one always open, one always closed, one whose hours nobody told, a void."""
    place = make.town(lon=0.0, lat=46.0)
    make.two_streets(place)
    doors = [
        make.seen("node/1", name="Au Levain", opening_hours="24/7", phone="02 99 00 00 00"),
        make.seen("node/2", name="L’Étal <clos>", lon=0.003, opening_hours="off"),
        make.seen("node/3", name="Le Muet", lon=0.001),
        make.seen("node/4", "vacant", lon=0.002),
    ]
    make.observe(place, timezone.localdate() - 10 * DAY, *doors)
    make.writes.place_on_streets(town=place, noted={}, scheme="osm")
    return place


def text(answer: object) -> str:
    page = html.unescape(answer.content.decode())  # type: ignore[attr-defined]
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def page_of(client: Client, name: str) -> str:
    shop = Shop.objects.across_towns().get(name=name)
    return text(client.get(f"/essai/commerces/{shop.public_id}/", follow=True))


def test_open_shops_come_first_and_unknown_hours_are_not_called_closed(
    client: Client, town: Town
) -> None:
    page = text(client.get("/essai/commerces/"))
    places = [
        page.index(said) for said in ("Ouverts maintenant", "Horaires non vérifiés", "Fermés en ce")
    ]
    assert places == sorted(places)
    assert page.index("Au Levain") < page.index("Le Muet") < page.index("L’Étal")
    assert "1 commerce ouvert" in page and "sur 3" in page  # the void is no shop
    assert "Ouvert jour et nuit" in page


def test_only_what_was_asked_for_is_shown(client: Client, town: Town) -> None:
    page = text(client.get("/essai/commerces/", {"ouverts": "1"}))
    assert "Au Levain" in page and "Le Muet" not in page
    nothing = text(
        client.get("/essai/commerces/", {"ouverts": "1", "famille": "alimentaire", "depuis": "x"})
    )
    assert "Au Levain" in nothing
    assert "Au Levain" in text(client.get("/essai/commerces/", {"famille": "n’existe pas"}))


def test_from_a_street_the_nearest_come_first_with_their_minutes(
    client: Client, town: Town
) -> None:
    page = text(client.get("/essai/commerces/", {"depuis": "rue-du-four"}))
    assert re.search(r"\d+ min à pied", page)


def test_old_hours_are_told_with_their_day_and_never_as_open(client: Client, town: Town) -> None:
    old = timezone.localdate() - 500 * DAY
    told = ShopStatement.objects.across_towns().filter(shop__name="Au Levain", word="opening_hours")
    assert told.update(said_on=old) == 1
    page = page_of(client, "Au Levain")
    assert "jamais confirmés depuis" in page and "Ouvert jour et nuit" not in page
    assert "1 commerce ouvert" not in text(client.get("/essai/commerces/"))


def test_a_page_says_how_to_come_and_what_it_rests_on(client: Client, town: Town) -> None:
    page = page_of(client, "Au Levain")
    for said in ("Rue du Four", 'href="tel:0299000000"', "Itinéraire", "Ouvert jour et nuit", "Juste à côté",
                 "personne du commerce ne l’a encore prise en main", 'content="noindex"'):  # fmt: skip
        assert said in page


def test_an_address_never_dies(client: Client, town: Town) -> None:
    shop = Shop.objects.across_towns().get(name="Au Levain")
    answer = client.get(f"/essai/commerces/{shop.public_id}/ancien-nom/")
    assert answer.status_code == 301 and answer["Location"].endswith(f"{shop.public_id}/au-levain/")
    doors = [make.seen("node/1", "vacant"), make.seen("node/2", name="L’Étal", lon=0.003)]
    make.observe(town, timezone.localdate() - DAY, *doors)
    gone = client.get(f"/essai/commerces/{shop.public_id}/au-levain/")
    assert gone.status_code == 200 and "n’a pas été revu" in text(gone)
    assert "Au Levain" not in text(client.get("/essai/commerces/"))


def test_engines_read_the_same_facts_and_nothing_can_end_the_block(
    client: Client, town: Town
) -> None:
    shop = Shop.objects.across_towns().get(name="L’Étal <clos>")
    answer = client.get(f"/essai/commerces/{shop.public_id}/", follow=True)
    block = re.search(r'ld\+json">(.*?)</script>', answer.content.decode(), re.DOTALL)
    assert block is not None and "<" not in block[1]
    told = json.loads(block[1])
    assert told["name"] == "L’Étal <clos>" and told["@type"] == "LocalBusiness"


def test_invented_shops_are_not_told_to_engines(client: Client, town: Town) -> None:
    Town.objects.update(is_fictional=True)
    page = page_of(client, "Au Levain")
    assert "ld+json" not in page and "inventés" in page


def test_another_towns_shop_is_not_found_here(client: Client, town: Town) -> None:
    make.town("99002", "Ailleurs")
    shop = Shop.objects.across_towns().get(name="Au Levain")
    assert client.get(f"/ailleurs/commerces/{shop.public_id}/").status_code == 404
    assert client.get("/ailleurs/commerces/").status_code == 200  # nobody looked yet: said so
    assert client.get("/essai/commerces/n-importe/").status_code == 404


def test_the_list_costs_the_same_with_more_shops(client: Client, town: Town) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/essai/commerces/", {"depuis": "rue-du-four"}).status_code == 200
        return sum(query["sql"].startswith(("SELECT", "WITH", "\n")) for query in caught)

    client.get("/essai/commerces/")
    few = asked()
    more = [
        make.seen(f"node/{n}", lon=n / 100_000, opening_hours="Mo-Sa 09:00-19:00")
        for n in range(10, 40)
    ]
    make.observe(town, timezone.localdate() - DAY, *more)
    assert asked() == few <= 7


def test_the_position_is_asked_for_on_the_list_alone(client: Client, town: Town) -> None:
    assert "geolocation=(self)" in client.get("/essai/commerces/")["Permissions-Policy"]
    shop = Shop.objects.across_towns().get(name="Au Levain")
    page = client.get(f"/essai/commerces/{shop.public_id}/", follow=True)
    assert "geolocation=()" in page["Permissions-Policy"]


def test_a_long_list_is_folded_and_whole(client: Client, town: Town) -> None:
    more = [
        make.seen(f"node/{n}", name=f"Boutique {n:03d}", lon=n / 100_000) for n in range(10, 60)
    ]
    make.observe(town, timezone.localdate() - DAY, *more)
    page = text(client.get("/essai/commerces/"))
    folded = page.index("<details", page.index("Horaires non vérifiés"))
    assert page.index("Boutique 010") < folded < page.index("Boutique 059")
    assert all(f"Boutique {n:03d}" in page for n in range(10, 60))


def test_what_the_merchant_says_shows_at_once_and_the_page_may_be_found(
    client: Client, town: Town
) -> None:
    shop = Shop.objects.across_towns().get(name="L’Étal <clos>")
    correct(
        shop=shop,
        voice=Voice.MERCHANT,
        said={"opening_hours": "24/7"},
        on=timezone.localdate(),
        by=make.person(),
    )
    page = page_of(client, "L’Étal <clos>")
    assert "Ouvert jour et nuit" in page and "Tenue par le commerce" in page
    assert 'content="noindex"' not in page


def test_only_who_keeps_the_shop_is_led_to_its_corrections(client: Client, town: Town) -> None:
    shop = Shop.objects.across_towns().get(name="Au Levain")
    baker, other = make.person("Berthe"), make.person("Omer")
    territory.give_role(
        person=baker, role=roles.MERCHANT, scope=roles.OWN,
        object_key=f"shop:{shop.public_id}", start=timezone.localdate() - DAY, by=None,
    )  # fmt: skip
    for who, led in ((None, False), (other, False), (baker, True)):
        if who is not None:
            client.force_login(who)
        assert ("Corriger ma fiche" in page_of(client, "Au Levain")) is led
    assert client.get(f"/essai/commerces/{shop.public_id}/informations/").status_code == 200


def test_a_name_never_takes_the_place_of_another_page(client: Client, town: Town) -> None:
    doors = [make.seen("node/1", name="Informations", opening_hours="24/7")]
    make.observe(town, timezone.localdate() - DAY, *doors)
    page = text(client.get("/essai/commerces/"))
    assert "/commerce-informations/" in page
    assert "Itinéraire" in page_of(client, "Informations")


def test_next_door_are_the_nearest_in_few_queries_whatever_the_town(
    client: Client, town: Town
) -> None:
    def asked() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as caught:
            page = page_of(client, "Au Levain")
        return page, sum(one["sql"].startswith(("SELECT", "WITH", "\n")) for one in caught)

    asked()
    _page, few = asked()
    far = [
        make.seen(f"node/{n}", name=f"Au loin {n}", lon=0.01 + n / 100_000) for n in range(10, 40)
    ]
    near = [make.seen("node/50", name="Tout contre", lon=0.00001)]
    make.observe(town, timezone.localdate() - DAY, *far, *near)
    asked()
    page, many = asked()
    assert many == few
    beside = page[page.index("Juste à côté") :]
    assert beside.index("Tout contre") < beside.index("Le Muet") and "Au loin 39" not in beside
