"""Layers laid over the map of a town: other contexts say what stands where, in a registry.

A mark is drawn over the premises and told in a list beside them; it bears its address, so that
both lead to the same page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from beffroi.ui.maps.frame import Frame

_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*data-beffroi-bbox="([^"]+)"')
_LAST = '</g><g class="map-furniture"'
STEPS = "M-4.2 3.4c-1.6 0-2.2-1.3-2-3l.5-3.2c.2-1.2.9-1.9 1.8-1.9 1.2 0 1.9 1.1 1.8 2.5l-.2 3.6c-.1 1.3-.8 2-1.9 2zM4.2 5.4c-1.1 0-1.8-.7-1.9-2l-.2-3.6c-.1-1.4.6-2.5 1.8-2.5.9 0 1.6.7 1.8 1.9l.5 3.2c.2 1.7-.4 3-2 3z"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing of a layer: WGS 84 degrees; `title` is said and shown, `note` stands in the list."""

    lon: float
    lat: float
    title: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer by its word in the address; `marks(town)` costs a query at most."""

    key: str
    label: Any
    marks: Callable[[Any], Sequence[Mark]]


_LAYERS: dict[str, Layer] = {}


def lay(layer: Layer) -> None:
    """Enter a layer; called once, in `AppConfig.ready()`."""
    _LAYERS[layer.key] = layer


def layers() -> tuple[Layer, ...]:
    """Every layer there is."""
    return tuple(_LAYERS.values())


def over(svg: str, marks: Sequence[Mark]) -> str:
    """A map of `draw_map` with these marks over it; what lies outside its box is left out."""
    found = _BOX.search(svg)
    if not marks or found is None:
        return svg
    west, south, east, north = (float(part) for part in found[3].split(","))
    frame = Frame((west, south, east, north), float(found[1]), float(found[2]))
    drawn = [_drawn(one, *frame.point(one.lon, one.lat), frame) for one in marks]
    return svg.replace(_LAST, f'<g class="map-marks">{"".join(drawn)}</g>{_LAST}', 1)


def _drawn(mark: Mark, x: float, y: float, frame: Frame) -> str:
    if not frame.holds(x, y):
        return ""
    return (
        f'<a class="map-mark" href="{escape(mark.href)}" transform="translate({x:.1f} {y:.1f})"'
        f' data-beffroi-lon="{mark.lon:.6f}" data-beffroi-lat="{mark.lat:.6f}">'
        f"<title>{escape(mark.title)}</title>"
        f'<g><rect x="-11" y="-11" width="22" height="22" rx="5"/><path d="{STEPS}"/></g></a>'
    )
