"""Pages of somebody signed in, and those of the way in: no sideways scroll, axe content."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from beffroi.accounts import writes
from beffroi.accounts.models import Person
from tests.journeys.test_open_my_town import serious

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ENTERING = ("/connexion/", "/mot-de-passe-oublie/", "/mot-de-passe-oublie/envoye/", "/droits/")
OWN = (
    "/mon-compte/",
    "/mon-compte/mot-de-passe/choisir/",
    "/mon-compte/sessions/",
    "/mon-compte/mes-donnees/",
    "/mon-compte/mes-donnees/effacer/",
    "/mon-compte/second-facteur/",
    "/mon-compte/second-facteur/application/",
    "/mon-compte/cles/ajouter/",
    "/messages/",
    "/messages/reglages/",
    "/droits/?role=town_centre_manager",
)


def hold(page: Any, where: str, widths: tuple[int, ...] = (320, 1440)) -> None:
    """What is open now shows no fault to axe and does not scroll sideways, at each width."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (where, width)
    assert serious(page) == [], where


def test_pages_of_the_way_in_hold_at_any_width(page: Any, live_server: Any) -> None:
    _person, link = writes.invite("neuve@exemple.invalid", "Neuve Venue", None)
    for path in (*ENTERING, urlsplit(link).path):
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        hold(page, path)


def test_fault_of_sign_in_is_read_in_one_line_of_sight(page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/connexion/")
    page.fill("#id_login", "personne@exemple.invalid")
    page.fill("#id_password", "Rien de tel ici")
    page.locator("main form").get_by_role("button", name="Se connecter", exact=True).click()
    said = page.locator("main [role=alert]:visible")
    said.wait_for()
    assert said.bounding_box()["width"] > 200  # once a column of two letters
    hold(page, "sign-in, refused")


def test_signed_in_pages_hold_at_any_width(page: Any, live_server: Any) -> None:
    Person.objects.create_person("s@exemple.invalid", "Une Personne", is_fictional=True)
    page.goto(f"{live_server.url}/connexion/")
    page.get_by_role("button", name="Entrer comme Une Personne").click()
    page.wait_for_url(f"{live_server.url}/")
    for path in OWN:
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        hold(page, path)
