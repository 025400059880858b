"""Curves: a rate over time against its threshold, and survival; the last value is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from beffroi.ui.charts.theme import HEIGHT, WIDTH, layered
from beffroi.ui.tokens import light
from beffroi.ui.typography import percent, typo

ROOMY = 420  # px: from here on a name fits beside the end of its line
DateRatio = tuple[dt.date, float | None]


def line_with_threshold(
    points: Sequence[DateRatio],
    *,
    threshold: float | None = 0.10,
    threshold_label: str = "Seuil d’alerte : 10 %",
    compare: Mapping[str, Sequence[DateRatio]] | None = None,
    label: str = "",
    width: int = WIDTH,
    height: int = HEIGHT,
    language: str = "fr",
) -> alt.LayerChart:
    """A rate (0 to 1) over dates; the last value is written; `compare` are quieter lines."""
    every = [*points, *(point for line in (compare or {}).values() for point in line)]
    x, y = _axes(max([value for _, value in every if value is not None] + [threshold or 0]))
    layers: list[Any] = []
    if threshold is not None:
        layers += _threshold(threshold, threshold_label, min(date for date, _ in every), x, y)
    drawn = _curves(points, label, compare or {})
    layers += [_line(curve, x, y) for curve in drawn]
    for rank, curve in enumerate(sorted(drawn, key=lambda curve: -_last(curve.points))):
        layers += _end(curve, x, y, _place(rank, len(drawn), width, _falls(curve)), language)
    return layered(layers, width, height)


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its colour, the colour of its words, its thickness in px."""

    points: Sequence[DateRatio]
    name: str
    colour: str
    ink: str
    thick: float


def _curves(
    points: Sequence[DateRatio], label: str, compare: Mapping[str, Sequence[DateRatio]]
) -> list[Curve]:
    colour = light()
    quiet = [
        Curve(line, name, colour["line"], colour["ink-2"], 1.6) for name, line in compare.items()
    ]
    return [*quiet, Curve(points, label, colour["slate"], colour["slate"], 2.8)]


def _axes(top: float) -> tuple[alt.X, alt.Y]:
    years = alt.Axis(format="%Y", tickCount="year", labelOverlap=True, grid=False)
    rates = alt.Axis(format="~%", tickCount=4)
    scale = alt.Scale(domain=[0, top * 1.15 or 1])
    return (
        alt.X("date:T", title=None, axis=years),
        alt.Y("rate:Q", title=None, scale=scale, axis=rates),
    )


def _last(points: Sequence[DateRatio]) -> float:
    return next((rate for _, rate in reversed(points) if rate is not None), 0.0)


def _falls(curve: Curve) -> bool:
    """Whether the line comes down to its end, where words above would cover it."""
    known = [rate for _, rate in curve.points if rate is not None]
    return len(known) > 1 and known[-1] < known[-2]


def _place(rank: int, among: int, width: int, falls: bool) -> dict[str, Any]:
    """Where a line's name stands: right of its end; on a narrow chart above or under it."""
    if width >= ROOMY:
        apart = 0 if among == 1 else -9 if rank == 0 else 9
        return {"align": "left", "baseline": "middle", "dx": 10, "dy": apart}
    return {
        "align": "right",
        "baseline": "middle",
        "dx": 0,
        "dy": 18 if rank or (falls and among == 1) else -16,
    }


def _threshold(at: float, label: str, start: dt.date, x: alt.X, y: alt.Y) -> list[Any]:
    brick = light()["brick"]
    base = alt.Chart(
        alt.Data(values=[{"rate": at, "date": start.isoformat(), "text": typo(label)}])
    )
    rule = base.mark_rule(color=brick, strokeDash=[5, 4], strokeWidth=1.5).encode(y=y)
    text = base.mark_text(align="left", baseline="bottom", dy=-5, color=brick, fontWeight=500)
    return [rule, text.encode(x=x, y=y, text="text:N")]


def _line(curve: Curve, x: alt.X, y: alt.Y) -> Any:
    rows = [{"date": date.isoformat(), "rate": rate} for date, rate in curve.points]
    drawn = alt.Chart(alt.Data(values=rows)).mark_line(color=curve.colour, strokeWidth=curve.thick)
    return drawn.encode(x=x, y=y)


def _end(curve: Curve, x: alt.X, y: alt.Y, place: Mapping[str, Any], language: str) -> list[Any]:
    """The last known point of a line, its name and its value."""
    known = [(date, rate) for date, rate in curve.points if rate is not None]
    if not known:
        return []
    date, rate = known[-1]
    text = " ".join(part for part in (curve.name, percent(rate, 1, language)) if part)
    row = {"date": date.isoformat(), "rate": rate, "text": typo(text, language)}
    base = alt.Chart(alt.Data(values=[row])).encode(x=x, y=y)
    point = base.mark_point(color=curve.colour, filled=True, size=60, opacity=1)
    words = base.encode(text="text:N")
    paper = light()["paper"]
    halo = words.mark_text(color=paper, stroke=paper, strokeWidth=5, fontWeight=600, **place)
    return [point, halo, words.mark_text(color=curve.ink, fontWeight=600, **place)]


def survival_curve(
    steps: Sequence[tuple[float, float, float, float]],
    *,
    compare: tuple[float, float, str] | None = None,
    provisional_from: float | None = None,
    x_label: str = "années après l’ouverture",
    width: int = WIDTH,
    height: int = HEIGHT,
) -> alt.LayerChart:
    """Kaplan-Meier: (years, share, lower, upper) with 0 ≤ share ≤ 1; `compare` is one known point.

    After `provisional_from` years the curve is dashed: the register tells closures late.
    """
    rows = [{"years": t, "share": s, "low": low, "high": high} for t, s, low, high in steps]
    x = alt.X("years:Q", title=x_label, axis=alt.Axis(tickMinStep=1, grid=False, titleAnchor="end"))
    shares = alt.Axis(format=".0%", tickCount=5)
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=shares)
    cut = float("inf") if provisional_from is None else provisional_from
    layers = [
        _band(rows).encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q"),
        _steps([row for row in rows if row["years"] <= cut], [1, 0]).encode(x=x, y=y),
        _steps([row for row in rows if row["years"] >= cut], [4, 4]).encode(x=x, y=y),
    ]
    if compare is not None:
        layers += _compared(compare, x, y)
    return layered(layers, width, height)


def _band(rows: list[dict[str, float]]) -> Any:
    tint = light()["slate"]
    return alt.Chart(alt.Data(values=rows)).mark_area(
        interpolate="step-after", color=tint, opacity=0.16
    )


def _steps(rows: list[dict[str, float]], dash: list[int]) -> Any:
    return alt.Chart(alt.Data(values=rows)).mark_line(interpolate="step-after", strokeDash=dash)


def _compared(compare: tuple[float, float, str], x: alt.X, y: alt.Y) -> list[Any]:
    years, share, text = compare
    base = alt.Chart(alt.Data(values=[{"years": years, "share": share, "text": typo(text)}]))
    amber = light()["amber-ink"]
    return [
        base.mark_point(shape="diamond", size=110, filled=True, color=amber, opacity=1).encode(x=x, y=y),
        base.mark_text(align="left", dx=10, dy=-10, color=amber, fontWeight=500).encode(x=x, y=y, text="text:N"),
    ]  # fmt: skip
