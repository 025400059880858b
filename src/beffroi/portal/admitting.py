"""Let somebody in: their account, and the town they act for."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.territory import writes as territory
from beffroi.territory.models import Town


def person_of(email: str) -> Person | None:
    """Who signs in with this address, whatever its case."""
    return Person.objects.filter(email=email.lower()).first()


@transaction.atomic
def admit(email: str, name: str, password: str) -> Person:
    """A new account; raises `ValidationError`, with sentences, for a password easily guessed."""
    validate_password(password, Person(email=email, name=name))
    person: Person = Person.objects.create_person(email, name, password)
    audit.record("accounts.person_created", by=person, on=person.key)
    return person


@transaction.atomic
def change_password(person: Person, password: str) -> None:
    """Another password; raises `ValidationError` for one easily guessed."""
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record("accounts.password_changed", by=person, on=person.key)


def let_act(person: Person, town: Town, role: str) -> None:
    """From today on this person acts for the town, as whoever runs the machine says."""
    territory.give_role(person=person, town=town, role=role, start=timezone.localdate(), by=None)
