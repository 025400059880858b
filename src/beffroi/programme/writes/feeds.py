"""The secret address of a person's calendar: made, renewed, closed. Only its digest is kept."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import CalendarFeed


@transaction.atomic
def renew_feed(*, person: Person) -> str:
    """A new secret, shown once; the former address answers nobody from now on."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        person=person,
        defaults={
            "secret": digest(secret),
            "made_at": timezone.now(),
            "made_by": person.key,
        },
    )
    audit.record("programme.feed_renewed", by=person, on=person.key)
    return secret


@transaction.atomic
def close_feed(*, person: Person) -> None:
    """The address answers nobody any more."""
    gone, _each = CalendarFeed.objects.filter(person=person).delete()
    if gone:
        audit.record("programme.feed_closed", by=person, on=person.key)


def digest(secret: str) -> str:
    """The secret has 256 bits of chance: a plain digest cannot be searched back."""
    return hashlib.sha256(secret.encode()).hexdigest()
