"""Delegate a role: the same, no wider and no longer."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.period import between
from beffroi.territory.models import RoleAssignment
from beffroi.territory.reads import administers
from beffroi.territory.writes.refusals import RoleRefusedError
from beffroi.territory.writes.roles import create, line, locked
from beffroi.territory.writes.telling import DELEGATED, tell_of_role

SAME = ("role", "scope", "town", "district", "organisation", "region", "object_key", "acting_for")


@transaction.atomic
def delegate(
    *,
    assignment: RoleAssignment,
    to: Person,
    until: dt.date,
    by: Person,
    start: dt.date,
) -> RoleAssignment:
    """Another person holds the same role, on the same target, until a day (excluded).

    Never more than the giver holds, nor longer; what was delegated is not delegated again. `by`
    holds the role, or administers the installation, else
    `PermissionDenied`. Raises `RoleRefusedError`.
    """
    giver = locked(assignment)
    if by.pk != giver.person_id and not administers(by, start):
        raise PermissionDenied(_("Un rôle est délégué par la personne qui le tient."))
    _check_delegation(giver, to, start, until)
    same = {field: getattr(giver, field) for field in SAME}
    lent = {"valid": between(start, until), "delegated_from": giver, "given_by": by.key}
    given = create(person=to, **same, **lent)
    more = {"until": until.isoformat(), "giver": giver.person.key}
    audit.record("territory.role_delegated", by=by, **more, **line(given))
    tell_of_role(given, DELEGATED, by=by)
    return given


def _check_delegation(giver: RoleAssignment, to: Person, start: dt.date, until: dt.date) -> None:
    if giver.delegated_from_id is not None:
        raise RoleRefusedError(_("Ce qui est délégué ne se délègue pas à nouveau."))
    if to.pk == giver.person_id:
        raise RoleRefusedError(_("On ne se délègue pas son propre rôle."))
    if until <= start:
        raise RoleRefusedError(_("La délégation finit avant de commencer."))
    lower, upper = giver.valid.lower, giver.valid.upper
    outside = (upper is not None and until > upper) or (lower is not None and start < lower)
    if giver.valid.isempty or outside:
        raise RoleRefusedError(_("La délégation ne peut pas durer plus que le rôle lui-même."))
