"""Find towns, perimeters, streets and sources."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from beffroi.territory.models import (
    GroundFeature,
    ImportRun,
    Perimeter,
    RoleAssignment,
    Source,
    Street,
    Town,
)


def towns() -> QuerySet[Town]:
    """All towns of this installation, real ones first."""
    return Town.objects.order_by("is_fictional", "name")


def town_or_404(slug: str) -> Town:
    """The town of this address, or "not found"."""
    return get_object_or_404(Town, slug=slug)


def perimeters(town: Town) -> list[Perimeter]:
    """The latest version of each perimeter of a town, the one shown first leading."""
    rows = Perimeter.objects.of(town).order_by("slug", "-version").distinct("slug")
    return sorted(rows, key=lambda row: (not row.is_default, row.name))


def perimeter(town: Town, slug: str = "") -> Perimeter | None:
    """The perimeter of this address, or the one shown first; None when the town has none."""
    found = perimeters(town)
    named = [row for row in found if row.slug == slug]
    return (named or found or [None])[0]


def street_or_404(town: Town, slug: str) -> Street:
    """One street of a town."""
    return get_object_or_404(Street.objects.of(town), slug=slug)


def live_sources(town: Town) -> Any:
    """Sources that were not withdrawn, newest content first."""
    return Source.objects.of(town).filter(removed_at=None)


def ground(town: Town, *kinds: str) -> Any:
    """What is drawn under the premises."""
    rows = GroundFeature.objects.of(town)
    return rows.filter(kind__in=kinds) if kinds else rows


def streets(town: Town) -> Any:
    """The named streets of a town."""
    return Street.objects.of(town)


def import_runs(town: Town) -> Any:
    """What was imported, newest first."""
    return ImportRun.objects.of(town).select_related("source")


def may_act_for(person: Any, town: Town, on: dt.date) -> bool:
    """Whether this person holds a role for this town on this day."""
    if not getattr(person, "is_authenticated", False):
        return False
    return bool(RoleAssignment.objects.of(town).filter(person=person, valid__contains=on).exists())
