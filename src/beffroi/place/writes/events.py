"""Events of a town: noted, withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.place.models import TownEvent
from beffroi.territory.models import Town
from beffroi.territory.writes import touch


@transaction.atomic
def add_event(
    *,
    town: Town,
    name: str,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    by: Person | None,
    **facts: Any,
) -> TownEvent:
    """Note an event (kind, note); its days are no longer days like others."""
    made = TownEvent(town=town, name=name, starts_at=starts_at, ends_at=ends_at, **facts)
    made.save()
    audit.record(
        "place.event_added", by=by, town=town.insee_code, on=f"event/{made.key}", event=name
    )
    touch(town)
    return made


@transaction.atomic
def withdraw_event(*, event: TownEvent, by: Person) -> TownEvent:
    """It was noted by mistake, or did not take place; done twice it is done once."""
    held = TownEvent.objects.of(event.town).select_for_update().get(pk=event.pk)
    if held.cancelled_at is None:
        held.cancelled_at, held.cancelled_by = timezone.now(), by.key
        held.save(update_fields=["cancelled_at", "cancelled_by"])
        audit.record(
            "place.event_withdrawn", by=by, town=held.town.insee_code, on=f"event/{held.key}",
            event=held.name,
        )  # fmt: skip
        touch(held.town)
    return held
