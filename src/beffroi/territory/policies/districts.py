"""A role on a district holds for what stands inside its perimeter, as drawn on that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from shapely.geometry import Point, shape

from beffroi.kernel import permission
from beffroi.territory.models import Perimeter, Town


def district_holds(town: Town, slugs: Iterable[str], at: tuple[float, float], on: dt.date) -> bool:
    """Whether one of these districts of the town contains the point (degrees) on this day."""
    point = Point(*at)
    return any(shape(drawn).covers(point) for drawn in _drawn(town, frozenset(slugs), on))


def _drawn(town: Town, slugs: frozenset[str], on: dt.date) -> list[dict[str, object]]:
    """The newest version of each district that is valid on the day."""
    kept, key = permission.kept(), ("districts", town.pk, slugs, on)
    if key not in kept:
        rows = Perimeter.objects.of(town).filter(slug__in=slugs, valid__contains=on)
        newest = rows.order_by("slug", "-version").distinct("slug")
        kept[key] = list(newest.values_list("geometry", flat=True))
    found: list[dict[str, object]] = kept[key]
    return found
