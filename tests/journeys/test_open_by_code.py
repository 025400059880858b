"""From an INSEE code to an open town, on a phone, by the clock."""

from __future__ import annotations

import re
import time

import pytest

from beffroi.accounts.models import Person
from beffroi.territory.models import Town
from tests.journeys.test_open_my_town import serious

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_code_alone_opens_a_town_within_two_minutes(page, live_server) -> None:
    Person.objects.create_person("n@example.invalid", "Nour Imaginaire", is_fictional=True)
    began = time.monotonic()
    page.goto(f"{live_server.url}/ouvrir-ma-ville/")
    page.fill("#id_commune", "44036")
    page.click("main form[role=search] button")
    page.click("text=Entrer comme Nour Imaginaire")
    page.wait_for_url(re.compile(r"/ouvrir-ma-ville/44036/$"))
    page.click("text=Ouvrir sans fichier")
    page.wait_for_url("**/chateaubriant/")
    assert time.monotonic() - began < 120
    assert "habitants" in page.inner_text("h1")
    assert page.locator(".outline svg path").count() == 2
    assert page.get_by_text("Action cœur de ville").count() >= 1
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click("text=Couleur, blason, adresse de la ville")
    page.fill("#id_accent", "#6a1b9a")
    page.click("text=Enregistrer la présentation")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    worn = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--slate')")
    assert worn.strip() == "#6a1b9a"
    assert Town.objects.get().accent == "#6a1b9a"
