"""What a password may be, and what it opens."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from beffroi.accounts.models import Person
from beffroi.accounts.rules.passwords import own_letters

from .conftest import GOOD, sign_in
from .test_second_factor import code_of, install

CHANGE = "/mon-compte/mot-de-passe/"


@pytest.mark.parametrize("password", ["password1234", "azertyuiop123", "123456789012"])
def test_common_password_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["beffroi-2026!", "Mairie de 35600", "CommerceVille1", "mot de passe 99", "chambre-beffroi-centre"]
)  # fmt: skip
def test_words_everybody_here_would_try_are_refused(password: str) -> None:
    with pytest.raises(ValidationError) as told:
        validate_password(password)
    assert "password_of_common_words" in [error.code for error in told.value.error_list]


def test_words_within_a_sentence_of_ones_own_serve() -> None:
    validate_password(GOOD)
    assert own_letters(GOOD) == len("unsonneamidi")


@pytest.mark.parametrize(
    "password", ["тайна под мостом", "🙂 quatre pies grises", "lamarchandedesquatresaisons"]
)
def test_any_characters_serve(password: str) -> None:
    validate_password(password)


def test_long_passwords_serve_up_to_their_limit() -> None:
    validate_password("une pie grise " * 9)
    with pytest.raises(ValidationError, match="128"):
        validate_password("une pie grise " * 10)


@pytest.mark.django_db
def test_password_counts_as_typed(client: Client, db: None) -> None:
    long = " Une Pie " + "très grise " * 10
    Person.objects.create_person("pie@exemple.invalid", "Pia Imaginaire", long)
    for wrong in (long.strip(), long.lower(), long[:64]):
        assert sign_in(client, "pie@exemple.invalid", wrong).status_code == 200
    assert sign_in(client, "pie@exemple.invalid", long).status_code == 302


@pytest.mark.django_db
def test_password_stays_good(client: Client, odile: Person, settings: Any) -> None:
    before = time.time
    ten_years = before() + 10 * 365 * 86_400
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: ten_years)
        assert sign_in(client, odile.email).status_code == 302


@pytest.mark.django_db
def test_field_is_masked_and_open_to_managers(client: Client, inside: Client) -> None:
    page = Client().get("/connexion/").content.decode()
    assert 'type="password"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
    assert 'autocomplete="new-password"' in inside.get(CHANGE).content.decode()


@pytest.mark.django_db
def test_new_password_does_not_lift_the_second_factor(inside: Client, odile: Person) -> None:
    install(inside)
    stranger = Client()
    stranger.post("/mot-de-passe-oublie/", {"email": odile.email})
    link = next(word for word in mail.outbox[-1].body.split() if "/mot-de-passe-oublie/" in word)
    form = stranger.get("/" + link.split("/", 3)[3])["Location"]
    stranger.post(form, {"password1": "la place du marché à l’aube"})
    assert stranger.get("/mon-compte/").status_code == 302
    fresh = Client()
    answer = sign_in(fresh, odile.email, "la place du marché à l’aube")
    assert answer["Location"] == "/connexion/second-facteur/"


@pytest.mark.django_db
def test_time_code_serves_once(inside: Client, odile: Person) -> None:
    code = code_of(install(inside))
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, odile.email)
        client.post("/connexion/second-facteur/", {"code": code})
    assert first.get("/mon-compte/").status_code == 200
    assert second.get("/mon-compte/").status_code == 302


@pytest.mark.django_db
def test_leaving_clears_what_the_browser_kept(inside: Client) -> None:
    assert inside.post("/deconnexion/")["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.django_db
def test_administrator_ends_sessions_from_the_terminal(
    inside: Client, other: Client, odile: Person
) -> None:
    call_command("end_sessions", odile.email)
    assert inside.get("/mon-compte/").status_code == 302
    assert other.get("/mon-compte/").status_code == 200
    call_command("end_sessions", "--everyone")
    assert other.get("/mon-compte/").status_code == 302
