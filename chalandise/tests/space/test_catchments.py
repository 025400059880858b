"""Catchments: zones by time, isochrone and share of sales, with the reason of the cuts."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.errors import InputFaults
from chalandise.space import by_isochrone, by_share_of_sales, by_time
from chalandise.travel import straight_line_isochrones
from hypothesis import given
from hypothesis import strategies as st


def test_by_time_with_what_each_band_holds():
    found = by_time([0, 5, 5.1, 20, np.inf], [5, 20], weights=[10, 20, 30, 40, 100])
    assert found.band.tolist() == [0, 0, 1, 1, -1]
    assert found.reason.key == "by time"
    assert found.reason.values["cuts"] == (5, 20)
    assert found.reason.values["zones"] == (2, 2, 1)
    assert found.reason.values["weights"] == (30, 70, 100)
    assert found.reason.values["shares"] == (0.15, 0.35, 0.5)


def test_by_share_of_sales_the_zone_on_the_cut_is_within():
    found = by_share_of_sales([10, 45, 0, 25, 20], [0.6, 0.8, 1])
    assert found.band.tolist() == [2, 0, -1, 0, 1]
    assert found.reason.values["shares"] == pytest.approx((0.7, 0.2, 0.1, 0))
    exact = by_share_of_sales([60, 20, 20], [0.6, 0.8])
    assert exact.band.tolist() == [0, 1, -1]


def test_by_share_of_sales_ranked_by_something_else():
    hold = [0.9, 0.1, 0, 0.5, 0.3]
    found = by_share_of_sales([10, 45, 0, 25, 20], [0.3, 1], rank=hold)
    assert found.band.tolist() == [0, 1, -1, 0, 1]


def test_by_isochrone_zones_are_in_the_shortest_that_covers_them():
    areas = straight_line_isochrones([(0, 0)], [600, 300], crs="plan", speed=6, detour=1)
    found = by_isochrone(areas, [(400, 0), (0, 700), (2000, 0)], weights=[1, 2, 3])
    assert found.band.tolist() == [0, 1, -1]
    assert found.cuts == (300, 600)
    assert found.reason.values["weights"] == (1, 2, 3)


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=20).filter(lambda sales: sum(sales) > 1),
    st.lists(st.floats(0.05, 1), min_size=1, max_size=4, unique=True).map(sorted),
)
def test_each_cut_is_reached_and_bands_follow_the_sales(sales, cuts):
    found = by_share_of_sales(sales, cuts)
    reached = np.cumsum(found.reason.values["shares"])[:-1]
    assert (reached >= np.array(cuts) - 1e-9).all()
    inside = np.where(found.band < 0, len(cuts), found.band)
    order = np.argsort(-np.array(sales), kind="stable")
    assert (np.diff(inside[order]) >= 0).all()


def test_faults_are_told_at_once():
    with pytest.raises(InputFaults) as caught:
        by_time([1, np.nan, -1], [10, 5], weights=[1, 2])
    assert {fault.place for fault in caught.value.faults} == {"times", "cuts", "weights"}
    with pytest.raises(InputFaults) as caught:
        by_share_of_sales([0, 0], [0.5, 1.5])
    assert [fault.place for fault in caught.value.faults] == ["cuts", "sales"]
    with pytest.raises(InputFaults, match="rise"):
        by_isochrone([], [(0, 0)])
