"""Tracked indicators with their values: the observatory's read live, never copied; else by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from beffroi.observatory import reads as observatory
from beffroi.observatory.rules import registry
from beffroi.premises import reads as premises
from beffroi.programme.models import ContextPoint, TrackedIndicator
from beffroi.programme.rules.tracking import Gap, Point, Progress, gaps, last, progress
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town

LIVE: tuple[registry.Takes, ...] = (
    "stock",
)  # kinds of indicators that one day of a perimeter answers


@dataclass(frozen=True, slots=True)
class Tracked:
    """An indicator with all that is known of it today."""

    row: TrackedIndicator
    unit: str
    points: tuple[Point, ...]
    measured: Point | None
    progress: Progress
    gaps: tuple[Gap, ...]
    perimeter: str
    context: str = ""
    refusal: str = ""

    @property
    def is_live(self) -> bool:
        """Whether the observatory answers."""
        return bool(self.row.code)


def live_choices() -> list[tuple[str, Any]]:
    """The observatory's indicators that can be followed: code and name."""
    return [(known.code, known.label) for kind in LIVE for known in registry.all_indicators(kind)]


def tracked(rows: Iterable[TrackedIndicator], town: Town | None, on: dt.date) -> list[Tracked]:
    """These indicators with their values: three queries a perimeter met, two for the context."""
    listed = list(rows)
    series = _Live(town)
    national = _national({row.code for row in listed if row.code}, town)
    return [_one(row, series, national, on) for row in listed]


def _one(
    row: TrackedIndicator, series: _Live, national: dict[str, list[Context]], on: dt.date
) -> Tracked:
    perimeter = row.perimeter or series.default
    points, refusal = series.points(row.code, perimeter) if row.code else (_by_hand(row), "")
    measured = last(points, on)
    way = progress(
        baseline=row.baseline, target=row.target, measured=measured.value if measured else None,
        rises=row.better == TrackedIndicator.Better.UP, target_on=row.target_on, on=on,
    )  # fmt: skip
    unit = registry.get(row.code).unit if series.knows(row.code) else row.unit
    name = perimeter.name if perimeter and row.code else ""
    past = [point for point in points if point.on <= on]
    label, compared = _beside(past, national.get(row.code, []))
    return Tracked(row, unit, tuple(points), measured, way, compared, name, label, refusal)


def _by_hand(row: TrackedIndicator) -> list[Point]:
    return [Point(one.on, one.value, one.source) for one in row.measurements.all()]


Context = tuple[str, list[Point]]  # a series by its name, and its values


def _beside(local: list[Point], series: list[Context]) -> tuple[str, tuple[Gap, ...]]:
    """The series that meets the most days of the town, the nearest of those; never two joined."""
    compared = [(label, tuple(gaps(local, points))) for label, points in series]
    return max(compared, key=lambda one: len(one[1]), default=("", ()))


def _national(codes: set[str], town: Town | None) -> dict[str, list[Context]]:
    """The context series of these indicators, by code: those of its programmes, then the country's."""
    near = [f"programme:{key}" for key in town.programmes] if town else []
    rows = ContextPoint.objects.filter(series__code__in=codes).select_related("series")
    wanted = rows.exclude(Q(series__place__startswith="programme:") & ~Q(series__place__in=near))
    found: dict[str, dict[tuple[bool, str, str], list[Point]]] = {}
    for row in wanted.order_by("series", "on"):
        one = row.series
        key = (one.place not in near, one.slug, one.label)
        points = found.setdefault(one.code, {}).setdefault(key, [])
        points.append(Point(row.on, row.value, one.source))
    return {
        code: [(label, kept[key]) for key in sorted(kept) for label in key[2:]]
        for code, kept in found.items()
    }


class _Live:
    """The observatory's answers, counted once a perimeter."""

    def __init__(self, town: Town | None) -> None:
        self.town = town
        self.default = territory.perimeter(town) if town else None
        self.days = tuple(premises.known_days(town)) if town else ()
        self._stocks: dict[int | None, Any] = {}

    def knows(self, code: str) -> bool:
        """Whether the observatory has this indicator."""
        return any(known.code == code for known in registry.all_indicators())

    def points(self, code: str, perimeter: Perimeter | None) -> tuple[list[Point], str]:
        """The values on each known day, and the reason why the last has none ("" when it has)."""
        if self.town is None or not self.knows(code) or registry.get(code).takes not in LIVE:
            return [], _("L’observatoire ne mesure pas cet indicateur ici.")
        found, refusal = [], _("Personne n’a encore parcouru ce périmètre.")
        for stock in self._over(perimeter):
            figure = registry.compute(code, stock)
            refusal = "" if figure.verdict == "value" else str(figure.sentence)
            if figure.verdict == "value" and figure.value is not None:
                value = Decimal(str(round(float(figure.value), 6)))
                found.append(Point(stock.on, value, str(registry.get(code).source)))
        return found, refusal

    def _over(self, perimeter: Perimeter | None) -> Any:
        key = perimeter.pk if perimeter else None
        if key not in self._stocks and self.town is not None:
            days = self.days
            counted = observatory.stocks_over(self.town, days, perimeter=perimeter) if days else []
            self._stocks[key] = counted
        return self._stocks[key]
