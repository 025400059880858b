"""Why a sheet exists: a figure, a diagnosis, a paper, a word heard."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import ActionSheet, Evidence
from beffroi.programme.writes.sheets import moved
from beffroi.programme.writes.told import told_of


@transaction.atomic
def add_evidence(
    *,
    sheet: ActionSheet,
    kind: str,
    text: str,
    ref: str = "",
    on: dt.date | None = None,
    by: Person | None,
) -> Evidence:
    """Attach what shows the need; `ref` is an indicator's code, a diagnosis' number or an address."""
    found = Evidence.objects.create(sheet=sheet, kind=kind, text=text, ref=ref, on=on)
    moved(sheet, by)
    audit.record("programme.evidence_added", by=by, **told_of(sheet), text=text)
    return found


@transaction.atomic
def drop_evidence(*, evidence: Evidence, by: Person | None) -> None:
    """Take a piece of evidence away."""
    sheet, text = evidence.sheet, evidence.text
    evidence.delete()
    moved(sheet, by)
    audit.record("programme.evidence_dropped", by=by, **told_of(sheet), text=text)
