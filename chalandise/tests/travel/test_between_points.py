"""Journeys between points off the streets: legs, limits, sides, and what market takes."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import Power
from chalandise.errors import InputFaults
from chalandise.market import Huff, Market, SparseTimes
from chalandise.travel import (
    node_times,
    set_on,
    snap,
    straight_line_isochrones,
    straight_line_times,
    street_graph,
    travel_times,
)
from hypothesis import given, settings
from hypothesis import strategies as st

# one street of 1,000 m walked in 800 s, and a lane of 200 m north from its middle
STREET = street_graph(
    [(0, 0), (500, 0), (1000, 0), (500, 200)],
    [0, 1, 1],
    [1, 2, 3],
    [400.0, 400.0, 160.0],
    crs="plan",
    mode="foot",
)
COORDINATE = st.floats(-100, 1100).map(lambda value: round(value, 1))
POINTS = st.lists(st.tuples(COORDINATE, st.floats(-150, 300)), min_size=1, max_size=8)


def test_a_journey_is_two_legs_and_the_street_between_by_hand():
    times = travel_times(STREET, [(100, 50), (250, 0)], [(250, -25), (500, 200)], limit=2000)
    legs, street = (50 + 25) / 1.25, 150 * 0.8
    assert times.to_dense()[0] == pytest.approx([legs + street, 40 + 320 + 160])
    assert times.to_dense()[1] == pytest.approx([20, 200 + 160])
    assert times.method.kind == "streets"
    assert times.method.mode == "foot"


def test_without_the_legs_only_the_street_counts():
    times = travel_times(STREET, [(100, 50)], [(250, -25)], limit=2000, off_street=np.inf)
    assert times.seconds.tolist() == [120]


def test_a_point_far_from_any_street_has_no_times_and_is_told():
    times = travel_times(STREET, [(100, 0), (100, 201)], [(200, 0), (5000, 0)], limit=2000)
    assert times.origins_off.tolist() == [False, True]
    assert times.destinations_off.tolist() == [False, True]
    assert times.to_dense().tolist() == [[80, np.inf], [np.inf, np.inf]]


def test_the_nearest_destination_of_each_origin():
    shops = [(0, 0), (1000, 0), (1000, 0)]
    times = travel_times(STREET, [(100, 0), (900, 0), (100, 900)], shops, limit=3000)
    which, seconds = times.nearest()
    assert which.tolist() == [0, 1, -1]
    assert seconds.tolist() == [80, 80, np.inf]


@given(POINTS, POINTS, st.sampled_from([0, 90.0, 500.0, 6000.0]))
@settings(max_examples=40, deadline=None)
def test_both_ways_agree_and_tenths_are_rounded_once(origins, destinations, limit):
    there = travel_times(STREET, origins, destinations, limit=limit)
    back = travel_times(STREET, destinations, origins, limit=limit)
    assert np.array_equal(there.to_dense(), back.to_dense().T)
    assert (there.seconds <= limit + 0.05).all()
    rows = np.split(there.indices, there.indptr[1:-1])
    assert all((np.diff(row) > 0).all() for row in rows)


@given(POINTS)
@settings(max_examples=30, deadline=None)
def test_setting_points_on_streets_keeps_every_length_and_time(points):
    found = snap(STREET, points, within=1e4)
    grown, nodes = set_on(STREET, found)
    told = grown.segments
    assert told.metres.sum() == pytest.approx(1200)
    assert told.forward.sum() == pytest.approx(960)
    apart = np.hypot(*(grown.xy[nodes] - np.array(points)).T)
    assert apart == pytest.approx(found.distance, abs=1e-5)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_arcs_follow_their_segments_however_often_points_are_set_on(seed):
    rng = np.random.default_rng(seed)
    xy, (tails, heads) = rng.uniform(0, 900, (12, 2)), rng.integers(0, 12, (2, 20))
    closed = np.where(rng.random((2, 20)) < 0.3, np.inf, 1.0)
    ahead, back = rng.uniform(1, 90, (2, 20)) * closed
    grown = street_graph(xy, tails, heads, ahead, backward=back, crs="plan")
    for count in (9, 5):
        found = snap(grown, rng.uniform(0, 900, (count, 2)), within=1e4, anywhere=True)
        grown, nodes = set_on(grown, found)
        assert (nodes >= 0).all()
    told = grown.segments
    for rows, seconds, end in zip(
        grown.arc_rows, (told.forward, told.backward), (told.heads, told.tails), strict=True
    ):
        open_ = rows >= 0
        assert np.array_equal(open_, np.isfinite(seconds))
        assert np.array_equal(grown.heads[rows[open_]], end[open_])
        assert grown.seconds[rows[open_]] == pytest.approx(seconds[open_])
    again = street_graph(
        grown.xy, told.tails, told.heads, told.forward, backward=told.backward, crs="plan"
    )
    place = np.argsort(again.ids)
    one, other = (
        node_times(town, at, at, limit=1e4).toarray()
        for town, at in ((grown, np.arange(len(grown))), (again, place))
    )
    assert one == pytest.approx(other)


def test_the_engine_takes_the_times_as_they_are():
    homes, shops = [(0, 0), (400, 0), (1000, 0)], [(500, 200), (900, 0)]
    times = travel_times(STREET, homes, shops, limit=900)
    market = Market(SparseTimes(times.to_scipy()), [100, 400], [1000, 1000, 500])
    sales = Huff(Power(2)).sales(market)
    assert float(np.sum(sales.values)) == pytest.approx(2500)


def test_straight_lines_say_so_and_follow_their_formula():
    homes, shops = [(0, 0), (3000, 4000)], [(0, 0), (0, 1000)]
    times = straight_line_times(homes, shops, crs="EPSG:2154", limit=600, speed=30, detour=1.3)
    pace = 1.3 * 3.6 / 30
    assert times.to_dense()[0] == pytest.approx([0, 1000 * pace], abs=0.05)
    assert times.to_dense()[1].tolist() == [np.inf, np.inf]  # 780 s and 662 s: beyond the limit
    assert times.method.kind == "straight line"
    assert "detour factor 1.3 at 30 km/h" in str(times.method)


def test_circles_are_of_the_stated_radius_and_nest():
    small, large = straight_line_isochrones(
        [(0, 0), (50, 0)], [60, 300], crs="plan", speed=36, detour=1.25
    )
    assert large.area.bounds == pytest.approx((-2400, -2400, 2450, 2400), rel=1e-3)
    assert large.area.covers(small.area)
    assert small.method.detour == 1.25


def test_faults_of_every_argument_are_told_at_once():
    with pytest.raises(InputFaults) as caught:
        travel_times(STREET, [(np.nan, 0)], [("x", 1)], limit=-1, within=-1, off_street=0)
    places = [fault.place for fault in caught.value.faults]
    assert places == ["limit", "off_street", "within", "origins", "destinations"]
    with pytest.raises(InputFaults) as caught:
        straight_line_times([(0, 0)], [(0, 0)], crs=4326, limit=9000, speed=0, detour=0.9)
    assert [fault.place for fault in caught.value.faults] == ["limit", "speed", "detour", "crs"]


def test_inputs_are_not_written_to():
    origins, destinations = np.array([(100.0, 50.0)]), np.array([(250.0, -25.0)])
    before = STREET.xy.copy(), STREET.seconds.copy()
    for array in (origins, destinations, STREET.xy, STREET.seconds):
        array.flags.writeable = False
    travel_times(STREET, origins, destinations, limit=500)
    assert np.array_equal(before[0], STREET.xy) and np.array_equal(before[1], STREET.seconds)


def test_streets_of_nothing_reach_nothing():
    empty = street_graph(np.empty((0, 2)), [], [], [], crs="plan")
    times = travel_times(empty, [(0, 0)], [(0, 0)], limit=60)
    assert (times.shape, len(times.tenths), times.origins_off.all()) == ((1, 1), 0, True)
