"""Bars: families from zero, openings against closures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt

from beffroi.ui import families
from beffroi.ui.charts.theme import HEIGHT, WIDTH, layered
from beffroi.ui.tokens import light
from beffroi.ui.typography import number

Row = Mapping[str, Any]

LATE = alt.Opacity("late:N", scale=alt.Scale(domain=[False, True], range=[1, 0.45]), legend=None)


def bars_by_family(
    counts: Mapping[str, float], *, width: int = WIDTH, language: str = "fr"
) -> alt.LayerChart:
    """Horizontal bars, the longest first; keys of ui.families, `vacant` hollow and last."""
    colour = light()
    order = sorted(counts, key=lambda key: (key == families.VACANT, -counts[key]))
    rows = [_family_row(key, counts[key], language) for key in order]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(labelColor=colour["ink"], labelLimit=240)),
        x=alt.X("n:Q", title=None, axis=None, scale=alt.Scale(domainMin=0)),
    )  # fmt: skip
    bars = base.mark_bar(height=14, strokeWidth=2).encode(
        color=alt.Color("fill:N", scale=None), stroke=alt.Stroke("edge:N", scale=None)
    )
    words = base.mark_text(align="left", dx=8, fontWeight=600).encode(text="text:N")
    return layered([bars, words], width, 28 * len(rows))


def _family_row(key: str, count: float, language: str) -> dict[str, Any]:
    fill, vacant = families.hex_of(key), key == families.VACANT
    return {
        "label": str(families.label_of(key)), "n": count, "text": number(count, None, language),
        "fill": light()["paper"] if vacant else fill, "edge": fill,
    }  # fmt: skip


def flows(
    years: Sequence[tuple[int, int, int]],
    *,
    provisional: Collection[int] = (),
    words: tuple[str, str, str] = ("ouvertures", "fermetures", "solde"),
    width: int = WIDTH,
    height: int = HEIGHT,
    language: str = "fr",
) -> alt.LayerChart:
    """Openings up, closures down, the balance as a point with its number: (year, in, out).

    Years in `provisional` are drawn pale: the register tells closures late.
    """
    rows = [_year(*year, late=year[0] in provisional, language=language) for year in years]
    colour, data = light(), alt.Data(values=rows)
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, domain=False))
    size = max(10, min(36, int(width / max(len(rows), 1) * 0.62)))
    base = alt.Chart(data).encode(x=x)
    up = base.mark_bar(color=colour["moss"], width=size).encode(y=_scaled("in", rows), opacity=LATE)
    down = base.mark_bar(color=colour["brick"], width=size).encode(
        y=_scaled("out", rows), opacity=LATE
    )
    net = base.encode(y=_scaled("net", rows))
    ring = net.mark_point(shape="circle", filled=True, color=colour["paper"], size=150, opacity=1)
    point = net.mark_point(shape="circle", filled=True, color=colour["ink"], size=70, opacity=1)
    layers: list[Any] = [up, down, ring, point, *(_named(rows, words, x) if rows else [])]
    return layered(layers, width, height)


def _year(year: int, came: int, left: int, *, late: bool, language: str) -> dict[str, Any]:
    net = came - left
    text = ("+" if net > 0 else "") + number(net, 0, language)
    return {"year": str(year), "in": came, "out": -left, "net": net, "late": late, "text": text}


def _scaled(key: str, rows: Sequence[Row]) -> alt.Y:
    """One scale for the three, with room for the words above and below."""
    top = max([1, *(int(row["in"]) for row in rows)])
    bottom = min([-1, *(int(row["out"]) for row in rows)])
    room = max(top, -bottom) * 0.22
    scale = alt.Scale(domain=[bottom - room, top + room], nice=False)
    return alt.Y(f"{key}:Q", title=None, axis=alt.Axis(tickCount=5, format="~s"), scale=scale)


def _named(rows: Sequence[Row], words: tuple[str, str, str], x: alt.X) -> list[Any]:
    """The three words, above the highest, under the lowest and beside the last balance."""
    colour, first, last = light(), rows[0]["year"], rows[-1]
    top, bottom = max(row["in"] for row in rows), min(row["out"] for row in rows)
    places: tuple[tuple[Any, Any, str, str, dict[str, Any]], ...] = (
        (first, top, words[0], colour["moss"], {"dx": -14, "dy": -12}),
        (first, bottom, words[1], colour["brick"], {"dx": -14, "dy": 14}),
        (last["year"], last["net"], f"{words[2]} {last['text']}", colour["ink"], {"dx": 24, "dy": 0}),
    )  # fmt: skip
    return [
        alt.Chart(alt.Data(values=[{"year": year, "y": y, "text": word}]))
        .mark_text(align="left", color=tint, fontWeight=600, **shift)
        .encode(x=x, y=alt.Y("y:Q", title=None), text="text:N")
        for year, y, word, tint, shift in places
    ]
