"""The pictures of `strasbourg_iris`."""

from __future__ import annotations

import numpy as np
import shapely
from charts import Axis, Row, dots
from drawing import COOL, LINE, SOFT, Picture, Plan, classes, shade
from strasbourg_iris import DETOUR, GROUPS, SPEED, districts, food_per_thousand, gathered, reach

NOTE = (
    f"Straight line × {DETOUR:g} at {SPEED:g} km/h between the middles of districts; each "
    "establishment counts one.",
    "Establishments and dwellings Insee 2020, outlines Insee and IGN 2020, Licence Ouverte 2.0; "
    "reduced by Beffroi.",
)


def food_map() -> Picture:
    """2SFCA of food shops."""
    made = Picture(
        "Food shops within a walk of 15 minutes, Strasbourg",
        "Per 1,000 dwellings that share them (2SFCA), by IRIS district", NOTE, (780, 620),
    )  # fmt: skip
    cuts = (1.0, 2.0, 3.0, 4.0, 6.0)
    _town(made, food_per_thousand(), cuts)
    made.legend((520, 110), "Shops per 1,000 dwellings", classes(cuts))
    made.box((520, 246), 16, 14, "#ffffff", stroke=SOFT)
    made.text((544, 258), "fewer than 100 dwellings: not shown", size=12)
    return made


def reach_map() -> Picture:
    """Hansen's sum over all retail groups."""
    made = Picture(
        "Shops in reach on foot, Strasbourg",
        "All retail, one half at 10 minutes (Hansen), by IRIS district", NOTE, (780, 620),
    )  # fmt: skip
    cuts = (25, 50, 100, 200, 400)
    _town(made, reach(), cuts, every=True)
    made.legend((520, 110), "Shops in reach", classes(cuts))
    return made


def group_chart() -> Picture:
    """How much of each trade stands in its first ten districts."""
    told = gathered()
    order = sorted(told, key=lambda group: -told[group][2])
    rows = [
        Row(GROUPS[group], told[group][2], 0, told[group][2],
            f"{told[group][2]:.0%} of {told[group][0]:,}; Herfindahl {told[group][1]:.3f}",
            colour=COOL)
        for group in order
    ]  # fmt: skip
    made = Picture(
        "Which trades gather, which follow the homes",
        "Share of a trade’s establishments in its first ten of 116 districts, Strasbourg",
        NOTE, (780, 390),
    )  # fmt: skip
    dots(made, rows, Axis(0, 1, 190, 530, "{:.0%}"), [0, 0.25, 0.5, 0.75, 1], 84)
    return made


def _town(picture: Picture, values: np.ndarray, cuts, *, every: bool = False) -> None:
    told = districts()
    inside = np.flatnonzero(told.in_town)
    bounds = shapely.total_bounds([told.outlines[k] for k in inside])
    plan = Plan(picture, bounds, size=(460, 490))
    for k in inside:
        shown = every or told.dwellings[k] >= 100
        colour = shade(values[k], cuts) if shown else "#ffffff"
        plan.area(told.outlines[k], colour, stroke=LINE if not shown else "#ffffff")
    grown = shapely.buffer([told.outlines[k] for k in inside], 10)  # closes cracks of a metre
    plan.area(shapely.union_all(grown).buffer(-10), "none", stroke=SOFT, width=1)
    plan.ruler(2_000, "2 km", (520, 548))


def pictures() -> dict[str, Picture]:
    return {
        "strasbourg-food": food_map(),
        "strasbourg-reach": reach_map(),
        "strasbourg-groups": group_chart(),
    }


if __name__ == "__main__":
    for name, picture in pictures().items():
        picture.save(name)
