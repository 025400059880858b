"""Metres are checked, degrees refused, exchanged axes told."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.errors import InputFaults
from chalandise.travel import snap, street_graph
from chalandise.travel.frames import frame, to_frame, utm

# around Redon in Lambert 93; the same place in degrees
LAMBERT = [(318_000, 6_740_000), (318_500, 6_740_000), (318_500, 6_740_500)]
GRAPH = street_graph(LAMBERT, [0, 1], [1, 2], [100.0, 100.0], crs="EPSG:2154")
REDON = (-2.0848, 47.6512)


def refusal(call, *arguments, **named) -> str:
    with pytest.raises(InputFaults) as caught:
        call(*arguments, **named)
    return str(caught.value)


def test_a_frame_is_in_metres_or_refused():
    assert frame("EPSG:2154").name.startswith("RGF93")
    assert frame("plan").axis_info[0].unit_name == "metre"
    assert "degrees" in refusal(frame, 4326)
    assert "not in metres" in refusal(frame, "EPSG:2263")  # New York, feet
    assert "no coordinate reference system" in refusal(frame, "Lambert")


def test_degrees_with_their_crs_are_projected():
    there = to_frame([REDON], frame("EPSG:2154"), crs="EPSG:4326")
    assert there[0] == pytest.approx((318_460, 6_740_250), abs=300)
    assert utm([REDON]).name == "WGS 84 / UTM zone 30N"


def test_degrees_without_a_word_are_refused():
    assert "look like degrees" in refusal(snap, GRAPH, [REDON])
    assert "look like degrees" in refusal(
        street_graph, [REDON, (-2.08, 47.66)], [0], [1], [9.0], crs="EPSG:2154"
    )


def test_latitude_first_is_told():
    assert "exchanged" in refusal(snap, GRAPH, [REDON[::-1]], crs=4326)
    assert "exchanged" in refusal(snap, GRAPH, [(6_740_000, 318_000)])


def test_missing_coordinates_and_odd_shapes_are_refused():
    assert "NaN" in refusal(snap, GRAPH, [(np.nan, 6_740_000)])
    assert "shape" in refusal(snap, GRAPH, [(1, 2, 3)])
    assert len(snap(GRAPH, np.empty((0, 2)))) == 0


def test_a_plan_of_no_known_place_may_be_small():
    small = street_graph([(0, 0), (10, 0)], [0], [1], [8.0], crs="plan")
    assert snap(small, [(5, 1)]).distance.tolist() == [1]
