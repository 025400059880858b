"""The pictures of `redon_market`."""

from __future__ import annotations

import numpy as np
import shapely
from charts import Axis, Row, dots
from drawing import ACCENT, COOL, INK, Picture, Plan, classes, shade
from redon_market import (
    ERRORS,
    HYPOTHESES,
    PROJECT,
    PROJECT_AT,
    REDON,
    THRESHOLD,
    catchment,
    communes,
    impact,
    loss_in_doubt,
    market,
    model,
    origins_in_doubt,
    other_assumptions,
)

NAMED = {"Redon": "end", "Blain": "start", "Ploërmel": "start", "Questembert": "start",
         "Guer": "start", "Bain-de-Bretagne": "end", "La Gacilly": "end"}  # fmt: skip


def area_map() -> Picture:
    """Share of Redon's centre in each commune, and the communes of its first 60 %."""
    shares = model().shares(market()).values[:, market().rank["Redon"]]
    cuts = (0.01, 0.05, 0.10, 0.20, 0.40)
    made = Picture(
        "Who buys in Redon’s centre: clothes and shoes, modelled",
        f"Share of each commune’s spending; {len(communes().codes)} communes", HYPOTHESES,
    )  # fmt: skip
    plan = land_map(made, [shade(share, cuts) for share in shares])
    first = catchment().band == 0
    home = shapely.union_all([communes().outlines[k] for k in np.flatnonzero(first)])
    plan.area(home, "none", stroke=ACCENT, width=2)
    centres(plan)
    made.legend((560, 96), "Share spent in Redon", classes(cuts, "{:.0%}"))
    made.line((560, 250), (578, 250), stroke=ACCENT, width=2.5)
    made.text((584, 254), f"first 60% of its sales: {first.sum()} communes", size=12)
    made.dot((568, 272), 4, INK)
    made.text((584, 276), "centre of the model", size=12)
    return made


def change_map() -> Picture:
    """What Redon's centre would lose, commune by commune."""
    rank = market().rank["Redon"]
    before, after = (s.flows().values[:, rank] for s in (impact().initial, impact().final))
    lost, cuts = (before - after) / 1000, (1, 5, 20, 50, 100)
    made = Picture(
        "What a store by the road would take from Redon’s centre",
        f"By commune of residence; together {lost.sum():,.0f} thousand € a year", HYPOTHESES,
    )  # fmt: skip
    plan = land_map(made, [shade(value, cuts) for value in lost])
    centres(plan)
    land = communes()
    at = plan.place(*(land.middles[land.codes.index(REDON)] + PROJECT_AT))
    made.dot(at, 6, ACCENT)
    made.text((at[0] + 10, at[1] + 5), PROJECT, fill=ACCENT, weight="600", halo=True)
    made.legend((560, 96), "Lost, thousand € a year", classes(cuts))
    return made


def origin_chart() -> Picture:
    """Where the project's sales would come from, with the doubt of λ and γ."""
    names, told = origins_in_doubt()
    lower = np.maximum(told.lower, 0)
    order = [k for k in np.argsort(-told.value) if names[k] != PROJECT][:8]
    rows = [
        Row(names[k], told.value[k], lower[k], told.upper[k],
            f"{told.value[k]:.1%}  ({lower[k]:.1%} to {told.upper[k]:.1%})")
        for k in order
    ]  # fmt: skip
    made = Picture(
        "From whom the simulated project would take its sales",
        f"Parts of {impact()[PROJECT] / 1e6:.1f} M€ a year; 95% intervals if λ and γ have standard "
        f"errors of {ERRORS[0]:g} and {ERRORS[1]:g}",
        HYPOTHESES, (780, 420),
    )  # fmt: skip
    dots(made, rows, Axis(0, 0.4, words="{:.0%}"), [0, 0.1, 0.2, 0.3, 0.4], 84)
    return made


def sensitivity_chart() -> Picture:
    """How far each hypothesis moves the answer."""
    told = loss_in_doubt()
    base = float(told.value)
    rows = [Row("as given, with the doubt of λ and γ", base, float(told.lower), float(told.upper),
                f"{base:.1%}  ({told.lower:.1%} to {told.upper:.1%})", colour=INK)]  # fmt: skip
    for name, answer in other_assumptions():
        turns = (answer > THRESHOLD) != (base > THRESHOLD)
        rows.append(
            Row(name, answer, min(base, answer), max(base, answer),
                f"{answer:.1%}" + ("  turns the verdict" if turns else ""),
                colour=ACCENT if turns else COOL)
        )  # fmt: skip
    made = Picture(
        "Which hypothesis would change the verdict",
        f"Loss of Redon’s centre, part of its sales; verdict of this example: {THRESHOLD:.0%} or not",
        HYPOTHESES, (780, 450),
    )  # fmt: skip
    axis = Axis(0, 0.12, words="{:.0%}")
    dots(made, rows, axis, [0, 0.03, 0.06, 0.09, 0.12], 84)
    x = axis(THRESHOLD)
    made.line((x, 84), (x, 84 + 30 * len(rows)), stroke=ACCENT, dash="4 3", width=1.5)
    return made


def land_map(picture: Picture, colours: list[str]) -> Plan:
    land = communes()
    plan = Plan(picture, shapely.total_bounds(land.outlines))
    for outline, colour in zip(land.outlines, colours, strict=True):
        plan.area(outline, colour)
    plan.ruler(10_000, "10 km", (560, 490))
    return plan


def centres(plan: Plan) -> None:
    land = communes()
    for name in market().stores:
        at = plan.place(*land.middles[land.names.index(str(name))])
        plan.picture.dot(at, 3.5, INK)
        if name in NAMED:
            side = -7 if NAMED[name] == "end" else 7
            plan.picture.text(
                (at[0] + side, at[1] - 4), name, size=11, anchor=NAMED[name], halo=True
            )


def pictures() -> dict[str, Picture]:
    return {
        "redon-market-area": area_map(),
        "redon-what-if": change_map(),
        "redon-drawn-from": origin_chart(),
        "redon-sensitivity": sensitivity_chart(),
    }


if __name__ == "__main__":
    for name, picture in pictures().items():
        picture.save(name)
