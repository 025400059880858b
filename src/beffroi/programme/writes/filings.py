"""A sheet filed under an axis from a day on; where it stood stays told."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.period import between, since
from beffroi.programme.models import ActionSheet, Axis, SheetFiling
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes.told import told_of


@transaction.atomic
def refile(
    *, sheet: ActionSheet, axis: Axis, on: dt.date, by: Person | None, reason: str = ""
) -> SheetFiling:
    """From this day on the sheet stands under another axis; where it stood stays told.

    Raises `LifeError` for a day before the last filing began.
    """
    rows = ActionSheet.objects.across_towns().select_for_update(of=("self",))
    row = rows.select_related("town", "axis").get(pk=sheet.pk)
    last = SheetFiling.objects.filter(sheet=row, valid__upper_inf=True).first()
    if last is None and row.axis is not None and row.axis_id != axis.pk:
        last = SheetFiling.objects.create(sheet=row, axis=row.axis, valid=since(None))
    if last is not None and last.axis_id == axis.pk:
        return last
    if last is not None:
        _close(last, on)
    made: SheetFiling = SheetFiling.objects.create(
        sheet=row, axis=axis, valid=since(on), reason=reason
    )
    row.axis = axis
    row.save(update_fields=["axis"])
    audit.record("programme.sheet_refiled", by=by, **told_of(row), axis=str(axis), reason=reason)
    return made


def _close(filing: SheetFiling, on: dt.date) -> None:
    lower = filing.valid.lower
    if lower is not None and on <= lower:
        raise LifeError(
            _("La fiche a été classée ce jour-là ou plus tard : choisissez un autre jour.")
        )
    filing.valid = between(lower, on)
    filing.save(update_fields=["valid"])
