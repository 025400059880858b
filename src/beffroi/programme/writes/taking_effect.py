"""What an amendment changes in the records on the day it takes effect."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from beffroi.kernel import audit
from beffroi.kernel.period import between
from beffroi.programme.models import Agreement, Amendment
from beffroi.programme.reads.content import in_force
from beffroi.programme.rules.consolidation import steps
from beffroi.programme.writes.amended_rows import SETTERS, set_parents
from beffroi.programme.writes.told import told_of


@transaction.atomic
def take_effect(*, agreement: Agreement, on: dt.date) -> list[int]:
    """Bring the records to the text in force on a day; gives the numbers newly in effect.

    Safe to run twice: only amendments signed, due and not yet applied are taken.
    """
    rows = Amendment.objects.select_for_update().filter(
        agreement=agreement, signed_on__isnull=False, abandoned_on=None, applied_on=None,
        effective_on__lte=on,
    )  # fmt: skip
    due = list(rows.order_by("effective_on", "signed_rank", "number"))
    if not due:
        return []
    content = in_force(agreement, on).content
    for branch, key in sorted({_leaf(change["path"]) for one in due for change in one.changes}):
        told = content[branch] if key == "" else content[branch].get(key)
        _set(agreement, branch, key, told, on)
    set_parents(agreement, content["axes"])
    for one in due:
        one.applied_on = on
        one.save(update_fields=["applied_on"])
        one.draws.filter(is_waiting=True).update(is_waiting=False)
        audit.record("programme.amendment_effective", **told_of(agreement), number=one.number)
    return [one.number for one in due]


def _leaf(path: str) -> tuple[str, str]:
    """Branch and key that a change is about: ("articles", "duree"), ("dates", "")."""
    branch, *rest = steps(path)
    return (branch, rest[0]) if branch in SETTERS and rest else (branch, "")


def _set(agreement: Agreement, branch: str, key: str, told: Any, on: dt.date) -> None:
    if branch in SETTERS:
        SETTERS[branch](agreement, key, told, on)
    elif branch == "dates":
        first, last = (dt.date.fromisoformat(told[name]) if told[name] else None for name in ("first", "last"))  # fmt: skip
        agreement.valid = between(first, last + dt.timedelta(days=1) if last else None)
        agreement.save(update_fields=["valid"])
    elif branch in ("title", "preamble"):
        setattr(agreement, branch, told)
        agreement.save(update_fields=[branch])
