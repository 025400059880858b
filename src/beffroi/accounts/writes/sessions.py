"""End sessions; change a password, which ends the others."""

from __future__ import annotations

from django.db import transaction

from beffroi.accounts.models import Person, SignInSession
from beffroi.kernel import audit


@transaction.atomic
def end_sessions(*, person: Person, keep: str | None, why: str) -> int:
    """Close every session but the one kept (its session key); how many were closed."""
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
    person.save(update_fields=["password"])
    audit.record("accounts.password_changed", by=person, on=person.key)
    end_sessions(person=person, keep=keep, why="password")
