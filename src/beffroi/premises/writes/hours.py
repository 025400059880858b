"""Hours agreed, noted and ended; what surveyors of a round told by a file noted of open doors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.premises.models import FieldNote, Premises, SharedHours, SurveyRound
from beffroi.premises.rules.hours import is_open
from beffroi.premises.rules.rounds.notes import UNCHANGED
from beffroi.premises.writes.trades import PlanRefused
from beffroi.territory.models import Town


@transaction.atomic
def agree(*, town: Town, by: Person, **facts: Any) -> SharedHours:
    """Note hours agreed (hours, street, sector, agreed_on, agreed_by, starts_on, ends_on, note).

    Raises `UnreadableHours` for what OpenStreetMap would not read.
    """
    is_open(facts["hours"], dt.datetime(2026, 1, 1, 12))
    facts |= {"town": town, "noted_by": by.key, "is_simulated": town.is_fictional}
    made: SharedHours = SharedHours.objects.create(**facts)
    audit.record(
        "premises.hours_agreed", by=by, town=town.insee_code, on=f"hours/{made.key}",
        hours=made.hours,
    )  # fmt: skip
    return made


@transaction.atomic
def end_hours(*, hours: SharedHours, on: dt.date, by: Person) -> SharedHours:
    """The agreement holds until this day, excluded; raises `PlanRefused` for one before it began."""
    held: SharedHours = SharedHours.objects.of(hours.town).select_for_update().get(pk=hours.pk)
    if on <= held.starts_on:
        raise PlanRefused(_("Des horaires finissent après avoir commencé."))
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    audit.record(
        "premises.hours_ended", by=by, town=hours.town.insee_code, on=f"hours/{held.key}",
        hours=held.hours,
    )  # fmt: skip
    return held


@transaction.atomic
def keep_open_doors(
    *, round: SurveyRound, seen: Iterable[tuple[Premises, dt.datetime, bool]]
) -> int:
    """Keep which doors the surveyors of a round told whole by a file found open, and when.

    Told twice, a door and instant are kept once. A round that is walked sends its own notes.
    """
    notes = [
        FieldNote(
            round=round, uuid=uuid5(NAMESPACE_URL, f"{round.key}/{door.public_id}/{at.isoformat()}"),
            device="file", sequence=rank, premises=door, kind=UNCHANGED, said={"open_now": is_open_now},
            seen_at=at, device_seen_at=at,
        )
        for rank, (door, at, is_open_now) in enumerate(seen)
    ]  # fmt: skip
    FieldNote.objects.bulk_create(notes, ignore_conflicts=True)
    return len(notes)
