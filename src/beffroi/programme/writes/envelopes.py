"""Envelopes and the draws on them: locked, since two draws at once would pass the balance."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import ActionSheet, Agreement, Amendment, Draw, Envelope
from beffroi.programme.reads.money import standings
from beffroi.programme.rules.envelopes import Standing, missing, raise_of
from beffroi.programme.writes.told import told_of
from beffroi.ui.typography import euros


class DrawRefused(Exception):
    """A draw above the balance; the sentence says by how much and what to do."""


@transaction.atomic
def set_aside(*, agreement: Agreement, by: Person | None, **facts: Any) -> Envelope:
    """Open an envelope on an agreement (year, amount, axis, payer, label, is_inside)."""
    envelope = Envelope(agreement=agreement, **facts)
    envelope.full_clean()
    envelope.save()
    audit.record(
        "programme.envelope_set",
        by=by,
        **told_of(agreement),
        amount=str(envelope.amount),
        year=envelope.year,
    )
    return envelope


@transaction.atomic
def draw(
    *,
    envelope: Envelope,
    amount: Decimal,
    on: dt.date,
    label: str,
    by: Person | None,
    sheet: ActionSheet | None = None,
    by_amendment: bool = False,
) -> Draw:
    """Take from an envelope. Above its balance: `DrawRefused`, or with `by_amendment` a draft
    amendment that raises the envelope, and a draw that waits until it is signed.
    """
    # Two draws at once take turns: the second sees what the first left.
    held = Envelope.objects.select_for_update().select_related("agreement").get(pk=envelope.pk)
    stands = standings([held])[held.pk]
    above = missing(stands, amount)
    if above and not by_amendment:
        raise DrawRefused(_refusal(held, stands, above))
    amendment = _amend(held, stands, amount) if above else None
    facts = {"amount": amount, "on": on, "label": label, "is_waiting": amendment is not None}
    made: Draw = Draw.objects.create(envelope=held, sheet=sheet, amendment=amendment, **facts)
    audit.record(
        "programme.drawn", by=by, **told_of(held.agreement), amount=str(amount), label=label,
        waits=made.is_waiting,
    )  # fmt: skip
    return made


def _refusal(envelope: Envelope, stands: Standing, above: Decimal) -> str:
    return _(
        "Il reste %(balance)s sur l’enveloppe %(year)s : il manque %(above)s. Réduisez le montant, "
        "ou proposez un avenant."
    ) % {"balance": euros(stands.balance), "year": envelope.year, "above": euros(above)}


def _amend(envelope: Envelope, stands: Standing, amount: Decimal) -> Amendment:
    """A draft amendment that raises the envelope just enough for what waits and this draw."""
    last = envelope.agreement.amendments.aggregate(last=Max("number"))["last"] or 0
    return Amendment.objects.create(
        agreement=envelope.agreement,
        number=last + 1,
        title=_("Enveloppe %(year)s portée à %(amount)s")
        % {"year": envelope.year, "amount": euros(Decimal(raise_of(0, stands, amount)["after"]))},
        changes=[raise_of(envelope.pk, stands, amount)],
    )


@transaction.atomic
def cancel_draw(*, draw: Draw, on: dt.date, by: Person) -> None:
    """A draw that will not be made gives its money back to the envelope."""
    Envelope.objects.select_for_update().get(pk=draw.envelope_id)
    Draw.objects.filter(pk=draw.pk, cancelled_on=None).update(cancelled_on=on)
    audit.record(
        "programme.draw_cancelled", by=by, **told_of(draw.envelope.agreement),
        amount=str(draw.amount), label=draw.label,
    )  # fmt: skip
