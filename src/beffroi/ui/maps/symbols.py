"""The premises on the map: footprint where known, family symbol, vacant in relief, each a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from beffroi.ui.families import BY_KEY, OTHER_GLYPH, VACANT, css_key
from beffroi.ui.maps.frame import Frame
from beffroi.ui.maps.paths import path_data

RADIUS = 6.6  # px, disc of a family
CLOSEST = 11.5  # px between two centres, when there is room to give way
MOST = 6.0  # px a symbol may give way: less than half a shopfront at the usual scale


@dataclass(frozen=True, slots=True)
class Symbol:
    """One premises: WGS 84 degrees; `family` a key of ui.families; `title` is said and shown."""

    lon: float
    lat: float
    family: str
    title: str
    href: str
    vacant: bool = False
    footprint: Mapping[str, Any] | None = None  # GeoJSON Polygon
    key: str = ""  # public id, joins the map with its list
    here: bool = False  # the premises the page speaks of

    @property
    def look(self) -> str:
        return VACANT if self.vacant else css_key(self.family)


def pin_shapes() -> str:
    """`<g>` definitions `p-…`, centred on 0,0, so that a pin can grow around its place."""
    glyphs = {key: family.glyph for key, family in BY_KEY.items()} | {"other": OTHER_GLYPH}
    discs = "".join(
        f'<g id="p-{key}"><circle class="edge" r="{RADIUS + 1.2:g}"/><circle class="f-{key}" r="{RADIUS}"/>'
        f'<path class="g" fill-rule="evenodd" transform="scale(.62) translate(-10 -10)" d="{glyph}"/></g>'
        for key, glyph in glyphs.items()
    )
    vacant = (
        '<g id="p-vacant"><path class="edge" d="M-8.4-8.4H8.4V8.4H-8.4z"/>'
        '<path class="v" d="M-5.9-5.9H5.9V5.9H-5.9z"/></g>'
    )
    return discs + vacant


def places(symbols: Sequence[Symbol], frame: Frame) -> list[tuple[float, float]]:
    """Where each symbol stands, in px: its own place, moved a little where symbols crowd."""
    if not symbols:
        return []
    own = frame.points(np.array([(symbol.lon, symbol.lat) for symbol in symbols]))
    return [(float(x), float(y)) for x, y in _give_way(own)]


def _give_way(own: np.ndarray, rounds: int = 40) -> np.ndarray:
    """Push apart what is closer than CLOSEST; nobody further than MOST from its place."""
    pairs = _may_meet(own)
    now = own + _jitter(len(own))
    for _ in range(rounds):
        push = _push(now, *pairs)
        if np.abs(push).max() < 0.05:
            break
        away = now + push - own
        length = np.linalg.norm(away, axis=1, keepdims=True)
        now = own + away * np.minimum(1, MOST / np.maximum(length, 1e-9))
    return now


def _may_meet(own: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who can come closer than CLOSEST to whom, both ways: nobody goes further than MOST."""
    points = shapely.points(own)
    reach = CLOSEST + 2 * MOST + 0.1  # and what the jitter adds
    one, other = shapely.STRtree(points).query(points, predicate="dwithin", distance=reach)
    apart = one != other
    return one[apart], other[apart]


def _push(now: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    gap = now[one] - now[other]
    far = np.hypot(gap[:, 0], gap[:, 1])
    near = (far < CLOSEST) & (far > 0)
    force = np.where(near, (CLOSEST - far) / np.maximum(far, 1e-6) * 0.25, 0)
    return np.column_stack(
        [np.bincount(one, gap[:, axis] * force, minlength=len(now)) for axis in (0, 1)]
    )


def _jitter(count: int) -> np.ndarray:
    """Two premises on one point must part; the same way each time."""
    angle = np.arange(count) * 2.399963  # golden angle
    return np.column_stack([np.cos(angle), np.sin(angle)]) * 0.02


def draw_symbols(symbols: Sequence[Symbol], at: Sequence[tuple[float, float]], frame: Frame) -> str:
    """Footprints, then links; vacant last, so that it is never covered. Reads from the north."""
    shown = [(s, p) for s, p in zip(symbols, at, strict=True) if frame.holds(*p, margin=4)]
    shown.sort(key=lambda item: (item[0].vacant, item[1][1], item[1][0]))
    feet = "".join(_foot(symbol, frame) for symbol, _ in shown if symbol.footprint)
    return f'<g aria-hidden="true">{feet}</g>' * bool(feet) + "".join(
        _pin(symbol, x, y) for symbol, (x, y) in shown
    )


def _foot(symbol: Symbol, frame: Frame) -> str:
    data = path_data([frame.clip(frame.place(shape(symbol.footprint)))])
    return (
        f'<path class="map-foot f-{symbol.look}" data-beffroi-family="{symbol.look}" d="{data}"/>'
    )


def _pin(symbol: Symbol, x: float, y: float) -> str:
    here = " is-here" if symbol.here else ""
    key = f' data-beffroi-key="{escape(symbol.key)}"' if symbol.key else ""
    return (
        f'<a class="map-pin{here}" href="{escape(symbol.href)}" transform="translate({x:.1f} {y:.1f})"'
        f' data-beffroi-family="{symbol.look}"{key}><title>{escape(symbol.title)}</title>'
        f'<use href="#p-{symbol.look}"/><circle class="ring" r="10.5"/></a>'
    )
