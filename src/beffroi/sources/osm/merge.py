"""The same shop drawn twice: one is kept, and what looks alike is told."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import shapely
from django.utils.translation import gettext as _

from beffroi.sources.records import Fault, PremisesSeen

NEAR = 60.0  # metres within which two places of one name and trade are probably one
NEXT_DOOR = 15.0  # metres, for two places of one trade and no name
MANY = 50  # of one name: beyond, it is a chain's stand or a bulk import, not a doubt to list
METRES_PER_DEGREE = 111_195.0  # on the mean sphere of radius 6,371,009 m


def keep_one(seen: Sequence[PremisesSeen]) -> tuple[list[PremisesSeen], list[Fault]]:
    """Drop a point that repeats the outline around it; tell namesakes that stand near.

    The element that says more is kept and takes the outline.
    """
    replaced, faults = _points_inside_outlines(seen)
    kept = [replaced.get(one.ref, one) for one in seen]
    left = [one for one in kept if one is not None]
    return left, faults + _namesakes(left)


Replaced = dict[str, PremisesSeen | None]


def _points_inside_outlines(seen: Sequence[PremisesSeen]) -> tuple[Replaced, list[Fault]]:
    outlines = [one for one in seen if one.footprint is not None]
    shapes = [shapely.geometry.shape(one.footprint) for one in outlines]
    tree = shapely.STRtree(shapes)
    replaced: Replaced = {}
    faults = []
    for point in (one for one in seen if one.footprint is None):
        hits = tree.query(shapely.Point(point.lon, point.lat), predicate="intersects")
        for outline in (outlines[hit] for hit in sorted(hits)):
            if _same(point, outline) and outline.ref not in replaced:
                faults.append(_merge(point, outline, replaced))
                break
    return replaced, faults


def _same(point: PremisesSeen, outline: PremisesSeen) -> bool:
    names = {one.name.casefold() for one in (point, outline) if one.name}
    return (point.state, point.activity) == (outline.state, outline.activity) and len(names) < 2


def _merge(point: PremisesSeen, outline: PremisesSeen, replaced: Replaced) -> Fault:
    kept, dropped = (point, outline) if _said(point) > _said(outline) else (outline, point)
    extra = {**dropped.extra, **kept.extra, "same_as": dropped.ref}
    replaced[kept.ref] = replace(kept, footprint=outline.footprint, extra=extra)
    replaced[dropped.ref] = None
    return Fault(
        "drawn_twice",
        _("Le même local est dessiné deux fois (%(point)s dans %(outline)s) : %(kept)s est gardé.")
        % {"point": point.ref, "outline": outline.ref, "kept": kept.ref},
        ref=dropped.ref,
        value=dropped.name or dropped.trade_tag,
        severity="note",
    )


def _said(one: PremisesSeen) -> int:
    own = (one.name, one.opening_hours, one.phone, one.website, one.wheelchair, one.street_name)
    return sum(bool(text) for text in own) + len(one.extra)


def _namesakes(seen: Sequence[PremisesSeen]) -> list[Fault]:
    groups: dict[tuple[str, str], list[PremisesSeen]] = {}
    for one in seen:
        if one.state == "occupied":
            groups.setdefault((one.name.casefold(), one.activity), []).append(one)
    return [
        _namesake(first, second)
        for (name, _), group in groups.items()
        for first, second in combinations(group[:MANY], 2)
        if _metres(first, second) <= (NEAR if name else NEXT_DOOR)
    ]


def _namesake(first: PremisesSeen, second: PremisesSeen) -> Fault:
    if second.name:
        said = _(
            "Deux locaux de même nom et de même activité à %(metres)d m l’un de l’autre "
            "(%(first)s et %(second)s) : les deux sont gardés."
        )
    else:
        said = _(
            "Deux locaux sans nom et de même activité à %(metres)d m l’un de l’autre "
            "(%(first)s et %(second)s) : les deux sont gardés."
        )
    return Fault(
        "possible_duplicate",
        said % {"metres": round(_metres(first, second)), "first": first.ref, "second": second.ref},
        ref=second.ref,
        value=second.name or second.trade_tag,
        severity="doubtful",
    )


def _metres(a: PremisesSeen, b: PremisesSeen) -> float:
    east = math.radians(b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    north = math.radians(b.lat - a.lat)
    return math.degrees(math.hypot(east, north)) * METRES_PER_DEGREE
