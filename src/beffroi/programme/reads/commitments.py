"""Promises of an agreement as its page shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.shortcuts import get_object_or_404

from beffroi.programme import policies
from beffroi.programme.models import ActionSheet, Agreement, Commitment
from beffroi.programme.rules.promises import Fate, Promise, fate, share_done

ORDER = (Fate.LATE, Fate.SOON, Fate.OPEN, Fate.KEPT_LATE, Fate.KEPT, Fate.RELEASED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; "" is anything."""

    body: str = ""
    fate: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A promise with where it stands; `share` of its quantity done, None without one."""

    row: Commitment
    fate: Fate
    share: float | None


def as_promise(row: Commitment) -> Promise:
    """A row as the rules read it; its body is loaded."""
    return Promise(
        row.organisation.key,
        row.due_on,
        row.done_on,
        row.released_on,
        row.quantity,
        row.done_quantity,
    )


def commitments_of(agreement: Agreement, person: Any) -> Any:
    """Promises of an agreement and of those of its sheets that this person may see."""
    seen = ActionSheet.objects.across_towns().filter(policies.visible_sheets(person))
    of_sheet = Q(sheet__agreement=agreement, sheet__in=seen.values("pk"))
    rows = Commitment.objects.filter(Q(agreement=agreement) | of_sheet)
    return rows.select_related(
        "organisation", "sheet__town", "agreement__town", "decision__meeting", "carried_from"
    ).order_by(F("due_on").asc(nulls_last=True), "pk")


def listed(agreement: Agreement, person: Any, wanted: Wanted, on: dt.date) -> list[Listed]:
    """Those asked for: the late ones first, then by day (1 query)."""
    rows = commitments_of(agreement, person)
    if wanted.body:
        rows = rows.filter(organisation__key=wanted.body)
    if wanted.text:
        rows = rows.filter(text__icontains=wanted.text)
    found = [_told(row, on) for row in rows]
    kept = [one for one in found if wanted.fate in ("", one.fate)]
    return sorted(kept, key=lambda one: ORDER.index(one.fate))


def _told(row: Commitment, on: dt.date) -> Listed:
    told = as_promise(row)
    share = share_done(told)
    return Listed(row, fate(told, on), None if share is None else float(share))


def commitment_or_404(agreement: Agreement, person: Any, key: str, on: dt.date) -> Listed:
    """One promise of this agreement, for somebody who may see it."""
    return _told(get_object_or_404(commitments_of(agreement, person), key=key), on)


def next_agreements(agreement: Agreement) -> Sequence[Agreement]:
    """Where an open promise may be carried: the agreement that renews this one."""
    rows = Agreement.objects.across_towns().filter(renews=agreement)
    return list(rows.select_related("town"))
