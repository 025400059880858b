"""The map and charts of the gallery: an invented plan, invented numbers, drawn by the real code."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe

from beffroi.ui import charts, families
from beffroi.ui.maps import Symbol, draw_map

LON, LAT = 1.05, 46.65  # open fields; the plan of Saint-Vire stands nowhere
M = 1 / 111_320
COS = math.cos(math.radians(LAT))
BBOX = (LON - 200 * M / COS, LAT - 180 * M, LON + 200 * M / COS, LAT + 180 * M)
STREETS = (
    ("Rue de la Halle", "residential", [(-190, -20), (-60, 5), (60, 10), (190, 50)]),
    ("Rue du Vieux Pont", "tertiary", [(-70, -190), (-60, 5), (-80, 190)]),
    ("Rue des Tanneurs", "pedestrian", [(60, 10), (75, -180)]),
    ("Quai du Levant", "residential", [(-190, -130), (75, -110), (190, -80)]),
)  # fmt: skip


def _at(x: float, y: float) -> list[float]:
    return [LON + x * M / COS, LAT + y * M]


def _feature(kind: str, geometry: str, points: Sequence[tuple[float, float]], **more: str) -> dict[str, Any]:  # fmt: skip
    line = [_at(*point) for point in points]
    coordinates: Any = [[*line, line[0]]] if geometry == "Polygon" else line
    return {
        "type": "Feature",
        "properties": {"kind": kind, **more},
        "geometry": {"type": geometry, "coordinates": coordinates},
    }


def _ground() -> list[dict[str, Any]]:
    water = [(-210, -175), (80, -150), (210, -125), (210, -100), (80, -125), (-210, -150)]
    green = [(95, 70), (180, 95), (170, 160), (85, 140)]
    blocks = [
        [(x, y), (x + 17, y + 1), (x + 16, y + 22), (x - 1, y + 20)]
        for x in range(-185, 180, 21)
        for y in (-60, -34, 26, 52, 110)
        if not (60 < x < 190 and y > 40) and abs(x + 64) > 16
    ]  # fmt: skip
    return [
        _feature("water", "Polygon", water), _feature("green", "Polygon", green),
        *(_feature("building", "Polygon", block) for block in blocks),
    ]  # fmt: skip


def _symbols() -> list[Symbol]:
    keys = [*families.BY_KEY, families.VACANT, "other"]
    shown = []
    for index in range(34):
        x, key = -185 + index * 11, keys[(index * 7) % len(keys)]
        y = x * 0.13 + (14 if index % 2 else -6)
        lon, lat = _at(x, y)
        vacant = key == families.VACANT
        name = f"Local {index + 1}, {families.label_of(key)}"
        shown.append(Symbol(lon, lat, "" if vacant else key, name, f"#local-{index + 1}", vacant, key=str(index + 1), here=index == 12))  # fmt: skip
    return shown


def _streets() -> list[dict[str, Any]]:
    return [_feature(kind, "LineString", line, name=name) for name, kind, line in STREETS]


def map_context() -> dict[str, Any]:
    symbols = _symbols()
    svg = draw_map(
        _ground(), _streets(), symbols, width=840, height=720, bbox=BBOX, title="Plan inventé de Saint-Vire", prefix="saint-vire"
    )  # fmt: skip
    twin = [{"href": s.href, "title": s.title, "key": s.look, "id": s.key} for s in symbols]
    return {
        "map_svg": mark_safe(svg),  # noqa: S308 — drawn by ui.maps, names escaped there
        "twin": twin,
        "ground_url": reverse("ui:ground"),
        "premises_url": reverse("ui:premises"),
    }


def ground_feed() -> dict[str, Any]:
    """The invented ground and streets, in the form the live map reads."""
    streets = [
        {**street, "properties": {**street["properties"], "kind": "street"}}
        for street in _streets()
    ]
    return {"type": "FeatureCollection", "features": [*_ground(), *streets]}


def premises_feed() -> dict[str, Any]:
    """The invented premises, in the form the live map reads."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [s.lon, s.lat]},
            "properties": {"id": s.key, "family": s.family, "vacant": s.vacant},
        }
        for s in _symbols()
    ]
    return {"type": "FeatureCollection", "features": features}


def chart_examples() -> list[dict[str, Any]]:
    rates = [(dt.date(2016 + n, 3, 1), r) for n, r in enumerate((0.071, 0.078, 0.086, 0.095, 0.108, 0.131, 0.142, 0.128, 0.113, 0.104, 0.098))]  # fmt: skip
    peers = [(dt.date(2016 + n, 3, 1), 0.088 + 0.004 * n - 0.0002 * n * n) for n in range(11)]
    counts = dict(zip(families.BY_KEY, (12, 24, 6, 15, 28, 27, 46, 2), strict=True)) | {"vacant": 9}  # fmt: skip
    steps = [(m / 12, math.exp(-m / 118), math.exp(-m / 105), math.exp(-m / 133)) for m in range(0, 97, 3)]  # fmt: skip
    years = [(2014 + n, 60 + (n * 17) % 23, 52 + (n * 29) % 27) for n in range(12)]
    drawn = (
        ("Vacance du centre", "La vacance a dépassé 10 % en 2020 et vient de repasser dessous.", lambda w: charts.line_with_threshold(rates, compare={"villes semblables": peers}, width=w)),
        ("Locaux par famille", "Les cafés, hôtels et restaurants sont les plus nombreux.", lambda w: charts.bars_by_family(counts, width=max(w - 180, 130))),
        ("Survie des commerces", "Six commerces sur dix tiennent cinq ans.", lambda w: charts.survival_curve(steps, compare=(5, 0.61, "France : 61 % à 5 ans"), provisional_from=7, width=w)),
        ("Ouvertures et fermetures", "Depuis 2014, il s’ouvre presque chaque année plus de commerces qu’il n’en ferme.", lambda w: charts.flows(years, provisional={2025}, width=w)),
    )  # fmt: skip
    return [
        {"title": title, "says": says, "source": "Chiffres inventés",
         "svg": mark_safe(charts.to_svg(make(600), title=title, description=says)),  # noqa: S308 — our renderer's
         "svg_phone": mark_safe(charts.to_svg(make(300), title=title, description=says))}  # noqa: S308 — our renderer's
        for title, says, make in drawn
    ]  # fmt: skip
