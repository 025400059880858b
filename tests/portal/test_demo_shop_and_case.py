"""The invented town's shopkeeper and its case of online sales: simulated, once, the case unseen."""

from __future__ import annotations

import pytest
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.merchants import reads as merchants
from beffroi.merchants.models import Shop
from beffroi.portal.demo.online_case import load_case
from beffroi.portal.demo.shops import KEEPER, load_shop
from beffroi.premises.models import CaseStep, OnlineSalesCase, Premises
from beffroi.premises.rules.cases import State
from beffroi.territory.models import Town
from tests.premises import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    place = make.street_with_a_doubt()
    Town.objects.filter(pk=place.pk).update(is_fictional=True)
    place.refresh_from_db()
    return place


def test_a_shopkeeper_says_four_things_once_and_the_town_checks_two(town: Town) -> None:
    make.person("Maïa", key=KEEPER)
    assert load_shop(town) == 4
    assert load_shop(town) == 0
    (shop,) = merchants.own_shops(Person.objects.get(key=KEEPER))
    assert shop.phone == "01 99 00 12 34"
    assert [row.word for row in merchants.to_check(town)] == ["season", "activity"]
    assert Shop.objects.of(town).count() == 2


@pytest.mark.system("001-10")
def test_a_case_qualified_and_one_withdrawn_leave_no_public_trace(town: Town) -> None:
    pages = ["", "carte/", "rues/", "locaux/", "carte/locaux.geojson", "donnees/", "indicateurs/"]
    pages += [f"locaux/{door.public_id}/" for door in Premises.objects.of(town)]

    def read() -> str:
        return "".join(Client().get(f"/essai/{page}").content.decode() for page in pages)

    ada = make.advisor_of(town)
    assert load_case(town, by=ada) == 2
    assert load_case(town, by=ada) == 0
    states = set(OnlineSalesCase.objects.of(town).values_list("state", flat=True))
    assert states == {State.WAREHOUSE, State.WITHDRAWN}
    assert all(OnlineSalesCase.objects.of(town).values_list("is_simulated", flat=True))
    said = read().casefold()
    for word in ("entrepôt", "occultée", "coursier", "vente en ligne"):
        assert word not in said
    for step in CaseStep.objects.of(town).exclude(words=""):
        assert step.words.casefold() not in said
    assert Client().get("/essai/vente-en-ligne/").status_code == 302
