"""Indicators of a sheet or an axis: followed, measured by hand where the observatory does not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import ActionSheet, Axis, Measurement, TrackedIndicator
from beffroi.programme.writes.sheets import SheetRefusedError, moved
from beffroi.programme.writes.told import Told, told_of


@transaction.atomic
def track(
    *,
    sheet: ActionSheet | None = None,
    axis: Axis | None = None,
    label: str,
    by: Person | None,
    **facts: Any,
) -> TrackedIndicator:
    """Follow an indicator of a sheet or of an axis; `code` names one the observatory measures."""
    row = TrackedIndicator.objects.create(sheet=sheet, axis=axis, label=label, **facts)
    if sheet is not None:
        moved(sheet, by)
    audit.record("programme.indicator_tracked", by=by, **_told(row), text=label)
    return row


@transaction.atomic
def untrack(*, indicator: TrackedIndicator, by: Person | None) -> None:
    """Follow it no more."""
    told, label = _told(indicator), indicator.label
    indicator.delete()
    audit.record("programme.indicator_untracked", by=by, **told, text=label)


@transaction.atomic
def measure(
    *,
    indicator: TrackedIndicator,
    on: dt.date,
    value: Decimal,
    source: str = "",
    by: Person | None,
) -> Measurement:
    """Note a value measured by hand; the same day again corrects it.

    Raises `SheetRefusedError` for an indicator that the observatory measures: it is read, not noted.
    """
    if indicator.code:
        said = _("L’observatoire mesure cet indicateur : sa valeur se lit, elle ne se saisit pas.")
        raise SheetRefusedError(said, "value")
    row, _new = Measurement.objects.update_or_create(
        indicator=indicator, on=on, defaults={"value": value, "source": source}
    )
    day = on.isoformat()
    audit.record(
        "programme.measured",
        by=by,
        **_told(indicator),
        text=indicator.label,
        day=day,
        value=str(value),
    )
    return row


def _told(indicator: TrackedIndicator) -> Told:
    """The sheet it is of, else the agreement of its axis."""
    if indicator.sheet is not None:
        return told_of(indicator.sheet)
    agreement = indicator.axis.agreement if indicator.axis else None
    return told_of(agreement) if agreement else {"town": "", "on": "", "name": ""}
