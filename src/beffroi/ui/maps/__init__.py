"""The map drawn on the server: plain values in, one SVG string out. No tile, no script, no table.

`draw_map` for the page (colours from the page's CSS), `draw_map(…, standalone=True)` for paper
(colours inside, light), `draw_outline` for a cover.
"""

from beffroi.ui.maps.draw import draw_map
from beffroi.ui.maps.frame import BBox, Frame, bbox_of
from beffroi.ui.maps.layers import Layer, Mark, lay, layers, over
from beffroi.ui.maps.outline import draw_outline
from beffroi.ui.maps.symbols import Symbol

__all__ = [
    "BBox",
    "Frame",
    "Layer",
    "Mark",
    "Symbol",
    "bbox_of",
    "draw_map",
    "draw_outline",
    "lay",
    "layers",
    "over",
]
