"""The first person of an installation: an account, a role, a password nobody guesses."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.territory import reads as territory
from beffroi.territory.models import RoleAssignment, Town

pytestmark = pytest.mark.django_db
GOOD = "un beffroi sonne à midi"
ODILE = ("Odile@exemple.invalid", "Odile Imaginaire")


@pytest.fixture
def create(monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(*words: str, password: str = GOOD, **options: Any) -> str:
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        said = io.StringIO()
        call_command("create_person", *words, stdout=said, **options)
        return said.getvalue()

    return run


def test_first_person_signs_in_and_acts_for_the_town(create, client, settings) -> None:
    settings.DEMO = False
    assert "Redon" in create(*ODILE, "--town", "35236", "--role", "advisor")
    person, town = Person.objects.get(), Town.objects.get(insee_code="35236")
    assert territory.acts_for(person, town)
    signed = client.post("/connexion/", {"login": ODILE[0], "password": GOOD})
    assert signed.status_code == 302
    assert Person.objects.get().email == "odile@exemple.invalid"
    told = AuditEntry.objects.filter(object_key=person.key).values_list("verb", flat=True)
    assert set(told) == {"accounts.person_created", "territory.role_given", "accounts.signed_in"}


def test_same_address_receives_the_role_and_keeps_its_password(create) -> None:
    create(*ODILE)
    create(*ODILE, "--town", "35236", "--role", "manager", password="another one, unused")
    assert Person.objects.get().check_password(GOOD)
    assert RoleAssignment.objects.get().role == roles.MANAGER


def test_password_is_changed_when_asked(create) -> None:
    create(*ODILE)
    create(*ODILE, "--new-password", password="la place du marché à l’aube")
    assert Person.objects.get().check_password("la place du marché à l’aube")


def test_link_is_sent_instead_of_asking_a_password(create) -> None:
    said = create(*ODILE, "--invite", "--town", "35236", "--role", "advisor", password="")
    assert "https://beffroi.example/invitation/" in said
    assert mail.outbox[0].to == ["odile@exemple.invalid"]
    assert not Person.objects.get().has_usable_password()
    assert RoleAssignment.objects.get().role == roles.ADVISOR


@pytest.mark.parametrize(
    ("words", "password", "says"),
    [
        (ODILE, "court", "12"),
        (ODILE, "odile imaginaire", "nom"),
        (("pas-une-adresse", "Odile"), GOOD, "valide"),
        ((*ODILE, "--town", "35236"), GOOD, "--role"),
        ((*ODILE, "--town", "99999", "--role", "advisor"), GOOD, "99999"),
    ],
)
def test_what_cannot_be_is_refused_by_a_sentence(create, words, password, says) -> None:
    with pytest.raises(CommandError, match=says):
        create(*words, password=password)
    assert not Person.objects.exists()
    assert not Town.objects.exists()
