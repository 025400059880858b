"""What an amendment changes in the records on the day it takes effect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import transaction

from beffroi.kernel import audit
from beffroi.kernel.period import between, since
from beffroi.programme.models import (
    Agreement,
    AgreementPlace,
    Amendment,
    Article,
    Axis,
    Commitment,
    Envelope,
    Party,
)
from beffroi.programme.reads.content import in_force
from beffroi.programme.rules.consolidation import steps
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Organisation

Told = dict[str, Any] | None


@transaction.atomic
def take_effect(*, agreement: Agreement, on: dt.date) -> list[int]:
    """Bring the records to the text in force on a day; gives the numbers newly in effect.

    Safe to run twice: only amendments signed, due and not yet applied are taken.
    """
    rows = Amendment.objects.select_for_update().filter(
        agreement=agreement, signed_on__isnull=False, abandoned_on=None, applied_on=None,
        effective_on__lte=on,
    )  # fmt: skip
    due = list(rows.order_by("effective_on", "number"))
    if not due:
        return []
    content = in_force(agreement, on).content
    for branch, key in sorted({_leaf(change["path"]) for one in due for change in one.changes}):
        told = content[branch] if key == "" else content[branch].get(key)
        _set(agreement, branch, key, told, on)
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


def _article(agreement: Agreement, key: str, told: Told, _on: dt.date) -> None:
    if told is None:
        Article.objects.filter(agreement=agreement, slug=key).delete()
        return
    Article.objects.update_or_create(agreement=agreement, slug=key, defaults=told)


def _party(agreement: Agreement, key: str, told: Told, _on: dt.date) -> None:
    body = Organisation.objects.get(key=key)
    if told is None:
        Party.objects.filter(agreement=agreement, organisation=body).delete()
        return
    facts = {name: told[name] for name in ("role", "signatory", "capacity", "order")}
    Party.objects.update_or_create(agreement=agreement, organisation=body, defaults=facts)


def _axis(agreement: Agreement, key: str, told: Told, _on: dt.date) -> None:
    """An axis that is gone from the text keeps its sheets: it is left without envelopes instead."""
    if told is None:
        Axis.objects.filter(agreement=agreement, code=key, sheets=None, envelopes=None).delete()
        return
    parent = Axis.objects.filter(agreement=agreement, code=told["parent"]).first()
    facts = {name: told[name] for name in ("name", "about", "field", "order")}
    facts["parent"] = parent
    Axis.objects.update_or_create(agreement=agreement, code=key, defaults=facts)


def _envelope(agreement: Agreement, key: str, told: Told, _on: dt.date) -> None:
    rows = Envelope.objects.filter(agreement=agreement, pk=int(key))
    amount = Decimal(told["amount"]) if told else Decimal()
    rows.update(amount=amount, **({"label": told["label"]} if told else {}))


def _place(agreement: Agreement, key: str, told: Told, on: dt.date) -> None:
    rows = AgreementPlace.objects.filter(agreement=agreement, insee_code=key)
    if told is None:
        rows.delete()
    elif not rows.exists():
        AgreementPlace.objects.create(agreement=agreement, insee_code=key, valid=since(on))


def _commitment(agreement: Agreement, key: str, told: Told, on: dt.date) -> None:
    rows = Commitment.objects.filter(agreement=agreement, key=key)
    if told is None:
        rows.update(released_on=on, released_because="")
        return
    facts: dict[str, Any] = {
        "organisation": Organisation.objects.get(key=told["body"]),
        "text": told["text"],
        "quantity": Decimal(told["quantity"]) if told["quantity"] else None,
        "unit": told["unit"],
        "due_on": dt.date.fromisoformat(told["due_on"]) if told["due_on"] else None,
    }
    if not rows.update(**facts):
        Commitment.objects.create(agreement=agreement, key=key, **facts)


SETTERS: dict[str, Callable[[Agreement, str, Told, dt.date], None]] = {
    "articles": _article,
    "parties": _party,
    "axes": _axis,
    "envelopes": _envelope,
    "places": _place,
    "commitments": _commitment,
}
