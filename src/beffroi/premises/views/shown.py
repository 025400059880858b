"""What a page shows: which day, which perimeter, which families. Read from the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from beffroi.premises import reads
from beffroi.premises.reads import SourceCoverage
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town


@dataclass(frozen=True, slots=True)
class Shown:
    """One town on one day, in one perimeter."""

    town: Town
    on: dt.date | None  # None: nobody has looked at this town yet
    days: Sequence[dt.date]
    perimeter: Perimeter | None
    perimeters: Sequence[Perimeter]
    families: Sequence[str]
    told: SourceCoverage | None

    @property
    def query(self) -> dict[str, Any]:
        """What links keep."""
        kept: dict[str, Any] = {}
        if self.on and self.days and self.on != self.days[-1]:
            kept["date"] = self.on.isoformat()
        if self.perimeter and self.perimeters and self.perimeter != self.perimeters[0]:
            kept["perimetre"] = self.perimeter.slug
        if self.families:
            kept["familles"] = list(self.families)
        return kept


def shown(request: HttpRequest, slug: str) -> Shown:
    """Read the town, day, perimeter and families from the address. Four queries."""
    town = territory.town_or_404(slug)
    days = reads.known_days(town)
    on = _day(request.GET.get("date", ""), days)
    perimeters = territory.perimeters(town)
    asked = request.GET.get("perimetre", "")
    named = [row for row in perimeters if row.slug == asked] or list(perimeters)
    return Shown(
        town, on, days, named[0] if named else None, perimeters,
        request.GET.getlist("familles"), reads.coverage_on(town, on) if on else None,
    )


def _day(asked: str, days: Sequence[dt.date]) -> dt.date | None:
    """The day asked for, else the last day somebody looked; nonsense counts as not asked."""
    try:
        return dt.date.fromisoformat(asked)
    except ValueError:
        return days[-1] if days else None
