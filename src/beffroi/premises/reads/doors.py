"""Doors asked for by name or by key: themselves, their last sight, whether they lie in a perimeter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from beffroi.premises.models import Observation, Premises, Within
from beffroi.territory.models import Perimeter, Town


def doors_by_id(town: Town, public_ids: Iterable[str]) -> dict[str, Premises]:
    """Premises by public id, with their streets. One query."""
    rows = Premises.objects.of(town).filter(public_id__in=list(public_ids))
    return {row.public_id: row for row in rows.select_related("street")}


def last_seen(town: Town, doors: Iterable[int]) -> dict[int, dt.date]:
    """The last sight of each of these premises, by key; those never seen are left out. One query."""
    rows = Observation.objects.of(town).filter(premises__in=list(doors), source__removed_at=None)
    latest = rows.exclude(state=Observation.NOT_SEEN).order_by("premises_id", "-seen_on")
    return dict(latest.distinct("premises_id").values_list("premises_id", "seen_on"))


def ids_within(perimeter: Perimeter, doors: Iterable[int]) -> frozenset[int]:
    """Which of these premises lie in a perimeter. One query."""
    rows = Within.objects.across_towns().filter(perimeter=perimeter, premises__in=list(doors))
    return frozenset(rows.values_list("premises_id", flat=True))


def doors_within(perimeters: Iterable[int], doors: Iterable[str]) -> dict[int, list[str]]:
    """Which of these doors (public ids) lie in each perimeter, by its key. One query."""
    rows = Within.objects.across_towns().filter(
        perimeter__in=list(perimeters), premises__public_id__in=list(doors)
    )
    found: dict[int, list[str]] = {}
    for key, public_id in rows.values_list("perimeter_id", "premises__public_id"):
        found.setdefault(key, []).append(public_id)
    return found
