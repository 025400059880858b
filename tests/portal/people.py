"""People, towns and bodies for the tests of who may do what."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory import writes
from beffroi.territory.models import Organisation, RoleAssignment, Town

LONG_AGO = dt.date(2020, 1, 1)


def today() -> dt.date:
    return timezone.localdate()


def days(count: int) -> dt.date:
    return today() + dt.timedelta(days=count)


def said(answer: Any, status: int = 200) -> str:
    text = answer.content.decode()
    assert answer.status_code == status, (answer.status_code, text[-2500:])
    return re.sub(r"[\u202f\u00a0]", " ", text)


def person(name: str) -> Person:
    address = f"{name.lower().replace(' ', '.')}@example.invalid"
    made: Person = Person.objects.create_person(address, name, "une phrase de passe longue")
    return made


def signed(someone: Person) -> Client:
    client = Client()
    client.force_login(someone)
    return client


def town(name: str = "Saint-Vire", code: str = "00042") -> Town:
    return writes.open_town(insee_code=code, name=name, by=None)


def holds(someone: Person, role: str, place: Town, **more: Any) -> RoleAssignment:
    values: dict[str, Any] = {"start": LONG_AGO, "by": None, "town": place} | more
    return writes.give_role(person=someone, role=role, **values)


def administrator(name: str = "Ada") -> Person:
    made = person(name)
    writes.give_role(
        person=made,
        role=roles.INSTALLATION_ADMIN,
        scope=roles.INSTALLATION,
        start=LONG_AGO,
        by=None,
    )
    return made


def body(name: str = "Chambre fictive", *communes: str, kind: str = "chamber") -> Organisation:
    made = writes.found_body(kind=kind, name=name, by=None)
    for code in communes:
        writes.cover(organisation=made, level="commune", code=code, start=LONG_AGO, by=None)
    return made


class NoMail(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError
