"""Words that a library or a table would otherwise put on the screen for us."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client

from beffroi.accounts import outbox
from beffroi.accounts.forms import RenamePasskeyForm
from beffroi.accounts.models import Person


class _Key:
    def wrap(self) -> Any:
        return type("Wrapped", (), {"name": "Téléphone"})()


def test_name_of_a_passkey_is_asked_in_french() -> None:
    assert str(RenamePasskeyForm(instance=_Key()).fields["name"].label) == "Nom de la clé"


@pytest.mark.django_db
def test_factors_among_my_data_have_names(client: Client) -> None:
    person = Person.objects.create_person("a@exemple.invalid", "Ada Exemple")
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    client.force_login(person)
    page = client.get("/mon-compte/mes-donnees/").content.decode()
    assert "Application de codes" in page
    assert "totp" not in page


@pytest.mark.django_db
def test_proof_that_nobody_can_give_is_refused_in_french(client: Client) -> None:
    client.force_login(Person.objects.create_person("b@exemple.invalid", "Bo Exemple"))
    answer = client.get("/mon-compte/confirmer/")
    assert answer.status_code == 403
    assert "Choisissez d’abord un mot de passe" in answer.content.decode()


def test_mail_of_the_demonstration_is_dated(settings: Any, tmp_path: Any) -> None:
    settings.STATE = tmp_path
    outbox.FolderBackend().send_messages([EmailMessage("Objet", "Texte", to=["c@exemple.invalid"])])
    (sent,) = outbox.sent()
    assert abs(sent.date.timestamp() - time.time()) < 60
