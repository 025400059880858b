"""One change to many sheets, all or none; each sheet's history tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.programme.models import ActionSheet, Agreement, Axis
from beffroi.programme.rules.months import add_months
from beffroi.programme.rules.sheet_table import Judged
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes.axes import refile
from beffroi.programme.writes.sheets import SheetRefusedError, change_sheet, create_sheet
from beffroi.territory.models import Organisation

Progress = Callable[[int, int], None]  # rows done, rows in all


def shifted(sheet: ActionSheet, months: int, days: int) -> dict[str, dt.date | None]:
    """Its first and last days moved by whole months, then by days."""
    found = {}
    for name in ("start", "end"):
        day = getattr(sheet, name)
        moved = day and add_months(day, months) + dt.timedelta(days=days)
        found[name] = moved
    return found


def told(sheet: ActionSheet, change: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a change asks of this sheet: {"months", "days"} shift its days."""
    if {"months", "days"} & set(change):
        return shifted(sheet, int(change.get("months") or 0), int(change.get("days") or 0))
    return dict(change)


@transaction.atomic
def change_many(
    *,
    sheets: Iterable[ActionSheet],
    change: Mapping[str, Any],
    by: Person | None,
    on: dt.date,
) -> int:
    """Make one change to these sheets; returns how many moved. Raises `SheetRefusedError`, naming it."""
    moved = 0
    for sheet in sheets:
        try:
            moved += _changed(sheet, change, by, on)
        except (SheetRefusedError, LifeError) as refused:
            field = getattr(refused, "field", "")
            raise SheetRefusedError(f"{sheet.code} : {refused.sentence}", field) from refused
    return moved


def _changed(sheet: ActionSheet, change: Mapping[str, Any], by: Person | None, on: dt.date) -> bool:
    """Under another axis it is filed again, its past kept; anything else is a field."""
    if "axis" not in change:
        return bool(change_sheet(sheet=sheet, by=by, **told(sheet, change)))
    axis = change["axis"]
    if axis.agreement_id != sheet.agreement_id:
        raise SheetRefusedError(_("cet axe est celui d’une autre convention."), "axis")
    if sheet.axis_id == axis.pk:
        return False
    refile(sheet=sheet, axis=axis, on=on, by=by)
    return True


@transaction.atomic
def import_sheets(
    *,
    agreement: Agreement,
    rows: Sequence[Judged],
    update: bool,
    by: Person | None,
    on: dt.date,
    progress: Progress = lambda _done, _total: None,
) -> dict[str, int]:
    """Open the sheets of a table, and change those already known when `update` says so.

    Run again with the same table it changes nothing: a code is once in its agreement. Counts by
    "created", "changed", "unchanged", "skipped". Raises `SheetRefusedError` for a row with faults.
    """
    held = {
        sheet.code: sheet
        for sheet in ActionSheet.objects.across_towns().filter(agreement=agreement)
    }
    axes = {axis.code: axis for axis in agreement.axes.all()}
    keys = {row.values.get("project_owner") or "" for row in rows}
    bodies = {body.key: body for body in Organisation.objects.filter(key__in=keys)}
    counts = dict.fromkeys(("created", "changed", "unchanged", "skipped"), 0)
    for number, row in enumerate(rows):
        progress(number, len(rows))
        if row.faults:
            raise SheetRefusedError(_("La ligne %(n)d a des fautes.") % {"n": row.number})
        fields = _fields(row.values, axes, bodies)
        counts[_one(agreement, held, fields, update=update, by=by, on=on)] += 1
    return counts


def _fields(
    values: Mapping[str, Any], axes: Mapping[str, Axis], bodies: Mapping[str, Organisation]
) -> dict[str, Any]:
    """The values of a row as a sheet takes them; an empty cell says nothing."""
    found = {name: value for name, value in values.items() if value not in (None, "")}
    if "axis" in found:
        found["axis"] = axes.get(found["axis"])
    if "project_owner" in found:
        found["project_owner"] = bodies.get(found["project_owner"])
    return found


def _one(
    agreement: Agreement,
    held: dict[str, ActionSheet],
    fields: dict[str, Any],
    *,
    update: bool,
    by: Person | None,
    on: dt.date,
) -> str:
    known = held.get(fields["code"])
    if known is None:
        held[fields["code"]] = create_sheet(agreement=agreement, by=by, on=on, **fields)
        return "created"
    if not update:
        return "skipped"
    fields = {name: value for name, value in fields.items() if name not in ("axis", "code")}
    return "changed" if change_sheet(sheet=known, by=by, **fields) else "unchanged"
