"""The picture of `household_survey`."""

from __future__ import annotations

from charts import Axis, Row, dots
from drawing import ACCENT, COOL, INK, Picture
from household_survey import SPENDING, flows, true_leakage, true_online

NOTE = (
    "SIMULATED survey: 580 households of the study in three invented zones; 95% intervals, acts of one "
    "household taken together.",
    "n: households behind the figure. Upright line: the truth the answers were drawn from.",
)


def leakage_chart() -> Picture:
    """Leakage by family, and the part of it that goes online."""
    made = Picture(
        "Leakage by family of products, and its part online",
        "Part of residents’ spending that leaves the study’s poles", NOTE, (780, 480),
    )  # fmt: skip
    told, rows = flows(), []
    for family in SPENDING:
        one = told[family]
        rows.append(_row(family, one.total_leakage, true_leakage(family), ACCENT))
        rows.append(_row("of which online", one.total_online, true_online(family), COOL))
    if told.together is not None:  # markets were given
        rows.append(_row("all, by their markets", told.together.total_leakage, None, INK))
    dots(made, rows, Axis(0, 0.8, 180, words="{:.0%}"), [0, 0.2, 0.4, 0.6, 0.8], 76, 29)
    return made


def _row(label: str, told, truth: float | None, colour: str) -> Row:
    aside = f"{told.value:.0%}  ({told.lower:.0%} to {told.upper:.0%}), n = {told.households}"
    return Row(label, float(told.value), float(told.lower), float(told.upper), aside, truth, colour)


def pictures() -> dict[str, Picture]:
    return {"household-survey": leakage_chart()}


if __name__ == "__main__":
    for name, picture in pictures().items():
        picture.save(name)
