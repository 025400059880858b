"""Nobody opens an account alone: a link, dated, used once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from beffroi.accounts import writes
from beffroi.accounts.models import Invitation, Person
from beffroi.kernel.models import AuditEntry

from .conftest import GOOD, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(basile: Person) -> str:
    _person, path = writes.invite("Neuve@exemple.invalid", "Neuve Venue", basile)
    return path.removeprefix("https://beffroi.example")


def test_invited_person_chooses_a_password_and_is_in(client: Client, link: str) -> None:
    assert "Bienvenue, Neuve Venue" in client.get(link).content.decode()
    answer = client.post(link, {"password": GOOD})
    assert answer["Location"] == "/mon-compte/"
    assert client.get("/mon-compte/").status_code == 200
    assert sign_in(Client(), "neuve@exemple.invalid").status_code == 302
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"accounts.person_invited", "accounts.invitation_accepted"} <= verbs


def test_link_serves_once(client: Client, link: str) -> None:
    client.post(link, {"password": GOOD})
    again = Client().post(link, {"password": "une autre phrase bien longue"})
    assert again.status_code == 404
    assert Person.objects.get(email="neuve@exemple.invalid").check_password(GOOD)


def test_old_link_says_so(client: Client, link: str) -> None:
    Invitation.objects.update(until=timezone.now() - timedelta(minutes=1))
    answer = client.get(link)
    assert answer.status_code == 404
    assert "Ce lien ne sert plus" in answer.content.decode()


def test_inviting_again_replaces_the_link(basile: Person, client: Client, link: str) -> None:
    _person, second = writes.invite("neuve@exemple.invalid", "Neuve", basile)
    assert client.get(link).status_code == 404
    assert client.get(second).status_code == 200


def test_invitation_never_reopens_an_account_already_entered(odile: Person, basile: Person) -> None:
    person, path = writes.invite(odile.email.upper(), "Usurpée", basile)
    assert person == odile
    assert path == "https://beffroi.example/connexion/"
    assert not Invitation.objects.exists()


def test_table_does_not_hold_the_link(link: str) -> None:
    token = link.split("/")[-2]
    assert token not in str(list(Invitation.objects.values()))


def test_weak_password_is_refused_and_the_link_stays_good(client: Client, link: str) -> None:
    answer = client.post(link, {"password": "neuve venue1"})
    assert "trop semblable" in answer.content.decode()
    assert client.post(link, {"password": "a" * 129}).status_code == 200
    assert client.post(link, {"password": GOOD}).status_code == 302


def test_invited_person_may_choose_a_passkey_instead(client: Client, link: str) -> None:
    answer = client.post(link, {"passkey": "1"})
    assert answer["Location"] == "/mon-compte/cles/ajouter/"
    assert client.get(answer["Location"]).status_code == 200


def test_link_carries_the_public_address_where_it_is_set(settings: Any, db: None) -> None:
    settings.PUBLIC_ADDRESS = "https://autre.example/"
    _person, link = writes.invite("a@exemple.invalid", "A", None)
    assert link.startswith("https://autre.example/invitation/")
    settings.PUBLIC_ADDRESS = ""
    assert writes.invite("a@exemple.invalid", "A", None)[1].startswith("/invitation/")


def test_signing_up_is_closed_unless_opened(client: Client, settings: Any) -> None:
    assert client.get("/inscription/").status_code == 404
    assert client.post("/inscription/", {"email": "a@b.invalid", "name": "A"}).status_code == 404
    settings.SIGN_UP_OPEN = True
    assert client.get("/inscription/").status_code == 200


def test_open_sign_up_answers_the_same_for_known_and_unknown(
    client: Client, settings: Any, odile: Person
) -> None:
    settings.SIGN_UP_OPEN = True
    said = [
        client.post("/inscription/", {"email": email, "name": "X"})
        .content.decode()
        .replace(email, "")
        for email in ("inconnue@exemple.invalid", odile.email)
    ]
    assert said[0] == said[1]
    assert len(mail.outbox) == 2
    assert "/invitation/" in mail.outbox[0].body
    assert "/connexion/" in mail.outbox[1].body


def test_link_opens_nothing_once_the_account_was_entered_otherwise(
    client: Client, link: str
) -> None:
    """Whoever invites may have seen the link: it must not reopen what its owner has entered."""
    Person.objects.filter(email="neuve@exemple.invalid").update(last_login=timezone.now())
    assert client.get(link).status_code == 404
    assert client.post(link, {"password": GOOD}).status_code == 404
    assert not Person.objects.get(email="neuve@exemple.invalid").has_usable_password()
