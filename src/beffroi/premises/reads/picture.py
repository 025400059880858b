"""What a map of a town shows on a day, as plain values for the design system's drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.premises.reads.cells import VACANT, Cell, cell_list
from beffroi.premises.reads.look import Look
from beffroi.premises.reads.stock import OUTSIDE, Counted
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.maps import BBox, Frame, Symbol, draw_map

MOST_DRAWN = 1500  # symbols; beyond, the page weighs more than it says
BACKGROUND = ("water", "green", "square", "car_park", "building", "rail", "road", "path")


@dataclass(frozen=True, slots=True)
class Picture:
    """Ground and streets as GeoJSON features, symbols, and the box that holds them (degrees)."""

    ground: list[dict[str, Any]]
    streets: list[dict[str, Any]]
    symbols: list[Symbol]
    bbox: BBox

    def draw(
        self,
        *,
        width: float,
        title: str,
        height: float | None = None,
        standalone: bool = False,
        language: str = "fr",
    ) -> str:
        """The picture as SVG, in px; `standalone` carries its colours, for paper.

        Without `height` the picture is as high as its box asks, within reason for a page.
        """
        if height is None:
            wide, tall = Frame(self.bbox, width, width).metres
            height = round(width * min(1.15, max(0.6, tall / wide)))
        return draw_map(
            self.ground,
            self.streets,
            self.symbols,
            width=width,
            height=height,
            bbox=self.bbox,
            title=title,
            standalone=standalone,
            language=language,
        )


def picture_of(
    town: Town,
    cells: Sequence[Cell],
    *,
    link: Callable[[Cell], str],
    say: Callable[[Cell], str],
    core: float = 1.0,
) -> Picture:
    """Draw these premises on their town's ground. Two queries.

    `link` gives the address of a premises, `say` its name for those who cannot see the map.
    `core` is the share of the premises the box must hold in each direction: below 1 the few
    outliers leave the picture and the centre grows.
    """
    box = _box(cells, town, core)
    ground = [
        _feature(row.geometry, **(row.extra | {"kind": row.kind, "name": row.name}))
        for row in territory.ground(town, *BACKGROUND, box=box)
    ]
    streets = [
        _feature(
            {"type": "MultiLineString", "coordinates": row.lines}, name=row.name, kind=row.kind
        )
        for row in territory.streets(town)
    ]
    symbols = [_symbol(cell, link(cell), say(cell)) for cell in cells]
    return Picture(ground, streets, symbols, box)


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _symbol(cell: Cell, href: str, title: str) -> Symbol:
    return Symbol(
        cell.lon, cell.lat, cell.family, title, href, cell.vacant, cell.footprint, cell.public_id
    )


def _box(cells: Sequence[Cell], town: Town, core: float) -> BBox:
    """West, south, east, north of the premises with a margin of about 40 m."""
    west, east = _span([cell.lon for cell in cells] or [town.lon or 0.0], core)
    south, north = _span([cell.lat for cell in cells] or [town.lat or 0.0], core)
    return west - 0.0006, south - 0.0004, east + 0.0006, north + 0.0004


def _span(values: list[float], core: float) -> tuple[float, float]:
    """The ends of the middle `core` share of the values."""
    ordered = sorted(values)
    cut = int(len(ordered) * (1 - core) / 2)
    return ordered[cut], ordered[-1 - cut]


def counts_by_key(counted: Iterable[Counted]) -> Counter[str]:
    """Premises by family, the empty ones under "vacant"; those that are no shop left out."""
    counts: Counter[str] = Counter()
    for row in counted:
        if row.state in VACANT:
            counts["vacant"] += row.count
        elif row.state not in OUTSIDE:
            counts[row.family or "non_classe"] += row.count
    return counts


def cells_to_draw(look: Look, *, most: int = MOST_DRAWN) -> list[Cell]:
    """The premises a picture can hold: all of a town's, or those nearest its centre."""
    if look.on is None:
        return []
    town = look.town
    centre = (town.lon, town.lat) if town.lon is not None and town.lat is not None else None
    return cell_list(
        town,
        look.on,
        perimeter=look.perimeter,
        families=look.families,
        footprints=True,
        nearest=centre,
        limit=most,
    )
