"""Which system the coordinates of a file are in: told by the file, guessed from their ranges, and
confirmed by the town itself.

Ranges alone leave doubts (Corsica in Lambert 93 and the tip of Brittany in CC47 share numbers): every
system whose ranges fit is tried, and the one that puts the doors in the town is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from beffroi.sources.records import UnreadableSource

WGS84 = "EPSG:4326"
SWAPPED = "EPSG:4326 lat lon"
LAMBERT_93 = "EPSG:2154"
WEB = "EPSG:3857"
CONIC = {zone: f"EPSG:{3900 + zone}" for zone in range(42, 51)}
NEAR = 0.05  # degrees around a town whose outline nobody gave: about 5 km
MOST_HERE = 0.5  # share of the doors that must stand in the town


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the town is: its outline (WGS 84), else its centre; neither: nothing confirms."""

    outline: BaseGeometry | None = None
    centre: tuple[float, float] | None = None
    name: str = ""
    plane: str = LAMBERT_93  # the plane system in use there

    def share_of(self, points: np.ndarray) -> float:
        """Share of these (lon, lat) that stand in the town, a margin of 500 m allowed."""
        lon, lat = points[:, 0], points[:, 1]
        if self.outline is not None:
            wider = shapely.buffer(self.outline, 0.006)
            shapely.prepare(wider)
            return float(np.mean(shapely.intersects_xy(wider, lon, lat)))
        if self.centre is not None:
            near = (np.abs(lon - self.centre[0]) < NEAR) & (np.abs(lat - self.centre[1]) < NEAR)
            return float(np.mean(near))
        return 1.0 if bool(np.all((np.abs(lon) <= 180) & (np.abs(lat) <= 90))) else 0.0

    @property
    def known(self) -> bool:
        """Whether anything is known of where the town is."""
        return self.outline is not None or self.centre is not None


@dataclass(frozen=True, slots=True)
class System:
    """The system found. `said`: the file told it; `here`: share of the doors within the town."""

    code: str
    here: float
    said: bool = False
    confirmed: bool = False
    contradicts: str = ""  # what the file said, when the coordinates deny it


def name_of(code: str) -> str:
    """A system as people call it."""
    if code == SWAPPED:
        return _("WGS 84, latitude et longitude échangées")
    named = {WGS84: "WGS 84", LAMBERT_93: "Lambert 93", WEB: "Web Mercator"}
    conic = {system: f"CC{zone}" for zone, system in CONIC.items()}
    return (named | conic).get(code, code)


def candidates(points: np.ndarray, plane: str = LAMBERT_93) -> list[str]:
    """Systems whose ranges hold the middle of these coordinates, the likeliest first."""
    x, y = (float(value) for value in np.median(points, axis=0))
    found = []
    if abs(x) <= 180 and abs(y) <= 90:
        found.append(WGS84)
    if abs(y) <= 180 and abs(x) <= 90:
        found.append(SWAPPED)
    if 0 < x < 1_300_000 and 6_000_000 < y < 7_200_000:
        found.append(LAMBERT_93)
    zone = 42 + round((y - 1_200_000) / 1_000_000)
    if 1_000_000 < x < 2_400_000 and zone in CONIC and abs(y - 1e6 * (zone - 42) - 1.2e6) < 4e5:
        found.append(CONIC[zone])
    if plane != LAMBERT_93 and abs(x) > 1000:
        found.append(plane)
    if abs(x) > 1000 and abs(y) > 1000:
        found.append(WEB)
    return found


def system_of(points: np.ndarray, ground: Ground, said: str = "") -> System:
    """The system in which these coordinates put the doors in the town.

    `points`: (n, 2) in the file's own coordinates. Raises `UnreadableSource` when none does.
    """
    asked = [said] if said else []
    tried = {
        code: _here(points, code, ground) for code in [*asked, *candidates(points, ground.plane)]
    }
    best = max(tried, key=lambda code: (tried[code], code == said), default="")
    if not best or tried[best] < MOST_HERE:
        raise UnreadableSource(_elsewhere(ground, tried), code="elsewhere")
    denied = said if said and best != said else ""
    return System(best, tried[best], bool(said), ground.known, denied)


def _elsewhere(ground: Ground, tried: dict[str, float]) -> str:
    if not tried:
        return _(
            "Les coordonnées de ce fichier ne sont d’aucun système connu : exportez-le en WGS 84."
        )
    names = ", ".join(name_of(code) for code in tried)
    return _(
        "Les locaux de ce fichier ne tombent pas à %(town)s : ses coordonnées, lues en %(names)s, "
        "mènent ailleurs. Vérifiez la ville, ou exportez le fichier en WGS 84."
    ) % {"town": ground.name, "names": names}


def _here(points: np.ndarray, code: str, ground: Ground) -> float:
    try:
        return ground.share_of(to_degrees(points, code))
    except (
        RuntimeError,
        ValueError,
    ):  # pyproj's ProjError is a RuntimeError: a system of no known name
        return 0.0


def to_degrees(points: np.ndarray, code: str) -> np.ndarray:
    """(n, 2) of a system as (lon, lat); what cannot be transformed is far away."""
    if code == WGS84:
        return points
    if code == SWAPPED:
        return points[:, ::-1]
    x, y = transformer(code).transform(points[:, 0], points[:, 1])
    return np.nan_to_num(np.column_stack([x, y]), nan=999.0, posinf=999.0, neginf=999.0)


@cache
def transformer(code: str) -> Any:
    """From a system to WGS 84, x first."""
    from pyproj import CRS, Transformer  # loaded by the first such file, not by every page

    return Transformer.from_crs(CRS.from_user_input(code), 4326, always_xy=True)


def shapes_in_degrees(
    shapes: Sequence[BaseGeometry | None], code: str
) -> list[BaseGeometry | None]:
    """The shapes of a file in WGS 84, longitude first."""
    if code == WGS84:
        return list(shapes)
    kept = np.array(shapes, dtype=object)
    moved = shapely.transform(kept, lambda points: to_degrees(points, code))
    return list(np.atleast_1d(moved))
