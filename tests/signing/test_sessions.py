"""Sessions: listed for their owner, ended by her, never longer than they may."""

from __future__ import annotations

import importlib
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.test import Client
from django.utils import timezone

from beffroi.accounts.models import Person, SignInSession
from beffroi.accounts.rules.devices import device, device_sentence

from .conftest import GOOD, sign_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605 Version/18.5 Mobile Safari/604.1"
EDGE = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537 Chrome/140 Safari/537 Edg/140"
)


@pytest.fixture
def phone(odile: Person) -> Client:
    client = Client(headers={"User-Agent": SAFARI})
    sign_in(client, odile.email)
    return client


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (FIREFOX, "Firefox sur Windows"),
        (SAFARI, "Safari sur iPhone"),
        (EDGE, "Edge sur macOS"),
        ("curl/8", "Appareil inconnu"),
        ("", "Appareil inconnu"),
    ],
)
def test_a_browser_is_told_in_three_words(agent: str, said: str) -> None:
    assert device_sentence(device(agent)) == said


def test_owner_sees_her_two_sessions_and_which_is_this_one(inside: Client, phone: Client) -> None:
    page = phone.get("/mon-compte/sessions/").content.decode()
    assert "2 appareils" in page
    assert "Safari sur iPhone" in page
    assert page.index("Celui-ci") < page.index("Appareil inconnu")
    assert str(phone.session.session_key) not in page


def test_owner_ends_one_session(inside: Client, phone: Client) -> None:
    row = SignInSession.objects.get(device="Safari|iPhone")
    inside.post(f"/mon-compte/sessions/{row.public_key}/")
    assert phone.get("/mon-compte/").status_code == 302
    assert inside.get("/mon-compte/").status_code == 200


def test_other_member_cannot_end_it(other: Client, phone: Client) -> None:
    row = SignInSession.objects.get(device="Safari|iPhone")
    assert other.post(f"/mon-compte/sessions/{row.public_key}/").status_code == 404
    other.post("/mon-compte/sessions/fermer/")
    assert phone.get("/mon-compte/").status_code == 200
    assert "Safari" not in other.get("/mon-compte/sessions/").content.decode()


def test_stranger_is_asked_to_sign_in(stranger: Client) -> None:
    for path in ("", "sessions/", "mes-donnees/", "second-facteur/", "adresse/", "mot-de-passe/"):
        answer = stranger.get(f"/mon-compte/{path}")
        assert answer["Location"].startswith("/connexion/?next=")


def test_owner_ends_all_the_others(inside: Client, phone: Client) -> None:
    inside.post("/mon-compte/sessions/fermer/")
    assert phone.get("/mon-compte/").status_code == 302
    assert inside.get("/mon-compte/").status_code == 200


def test_password_change_ends_the_others(inside: Client, phone: Client, odile: Person) -> None:
    asked = {"oldpassword": GOOD, "password1": "la place du marché à l’aube"}
    assert inside.post("/mon-compte/mot-de-passe/", asked).status_code == 302
    assert phone.get("/mon-compte/").status_code == 302
    assert inside.get("/mon-compte/").status_code == 200
    assert sign_in(Client(), odile.email, asked["password1"]).status_code == 302


def test_idle_session_is_over(inside: Client) -> None:
    SignInSession.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert inside.get("/mon-compte/").status_code == 302


def test_session_never_outlives_its_absolute_lifetime(inside: Client, settings: Any) -> None:
    row: Any = SignInSession.objects.get(person__isnull=False)
    assert row.expire_date <= row.first_seen + timedelta(seconds=live.SESSION_COOKIE_AGE + 5)
    settings.SESSION_LIFETIME = timedelta(hours=1)
    session = inside.session
    session["touched"] = True
    session.save()
    row.refresh_from_db()
    assert row.expire_date == row.first_seen + timedelta(hours=1)


def test_last_seen_is_coarse_and_rarely_written(
    inside: Client, django_assert_num_queries: Any
) -> None:
    inside.get("/mon-compte/sessions/")
    row: Any = SignInSession.objects.get(person__isnull=False)
    assert (row.last_seen.minute % 10, row.last_seen.second) == (0, 0)
    # transaction, read only, session, person, roles, the list, unread messages, end of transaction
    with django_assert_num_queries(8):
        inside.get("/mon-compte/sessions/")


def test_anonymous_visitor_has_no_session(stranger: Client) -> None:
    stranger.get("/connexion/")
    assert not SignInSession.objects.exists()


def test_cookies_of_a_served_installation(monkeypatch: Any) -> None:
    monkeypatch.setenv("BEFFROI_SECRET_KEY", "x" * 50)
    monkeypatch.setenv("BEFFROI_HOSTS", "beffroi.example")
    monkeypatch.setenv("DATABASE_URL", "dbname=x")
    from beffroi.config.settings import base

    monkeypatch.setattr(base, "SECRET_KEY", "x" * 50)
    monkeypatch.setattr(base, "ALLOWED_HOSTS", ["beffroi.example"])
    monkeypatch.setattr(base, "STORAGES", dict(base.STORAGES))  # production changes its own
    monkeypatch.delitem(sys.modules, "beffroi.config.settings.production", raising=False)
    served = importlib.import_module("beffroi.config.settings.production")
    assert served.SESSION_COOKIE_NAME.startswith("__Host-")
    assert served.CSRF_COOKIE_NAME.startswith("__Host-")
    assert served.SESSION_COOKIE_SECURE and served.CSRF_COOKIE_SECURE
    assert served.SESSION_COOKIE_HTTPONLY
    assert served.SESSION_COOKIE_SAMESITE == "Lax"
    assert getattr(served, "SESSION_COOKIE_DOMAIN", None) is None
