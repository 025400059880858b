"""The page of one's own API keys: shown once, revoked by its owner only."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from beffroi.accounts import api_keys
from beffroi.accounts.models import ApiKey, Person
from beffroi.kernel.models import AuditEntry

pytestmark = pytest.mark.django_db
PAGE = "/mon-compte/cles-api/"


def signed(name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.create_person(f"{name}@example.invalid", name))
    return client


def test_owner_makes_a_key_and_sees_its_secret_once() -> None:
    owner = signed("ana")
    answer = owner.post(PAGE, {"label": "tableur", "days": "365"})
    secret = re.search(r"bf_[0-9a-f]{8}_[\w-]{40,}", answer.content.decode())
    assert secret
    assert "no-store" in answer["Cache-Control"]
    again = owner.get(PAGE).content.decode()
    assert secret[0] not in again
    assert secret[0][:11] in again
    assert AuditEntry.objects.filter(verb="accounts.api_key_made").count() == 1


def test_another_person_neither_sees_nor_revokes_it() -> None:
    owner, other = signed("ana"), signed("bo")
    owner.post(PAGE, {"label": "tableur secret", "days": "90"})
    key = ApiKey.objects.get()
    assert "tableur secret" not in other.get(PAGE).content.decode()
    assert other.post(f"{PAGE}{key.prefix}/").status_code == 404
    assert Client().get(PAGE).status_code == 302
    key.refresh_from_db()
    assert key.revoked_on is None
    assert owner.post(f"{PAGE}{key.prefix}/").status_code == 302
    key.refresh_from_db()
    assert key.revoked_on is not None


def test_nobody_holds_more_than_ten(monkeypatch) -> None:
    monkeypatch.setattr("beffroi.accounts.api_keys.MOST_KEYS", 1)
    owner = signed("ana")
    assert owner.post(PAGE, {"label": "une", "days": "90"}).status_code == 200
    assert owner.post(PAGE, {"label": "deux", "days": "90"}).status_code == 422
    assert ApiKey.objects.count() == 1


def test_page_asks_few_queries(django_assert_max_num_queries) -> None:
    owner = signed("ana")
    with django_assert_max_num_queries(10):
        owner.get(PAGE)


@pytest.mark.django_db
def test_callers_are_forgotten_after_their_minute() -> None:
    api_keys.tally("at:old", 100)
    api_keys.tally("at:now", 102)
    assert api_keys.forget_tallies(102) == 1
    assert api_keys.tally("at:now", 102) == 2
