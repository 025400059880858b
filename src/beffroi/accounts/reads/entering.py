"""Lists of accounts: a person's sessions, a link's invitation."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from beffroi.accounts.models import Invitation, Person, SignInSession
from beffroi.accounts.rules.links import fingerprint


def open_invitation(token: str) -> Invitation | None:
    """The invitation of a link, unless used, out of date, or of somebody who has entered since."""
    rows = Invitation.objects.select_related("person").filter(used=None, until__gt=timezone.now())
    found = rows.filter(fingerprint=fingerprint(token), person__is_active=True).first()
    return None if found is None or found.person.has_entered else found


def sessions_of(person: Person) -> QuerySet[SignInSession]:
    """Open sessions, the last seen first."""
    return SignInSession.objects.filter(person=person, expire_date__gt=timezone.now()).order_by(
        "-last_seen", "session_key"
    )


def person_of(email: str) -> Person | None:
    """Who signs in with this address, whatever its case."""
    return Person.objects.filter(email=email.strip().lower()).first()
