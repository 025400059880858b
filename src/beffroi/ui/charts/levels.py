"""Levels: an index over weeks against its 100, a day hour by hour; what was not counted is a hole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from beffroi.ui.charts.theme import HEIGHT, WIDTH, layered
from beffroi.ui.tokens import light
from beffroi.ui.typography import number, typo

MONTHS = alt.Axis(format="%b %y", grid=False, labelOverlap=True)
HOURS = alt.Axis(values=[0, 4, 8, 12, 16, 20], grid=False, labelExpr="datum.value + ' h'")


def index_over_weeks(
    weeks: Sequence[tuple[dt.date, float | None]],
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    language: str = "fr",
) -> alt.LayerChart:
    """(Monday, index or None): the line breaks where the index is None; 100 is drawn, the last told."""
    known = [(day, value) for day, value in weeks if value is not None]
    top = max([value for _day, value in known] + [100.0])
    x = alt.X("date:T", title=None, axis=MONTHS)
    y = alt.Y(
        "index:Q", title=None, scale=alt.Scale(domain=[0, top * 1.15]), axis=alt.Axis(tickCount=4)
    )
    rows = [{"date": day.isoformat(), "index": value} for day, value in weeks]
    line = alt.Chart(alt.Data(values=rows)).mark_line(strokeWidth=2, color=light()["slate"])
    return layered(
        [
            _base(y),
            line.encode(x=x, y=y),
            *_last(known[-1:], x, y, language),
        ],
        width,
        height,
    )


def _base(y: alt.Y) -> Any:
    base = alt.Chart(alt.Data(values=[{"index": 100}]))
    return base.mark_rule(color=light()["line"], strokeDash=[5, 4], strokeWidth=1.5).encode(y=y)


def _last(known: Sequence[tuple[dt.date, float]], x: alt.X, y: alt.Y, language: str) -> list[Any]:
    if not known:
        return []
    day, value = known[0]
    row = {"date": day.isoformat(), "index": value, "text": number(round(value), 0, language)}
    base = alt.Chart(alt.Data(values=[row])).encode(x=x, y=y)
    point = base.mark_point(filled=True, size=60, opacity=1, color=light()["slate"])
    return [point, *_written(base.encode(text="text:N"), light()["slate"], "right")]


def hours_of_a_day(
    lines: Mapping[str, Sequence[tuple[int, float]]],
    *,
    width: int = WIDTH,
    height: int = HEIGHT,
    language: str = "fr",
) -> alt.LayerChart:
    """Mean counts by hour of the wall (0 to 23), one line a kind of day; the first is the boldest."""
    top = max((value for line in lines.values() for _hour, value in line), default=1.0)
    x = alt.X("hour:Q", title=None, axis=HOURS, scale=alt.Scale(domain=[0, 23]))
    y = alt.Y(
        "n:Q", title=None, scale=alt.Scale(domain=[0, top * 1.2 or 1]), axis=alt.Axis(tickCount=4)
    )
    colours = (light()["slate"], light()["amber-ink"], light()["moss"])
    layers: list[Any] = []
    for rank, (name, line) in enumerate(lines.items()):
        colour = colours[rank % len(colours)]
        layers += _profile(name, line, colour, rank, x, y, language)
    return layered(layers, width, height)


def _profile(
    name: str,
    line: Sequence[tuple[int, float]],
    colour: str,
    rank: int,
    x: alt.X,
    y: alt.Y,
    language: str,
) -> list[Any]:
    """A line named at its peak; lines are told apart by their dashes as well."""
    rows = [{"hour": hour, "n": value} for hour, value in line]
    dash = ([1, 0], [6, 4], [2, 4])[rank % 3]
    drawn = alt.Chart(alt.Data(values=rows)).mark_line(
        color=colour, strokeWidth=2.6 - 0.4 * rank, strokeDash=dash, interpolate="monotone"
    )
    peak = max(line, key=lambda point: point[1], default=None)
    if peak is None:
        return []
    told = {"hour": peak[0], "n": peak[1], "text": typo(name, language)}
    words = alt.Chart(alt.Data(values=[told])).encode(x=x, y=y, text="text:N")
    return [drawn.encode(x=x, y=y), *_written(words, colour, "center")]


def _written(words: Any, colour: str, align: str) -> list[Any]:
    """Words above their point, on a halo of paper."""
    look: dict[str, Any] = {"align": align, "baseline": "bottom", "dy": -8, "fontWeight": 600}
    paper = light()["paper"]
    halo = words.mark_text(color=paper, stroke=paper, strokeWidth=5, **look)
    return [halo, words.mark_text(color=colour, **look)]
