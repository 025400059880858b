"""Opinions asked in a town, and those of a body, with where each stands on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404

from beffroi.programme.models import Agreement, OpinionRequest
from beffroi.programme.rules.opinions import TO_SETTLE, Asked, Fate, days_late, fate
from beffroi.territory import reads as territory
from beffroi.territory.models import Organisation, Town

ORDER = tuple(Fate)  # what is to settle first
_WITH = ("asked_by", "asked_of", "town", "agreement__town")


@dataclass(frozen=True, slots=True)
class Standing:
    """An opinion with where it stands, and how many days late it came or is."""

    row: OpinionRequest
    fate: Fate
    late: int

    @property
    def to_settle(self) -> bool:
        """Unanswered, or answered and ignored."""
        return self.fate in TO_SETTLE


def of_town(town: Town, on: dt.date) -> list[Standing]:
    """Every opinion asked in a town, what is to settle first."""
    return _standing(OpinionRequest.objects.of(town), on)


def of_agreement(agreement: Agreement, on: dt.date) -> list[Standing]:
    """Every opinion asked in the frame of an agreement above towns."""
    return _standing(_above(agreement), on)


def _above(agreement: Agreement) -> Any:
    return OpinionRequest.objects.across_towns().filter(town=None, agreement=agreement)


def of_body(body: Organisation, on: dt.date) -> list[Standing]:
    """Opinions asked of a body, or by it, or of those that went into it."""
    keys = territory.with_absorbed([body.key], on)
    rows: Any = OpinionRequest.objects.across_towns()
    return _standing(rows.filter(Q(asked_of__key__in=keys) | Q(asked_by__key__in=keys)), on)


def opinion_or_404(
    town: Town | None, agreement: Agreement | None, key: str, on: dt.date
) -> Standing:
    """One opinion of this town, or of this agreement above towns."""
    rows = OpinionRequest.objects.across_towns().none()
    if town is not None:
        rows = OpinionRequest.objects.of(town)
    elif agreement is not None:
        rows = _above(agreement)
    return _one(get_object_or_404(rows.select_related(*_WITH), key=key), on)


def _standing(rows: Any, on: dt.date) -> list[Standing]:
    found: Iterable[OpinionRequest] = rows.select_related(*_WITH).order_by("due_on", "pk")
    return sorted((_one(row, on) for row in found), key=lambda one: ORDER.index(one.fate))


def _one(row: OpinionRequest, on: dt.date) -> Standing:
    told = Asked(row.due_on, row.answered_on, row.used_on, row.withdrawn_on)
    stands = fate(told, on)
    late = 0 if stands == Fate.WITHDRAWN else days_late(told, on)
    return Standing(row, stands, late)
