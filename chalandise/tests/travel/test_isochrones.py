"""Areas reached: they nest, hold what is reached, and keep their holes."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from chalandise.errors import InputFaults
from chalandise.travel import isochrones, reach, street_graph
from hypothesis import given, settings
from hypothesis import strategies as st

# a ring of 400 m sides, walked in 400 s a side
RING = street_graph(
    [(0, 0), (400, 0), (400, 400), (0, 400)], [0, 1, 2, 3], [1, 2, 3, 0], [400.0] * 4, crs="plan"
)
LIMITS = [120.0, 300.0, 900.0]


def town(seed: int):
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 1500, (30, 2))
    tails, heads = rng.integers(0, 30, (2, 45))
    metres = np.hypot(*(xy[heads] - xy[tails]).T)
    backward = np.where(rng.random(45) < 0.3, np.inf, metres)
    return street_graph(xy, tails, heads, metres, backward=backward, crs="plan")


@given(st.integers(0, 2**32 - 1), st.sampled_from([20.0, 50.0]))
@settings(max_examples=25, deadline=None)
def test_areas_are_valid_nest_and_hold_every_node_reached(seed, resolution):
    graph = town(seed)
    start = int(np.flatnonzero(graph.component == 0)[0])
    areas = isochrones(graph, graph.xy[[start]], LIMITS, resolution=resolution)
    clock = reach(graph, [start], limit=900).earliest()
    for limit, shorter, longer in zip(LIMITS, areas, [*areas[1:], areas[-1]], strict=True):
        assert shorter.area.is_valid
        assert longer.area.buffer(1e-6).covers(shorter.area)
        reached = shapely.points(graph.xy[clock <= limit])
        assert shapely.distance(reached, shorter.area).max(initial=0) <= resolution


def test_a_ring_walked_all_round_has_a_hole_in_the_middle():
    [iso] = isochrones(RING, [(0, 0)], [900], resolution=10, margin=40)
    [piece] = iso.area.geoms
    assert len(piece.interiors) == 1
    assert shapely.Polygon(piece.interiors[0]).area == pytest.approx(320**2, rel=0.08)
    assert piece.envelope.area == pytest.approx(480**2, rel=0.05)
    assert not iso.area.contains(shapely.Point(200, 200))


def test_a_street_is_reached_as_far_as_the_time_carries():
    [iso] = isochrones(RING, [(0, 0)], [200], resolution=5, margin=20)
    assert iso.area.covers(shapely.Point(190, 0)) and not iso.area.covers(shapely.Point(215, 0))
    assert iso.area.covers(shapely.Point(0, 190)) and not iso.area.covers(shapely.Point(0, 215))


def test_limits_keep_their_order_and_the_method_is_told():
    long, short = isochrones(RING, [(0, 0)], [600, 60])
    assert (long.limit, short.limit) == (600, 60)
    assert (long.method.resolution, short.method.limit) == (25, 60)
    assert "along streets" in str(long.method)


def test_a_point_without_street_reaches_nothing():
    [iso] = isochrones(RING, [(5000, 5000)], [600])
    assert iso.area.is_empty


def test_what_cannot_be_drawn_is_told_at_once():
    with pytest.raises(InputFaults) as caught:
        isochrones(RING, [(0, 0)], [0, -1], resolution=0, margin=-1, off_street=np.inf)
    places = [fault.place for fault in caught.value.faults]
    assert places == ["limits", "resolution", "margin", "off_street"]
    with pytest.raises(InputFaults, match="coarser"):
        isochrones(RING, [(0, 0)], [900], resolution=0.01)
    with pytest.raises(InputFaults, match="none is given"):
        isochrones(RING, [(0, 0)], [])
