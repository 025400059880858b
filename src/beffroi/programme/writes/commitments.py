"""Promises: made, kept wholly or in part, lifted by agreement, carried to the next agreement."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import ActionSheet, Agreement, Commitment
from beffroi.programme.writes.refused import GovernanceRefusedError
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Organisation


@transaction.atomic
def promise(
    *,
    organisation: Organisation,
    text: str,
    by: Person | None,
    agreement: Agreement | None = None,
    sheet: ActionSheet | None = None,
    **facts: Any,
) -> Commitment:
    """Note what a body promised (quantity, unit, due_on, decision, is_published)."""
    made = Commitment(
        organisation=organisation, text=text, agreement=agreement, sheet=sheet, **facts
    )
    _check_quantity(made)
    made.save()
    audit.record("programme.commitment_made", by=by, **_told(made))
    return made


@transaction.atomic
def keep(
    *, commitment: Commitment, done_on: dt.date, by: Person | None, on: dt.date, evidence: str = ""
) -> Commitment:
    """It is kept, on this day; `on` is today. Raises `GovernanceRefusedError` for a day to come."""
    held = _open(commitment)
    if done_on > on:
        raise GovernanceRefusedError(
            _("Un engagement ne se tient pas à une date à venir."), "done_on"
        )
    held.done_on, held.evidence = done_on, evidence or held.evidence
    if held.quantity is not None:
        held.done_quantity = held.quantity
    held.save(update_fields=["done_on", "evidence", "done_quantity"])
    audit.record("programme.commitment_kept", by=by, **_told(held))
    return held


@transaction.atomic
def keep_part(
    *, commitment: Commitment, done_quantity: Decimal, by: Person | None, evidence: str = ""
) -> Commitment:
    """So much of it is done; the whole still runs.

    Raises `GovernanceRefusedError` without a quantity, or for all of it (then it is kept).
    """
    held = _open(commitment)
    if held.quantity is None:
        raise GovernanceRefusedError(_("Cet engagement n’a pas de quantité."), "done_quantity")
    if not 0 <= done_quantity < held.quantity:
        said = _("Dites une partie de la quantité ; entière, l’engagement est tenu.")
        raise GovernanceRefusedError(said, "done_quantity")
    held.done_quantity, held.evidence = done_quantity, evidence or held.evidence
    held.save(update_fields=["done_quantity", "evidence"])
    audit.record(
        "programme.commitment_part_kept", by=by, **_told(held), quantity=str(done_quantity)
    )
    return held


@transaction.atomic
def release(
    *, commitment: Commitment, released_on: dt.date, because: str, by: Person | None, on: dt.date
) -> Commitment:
    """The parties lift it together, and say why. Raises `GovernanceRefusedError`."""
    held = _open(commitment)
    if released_on > on:
        raise GovernanceRefusedError(_("Cette date est à venir."), "released_on")
    if not because.strip():
        raise GovernanceRefusedError(_("Dites pourquoi l’engagement est levé."), "because")
    held.released_on, held.released_because = released_on, because
    held.save(update_fields=["released_on", "released_because"])
    audit.record("programme.commitment_released", by=by, **_told(held))
    return held


@transaction.atomic
def reopen(*, commitment: Commitment, by: Person) -> Commitment:
    """Kept or lifted by mistake: it runs again. The journal keeps both."""
    held = _locked(commitment)
    held.done_on = held.released_on = None
    held.released_because = ""
    held.save(update_fields=["done_on", "released_on", "released_because"])
    audit.record("programme.commitment_reopened", by=by, **_told(held))
    return held


@transaction.atomic
def carry(
    *, commitment: Commitment, to: Agreement, by: Person | None, due_on: dt.date | None = None
) -> Commitment:
    """Take an open promise up in the next agreement; the old one keeps its own story.

    Raises `GovernanceRefusedError` when the next has it already.
    """
    held = _open(commitment)
    if held.carried_to.filter(agreement=to).exists():
        raise GovernanceRefusedError(_("La convention suivante le reprend déjà."), "to")
    left = None
    if held.quantity is not None:
        left = held.quantity - (held.done_quantity or 0)
    made = Commitment.objects.create(
        agreement=to,
        organisation=held.organisation,
        text=held.text,
        quantity=left,
        unit=held.unit,
        due_on=due_on,
        carried_from=held,
        is_published=held.is_published,
    )
    audit.record("programme.commitment_carried", by=by, **_told(made))
    return made


def _locked(commitment: Commitment) -> Commitment:
    # the rows that may be absent are outer-joined: PostgreSQL locks the promise alone
    rows = Commitment.objects.select_for_update(of=("self",))
    found: Commitment = rows.select_related("agreement", "sheet", "organisation").get(
        pk=commitment.pk
    )
    return found


def _open(commitment: Commitment) -> Commitment:
    held = _locked(commitment)
    if held.done_on or held.released_on:
        raise GovernanceRefusedError(_("Cet engagement est déjà tenu ou levé."))
    return held


def _check_quantity(row: Commitment) -> None:
    if row.quantity is not None and row.quantity <= 0:
        raise GovernanceRefusedError(_("Une quantité promise est positive."), "quantity")


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _told(row: Commitment) -> dict[str, Any]:
    """What the journal keeps; a restricted sheet is named by its code, for the team reads it."""
    home = row.agreement or row.sheet
    assert home is not None  # noqa: S101 - the table's constraint
    hidden = row.sheet is not None and row.sheet.is_restricted
    words = row.sheet.code if hidden and row.sheet else row.text
    return {**told_of(home), "commitment": words, "party": row.organisation.key}
