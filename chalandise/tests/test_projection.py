"""Degrees to metres around a centre: worked values, the stated error, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from chalandise.projection import LocalProjection, NotDegrees
from hypothesis import given
from hypothesis import strategies as st

REDON = LocalProjection(-2.0862, 47.6514)
NEAR = st.tuples(st.floats(-0.05, 0.05), st.floats(-0.05, 0.05))


def test_centre_is_the_origin():
    assert REDON.to_metres([(-2.0862, 47.6514)]).tolist() == [[0.0, 0.0]]


def test_one_degree_at_the_equator_matches_the_ellipsoid():
    # a · π/180 to the east; a · (1 - e²) · π/180 to the north (Snyder p. 25)
    metres = LocalProjection(0, 0).to_metres([(1, 0), (0, 1)])
    assert metres[0] == pytest.approx([111_319.4908, 0], abs=1e-3)
    assert metres[1] == pytest.approx([0, 110_574.2758], abs=1e-3)


def test_one_hundredth_of_a_degree_at_45_north():
    # Snyder, table of lengths of a degree: 78,846.8 m of longitude, 111,131.8 m of latitude at 45°
    metres = LocalProjection(0, 45).to_metres([(0.01, 45), (0, 45.01)])
    assert metres[0, 0] == pytest.approx(788.468, abs=0.01)
    assert metres[1, 1] == pytest.approx(1111.318, abs=0.01)


def test_stated_error_covers_the_real_one_five_kilometres_north():
    centre, north = LocalProjection(-2, 48), LocalProjection(-2, 48 + 5000 / 111_200)
    here = centre.to_metres([(-1.99, north.lat)])[0, 0]
    there = north.to_metres([(-1.99, north.lat)])[0, 0]
    stated = centre.error_ratio(5000)
    assert stated == pytest.approx(0.00087, abs=1e-5)
    assert abs(here / there - 1) == pytest.approx(stated, rel=0.02)


@given(NEAR)
def test_there_and_back_is_the_same_point(offset):
    point = (REDON.lon + offset[0], REDON.lat + offset[1])
    assert REDON.to_degrees(REDON.to_metres([point]))[0] == pytest.approx(point, abs=1e-12)


@pytest.mark.parametrize("point", [(312_000, 6_743_000), (math.nan, 47), (47.6, -200), (2, 91)])
def test_what_is_no_degree_is_refused(point):
    with pytest.raises(NotDegrees):
        REDON.to_metres([point])


def test_a_centre_at_the_pole_or_no_point_at_all_is_refused():
    with pytest.raises(NotDegrees):
        LocalProjection(0, 89)
    with pytest.raises(NotDegrees):
        LocalProjection.around(np.empty((0, 2)))


def test_around_takes_the_middle_of_the_box():
    assert LocalProjection.around([(1, 40), (3, 44), (3, 41)]) == LocalProjection(2, 42)
