"""Give a role, end it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel import audit, permission
from beffroi.kernel.period import between
from beffroi.territory.models import Perimeter, RoleAssignment, Town
from beffroi.territory.writes.refusals import RoleRefusedError
from beffroi.territory.writes.telling import ENDED, ENDING, GIVEN, tell_of_role

NEVER = DateRange(empty=True)


@transaction.atomic
def give_role(
    *,
    person: Person,
    role: str,
    scope: str = roles.TOWN,
    start: dt.date,
    by: Person | None,
    end: dt.date | None = None,
    **target: Any,
) -> RoleAssignment:
    """Let a person hold a role from a day on (`end` excluded).

    The target goes with the scope: `town`; `town` and `district` (the slug of one of its
    perimeters); `organisation` for an area or a network; `region`; `object_key`. `acting_for` is
    the body it is held for. The same role to the same day is the one already held. Whether `by` may give
    it is `policies.check_give`'s to say. Raises `RoleRefusedError`.
    """
    _check_target(role, scope, target)
    asked = {"person": person, "role": role, "scope": scope, **target}
    same = RoleAssignment.objects.filter(valid__contains=start, delegated_from=None, **asked)
    held = same.first()
    if held is not None and held.valid.upper == end:
        return held
    given = create(valid=between(start, end), given_by=getattr(by, "key", ""), **asked)
    audit.record("territory.role_given", by=by, **line(given))
    tell_of_role(given, GIVEN, by=by)
    return given


def create(**values: Any) -> RoleAssignment:
    """A row; raises `RoleRefusedError` where it would overlap the same role."""
    with once_at_a_time():
        return RoleAssignment.objects.create(**values)


@contextmanager
def once_at_a_time() -> Iterator[None]:
    """Within this, dates that overlap the same role raise `RoleRefusedError`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        raise RoleRefusedError(_("Cette personne a déjà ce rôle à ces dates.")) from clash


def line(row: RoleAssignment) -> dict[str, Any]:
    """What the audit keeps of a role; the rights kept for this request are asked again."""
    permission.forget()
    town = row.town.insee_code if row.town else ""
    said = {"role": row.role, "scope": row.scope, "assignment": row.key}
    return {"town": town, "on": row.person.key, **said}


NEEDS: dict[str, frozenset[str]] = {
    roles.OWN: frozenset({"object_key"}),
    roles.DISTRICT: frozenset({"town", "district"}),
    roles.TOWN: frozenset({"town"}),
    roles.AREA: frozenset({"organisation"}),
    roles.NETWORK: frozenset({"organisation"}),
    roles.REGION: frozenset({"region"}),
    roles.INSTALLATION: frozenset(),
}


def _check_target(role: str, scope: str, target: dict[str, Any]) -> None:
    named = roles.ROLES.get(role)
    if named is None or scope not in named.scopes:
        words = {"role": named.label if named else role, "scope": roles.SCOPES.get(scope, scope)}
        raise RoleRefusedError(_("Le rôle « %(role)s » ne se donne pas sur %(scope)s.") % words)
    filled = {name for name, value in target.items() if value} - {"acting_for"}
    if filled != NEEDS[scope]:
        raise RoleRefusedError(_("Dites sur quoi ce rôle s’exerce : %s.") % roles.SCOPES[scope])
    _check_district(target.get("town"), target.get("district", ""))


def _check_district(town: Town | None, slug: str) -> None:
    if town and slug and not Perimeter.objects.of(town).filter(slug=slug).exists():
        words = {"town": town.name, "district": slug}
        raise RoleRefusedError(_("%(town)s n’a pas de périmètre « %(district)s ».") % words)


@transaction.atomic
def end_role(*, assignment: RoleAssignment, on: dt.date, by: Person | None) -> RoleAssignment:
    """The role holds no more from this day on; what was delegated from it ends with it.

    Raises `RoleRefusedError` for the last administrator of the installation.
    """
    row = locked(assignment)
    if row.role == roles.INSTALLATION_ADMIN:
        _check_somebody_stays(row, on)
    for one in [row, *RoleAssignment.objects.select_for_update().filter(delegated_from=row)]:
        if _shorten(one, on):
            day = on.isoformat()
            audit.record("territory.role_ended", by=by, until=day, **line(one))
            tell_of_role(one, ENDING if on > timezone.localdate() else ENDED, by=by)
    assignment.valid = row.valid
    return row


def locked(assignment: RoleAssignment) -> RoleAssignment:
    """The row, held; for an administrator of the installation, all of them: two may end each other.

    Always in the order of their numbers, so that two people wait and never block each other.
    """
    rows = RoleAssignment.objects.select_for_update(of=("self",)).order_by("pk")
    if assignment.role != roles.INSTALLATION_ADMIN:
        return rows.select_related("town", "person").get(pk=assignment.pk)
    held = rows.select_related("town", "person").filter(role=roles.INSTALLATION_ADMIN)
    return next(row for row in list(held) if row.pk == assignment.pk)


def _shorten(row: RoleAssignment, on: dt.date) -> bool:
    """End a row; one that had not begun never holds. False when it had ended before."""
    if row.valid.isempty or (row.valid.upper is not None and row.valid.upper <= on):
        return False
    begun = row.valid.lower is None or row.valid.lower < on
    row.valid = between(row.valid.lower, on) if begun else NEVER
    row.save(update_fields=["valid"])
    return True


def _check_somebody_stays(row: RoleAssignment, on: dt.date) -> None:
    others = RoleAssignment.objects.filter(
        role=roles.INSTALLATION_ADMIN,
        delegated_from=None,
        valid__contains=on,
        person__is_active=True,
    ).exclude(pk=row.pk)
    if row.delegated_from_id is None and not others.exists():
        raise RoleRefusedError(
            _(
                "C’est la dernière personne qui administre l’installation : donnez d’abord ce rôle "
                "à quelqu’un d’autre."
            )
        )
