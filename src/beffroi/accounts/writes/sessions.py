"""End sessions; change a password, which ends the others; tell of a browser not seen before."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from beffroi.accounts.models import Person, SignInSession
from beffroi.accounts.rules.devices import device
from beffroi.accounts.writes.telling import tell
from beffroi.kernel import audit

BY_HAND = ("asked", "administrator")


@transaction.atomic
def end_sessions(*, person: Person, keep: str | None, why: str) -> int:
    """Close every session but the one kept (its session key); how many were closed.

    Closed by hand, the browsers they were open in are strangers again.
    """
    if why in BY_HAND:
        person.browsers_from = timezone.now()
        person.save(update_fields=["browsers_from"])
    others = SignInSession.objects.filter(person=person).exclude(session_key=keep or "")
    closed, _models = others.delete()
    if closed:
        audit.record("accounts.sessions_ended", by=person, on=person.key, why=why, number=closed)
    return closed


@transaction.atomic
def end_session(*, person: Person, public_key: str) -> bool:
    """Close one of this person's sessions; False when it is not theirs or already closed."""
    for session in SignInSession.objects.filter(person=person):
        if session.public_key == public_key:
            session.delete()
            audit.record("accounts.sessions_ended", by=person, on=person.key, why="one", number=1)
            return True
    return False


@transaction.atomic
def set_password(*, person: Person, password: str, keep: str | None) -> None:
    """A password already found good enough; the other sessions end."""
    person.set_password(password)
    person.browsers_from = timezone.now()
    person.save(update_fields=["password", "browsers_from"])
    audit.record("accounts.password_changed", by=person, on=person.key)
    end_sessions(person=person, keep=keep, why="password")


def tell_new_browser(*, person: Person, agent: str) -> None:
    """Somebody entered from a browser this person never used; by mail at once, with the way out."""
    tell(
        [person],
        "security",
        sentence="new_device",
        params={"device": device(agent), "day": timezone.localdate()},
        url=reverse("account_sessions"),
    )
