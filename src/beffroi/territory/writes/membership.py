"""Bodies and the people in them: name a body, change it, join it, leave it; make a role last."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.period import between, since
from beffroi.territory.models import Membership, Organisation, RoleAssignment, Town
from beffroi.territory.writes.refusals import BodyRefusedError, RoleRefusedError
from beffroi.territory.writes.roles import NEVER, line, locked, once_at_a_time
from beffroi.territory.writes.telling import REDATED, tell_of_role


@transaction.atomic
def found_body(
    *,
    kind: str,
    name: str,
    by: Person | None,
    siren: str = "",
    town: Town | None = None,
    start: dt.date | None = None,
    is_fictional: bool = False,
) -> Organisation:
    """A body of this name; `start` None: nobody knows since when. Its area is told afterwards."""
    body = Organisation.objects.create(
        kind=kind, name=name, siren=siren, town=town, valid=since(start), is_fictional=is_fictional
    )
    audit.record("territory.body_named", by=by, on=body.key, kind=kind)
    return body


@transaction.atomic
def change_body(*, organisation: Organisation, by: Person, **facts: Any) -> Organisation:
    """Correct what is said of a body (`name`, `kind`, `siren`, `town`)."""
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    changed = [field for field, value in facts.items() if getattr(row, field) != value]
    if changed:
        before = row.name
        for field in changed:
            setattr(row, field, facts[field])
        row.save(update_fields=changed)
        audit.record("territory.body_changed", by=by, on=row.key, fields=changed, before=before)
    return row


@transaction.atomic
def join_body(
    *,
    person: Person,
    organisation: Organisation,
    title: str,
    start: dt.date | None,
    by: Person | None,
) -> Membership:
    """The person belongs to the body from a day on; already there, only the function is changed.

    Raises `BodyRefusedError` for a body that is no more on that day.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    over = organisation.valid.upper
    if over is not None and (start is None or start >= over):
        raise BodyRefusedError(_("%s n’existe plus à cette date.") % organisation.name)
    held = Membership.objects.filter(
        person=person, organisation=organisation, valid__overlap=since(start)
    ).first()
    if held is not None:
        Membership.objects.filter(pk=held.pk).update(title=title)
        held.title = title
        return held
    made = Membership.objects.create(
        person=person, organisation=organisation, title=title, valid=between(start, over)
    )
    audit.record("territory.body_joined", by=by, on=person.key, joined=organisation.key)
    return made


@transaction.atomic
def end_membership(*, membership: Membership, on: dt.date, by: Person | None) -> None:
    """The person belongs to the body no more from this day on; their roles are ended apart."""
    row = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    lower, upper = row.valid.lower, row.valid.upper
    if row.valid.isempty or (upper is not None and upper <= on):
        return
    row.valid = between(lower, on) if lower is None or lower < on else NEVER
    row.save(update_fields=["valid"])
    audit.record(
        "territory.body_left",
        by=by,
        on=row.person.key,
        left=row.organisation.key,
        day=on.isoformat(),
    )


@transaction.atomic
def extend_role(
    *, assignment: RoleAssignment, until: dt.date | None, today: dt.date, by: Person
) -> RoleAssignment:
    """The role holds until a later day (excluded), or without end.

    Raises `RoleRefusedError` for a role that is over, a day that is past, dates at which the
    person holds the same role by another row, or a role that was delegated: its giver lends it
    again.
    """
    row = locked(assignment)
    if row.delegated_from_id is not None:
        raise RoleRefusedError(_("Une délégation ne se prolonge pas : elle se donne à nouveau."))
    if row.valid.isempty or (row.valid.upper is not None and row.valid.upper <= today):
        raise RoleRefusedError(_("Ce rôle est terminé : donnez-le de nouveau."))
    if until is not None and (until <= today or (row.valid.lower and until <= row.valid.lower)):
        raise RoleRefusedError(_("Cette date est passée : choisissez-en une à venir."))
    if row.valid.upper == until:
        return row
    row.valid = between(row.valid.lower, until)
    with once_at_a_time():
        row.save(update_fields=["valid"])
    day = until.isoformat() if until else ""
    audit.record("territory.role_extended", by=by, until=day, **line(row))
    tell_of_role(row, REDATED, by=by)
    return row
