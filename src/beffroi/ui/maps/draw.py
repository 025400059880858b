"""One picture of a town: ground, names, premises, scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from beffroi.ui.maps.frame import BBox, Frame
from beffroi.ui.maps.furniture import draw_furniture
from beffroi.ui.maps.ground import Feature, draw_ground
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
) -> str:
    """An SVG of `width` × `height` px showing `bbox` (WGS 84 degrees, west south east north).

    `ground`: GeoJSON features whose property `kind` is a `sources.records.GroundKind` (a road may
    add `highway`). `streets`: line features with `name` and `kind` (OSM highway value). `symbols`:
    the premises. `standalone`: colours inside, for paper. `prefix` keeps ids apart when a page
    holds several maps.
    """
    frame = Frame(bbox, width, height)
    ways = list(streets)
    at = places(symbols, frame)
    names = draw_labels(ways, frame, at, prefix) if labels else ""
    return (
        f"{_opening(frame, title, standalone)}<title>{escape(title)}</title>"
        + (f"<desc>{escape(description)}</desc>" if description else "")
        + (style() if standalone else "")
        + f"<defs>{pin_shapes()}</defs>"
        + f'<g class="map-view"><g aria-hidden="true">{draw_ground(ground, ways, frame)}</g>{names}'
        + f'<g class="map-pins">{draw_symbols(symbols, at, frame)}</g></g>'
        + f'<g class="map-furniture" aria-hidden="true">{draw_furniture(frame, language)}</g></svg>'
    )


def _opening(frame: Frame, title: str, standalone: bool) -> str:
    west, south, east, north = frame.bbox
    size = f' width="{frame.width:g}" height="{frame.height:g}"' if standalone else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map__svg" role="group" aria-label="{escape(title)}"'
        f' viewBox="0 0 {frame.width:g} {frame.height:g}"{size}'
        f' data-beffroi-bbox="{west:.6f},{south:.6f},{east:.6f},{north:.6f}">'
    )
