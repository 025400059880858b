"""The second factor: set up, asked for, demanded of those who hold much."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from beffroi.accounts import policies
from beffroi.accounts.models import Message, Person
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry

from .conftest import sign_in

pytestmark = pytest.mark.django_db
APP = "/mon-compte/second-facteur/application/"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def install(client: Client) -> str:
    """Install an application of codes; its secret."""
    page = client.get(APP)
    secret = str(page.context["form"].secret)
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer["Location"] == "/mon-compte/second-facteur/codes/"
    return secret


def test_square_is_drawn_without_any_script_or_outside(inside: Client) -> None:
    page = inside.get(APP).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "<script>" not in page


def test_secret_is_encrypted_at_rest(inside: Client) -> None:
    secret = install(inside)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_code_is_asked_after_the_password(inside: Client, odile: Person) -> None:
    secret = install(inside)
    fresh = Client()
    assert sign_in(fresh, odile.email)["Location"] == "/connexion/second-facteur/"
    assert fresh.get("/mon-compte/").status_code == 302, "half-way is not in"
    wrong = fresh.post("/connexion/second-facteur/", {"code": "000000"})
    assert "Ce code ne convient pas" in wrong.content.decode()
    right = fresh.post("/connexion/second-facteur/", {"code": code_of(secret)})
    assert right.status_code == 302
    assert fresh.get("/mon-compte/").status_code == 200


def test_codes_cannot_be_tried_for_ever(inside: Client, odile: Person) -> None:
    secret = install(inside)
    fresh = Client()
    sign_in(fresh, odile.email)
    for _ in range(5):
        fresh.post("/connexion/second-facteur/", {"code": "000000"})
    said = fresh.post("/connexion/second-facteur/", {"code": code_of(secret)}).content.decode()
    assert "Trop d’essais" in said


def test_recovery_codes_are_shown_once_and_one_lets_in(inside: Client, odile: Person) -> None:
    install(inside)
    assert "Montrer mes codes" in inside.get("/mon-compte/second-facteur/codes/").content.decode()
    page = inside.post("/mon-compte/second-facteur/codes/")
    codes = page.context["codes"]
    assert len(codes) == 10
    assert "download=" in page.content.decode()
    again = inside.post("/mon-compte/second-facteur/codes/", follow=True).content.decode()
    assert codes[0] not in again
    fresh = Client()
    sign_in(fresh, odile.email)
    assert fresh.post("/connexion/second-facteur/", {"code": codes[0]}).status_code == 302
    other = Client()
    sign_in(other, odile.email)
    assert other.post("/connexion/second-facteur/", {"code": codes[0]}).status_code == 200


def test_changing_factors_asks_again_who_it_is(client: Client, odile: Person) -> None:
    sign_in(client, odile.email)
    answer = client.get(APP)
    assert answer["Location"].startswith("/mon-compte/confirmer/?next=")
    wrong = client.post("/mon-compte/confirmer/", {"password": "non", "next": APP})
    assert wrong.status_code == 200


def test_adding_a_factor_ends_other_sessions_and_is_told(
    inside: Client, odile: Person, django_capture_on_commit_callbacks: Any
) -> None:
    elsewhere = Client()
    sign_in(elsewhere, odile.email)
    with django_capture_on_commit_callbacks(execute=True):
        install(inside)
    assert elsewhere.get("/mon-compte/").status_code == 302
    assert Message.objects.filter(person=odile, sentence="factor_added").exists()
    assert AuditEntry.objects.filter(verb="accounts.codes_app_added").exists()
    inside.post(f"{APP}retirer/")
    assert not Authenticator.objects.filter(user=odile).exists()


def test_other_member_and_stranger_cannot_touch_it(
    inside: Client, other: Client, stranger: Client
) -> None:
    install(inside)
    assert other.get("/mon-compte/second-facteur/codes/").status_code == 404
    assert other.post(f"{APP}retirer/").status_code == 404
    assert stranger.get(APP).status_code == 302
    assert Authenticator.objects.filter(type="totp").count() == 1


@pytest.fixture
def administrator(monkeypatch: Any, odile: Person) -> Person:
    held = [lambda person: {roles.BODY_ADMIN} if person == odile else set()]
    monkeypatch.setattr(policies, "_role_readers", held)
    return odile


def test_administrator_is_led_to_set_it_up_before_anything(
    administrator: Person, client: Client, other: Client
) -> None:
    sign_in(client, administrator.email)
    for path in ("/", "/systemes/", "/mon-compte/", "/mon-compte/mes-donnees/"):
        assert client.get(path)["Location"] == "/mon-compte/second-facteur/"
    assert "avant d’aller plus loin" in client.get("/mon-compte/second-facteur/").content.decode()
    assert other.get("/mon-compte/").status_code == 200
    client.post("/mon-compte/confirmer/", {"password": "un beffroi sonne à midi"})
    install(client)
    assert client.get("/systemes/").status_code == 200


def test_administrator_of_the_demonstration_is_let_be(
    administrator: Person, client: Client, settings: Any
) -> None:
    settings.DEMO = True
    sign_in(client, administrator.email)
    assert client.get("/mon-compte/").status_code == 200


def test_leaving_is_always_possible(administrator: Person, client: Client) -> None:
    sign_in(client, administrator.email)
    assert client.post("/deconnexion/")["Location"] == "/"


def test_roles_of_the_towns_are_read(odile: Person) -> None:
    assert policies._role_readers, "territory registers how roles are read"
    assert policies.roles_held(odile) == set()


def test_no_address_of_a_secret_in_pages(inside: Client) -> None:
    install(inside)
    page = inside.get("/mon-compte/second-facteur/").content.decode()
    assert not re.search(r"otpauth:", page)
