"""Charts written once with altair, drawn as SVG for page and paper.

`to_svg(chart)` gives markup that passes a strict CSP (classes and presentation attributes only),
whose text stays text in our fonts, with <title> and <desc>; the same input is drawn once.

Write `from beffroi.ui import charts` and `charts.flows(…)`: altair takes half a second to load,
which most pages never need, so it is loaded by the first chart.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beffroi.ui.charts.against import day_against
    from beffroi.ui.charts.bars import bars_by_family, flows
    from beffroi.ui.charts.gaps import differences
    from beffroi.ui.charts.levels import hours_of_a_day, index_over_weeks
    from beffroi.ui.charts.lines import line_with_threshold, survival_curve
    from beffroi.ui.charts.svg import to_svg

ROOMS = {
    "bars_by_family": "bars",
    "day_against": "against",
    "differences": "gaps",
    "flows": "bars",
    "hours_of_a_day": "levels",
    "index_over_weeks": "levels",
    "line_with_threshold": "lines",
    "survival_curve": "lines",
    "to_svg": "svg",
}
__all__ = [
    "bars_by_family",
    "day_against",
    "differences",
    "flows",
    "hours_of_a_day",
    "index_over_weeks",
    "line_with_threshold",
    "survival_curve",
    "to_svg",
]


def __getattr__(name: str) -> Any:
    """The chart asked for, loaded at first use."""
    if name not in ROOMS:
        raise AttributeError(f"no chart {name!r}")
    return getattr(import_module(f"beffroi.ui.charts.{ROOMS[name]}"), name)
