"""A commune served by an action on a day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import ActionSheet, Benefit
from beffroi.programme.writes.sheets import moved
from beffroi.programme.writes.told import told_of


@transaction.atomic
def serve(
    *,
    sheet: ActionSheet,
    insee_code: str,
    on: dt.date,
    text: str = "",
    quantity: Decimal | None = None,
    unit: str = "",
    by: Person | None,
) -> Benefit:
    """Note what a commune got, and when."""
    row = Benefit.objects.create(
        sheet=sheet, insee_code=insee_code, on=on, text=text, quantity=quantity, unit=unit
    )
    moved(sheet, by)
    day = on.isoformat()
    audit.record(
        "programme.commune_served", by=by, **told_of(sheet), commune=insee_code, day=day, text=text
    )
    return row


@transaction.atomic
def unserve(*, benefit: Benefit, by: Person | None) -> None:
    """Take away what was noted by mistake."""
    sheet, commune = benefit.sheet, benefit.insee_code
    benefit.delete()
    moved(sheet, by)
    audit.record("programme.commune_unserved", by=by, **told_of(sheet), commune=commune)
