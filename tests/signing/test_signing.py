"""Signing in and out: who gets in, what is said, where it leads."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.contrib.auth.hashers import get_hasher, make_password
from django.core.checks import run_checks
from django.test import Client
from django.utils import timezone

from beffroi.accounts.models import FailureCount, Person, Trying
from beffroi.config.measures.requests import FAILED_SIGN_INS

from .conftest import GOOD, sign_in

pytestmark = pytest.mark.django_db
ARGON = ["beffroi.accounts.hashers.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def body(answer: Any) -> str:
    """A page without what changes each time."""
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_owner_signs_in_and_goes_where_she_was_going(client: Client, odile: Person) -> None:
    answer = sign_in(client, "ODILE@exemple.invalid", next="/systemes/")
    assert (answer.status_code, answer["Location"]) == (302, "/systemes/")
    assert client.get("/mon-compte/").status_code == 200


@pytest.mark.parametrize(
    "away", ["https://ailleurs.invalid/", "//ailleurs.invalid", "javascript:1"]
)
def test_next_never_leaves_the_site(client: Client, odile: Person, away: str) -> None:
    assert sign_in(client, odile.email, next=away)["Location"] == "/"
    assert client.post("/deconnexion/", {"next": away})["Location"] == "/"
    assert Client().get("/connexion/", {"next": away}).context["next"] == "/"


def test_unknown_address_and_wrong_password_read_the_same(client: Client, odile: Person) -> None:
    wrong = body(sign_in(client, odile.email, "pas le bon mot de passe"))
    unknown = body(sign_in(Client(), "nemo@exemple.invalid", "pas le bon mot de passe"))
    assert "ne vont pas ensemble" in wrong
    assert wrong.replace(odile.email, "") == unknown.replace("nemo@exemple.invalid", "")


def test_unknown_address_costs_as_much_hashing(
    client: Client, monkeypatch: Any, odile: Any
) -> None:
    hashed: list[str] = []
    hasher = type(get_hasher())
    encode = hasher.encode

    def counted(self: Any, *args: Any, **more: Any) -> Any:
        hashed.append("x")
        return encode(self, *args, **more)

    monkeypatch.setattr(hasher, "encode", counted)
    sign_in(client, odile.email, "pas le bon mot de passe")
    known, hashed[:] = len(hashed), []
    sign_in(client, "nemo@exemple.invalid", "pas le bon mot de passe")
    assert known == len(hashed) == 1


def test_session_key_changes_at_sign_in(client: Client, odile: Person) -> None:
    planted = client.session
    planted["planted"] = 1
    planted.save()
    client.cookies[live.SESSION_COOKIE_NAME] = before = str(planted.session_key)
    sign_in(client, odile.email)
    after = client.cookies[live.SESSION_COOKIE_NAME].value
    assert after != before
    thief = Client()
    thief.cookies[live.SESSION_COOKIE_NAME] = before
    assert thief.get("/mon-compte/").status_code == 302


def test_a_served_installation_hashes_with_argon2_and_upgrades_old_hashes(
    client: Client, odile: Person, settings: Any
) -> None:
    from beffroi.config.settings import sign_in as served

    assert served.PASSWORD_HASHERS == ARGON
    settings.PASSWORD_HASHERS = ARGON
    Person.objects.update(password=make_password(GOOD, hasher="pbkdf2_sha256"))
    assert sign_in(client, odile.email).status_code == 302
    odile.refresh_from_db()
    assert odile.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_fictional_person_never_signs_in_on_a_server(client: Client, settings: Any) -> None:
    person = Person.objects.create_person("f@demo.invalid", "Fée", GOOD, is_fictional=True)
    assert sign_in(client, person.email)["Location"] == "/connexion/compte-ferme/"
    assert client.get("/mon-compte/").status_code == 302
    settings.DEMO = True
    assert client.post(f"/connexion/demo/{person.key}/").status_code == 302
    assert client.get("/mon-compte/").status_code == 200
    settings.DEMO = False
    assert client.get("/mon-compte/").status_code == 302, "an old session must not live on"
    assert client.post(f"/connexion/demo/{person.key}/").status_code == 404


def test_check_deploy_fails_on_a_fictional_person(db: None) -> None:
    def faults() -> set[str]:
        return {str(m.id) for m in run_checks(include_deployment_checks=True)}

    assert "accounts.E002" not in faults()
    Person.objects.create_person("f@demo.invalid", "Fée", is_fictional=True)
    assert "accounts.E002" in faults()


def test_closed_account_stays_out(client: Client, odile: Person) -> None:
    Person.objects.update(is_active=False)
    assert sign_in(client, odile.email)["Location"] == "/connexion/compte-ferme/"
    assert client.get("/mon-compte/").status_code == 302


def test_failures_are_logged_without_the_address(
    client: Client, odile: Person, caplog: Any, capsys: Any
) -> None:
    with caplog.at_level(logging.DEBUG):
        for _ in range(6):
            sign_in(client, odile.email, "pas le bon mot de passe")
    said = caplog.text + "".join(capsys.readouterr())
    assert "sign_in_failed" in said
    assert odile.email not in said
    assert "odile" not in str(list(FailureCount.objects.values())).lower()
    assert Trying.objects.exists()
    assert "odile" not in str(list(Trying.objects.values())).lower()


def test_five_wrong_passwords_close_the_pair_not_the_colleague(
    client: Client, odile: Person, basile: Person
) -> None:
    for _ in range(5):
        answer = sign_in(client, odile.email, "pas le bon mot de passe")
    assert answer.status_code == 429
    assert "Attendez 15\xa0minutes" in answer.content.decode().replace("\u202f", "\xa0").replace(
        "15 minutes", "15\xa0minutes"
    )
    assert sign_in(client, odile.email).status_code == 429, "the right password neither"
    assert sign_in(Client(), basile.email).status_code == 302, "same address, another account"
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere, odile.email).status_code == 302, "the owner, from elsewhere"


def test_tries_that_lie_apart_do_not_add_up(client: Client, odile: Person) -> None:
    for _ in range(4):
        assert sign_in(client, odile.email, "pas le bon mot de passe").status_code == 200
    Trying.objects.update(last=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, odile.email, "pas le bon mot de passe").status_code == 200
    assert Trying.objects.get().number == 1


def test_rest_is_over_after_a_quarter_of_an_hour(client: Client, odile: Person) -> None:
    for _ in range(5):
        sign_in(client, odile.email, "pas le bon mot de passe")
    assert sign_in(client, odile.email).status_code == 429
    Trying.objects.update(last=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, odile.email).status_code == 302


def test_password_asked_again_rests_too(inside: Client) -> None:
    for _ in range(5):
        answer = inside.post("/mon-compte/confirmer/", {"password": "pas le bon mot de passe"})
    assert answer.status_code == 429
    assert "Attendez" in answer.content.decode()


def test_an_account_tried_from_everywhere_rests(odile: Person, settings: Any) -> None:
    settings.ACCOUNT_FAILURES_PER_HOUR = 3
    for number in range(3):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), odile.email, "pas le bon mot de passe")
    answer = sign_in(Client(REMOTE_ADDR="192.0.2.99"), odile.email)
    assert answer.status_code == 200
    assert "Trop d’essais" in answer.content.decode()


def test_an_address_that_tries_every_account_rests(odile: Person, settings: Any) -> None:
    settings.ADDRESS_FAILURES_PER_HOUR = 3
    for number in range(3):
        sign_in(Client(), f"x{number}@exemple.invalid", "pas le bon mot de passe")
    assert sign_in(Client(), odile.email).status_code == 200
    assert sign_in(Client(REMOTE_ADDR="192.0.2.1"), odile.email).status_code == 302


def test_forwarded_address_is_believed_only_behind_our_proxies(rf: Any, settings: Any) -> None:
    from beffroi.accounts.limits import client_address

    asked = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 192.0.2.5"}, REMOTE_ADDR="10.0.0.1")
    settings.PROXIES_IN_FRONT = 0
    assert client_address(asked) == "10.0.0.1"
    settings.PROXIES_IN_FRONT = 1
    assert client_address(asked) == "192.0.2.5"
    asked = rf.get("/", REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    assert client_address(asked) == "2001:db8:1:2::"


def test_every_refused_sign_in_is_measured_while_the_pair_rests_too(
    client: Client, odile: Person
) -> None:
    before = FAILED_SIGN_INS._value.get()
    for _ in range(7):
        sign_in(client, odile.email, "pas le bon mot de passe")
    assert FAILED_SIGN_INS._value.get() - before == 7
