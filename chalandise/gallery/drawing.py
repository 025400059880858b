"""A page of SVG: maps in metres, dots with their intervals, bars. Nothing here computes a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import shapely

INK, SOFT, LINE, PAPER = "#1f2933", "#5b6770", "#c9d0d6", "#ffffff"
SHADES = ("#eceff0", "#cfe3dc", "#9cc9bb", "#5fa894", "#2d7f6b", "#0f5446")
ACCENT, WARM, COOL = "#c2410c", "#d9772b", "#2d7f6b"
PICTURES = Path(__file__).with_name("pictures")


class Picture:
    """Pieces of SVG under a title, above a line that names sources and hypotheses."""

    def __init__(self, title: str, subtitle: str, note: Sequence[str], size=(780, 560)) -> None:
        self.title, self.width, self.height = title, *size
        self.pieces: list[str] = []
        self.text((24, 34), title, size=18, weight="600")
        self.text((24, 55), subtitle, fill=SOFT)
        for rank, line in enumerate(reversed(note)):
            self.text((24, self.height - 14 - 15 * rank), line, size=11, fill=SOFT)

    def text(self, at, words, *, size=13, fill=INK, anchor="start", weight="400", halo=False):
        edge = f' stroke="{PAPER}" stroke-width="3" paint-order="stroke"' if halo else ""
        self.pieces.append(
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size}" fill="{fill}" '
            f'text-anchor="{anchor}" font-weight="{weight}"{edge}>{escape(words)}</text>'
        )

    def line(self, a, b, *, stroke=LINE, width=1.0, dash=""):
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.pieces.append(
            f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}" '
            f'stroke="{stroke}" stroke-width="{width}"{dashed}/>'
        )

    def box(self, at, width, height, fill, *, stroke="none"):
        self.pieces.append(
            f'<rect x="{at[0]:.1f}" y="{at[1]:.1f}" width="{max(width, 0):.1f}" '
            f'height="{height:.1f}" fill="{fill}" stroke="{stroke}"/>'
        )

    def dot(self, at, radius, fill, *, stroke=PAPER):
        self.pieces.append(
            f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}" fill="{fill}" '
            f'stroke="{stroke}" stroke-width="1.2"/>'
        )

    def legend(self, at, heading: str, entries: Iterable[tuple[str, str]]) -> None:
        """Colours and what they mean, one under another."""
        self.text(at, heading, size=12, weight="600")
        for rank, (colour, words) in enumerate(entries):
            y = at[1] + 10 + 21 * rank
            self.box((at[0], y), 16, 14, colour, stroke=LINE)
            self.text((at[0] + 24, y + 12), words, size=12)

    def save(self, name: str, folder: Path = PICTURES) -> Path:
        """Write the picture; gives its path."""
        path = folder / f"{name}.svg"
        path.write_text(self.svg(), encoding="utf-8")
        return path

    def svg(self) -> str:
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="img" '
            'font-family="Inter, Helvetica, Arial, sans-serif">'
            f"<title>{escape(self.title)}</title>"
            f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        )
        return "\n".join([head, *self.pieces, "</svg>", ""])


class Plan:
    """Metres of a map set into a rectangle of a picture."""

    def __init__(self, picture: Picture, bounds, at=(24, 72), size=(500, 430)) -> None:
        west, south, east, north = bounds
        self.picture, self.north = picture, north
        self.scale = min(size[0] / (east - west), size[1] / (north - south))
        self.left = at[0] + (size[0] - (east - west) * self.scale) / 2 - west * self.scale
        self.top = at[1] + (size[1] - (north - south) * self.scale) / 2

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.scale, self.top + (self.north - y) * self.scale

    def area(self, geometry, fill, *, stroke=PAPER, width=0.6, opacity=1.0) -> None:
        """A polygon or several, holes kept, without the corners that a pixel hides."""
        plain = geometry.simplify(0.4 / self.scale)
        rings = [r for part in _polygons(plain) for r in (part.exterior, *part.interiors)]
        path = "".join(f"M{self._points(ring)}Z" for ring in rings)
        self.picture.pieces.append(
            f'<path d="{path}" fill="{fill}" fill-rule="evenodd" fill-opacity="{opacity:g}" '
            f'stroke="{stroke}" stroke-width="{width}"/>'
        )

    def lines(self, geometries, *, stroke=SOFT, width=0.7) -> None:
        path = "".join(f"M{self._points(line)}" for line in geometries)
        self.picture.pieces.append(
            f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{width}"/>'
        )

    def ruler(self, metres: float, words: str, at: tuple[float, float]) -> None:
        """How long a distance is on the map."""
        end = at[0] + metres * self.scale
        self.picture.line(at, (end, at[1]), stroke=INK, width=2)
        self.picture.text((end + 8, at[1] + 4), words, size=11)

    def _points(self, line) -> str:
        placed = (self.place(x, y) for x, y in line.coords)
        return "L".join(f"{x:.1f},{y:.1f}" for x, y in placed)


def _polygons(geometry):
    return [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and not p.is_empty]


def shade(value: float, cuts: Sequence[float]) -> str:
    """The colour of a class: below the first cut, the second …"""
    return SHADES[sum(value >= cut for cut in cuts)]


def classes(cuts: Sequence[float], words: str = "{:g}", unit: str = "") -> list[tuple[str, str]]:
    """The legend that goes with `shade`."""
    told = [words.format(cut) for cut in cuts]
    first, last = f"below {told[0]}{unit}", f"{told[-1]}{unit} and more"
    between = [f"{a} to {b}{unit}" for a, b in pairwise(told)]
    return list(zip(SHADES, [first, *between, last], strict=False))
