"""Visits to doors: noted, then shared by the town with its chamber. A visit changes no figure."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.premises.models import DoorVisit, Premises
from beffroi.premises.rules.visits import SAID_MOST, STEP_MOST, Met


@transaction.atomic
def note_visit(
    *,
    premises: Premises,
    on: dt.date,
    met: str,
    by: Person,
    said: str = "",
    next_step: str = "",
    next_on: dt.date | None = None,
) -> DoorVisit:
    """Write down that somebody went to a door. The journal says that it was, not what was said."""
    made: DoorVisit = DoorVisit.objects.create(
        premises=premises, on=on, met=Met(met), said=said[:SAID_MOST],
        next_step=next_step[:STEP_MOST], next_on=next_on, noted_by=by.key,
        is_simulated=premises.town.is_fictional,
    )  # fmt: skip
    audit.record(
        "premises.visit_noted", by=by, town=premises.town.insee_code, on=premises.public_id,
        day=on.isoformat(),
    )  # fmt: skip
    return made


@transaction.atomic
def share_visit(*, visit: DoorVisit, by: Person) -> bool:
    """Let the chamber's advisors read what was said; False when it was shared already."""
    rows = DoorVisit.objects.across_towns().filter(pk=visit.pk, shared_at=None)
    shared = rows.update(shared_at=timezone.now(), shared_by=by.key)
    if shared:
        door = visit.premises
        audit.record("premises.visit_shared", by=by, town=door.town.insee_code, on=door.public_id)
    return bool(shared)
