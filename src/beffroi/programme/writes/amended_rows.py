"""The rows of an agreement as the text in force says them: one setter a branch of the text.

A setter takes the agreement, the key, what the text says (None: taken out) and the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.kernel.period import since
from beffroi.programme.models import (
    Agreement,
    AgreementPlace,
    Article,
    Axis,
    Commitment,
    Envelope,
    Party,
)
from beffroi.territory.models import Organisation

Told = dict[str, Any] | None


def _article(agreement: Agreement, key: str, told: Told, _on: dt.date) -> None:
    if told is None:
        Article.objects.filter(agreement=agreement, slug=key).delete()
        return
    Article.objects.update_or_create(agreement=agreement, slug=key, defaults=told)


def _party(agreement: Agreement, key: str, told: Told, on: dt.date) -> None:
    """Who enters has signed the amendment that day; who leaves keeps what it decided and signed."""
    body = Organisation.objects.get(key=key)
    rows = Party.ever.filter(agreement=agreement, organisation=body)
    if told is None:
        rows.update(left_on=on)
        return
    facts = {name: told[name] for name in ("role", "signatory", "capacity", "order")}
    if not rows.update(**facts, left_on=None):
        Party.objects.create(agreement=agreement, organisation=body, signed_on=on, **facts)


def _axis(agreement: Agreement, key: str, told: Told, on: dt.date) -> None:
    """One that is gone from the text keeps what was filed and spent under it."""
    rows = Axis.ever.filter(agreement=agreement, code=key)
    if told is None:
        rows.update(withdrawn_on=on)
        return
    facts = {name: told[name] for name in ("name", "about", "field", "order")}
    if not rows.update(**facts, withdrawn_on=None):
        Axis.objects.create(agreement=agreement, code=key, **facts)


def set_parents(agreement: Agreement, axes: Mapping[str, Any]) -> None:
    """Each axis under the one the text says: once all are there, in whatever order they came."""
    held = {one.code: one for one in Axis.objects.filter(agreement=agreement)}
    for code, told in axes.items():
        parent = held.get(told["parent"] or "")
        if code in held and held[code].parent_id != (parent.pk if parent else None):
            held[code].parent = parent
            held[code].save(update_fields=["parent"])


def _envelope(agreement: Agreement, key: str, told: Told, _on: dt.date) -> None:
    """One with draws on it does not go: it is emptied."""
    rows = Envelope.objects.filter(agreement=agreement, key=key)
    if told is None:
        rows.filter(draws=None).delete()
        rows.update(amount=Decimal())
        return
    facts = {
        "year": told["year"], "amount": Decimal(told["amount"]), "label": told["label"],
        "is_inside": told["inside"],
        "axis": Axis.ever.filter(agreement=agreement, code=told["axis"] or "").first(),
        "payer": Organisation.objects.filter(key=told["payer"] or "").first(),
    }  # fmt: skip
    if not rows.update(**facts):
        Envelope.objects.create(agreement=agreement, key=key, **facts)


def _place(agreement: Agreement, key: str, told: Told, on: dt.date) -> None:
    rows = AgreementPlace.objects.filter(agreement=agreement, insee_code=key)
    if told is None:
        rows.delete()
    elif not rows.exists():
        AgreementPlace.objects.create(agreement=agreement, insee_code=key, valid=since(on))


def _commitment(agreement: Agreement, key: str, told: Told, on: dt.date) -> None:
    """One taken out of the text is lifted; one that was kept stays kept."""
    rows = Commitment.objects.filter(agreement=agreement, key=key)
    if told is None:
        with override("fr"):
            because = _("Retiré du texte par avenant.")
        rows.filter(done_on=None).update(released_on=on, released_because=because)
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
