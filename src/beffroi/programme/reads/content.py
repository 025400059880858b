"""An agreement as a text: what is signed, amended and consolidated (`rules.consolidation`).

Keys of branches stay when rows move: article slug, body key, axis code, envelope key, INSEE
code, commitment key. Amounts are written with two decimals. `annex` is a picture of the sheets and
committees on the day; amendments may redraw it, nothing follows from it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from beffroi.programme.models import Agreement, Amendment, Axis
from beffroi.programme.reads.annex import annex_of
from beffroi.programme.reads.benefits import name_of
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules.consolidation import Consolidated, Signed, consolidate


def content_of(agreement: Agreement) -> dict[str, Any]:
    """The text as its rows say it today (8 queries)."""
    return {
        "title": agreement.title,
        "preamble": agreement.preamble,
        "dates": {"first": iso(agreement.valid.lower), "last": iso(last_day(agreement))},
        "parties": _parties(agreement),
        "articles": {
            one.slug: {"title": one.title, "body": one.body, "order": one.order}
            for one in agreement.articles.all()
        },
        "axes": _axes(agreement),
        "envelopes": _envelopes(agreement),
        "places": _places(agreement),
        "commitments": _commitments(agreement),
        "annex": annex_of(agreement),
    }


def in_force(agreement: Agreement, on: dt.date) -> Consolidated:
    """The text on a day: consolidated once signed, else as its rows say it."""
    if agreement.signed_content is None:
        return Consolidated(content_of(agreement))
    return consolidate(agreement.signed_content, signed_amendments(agreement), on)


def signed_amendments(agreement: Agreement) -> list[Signed]:
    """Those that are signed and hold."""
    rows = Amendment.objects.filter(
        agreement=agreement, signed_on__isnull=False, effective_on__isnull=False, abandoned_on=None
    )
    return [as_signed(one) for one in rows.order_by("number")]


def as_signed(amendment: Amendment) -> Signed:
    """An amendment as the rules read it."""
    day = amendment.effective_on or dt.date.max
    return Signed(amendment.number, day, amendment.changes, amendment.signed_rank or 0)


def iso(day: dt.date | None) -> str | None:
    """A day as a text keeps it."""
    return day.isoformat() if day else None


def amount(value: Decimal | None) -> str | None:
    """An amount or a quantity as a text keeps it."""
    return None if value is None else f"{value:.2f}"


def _parties(agreement: Agreement) -> dict[str, Any]:
    rows = agreement.parties.select_related("organisation").order_by("order", "pk")
    return {
        one.organisation.key: {
            "name": one.organisation.name,
            "kind": one.organisation.kind,
            "role": one.role,
            "signatory": one.signatory,
            "capacity": one.capacity,
            "order": one.order,
        }
        for one in rows
    }


def _axes(agreement: Agreement) -> dict[str, Any]:
    rows = Axis.objects.filter(agreement=agreement).select_related("parent")
    return {
        one.code: {
            "name": one.name,
            "about": one.about,
            "field": one.field,
            "parent": one.parent.code if one.parent else None,
            "order": one.order,
        }
        for one in rows
    }


def _envelopes(agreement: Agreement) -> dict[str, Any]:
    rows = agreement.envelopes.select_related("axis", "payer").order_by("year", "pk")
    return {
        one.key: {
            "year": one.year,
            "axis": one.axis.code if one.axis else None,
            "payer": one.payer.key if one.payer else None,
            "payer_name": one.payer.name if one.payer else None,
            "amount": amount(one.amount),
            "inside": one.is_inside,
            "label": one.label,
        }
        for one in rows
    }


def _places(agreement: Agreement) -> dict[str, Any]:
    rows = list(agreement.places.order_by("insee_code"))
    return {one.insee_code: {"name": name_of(one.insee_code)} for one in rows}


def _commitments(agreement: Agreement) -> dict[str, Any]:
    """What the text itself promises; promises of meetings and sheets come after it."""
    rows = agreement.commitments.filter(decision=None, sheet=None, released_on=None)
    rows = rows.select_related("organisation")
    return {
        one.key: {
            "body": one.organisation.key,
            "body_name": one.organisation.name,
            "text": one.text,
            "quantity": amount(one.quantity),
            "unit": one.unit,
            "due_on": iso(one.due_on),
        }
        for one in rows.order_by("due_on", "pk")
    }
