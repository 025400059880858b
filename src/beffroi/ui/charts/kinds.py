"""The few charts Beffroi draws: from zero, named directly, with the comparison that matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import altair as alt

from beffroi.ui import families
from beffroi.ui.tokens import light
from beffroi.ui.typography import number, percent, typo

WIDTH, HEIGHT = 640, 280
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
    colour = light()
    every = [*points, *(point for line in (compare or {}).values() for point in line)]
    top = max([value for _, value in every if value is not None] + [threshold or 0]) * 1.15
    x = alt.X("date:T", title=None, axis=alt.Axis(format="%Y", tickCount="year", labelOverlap=True, grid=False))  # fmt: skip
    y = alt.Y("rate:Q", title=None, scale=alt.Scale(domain=[0, top]), axis=alt.Axis(format="~%", tickCount=4))  # fmt: skip
    layers: list[alt.Chart] = []
    if threshold is not None:
        layers += _threshold(threshold, threshold_label, min(date for date, _ in every), x, y)
    drawn = [
        (line, name, colour["line"], colour["ink-2"], 1.6) for name, line in (compare or {}).items()
    ]
    drawn.append((points, label, colour["slate"], colour["slate"], 2.8))
    for line, _, tint, _, thick in drawn:
        layers.append(_line(line, tint, thick, x, y))
    for rank, (line, name, tint, ink, _) in enumerate(sorted(drawn, key=lambda d: -_last(d[0]))):
        layers += _end(line, name, tint, ink, x, y, _place(rank, len(drawn), width), language)
    return alt.layer(*layers).properties(width=width, height=height)


def _last(points: Sequence[DateRatio]) -> float:
    return next((rate for _, rate in reversed(points) if rate is not None), 0.0)


def _place(rank: int, among: int, width: int) -> dict[str, Any]:
    """Where a line's name stands: right of its end; on a narrow chart above or under it."""
    if width >= ROOMY:
        apart = 0 if among == 1 else -9 if rank == 0 else 9
        return {"align": "left", "baseline": "middle", "dx": 10, "dy": apart}
    return {"align": "right", "baseline": "middle", "dx": 0, "dy": -16 if rank == 0 else 18}


def _threshold(at: float, label: str, start: dt.date, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    brick = light()["brick"]
    base = alt.Chart(
        alt.Data(values=[{"rate": at, "date": start.isoformat(), "text": typo(label)}])
    )
    rule = base.mark_rule(color=brick, strokeDash=[5, 4], strokeWidth=1.5).encode(y=y)
    text = base.mark_text(align="left", baseline="bottom", dy=-5, color=brick, fontWeight=500)
    return [rule, text.encode(x=x, y=y, text="text:N")]


def _line(points: Sequence[DateRatio], colour: str, thick: float, x: alt.X, y: alt.Y) -> alt.Chart:
    rows = [{"date": date.isoformat(), "rate": rate} for date, rate in points]
    return (
        alt.Chart(alt.Data(values=rows)).mark_line(color=colour, strokeWidth=thick).encode(x=x, y=y)
    )


def _end(
    points: Sequence[DateRatio], name: str, colour: str, ink: str, x: alt.X, y: alt.Y,
    place: Mapping[str, Any], language: str,
) -> list[alt.Chart]:  # fmt: skip
    """The last known point of a line, its name and its value."""
    known = [(date, rate) for date, rate in points if rate is not None]
    if not known:
        return []
    date, rate = known[-1]
    text = " ".join(part for part in (name, percent(rate, 1, language)) if part)
    row = {"date": date.isoformat(), "rate": rate, "text": typo(text, language)}
    base = alt.Chart(alt.Data(values=[row])).encode(x=x, y=y)
    point = base.mark_point(color=colour, filled=True, size=60, opacity=1)
    words = base.encode(text="text:N")
    paper = light()["paper"]
    halo = words.mark_text(color=paper, stroke=paper, strokeWidth=5, fontWeight=600, **place)
    return [point, halo, words.mark_text(color=ink, fontWeight=600, **place)]


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
    return alt.layer(bars, words).properties(width=width, height=28 * len(rows))


def _family_row(key: str, count: float, language: str) -> dict[str, Any]:
    fill, vacant = families.hex_of(key), key == families.VACANT
    return {
        "label": str(families.label_of(key)), "n": count, "text": number(count, None, language),
        "fill": light()["paper"] if vacant else fill, "edge": fill,
    }  # fmt: skip


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
    colour = light()
    rows = [{"years": t, "share": s, "low": low, "high": high} for t, s, low, high in steps]
    x = alt.X("years:Q", title=x_label, axis=alt.Axis(tickMinStep=1, grid=False, titleAnchor="end"))
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format=".0%", tickCount=5))  # fmt: skip
    band = alt.Chart(alt.Data(values=rows)).mark_area(interpolate="step-after", color=colour["slate"], opacity=0.16)  # fmt: skip
    layers = [band.encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q")]
    cut = provisional_from if provisional_from is not None else float("inf")
    for dash, part in (([1, 0], [r for r in rows if r["years"] <= cut]), ([4, 4], [r for r in rows if r["years"] >= cut])):  # fmt: skip
        if len(part) > 1:
            curve = alt.Chart(alt.Data(values=part)).mark_line(
                interpolate="step-after", strokeDash=dash
            )
            layers.append(curve.encode(x=x, y=y))
    if compare is not None:
        layers += _compared(compare, x, y)
    return alt.layer(*layers).properties(width=width, height=height)


def _compared(compare: tuple[float, float, str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    years, share, text = compare
    base = alt.Chart(alt.Data(values=[{"years": years, "share": share, "text": typo(text)}]))
    amber = light()["amber-ink"]
    return [
        base.mark_point(shape="diamond", size=110, filled=True, color=amber, opacity=1).encode(x=x, y=y),
        base.mark_text(align="right", dx=-12, dy=16, color=amber, fontWeight=500).encode(x=x, y=y, text="text:N"),
    ]  # fmt: skip


def flows(
    years: Sequence[tuple[int, int, int]],
    *,
    provisional: Collection[int] = (),
    words: tuple[str, str, str] = ("ouvertures", "fermetures", "solde"),
    width: int = WIDTH,
    height: int = HEIGHT,
    language: str = "fr",
) -> alt.LayerChart:
    """Openings up, closures down, the balance as a point with its number: (year, in, out)."""
    rows = [
        {"year": str(year), "in": came, "out": -left, "net": came - left, "late": year in provisional,
         "text": ("+" if came > left else "") + number(came - left, 0, language)}
        for year, came, left in years
    ]  # fmt: skip
    colour, data = light(), alt.Data(values=rows)
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, domain=False))
    late = alt.Opacity("late:N", scale=alt.Scale(domain=[False, True], range=[1, 0.45]), legend=None)  # fmt: skip
    size = max(10, min(36, int(width / max(len(rows), 1) * 0.62)))
    room = max([1, *(row["in"] for row in rows), *(-row["out"] for row in rows)]) * 0.22
    ends = [min([0, *(row["out"] for row in rows)]) - room, max([0, *(row["in"] for row in rows)]) + room]  # fmt: skip
    y = {"title": None, "axis": alt.Axis(tickCount=5, format="~s"), "scale": alt.Scale(domain=ends, nice=False)}  # fmt: skip
    up = alt.Chart(data).mark_bar(color=colour["moss"], width=size).encode(x=x, y=alt.Y("in:Q", **y), opacity=late)  # fmt: skip
    down = alt.Chart(data).mark_bar(color=colour["brick"], width=size).encode(x=x, y=alt.Y("out:Q", **y), opacity=late)  # fmt: skip
    net = alt.Chart(data).encode(x=x, y=alt.Y("net:Q", **y))
    point = net.mark_point(shape="circle", filled=True, color=colour["ink"], size=70, opacity=1)
    ring = net.mark_point(shape="circle", filled=True, color=colour["paper"], size=150, opacity=1)
    named = _named(rows, words, x) if rows else []
    return alt.layer(up, down, ring, point, *named).properties(width=width, height=height)


def _named(
    rows: Sequence[Mapping[str, Any]], words: tuple[str, str, str], x: alt.X
) -> list[alt.Chart]:
    """The three words, above the highest, under the lowest and beside the last balance."""
    colour, first, last = light(), rows[0]["year"], rows[-1]
    top, bottom = max(row["in"] for row in rows), min(row["out"] for row in rows)
    places = (
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
