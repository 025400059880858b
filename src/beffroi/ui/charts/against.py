"""One day held against days alike, with the band in which one more of them would lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from beffroi.ui.charts.theme import HEIGHT, WIDTH, layered
from beffroi.ui.tokens import light
from beffroi.ui.typography import number, typo


def day_against(
    days: Sequence[tuple[str, int]],
    event: tuple[str, int],
    band: tuple[float, float, float],
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    language: str = "fr",
) -> alt.LayerChart:
    """Bars from zero: (name, count) of the days alike, then of the event; `band` low, usual, high."""
    low, usual, high = band
    rows = [_row(name, n, light()["map-rail"], language) for name, n in days]
    rows.append(_row(*event, light()["slate"], language))
    scale = alt.Scale(domain=[0, max(high, *(row["n"] for row in rows)) * 1.12])
    bars = _bars(rows, scale, width)
    return layered([_band(low, high, scale), _usual(usual, scale), *bars], width, height)


def _bars(rows: Sequence[dict[str, Any]], scale: alt.Scale, width: int) -> list[Any]:
    """A bar a day, its count above it on a halo: the dashed line runs behind."""
    under = alt.Axis(labelAngle=0, labelLimit=int(width / len(rows)), domain=False)
    x = alt.X("day:N", sort=None, title=None, axis=under)
    base = alt.Chart(alt.Data(values=rows)).encode(x=x)
    bars = base.mark_bar(size=min(56.0, width / (1.6 * len(rows)))).encode(
        y=alt.Y("n:Q", title=None, scale=scale, axis=alt.Axis(tickCount=4)),
        color=alt.Color("fill:N", scale=None),
    )
    at: dict[str, Any] = {"y": alt.Y("n:Q", scale=scale), "text": "text:N"}
    halo = base.mark_text(dy=-8, fontWeight=600, stroke=light()["paper"], strokeWidth=4)
    texts = base.mark_text(dy=-8, fontWeight=600)
    return [bars, halo.encode(**at), texts.encode(**at)]


def _row(name: str, n: int, fill: str, language: str) -> dict[str, Any]:
    return {"day": typo(name, language), "n": n, "fill": fill, "text": number(n, 0, language)}


def _band(low: float, high: float, scale: alt.Scale) -> Any:
    """The interval, behind the bars and as wide as they are."""
    data = alt.Data(values=[{"low": low, "high": high}])
    return (
        alt.Chart(data)
        .mark_rect(color=light()["amber"], opacity=0.16)
        .encode(y=alt.Y("low:Q", scale=scale, title=None), y2="high:Q")
    )


def _usual(usual: float, scale: alt.Scale) -> Any:
    """What is expected, as a dashed line across."""
    data = alt.Data(values=[{"usual": usual}])
    rule = alt.Chart(data).mark_rule(color=light()["ink"], strokeDash=[4, 3])
    return rule.encode(y=alt.Y("usual:Q", scale=scale))
