"""What a map of a town shows on a day, as plain values for the design system's drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.premises.reads.cells import Cell
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

BACKGROUND = ("water", "green", "square", "car_park", "building", "rail", "road", "path")


@dataclass(frozen=True, slots=True)
class Picture:
    """Ground, streets and symbols of a map, and the box that holds the symbols (degrees)."""

    ground: list[dict[str, Any]]
    streets: list[dict[str, Any]]
    symbols: list[dict[str, Any]]
    bbox: tuple[float, float, float, float]


def picture_of(
    town: Town, cells: Sequence[Cell], *, link: Callable[[Cell], str], say: Callable[[Cell], str]
) -> Picture:
    """Draw these premises on their town's ground. Two queries.

    `link` gives the address of a premises, `say` its name for those who cannot see the map.
    """
    ground = [
        {"kind": row.kind, "geometry": row.geometry, "name": row.name}
        for row in territory.ground(town, *BACKGROUND)
    ]
    streets = [
        {"name": row.name, "lines": row.lines, "kind": row.kind} for row in territory.streets(town)
    ]
    symbols = [
        {
            "lon": cell.lon, "lat": cell.lat, "key": "vacant" if cell.vacant else cell.family,
            "vacant": cell.vacant, "href": link(cell), "title": say(cell),
            "footprint": cell.footprint,
        }
        for cell in cells
    ]
    return Picture(ground, streets, symbols, _box(cells, town))


def _box(cells: Sequence[Cell], town: Town) -> tuple[float, float, float, float]:
    """West, south, east, north of the premises with a margin of about 40 m."""
    lons = [cell.lon for cell in cells] or [town.lon or 0.0]
    lats = [cell.lat for cell in cells] or [town.lat or 0.0]
    return min(lons) - 0.0006, min(lats) - 0.0004, max(lons) + 0.0006, max(lats) + 0.0004


def counts_by_key(cells: Sequence[Cell]) -> Counter[str]:
    """Premises by family, the empty ones under "vacant"."""
    return Counter("vacant" if cell.vacant else cell.family or "non_classe" for cell in cells)
