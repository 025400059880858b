"""Names of streets along the streets: on their straightest long run, clear of each other."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString
from shapely.ops import linemerge, substring

from beffroi.ui.maps.frame import Frame
from beffroi.ui.maps.ground import ROAD_METRES, Placed
from beffroi.ui.maps.paths import path_data

SIZE = 12.5  # px, of the label in the drawn picture
EM = 0.56  # mean advance of Inter Medium, in em, with its tracking
SLACK = 1.12  # room the text needs at the drawn size
ROOMY = 1.95  # room it needs on a phone, where type is set larger against the picture
TURN = math.radians(34)  # a name bent more than this is hard to read
CLEAR = 15.0  # px between two labels
STEP = 10.0  # px between two places tried


@dataclass(frozen=True, slots=True)
class Label:
    """`run` is what carries the text, centred; `tight`: too short for the larger type of a phone."""

    name: str
    run: LineString
    tight: bool


def draw_labels(
    streets: Placed, frame: Frame, pins: Sequence[tuple[float, float]], prefix: str
) -> str:
    """Halo and text of the labels; `pins` (px) are what a label avoids covering."""
    labels = place_labels(streets, frame, pins)
    defs = "".join(
        f'<path id="{prefix}{index}" d="{path_data([label.run], tolerance=0)}"/>'
        for index, label in enumerate(labels)
    )
    texts = "".join(
        f'<text class="map-label{" map-label--tight" * label.tight} map-halo"><textPath href="#{prefix}{index}" startOffset="50%">'
        f"{escape(label.name)}</textPath></text>"
        for index, label in enumerate(labels)
    )
    return f'<defs>{defs}</defs><g aria-hidden="true">{texts}</g>' if labels else ""


def place_labels(streets: Placed, frame: Frame, pins: Sequence[tuple[float, float]]) -> list[Label]:
    """One label a street at most, the weightier streets first."""
    room = _Room(frame, pins)
    placed = []
    for name, runs in _runs(streets):
        needed = len(name) * SIZE * EM
        best = _best(runs, needed, room)
        if best is not None:
            room.taken.append(best)
            roomy = _roomier(best, runs, needed)
            placed.append(Label(name, roomy or best, roomy is None))
    return placed


def _roomier(piece: LineString, runs: list[LineString], needed: float) -> LineString | None:
    """The same place on the street with room on both sides, when the street has it."""
    middle = piece.interpolate(0.5, normalized=True)
    run = min(runs, key=middle.distance)
    at, half = run.project(middle), needed * ROOMY / 2
    if at < half or at + half > run.length:
        return None
    longer = substring(run, at - half, at + half).simplify(1.2)
    return _readable(longer) if _bend(longer) < TURN * 1.3 else None


def _runs(streets: Placed) -> list[tuple[str, list[LineString]]]:
    lines: dict[str, list[LineString]] = defaultdict(list)
    weight: dict[str, float] = defaultdict(float)
    for feature, placed in streets:
        properties = feature.get("properties", {})
        name = str(properties.get("name") or "")
        if not name:
            continue
        found = [part for part in shapely.get_parts(placed) if part.geom_type == "LineString"]
        lines[name] += found
        metres = ROAD_METRES.get(str(properties.get("kind", "")), 5.0)
        weight[name] += metres * sum(part.length for part in found)
    merged = {name: _merge(parts) for name, parts in lines.items() if parts}
    return sorted(merged.items(), key=lambda item: (-weight[item[0]], item[0]))


def _merge(parts: list[LineString]) -> list[LineString]:
    joined = linemerge(MultiLineString(parts)) if len(parts) > 1 else parts[0]
    return [part for part in shapely.get_parts(joined) if part.geom_type == "LineString"]


def _best(runs: list[LineString], needed: float, room: _Room) -> LineString | None:
    best, best_cost = None, math.inf
    for run in runs:
        for piece in _pieces(run, needed):
            cost = room.cost(piece)
            if cost < best_cost:
                best, best_cost = piece, cost
    return best


def _pieces(run: LineString, needed: float) -> list[LineString]:
    room = needed * SLACK
    if run.length < needed * 1.02:
        return []
    room = min(room, run.length)
    starts = np.arange(0, run.length - room + 0.01, STEP)
    cut = [substring(run, start, start + room).simplify(1.2) for start in starts]
    return [_readable(piece) for piece in cut if _bend(piece) < TURN]


def _readable(piece: LineString) -> LineString:
    """Left to right; a street due north reads upwards."""
    (x0, y0), (x1, y1) = piece.coords[0], piece.coords[-1]
    backwards = x1 < x0 if abs(x1 - x0) > 1 else y1 > y0
    return LineString(list(piece.coords)[::-1]) if backwards else piece


def _bend(piece: LineString) -> float:
    """The sharpest turn of a line, in radians."""
    angles = [math.atan2(y1 - y0, x1 - x0) for (x0, y0), (x1, y1) in pairwise(piece.coords)]
    turns = (abs((b - a + math.pi) % (2 * math.pi) - math.pi) for a, b in pairwise(angles))
    return max(turns, default=0.0)


class _Room:
    """Where labels may stand: within the frame, clear of those placed, off the pins."""

    def __init__(self, frame: Frame, pins: Sequence[tuple[float, float]]) -> None:
        self.inside = shapely.box(8, 12, frame.width - 8, frame.height - 34)
        shapely.prepare(self.inside)
        self.taken: list[LineString] = []
        self.crowd = shapely.STRtree(shapely.points(np.array(pins).reshape(-1, 2)))

    def cost(self, piece: LineString) -> float:
        """Less is better: pins covered, then the bend; infinite where it may not stand."""
        if not self.inside.contains(piece):
            return math.inf
        if self.taken and (shapely.distance(piece, self.taken) < CLEAR).any():
            return math.inf
        covered = self.crowd.query(piece.buffer(12), predicate="intersects")
        return len(covered) * 10 + _bend(piece) * 8
