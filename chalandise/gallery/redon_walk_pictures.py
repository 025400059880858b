"""The picture of `redon_walk`."""

from __future__ import annotations

from itertools import pairwise

import shapely
from drawing import ACCENT, INK, PAPER, SHADES, SOFT, Picture, Plan
from redon_walk import EDGE, LIMITS, START, areas, known, metres, shops, streets, within

NOTE = (
    "On foot at 4.5 km/h along streets, 1.25 m/s off them. The extract ends at the dashed frame: "
    "beyond, nothing is known, and the areas stop there.",
    "© OpenStreetMap contributors, ODbL 1.0, 9 September 2019.",
)


def walk_map() -> Picture:
    """Isochrones, streets, shops, and the edge of what is known."""
    made = Picture("Within a walk of the middle of Redon", _counted(), NOTE, (780, 520))
    low, high = known()
    bounds = (*(low - 60), *(high + 60))
    plan = Plan(made, bounds, size=(560, 390))
    colours = (SHADES[4], SHADES[3], SHADES[1])
    for area, colour in reversed(list(zip(areas(), colours, strict=True))):
        plan.area(area.area, colour, stroke=PAPER)
    graph, told = streets(), streets().segments
    ends = zip(graph.xy[told.tails], graph.xy[told.heads], strict=True)
    plan.lines([shapely.LineString(pair) for pair in ends], stroke=PAPER, width=1)
    frame = shapely.box(*(low - EDGE / 2), *(high + EDGE / 2))
    _dashed(plan, frame)
    for x, y in metres(shops()[1]):
        made.dot(plan.place(x, y), 2.6, INK)
    made.dot(plan.place(*metres([START])[0]), 7, ACCENT)
    _legend(made, colours)
    plan.ruler(200, "200 m", (608, 440))
    return made


def _legend(made: Picture, colours) -> None:
    minutes = [f"{limit // 60} minutes" for limit in LIMITS]
    made.legend((608, 96), "Walk", zip(colours, minutes, strict=True))
    made.dot((616, 190), 7, ACCENT)
    made.text((632, 194), "start", size=12)
    made.dot((616, 212), 3, INK)
    made.text((632, 216), "shop", size=12)
    made.line((608, 234), (624, 234), stroke=SOFT, dash="4 3", width=1.5)
    made.text((632, 238), "end of the extract", size=12)


def _counted() -> str:
    told = ", ".join(
        f"{count} within {limit // 60} min" for count, limit in zip(within(), LIMITS, strict=True)
    )
    return f"{len(shops()[0])} shops mapped as points: {told}"


def _dashed(plan: Plan, frame: shapely.Polygon) -> None:
    corners = [plan.place(x, y) for x, y in frame.exterior.coords]
    for a, b in pairwise(corners):
        plan.picture.line(a, b, stroke=SOFT, dash="4 3", width=1.5)


def pictures() -> dict[str, Picture]:
    return {"redon-walk": walk_map()}


if __name__ == "__main__":
    for name, picture in pictures().items():
        picture.save(name)
