"""Visits to doors: the history of one, and the last of each."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max, Q, QuerySet
from django.shortcuts import get_object_or_404

from beffroi.premises.models import DoorVisit, Premises
from beffroi.premises.rules.visits import KNOWS_THE_OWNER, LastVisit
from beffroi.territory.models import Town


def visits_of(premises: Premises) -> QuerySet[DoorVisit]:
    """Every visit to a door, the last one first."""
    rows: QuerySet[DoorVisit] = DoorVisit.objects.of(premises.town).filter(premises=premises)
    return rows.select_related("premises__town")


def visit_or_404(town: Town, number: int) -> DoorVisit:
    """One visit to a door of this town."""
    rows = DoorVisit.objects.of(town).select_related("premises__town")
    return get_object_or_404(rows, pk=number)


def last_visits(town: Town) -> dict[str, LastVisit]:
    """The last visit to each door, by public id. Two queries."""
    rows = DoorVisit.objects.of(town).order_by("premises_id", "-on", "-pk")
    owners = _owners_met(town)
    last = rows.distinct("premises_id").values_list(
        "premises_id", "premises__public_id", "on", "met", "next_step", "next_on"
    )
    return {
        public_id: LastVisit(on, met, step, next_on, owners.get(pk))
        for pk, public_id, on, met, step, next_on in last
    }


def _owners_met(town: Town) -> dict[int, dt.date | None]:
    rows = DoorVisit.objects.of(town).order_by().values("premises_id")
    met = Max("on", filter=Q(met__in=KNOWS_THE_OWNER))
    return {row["premises_id"]: row["owner_on"] for row in rows.annotate(owner_on=met)}
