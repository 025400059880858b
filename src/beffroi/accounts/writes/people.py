"""Open an account; change how its person is called and reached."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from beffroi.accounts.models import Person
from beffroi.accounts.writes.invitations import absolute
from beffroi.accounts.writes.telling import tell
from beffroi.kernel import audit

_SALT = "beffroi.accounts.email"
_GOOD_FOR = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class EmailChange:
    """What a link to a new address says."""

    person: Person
    email: str


@transaction.atomic
def open_account(*, email: str, name: str, password: str) -> Person:
    """A new account; raises `ValidationError`, with sentences, for a password easily guessed."""
    validate_password(password, Person(email=email, name=name))
    person: Person = Person.objects.create_person(email, name, password)
    audit.record("accounts.person_created", by=person, on=person.key)
    return person


@transaction.atomic
def rename(*, person: Person, name: str) -> None:
    """Another name shown to the others."""
    if person.name == name:
        return
    person.name = name
    person.save(update_fields=["name"])
    audit.record("accounts.renamed", by=person, on=person.key)


@transaction.atomic
def choose_language(*, person: Person, language: str) -> None:
    """Mails to this person are written in this language from now on."""
    if person.language == language:
        return
    person.language = language
    person.save(update_fields=["language"])
    audit.record("accounts.language_chosen", by=person, on=person.key, language=language)


def email_link(person: Person, email: str) -> str:
    """A link that makes this address the person's; good for a day, and while the old one holds."""
    said = {"key": person.key, "old": person.email, "new": email.lower()}
    return absolute(reverse("confirm_email", args=[signing.dumps(said, salt=_SALT)]))


def read_email_link(token: str) -> EmailChange:
    """What the link says; raises `signing.BadSignature` when false, old or already followed."""
    said = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
    person = Person.objects.filter(key=said["key"], email=said["old"], is_active=True).first()
    if person is None:
        raise signing.BadSignature("the address has changed since")
    return EmailChange(person, said["new"])


@transaction.atomic
def change_email(*, change: EmailChange) -> bool:
    """Give the person the new address; False when somebody else has it, or the old one has gone."""
    held = Person.objects.filter(pk=change.person.pk, email=change.person.email)
    try:
        with transaction.atomic():
            changed = held.update(email=change.email)
    except IntegrityError:
        return False
    if not changed:
        return False
    audit.record("accounts.email_changed", by=change.person, on=change.person.key)
    tell([change.person], "security", sentence="address_changed", by=change.person)
    return True
