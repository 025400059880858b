"""The pages about the API hold on a phone, and axe is content."""

from __future__ import annotations

import pytest

from beffroi.accounts.models import Person
from tests.journeys.test_open_my_town import serious

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_api_and_its_keys_are_read_on_a_phone(page, live_server) -> None:
    Person.objects.create_person("n@example.invalid", "Nour Imaginaire", is_fictional=True)
    page.goto(f"{live_server.url}/mon-compte/cles-api/")
    page.click("text=Entrer comme Nour Imaginaire")
    page.fill("#id_label", "tableur")
    page.click("main form button:has-text('Créer la clé')")
    assert page.locator(".secret").inner_text().startswith("bf_")
    for path in ("", "/api/"):
        if path:
            page.goto(live_server.url + path)
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
