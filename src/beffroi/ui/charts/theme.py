"""One look for every chart: our fonts and colours, French numbers and dates, few lines."""

from __future__ import annotations

from functools import cache
from typing import Any

import altair as alt

from beffroi.ui.tokens import light

FRENCH_NUMBERS: dict[str, Any] = {
    "decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", "\u00a0€"],
    "percent": "\u202f%", "minus": "\u2212",
}  # fmt: skip
FRENCH_TIME: dict[str, Any] = {
    "dateTime": "%A %e %B %Y à %X", "date": "%d/%m/%Y", "time": "%H:%M:%S", "periods": ["", ""],
    "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
    "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
    "months": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "shortMonths": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
}  # fmt: skip
TEXT = "Inter"
WIDTH, HEIGHT = 640, 280  # px of a chart on the desk; draw a second one at 300 for the phone


@cache
def config() -> dict[str, Any]:
    """The vega-lite config; colours are the light tokens, which the page maps to its own."""
    colour = light()
    ink, quiet, stone = colour["ink"], colour["ink-2"], colour["stone"]
    return {
        "background": None,
        "font": TEXT,
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "labelFont": TEXT, "labelFontSize": 14, "labelColor": quiet, "labelPadding": 6,
            "titleFont": TEXT, "titleFontSize": 14, "titleFontWeight": "normal", "titleColor": quiet,
            "gridColor": stone, "domainColor": colour["line"], "tickColor": colour["line"], "domain": False, "ticks": False,
        },
        "axisX": {"grid": False, "domain": True},
        "text": {"font": TEXT, "fontSize": 14, "color": ink},
        "line": {"strokeWidth": 2.5, "color": colour["slate"], "strokeCap": "round"},
        "bar": {"color": colour["slate"]},
    }  # fmt: skip


def theme_colours() -> dict[str, str]:
    """#rrggbb of a light token → the class whose fill or stroke follows the page's scheme."""
    names = ("ink", "ink-2", "stone", "line", "slate", "brick", "moss", "amber-ink", "paper")
    tokens = light()
    families = {name: value for name, value in tokens.items() if name.startswith("f-")}
    return {**{v: n for n, v in families.items()}, **{tokens[name]: name for name in names}}


def layered(layers: list[Any], width: int, height: int) -> alt.LayerChart:
    """The layers of one picture, back to front."""
    return alt.LayerChart(layer=layers, width=width, height=height)
