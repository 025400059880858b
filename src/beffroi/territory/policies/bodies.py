"""Who may see the people of a body, change what is said of it, merge it, and lead a hand-over."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory.models import Organisation, RoleAssignment
from beffroi.territory.policies.giving import check_give
from beffroi.territory.reads.held import not_over
from beffroi.territory.reads.rights import administers


def may_change_body(person: Any, body: Organisation) -> bool:
    """Who administers the installation or this body."""
    try:
        check_give(person, role=roles.ADVISOR, scope=roles.AREA, organisation=body)
    except PermissionDenied:
        return False
    return True


def check_change_body(person: Any, body: Organisation) -> None:
    """Raise, with its sentence, unless the person may change what is said of the body."""
    if not may_change_body(person, body):
        raise PermissionDenied(
            _(
                "Seules une personne qui administre %(body)s, ou celle qui administre "
                "l’installation, tiennent cette fiche."
            )
            % {"body": body.name}
        )


def check_administers(person: Any) -> None:
    """Raise, with its sentence, unless the person looks after the installation."""
    if not administers(person):
        raise PermissionDenied(
            _("Seule une personne qui administre l’installation peut ouvrir cette page.")
        )


def may_see_people(person: Any, body: Organisation, on: dt.date | None = None) -> bool:
    """Its members, those who act in its name, and who may change it."""
    day = on or timezone.localdate()
    if body.memberships.filter(person=person, valid__contains=day).exists():
        return True
    held = body.acting_roles.all() | body.roles.all()
    if held.filter(person=person, valid__contains=day).exists():
        return True
    return may_change_body(person, body)


def may_give(by: Any, row: RoleAssignment) -> bool:
    """Whether this role is this person's to give, extend or end."""
    try:
        check_role(by, row)
    except PermissionDenied:
        return False
    return True


def check_role(by: Any, row: RoleAssignment) -> None:
    """Raise, with its sentence, unless this role is this person's to extend or end."""
    check_give(by, role=row.role, scope=row.scope, town=row.town, organisation=row.organisation)


def check_hand_over(by: Any, leaving: Person, on: dt.date) -> None:
    """Raise unless the person leaves themself, or every role they hold is `by`'s to give."""
    if by.pk == leaving.pk:
        return
    rows = RoleAssignment.objects.filter(not_over(on), person=leaving, delegated_from=None)
    held = list(rows.exclude(scope=roles.OWN).select_related("town", "organisation"))
    if administers(by) or (held and all(may_give(by, row) for row in held)):
        return
    raise PermissionDenied(
        _("La passation se fait par la personne qui part, ou par qui administre tous ses rôles.")
    )
