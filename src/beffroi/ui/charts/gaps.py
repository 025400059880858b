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
    width: int = WIDTH,
    height: int = HEIGHT,
    language: str = "fr",
) -> alt.LayerChart:
    """Bars from zero, up or down, one a day; `words` are the values as written at their ends.

    `good_below`: less than the reference is the good side.
    """
    base = _base(points, [typo(said, language) for said in words], width)
    below, above = ("moss", "brick") if good_below else ("brick", "moss")
    tint: Any = alt.condition(
        alt.datum.gap < 0, alt.value(light()[below]), alt.value(light()[above])
    )
    bars = base.mark_bar(size=min(36.0, width / (3 * max(len(points), 1)))).encode(color=tint)
    zero = (
        alt.Chart(alt.Data(values=[{"gap": 0}])).mark_rule(color=light()["ink"]).encode(y="gap:Q")
    )
    texts = [
        base.transform_filter(f"datum.gap {side} 0").mark_text(dy=dy, fontWeight=600).encode(text="text:N")
        for side, dy in ((">=", -9), ("<", 11))
    ]  # fmt: skip
    return layered([bars, zero, *texts], width, height)


def _base(points: Sequence[tuple[dt.date, float]], words: Sequence[str], width: int) -> Any:
    rows = [
        {"date": day.isoformat(), "gap": gap, "text": said}
        for (day, gap), said in zip(points, words, strict=True)
    ]
    return alt.Chart(alt.Data(values=rows)).encode(**_axes(points, width))


def _axes(points: Sequence[tuple[dt.date, float]], width: int) -> dict[str, Any]:
    """The days named under their bars; no scale beside: each bar bears its value."""
    reach = max([abs(value) for _day, value in points] + [1e-9]) * 1.35
    days = [alt.DateTime(year=day.year, month=day.month, date=day.day) for day, _ in points]
    under = alt.Axis(format="%m/%Y", values=days, labelOverlap=True, grid=False, domain=False)
    side = alt.Axis(labels=False, grid=False)
    return {
        "x": alt.X("date:T", title=None, axis=under, scale=alt.Scale(padding=width / 20)),
        "y": alt.Y("gap:Q", title=None, axis=side, scale=alt.Scale(domain=[-reach, reach])),
    }
