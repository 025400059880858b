"""The plate's strokes as smooth, named streets that meet where they should."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from shapely.geometry import LineString
from shapely.geometry import Point as Spot
from shapely.geometry.base import BaseGeometry

from beffroi.portal.demo.fictional import plan
from beffroi.portal.demo.fictional.curves import Point, line_to_degrees, smooth, smooth_pieces
from beffroi.portal.demo.fictional.plan import Drawn
from beffroi.sources.records import StreetSeen

SNAP_M = 24.0  # an end this near to an earlier street was drawn to touch it


@dataclass(frozen=True, slots=True)
class Street:
    """One named street in plan metres; `corridor` is the ground between its façades."""

    drawn: Drawn
    line: LineString
    corridor: BaseGeometry

    @property
    def name(self) -> str:
        return self.drawn.name


@lru_cache(maxsize=1)
def all_streets() -> tuple[Street, ...]:
    """Every street of the plan, main strokes first (they win the corner lots)."""
    made: list[Street] = []
    for stroke, cuts in plan.STROKES:
        pieces = smooth_pieces(stroke)
        for name, kind, width, rows, shops, fringe, first, last in cuts:
            points = pieces[first] + [p for piece in pieces[first + 1 : last] for p in piece[1:]]
            made.append(_street(Drawn(name, kind, width, rows, shops, fringe, []), points))
    for drawn in plan.STREETS:
        made.append(_street(drawn, _joined(smooth(drawn.points), made)))
    return tuple(made)


def _street(drawn: Drawn, points: list[Point]) -> Street:
    line = LineString(points)
    return Street(drawn, line, line.buffer(drawn.width / 2, quad_segs=4, cap_style="flat"))


def _joined(points: list[Point], earlier: list[Street]) -> list[Point]:
    """The line with each end moved onto the nearest earlier street, when one is near."""
    for index in (0, -1):
        near = [s for s in earlier if s.line.distance(Spot(points[index])) < SNAP_M]
        if near:
            street = min(near, key=lambda s: s.line.distance(Spot(points[index])))
            foot = street.line.interpolate(street.line.project(Spot(points[index])))
            points[index] = (foot.x, foot.y)
    return points


def streets_seen() -> tuple[StreetSeen, ...]:
    """The streets as a source would yield them (WGS 84)."""
    return tuple(
        StreetSeen(
            ref=f"simulated/street/{number:02d}",
            name=street.name,
            kind=street.drawn.kind,
            line=line_to_degrees(list(street.line.coords)),
        )
        for number, street in enumerate(all_streets(), start=1)
    )
