"""What a page looks at: which day, which perimeter, which families, from the address asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from beffroi.premises.reads.coverage import SourceCoverage, days_and_coverage
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town


@dataclass(frozen=True, slots=True)
class Look:
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


def look(slug: str, asked: MultiValueDict[str, str]) -> Look:
    """The town of this slug on the day, perimeter and families asked for. Three queries.

    `asked` has `date` (ISO), `perimetre` (slug), `familles` (several); nonsense counts as not
    asked. Raises `Http404` when there is no such town.
    """
    return look_at(territory.town_or_404(slug), asked)


def look_at(town: Town, asked: MultiValueDict[str, str]) -> Look:
    """The same of a town in hand. Two queries."""
    days, coverage_on = days_and_coverage(town)
    on = _day(asked.get("date") or "", days)
    perimeters = territory.perimeters(town)
    slug_asked = asked.get("perimetre")
    named = [row for row in perimeters if row.slug == slug_asked] or list(perimeters)
    return Look(
        town,
        on,
        days,
        named[0] if named else None,
        perimeters,
        asked.getlist("familles"),
        coverage_on(on) if on else None,
    )


def _day(asked: str, days: Sequence[dt.date]) -> dt.date | None:
    """The day asked for, else the last day somebody looked; nonsense counts as not asked."""
    try:
        return dt.date.fromisoformat(asked)
    except ValueError:
        return days[-1] if days else None
