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
from beffroi.programme.rules.life import BINDING, OVER
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
    amendable = may_amend(held.agreement)
    if above and not (by_amendment and amendable):
        raise DrawRefused(_refusal(held, stands, above, amendable))
    amendment = _amend(held, stands, amount, label) if above else None
    facts = {"amount": amount, "on": on, "label": label, "is_waiting": amendment is not None}
    made: Draw = Draw.objects.create(envelope=held, sheet=sheet, amendment=amendment, **facts)
    audit.record(
        "programme.drawn", by=by, **told_of(held.agreement), amount=str(amount), label=label,
        waits=made.is_waiting,
    )  # fmt: skip
    return made


def may_amend(agreement: Agreement) -> bool:
    """Whether an amendment of it could be signed: only a text that binds is amended."""
    return agreement.state in BINDING and agreement.signed_content is not None


def _refusal(envelope: Envelope, stands: Standing, above: Decimal, amendable: bool) -> str:
    told = {"balance": euros(stands.balance), "year": envelope.year, "above": euros(above)}
    if amendable:
        ways = _("Réduisez le montant, ou proposez un avenant.")
    elif envelope.agreement.state in OVER:
        ways = _(
            "La convention a pris fin, aucun avenant ne peut plus la changer : réduisez le montant, "
            "ou tirez sur la convention qui la suit."
        )
    else:
        ways = _(
            "La convention n’est pas encore signée, il n’y a donc rien à amender : réduisez le "
            "montant, ou ouvrez une enveloppe de %(above)s de plus pour %(year)s."
        )
    lacks = _("Il reste %(balance)s sur l’enveloppe %(year)s : il manque %(above)s.")
    return f"{lacks} {ways}" % told


def _amend(envelope: Envelope, stands: Standing, amount: Decimal, label: str) -> Amendment:
    """A draft amendment that raises the envelope just enough for this draw.

    Its title tells no amount: what is needed is counted again until it is signed (`reads.amended`).
    """
    last = envelope.agreement.amendments.aggregate(last=Max("number"))["last"] or 0
    title = _("Enveloppe %(year)s relevée pour « %(label)s »")
    return Amendment.objects.create(
        agreement=envelope.agreement,
        number=last + 1,
        title=(title % {"year": envelope.year, "label": label})[:200],
        changes=[raise_of(envelope.key, stands, amount)],
    )


@transaction.atomic
def cancel_draw(*, draw: Draw, on: dt.date, by: Person) -> None:
    """A draw that will not be made gives its money back to the envelope."""
    Envelope.objects.select_for_update().get(pk=draw.envelope_id)
    Draw.objects.filter(pk=draw.pk, cancelled_on=None).update(cancelled_on=on)
    if draw.amendment is not None and draw.is_waiting:
        _give_up(draw.amendment, on, by)
    audit.record(
        "programme.draw_cancelled", by=by, **told_of(draw.envelope.agreement),
        amount=str(draw.amount), label=draw.label,
    )  # fmt: skip


def _give_up(amendment: Amendment, on: dt.date, by: Person) -> None:
    """A draft that only this draw wanted is abandoned with it."""
    others = amendment.draws.filter(cancelled_on=None).exists()
    if others or amendment.signed_on or amendment.abandoned_on or len(amendment.changes) > 1:
        return
    amendment.abandoned_on = on
    amendment.save(update_fields=["abandoned_on"])
    told = told_of(amendment.agreement)
    audit.record("programme.amendment_abandoned", by=by, **told, number=amendment.number)
