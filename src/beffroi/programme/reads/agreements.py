"""Lists of agreements: of a town, of a body, above towns; and how each hangs on the others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from beffroi.programme import policies
from beffroi.programme.models import Agreement
from beffroi.programme.reads.finding import agreements
from beffroi.programme.rules.life import BINDING
from beffroi.territory import reads as territory
from beffroi.territory.models import Organisation, Town

_WITH = ("town", "holder", "programme", "parent", "renews", "renewed_by")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list is asked for: a kind, a state, or what runs now."""

    kind: str = ""
    state: str = ""
    running: bool = False


def listed(rows: QuerySet[Agreement], choice: Choice) -> QuerySet[Agreement]:
    """Agreements as a list shows them: the latest first, with their bodies (2 queries)."""
    if choice.kind:
        rows = rows.filter(kind=choice.kind)
    if choice.state:
        rows = rows.filter(state=choice.state)
    if choice.running:
        rows = rows.filter(state__in=BINDING)
    ordered = rows.order_by(Lower("valid").desc(nulls_last=True), "title", "pk")
    return ordered.select_related(*_WITH).prefetch_related("parties__organisation")


def of_town(town: Town) -> QuerySet[Agreement]:
    """Every agreement made for this town."""
    found: QuerySet[Agreement] = agreements(town)
    return found


def above(person: Any) -> QuerySet[Agreement]:
    """Agreements above towns that this person may list: published, or of a body of theirs."""
    rows: QuerySet[Agreement] = agreements(None)
    if territory.administers(person):
        return rows
    return rows.filter(policies.visible_above(person)).distinct()


def of_body(body: Organisation, on: dt.date) -> QuerySet[Agreement]:
    """Agreements that a body, or one that went into it, holds or is a party to."""
    keys = territory.with_absorbed([body.key], on)
    rows = Agreement.objects.across_towns()
    theirs = Q(holder__key__in=keys) | Q(parties__organisation__key__in=keys, parties__left_on=None)
    found: QuerySet[Agreement] = rows.filter(theirs).distinct()
    return found


def children_of(agreement: Agreement) -> list[Agreement]:
    """Agreements that stand under this one, by town."""
    rows = Agreement.objects.across_towns().filter(parent=agreement)
    return list(rows.select_related("town").order_by("town__name", Lower("valid"), "pk"))
