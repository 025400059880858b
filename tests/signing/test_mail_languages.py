"""Every mail is written in the language of whoever receives it, whoever caused it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from beffroi.accounts import writes
from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.territory import writes as territory

from .conftest import GOOD, sign_in

pytestmark = pytest.mark.django_db
NEW = "neuve@exemple.invalid"


def speaks(person: Person, language: str) -> None:
    Person.objects.filter(pk=person.pk).update(language=language)


def opened(person: Person) -> Client:
    """Somebody signed in, on French pages, who gave the password again."""
    client = Client()
    sign_in(client, person.email)
    client.post("/mon-compte/confirmer/", {"password": GOOD})
    return client


def forgotten(odile: Person, basile: Person) -> None:
    Client().post("/mot-de-passe-oublie/", {"email": odile.email})


def erasure(odile: Person, basile: Person) -> None:
    opened(odile).post("/mon-compte/mes-donnees/effacer/")


def change(odile: Person, basile: Person) -> None:
    opened(odile).post("/mon-compte/adresse/", {"email": NEW})


def changed(odile: Person, basile: Person) -> None:
    change(odile, basile)
    link = next(word for word in mail.outbox[-1].body.split() if "://" in word)
    Client().post(urlsplit(link).path)


def taken(odile: Person, basile: Person) -> None:
    """Basile wants the address that is Odile's: she is the one written to."""
    opened(basile).post("/mon-compte/adresse/", {"email": odile.email})


MAILS: list[tuple[Callable[[Person, Person], None], str, str]] = [
    (forgotten, "Nouveau mot de passe", "New password"),
    (erasure, "Votre compte sera effacé", "Your account will be erased"),
    (change, "Votre nouvelle adresse", "Your new address"),
    (changed, "Votre adresse a changé", "Your address has changed"),
    (taken, "Votre nouvelle adresse", "Your new address"),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("act", "french", "english"), MAILS, ids=lambda one: getattr(one, "__name__", "")
)
def test_mail_is_in_its_readers_language(
    odile: Person,
    basile: Person,
    language: str,
    act: Callable[[Person, Person], None],
    french: str,
    english: str,
) -> None:
    speaks(odile, language)
    act(odile, basile)
    sent = mail.outbox[-1]
    assert sent.subject == (french if language == "fr" else english)
    links = [word for word in sent.body.split() if "://" in word]
    assert all(("/en/" in link) == (language == "en") for link in links)
    for link in links:
        assert Client().get(urlsplit(link).path, follow=True).status_code == 200


@pytest.mark.parametrize("language", ["fr", "en"])
def test_invitation_says_who_invites_to_what(odile: Person, language: str, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()
    town = territory.open_town(insee_code="00042", name="Saint-Vire", by=None)
    territory.give_role(
        person=odile, town=town, role=roles.BODY_ADMIN, start=timezone.localdate(), by=None
    )
    invited, _link = writes.invite(NEW, "Neuve Venue", odile)
    speaks(invited, language)
    asked = {"email": NEW, "name": "Neuve Venue", "role": roles.MANAGER, "place": "town"}
    asked |= {"start": f"{timezone.localdate()}", "last": "2030-06-30"}
    client = Client()
    client.force_login(odile)
    answer = client.post("/saint-vire/equipe/ajouter/", asked)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    (sent,) = mail.outbox
    said = {
        "fr": ("vous invite sur Beffroi", "manager de centre-ville, Saint-Vire", "juin 2030"),
        "en": ("invites you to Beffroi", "town-centre manager, Saint-Vire", "June 2030"),
    }
    for words in said[language]:
        assert words in sent.body.replace("\u00a0", " ")
    link = next(word for word in sent.body.split() if "://" in word)
    assert ("/en/invitation/" in link) == (language == "en")
    assert Client().get(urlsplit(link).path).status_code == 200


def test_language_is_chosen_on_ones_own_page_and_told_in_the_journal(
    inside: Client, odile: Person
) -> None:
    page = inside.get("/mon-compte/").content.decode()
    assert "English" in page and "Langue des courriels" in page
    inside.post("/mon-compte/", {"name": odile.name, "language": "en"})
    odile.refresh_from_db()
    assert odile.language == "en"
    assert AuditEntry.objects.filter(verb="accounts.language_chosen").count() == 1
    inside.post("/mon-compte/", {"name": odile.name, "language": "en"})
    assert AuditEntry.objects.filter(verb="accounts.language_chosen").count() == 1


def test_language_nobody_writes_is_refused(inside: Client, odile: Person) -> None:
    assert inside.post("/mon-compte/", {"name": odile.name, "language": "xx"}).status_code == 200
    odile.refresh_from_db()
    assert odile.language == "fr"


@pytest.mark.parametrize(("prefix", "language"), [("", "fr"), ("/en", "en")])
def test_invited_person_is_written_to_in_the_language_of_the_page_opened(
    db: None, prefix: str, language: str
) -> None:
    _person, link = writes.invite(NEW, "Neuve Venue", None)
    Client().post(prefix + urlsplit(link).path, {"password": GOOD})
    assert Person.objects.get(email=NEW).language == language
