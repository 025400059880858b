"""The outline of a territory, for a cover or a small locator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shapely.geometry import shape

from beffroi.ui.maps.frame import Frame
from beffroi.ui.maps.paths import path_data


def draw_outline(
    geometry: Mapping[str, Any],
    *,
    width: float = 480,
    height: float = 480,
    neighbours: Sequence[Mapping[str, Any]] = (),
    fill: str = "#e7e2d8",
    stroke: str = "#1d2430",
) -> str:
    """A GeoJSON polygon (WGS 84) as an SVG with its colours inside; neighbours in thin lines."""
    town = shape(geometry)
    west, south, east, north = town.bounds
    pad_x, pad_y = (east - west) * 0.06, (north - south) * 0.06
    frame = Frame((west - pad_x, south - pad_y, east + pad_x, north + pad_y), width, height)
    around = [frame.clip(frame.place(shape(other))) for other in neighbours]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}">'
        f'<path fill="none" stroke="{fill}" d="{path_data(around, tolerance=0.4)}"/>'
        f'<path fill="{fill}" stroke="{stroke}" stroke-width="1.5" stroke-linejoin="round" d="{path_data([frame.place(town)], tolerance=0.4)}"/></svg>'
    )
