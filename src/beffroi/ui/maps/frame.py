"""From degrees to pixels: one town is small enough for a local plane."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

BBox = tuple[float, float, float, float]  # west, south, east, north in WGS 84 degrees
METRES_PER_DEGREE = 111_320.0  # of latitude; error under 0.6 % in France


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of `width` × `height` px that shows the whole of `bbox`, centred.

    Error of the local plane over a town of 10 km: under 0.2 px at 840 px.
    """

    bbox: BBox
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        west, south, east, north = self.bbox
        return (west + east) / 2, (south + north) / 2

    @property
    def metres(self) -> tuple[float, float]:
        """Width and height of the bbox in metres."""
        west, south, east, north = self.bbox
        cos = math.cos(math.radians(self.centre[1]))
        return (east - west) * cos * METRES_PER_DEGREE, (north - south) * METRES_PER_DEGREE

    @property
    def scale(self) -> float:
        """Pixels per metre."""
        wide, tall = self.metres
        return min(self.width / wide, self.height / tall)

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """The geometry in pixels, y downwards."""
        return shapely.transform(geometry, self.points)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        x, y = self.points(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def holds(self, x: float, y: float, margin: float = 0) -> bool:
        return -margin <= x <= self.width + margin and -margin <= y <= self.height + margin

    def clip(self, geometry: Any, margin: float = 12) -> Any:
        """What of a geometry in pixels, or of many, falls in the picture (and a little beyond)."""
        return shapely.clip_by_rect(
            geometry, -margin, -margin, self.width + margin, self.height + margin
        )

    def points(self, lonlat: np.ndarray) -> np.ndarray:
        """Rows of (lon, lat) as rows of (x, y)."""
        lon0, lat0 = self.centre
        cos = math.cos(math.radians(lat0))
        x = (lonlat[:, 0] - lon0) * cos * METRES_PER_DEGREE * self.scale + self.width / 2
        y = self.height / 2 - (lonlat[:, 1] - lat0) * METRES_PER_DEGREE * self.scale
        return np.column_stack([x, y])


def bbox_of(points: Iterable[tuple[float, float]], *, margin: float = 0.04) -> BBox:
    """The bbox of (lon, lat) points with a margin (share of each side, at least 30 m)."""
    lons, lats = zip(*points, strict=True)
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    least = 30 / METRES_PER_DEGREE
    pad_x, pad_y = max((east - west) * margin, least), max((north - south) * margin, least)
    return west - pad_x, south - pad_y, east + pad_x, north + pad_y
