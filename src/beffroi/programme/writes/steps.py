"""Steps of a sheet: promised, expected, done. The day first promised stays."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import ActionSheet, Milestone
from beffroi.programme.writes.sheets import SheetRefusedError, moved
from beffroi.programme.writes.told import told_of


@transaction.atomic
def add_step(
    *, sheet: ActionSheet, title: str, planned_on: dt.date, by: Person | None
) -> Milestone:
    """Add a step promised for a day."""
    step = Milestone.objects.create(sheet=sheet, title=title, planned_on=planned_on)
    moved(sheet, by)
    audit.record(
        "programme.step_added", by=by, **told_of(sheet), step=title, planned=planned_on.isoformat()
    )
    return step


@transaction.atomic
def move_step(
    *,
    step: Milestone,
    expected_on: dt.date | None,
    done_on: dt.date | None,
    by: Person | None,
    on: dt.date,
) -> Milestone:
    """Say for when a step is expected now, and when it was done; `on` is today.

    Raises `SheetRefusedError` for a step done tomorrow.
    """
    if done_on is not None and done_on > on:
        raise SheetRefusedError(
            _("Une étape ne peut pas être faite à une date à venir."), "done_on"
        )
    changes = _changes(step, expected_on, done_on)
    if changes:
        step.expected_on, step.done_on = expected_on, done_on
        step.save(update_fields=["expected_on", "done_on"])
        moved(step.sheet, by)
        told = told_of(step.sheet)
        audit.record("programme.step_moved", by=by, **told, step=step.title, changes=changes)
    return step


def _changes(
    step: Milestone, expected_on: dt.date | None, done_on: dt.date | None
) -> dict[str, list[str | None]]:
    pairs = {"expected": (step.expected_on, expected_on), "done": (step.done_on, done_on)}
    return {
        name: [day.isoformat() if day else None for day in pair]
        for name, pair in pairs.items()
        if pair[0] != pair[1]
    }


@transaction.atomic
def drop_step(*, step: Milestone, by: Person | None) -> None:
    """Take a step away that was entered by mistake; the journal keeps it."""
    sheet, title, planned = step.sheet, step.title, step.planned_on
    step.delete()
    moved(sheet, by)
    audit.record(
        "programme.step_dropped", by=by, **told_of(sheet), step=title, planned=planned.isoformat()
    )
