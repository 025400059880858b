"""The map drawn on the server, on an invented plan."""

from __future__ import annotations

import gzip
import math
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon

from beffroi.ui.gallery_pictures import BBOX, STREETS, _feature, _ground, _symbols
from beffroi.ui.maps import Frame, Symbol, bbox_of, draw_map, draw_outline
from beffroi.ui.maps.furniture import STEPS, bar_metres
from beffroi.ui.maps.ground import placed_in
from beffroi.ui.maps.labels import CLEAR, place_labels
from beffroi.ui.maps.paths import path_data
from beffroi.ui.maps.symbols import CLOSEST, MOST, places

SVG = "{http://www.w3.org/2000/svg}"
WAYS = [_feature(kind, "LineString", line, name=name) for name, kind, line in STREETS]
FRAME = Frame(BBOX, 840, 720)


def drawn(**more) -> str:
    return draw_map(_ground(), WAYS, _symbols(), width=840, height=720, bbox=BBOX, title="Plan", **more)  # fmt: skip


def test_is_well_formed_and_passes_a_strict_csp() -> None:
    svg = drawn()
    root = ET.fromstring(svg)
    assert root.tag == SVG + "svg"
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|javascript:", svg)


def test_each_premises_is_a_link_with_its_name() -> None:
    pins = ET.fromstring(drawn()).findall(f".//{SVG}a")
    assert len(pins) == len(_symbols())
    for pin in pins:
        assert pin.get("href")
        assert pin.findtext(f"{SVG}title")
        assert pin.find(f"{SVG}use").get("href").startswith("#p-")


def test_vacant_is_drawn_last_and_hollow() -> None:
    looks = [pin.get("data-beffroi-family") for pin in ET.fromstring(drawn()).iter(f"{SVG}a")]
    assert looks.count("vacant") >= 3
    assert set(looks[-looks.count("vacant") :]) == {"vacant"}


def test_names_are_escaped() -> None:
    symbol = Symbol(*Frame(BBOX, 1, 1).centre, "services", 'L\'<b>"a" & c', "/x?a=1&b=2")
    svg = draw_map([], [], [symbol], width=400, height=300, bbox=BBOX, title="<Plan>")
    root = ET.fromstring(svg)
    assert root.findtext(f".//{SVG}a/{SVG}title") == symbol.title
    assert root.find(f".//{SVG}a").get("href") == symbol.href


def test_draws_the_same_each_time_and_light() -> None:
    assert drawn() == drawn()
    assert len(gzip.compress(drawn().encode())) < 12_000


def test_standalone_carries_its_colours() -> None:
    svg = drawn(standalone=True)
    ET.fromstring(svg)
    assert "var(" not in svg
    assert not re.search(r"[:(]\s*--", svg)
    assert "#b3462c" in svg


def test_labels_are_clear_of_each_other_and_inside() -> None:
    labels = place_labels(placed_in(WAYS, FRAME), FRAME, [])
    assert {label.name for label in labels} == {name for name, _, _ in STREETS}
    for one, other in combinations(labels, 2):
        assert one.run.distance(other.run) > CLEAR / 2
    for label in labels:
        (x0, y0), (x1, y1) = label.run.coords[0], label.run.coords[-1]
        assert x1 > x0 or (abs(x1 - x0) <= 1 and y1 < y0), "reads from the left, or upwards"


def test_a_street_too_short_for_its_name_stays_unnamed() -> None:
    short = _feature(
        "residential", "LineString", [(0, 0), (9, 0)], name="Rue des Chanoines Réguliers"
    )
    assert place_labels(placed_in([short], FRAME), FRAME, []) == []


def test_crowded_symbols_give_way_but_stay_near() -> None:
    lon, lat = FRAME.centre
    crowd = [Symbol(lon, lat, "services", str(n), "#") for n in range(4)]
    at = places(crowd, FRAME)
    own = FRAME.point(lon, lat)
    assert len(at) == 4
    for x, y in at:
        assert math.hypot(x - own[0], y - own[1]) <= MOST + 0.1
    gaps = [math.dist(a, b) for a, b in combinations(at, 2)]
    assert min(gaps) > CLOSEST * 0.5
    assert places([], FRAME) == []


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_whole_bbox_is_in_the_picture(u: float, v: float) -> None:
    west, south, east, north = BBOX
    x, y = FRAME.point(west + u * (east - west), south + v * (north - south))
    assert FRAME.holds(x, y, margin=0.01)


def test_pixels_are_metres_to_scale() -> None:
    (x0, y0), (x1, _) = FRAME.point(*BBOX[:2]), FRAME.point(BBOX[2], BBOX[1])
    assert (x1 - x0) / FRAME.scale == pytest.approx(400, rel=0.001)
    assert bar_metres(FRAME) in STEPS
    assert y0 > FRAME.point(BBOX[0], BBOX[3])[1], "north is up"


def test_paths_are_relative_and_rounded_to_a_tenth() -> None:
    square = Polygon([(0, 0), (10, 0), (10, 10.04), (0, 10)])
    assert path_data([square], tolerance=0) == "M0 0l10 0 0 10-10 0z"
    assert path_data([LineString([(1.26, 2), (1.31, 2.5)])], tolerance=0) == "M1.3 2l0 .5"
    assert path_data([LineString([(1, 1), (1.01, 1.01)])], tolerance=0) == ""


@given(st.lists(st.tuples(st.integers(0, 8000), st.integers(0, 7000)), min_size=2, max_size=9, unique=True))  # fmt: skip
def test_path_read_back_is_the_line(tenths: list[tuple[int, int]]) -> None:
    data = path_data([LineString([(x / 10, y / 10) for x, y in tenths])], tolerance=0)
    numbers = [round(float(n) * 10) for n in re.findall(r"-?(?:\d+\.\d+|\.\d+|\d+)", data)]
    read, x, y = [], 0, 0
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        read.append((x, y))
    assert read == tenths


def test_geometry_outside_or_broken_does_no_harm() -> None:
    bow = [(0, 0), (40, 40), (40, 0), (0, 40)]
    far = [(9000, 9000), (9010, 9000), (9010, 9010)]
    ground = [_feature("building", "Polygon", bow), _feature("water", "Polygon", far)]
    ET.fromstring(draw_map(ground, [], [], width=300, height=300, bbox=BBOX, title="x"))


def test_bbox_and_outline() -> None:
    west, south, east, north = bbox_of([(1.0, 46.0), (1.0, 46.0)])
    assert west < 1.0 < east
    assert south < 46.0 < north
    outline = {"type": "Polygon", "coordinates": [[[1, 46], [1.1, 46], [1.1, 46.1], [1, 46]]]}
    assert ET.fromstring(draw_outline(outline, neighbours=[outline])).tag == SVG + "svg"
