"""Houses: row by row along the streets, party wall to party wall, as towns grew.

Each side of a street is walked from its beginning; a lot takes a few metres of façade and as many
of depth, and loses what a street, the water or an earlier house already holds. The row that came
first keeps the corner. What remains behind the rows is courtyard and garden.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

from shapely import STRtree
from shapely.geometry import LineString, Polygon
from shapely.geometry import Point as Spot
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from beffroi.portal.demo.fictional.streets import Street

REACH_M = 520.0  # beyond this distance from the square the plan draws roads, no houses


@dataclass(frozen=True, slots=True)
class Row:
    """How one kind of row is built; lengths in metres, `gap` is the chance of a garden gate."""

    width: tuple[float, float]
    depth: tuple[float, float]
    setback: tuple[float, float]
    gap: float
    wing: float  # chance of a rear wing round a courtyard


ROWS = {
    "core": Row((7.5, 14.5), (11.0, 18.0), (0.0, 0.0), 0.02, 0.3),
    "town": Row((9.5, 17.5), (10.0, 13.5), (0.0, 1.0), 0.2, 0.16),
    "villa": Row((17.0, 25.0), (9.0, 12.0), (4.0, 8.0), 0.12, 0.1),
}


@dataclass(frozen=True, slots=True)
class Lot:
    """One building: its outline in plan metres and the façade it shows to its street."""

    number: int  # stable for a seed
    street: Street
    side: int  # +1 left of the street's direction, -1 right
    start: float  # façade along the street's line, metres
    end: float
    offset: float  # from the street's line to the façade
    outline: Polygon


class Ground:
    """What is already taken: fixed shapes in a tree, houses in a grid of 40 m cells."""

    def __init__(self, fixed: list[BaseGeometry]) -> None:
        self.fixed = fixed
        self.tree = STRtree(fixed)
        self.cells: dict[tuple[int, int], list[Polygon]] = defaultdict(list)

    def carve(self, shape: Polygon, own: BaseGeometry) -> Polygon | None:
        """What of `shape` is free, in one piece; None when too little is left."""
        taken = [self.fixed[i] for i in self.tree.query(shape) if self.fixed[i] is not own]
        free: BaseGeometry = shape
        for thing in taken + self._near(shape):
            if thing.intersects(free):
                free = free.difference(thing)
        return shape if free is shape else _main_piece(free)

    def clashes(self, house: Polygon) -> bool:
        """Whether rounding of clipped corners left it inside a neighbour (more than 0.1 m²)."""
        return any(h.intersection(house).area > 0.1 for h in self._near(house))

    def take(self, house: Polygon) -> None:
        for cell in _cells(house):
            self.cells[cell].append(house)

    def _near(self, shape: Polygon) -> list[Polygon]:
        found = {id(h): h for cell in _cells(shape) for h in self.cells.get(cell, ())}
        return list(found.values())


def _cells(shape: Polygon) -> list[tuple[int, int]]:
    x0, y0, x1, y1 = (int(v // 40) for v in shape.bounds)
    return [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]


def _main_piece(shape: BaseGeometry) -> Polygon | None:
    if shape.is_empty:
        return None
    parts = [p for p in getattr(shape, "geoms", [shape]) if isinstance(p, Polygon)]
    if not parts:
        return None
    best = max(parts, key=lambda p: p.area)
    # A house is never a needle: opening by 1.6 m removes spikes and slivers of clipping.
    opened = best.buffer(-1.6, join_style="mitre").buffer(1.6, join_style="mitre")
    if not opened.is_valid:
        return None
    opened = opened.intersection(best)
    whole = isinstance(opened, Polygon) and opened.is_valid and not opened.is_empty
    return opened if whole and not opened.interiors else None


def build_lots(streets: tuple[Street, ...], ground: Ground, rng: random.Random) -> list[Lot]:
    """Every house of the town, street by street in the order given."""
    lots: list[Lot] = []
    for street in streets:
        if street.drawn.rows:
            for side in (1, -1):
                _build_side(street, side, ground, rng, lots)
    return lots


def _build_side(
    street: Street, side: int, ground: Ground, rng: random.Random, lots: list[Lot]
) -> None:
    row = ROWS[street.drawn.rows]
    at, length = rng.uniform(0.0, 3.0), street.line.length
    depth = rng.uniform(*row.depth)
    while at + row.width[0] * 0.7 < length:
        end = min(at + rng.uniform(*row.width), length)
        depth = min(max(depth + rng.uniform(-3.0, 3.0), row.depth[0]), row.depth[1])
        if rng.random() >= row.gap:
            _build_house(street, side, (at, end), depth, row, ground, rng, lots)
        at = end


def _build_house(
    street: Street, side: int, span: tuple[float, float], depth: float, row: Row,
    ground: Ground, rng: random.Random, lots: list[Lot],
) -> None:  # fmt: skip
    offset = street.drawn.width / 2 + rng.uniform(*row.setback)
    start, end = span
    if row.setback[1] > 2.0:  # a villa stands free in its garden
        start, end = start + 3.0, end - 3.0
    quad = slab(street.line, side, start, end, offset, offset + depth)
    centre = quad.centroid
    if (centre.x**2 + centre.y**2) ** 0.5 > REACH_M or not _house_like(quad):
        return
    house = ground.carve(quad, street.corridor)
    if house is None or house.area < max(34.0, 0.42 * quad.area):
        return
    if rng.random() < row.wing:
        house = _with_wing(house, street, side, (start, end), offset + depth, ground, rng)
    if ground.clashes(house):
        return
    ground.take(house)
    lots.append(Lot(len(lots) + 1, street, side, start, end, offset, house))


def _house_like(quad: Polygon) -> bool:
    """Inside a sharp bend lots shrink to wedges at the back; towns leave a yard there."""
    (a, b, c, d) = (Spot(corner) for corner in quad.exterior.coords[:4])
    return bool(quad.is_valid and 0.5 < d.distance(c) / a.distance(b) < 1.9)


def _with_wing(
    house: Polygon, street: Street, side: int, span: tuple[float, float], back: float,
    ground: Ground, rng: random.Random,
) -> Polygon:  # fmt: skip
    """A wing along one party wall, that leaves a courtyard beside it."""
    start, end = span
    part = (end - start) * rng.uniform(0.38, 0.55)
    start, end = (start, start + part) if rng.random() < 0.5 else (end - part, end)
    wing = slab(street.line, side, start, end, back - 1.0, back + rng.uniform(5.0, 12.0))
    free = ground.carve(wing, street.corridor) if wing.is_valid else None
    if free is None or free.area < 0.6 * wing.area:
        return house
    whole = unary_union([house, free])
    return whole if isinstance(whole, Polygon) and not whole.interiors else house


def slab(line: LineString, side: int, start: float, end: float, near: float, far: float) -> Polygon:
    """The quadrilateral between two distances along `line` and two distances from it (metres).

    Neighbouring slabs share their party wall exactly: it stands on the same normal.
    """
    (x0, y0, nx0, ny0), (x1, y1, nx1, ny1) = _frame(line, start), _frame(line, end)
    a, b = side * near, side * far
    return Polygon(
        [
            (x0 + nx0 * a, y0 + ny0 * a),
            (x1 + nx1 * a, y1 + ny1 * a),
            (x1 + nx1 * b, y1 + ny1 * b),
            (x0 + nx0 * b, y0 + ny0 * b),
        ]
    )


def _frame(line: LineString, at: float) -> tuple[float, float, float, float]:
    """Point and left normal at `at` metres; the normal is taken over ±5 m so that it turns gently."""
    here = line.interpolate(at)
    back, ahead = line.interpolate(max(0.0, at - 5.0)), line.interpolate(min(line.length, at + 5.0))
    dx, dy = ahead.x - back.x, ahead.y - back.y
    norm = (dx * dx + dy * dy) ** 0.5
    return here.x, here.y, -dy / norm, dx / norm
