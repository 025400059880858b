"""People of the tests of accounts, as on a served installation: no demonstration."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from beffroi.accounts.models import Person

GOOD = "un beffroi sonne à midi"


@pytest.fixture(autouse=True)
def served(settings: Any) -> None:
    settings.DEMO = False


@pytest.fixture
def odile(db: None) -> Person:
    person: Person = Person.objects.create_person("odile@exemple.invalid", "Odile Imaginaire", GOOD)
    return person


@pytest.fixture
def basile(db: None) -> Person:
    person: Person = Person.objects.create_person("basile@exemple.invalid", "Basile Fictif", GOOD)
    return person


def sign_in(client: Client, email: str, password: str = GOOD, **more: Any) -> Any:
    return client.post("/connexion/", {"login": email, "password": password, **more})


@pytest.fixture
def inside(client: Client, odile: Person) -> Client:
    """Odile, signed in with her password a moment ago, and asked for it again just now."""
    sign_in(client, odile.email)
    client.post("/mon-compte/confirmer/", {"password": GOOD})
    return client


@pytest.fixture
def other(basile: Person) -> Client:
    """Another member, in a browser of their own."""
    client = Client()
    sign_in(client, basile.email)
    return client


@pytest.fixture
def stranger() -> Client:
    return Client()


__all__ = ["GOOD", "sign_in"]
