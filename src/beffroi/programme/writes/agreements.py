"""Agreements: made, corrected while they bind nobody, published, led through their life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.period import between
from beffroi.programme.models import Agreement, Party
from beffroi.programme.reads.content import content_of
from beffroi.programme.reads.standing import facts_of
from beffroi.programme.rules.life import BINDING, OVER, State
from beffroi.programme.rules.standing import LifeError, check, step
from beffroi.programme.writes.attachments import propose
from beffroi.programme.writes.takeovers import take_over
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Organisation

HEAD = frozenset({"kind", "title", "reference", "holder", "programme", "parent", "preamble"})


def check_open(agreement: Agreement) -> None:
    """Raise `LifeError` unless the text may still be changed without an amendment."""
    if agreement.state in BINDING:
        raise LifeError(_("La convention est signée : elle ne change plus que par avenant."))
    if agreement.state in OVER:
        raise LifeError(_("La convention est terminée : elle se lit, elle ne change plus."))


def span(first: dt.date | None, last: dt.date | None) -> Any:
    """From the first day to the last, both included."""
    return between(first, last + dt.timedelta(days=1) if last else None)


@transaction.atomic
def create(
    *,
    by: Person | None,
    holder: Organisation,
    parties: Sequence[Organisation] = (),
    first: dt.date | None = None,
    last: dt.date | None = None,
    **facts: Any,
) -> Agreement:
    """An agreement in draft between these bodies: `facts` are kind, title, town, programme …"""
    told = {"holder": holder, "valid": span(first, last), "created_by": getattr(by, "key", "")}
    values: dict[str, Any] = {**facts, **told}
    made: Agreement = Agreement.objects.create(**values)
    for order, body in enumerate(dict.fromkeys([holder, *parties]), start=1):
        Party.objects.create(agreement=made, organisation=body, order=order)
    audit.record("programme.agreement_created", by=by, **told_of(made))
    return made


@transaction.atomic
def change(*, agreement: Agreement, by: Person | None, **facts: Any) -> Agreement:
    """Correct what its head says, while it binds nobody; raises `LifeError`."""
    row = held(agreement)
    check_open(row)
    if "first" in facts or "last" in facts:
        row.valid = span(facts.pop("first", None), facts.pop("last", None))
    for name in sorted(HEAD & facts.keys()):
        setattr(row, name, facts[name])
    row.save()
    audit.record("programme.agreement_changed", by=by, **told_of(row))
    return row


@transaction.atomic
def publish(*, agreement: Agreement, published: bool, by: Person | None) -> None:
    """Show it to everybody, or no more."""
    row = held(agreement)
    row.is_published = published
    row.save(update_fields=["is_published"])
    audit.record(
        "programme.agreement_published" if published else "programme.agreement_withdrawn",
        by=by,
        **told_of(row),
    )


@transaction.atomic
def take_step(
    *, agreement: Agreement, name: str, on: dt.date, by: Person | None, reason: str = ""
) -> Agreement:
    """Lead it to its next state by the step of this name; raises `LifeError` with what lacks."""
    row = held(agreement)
    way = step(name)
    check(way, facts_of(row, on, reason))
    _prepare(row, State(way.end), on)
    row.state = way.end
    row.save()
    if way.end == State.SIGNED:
        propose(renewal=row, by=by, on=on)
    if way.end == State.IN_FORCE:
        take_over(agreement=row, by=by)
    audit.record(
        "programme.agreement_stepped", by=by, **told_of(row),
        step=name, state=str(way.end), day=on.isoformat(), reason=reason,
    )  # fmt: skip
    return row


def _prepare(row: Agreement, end: State, on: dt.date) -> None:
    """What a step brings with it: the text is frozen once signed; an early end shortens it."""
    if end == State.SIGNED:
        row.signed_content = content_of(row)
        days = [one.signed_on for one in row.parties.all() if one.signed_on]
        row.signed_on = max(days, default=on)
    if end == State.TERMINATED and (row.valid.upper is None or row.valid.upper > on):
        row.valid = span(row.valid.lower, max(on, row.valid.lower or on))


def held(agreement: Agreement) -> Agreement:
    """The agreement, kept from others until the change is made."""
    rows = Agreement.objects.across_towns().select_for_update(of=("self",))
    found: Agreement = rows.select_related("town", "holder").get(pk=agreement.pk)
    return found
