"""The colours of the map where no page gives them: a style element, light tokens, no variable."""

from __future__ import annotations

from functools import cache

from beffroi.ui import families
from beffroi.ui.tokens import light

RULES = """
.map-ground{fill:--map-ground}.map-water{fill:--map-water}.map-waterline{fill:none;stroke:--map-water}
.map-green{fill:--map-green}.map-park{fill:--map-path}.map-block{fill:--map-block;stroke:--map-block-line;stroke-width:.4}
.map-road{fill:none;stroke:--map-road;stroke-linecap:round;stroke-linejoin:round}
.map-path{fill:none;stroke:--map-path;stroke-linecap:round;stroke-linejoin:round}
.map-rail{fill:none;stroke:--map-rail;stroke-dasharray:5 2.5}
.map-label{font-family:Inter,sans-serif;font-weight:500;font-size:12.5px;fill:--map-label;letter-spacing:.3px;text-anchor:middle}
.map-halo{stroke:--map-halo;stroke-width:3px;stroke-linejoin:round;paint-order:stroke}
.map-scale{stroke:--ink;stroke-width:1.6;fill:none}.map-north{fill:--ink}
.map-scale-text{font-family:Inter,sans-serif;font-weight:500;font-size:13px;fill:--ink;text-anchor:middle}
.map-foot{fill-opacity:.5;stroke:--map-halo;stroke-width:.8}.g{fill:#fff}.edge{fill:--map-halo}.ring{fill:none}
.is-here .ring{stroke:--ink;stroke-width:2.5}
.v,.f-vacant{fill:--vacant-fill;stroke:--brick;stroke-width:2.5}
"""


@cache
def style() -> str:
    """The `<style>` of a standalone map."""
    rules = RULES.replace("\n", "")
    for name, value in sorted(light().items(), key=lambda item: -len(item[0])):
        rules = rules.replace(f"--{name}", value)
    fills = "".join(
        f".f-{key}{{fill:{families.hex_of(key)}}}" for key in [*families.BY_KEY, "other"]
    )
    return f"<style>{rules}{fills}</style>"
