"""The cover's picture: a town by its streets, within its outline, with what is empty in brick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shapely.geometry import LineString, shape

from beffroi.ui.maps.frame import Frame
from beffroi.ui.maps.paths import path_data
from beffroi.ui.tokens import printed

Point = Sequence[float]


def draw_plate(
    *,
    outline: Mapping[str, Any],
    lines: Iterable[Sequence[Point]],
    empty: Iterable[Point] = (),
    width: float = 640,
    height: float = 640,
) -> str:
    """An SVG of `width` × `height` px. `outline`: GeoJSON polygon; `lines` and `empty`: WGS 84."""
    colour = printed()
    around = shape(outline)
    west, south, east, north = around.bounds
    pad_x, pad_y = (east - west) * 0.03, (north - south) * 0.03
    frame = Frame((west - pad_x, south - pad_y, east + pad_x, north + pad_y), width, height)
    kept = (LineString(line) for line in lines if len(line) > 1)
    drawn = [frame.place(line.intersection(around)) for line in kept if line.intersects(around)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">'
        f'<path fill="{colour["stone"]}" fill-opacity=".45" stroke="{colour["line"]}" stroke-width="1" '
        f'stroke-linejoin="round" d="{path_data([frame.place(around)], tolerance=0.4)}"/>'
        f'<path fill="none" stroke="{colour["slate"]}" stroke-width="2.2" stroke-linecap="round" '
        f'stroke-linejoin="round" d="{path_data(drawn, tolerance=0.4)}"/>'
        f"{''.join(_square(*frame.point(*point), colour['brick']) for point in empty)}</svg>"
    )


def _square(x: float, y: float, colour: str) -> str:
    return (
        f'<rect x="{x - 6:.1f}" y="{y - 6:.1f}" width="12" height="12" fill="#fff" '
        f'stroke="{colour}" stroke-width="3"/>'
    )
