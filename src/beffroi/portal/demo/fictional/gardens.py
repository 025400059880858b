"""Gardens behind the rows: what the houses of a block leave free, drawn as green."""

from __future__ import annotations

from functools import lru_cache

from shapely.geometry import Point, Polygon
from shapely.ops import unary_union

from beffroi.portal.demo.fictional.doors import all_lots
from beffroi.portal.demo.fictional.ground import obstacles

REACH_M = 560.0
SMALLEST_M2, LARGEST_M2 = 260.0, 12_000.0  # larger is open country, not a garden
HEDGE_M = 5.0  # yards and paths along the walls


@lru_cache(maxsize=1)
def gardens() -> tuple[Polygon, ...]:
    """Soft-cornered polygons in plan metres, well inside their block."""
    built = unary_union([*obstacles(), *(lot.outline for lot in all_lots())])
    free = Point(0, 0).buffer(REACH_M).difference(built)
    eroded = free.buffer(-HEDGE_M - 1.5).buffer(1.5)
    inside = Point(0, 0).buffer(REACH_M - 2 * HEDGE_M)
    parts = [p for p in getattr(eroded, "geoms", [eroded]) if inside.contains(p)]
    soft = [p.simplify(1.2) for p in parts if SMALLEST_M2 < p.area < LARGEST_M2]
    return tuple(p for p in soft if isinstance(p, Polygon) and p.is_valid)
