"""Draw the icons of the walk's application from the belfry: run again when the belfry changes.

usage: python tools/build_walk_icons.py

Telephones ask for PNG; a maskable icon keeps its drawing within the middle 80 %.
"""

from __future__ import annotations

import re
from pathlib import Path

import vl_convert

SOURCES = Path(__file__).parents[1] / "src" / "beffroi"
BELFRY = SOURCES / "ui" / "static" / "ui" / "belfry.svg"
INTO = SOURCES / "premises" / "static" / "premises" / "walk"
PAPER = "#faf8f3"
ICONS = {
    "icon-180": (180, 0.16),
    "icon-192": (192, 0.14),
    "icon-512": (512, 0.14),
    "icon-maskable-512": (512, 0.24),
}


def drawn(size: int, margin: float) -> bytes:
    """The belfry on paper, `size` pixels a side; `margin` is the share left on each side."""
    paths = re.sub(r"</?svg[^>]*>", "", BELFRY.read_text())
    scale = size * (1 - 2 * margin) / 28
    left = size / 2 - 9 * scale  # the tower stands around x = 9 in its own drawing
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
        f'<rect width="{size}" height="{size}" fill="{PAPER}"/>'
        f'<g transform="translate({left} {size * margin}) scale({scale})">{paths}</g></svg>'
    )
    return bytes(vl_convert.svg_to_png(svg, scale=1))


for name, (size, margin) in ICONS.items():
    (INTO / f"{name}.png").write_bytes(drawn(size, margin))
