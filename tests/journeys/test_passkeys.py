"""A passkey, from the invitation to the next sign-in, on a telephone (390 px)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

from beffroi.accounts import writes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def telephone(page: Any, settings: Any) -> Any:
    """The browser with an authenticator that a finger is held on."""
    settings.DEMO = False
    door = page.context.new_cdp_session(page)
    door.send("WebAuthn.enable")
    door.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return page


def wide(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_invited_person_enters_by_passkey_and_comes_back_by_it(
    telephone: Any, live_server: Any
) -> None:
    page, site = telephone, live_server.url.replace("127.0.0.1", "localhost")
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    _person, link = writes.invite("neuve@exemple.invalid", "Neuve Venue", None)
    page.goto(site + urlsplit(link).path)
    page.get_by_role("button", name="Choisir une clé d’accès").click()
    page.get_by_role("button", name="Ajouter", exact=True).click()
    page.get_by_role("button", name="Montrer mes codes").click()
    page.get_by_role("link", name="Télécharger").wait_for()
    assert page.locator(".codes code").count() == 10
    page.get_by_role("link", name="C’est rangé").click()
    page.get_by_text("Clé d’accès", exact=True).wait_for()
    assert wide(page) == 0
    page.goto(f"{site}/mon-compte/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto(f"{site}/connexion/?next=/mon-compte/")
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    page.get_by_role("heading", name="Mon compte").wait_for()
    assert page.locator("input[name=name]").input_value() == "Neuve Venue"
    assert wide(page) == 0
    assert faults == []
