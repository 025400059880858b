"""Invite somebody, and let them in by the link: nobody opens an account alone."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from beffroi.accounts.models import Invitation, Person
from beffroi.accounts.reads.entering import person_of
from beffroi.accounts.rules.links import fingerprint
from beffroi.kernel import audit


@transaction.atomic
def invite(
    email: str, name: str, by: Person | None, *, language: str | None = None
) -> tuple[Person, str]:
    """The person, created if need be, and a link to hand over: absolute where the address is set.

    The link opens the account once, within `INVITATION_DAYS`; inviting again replaces it. Someone
    who has already entered keeps password and passkeys: the link is then the sign-in page.
    """
    person = person_of(email)
    if person is None:
        spoken = {"language": language or settings.LANGUAGE_CODE}
        person = Person.objects.create_person(email.strip(), name, **spoken)
        audit.record("accounts.person_invited", by=by, on=person.key)
    elif person.has_entered:
        return person, absolute(reverse("sign_in"))
    person.invitations.filter(used=None).delete()
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person,
        fingerprint=fingerprint(token),
        invited_by=by.key if by else "",
        until=timezone.now() + timedelta(days=settings.INVITATION_DAYS),
    )
    return person, absolute(reverse("accept_invitation", args=[token]))


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, password: str | None, language: str | None = None
) -> Person:
    """Open the account, with a password or (None) a passkey to come, in the language of the page.

    Raises `ValidationError`, with sentences, for a password easily guessed, and
    `Invitation.DoesNotExist` when the link was used, or the account entered, in between.
    """
    now = timezone.now()
    held = Invitation.objects.select_for_update().get(pk=invitation.pk, used=None, until__gt=now)
    person: Person = held.person
    if person.has_entered:
        raise Invitation.DoesNotExist
    if password is not None:
        validate_password(password, person)
        person.set_password(password)
    person.language = language or person.language
    person.save(update_fields=["password", "language"])
    held.used = now
    held.save(update_fields=["used"])
    audit.record("accounts.invitation_accepted", by=person, on=person.key)
    return person


def absolute(path: str) -> str:
    """The address as it stands in a mail; the bare path where no public address is configured."""
    return f"{settings.PUBLIC_ADDRESS.rstrip('/')}{path}" if settings.PUBLIC_ADDRESS else path
