"""One picture of a town: ground, names, premises, scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from beffroi.ui.maps.frame import BBox, Frame
from beffroi.ui.maps.furniture import draw_furniture
from beffroi.ui.maps.ground import Feature, draw_ground, placed_in
from beffroi.ui.maps.labels import draw_labels
from beffroi.ui.maps.paper import style
from beffroi.ui.maps.symbols import Symbol, draw_symbols, pin_shapes, places


def draw_map(
    ground: Iterable[Feature],
    streets: Iterable[Feature],
    symbols: Sequence[Symbol],
    *,
    width: float,
    height: float,
    bbox: BBox,
    labels: bool = True,
    title: str = "",
    description: str = "",
    standalone: bool = False,
    language: str = "fr",
    prefix: str = "rue",
    trail: Sequence[tuple[float, float]] = (),
) -> str:
    """An SVG of `width` × `height` px showing `bbox` (WGS 84 degrees, west south east north).

    `ground`: GeoJSON features whose property `kind` is a `sources.records.GroundKind` (a road may
    add `highway`). `streets`: line features with `name` and `kind` (OSM highway value). `symbols`:
    the premises. `standalone`: colours inside, for paper. `prefix` keeps ids apart when a page
    holds several maps. `trail`: a walk, as the places it passes (degrees).
    """
    frame = Frame(bbox, width, height)
    colours = style() if standalone else ""
    return (
        f"{_opening(frame, title, description, standalone)}{colours}<defs>{pin_shapes()}</defs>"
        f'<g class="map-view">{_view(ground, streets, symbols, frame, prefix if labels else "", trail)}</g>'
        f'<g class="map-furniture" aria-hidden="true">{draw_furniture(frame, language)}</g></svg>'
    )


def _view(
    ground: Iterable[Feature],
    streets: Iterable[Feature],
    symbols: Sequence[Symbol],
    frame: Frame,
    prefix: str,
    trail: Sequence[tuple[float, float]],
) -> str:
    """What moves when the reader zooms: ground, names (with a prefix for their ids), premises."""
    at, ways = places(symbols, frame), placed_in(streets, frame)
    names = draw_labels(ways, frame, at, prefix) if prefix else ""
    return (
        f'<g aria-hidden="true">{draw_ground(placed_in(ground, frame), ways, frame)}</g>{names}{_trail(trail, frame)}'
        f'<g class="map-pins">{draw_symbols(symbols, at, frame)}</g>'
    )


def _trail(trail: Sequence[tuple[float, float]], frame: Frame) -> str:
    """The walk as one dashed line, with a mark where it begins."""
    if len(trail) < 2:
        return ""
    spots = [(float(x), float(y)) for x, y in frame.points(np.array(trail))]
    data = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    x, y = spots[0]
    return (
        f'<g aria-hidden="true"><path class="map-trail" fill="none" d="{data}"/>'
        f'<circle class="map-trail-start" cx="{x:.1f}" cy="{y:.1f}" r="13"/></g>'
    )


def _opening(frame: Frame, title: str, description: str, standalone: bool) -> str:
    west, south, east, north = frame.bbox
    size = f' width="{frame.width:g}" height="{frame.height:g}"' if standalone else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map__svg" role="group" aria-label="{escape(title)}"'
        f' viewBox="0 0 {frame.width:g} {frame.height:g}"{size}'
        f' data-beffroi-bbox="{west:.6f},{south:.6f},{east:.6f},{north:.6f}"><title>{escape(title)}</title>'
        + f"<desc>{escape(description)}</desc>"
        * bool(description)
    )
