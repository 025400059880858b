"""Amendments: drafted as differences with the text in force, signed, then in effect on their day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import Agreement, Amendment
from beffroi.programme.reads.amended import base_of, completed
from beffroi.programme.reads.amended_checks import check_signable
from beffroi.programme.reads.changes import whole_of
from beffroi.programme.rules.consolidation import Change, diff, renewed
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes.agreements import held
from beffroi.programme.writes.taking_effect import take_effect
from beffroi.programme.writes.told import told_of


@transaction.atomic
def draft(
    *,
    agreement: Agreement,
    title: str,
    effective_on: dt.date,
    by: Person | None,
    reason: str = "",
    changes: Iterable[Change] = (),
) -> Amendment:
    """A draft amendment to a text that binds; raises `LifeError`."""
    row = held(agreement)
    _check_binding(row)
    last = row.amendments.aggregate(last=Max("number"))["last"] or 0
    made: Amendment = Amendment.objects.create(
        agreement=row, number=last + 1, title=title, reason=reason, effective_on=effective_on,
        changes=list(changes),
    )  # fmt: skip
    audit.record("programme.amendment_drafted", by=by, **_about(made))
    return made


@transaction.atomic
def rewrite(*, amendment: Amendment, target: dict[str, Any], by: Person | None) -> Amendment:
    """Set a draft's changes: what leads from the text of its day of effect to this target."""
    row = _open(amendment)
    row.changes = diff(base_of(row), target)
    row.save(update_fields=["changes"])
    audit.record("programme.amendment_changed", by=by, **_about(row))
    return row


@transaction.atomic
def change_amendment(*, amendment: Amendment, by: Person | None, **facts: Any) -> Amendment:
    """Title, reason and day of effect of a draft."""
    row = _open(amendment)
    for name in ("title", "reason", "effective_on"):
        if name in facts:
            setattr(row, name, facts[name])
    row.save()
    audit.record("programme.amendment_changed", by=by, **_about(row))
    return row


@transaction.atomic
def sign_amendment(
    *, amendment: Amendment, on: dt.date, by: Person | None, today: dt.date
) -> Amendment:
    """All parties have signed it. Refused (`LifeError`) when it changes nothing, or when the text
    it was drawn on is not the one in force any more; in effect at once when its day has come.
    """
    row = _open(amendment)
    _check_binding(row.agreement)
    if not row.changes:
        raise LifeError(_("Cet avenant ne change rien : dites d’abord ce qu’il remplace."))
    row.effective_on = row.effective_on or on
    row.changes = completed(row)
    row.signed_on, row.signed_rank = on, _next_rank(row.agreement)
    check_signable(row)
    row.save(update_fields=["signed_on", "signed_rank", "effective_on", "changes"])
    audit.record("programme.amendment_signed", by=by, **_about(row))
    take_effect(agreement=row.agreement, on=today)
    return row


def _next_rank(agreement: Agreement) -> int:
    return int(agreement.amendments.aggregate(last=Max("signed_rank"))["last"] or 0) + 1


@transaction.atomic
def undo(*, amendment: Amendment, path: str, by: Person | None) -> Amendment:
    """Leave one passage of a draft as the text has it."""
    row = _open(amendment)
    left = whole_of(path)
    row.changes = [one for one in completed(row) if one["path"] not in left]
    row.save(update_fields=["changes"])
    audit.record("programme.amendment_changed", by=by, **_about(row))
    return row


@transaction.atomic
def renew(*, amendment: Amendment, by: Person | None) -> Amendment:
    """Draw a draft again on the text in force, which has changed since: it keeps what it makes of
    each passage, and leaves out what the text says already or has no place for.
    """
    row = _open(amendment)
    row.changes = renewed(base_of(row), row.changes)
    row.save(update_fields=["changes"])
    audit.record("programme.amendment_changed", by=by, **_about(row))
    return row


@transaction.atomic
def abandon(*, amendment: Amendment, on: dt.date, by: Person | None) -> None:
    """A draft that will not be signed; its number is not given again."""
    row = _open(amendment)
    row.abandoned_on = on
    row.save(update_fields=["abandoned_on"])
    row.draws.filter(is_waiting=True, cancelled_on=None).update(cancelled_on=on)
    audit.record("programme.amendment_abandoned", by=by, **_about(row))


def _check_binding(agreement: Agreement) -> None:
    if agreement.state not in BINDING or agreement.signed_content is None:
        raise LifeError(_("Un avenant change une convention signée qui court encore."))


def _open(amendment: Amendment) -> Amendment:
    """The draft, kept from others; raises `LifeError` once signed or given up."""
    held(amendment.agreement)
    row = Amendment.objects.select_for_update(of=("self",)).select_related("agreement__town")
    found: Amendment = row.get(pk=amendment.pk)
    if found.signed_on or found.abandoned_on:
        raise LifeError(_("Cet avenant est signé ou abandonné : il ne change plus."))
    return found


def _about(amendment: Amendment) -> dict[str, Any]:
    """What the journal is told of an amendment."""
    return {**told_of(amendment.agreement), "number": amendment.number}
