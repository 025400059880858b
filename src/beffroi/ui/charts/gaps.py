"""A difference over time: what stands above and below zero, the last value written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from beffroi.ui.charts.theme import HEIGHT, WIDTH, layered
from beffroi.ui.tokens import light
from beffroi.ui.typography import typo


def differences(
    points: Sequence[tuple[dt.date, float]],
    *,
    words: Sequence[str],
    good_below: bool = False,
    percent: bool = False,
    width: int = WIDTH,
    height: int = HEIGHT,
    language: str = "fr",
) -> alt.LayerChart:
    """Bars from zero, up or down, one a day; `words` are the values as written at their ends.

    `good_below`: less than the reference is the good side. A ratio is drawn in points of percent.
    """
    colour = light()
    rows = [
        {"date": day.isoformat(), "gap": value, "text": typo(said, language)}
        for (day, value), said in zip(points, words, strict=True)
    ]
    reach = max([abs(value) for _day, value in points] + [1e-9]) * 1.35
    good, bad = colour["moss"], colour["brick"]
    x = alt.X("date:T", title=None, axis=alt.Axis(format="%m/%Y", labelOverlap=True, grid=False))
    y = alt.Y(
        "gap:Q", title=None, scale=alt.Scale(domain=[-reach, reach]),
        axis=alt.Axis(tickCount=5, format="+.1%" if percent else "+.1f"),
    )  # fmt: skip
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y)
    above = alt.value(bad if good_below else good)
    below = good if good_below else bad
    tint: Any = alt.condition(alt.datum.gap < 0, alt.value(below), above)
    bars = base.mark_bar(size=min(36.0, width / (3 * max(len(rows), 1)))).encode(color=tint)
    zero = alt.Chart(alt.Data(values=[{"gap": 0}])).mark_rule(color=colour["ink"]).encode(y=y)
    over = base.transform_filter("datum.gap >= 0").mark_text(dy=-9, fontWeight=600)
    under = base.transform_filter("datum.gap < 0").mark_text(dy=11, fontWeight=600)
    texts = [one.encode(text="text:N") for one in (over, under)]
    return layered([bars, zero, *texts], width, height)
