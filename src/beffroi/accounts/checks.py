"""What `check --deploy` refuses of accounts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError


def no_fictional_people(app_configs: Any, **more: Any) -> list[Any]:
    """A fictional person, or one with a demonstration's password, has no place on a server."""
    from beffroi.accounts.models import Person

    if settings.DEMO:
        return [Error("DEMO is on: anybody enters with one click.", id="accounts.E001")]
    try:
        found = Person.objects.filter(is_fictional=True).count()
    except DatabaseError:
        return []  # no tables yet: nobody is in
    if not found:
        return []
    hint = "They cannot sign in; delete them, or begin with a new database."
    return [Error(f"{found} fictional people in this database.", hint=hint, id="accounts.E002")]


def mails_can_leave(app_configs: Any, **more: Any) -> list[Any]:
    """Without mail nobody recovers a password; without an address its links lead nowhere."""
    faults = []
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        faults.append(Warning("BEFFROI_MAIL is not set: mails go nowhere.", id="accounts.W001"))
    if not settings.PUBLIC_ADDRESS:
        faults.append(Warning("BEFFROI_ADDRESS is not set.", id="accounts.W002"))
    return faults


def register_checks() -> None:
    """Have `check --deploy` ask them."""
    for check in (no_fictional_people, mails_can_leave):
        register(check, Tags.security, deploy=True)
