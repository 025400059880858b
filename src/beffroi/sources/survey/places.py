"""Where each row of a survey stands, and the polygon it draws, repaired where it was invalid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from beffroi.sources.records import Fault, UnreadableSource
from beffroi.sources.survey.mapping import Mapping
from beffroi.sources.survey.projections import Ground, System, name_of, shapes_in_degrees, system_of
from beffroi.sources.survey.roles import number
from beffroi.sources.survey.table import SurveyTable

DECIMALS = 7  # of a degree: a centimetre
SPECK = 1e-12  # square degrees: less than a hand's breadth is no cell


@dataclass(frozen=True, slots=True)
class Places:
    """One point a row (None where nobody knows), the polygon drawn, the system they came in."""

    points: tuple[tuple[float, float] | None, ...]
    footprints: tuple[BaseGeometry | None, ...]
    system: System | None = None
    faults: tuple[Fault, ...] = field(default=())


def places_of(table: SurveyTable, mapping: Mapping, ground: Ground) -> Places:
    """Read shapes, else columns of coordinates; raises `UnreadableSource` when they are elsewhere."""
    said = mapping.crs or table.crs
    if table.shapes:
        return _drawn(table, ground, said)
    written = _written(table, mapping)
    known = np.array([one for one in written if one is not None], dtype=float).reshape(-1, 2)
    if not len(known):
        return Places(tuple(written), (None,) * len(written))
    system = system_of(known, ground, said)
    shapes = [None if one is None else shapely.Point(one) for one in written]
    moved = shapes_in_degrees(shapes, system.code)
    points = tuple(None if one is None else (float(one.x), float(one.y)) for one in moved)
    return Places(points, (None,) * len(points), system, tuple(_about(system)))


def _drawn(table: SurveyTable, ground: Ground, said: str) -> Places:
    valid, faults = _repaired(table)
    centres = [None if one is None else shapely.point_on_surface(one) for one in valid]
    known = np.array([(one.x, one.y) for one in centres if one is not None], dtype=float)
    if not len(known):
        raise UnreadableSource(_("Ce fichier ne dessine aucun local."), code="no_place")
    system = system_of(known.reshape(-1, 2), ground, said)
    shapes = shapes_in_degrees(valid, system.code)
    points = [None if one is None else shapely.point_on_surface(one) for one in shapes]
    return Places(
        tuple(None if one is None else _rounded(one) for one in points),
        tuple(_polygon(one) for one in shapes),
        system,
        (*_about(system), *faults),
    )


def _rounded(point: Any) -> tuple[float, float]:
    return round(float(point.x), DECIMALS), round(float(point.y), DECIMALS)


def _about(system: System) -> list[Fault]:
    """What the person should know of the coordinates."""
    if system.contradicts:
        said = _(
            "Le fichier annonce %(said)s, mais ses coordonnées sont en %(code)s : c’est ce qui est lu."
        )
        names = {"said": name_of(system.contradicts), "code": name_of(system.code)}
        return [Fault("crs_denied", said % names, severity="doubtful")]
    if not system.confirmed:
        said = _(
            "Coordonnées lues en %(code)s ; rien ne le confirme, car le contour de la ville manque."
        )
        return [
            Fault("crs_unconfirmed", said % {"code": name_of(system.code)}, severity="doubtful")
        ]
    return []


def _repaired(table: SurveyTable) -> tuple[list[BaseGeometry | None], list[Fault]]:
    """The shapes, invalid ones mended; what was done is told, row by row."""
    mended: list[BaseGeometry | None] = []
    faults: list[Fault] = []
    for line, shape in zip(table.lines, table.shapes, strict=True):
        if shape is None or shapely.is_valid(shape):
            mended.append(shape)
            continue
        better = _mended(shape)
        mended.append(better)
        faults.append(_invalid(line, shape, better))
    return mended, faults


def _mended(shape: BaseGeometry) -> BaseGeometry | None:
    """The polygon a drawing means; its place alone when nothing closed is left of it."""
    try:
        parts = shapely.get_parts(shapely.make_valid(shape))
    except GEOSException:
        parts = []
    closed = [one for one in parts if "Polygon" in one.geom_type and one.area > SPECK]
    if closed:
        return shapely.union_all(closed)
    points = shapely.get_coordinates(shape)
    points = points[np.isfinite(points).all(axis=1)]
    return shapely.Point(points.mean(axis=0)) if len(points) else None


def _invalid(line: int, shape: BaseGeometry, better: BaseGeometry | None) -> Fault:
    if better is None:
        said, severity = _("Dessin illisible : ce local n’a pas de place."), "refused"
    elif better.geom_type == "Point":
        said = _("Polygone invalide, sans surface : seule sa place est gardée.")
        severity = "doubtful"
    else:
        said = _("Polygone invalide, réparé : vérifiez son contour.")
        severity = "doubtful"
    why = shapely.is_valid_reason(shape)
    return Fault("invalid_polygon", said, line=line, value=why[:120], severity=severity)  # type: ignore[arg-type]


def _polygon(shape: BaseGeometry | None) -> BaseGeometry | None:
    """The largest polygon drawn, to the centimetre; None for a point or a line."""
    if shape is None:
        return None
    closed = [one for one in shapely.get_parts(shape) if one.geom_type == "Polygon"]
    if not closed:
        return None
    largest = max(closed, key=lambda one: one.area)
    rounded = shapely.set_precision(largest, 10.0**-DECIMALS, mode="valid_output")
    return rounded if rounded.geom_type == "Polygon" and not rounded.is_empty else largest


def _written(table: SurveyTable, mapping: Mapping) -> list[tuple[float, float] | None]:
    """Coordinates from two columns; a row that lacks one has none."""
    pair = next((p for p in (("lon", "lat"), ("x", "y")) if set(p) <= set(mapping.columns)), None)
    if pair is None:
        return [None] * len(table.rows)
    first, second = (map(number, table.column(mapping.columns[role])) for role in pair)
    return [_both(x, y) for x, y in zip(first, second, strict=True)]


def _both(x: float | None, y: float | None) -> tuple[float, float] | None:
    return None if x is None or y is None or not (x or y) else (x, y)
