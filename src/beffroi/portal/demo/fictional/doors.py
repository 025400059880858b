"""Shop doors: which ground floors of which houses hold a shop, and their numbers in the street."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from shapely.geometry import Polygon

from beffroi.portal.demo.fictional.curves import to_degrees, to_geojson
from beffroi.portal.demo.fictional.ground import obstacles
from beffroi.portal.demo.fictional.lots import Ground, Lot, build_lots, slab
from beffroi.portal.demo.fictional.streets import Street, all_streets
from beffroi.portal.demo.fictional.values import Premises

PLATE_SEED = 1348  # the plan is engraved once; the town's seed moves lives, not walls
DEPTH_M = 11.0  # how far a shop reaches behind its window
REACH_M = 400.0  # the field of observation: no shop counted farther from the square


@dataclass(frozen=True, slots=True)
class Door:
    """A premises with its place on the plan, for those who must cut or join it."""

    premises: Premises
    lot: Lot
    start: float
    end: float
    shape: Polygon


@lru_cache(maxsize=1)
def all_lots() -> tuple[Lot, ...]:
    rng = random.Random(PLATE_SEED)  # noqa: S311 - a drawing, no secret
    return tuple(build_lots(all_streets(), Ground(list(obstacles())), rng))


@lru_cache(maxsize=1)
def all_doors() -> tuple[Door, ...]:
    """Every commercial door of the centre, street by street, side by side, in walking order."""
    rng = random.Random(PLATE_SEED + 1)  # noqa: S311 - a drawing, no secret
    doors: list[Door] = []
    for street in all_streets():
        for side in (1, -1):
            row = [lot for lot in all_lots() if lot.street is street and lot.side == side]
            _open_doors(street, sorted(row, key=lambda lot: lot.start), rng, doors)
    return tuple(doors)


def _open_doors(street: Street, row: list[Lot], rng: random.Random, doors: list[Door]) -> None:
    for rank, lot in enumerate(row):
        number = rank + 1 if is_square(street) else 2 * rank + (1 if lot.side == 1 else 2)
        if rng.random() >= street.drawn.shops or not _in_field(lot):
            continue
        middle = (lot.start + lot.end) / 2
        cuts = [lot.start, lot.end] if lot.end - lot.start < 11.4 else [lot.start, middle, lot.end]
        for part, (start, end) in enumerate(itertools.pairwise(cuts)):
            door = make_door(
                lot, start, end, ref=f"simulated/premises/{len(doors) + 1:03d}",
                house_number=f"{number}{' bis' * part}",
            )  # fmt: skip
            if door is not None:
                doors.append(door)


def is_square(street: Street) -> bool:
    """A square has one side: its houses are numbered one after the other."""
    return bool(street.line.coords[0] == street.line.coords[-1])


def _in_field(lot: Lot) -> bool:
    here = lot.outline.centroid
    return bool((here.x**2 + here.y**2) ** 0.5 < REACH_M)


def make_door(lot: Lot, start: float, end: float, **names: str) -> Door | None:
    """The premises behind [start, end) of the lot's façade; None when a corner cut it away."""
    whole = slab(lot.street.line, lot.side, start, end, lot.offset, lot.offset + DEPTH_M)
    shape = whole.intersection(lot.outline)
    if not isinstance(shape, Polygon) or not _lettable(shape, min(whole.area, lot.outline.area)):
        return None
    return Door(_premises(lot, (start, end), shape, names), lot, start, end, shape)


def _lettable(shape: Polygon, full: float) -> bool:
    """Large enough, not cut about, nearly convex: a room somebody would rent."""
    return bool(shape.area >= max(26.0, 0.78 * full) and shape.area > 0.93 * shape.convex_hull.area)


def _premises(
    lot: Lot, span: tuple[float, float], shape: Polygon, names: dict[str, str]
) -> Premises:
    spot = shape.representative_point()
    lon, lat = to_degrees(spot.x, spot.y)
    area = round(shape.area * 0.72)
    return Premises(
        ref=names["ref"],
        street=lot.street.name,
        side="left" if lot.side == 1 else "right",
        house_number=names["house_number"],
        along_m=round(sum(span) / 2, 1),
        frontage_m=round(min(max(span[1] - span[0], 4.0), 14.0), 1),
        area_class="<300" if area < 300 else "300-1000",
        sales_area_m2=area,
        position=_position(lot, span),
        lon=lon,
        lat=lat,
        footprint=to_geojson(shape),
        building_ref=f"simulated/building/{lot.number:04d}",
        fringe=lot.street.drawn.fringe,
    )


def _position(lot: Lot, span: tuple[float, float]) -> Literal["mid", "corner"]:
    near = lot.street.line.interpolate(span[0]), lot.street.line.interpolate(span[1])
    others = (s for s in all_streets() if s is not lot.street and s.drawn.rows)
    reach = lot.offset + 2.0
    return (
        "corner" if any(s.corridor.distance(p) < reach - 3 for s in others for p in near) else "mid"
    )
